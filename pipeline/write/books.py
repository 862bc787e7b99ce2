"""All tables -> one file: a workbook (XLSX), a database (SQLite); the same tables give the same bytes.

Input: heads of tables and their plain rows, as in CSV. Texts that a spreadsheet could take for a formula are guarded in
the workbook as they are there. Limits: cells of a workbook hold 32,767 characters; longer ones are cut there and end in
an ellipsis; a sheet holds the first 100,000 rows.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

from pipeline.write.formats import Cell, cells_of, guarded
from pipeline.write.schemas import Head, Table

_CELL_LIMIT = 32_767
_SHEET_ROWS = 100_000
_LARGE = 10_000  # rows
CREATED = datetime.datetime(2000, 1, 1)  # the same bytes each time


class Workbook:
    """One sheet a table; header frozen, texts always texts, creation date fixed. Use as a context.

    ``large``: the rows go to disk one by one: a cell in memory takes some 200 bytes.
    """

    def __init__(self, path: Path, *, large: bool) -> None:
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        options |= {"constant_memory": True} if large else {"in_memory": True}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": CREATED})
        self._bold = self._book.add_format({"bold": True})

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def begin(self, head: Head) -> None:
        """A new sheet."""
        self._sheet, self._next = self._book.add_worksheet(head.name), 1
        self._sheet.freeze_panes(1, 1)
        self._sheet.write_row(0, 0, [column.name for column in head.columns], self._bold)
        self._sheet.autofilter(0, 0, max(1, head.length), len(head.columns) - 1)

    def take(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Add plain rows to the sheet."""
        for row in cells[: max(0, _SHEET_ROWS - self._next)]:
            for index, value in enumerate(row):
                _xlsx_cell(self._sheet, self._next, index, value)
            self._next += 1


def write_xlsx(tables: Sequence[Table], path: Path) -> None:
    """The tables as a workbook."""
    with Workbook(path, large=is_large(tables)) as book:
        _through(book, tables)


def is_large(tables: Sequence[Table]) -> bool:
    """Whether some table has so many rows that they are not held in memory."""
    return any(len(table.rows) > _LARGE for table in tables)


def _xlsx_cell(sheet: object, row: int, column: int, cell: str | int | float | bool | None) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, shortened(guarded(cell)))  # type: ignore[attr-defined]
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)  # type: ignore[attr-defined]
    else:
        sheet.write_number(row, column, cell)  # type: ignore[attr-defined]


def shortened(text: str) -> str:
    """``text``, cut to what a cell of a workbook holds."""
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - 1] + "…"


_SQL_TYPES = {"int": "INTEGER", "bool": "INTEGER", "float": "REAL"}


class Database:
    """One SQLite table a table, with an index on every column that ends in ``_id``. Use as a context."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._head: Head | None = None

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *failed: object) -> None:
        with closing(self._base):
            self._index()
            self._base.commit()

    def begin(self, head: Head) -> None:
        """A new table."""
        self._index()
        self._head = head
        columns = ", ".join(f'"{column.name}" {_SQL_TYPES.get(column.kind, "TEXT")}' for column in head.columns)
        self._base.execute(f'CREATE TABLE "{head.name}" ({columns})')

    def take(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Add plain rows to the table."""
        assert self._head is not None
        slots = ", ".join("?" * len(self._head.columns))
        self._base.executemany(f'INSERT INTO "{self._head.name}" VALUES ({slots})', cells)

    def _index(self) -> None:
        """Index the table that is full."""
        for column in self._head.columns if self._head else ():
            if column.name.endswith("_id"):
                table = self._head.name if self._head else ""
                self._base.execute(f'CREATE INDEX "{table}_{column.name}" ON "{table}" ("{column.name}")')
        self._head = None


def write_sqlite(tables: Sequence[Table], path: Path) -> None:
    """The tables as a database."""
    with Database(path) as base:
        _through(base, tables)


class Sink(Protocol):
    """What takes one table after the other, some plain rows at a time."""

    def begin(self, head: Head) -> None:
        """A new table."""

    def take(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Add plain rows to the table."""


def _through(sink: Sink, tables: Sequence[Table]) -> None:
    for table in tables:
        sink.begin(table.head)
        for rows in table.batches():
            sink.take(cells_of(rows))
