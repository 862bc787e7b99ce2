"""How far the date of a row reaches.

Input: a row with ``date_start`` and ``date_end`` (ISO days or nothing). Output: an ``Extent`` in proleptic ordinals of
days. Limits: both ends of an undated row are open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Extent:
    """First and last day; None where that end is open."""

    first: int | None
    last: int | None

    @property
    def dated(self) -> bool:
        """Whether any end is known."""
        return self.first is not None or self.last is not None

    def within(self, low: int, high: int) -> tuple[int, int]:
        """First and last day where the open ends lie at ``low`` and ``high``."""
        return low if self.first is None else self.first, high if self.last is None else self.last

    @property
    def closed(self) -> tuple[int, int]:
        """First and last day; an open end is the other one. ValueError for an undated row."""
        known = [day for day in (self.first, self.last) if day is not None]
        return min(known), max(known)


def extent(row: Mapping[str, Any]) -> Extent:
    """The extent of a row's date."""
    return Extent(_ordinal(row["date_start"]), _ordinal(row["date_end"]))


def _ordinal(day: object) -> int | None:
    return date.fromisoformat(str(day)).toordinal() if day else None
