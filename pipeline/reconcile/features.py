"""What the linker compares: one ``Feature`` row a mention, numbers instead of names.

Input: EDTF values. Output: the types ``Feature`` and ``Table``, and the bounds and grain of a date. Actors, topics
and terms carry their rarity, log2(all mentions / mentions that have it) in hundredths of a bit, packed into the same
integer (``code * PACK + rarity``), so that SQL can sum what two lists share. Rows are made in ``coding.py``. A code is
made of its word alone (40 bits of a digest), so that a table can grow without numbering anything anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from pipeline.edtf import Edtf

if TYPE_CHECKING:
    from pipeline.reconcile.vectors import Vectors

EPOCH = date(1970, 1, 1)
PACK = 65536
KIND = 1 << 40
_GRAIN = {"day": 0, "week": 0, "interval": 0, "month": 1, "quarter": 1, "half": 1, "season": 1, "year": 2, "decade": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A quantity as compared: codes of what is counted and of the unit, and the printed range."""

    what: int
    unit: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A mention as the linker sees it. Days count from 1970-01-01; ``grain`` 0 days, 1 months, 2 years or longer.

    ``d0`` is None where the date is open. ``actors``, ``topics``, ``things`` and ``terms`` are packed with their
    rarity; ``names`` and ``ordinals`` are packed as ``kind * KIND + code``. ``places`` holds the place and all that
    it is part of.
    """

    num: int
    mention_id: str
    doc: int
    starts: int
    language: str
    d0: int | None
    d1: int | None
    grain: int | None
    type: str
    mode: str
    status: str
    actors: tuple[int, ...]
    persons: tuple[int, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    states: tuple[int, ...]
    place: int | None
    places: tuple[int, ...]
    quantities: tuple[Amount, ...]
    names: tuple[int, ...]
    ordinals: tuple[int, ...]
    topics: tuple[int, ...]
    things: tuple[int, ...]
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All feature rows, in the order of ``ids``, those of their mentions; the words behind their numbers, and the
    sentence vectors of those that have one."""

    ids: tuple[str, ...]
    rows: Sequence[Feature]
    codes: Mapping[int, str]
    vectors: Vectors | None = None


def code_of(word: str) -> int:
    """The number that stands for a word: 40 bits, so that two of a million words share one about every second time."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big")


def grain_of(value: Edtf) -> int:
    """0 where the value names days, 1 months, 2 years: by how it is written, intervals by their length too."""
    if value.precision != "interval":
        return max(_GRAIN[value.precision], 1 if value.approximate and value.precision == "day" else 0)
    points = [point for point in value.text.rstrip("~?%").split("/") if point not in ("", "..")]
    shortest = min(len(point) for point in points)
    if value.start is None or value.end is None:
        return 2
    days = (value.end - value.start).days
    written = {10: 0, 7: 1}.get(shortest, 2)
    return max(written, 0 if days <= 45 else 1 if days <= 200 else 2)


def day_bounds(value: Edtf | None) -> tuple[int, int, int] | None:
    """First day, last day and grain; an approximate value reaches half its length further on both ends."""
    if value is None or value.text.startswith("..") or (value.start is None and value.end is None):
        return None
    start = value.start or value.end
    end = value.end or value.start
    assert start is not None
    assert end is not None
    first, last = (start - EPOCH).days, (end - EPOCH).days
    wider = (last - first + 1) // 2 if value.approximate else 0
    return first - wider, last + wider, grain_of(value)
