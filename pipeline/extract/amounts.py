"""Amounts of time that the text ties to a date: "the past five years", "halted for two years", "after 24 years".

Input: an expression of kind duration, interval_since or anniversary, and its ``View``. Output: an ``Answer``. The
other end is counted back from the date of the clause; an anniversary gives the date of its base. Limits: an amount
that no dated clause holds stays without a date; "after N years" never dates its own clause.
"""

from __future__ import annotations

from datetime import date

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import Answer, Told
from pipeline.extract.valuing import add_days, day_value, month_value, months_back, parse
from pipeline.extract.view import View
from pipeline.model import TimeExpression, TimeUnit

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
NO_DATE = "an amount of time"


def amount(expression: TimeExpression, view: View) -> Answer:
    """What the amount leads back to from the date of its clause; without one, nothing."""
    if view.vote is not None:
        return view.vote
    if view.counts == "ahead":
        return _ahead(expression, view)
    base = None if view.counts == "days_from" else _base(expression, view)
    if expression.amount is None or expression.unit is None or base is None:
        return _none()
    end, words = base
    start = back(end, expression.amount, expression.unit)
    if start is None:
        return _none()
    if expression.kind == "duration" and view.counts == "tally" and expression.unit == "year" and base[0].start:
        made = parse(f"{start.start.year:04}/{base[0].start.year - 1:04}") if start.start else None
        says = "what was counted up over years: the whole years before that of the clause"
        return Answer(made, "duration", words, "time.whole_years", says, 0.6) if made else _none()
    if expression.kind == "duration":
        return _stretch(start, end, expression.unit, words)
    if expression.kind == "anniversary":
        return _base_event(start, words, end, int(expression.amount))
    made = _at(start, expression.unit, "~")
    return (
        Answer(made, "relative", words, "time.counted_back", "the earlier end, counted back", 0.7) if made else _none()
    )


def _ahead(expression: TimeExpression, view: View) -> Answer:
    """ "Within days" of what was told last: about the month that so many days on lie in."""
    told = view.in_sentence or view.state.day
    moved = add_days(told.day, round(expression.amount or 0)) if told is not None and told.day else None
    if told is None or moved is None or expression.unit != "day":
        return _none()
    made, words = parse(f"{month_value(moved)}~"), anchors.counted(told.date, back=False)
    return Answer(made, "relative", words, "time.within_days", "days on from what was told last", 0.5)


def back(end: Edtf, n: float, unit: TimeUnit) -> Edtf | None:
    """``end`` moved back by ``n`` units, at the finer precision of neither."""
    point = end.start
    if point is None:
        return None
    if unit in ("day", "week"):
        moved = add_days(point, -round(n * (7 if unit == "week" else 1)))
        return day_value(moved) if moved and end.precision == "day" else None
    earlier = months_back(point, round(n * _MONTHS[unit]))
    if end.precision == "day" and unit == "year" and n == int(n):
        return day_value(earlier)
    return month_value(earlier) if end.precision in ("day", "month") else parse(f"{earlier.year:04}")


def _base(expression: TimeExpression, view: View) -> tuple[Edtf, str] | None:
    """The date of the clause, with its anchor; for "the past N years" the document's or the list's place too."""
    told: Told | None = view.in_sentence
    if told is None and expression.kind == "duration" and view.counts in ("lately", "tally"):
        document = view.state.document
        if document is not None:
            return document.date, document.words
        told = view.near or view.state.running
    if told is None or (expression.kind == "duration" and not view.counts) or told.moment is None or not told.fine:
        return None
    if expression.kind == "interval_since" and (told.over or told.since or _other_end(told, view)):
        return None  # "since last May, for the first time in 85 days": that date is the other end
    return told.date, anchors.counted(told.date, back=True)


def _other_end(told: Told, view: View) -> bool:
    """Whether the date beside "after N years" lies years before the report: what it is counted from, not to."""
    document = view.state.document
    return view.state.genre == "report" and document is not None and told.year != document.year


def _stretch(start: Edtf, end: Edtf, unit: TimeUnit, words: str) -> Answer:
    first, last = _at(start, unit, ""), _at(end, unit, "")
    made = parse(f"{first}/{last}") if first and last and first != last else None
    if made is None:
        return _none()
    return Answer(
        made, "duration", words, "time.counted_back", "a stretch counted back from the date of its clause", 0.7
    )


def _base_event(base: Edtf, words: str, told: Edtf, n: int) -> Answer:
    says = "the date of what is commemorated: that of the clause less the count"
    return Answer(base, "relative", words, "time.anniversary_base", says, 0.75 if told.precision == "day" else 0.6)


def _at(when: Edtf, unit: TimeUnit, mark: str) -> Edtf | None:
    """``when`` no finer than the unit it was counted in."""
    point: date | None = when.start
    if point is None:
        return None
    size = {"year": 4, "half": 7, "quarter": 7, "month": 7}.get(unit, 10)
    return parse(when.text.rstrip("~?%").partition("/")[0][:size] + mark)


def _none() -> Answer:
    return Answer(
        None, "duration", anchors.nothing(NO_DATE), "time.amount", "an amount of time, no date of its own", 0.0
    )
