"""A ``sources.csv`` that gets rows: what it lists, and its bytes with new rows behind.

Input: the file, rows that it does not have yet. Output: its new bytes. What is there stays as it is where the columns
of the table hold what the new rows say; else all rows are written anew, with all columns. Errors: PipelineError
``bad-sources`` where it must be written anew and cannot be read. Limits: what a later run would object to in old rows
is left to that run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.read.sources import COLUMNS, SourceRow, rows_of, unguarded


@dataclass(frozen=True)
class Listed:
    """``data``: the bytes of ``table``; ``columns``: those it has."""

    table: Path
    data: bytes
    columns: tuple[str, ...]

    @classmethod
    def of(cls, table: Path) -> Listed:
        """The table as it is; without rows where there is none."""
        data = table.read_bytes() if table.is_file() else b""
        text = data.decode("utf-8-sig", "replace")
        lines = csv.reader(io.StringIO(text, newline=""))
        columns = tuple(next(lines, ()))
        if data and ("\ufffd" in text or not {"path"} <= set(columns) <= set(COLUMNS)):
            list(rows_of(data, table))  # says what is wrong
        return cls(table, data, columns)

    def names(self, path: str) -> bool:
        """Whether the table names that file."""
        maybe = '"' in path or path.encode("utf-8", "surrogatepass") in self.data  # a quotation mark may stand doubled
        return maybe and path in self._paths

    @cached_property
    def _paths(self) -> frozenset[str]:
        at = self.columns.index("path") if self.columns else 0
        lines = csv.reader(io.StringIO(self.data.decode("utf-8-sig", "replace"), newline=""))
        next(lines, ())
        return frozenset(unguarded(line[at].strip()) for line in lines if len(line) > at)

    def with_rows(self, rows: Sequence[SourceRow]) -> bytes:
        """The bytes with ``rows`` behind; as they are where there are none to put."""
        told = {name for row in rows for name in COLUMNS if getattr(row, name)} - {"id"} | {"path"}  # told by the path
        if not told <= set(self.columns) or len(set(self.columns)) < len(self.columns):
            return _written(COLUMNS, [row for _, row in rows_of(self.data, self.table)] + list(rows), head=True)
        end = b"" if self.data.endswith(b"\n") else b"\n"
        return self.data + end + _written(self.columns, rows, head=False) if rows else self.data


def table_of(rows: Sequence[SourceRow]) -> bytes:
    """The bytes of a ``sources.csv``."""
    return _written(COLUMNS, rows, head=True)


def _written(columns: Sequence[str], rows: Sequence[SourceRow], *, head: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    if head:
        writer.writerow(columns)
    writer.writerows([_cell(getattr(row, name)) for name in columns] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def _cell(value: str) -> str:
    from pipeline.write.formats import guarded

    return guarded(" ".join(value.split()))
