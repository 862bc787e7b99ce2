"""What a sentence inherits when it holds no date of its own: from its bullet, its neighbours, its document.

Input: a ``Place``: what its block, list and section told before and what comes next. Output: a ``SentenceTime``.
Precision is that of a careful reader: the bullet's date as told, its month for a reaction to it; between neighbours of
one year the year, of different years an interval of years, of days close together their months. Limits: an undated
sentence between two distant dates of prose, or far behind the last one, stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import DocumentDate, Told
from pipeline.extract.sections import Section
from pipeline.extract.valuing import joined, month_value, parse
from pipeline.model import Basis, Reason, SentenceTime
from pipeline.records import quick

CLOSE = 10
"""Days between two neighbours up to which an undated item between them takes their months."""
LONG = 10
"""Years before the date of a sentence up to which what its head tells is dated from what was told last."""
WIDEST = 3
"""Years beyond which an interval between neighbours says nothing any more."""
DRIFT = 3
"""Sentences behind one of another year in which a text goes on about that year."""
RECENT = 120
"""Days before the news up to which the chronicle that goes with it begins."""
FAR = 4
"""Sentences behind the last dated one after which prose inherits nothing any more."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sentence stands: what its block, the list and the section told before, and what comes next.

    ``opens`` is the link it opens with, or "reaction" for a comment; ``performs``: it does what it says (declares as
    follows); ``named``: the date of a happening that it names again; ``now``: it tells how things stand.
    """

    number: int
    section: Section
    document: DocumentDate | None
    kind: str
    opens: str
    line: Line
    after: Told | None
    lead: Told | None = None
    single: Edtf | None = None
    performs: bool = False
    named: Told | None = None
    now: bool = False

    @property
    def distance(self) -> int:
        """Sentences since the last dated one."""
        return self.number - self.line.at


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """What was told before: in the block, in the order of the list, last of all, and in which sentence.

    ``news``: the day of its news that a report told last; ``account``: the day that a charge or a ruling tells of.
    """

    block: Told | None = None
    in_list: Told | None = None
    last: Told | None = None
    at: int = -1
    news: Told | None = None
    account: Told | None = None


def time_of(place: Place, own: Sequence[Told], tells: bool) -> SentenceTime:
    """What the sentence at ``place`` inherits; ``own`` are the dates that it tells, ``tells`` whether its zone does."""
    if not tells:
        return timed(place, None, anchors.nothing("this zone dates no event"), "time.zone", 0.0)
    if own:
        return timed(place, own[0].date, anchors.same_sentence(own[0].date), "time.own_sentence", 0.9)
    if place.performs and (day := _day_of_document(place)) is not None:
        return timed(place, day[0], day[1], "time.performed", 0.8)
    if place.named is not None:
        words = anchors.running(place.named.fine or "period", place.named.date)
        return timed(place, coarser(place.named.date), words, "time.named_event", 0.6, "relative")
    if place.now and place.document is not None and place.document.day and _is_report(place, place.document):
        return timed(place, place.document.date, place.document.words, "time.now", 0.6)
    before = place.line.block or place.line.in_list or place.line.last
    if place.opens == "later" and before is not None:
        return _later(place, before)
    if place.opens in ("earlier", "then") and before is not None and not before.planned:
        then = place.opens == "then" and place.line.block is not None and place.distance == 1
        when = before.date if then else coarser(before.date)
        rule = "time.then" if then else "time.before_that"
        return timed(place, when, anchors.sentence_before(before.date), rule, 0.6)
    if place.line.block is not None:
        return _same_item(place, place.line.block)
    if place.kind == "heading" and place.document is not None:
        return _title(place, place.document)
    if place.section.chronicle:
        lead = _leading_news(place)
        return _between(place) if lead is None else _news(place, lead)
    return _in_prose(place)


def _leading_news(place: Place) -> DocumentDate | None:
    """The date of the news that a chronicle of the days before goes with, for what stands ahead of its first entry."""
    document, first, line = place.document, place.after, place.line
    if document is None or document.day is None or document.revised or document.inferred or place.kind != "paragraph":
        return None
    if first is None or first.day is None or line.in_list is not None or line.last is not None:
        return None
    return document if 0 <= (document.day - first.day).days <= RECENT else None


def _same_item(place: Place, told: Told) -> SentenceTime:
    """The bullet's or paragraph's date; a reaction to it comes then or soon after: one unit coarser."""
    words = anchors.same_item(told.date)
    if told.cited:
        return timed(place, coarser(told.date), words, "time.cited", 0.7)
    if place.opens == "reaction":
        return timed(place, coarser(told.date), words, "time.reaction", 0.7)
    return timed(place, told.date, words, "time.same_item", 0.8 if place.distance < FAR else 0.6)


def before_own(place: Place, own: Told) -> SentenceTime:
    """What a clause inherits that is over before its sentence tells ``own``: between what was told last and that.

    In a report, and where nothing near was told, about the time of ``own``: its month, else its year.
    """
    found = time_of(place, (), tells=True).date
    near = coarser(own.date)
    report = place.document is not None and _is_report(place, place.document)
    if report or found is None or found.start is None or own.first is None:
        return timed(place, near, anchors.same_sentence(own.date), "time.before_own", 0.5)
    if found.start >= own.first or own.first.year - found.start.year > LONG:
        return timed(place, coarser(near, year=True), anchors.same_sentence(own.date), "time.before_own", 0.4)
    return timed(place, joined(found, near), anchors.between(found, own.date), "time.before_own", 0.5)


def _day_of_document(place: Place) -> tuple[Edtf, str] | None:
    """The day of a text that does what it says: that of its heading, else of the document."""
    heading, document = place.section.heading, place.document
    if heading is not None and heading.precision == "day":
        return heading, anchors.heading(heading)
    return (document.date, document.words) if document is not None else None


def _later(place: Place, told: Told) -> SentenceTime:
    """ "After that": from the month told last up to the next date, where that is not far."""
    if place.document is not None and place.document.is_news(told.day) and not place.section.chronicle:
        return timed(place, told.date, anchors.running("day", told.date), "time.news", 0.6)
    start = coarser(told.date) if told.fine == "day" else told.date
    after = place.after
    words = anchors.between(told.date, after.date if after else None)
    end = after.date if after and after.date.start else None
    if end is not None and start.start and end.start and 0 <= (end.start - start.start).days <= 366:
        made = joined(start, coarser(end) if end.precision == "day" else end)
        return timed(place, made, words, "time.after_that", 0.6, "relative")
    return timed(place, parse(start.text.rstrip("~") + "~"), words, "time.after_that", 0.5, "relative")


def _in_prose(place: Place) -> SentenceTime:
    document, last, heading = place.document, place.line.last, place.section.heading
    if place.opens == "next" and last is not None and place.distance == 1:
        return timed(place, last.date, anchors.sentence_before(last.date), "time.next_deed", 0.65)
    if heading is not None and last is None:
        return timed(place, heading, anchors.heading(heading), "time.heading", 0.6)
    if (
        document is not None
        and document.day
        and _is_report(place, document)
        and not (document.inferred and _drifted(place, document))
    ):
        return _news(place, document)
    if place.kind == "list_item" and (heading is not None or place.line.in_list is not None):
        return timed(place, heading, anchors.heading(heading), "time.heading", 0.6) if heading else _between(place)
    alone = last is not None and last.fine == "day" and _only_day(place, last)
    if last is not None and (alone or place.distance < FAR) and not (document and document.day and last.deictic):
        near = coarser(last.date) if last.fine == "day" and not alone else last.date
        return timed(place, near, anchors.sentence_before(last.date), "time.sentence_before", 0.65 if alone else 0.55)
    return timed(place, None, anchors.nothing("nothing dated right before it"), "time.no_base", 0.0)


def _is_report(place: Place, document: DocumentDate) -> bool:
    return place.section.genre(document.news_year) == "report"


def _drifted(place: Place, document: DocumentDate) -> bool:
    """Whether the text, whose date it gives away itself, has just told of another year."""
    year = place.line.last.year if place.line.last is not None else None
    return year is not None and year != document.year and place.distance < DRIFT


def _only_day(place: Place, last: Told) -> bool:
    """Whether the text tells of one day alone, or goes on with the same day: what stands between lies then."""
    return place.single == last.date or (place.after is not None and place.after.date == last.date)


def _title(place: Place, document: DocumentDate) -> SentenceTime:
    """The title of a report tells its news; that of any other text is dated no finer than the year of the text, or
    that of the old happening which it recounts."""
    if _is_report(place, document):
        return _news(place, document)
    if document.revised:
        return timed(place, None, anchors.nothing("a page that is changed again and again"), "time.no_base", 0.0)
    if place.section.telling.recounts(document.date.start.year if document.date.start else None):
        then = Edtf(f"{place.section.telling.opens_in:04}")
        return timed(place, then, anchors.running("year", then), "time.title", 0.5)
    return timed(place, coarser(coarser(document.date), year=True), document.words, "time.title", 0.5)


def _news(place: Place, document: DocumentDate) -> SentenceTime:
    """In a report: the day of the charge that it recounts, else that of its news told last, of its lead, its own."""
    account = place.line.account
    if account is not None:
        return timed(place, account.date, anchors.running("day", account.date), "time.account", 0.75)
    told = place.line.news or place.lead
    if told is None:
        return timed(place, document.date, document.words, "time.document", 0.6)
    when = coarser(told.date) if told.cited else told.date
    return timed(place, when, anchors.running("day", told.date), "time.news", 0.6)


def _between(place: Place) -> SentenceTime:
    """An undated item of a list, from its dated neighbours."""
    a, b, heading = place.line.in_list, place.after, place.section.heading
    if a is None and heading is not None and heading.precision in ("year", "month", "day"):
        return timed(place, heading, anchors.heading(heading), "time.heading", 0.6)
    if a is None or a.moment is None:
        return timed(place, None, anchors.nothing("no dated item before it"), "time.no_base", 0.0)
    words = anchors.between(a.date, b.date if b else None)
    if b is None or b.date.start is None:
        return timed(place, Edtf(f"{a.moment.year:04}"), words, "time.list_order", 0.6)
    if a.day and b.day and 0 <= (b.day - a.day).days <= CLOSE:
        return timed(place, joined(month_value(a.day), month_value(b.day)), words, "time.list_order", 0.75)
    first, last = a.moment.year, b.date.start.year
    if a.month and b.month and (first, a.month) == (last, b.date.start.month):
        return timed(place, month_value(a.moment), words, "time.list_order", 0.75)
    if first < last and heading is not None and heading.text == f"{first:04}":
        return timed(place, heading, anchors.heading(heading), "time.heading", 0.6)
    if last == first:
        return timed(place, Edtf(f"{first:04}"), words, "time.list_order", 0.75)
    if 0 < last - first <= WIDEST:
        return timed(place, Edtf(f"{first:04}/{last:04}"), words, "time.list_order", 0.6)
    return timed(place, None, anchors.nothing("its neighbours lie years apart"), "time.no_base", 0.0)


def coarser(date: Edtf, *, year: bool = False) -> Edtf:
    """The month of a day, the year of a part of it (with ``year`` of anything inside one year); else itself."""
    if year and date.start and date.end and date.start.year == date.end.year:
        return Edtf(f"{date.start.year:04}")
    if date.precision == "day" and date.start:
        return month_value(date.start)
    if date.precision in ("quarter", "half", "season") and date.start and date.end and date.start.year == date.end.year:
        return Edtf(f"{date.start.year:04}")
    return date


def timed(
    place: Place, date: Edtf | None, anchor: str, rule: str, confidence: float, basis: Basis = "inherited"
) -> SentenceTime:
    """The answer for ``place``, with its reason."""
    reason = Reason(rule=f"{rule}@1", says=f"inherited: {anchor}")
    return SentenceTime(
        sentence=place.number, date=date, basis=basis, anchor=anchor, confidence=confidence, reasons=(reason,)
    )
