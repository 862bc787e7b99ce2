"""A table with some rows replaced, taken out or put in: the other rows are copied, not made again.

Input: the CSV and Parquet files of a table, an ``Edit``. Output: the same files as ``write/formats.py`` would write for
all rows. Limits: the Parquet file is read and packed again, row group by row group, since its pieces hold a fixed
number of rows; a CSV file is held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.columns import BATCH
from pipeline.write.formats import arrow_piece, csv_lines, schema_of, write_pieces
from pipeline.write.schemas import Column, Row

if TYPE_CHECKING:
    import pyarrow as pa

_BOM = b"\xef\xbb\xbf"


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


def spliced_csv(path: Path, edit: Edit, to: Path) -> None:
    """Write the CSV file ``path`` to ``to`` with the edit."""
    data = path.read_bytes()
    ends = _row_ends(data)
    with to.open("wb") as file:
        view = memoryview(data)
        file.write(view[: ends[0]])
        for part in edit.parts(len(ends) - 1):
            if isinstance(part, range):
                file.write(view[ends[part.start] : ends[part.stop]])
            else:
                file.write("".join(csv_lines([part])).encode())


def _row_ends(data: bytes) -> list[int]:
    """Where each line of a CSV file ends, the header first: at line feeds outside of quotes."""
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


def write_arrow(table: pa.Table, columns: Sequence[Column], to: Path) -> None:
    """Write an Arrow table in the row groups that a run would write."""
    starts = range(0, max(1, table.num_rows), BATCH)
    write_pieces(schema_of(columns), (table.slice(start, BATCH).combine_chunks() for start in starts), to)


def rows_at(table: pa.Table, columns: Sequence[Column], places: Sequence[int]) -> list[list[object]]:
    """Rows of an Arrow table as they are made for a ``Table``: days as ISO texts."""
    days = {column.name for column in columns if column.kind == "day"}
    found = table.take(list(places)).to_pylist() if places else []
    return [[_iso(row[c.name]) if c.name in days else row[c.name] for c in columns] for row in found]


def _iso(day: object) -> object:
    return day.isoformat() if hasattr(day, "isoformat") else day
