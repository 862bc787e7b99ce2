"""Dated events -> positions on a timeline whose years are as wide as they are full.

Input: rows of the events table, in order. Output: a Timeline: years with their place, one bar an event from its
earliest to its latest day, in pixels. An open end is marked as open and reaches a little out. Limits: one line an
event; years without any event between two others are one narrow gap; undated events are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2
from typing import Any

from pipeline.write.extents import Extent, extent

Row = Mapping[str, Any]
LINE = 20
"""Height of a line."""
LABEL = 420
"""Room for the label on the left."""
_YEAR = 34.0
_GAP = 14.0
_OPEN = 24.0
_LEAST = 5.0
_WIDEST = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of the axis; ``gap`` says that years before it are left out."""

    name: str
    left: float
    width: float
    gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One event. ``shape``: day, span, open_start, open_end; ``unsure`` where the date is approximate."""

    event_id: str
    title: str
    date: str
    status: str
    left: float
    width: float
    top: int
    shape: str
    unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole drawing; all lengths in pixels."""

    years: tuple[Year, ...]
    bars: tuple[Bar, ...]
    width: int
    height: int


def timeline(events: Sequence[Row]) -> Timeline:
    """The timeline of the events that have a first or a last day."""
    dated = [(row, reach) for row in events if (reach := extent(row)).dated]
    years = _years(Counter(date.fromordinal(day).year for _, reach in dated for day in reach.closed))
    named = {int(year.name): year for year in years}
    bars = tuple(_bar(row, reach, named, LINE * (number + 2)) for number, (row, reach) in enumerate(dated))
    right = years[-1].left + years[-1].width + _OPEN if years else LABEL
    return Timeline(years=years, bars=bars, width=round(right) + 8, height=LINE * (len(bars) + 3))


def _years(counts: Mapping[int, int]) -> tuple[Year, ...]:
    """The years that hold a first or last day, each as wide as the logarithm of how many."""
    names = sorted(counts)
    widths = [_YEAR + 46 * log2(counts[name]) for name in names]
    gaps = [0.0] * len(names[:1]) + [_GAP if after - before > 1 else 0.0 for before, after in pairwise(names)]
    shrink = min(1.0, _WIDEST / (sum(widths) + sum(gaps))) if names else 1.0
    found, left = [], LABEL + _OPEN
    for name, width, gap in zip(names, widths, gaps, strict=True):
        left += gap * shrink
        found.append(Year(name=str(name), left=round(left, 1), width=round(width * shrink, 1), gap=bool(gap)))
        left += width * shrink
    return tuple(found)


def _bar(row: Row, reach: Extent, years: Mapping[int, Year], top: int) -> Bar:
    first, last = (_place(day, years) for day in reach.closed)
    shape = "day" if reach.first == reach.last else "span"
    if reach.first is None:
        first, shape = first - _OPEN, "open_start"
    elif reach.last is None:
        last, shape = last + _OPEN, "open_end"
    return Bar(
        event_id=row["event_id"],
        title=row["title_en"],
        date=row["date"],
        status=row["status"],
        left=round(first, 1),
        width=round(max(last - first, _LEAST), 1),
        top=top,
        shape=shape,
        unsure=bool(row["date_approximate"]),
    )


def _place(day: int, years: Mapping[int, Year]) -> float:
    """Where a day lies; every first and last day lies in one of the years."""
    when = date.fromordinal(day)
    year = years[when.year]
    return year.left + year.width * (when.timetuple().tm_yday - 1) / 366
