"""EDTF (ISO 8601-2) dates: parse, format, bounds, containment, comparison and arithmetic that keeps the precision.

Input and output: EDTF text. Understood: day, month, year; unspecified digits on the right (201X, 20XX, 2004-XX,
2004-06-XX); seasons, quarters and halves as codes (2004-21 .. 2004-41); intervals a/b with `..` or nothing for an
open end; sets [a,b] (one of) and {a,b} (all of), with a..b inside; the marks `~` approximate, `?` uncertain, `%` both,
on the whole or on an end. A month is never a first day: every value has a first and a last day. Limits: years 0001
to 9999; no marks on single parts, no exponents, no times; seasons are those of the northern half of the earth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from pipeline.edtf_points import Unit, bounds, month_last, moved_point
from pipeline.errors import PipelineError

Relation = Literal["equal", "before", "after", "within", "contains", "overlaps"]
Ends = tuple[date | None, date | None]

_MARKS = "~?%"
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
        ends = [bounds(part.rstrip(_MARKS), text) if part else None for part in parts]
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
        if first.day == 1 and last == month_last(first.year, first.month):
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
        moved = [part if part == ".." else moved_point(part.rstrip(_MARKS), n, unit) for part in points]
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
    points = [None if part in ("", "..") else bounds(part.rstrip(_MARKS), text) for part in body.split("/")]
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


def _rounded(body: str) -> str:
    return "year" if body[5:7] == "XX" else "month"


def _interval_precision(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "interval"
    whole = start.day == 1 and end == month_last(end.year, end.month) and start.year == end.year
    months = end.month - start.month + 1
    if whole and months == 3:
        return "quarter" if start.month % 3 == 1 else "season"
    if whole and months == 6 and start.month in (1, 7):
        return "half"
    if start.weekday() == 0 and (end - start).days == 6:
        return "week"
    return "interval"
