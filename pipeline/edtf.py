"""EDTF (ISO 8601-2) dates: parse, format, bounds, containment. Small on purpose; see tests/test_edtf.py.

Understood: day, month, year, decade (199X), century (19XX), interval (a/b, with `..` or nothing for an open
end), one qualifier for the whole (`~` approximate, `?` uncertain, `%` both). A month is never a first day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from pipeline.errors import PipelineError

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|(\d{3})X|(\d{2})XX", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date value as EDTF text, always canonical; make one with ``Edtf.parse``."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read ``text``; raises PipelineError ``bad-edtf`` on anything that is no date of the calendar."""
        cleaned = text.strip()
        body = cleaned.rstrip("~?%")
        parts = body.split("/")
        if len(parts) > 2 or not any(p not in ("", "..") for p in parts):
            raise PipelineError("bad-edtf", text=text)
        ends = [None if p in ("", "..") else _bounds(p.rstrip("~?%"), text) for p in parts]
        if len(ends) == 2 and ends[0] and ends[1] and ends[0][0] > ends[1][1]:
            raise PipelineError("bad-edtf", text=text)
        return cls("/".join(p or ".." for p in parts) + cleaned[len(body) :])

    def __str__(self) -> str:
        return self.text

    @property
    def approximate(self) -> bool:
        """Whether the value is marked approximate (`~` or `%`)."""
        return self.text.endswith(("~", "%"))

    @property
    def is_interval(self) -> bool:
        """Whether the value is written as an interval a/b."""
        return "/" in self.text

    @property
    def start(self) -> date | None:
        """First day covered; None where open."""
        first = self._ends()[0]
        return first[0] if first else None

    @property
    def end(self) -> date | None:
        """Last day covered; None where open."""
        last = self._ends()[-1]
        return last[1] if last else None

    @property
    def precision(self) -> str:
        """day, week, month, quarter, half, season, year, decade or interval."""
        body = self.text.rstrip("~?%")
        if "/" in body:
            return _interval_precision(self.start, self.end)
        if body.endswith("X"):
            return "decade" if not body.endswith("XX") else "interval"
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

    def _ends(self) -> list[tuple[date, date] | None]:
        return [
            None if p in ("", "..") else _bounds(p.rstrip("~?%"), self.text) for p in self.text.rstrip("~?%").split("/")
        ]


def _bounds(point: str, whole: str) -> tuple[date, date]:
    match = _POINT.fullmatch(point)
    if not match:
        raise PipelineError("bad-edtf", text=whole)
    year, month, day, decade, century = match.groups()
    try:
        if decade:
            return date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31)
        if century:
            return date(int(century) * 100, 1, 1), date(int(century) * 100 + 99, 12, 31)
        if day:
            exact = date(int(year), int(month), int(day))
            return exact, exact
        if month:
            return date(int(year), int(month), 1), date(int(year), int(month), _month_days(int(year), int(month)))
        return date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError as error:
        raise PipelineError("bad-edtf", text=whole) from error


def _month_days(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return calendar.monthrange(year, month)[1]


def _interval_precision(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "interval"
    whole = start.day == 1 and end.day == _month_days(end.year, end.month) and start.year == end.year
    months = end.month - start.month + 1
    if whole and months == 3:
        return "quarter" if start.month % 3 == 1 else "season"
    if whole and months == 6 and start.month in (1, 7):
        return "half"
    if start.weekday() == 0 and (end - start).days == 6:
        return "week"
    return "interval"
