"""What happened before and after an event, as bars on one scale.

Input: a Desk and an event. Output: the neighbours in the order of the table, the event among them, each with a bar from
its earliest to its latest day; ends that are not known, or that lie outside the drawing, are fuzzy. Limits: undated
events have no bar; the scale reaches ``ROOM`` days beyond the days of the neighbours that last no longer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.review.desk import Desk
from pipeline.review.tables import Row

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
    days = [(_day(row["date_start"]), _day(row["date_end"])) for row in rows]
    short = [day for first, last in days if first and last and last - first <= ROOM for day in (first, last)]
    ends = short or [day for both in days for day in both if day]
    if not ends:
        return ()
    low, high = min(ends), max(ends)
    room = max(1, (high - low) // 20)
    return tuple(
        _bar(row, row is event, low - room, high + room + 1, *both) for row, both in zip(rows, days, strict=True)
    )


def _around(desk: Desk, event: Row) -> list[Row]:
    dated = desk.tables.dated
    at = next((n for n, row in enumerate(dated) if row["event_id"] == event["event_id"]), None)
    return [] if at is None else list(dated[max(0, at - AROUND) : at + AROUND + 1])


def _day(told: object) -> int | None:
    return date.fromisoformat(str(told)).toordinal() if told else None


def _bar(row: Row, here: bool, low: int, high: int, first: int | None, last: int | None) -> Neighbour:
    fuzzy = row["date_approximate"]
    left_open = first is None or first < low or fuzzy
    right_open = last is None or last >= high or fuzzy
    start = max(low, low if first is None else first)
    end = min(high, high if last is None else last + 1)
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
