"""Rows of a table replaced, taken out and put in, in an Arrow table and in the lines of a CSV file.

Input: an Arrow table or CSV bytes, an ``Edit``. Output: the same with the edit; what has not changed is not made again.
Limits: what is given is held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.write.formats import arrow_piece
from pipeline.write.schemas import Column, Row

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """``replaced``: rows by their old places; ``removed``: old places; ``added``: rows, each with the old place that it
    goes before, in their new order."""

    replaced: Mapping[int, Row]
    removed: frozenset[int]
    added: Sequence[tuple[int, Row]]

    def parts(self, length: int) -> Iterator[Row | range]:
        """The new table: single rows that are new, and stretches of old places."""
        stops = sorted({*self.replaced, *self.removed, *(at for at, _ in self.added)})
        new = list(self.added)
        first = done = 0
        for stop in stops:
            if stop > first:
                yield range(first, stop)
            while done < len(new) and new[done][0] == stop:
                yield new[done][1]
                done += 1
            if stop in self.replaced:
                yield self.replaced[stop]
            first = stop + (stop in self.replaced or stop in self.removed)
        if first < length:
            yield range(first, length)


def lines_of(data: bytes) -> list[bytes]:
    """The rows of a stretch of a CSV file; a row ends at a line feed outside of quotes."""
    ends = row_ends(data)
    return [data[start:end] for start, end in pairwise([0, *ends])]


def row_ends(data: bytes) -> list[int]:
    """Where each row ends."""
    import numpy as np

    bytes_ = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(bytes_ == ord('"'))
    feeds = np.flatnonzero(bytes_ == ord("\n"))
    outside = np.searchsorted(quotes, feeds) % 2 == 0
    ends: list[int] = (feeds[outside] + 1).tolist()
    return ends


def spliced_arrow(old: pa.Table, columns: Sequence[Column], edit: Edit) -> pa.Table:
    """The Arrow table with the edit; its parts are not copied yet."""
    import pyarrow as pa

    parts = list(edit.parts(old.num_rows))
    made = [part for part in parts if not isinstance(part, range)]
    new = arrow_piece(columns, made)
    slices, done = [old.slice(0, 0)], 0
    for part in parts:
        if isinstance(part, range):
            slices.append(old.slice(part.start, len(part)))
        else:
            slices.append(new.slice(done, 1))
            done += 1
    return pa.concat_tables(slices)


def rows_at(table: pa.Table, columns: Sequence[Column], places: Sequence[int]) -> list[list[object]]:
    """Rows of an Arrow table as they are made for a ``Table``: days as ISO texts."""
    days = {column.name for column in columns if column.kind == "day"}
    found = [table.slice(place, 1).to_pylist()[0] for place in places]
    return [[_iso(row[c.name]) if c.name in days else row[c.name] for c in columns] for row in found]


def _iso(day: object) -> object:
    return day.isoformat() if hasattr(day, "isoformat") else day
