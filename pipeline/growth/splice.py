"""A table with some rows replaced, taken out or put in: the rest is copied as bytes, not made again.

Input: the CSV and Parquet files of a table, where their parts begin (``Part``), changes. Output: the same files as
``write/formats.py`` would write for all rows. A part is what the Parquet file holds as one row group; it ends behind
a row by what that row is (``schemas.ends_part``), so a change moves no end but those it touches. Limits: the parts with
changes are held in memory.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.growth import row_groups
from pipeline.growth.edits import Edit, lines_of, rows_at, spliced_arrow
from pipeline.growth.row_groups import Groups, copy_bytes
from pipeline.write.formats import arrow_piece, csv_lines, schema_of, write_pieces
from pipeline.write.schemas import TABLES, Row, ends_part, owner_of, starts_part

if TYPE_CHECKING:
    import pyarrow as pa

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """``rows`` that stand together; ``size``: their bytes in the CSV file; ``first``: the key of the first of them."""

    rows: int
    size: int
    first: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row, by its id: where it stood before (``old``) and stands now (``new``), None for nowhere.

    ``row`` is what it is now; ``cell`` (column, value) what has changed where the rest stays.
    """

    id: str
    old: Key | None = None
    new: Key | None = None
    row: Row | None = None
    cell: tuple[int, object] | None = None


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of a table, in both formats."""

    typed: pa.Table
    plain: Sequence[bytes]


class Spliced:
    """One table; ``keys`` gives the keys of rows from an Arrow table of them."""

    def __init__(self, folder: Path, name: str, parts: Sequence[Part], keys: Callable[[pa.Table], list[Key]]) -> None:
        self._name = name
        self._columns = TABLES[name]
        self._folder = folder
        self._old = parts
        self._keys = keys
        self.parts: tuple[Part, ...] = tuple(parts)

    def write(self, changes: Sequence[Change], to: Path) -> None:
        """Write the table with the changes into the folder ``to``; ``parts`` are then those of the new files."""
        with (
            (self._folder / f"{self._name}.csv").open("rb") as plain,
            (self._folder / f"{self._name}.parquet").open("rb") as typed,
        ):
            made = list(self._made(self._by_part(changes), plain, typed))
            self._write_plain(made, plain, to / f"{self._name}.csv")
            self._write_typed(made, typed, to / f"{self._name}.parquet")
        self.parts = tuple(self._old[one] if isinstance(one, int) else self._part(one) for one in made)

    def _by_part(self, changes: Sequence[Change]) -> dict[int, list[Change]]:
        """What happens in each part; a row that moves from one to another goes there and comes here."""
        firsts = [part.first for part in self._old]
        found: dict[int, list[Change]] = {}
        for change in changes:
            old, new = (None if k is None else max(0, bisect_right(firsts, k) - 1) for k in (change.old, change.new))
            if old is not None and old != new:
                found.setdefault(old, []).append(Change(id=change.id, old=change.old))
            if new is not None:
                found.setdefault(new, []).append(change)
        return found

    def _made(self, wanted: Mapping[int, Sequence[Change]], plain: BinaryIO, typed: BinaryIO) -> Iterator[int | _Rows]:
        """The parts of the new table: numbers of those that stay, and rows; a table without rows is one empty part."""
        some = False
        for one in self._kept_and_made(wanted, plain, typed):
            some = True
            yield one
        if not some:
            yield self._none()

    def _kept_and_made(
        self, wanted: Mapping[int, Sequence[Change]], plain: BinaryIO, typed: BinaryIO
    ) -> Iterator[int | _Rows]:
        import pyarrow.parquet as parquet

        starts = self._starts(plain)
        carried = self._none()
        with parquet.ParquetFile(typed) as file:
            for number in range(max(1, len(self._old))):
                changes = wanted.get(number, ())
                if self._old and not changes and not carried.plain:
                    yield number
                    continue
                here = carried
                if self._old:
                    plain.seek(starts[number])
                    lines = lines_of(plain.read(self._old[number].size))
                    here = _joined(carried, _Rows(file.read_row_group(number), lines))
                pieces = self._cut(self._changed(here, changes))
                last = number + 1 >= len(self._old)
                carried = self._none() if last or not pieces or self._closed(pieces[-1]) else pieces.pop()
                yield from pieces

    def _starts(self, plain: BinaryIO) -> list[int]:
        """Where the parts begin in the CSV file, and where the last one ends."""
        sizes = [part.size for part in self._old]
        return list(accumulate(sizes, initial=plain.seek(0, io.SEEK_END) - sum(sizes)))

    def _none(self) -> _Rows:
        return _Rows(arrow_piece(self._columns, ()), ())

    def _part(self, rows: _Rows) -> Part:
        first = self._keys(rows.typed.slice(0, 1))
        return Part(rows.typed.num_rows, sum(map(len, rows.plain)), first[0] if first else ())

    def _changed(self, rows: _Rows, changes: Sequence[Change]) -> _Rows:
        if not changes:
            return rows
        edit = self._edit(rows.typed, changes)
        plain: list[bytes] = []
        for part in edit.parts(len(rows.plain)):
            if isinstance(part, range):
                plain += rows.plain[part.start : part.stop]
            else:
                plain.append("".join(csv_lines([part])).encode())
        return _Rows(spliced_arrow(rows.typed, self._columns, edit), plain)

    def _edit(self, old: pa.Table, changes: Sequence[Change]) -> Edit:
        places = {name: place for place, name in enumerate(old.column(0).to_pylist())}
        keys = self._keys(old)
        replaced = self._patched(old, places, changes)
        removed, added = set[int](), list[tuple[Key, Row]]()
        for change in changes:
            place = places.get(change.id)
            if change.cell is not None:
                continue
            if place is not None and change.row is not None and keys[place] == change.new:
                replaced[place] = change.row
                continue
            if place is not None:
                removed.add(place)
            if change.row is not None and change.new is not None:
                added.append((change.new, change.row))
        stays = [place for place in range(len(keys)) if place not in removed]
        order = [keys[place] for place in stays]
        added.sort(key=lambda each: each[0])
        spots = [(bisect_left(order, key), row) for key, row in added]
        before = [(stays[spot] if spot < len(stays) else len(keys), row) for spot, row in spots]
        return Edit(replaced=replaced, removed=frozenset(removed), added=before)

    def _patched(self, old: pa.Table, places: Mapping[str, int], changes: Sequence[Change]) -> dict[int, Row]:
        """Rows of which one cell has changed."""
        cells = [(places[change.id], change.cell) for change in changes if change.cell is not None]
        found: dict[int, Row] = {}
        for (place, (column, value)), row in zip(
            cells, rows_at(old, self._columns, [p for p, _ in cells]), strict=True
        ):
            row[column] = value
            found[place] = tuple(row)
        return found

    def _owners(self, rows: _Rows) -> list[str]:
        owners: list[str] = rows.typed.column(owner_of(self._name)).to_pylist()
        return owners

    def _closed(self, rows: _Rows) -> bool:
        return ends_part(self._name, self._owners(rows)[-1])

    def _cut(self, rows: _Rows) -> list[_Rows]:
        """Rows in the parts that a writer would make of them."""
        owners = self._owners(rows)
        inner = [at for at in range(1, len(owners)) if starts_part(self._name, owners[at - 1], owners[at])]
        bounds = [0, *inner, len(owners)] if owners else []
        return [_Rows(rows.typed.slice(a, b - a), rows.plain[a:b]) for a, b in pairwise(bounds)]

    def _write_plain(self, made: Sequence[int | _Rows], plain: BinaryIO, to: Path) -> None:
        starts = self._starts(plain)
        with to.open("wb") as out:
            copy_bytes(plain, 0, starts[0], out)
            for first, stop, rows in _stretches(made):
                if rows is None:
                    copy_bytes(plain, starts[first], starts[stop] - starts[first], out)
                else:
                    out.writelines(rows.plain)

    def _write_typed(self, made: Sequence[int | _Rows], typed: BinaryIO, to: Path) -> None:
        new = [one.typed.combine_chunks() for one in made if not isinstance(one, int)]
        fresh = io.BytesIO()
        write_pieces(schema_of(self._columns), new, fresh)
        if not new or len(new) == len(made):  # nothing to put together; the pages of a part without rows lie nowhere
            to.write_bytes(fresh.getvalue() if new else self._all(typed))
            return
        old, added = Groups.of(typed), Groups.of(fresh)
        numbers = iter(range(len(new)))
        parts = [(old, one) if isinstance(one, int) else (added, next(numbers)) for one in made]
        row_groups.write(to, added, parts)

    @staticmethod
    def _all(file: BinaryIO) -> bytes:
        file.seek(0)
        return file.read()


def _stretches(made: Sequence[int | _Rows]) -> Iterator[tuple[int, int, _Rows | None]]:
    """Neighbours among old parts as (first, behind the last, None), new rows as (0, 0, rows)."""
    first = stop = -1
    for one in made:
        if isinstance(one, int) and one == stop:
            stop += 1
            continue
        if stop > first:
            yield first, stop, None
        first, stop = (one, one + 1) if isinstance(one, int) else (-1, -1)
        if not isinstance(one, int):
            yield 0, 0, one
    if stop > first:
        yield first, stop, None


def _joined(one: _Rows, two: _Rows) -> _Rows:
    import pyarrow as pa

    return _Rows(pa.concat_tables([one.typed, two.typed]), [*one.plain, *two.plain]) if one.plain else two
