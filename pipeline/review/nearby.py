"""What happened before and after an event, as bars on one scale.

Input: a Desk and an event. Output: the neighbours in the order of the table, the event among them, each with a bar from
its earliest to its latest day; ends that are not known, or that lie outside the drawing, are fuzzy. Limits: undated
events have no bar; the scale reaches ``ROOM`` days beyond the days of the neighbours that last no longer than that.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.review.desk import Desk
from pipeline.review.tables import Row
from pipeline.write.extents import Extent, extent

AROUND = 4
WIDTH = 240.0
ROOM = 62
_LEAST = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An event with its bar (units of ``WIDTH``); ``shape``: sure, open_left, open_right, open."""

    event: Row
    here: bool
    left: float
    width: float
    shape: str


def nearby(desk: Desk, event: Row) -> tuple[Neighbour, ...]:
    """The events before and after one, with the event itself; empty if it has no date."""
    rows = _around(desk, event)
    if not rows:
        return ()
    reaches = [extent(row) for row in rows]
    ends = [reach.closed for reach in reaches]
    short = [both for both, reach in zip(ends, reaches, strict=True) if _short(reach)] or ends
    low, high = min(first for first, _ in short), max(last for _, last in short)
    room = max(1, (high - low) // 20)
    return tuple(
        _bar(row, row is event, low - room, high + room + 1, reach) for row, reach in zip(rows, reaches, strict=True)
    )


def _around(desk: Desk, event: Row) -> list[Row]:
    dated = desk.tables.dated
    at = next((n for n, row in enumerate(dated) if row["event_id"] == event["event_id"]), None)
    return [] if at is None else list(dated[max(0, at - AROUND) : at + AROUND + 1])


def _short(reach: Extent) -> bool:
    return reach.first is not None and reach.last is not None and reach.last - reach.first <= ROOM


def _bar(row: Row, here: bool, low: int, high: int, reach: Extent) -> Neighbour:
    first, last = reach.within(low, high - 1)
    fuzzy = row["date_approximate"]
    left_open = reach.first is None or first < low or fuzzy
    right_open = reach.last is None or last >= high or fuzzy
    start, end = max(low, first), min(high, last + 1)
    scale = WIDTH / (high - low)
    shape = {(False, False): "sure", (True, False): "open_left", (False, True): "open_right"}
    left = min((start - low) * scale, WIDTH - _LEAST)
    return Neighbour(
        event=row,
        here=here,
        left=round(left, 1),
        width=round(max((end - start) * scale, _LEAST), 1),
        shape=shape.get((bool(left_open), bool(right_open)), "open"),
    )
