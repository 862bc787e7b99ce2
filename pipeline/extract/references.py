"""Dates that refer: deictic ones (올해, last month) and anaphoric ones (그해, 次月, two days later).

Input: a PartialDate with base ``document`` or ``running`` and a ``View``. Output: an ``Answer``. Deictic words hang on
the document date; in text copied into a chronology on the place in the list; in a quotation on the day of the saying.
Anaphoric words hang on the last main clause that told the unit they ask for. Limits: without such a base no value.
"""

from __future__ import annotations

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.bases import NEXT, SAYS, Base, deictic_base, running_base
from pipeline.extract.discourse import Answer, Told
from pipeline.extract.valuing import add_days, add_months, day_value, marked, month_value, parse, value, week_of
from pipeline.extract.view import View
from pipeline.extract.years import choose_year
from pipeline.model import PartialDate
from pipeline.records import replace

EARLY = 4
"""Month up to which the start of the year may still be planned for this year."""
NEAR_AHEAD = 92
"""Days after its place in a list that "the past quarter" or "last autumn" may still reach."""
_MONTHS_OF = {"half": 6, "quarter": 3}


def deictic(p: PartialDate, view: View) -> Answer:
    """올해, 지난달, 이달 1일, 지난 1월, last September, on Sunday."""
    if view.vote is not None and view.vote.date is not None:
        return view.vote
    base = deictic_base(p, view)
    if base is None and p.shift > 0 and p.shift_unit in ("month", "week"):
        return _weaker(anaphoric(p, view))
    if base is None:
        return _empty("no document date")
    return _last_or_next(p, view, base) if p.direction else _moved(p, view, base)


def anaphoric(p: PartialDate, view: View) -> Answer:
    """그해 10월, 같은 달, 이날, 이틀 뒤, 翌年, the following year."""
    if p.section == "period":
        return _same_period(view)
    if view.counts == "event":
        return _empty("counted from an event without a date")
    base = running_base(p, view)
    if base is None and p.shift_unit == "month" and p.shift == 0 and p.day is not None:
        return _weaker(deictic(p, view))  # the 20th of the month, where no month was told
    if base is None:
        return _empty("nothing told before that it could refer to")
    return _last_or_next(p, view, base) if p.direction else _moved(p, view, base)


def _weaker(found: Answer) -> Answer:
    """ "Next month" in a story without a document date is counted from where the story has got."""
    return replace(found, confidence=round(found.confidence * 0.75, 3))


def _same_period(view: View) -> Answer:
    told = view.state.bullet or view.state.last
    if told is None:
        return _empty("no period told before")
    words = anchors.running("period", told.date)
    return Answer(told.date, "relative", words, "time.same_period", SAYS["time.same_period"], 0.9)


def _moved(p: PartialDate, view: View, base: Base) -> Answer:
    """The base moved by the shift, with the parts that the expression states."""
    unit = p.shift_unit
    if unit is None:
        return _weekday(p, view, base) if p.weekday is not None else choose_year(lambda y: value(p, y), view)
    year = base.told.year
    if year is None:
        return _empty("the base has no year")
    if unit == "year" and p.shift and _spans_years(p, base):
        return _reply(_stretch_moved(base.told.date, p.shift), base, p)
    if unit == "year":
        return _reply(value(p, year + p.shift + _coming(p, view, base)), base, p)
    if unit in _MONTHS_OF:
        return _part_of_year(p, base, _MONTHS_OF[unit])
    if unit == "month":
        return _month(p, view, base)
    return _week(p, base) if unit == "week" else _day(p, base)


def _spans_years(p: PartialDate, base: Base) -> bool:
    """Whether whole years are counted from a stretch of years: two years after "the early 1990s"."""
    date = base.told.date
    years = date.is_interval and date.start is not None and date.end is not None and date.end.year < 9998
    return years and isinstance(base.told, Told) and base.told.fine == "year" and p.month is None and not p.section


def _stretch_moved(date: Edtf, n: int) -> Edtf | None:
    assert date.start is not None
    assert date.end is not None
    return parse(f"{date.start.year + n:04}/{date.end.year + n:04}")


def _coming(p: PartialDate, view: View, base: Base) -> int:
    """1 where the start of the year that is planned is that of the next one, -1 where its end, told in the first
    months of the year as done, is that of the last one."""
    month = base.told.month
    if p.section not in ("early", "late") or p.month or p.shift or p.base != "document" or month is None:
        return 0
    if p.section == "early":
        return int(view.planned and month > EARLY)
    gone = p.edge != "by" and not view.planned and view.done and month <= EARLY
    return -int(gone)


def _month(p: PartialDate, view: View, base: Base) -> Answer:
    if base.told.month is None or base.told.year is None:
        return _empty("the base has no month")
    year, month = add_months(base.told.year, base.told.month, p.shift)
    made = value(p, year, month)
    behind = made and p.day and base.rule == "time.place_in_list" and isinstance(base.told, Told)
    if behind and made and made.end and base.told.day and (base.told.day - made.end).days > 7:
        year, month = add_months(year, month, 1)
        made = value(p, year, month)
    return _reply(made, base, p)


def _part_of_year(p: PartialDate, base: Base, months: int) -> Answer:
    point = base.point
    if point is None:
        return _empty("the base has no quarter")
    index = (point.year * 12 + point.month - 1) // months + p.shift
    first, last = index * months, index * months + months - 1
    body = f"{first // 12:04}-{first % 12 + 1:02}/{last // 12:04}-{last % 12 + 1:02}"
    return _reply(marked(body, p), base, p)


def _week(p: PartialDate, base: Base) -> Answer:
    point = base.told.day
    if point is None:
        return _empty("the base has no day")
    if p.base == "running" and p.weekday is None and p.shift:
        moved = add_days(point, 7 * p.shift)
        return _reply(marked(moved.isoformat(), replace(p, approximate=True)) if moved else None, base, p)
    monday, sunday = week_of(point, p.shift)
    if p.weekday is not None:
        return _reply(day_value(add_days(monday, p.weekday) or monday), base, p)
    if p.section == "weekend":
        monday = add_days(monday, 5) or monday
    return _reply(marked(f"{monday.isoformat()}/{sunday.isoformat()}", p), base, p)


def _day(p: PartialDate, base: Base) -> Answer:
    point = base.told.day
    if point is None:
        coarse = base.told.date if p.shift in NEXT else None
        return _reply(coarse, base, p) if coarse else _empty("the base has no day")
    moved = add_days(point, p.shift)
    body = moved and (month_value(moved).text if p.approximate else moved.isoformat())
    return _reply(marked(body, p) if body else None, base, p)


def _weekday(p: PartialDate, view: View, base: Base) -> Answer:
    point, asked = base.told.day, p.weekday or 0
    if point is None:
        return _empty("the base has no day")
    ahead = p.direction > 0 or (p.direction == 0 and (view.planned or view.present or view.reading == "future"))
    if isinstance(base.told, Told):
        ahead = p.direction >= 0
    if ahead:
        beyond = p.direction > 0 or (view.reading == "future" and not view.planned)
        gap = (asked - point.weekday()) % 7 or (7 if beyond else 0)
    else:
        gap = -((point.weekday() - asked) % 7 or (7 if p.direction < 0 else 0))
    return _reply(day_value(add_days(point, gap) or point), base, p)


def _last_or_next(p: PartialDate, view: View, base: Base) -> Answer:
    """지난 1월, 지난 3분기, last September, next June, last Friday."""
    if p.weekday is not None:
        return _weekday(p, view, base)
    year = base.told.year
    if year is None:
        return _empty("the base has no year")
    if p.day is not None and p.month is None:
        return _bare_day(p, base)
    if base.rule == "time.place_in_list" and p.direction < 0:
        return _reply(_past_in_list(p, base, year), base, p)
    order = (year, year - 1) if p.direction < 0 else (year, year + 1)
    for candidate in order:
        made = value(p, candidate)
        if made and _lies(made, base, p.direction):
            return _reply(made, base, p)
    return _reply(value(p, order[-1]), base, p)


def _bare_day(p: PartialDate, base: Base) -> Answer:
    """지난 16일, 오는 16일: the last or next such day, that of the base left out."""
    point = base.told.day
    if point is None:
        return _empty("the base has no day")
    for n in (0, p.direction, 2 * p.direction):
        made = value(p, *add_months(point.year, point.month, n))
        if made and made.start and (made.start - point).days * p.direction > 0:
            return _reply(made, base, p)
    return _empty("no such day")


def _past_in_list(p: PartialDate, base: Base, year: int) -> Edtf | None:
    made, point = value(p, year), base.point
    if made and made.start and point and base.told.month and (made.start - point).days > NEAR_AHEAD:
        return value(p, year - 1)
    return made


def _lies(made: Edtf, base: Base, direction: int) -> bool:
    """Whether ``made`` is over before the base begins (or begins after it ends)."""
    date_ = base.told.date
    if direction < 0:
        whole = made.start and date_.start and base.told.month is None and made.start.year == date_.start.year
        return bool(whole or (made.end and date_.start and made.end < date_.start))
    return bool(made.start and date_.end and made.start > date_.end)


def _reply(made: Edtf | None, base: Base, p: PartialDate) -> Answer:
    if made is None:
        return _empty("no such day")
    words = base.words
    if p.shift and p.shift_unit in ("day", "week") and p.base == "running":
        words = anchors.counted(base.told.date, back=p.shift < 0)
    return Answer(made, "relative", words, base.rule, SAYS[base.rule], base.confidence)


def _empty(why: str) -> Answer:
    return Answer(None, "relative", anchors.nothing(why), "time.no_base", "nothing that it could refer to", 0.0)
