"""A Parquet file put together from row groups of others, whose bytes are copied as they are.

Input: files of one schema, which of their row groups go into the new file. Output: the file that a writer would have
written, had it been given these row groups. Source: the Parquet format (parquet.apache.org), whose footer says where
the pages of each column lie. Limits: no page index, bloom filters or encryption, which no table of ours has.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.growth.thrift import I64, Reader, Struct, written

_MAGIC = b"PAR1"
_ROWS, _GROUPS = 3, 4  # of the file
_COLUMNS, _GROUP_ROWS, _GROUP_OFFSET, _GROUP_SIZE, _ORDINAL = 1, 3, 5, 6, 7  # of a row group
_COLUMN_OFFSET, _META = 2, 3  # of a column in a row group
_PAGES = (9, 10, 11)  # of its metadata: where data, index and dictionary begin
_BLOCK = 1 << 22


@dataclass(frozen=True)
class Groups:
    """The row groups of an open file."""

    file: BinaryIO
    footer: Struct

    @classmethod
    def of(cls, file: BinaryIO) -> Groups:
        """Read the footer of a file."""
        file.seek(-8, io.SEEK_END)
        size = int.from_bytes(file.read(4), "little")
        file.seek(-8 - size, io.SEEK_END)
        return cls(file, Reader(file.read(size)).struct())

    @property
    def all(self) -> list[Struct]:
        """The metadata of each."""
        found: list[Struct] = self.footer[_GROUPS][1][1]
        return found

    def rows(self) -> list[int]:
        """How many rows each has."""
        return [group[_GROUP_ROWS][1] for group in self.all]

    def extent(self, number: int) -> tuple[int, int]:
        """Where the bytes of one begin, and how many there are."""
        group = self.all[number]
        meta = group[_COLUMNS][1][1][0][_META][1]
        return min(meta[page][1] for page in _PAGES if page in meta), group[_GROUP_SIZE][1]


def write(to: Path, model: Groups, parts: Iterable[tuple[Groups, int]]) -> None:
    """Write the file; ``model`` gives what is no row group. Each part is a row group of a file by its number."""
    made: list[Struct] = []
    with to.open("wb") as out:
        out.write(_MAGIC)
        for groups, first, last in _stretches(parts):
            start, _ = groups.extent(first)
            for number in range(first, last + 1):
                made.append(_moved(groups.all[number], out.tell() - start, len(made)))
            end, size = groups.extent(last)
            copy_bytes(groups.file, start, end + size - start, out)
        footer = written({**model.footer, _ROWS: (I64, _sum(made)), _GROUPS: (model.footer[_GROUPS][0], (12, made))})
        out.write(footer + len(footer).to_bytes(4, "little") + _MAGIC)


def _stretches(parts: Iterable[tuple[Groups, int]]) -> Iterator[tuple[Groups, int, int]]:
    """Neighbours of one file, taken together."""
    last: tuple[Groups, int, int] | None = None
    for groups, number in parts:
        if last is not None and last[0] is groups and last[2] + 1 == number:
            last = (groups, last[1], number)
            continue
        if last is not None:
            yield last
        last = (groups, number, number)
    if last is not None:
        yield last


def _moved(group: Struct, by: int, ordinal: int) -> Struct:
    """The metadata of a row group that lies ``by`` bytes further on."""
    columns = [_moved_column(column, by) for column in group[_COLUMNS][1][1]]
    new = {**group, _COLUMNS: (group[_COLUMNS][0], (group[_COLUMNS][1][0], columns))}
    for field, value in ((_GROUP_OFFSET, _shifted(group, _GROUP_OFFSET, by)), (_ORDINAL, ordinal)):
        if field in group:
            new[field] = (group[field][0], value)
    return new


def _moved_column(column: Struct, by: int) -> Struct:
    kind, meta = column[_META]
    new = {**meta, **{page: (I64, _shifted(meta, page, by)) for page in _PAGES if page in meta}}
    return {**column, _COLUMN_OFFSET: (I64, _shifted(column, _COLUMN_OFFSET, by)), _META: (kind, new)}


def _shifted(struct: Struct, field: int, by: int) -> int:
    """A place in the file; nought stands for none."""
    place: int = struct[field][1] if field in struct else 0
    return place + by if place else 0


def _sum(groups: Iterable[Struct]) -> int:
    return sum(group[_GROUP_ROWS][1] for group in groups)


def copy_bytes(source: BinaryIO, start: int, size: int, out: BinaryIO) -> None:
    """Copy a stretch of a file to where ``out`` stands."""
    source.seek(start)
    while size and (block := source.read(min(size, _BLOCK))):
        out.write(block)
        size -= len(block)
