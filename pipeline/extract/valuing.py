"""Parts of a date to an EDTF value, and the arithmetic on years, months and days that the resolver needs.

Input: a PartialDate whose missing parts were supplied. Output: Edtf, or None where the parts name no day of the
calendar. A month is never turned into its first day. Limits: seasons are those of the northern half of the earth.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from pipeline.edtf import Edtf
from pipeline.model import PartialDate

_MONTHS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14),
}  # fmt: skip
_DAYS = {"first10": (1, 10), "second10": (11, 20), "last10": (21, 31)}
_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_CENTURY = {"early": (0, 33), "mid": (34, 66), "late": (67, 99)}


SEASON = 7
"""Month from which on a date lies in the first of the two years of a season, a school year or a term."""


def year_of_season(date_: Edtf, month: int) -> int | None:
    """The year of ``month`` in two years that are told as one (the season of 2016/2017); None for any other date."""
    first, last = date_.start, date_.end
    if not date_.is_interval or len(date_.text) != len("2016/2017") or first is None or last is None:
        return None
    if last.year - first.year != 1:
        return None
    return first.year if month >= SEASON else last.year


def value(
    p: PartialDate, year: int | None = None, month: int | None = None, day: int | None = None, language: str = "zh"
) -> Edtf | None:
    """The value of ``p`` with missing parts filled in; ``language`` picks the lunar table (ko or zh)."""
    year, month, day = p.year or year, p.month or month, p.day or day
    if year is None or not 1 <= year <= 9998:
        return None
    body = _lunar(p, year, month, day, language) if p.lunar else _body(p, year, month, day)
    return None if body is None else marked(body, p)


def marked(body: str, p: PartialDate) -> Edtf:
    """``body``, which is a date of the calendar, as a value with the marks of ``p``: about, since, before."""
    if p.edge == "before" and "/" not in body:
        return Edtf(f"../{body}")
    return Edtf(body + ("~" if p.approximate or p.edge == "after" else ""))


def parse(text: str) -> Edtf | None:
    """``text`` as Edtf, or None where it is no date of the calendar."""
    from pipeline.errors import PipelineError

    try:
        return Edtf.parse(text)
    except PipelineError:
        return None


def _body(p: PartialDate, year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return _of_year(p, year)
    if p.section == "either":
        return f"{year:04}"  # 03/04/2020: which of the two is the month, extract/digit_order.py says
    return _iso(year, month, day) if day else _of_month(p, year, month)


def _of_month(p: PartialDate, year: int, month: int) -> str | None:
    if not 1 <= month <= 12:
        return None
    if p.section not in _DAYS:
        return _narrowed(p, year, month) or f"{year:04}-{month:02}"
    first, last = _DAYS[p.section]
    return f"{year:04}-{month:02}-{first:02}/{year:04}-{month:02}-{min(last, monthrange(year, month)[1]):02}"


def _of_year(p: PartialDate, year: int) -> str:
    if p.section in _MONTHS:
        return _span_of_months(year, *_MONTHS[p.section])
    unit, _, part = p.section.partition("-")
    if unit in ("decade", "century") and part:
        first, last = (_DECADE if unit == "decade" else _CENTURY)[part]
        return f"{year + first:04}/{year + last:04}"
    if unit == "decade":
        return f"{year // 10:03}X"
    return f"{year // 100:02}XX" if unit == "century" else _narrowed(p, year, None) or f"{year:04}"


def _narrowed(p: PartialDate, year: int, month: int | None) -> str | None:
    """The last day, a week or a counted weekday of the month or year."""
    if p.section != "last_day" and not p.section.startswith(("week-", "nth-")):
        return None
    from pipeline.extract import calendars

    found = calendars.narrowed(p.section, year, month)
    return None if found is None else "/".join(dict.fromkeys(day.isoformat() for day in found))


def _span_of_months(year: int, first: int, last: int) -> str:
    end = (year + 1, last - 12) if last > 12 else (year, last)
    return f"{year:04}-{first:02}/{end[0]:04}-{end[1]:02}"


def _lunar(p: PartialDate, year: int, month: int | None, day: int | None, language: str) -> str | None:
    from pipeline.extract import calendars

    if month is None:
        return None
    if day is None:
        ends = calendars.lunar_month(year, month, leap=p.leap_month, language=language)
        return f"{ends[0].isoformat()}/{ends[1].isoformat()}" if ends else None
    found = calendars.lunar_day(year, month, day, leap=p.leap_month, language=language)
    return found.isoformat() if found else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def day_value(when: date) -> Edtf:
    """A day as Edtf."""
    return Edtf(when.isoformat())


def month_value(when: date) -> Edtf:
    """The month of a day as Edtf."""
    return Edtf(f"{when.year:04}-{when.month:02}")


def add_months(year: int, month: int, n: int) -> tuple[int, int]:
    """(year, month) moved by ``n`` months."""
    total = year * 12 + month - 1 + n
    return total // 12, total % 12 + 1


def add_days(when: date, n: int) -> date | None:
    """``when`` moved by ``n`` days, or None beyond the calendar."""
    try:
        return when + timedelta(days=n)
    except OverflowError:
        return None


def months_back(when: date, n: int) -> date:
    """``when`` moved back by ``n`` months, the day cut to the month's last."""
    year, month = add_months(when.year, when.month, -n)
    year = max(year, 1)
    return date(year, month, min(when.day, monthrange(year, month)[1]))


def week_of(when: date, n: int = 0) -> tuple[date, date]:
    """Monday and Sunday of the week ``n`` weeks from that of ``when``."""
    monday = when - timedelta(days=when.weekday()) + timedelta(weeks=n)
    return monday, monday + timedelta(days=6)


def coarsened(date_: Edtf, like: Edtf) -> Edtf:
    """``date_`` no finer than ``like``."""
    size = {"year": 4, "month": 7}.get(like.precision, 10)
    return parse(date_.text.rstrip("~?%").partition("/")[0][:size]) or date_


def joined(first: Edtf, last: Edtf) -> Edtf | None:
    """The interval from the start of ``first`` to the end of ``last``, at their own precision."""
    start = first.text.rstrip("~?%").partition("/")[0]
    end = last.text.rstrip("~?%").rpartition("/")[2]
    mark = "~" if first.approximate or last.approximate else ""
    return parse((start if start == end else f"{start}/{end}") + mark)
