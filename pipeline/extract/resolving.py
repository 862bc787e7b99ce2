"""One time expression at its place: dispatch over kinds, ends of ranges, holidays.

Input: a TimeExpression and a ``View``. Output: an ``Answer``. Amounts of time (durations, anniversaries, "after N
years") are left to amounts.py; as evidence for a year they are weighed in evidence.py.
"""

from __future__ import annotations

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.amounts import amount
from pipeline.extract.bare_days import bare_day
from pipeline.extract.digit_order import EITHER, open_order
from pipeline.extract.discourse import Answer, Told
from pipeline.extract.references import anaphoric, deictic
from pipeline.extract.valuing import coarsened, joined, value
from pipeline.extract.view import View
from pipeline.extract.years import choose_year
from pipeline.model import PartialDate, TimeExpression
from pipeline.records import replace

FEAST = 92
"""Days around a feast in which it is named without saying which year's."""


def answer(expression: TimeExpression, view: View) -> Answer:
    """What ``expression`` means where it stands."""
    if expression.kind == "clock":
        return clock(view)
    if expression.kind not in ("date", "range") or expression.start is None:
        return amount(expression, view)
    if expression.kind == "range" and expression.end is not None:
        return _range(expression, expression.start, expression.end, view)
    found = end(expression.start, view)
    lasts = view.onset or (view.lasting and expression.start.edge == "after")
    if lasts and expression.kind == "date":
        return _until_told(found, view)
    if expression.era and found.date is not None:
        return replace(found, anchor=anchors.era(expression.era))
    if expression.kind == "range":
        return replace(found, basis="duration")
    return found


def _until_told(found: Answer, view: View) -> Answer:
    """What has gone on since then lasts up to the telling: the document date, in a list the place in it.

    The words keep their own value; the stretch that the clause tells is the alternative (see clausetime.py).
    """
    document = view.state.document if view.state.genre == "report" else None
    place = view.state.running if view.state.genre == "chronicle" else None
    until = document.date if document else place.date if place else None
    if found.date is None or found.date.start is None or until is None or until.start is None:
        return found
    first = Edtf(found.date.text.rstrip("~"))
    made = joined(first, coarsened(until, first)) if first.start and first.start < until.start else None
    says = "it has gone on since then, up to the telling"
    return replace(found, alternatives=(made,), rule="time.until_told", says=says) if made else found


def end(p: PartialDate, view: View) -> Answer:
    """The value of one end."""
    if p.section == EITHER:
        return view.vote or open_order(p)
    if p.year is not None and p.shift_unit is None:
        made = _table(p, p.year, view.language)
        if made is None:
            return Answer(None, "explicit", anchors.nothing("no such day"), "time.no_such_day", "no day", 0.0)
        return Answer(made, "explicit", "", "time.stated", "all parts are written", 1.0)
    if p.base == "document":
        return deictic(p, view)
    if p.base == "running":
        return anaphoric(p, view)
    if p.weekday is not None and p.month is None and p.day is None:
        return deictic(replace(p, base="document"), view)
    if p.month is None and p.day is not None and not p.holiday:
        return bare_day(p, view)
    if p.holiday and view.reading == "past" and not view.done and _feast_is_near(p, view):
        view = replace(view, reading="nearest")  # a feast is named when it is near, before or after
    found = _by_weekday(p, choose_year(lambda year: _table(p, year, view.language), view))
    if p.holiday and found.date is not None:
        return replace(found, anchor=anchors.holiday(_month_day(found.date)))
    return found


def _feast_is_near(p: PartialDate, view: View) -> bool:
    """Whether the feast lies within a quarter of the document date."""
    today = view.state.document.day if view.state.document else None
    feasts = [_table(p, today.year + n, view.language) for n in (-1, 0, 1)] if today else []
    return any(abs((feast.start - today).days) <= FEAST for feast in feasts if feast and feast.start and today)


def _by_weekday(p: PartialDate, found: Answer) -> Answer:
    """Friday, March 3: of the years next to the one found, the weekday singles out its own."""
    if p.weekday is None or found.date is None or found.date.start is None or found.date.precision != "day":
        return found
    if found.date.start.weekday() == p.weekday:
        return found
    for shift in (-1, 1, -2, 2):
        made = value(p, found.date.start.year + shift)
        if made is not None and made.start is not None and made.start.weekday() == p.weekday:
            says = "the weekday beside it singles out the year"
            return replace(found, date=made, rule="time.weekday", says=says, confidence=0.7, alternatives=(found.date,))
    return found


def clock(view: View) -> Answer:
    """A time of day belongs to the day told last, in a dated report else to that of the document."""
    last = view.state.last
    if last is not None and last.day is not None and last.sentence == view.sentence - 1:
        words, says = anchors.running("day", last.date), "the sentence before tells of that day"
        return Answer(last.date, "relative", words, "time.running_day", says, 0.8)
    found = anaphoric(PartialDate(base="running", shift_unit="day", shift=0), view)
    return replace(found, confidence=found.confidence * 0.9)


def _range(expression: TimeExpression, first: PartialDate, last: PartialDate, view: View) -> Answer:
    """Both ends; what the first supplies is carried to the last, and from the last back to the first."""
    if first.year is None and last.year is not None and first.base == "context":
        first = _carried_back(first, last)
    opening = end(first, view)
    if opening.date is None:
        return replace(opening, basis="duration")
    told = Told.of(opening.date, sentence=view.sentence, block=view.block)
    inner = replace(view, state=view.state.tell(told), vote=None)
    closing = end(_carried(first, last, told), inner)
    both = joined(opening.date, closing.date) if closing.date else None
    if both is None and closing.date is not None and last.year is None and told.year is not None:
        later = value(replace(last, year=told.year + 1, month=last.month or told.month, base="context"))
        both = joined(opening.date, later) if later else None
    made = both or opening.date
    words = anchors.era(expression.era) if expression.era else opening.anchor
    return replace(opening, date=made, basis="duration", anchor=words)


def _carried_back(first: PartialDate, last: PartialDate) -> PartialDate:
    month = first.month or (last.month if first.day else None)
    year = last.year or 0
    behind = month is not None and last.month is not None and month > last.month
    return replace(first, year=year - 1 if behind else year, month=month)


def _carried(first: PartialDate, last: PartialDate, told: Told) -> PartialDate:
    if last.year is not None or last.base != "context":
        return last
    if last.month is None and last.day is not None and told.month is not None:
        last = replace(last, month=told.month)
    return replace(last, year=told.year) if told.year is not None else last


def _table(p: PartialDate, year: int, language: str) -> Edtf | None:
    """The value in ``year``; movable holidays by table."""
    if not p.holiday or (p.month and p.day):
        return value(p, year, language=language)
    from pipeline.extract import calendars

    when = calendars.holiday(p.holiday, year, language)
    return Edtf(when.isoformat()) if when else None


def _month_day(date: Edtf) -> str:
    return date.text[5:] if date.precision == "day" else date.text
