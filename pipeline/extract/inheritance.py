"""What a sentence inherits when it holds no date of its own: from its bullet, its neighbours, its document.

Input: the plan and the steps of the walk. Output: one ``SentenceTime`` a sentence. Precision is that of a careful
reader: the bullet's date as told, its month for a reaction to it; between neighbours of one year the year, of different
years an interval of years, of days close together their months. Limits: an undated sentence between two distant dates
of prose, or far behind the last one, stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import DocumentDate, Told
from pipeline.extract.evidence import Step
from pipeline.extract.governing import opening_of
from pipeline.extract.plan import Plan
from pipeline.extract.sections import Section
from pipeline.extract.valuing import joined, month_value, parse
from pipeline.languages import code_of
from pipeline.model import Basis, Reading, Reason, SentenceTime

CLOSE = 10
"""Days between two neighbours up to which an undated item between them takes their months."""
WIDEST = 3
"""Years beyond which an interval between neighbours says nothing any more."""
FAR = 4
"""Sentences behind the last dated one after which prose inherits nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a sentence stands: what its block, the list and the section told before, and what comes next.

    ``single``: the one day that the whole article tells of, if it does.
    """

    number: int
    section: Section
    document: DocumentDate | None
    kind: str
    opens: str
    line: _Line
    after: Told | None
    lead: Told | None = None
    single: Edtf | None = None

    @property
    def distance(self) -> int:
        """Sentences since the last dated one."""
        return self.number - self.line.at


@dataclass(frozen=True, slots=True)
class _Line:
    """What was told before: in the block, in the order of the list, last of all, and in which sentence."""

    block: Told | None = None
    in_list: Told | None = None
    last: Told | None = None
    at: int = -1
    news: Told | None = None


def sentence_times(
    reading: Reading,
    plan: Plan,
    steps: Sequence[Step],
    documents: Sequence[DocumentDate | None],
    cues: Mapping[str, Cues],
) -> tuple[SentenceTime, ...]:
    """What each sentence inherits, in order."""
    after = _next_told(reading, plan, steps)
    leads = _leads(reading, plan, steps, documents)
    single = _single_days(reading, plan, steps)
    out: list[SentenceTime] = []
    line, section, block = _Line(), -1, -1
    for number, sentence in enumerate(reading.sentences):
        if plan.section_of[sentence.block] != section:
            section, line = plan.section_of[sentence.block], _Line(at=line.at)
        if sentence.block != block:
            block, line = sentence.block, replace(line, block=None) if line.block else line
        own = [steps[index] for index in plan.of_sentence.get(number, ()) if steps[index].told]
        place = _Place(
            number=number,
            section=plan.sections[section],
            document=documents[block],
            kind=reading.blocks[block].kind,
            opens=opening_of(sentence.span.of(reading.folded)[:80], cues.get(code_of(sentence.language), NONE)),
            line=line,
            after=after[number],
            lead=leads.get(reading.blocks[block].article),
            single=single.get(reading.blocks[block].article),
        )
        told = [step.told for step in own if step.told]
        if not told and _open(place, plan, steps):
            out.append(_time(place, None, anchors.nothing("its own date is open"), "time.own_date_open", 0.0))
        else:
            out.append(_time_of(place, told, reading.blocks[block].tells_events))
        line = _moved(line, own, number, documents[block])
    return tuple(out)


def _open(place: _Place, plan: Plan, steps: Sequence[Step]) -> bool:
    """Whether the sentence has a date of its own in its main line, or keeps an anniversary, that nothing decides."""
    document = place.document
    news = document is not None and place.section.genre(document.year) == "report"
    for index in plan.of_sentence.get(place.number, ()):
        item, found = plan.items[index], steps[index].answer
        kept = item.expression.kind == "anniversary" and item.standing.place == "main" and not news
        if (item.main or kept) and found.date is None and item.standing.counts != "event":
            return True
    return False


def _moved(line: _Line, own: Sequence[Step], number: int, document: DocumentDate | None) -> _Line:
    """The line after a sentence; a plan dates its own sentence only."""
    for step in own:
        told = step.told
        if told is not None and not told.planned:
            news = told if document is not None and document.is_news(told.day) else line.news
            line = _Line(told, told if step.moves else line.in_list, told, number, news)
    return line


def _single_days(reading: Reading, plan: Plan, steps: Sequence[Step]) -> Mapping[int, Edtf]:
    """By article: the day that all its dates tell, where they tell one day alone."""
    told: dict[int, set[str]] = {}
    dates: dict[int, Edtf] = {}
    for item, step in zip(plan.items, steps, strict=True):
        if item.block >= 0 and step.told is not None and reading.blocks[item.block].tells_events:
            article = reading.blocks[item.block].article
            told.setdefault(article, set()).add(step.told.date.text)
            dates[article] = step.told.date
    return {a: dates[a] for a, texts in told.items() if len(texts) == 1 and dates[a].precision == "day"}


def _leads(
    reading: Reading, plan: Plan, steps: Sequence[Step], documents: Sequence[DocumentDate | None]
) -> Mapping[int, Told]:
    """By article: the day that the first paragraph of a report tells as its news."""
    out: dict[int, Told] = {}
    seen: dict[int, int] = {}
    for item, step in zip(plan.items, steps, strict=True):
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or not block.tells_events or block.kind == "heading" or step.told is None:
            continue
        document, told = documents[item.block], step.told
        first = seen.setdefault(block.article, item.block)
        if item.block == first and document is not None and not told.planned and document.is_news(told.day):
            out.setdefault(block.article, told)
    return out


def _time_of(place: _Place, own: Sequence[Told], tells: bool) -> SentenceTime:
    if not tells:
        return _time(place, None, anchors.nothing("this zone dates no event"), "time.zone", 0.0)
    if own:
        return _time(place, own[0].date, anchors.same_sentence(own[0].date), "time.own_sentence", 0.9)
    before = place.line.block or place.line.in_list or place.line.last
    if place.opens == "later" and before is not None:
        return _later(place, before)
    if place.opens in ("earlier", "then") and before is not None and not before.planned:
        return _time(place, coarser(before.date), anchors.sentence_before(before.date), "time.before_that", 0.6)
    if place.line.block is not None:
        return _same_item(place, place.line.block)
    if place.kind == "heading" and place.document is not None:
        return _title(place, place.document)
    if place.section.chronicle:
        return _between(place)
    return _in_prose(place)


def _same_item(place: _Place, told: Told) -> SentenceTime:
    """The bullet's or paragraph's date; a reaction to it comes then or soon after: one unit coarser."""
    words = anchors.same_item(told.date)
    if place.opens == "reaction":
        return _time(place, coarser(told.date), words, "time.reaction", 0.7)
    return _time(place, told.date, words, "time.same_item", 0.8 if place.distance < FAR else 0.6)


def _later(place: _Place, told: Told) -> SentenceTime:
    """ "After that": from the month told last up to the next date, where that is not far."""
    if place.document is not None and place.document.is_news(told.day) and not place.section.chronicle:
        return _time(place, told.date, anchors.running("day", told.date), "time.news", 0.6)
    start = coarser(told.date) if told.fine == "day" else told.date
    after = place.after
    words = anchors.between(told.date, after.date if after else None)
    end = after.date if after and after.date.start else None
    if end is not None and start.start and end.start and 0 <= (end.start - start.start).days <= 366:
        made = joined(start, coarser(end) if end.precision == "day" else end)
        return _time(place, made, words, "time.after_that", 0.6, "relative")
    return _time(place, parse(start.text.rstrip("~") + "~"), words, "time.after_that", 0.5, "relative")


def _in_prose(place: _Place) -> SentenceTime:
    document, last, heading = place.document, place.line.last, place.section.heading
    if heading is not None and last is None:
        return _time(place, heading, anchors.heading(heading), "time.heading", 0.6)
    if document is not None and document.day and place.section.genre(document.year) == "report":
        drifted = last is not None and last.year is not None and last.year != document.year and place.distance < 3
        if not drifted:
            return _news(place, document)
    if place.kind == "list_item" and (heading is not None or place.line.in_list is not None):
        return _time(place, heading, anchors.heading(heading), "time.heading", 0.6) if heading else _between(place)
    alone = last is not None and last.fine == "day" and _only_day(place, last)
    if last is not None and (alone or place.distance < FAR) and not (document and document.day and last.deictic):
        near = coarser(last.date) if last.fine == "day" and not alone else last.date
        return _time(place, near, anchors.sentence_before(last.date), "time.sentence_before", 0.65 if alone else 0.55)
    return _time(place, None, anchors.nothing("nothing dated right before it"), "time.no_base", 0.0)


def _only_day(place: _Place, last: Told) -> bool:
    """Whether the text tells of one day alone, or goes on with the same day: what stands between lies then."""
    return place.single == last.date or (place.after is not None and place.after.date == last.date)


def _title(place: _Place, document: DocumentDate) -> SentenceTime:
    """The title of a report tells its news; that of any other text is dated no finer than the year of the text."""
    if place.section.genre(document.year) == "report":
        return _news(place, document)
    return _time(place, coarser(coarser(document.date), year=True), document.words, "time.title", 0.5)


def _news(place: _Place, document: DocumentDate) -> SentenceTime:
    """In a report: the day of its news that was told last, else that of its lead, else the day of the report."""
    told = place.line.news or place.lead
    if told is None:
        return _time(place, document.date, document.words, "time.document", 0.6)
    return _time(place, told.date, anchors.running("day", told.date), "time.news", 0.6)


def _between(place: _Place) -> SentenceTime:
    """An undated item of a list, from its dated neighbours."""
    a, b, heading = place.line.in_list, place.after, place.section.heading
    if a is None and heading is not None and heading.precision in ("year", "month", "day"):
        return _time(place, heading, anchors.heading(heading), "time.heading", 0.6)
    if a is None or a.moment is None:
        return _time(place, None, anchors.nothing("no dated item before it"), "time.no_base", 0.0)
    words = anchors.between(a.date, b.date if b else None)
    if b is None or b.date.start is None:
        return _time(place, Edtf(f"{a.moment.year:04}"), words, "time.list_order", 0.6)
    if a.day and b.day and 0 <= (b.day - a.day).days <= CLOSE:
        return _time(place, joined(month_value(a.day), month_value(b.day)), words, "time.list_order", 0.75)
    first, last = a.moment.year, b.date.start.year
    if a.month and b.month and (first, a.month) == (last, b.date.start.month):
        return _time(place, month_value(a.moment), words, "time.list_order", 0.75)
    if last == first:
        return _time(place, Edtf(f"{first:04}"), words, "time.list_order", 0.75)
    if 0 < last - first <= WIDEST:
        return _time(place, Edtf(f"{first:04}/{last:04}"), words, "time.list_order", 0.6)
    return _time(place, None, anchors.nothing("its neighbours lie years apart"), "time.no_base", 0.0)


def coarser(date: Edtf, *, year: bool = False) -> Edtf:
    """The month of a day, the year of a part of it (with ``year`` of anything inside one year); else itself."""
    if year and date.start and date.end and date.start.year == date.end.year:
        return Edtf(f"{date.start.year:04}")
    if date.precision == "day" and date.start:
        return month_value(date.start)
    if date.precision in ("quarter", "half", "season") and date.start and date.end and date.start.year == date.end.year:
        return Edtf(f"{date.start.year:04}")
    return date


def _next_told(reading: Reading, plan: Plan, steps: Sequence[Step]) -> list[Told | None]:
    """For each sentence the next date that a later sentence of its section tells in order."""
    out: list[Told | None] = [None] * len(reading.sentences)
    pending: Told | None = None
    section = -1
    for number in range(len(reading.sentences) - 1, -1, -1):
        sentence = reading.sentences[number]
        if plan.section_of[sentence.block] != section:
            section, pending = plan.section_of[sentence.block], None
        out[number] = pending
        for index in reversed(plan.of_sentence.get(number, ())):
            told = steps[index].told
            if told is not None and (steps[index].moves or not plan.sections[section].chronicle):
                pending = told
    return out


def _time(
    place: _Place, date: Edtf | None, anchor: str, rule: str, confidence: float, basis: Basis = "inherited"
) -> SentenceTime:
    reason = Reason(rule=f"{rule}@1", says=f"inherited: {anchor}")
    return SentenceTime(
        sentence=place.number, date=date, basis=basis, anchor=anchor, confidence=confidence, reasons=(reason,)
    )
