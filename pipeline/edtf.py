"""EDTF (ISO 8601-2) dates: parse, format, bounds, containment, comparison and arithmetic that keeps the precision.

Input and output: EDTF text. Understood: day, month, year; unspecified digits on the right (201X, 20XX, 2004-XX,
2004-06-XX); seasons, quarters and halves as codes (2004-21 .. 2004-41); intervals a/b with `..` or nothing for an
open end; sets [a,b] (one of) and {a,b} (all of), with a..b inside; the marks `~` approximate, `?` uncertain, `%` both,
on the whole or on an end. A month is never a first day: every value has a first and a last day. Limits: years 0001
to 9999; no marks on single parts, no exponents, no times; seasons are those of the northern half of the earth.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pipeline.errors import PipelineError

Unit = Literal["year", "month", "week", "day"]
Relation = Literal["equal", "before", "after", "within", "contains", "overlaps"]
Ends = tuple[date | None, date | None]

_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?|(?P<decade>\d{3})X|(?P<century>\d{2})XX", re.ASCII
)
_MARKS = "~?%"
# code -> first month, number of months; 24, 28 and 32 run into the next year
_CODES: dict[int, tuple[int, int]] = {
    **{21 + n: (3 + 3 * n, 3) for n in range(4)}, **{25 + n: (3 + 3 * n, 3) for n in range(4)},
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    **{33 + n: (1 + 3 * n, 3) for n in range(4)}, **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    40: (1, 6), 41: (7, 6),
}  # fmt: skip
_CODE_NAMES = ((33, "season"), (37, "quarter"), (40, "interval"), (42, "half"))


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date value as EDTF text, always canonical; make one with ``Edtf.parse`` or ``Edtf.of``."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read ``text``; raises PipelineError ``bad-edtf`` on anything that is no date of the calendar."""
        cleaned = text.strip()
        body = cleaned.rstrip(_MARKS)
        marks = _mark(cleaned[len(body) :], text)
        if body[:1] in ("[", "{"):
            return cls(_set(body, text) + marks)
        parts = ["" if part == ".." else part for part in body.split("/")]
        if len(parts) > 2 or not any(parts) or (len(parts) == 1 and not parts[0]):
            raise PipelineError("bad-edtf", text=text)
        ends = [_bounds(part.rstrip(_MARKS), text) if part else None for part in parts]
        if len(ends) == 2 and ends[0] and ends[1] and ends[0][0] > ends[1][1]:
            raise PipelineError("bad-edtf", text=text)
        return cls("/".join(part or ".." for part in parts) + marks)

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> Edtf:
        """The value with these parts, no finer; raises PipelineError ``bad-edtf`` where there is no such date."""
        parts = [f"{year:04}"] + [f"{part:02}" for part in (month, day if month else None) if part is not None]
        return cls.parse("-".join(parts))

    @classmethod
    def between(cls, first: date, last: date) -> Edtf:
        """The stretch of days, written as a year, month or day where it is one."""
        if first == last:
            return cls(first.isoformat())
        if first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
            return cls(f"{first.year:04}")
        if first.day == 1 and last == _month_last(first.year, first.month):
            return cls(f"{first.year:04}-{first.month:02}")
        return cls.parse(f"{first.isoformat()}/{last.isoformat()}")

    def __str__(self) -> str:
        return self.text

    @property
    def approximate(self) -> bool:
        """Whether the value or an end of it is marked approximate (`~` or `%`)."""
        return "~" in self.text or "%" in self.text

    @property
    def is_interval(self) -> bool:
        """Whether the value is written as an interval a/b."""
        return "/" in self.text

    @property
    def members(self) -> tuple[Edtf, ...]:
        """The values of a set, a..b inside it as an interval; of anything else the value itself."""
        body = self.text.rstrip(_MARKS)
        if body[:1] not in ("[", "{"):
            return (self,)
        return tuple(Edtf.parse(_as_interval(part)) for part in body[1:-1].split(","))

    @property
    def start(self) -> date | None:
        """First day covered; None where open."""
        return _ends(self.text)[0]

    @property
    def end(self) -> date | None:
        """Last day covered; None where open."""
        return _ends(self.text)[1]

    @property
    def precision(self) -> str:
        """day, week, month, quarter, half, season, year, decade, century, set or interval."""
        body = self.text.rstrip(_MARKS)
        if body[0] in "[{":
            return "set"
        if "/" in body:
            return _interval_precision(self.start, self.end)
        if "X" in body:
            return {"XX": "interval", "X": "decade"}[body.lstrip("0123456789")] if "-" not in body else _rounded(body)
        if len(body) == 7 and int(body[5:]) > 12:
            return next(name for limit, name in _CODE_NAMES if int(body[5:]) < limit)
        return {4: "year", 7: "month", 10: "day"}[len(body)]

    def contains(self, other: Edtf) -> bool:
        """Whether every day of ``other`` is a day of this value; an open end reaches for ever."""
        return (self.start is None or (other.start is not None and self.start <= other.start)) and (
            self.end is None or (other.end is not None and other.end <= self.end)
        )

    def overlaps(self, other: Edtf) -> bool:
        """Whether the two values share a day."""
        before = self.end is not None and other.start is not None and self.end < other.start
        after = other.end is not None and self.start is not None and other.end < self.start
        return not (before or after)

    def compare(self, other: Edtf) -> Relation:
        """How the days of this value lie to those of ``other``; marks and notation play no part."""
        if _ends(self.text) == _ends(other.text):
            return "equal"
        if not self.overlaps(other):
            return "before" if (self.end or date.max) < (other.start or date.min) else "after"
        return "within" if other.contains(self) else "contains" if self.contains(other) else "overlaps"

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Orders values by first day, then last day, then text; open ends come first and last."""
        return self.start or date.min, self.end or date.max, self.text

    def moved(self, n: int, unit: Unit) -> Edtf | None:
        """This value ``n`` units later (earlier where negative), as precise as before.

        A day moved by months is cut to the month's last day. None where the value is too coarse to be moved by the
        unit (a year by days), is a set or a decade, or would leave the calendar.
        """
        body = self.text.rstrip(_MARKS)
        points = body.split("/")
        moved = [part if part == ".." else _moved(part.rstrip(_MARKS), n, unit) for part in points]
        if any(part is None for part in moved):
            return None
        marks = [part[len(part.rstrip(_MARKS)) :] for part in points]
        joined = "/".join(f"{part}{mark}" for part, mark in zip(moved, marks, strict=True))
        return Edtf(joined + self.text[len(body) :])


@lru_cache(maxsize=8192)
def _ends(text: str) -> Ends:
    """First and last day of a value; remembered, since the same dates are asked for again and again."""
    body = text.rstrip(_MARKS)
    if body[:1] in ("[", "{"):
        ends = [_ends(member.text) for member in Edtf(text).members]
        starts, stops = [first for first, _ in ends], [last for _, last in ends]
        open_first, open_last = None in starts, None in stops
        return (
            None if open_first else min(day for day in starts if day),
            None if open_last else max(day for day in stops if day),
        )
    points = [None if part in ("", "..") else _bounds(part.rstrip(_MARKS), text) for part in body.split("/")]
    first, last = points[0], points[-1]
    return (first[0] if first else None), (last[1] if last else None)


def _mark(marks: str, text: str) -> str:
    if len(marks) > 1 and set(marks) == {"~", "?"}:
        return "%"
    if len(marks) > 1:
        raise PipelineError("bad-edtf", text=text)
    return marks


def _set(body: str, text: str) -> str:
    if len(body) < 3 or body[0] + body[-1] not in ("[]", "{}"):
        raise PipelineError("bad-edtf", text=text)
    parts = [part.strip() for part in body[1:-1].split(",")]
    for part in parts:
        if "/" in part or part[:1] in ("[", "{", ""):
            raise PipelineError("bad-edtf", text=text)
        Edtf.parse(_as_interval(part))
    return f"{body[0]}{','.join(parts)}{body[-1]}"


def _as_interval(part: str) -> str:
    first, dots, last = part.partition("..")
    return f"{first or '..'}/{last or '..'}" if dots else part


def _bounds(point: str, whole: str) -> tuple[date, date]:
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
        return date(year, first, 1), _month_last(year + last // 12, last % 12 + 1)
    if day not in (None, "XX"):
        exact = date(year, month, int(day or 0))
        return exact, exact
    return date(year, month, 1), _month_last(year, month)


def _month_last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _rounded(body: str) -> str:
    return "year" if body[5:7] == "XX" else "month"


def _moved(point: str, n: int, unit: Unit) -> str | None:
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
        last = min(int(day), _month_last(moved.year, moved.month).day) if day else None
        return f"{moved.year:04}-{moved.month:02}" + (f"-{last:02}" if last else "")
    except (ValueError, OverflowError):
        return None


def _year(year: int) -> int:
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return year


def _interval_precision(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "interval"
    whole = start.day == 1 and end == _month_last(end.year, end.month) and start.year == end.year
    months = end.month - start.month + 1
    if whole and months == 3:
        return "quarter" if start.month % 3 == 1 else "season"
    if whole and months == 6 and start.month in (1, 7):
        return "half"
    if start.weekday() == 0 and (end - start).days == 6:
        return "week"
    return "interval"
