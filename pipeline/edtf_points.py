"""One point of EDTF, a date without an interval or a set: its first and last day, and the point some units later.

Input: EDTF text such as 2021, 2021-05, 2021-05-03, 201X, 2021-33. Output: days, or the text of another point. Limits:
years 0001 to 9999; marks (`~?%`) are taken off before.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal

from pipeline.errors import PipelineError

Unit = Literal["year", "month", "week", "day"]
_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?|(?P<decade>\d{3})X|(?P<century>\d{2})XX", re.ASCII
)
# code -> first month, number of months; 24, 28 and 32 run into the next year
_CODES: dict[int, tuple[int, int]] = {
    **{21 + n: (3 + 3 * n, 3) for n in range(4)}, **{25 + n: (3 + 3 * n, 3) for n in range(4)},
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    **{33 + n: (1 + 3 * n, 3) for n in range(4)}, **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    40: (1, 6), 41: (7, 6),
}  # fmt: skip


def bounds(point: str, whole: str) -> tuple[date, date]:
    """First and last day; raises PipelineError ``bad-edtf`` (about the ``whole`` value) where there is no such date."""
    match = _POINT.fullmatch(point)
    if not match:
        raise PipelineError("bad-edtf", text=whole)
    year, month, day, decade, century = match.group("year", "month", "day", "decade", "century")
    try:
        if decade or century:
            first, years = (int(decade) * 10, 10) if decade else (int(century) * 100, 100)
            return date(max(first, 1), 1, 1), date(first + years - 1, 12, 31)
        if month in (None, "XX"):
            if day not in (None, "XX"):
                raise ValueError(point)
            return date(int(year), 1, 1), date(int(year), 12, 31)
        return _bounds_in_year(int(year), int(month), day)
    except ValueError as error:
        raise PipelineError("bad-edtf", text=whole) from error


def _bounds_in_year(year: int, month: int, day: str | None) -> tuple[date, date]:
    if month in _CODES:
        if day is not None:
            raise ValueError(day)
        first, months = _CODES[month]
        last = first + months - 2
        return date(year, first, 1), month_last(year + last // 12, last % 12 + 1)
    if day not in (None, "XX"):
        exact = date(year, month, int(day or 0))
        return exact, exact
    return date(year, month, 1), month_last(year, month)


def month_last(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def moved_point(point: str, n: int, unit: Unit) -> str | None:
    """The point ``n`` units later; None where it is too coarse for the unit, or the calendar ends."""
    match = _POINT.fullmatch(point)
    if not match or "X" in point:
        return None
    year, month, day = match.group("year", "month", "day")
    try:
        if unit in ("week", "day"):
            days = n * 7 if unit == "week" else n
            return (date.fromisoformat(point) + timedelta(days)).isoformat() if day else None
        if month is None:
            return f"{_year(int(year) + n):04}" if unit == "year" else None
        if int(month) > 12:
            return f"{_year(int(year) + n):04}-{month}" if unit == "year" else None
        total = int(year) * 12 + int(month) - 1 + (n * 12 if unit == "year" else n)
        moved = date(total // 12, total % 12 + 1, 1)
        last = min(int(day), month_last(moved.year, moved.month).day) if day else None
        return f"{moved.year:04}-{moved.month:02}" + (f"-{last:02}" if last else "")
    except (ValueError, OverflowError):
        return None


def _year(year: int) -> int:
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return year
