"""One Table -> one file format each: CSV, Parquet, XLSX, SQLite; the same tables give the same bytes.

Lists are JSON text except in Parquet. In CSV and XLSX a text that a spreadsheet could take for a formula gets a
leading apostrophe (``guarded``), which ``unguarded`` takes off again. Limits: XLSX cells hold 32,767 characters;
longer ones are cut there and end in an ellipsis; a sheet holds the first 100,000 rows; the other formats hold all of
it. Rows are taken one after the other, once a format, so that a table of any length needs little memory.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from pipeline.columns import piece_of
from pipeline.write.schemas import Column, Head, Table

if TYPE_CHECKING:
    import pyarrow as pa

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # a spreadsheet may run what begins so
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_CSV_SPECIAL = re.compile(r'[",\r\n]')
_CELL_LIMIT = 32_767
_SHEET_ROWS = 100_000
_LARGE = 10_000  # rows
_EPOCH = datetime.date(1970, 1, 1).toordinal()
Cell = str | int | float | bool | None
CREATED = datetime.datetime(2000, 1, 1)  # the same bytes each time


def guarded(text: str) -> str:
    """``text``, behind an apostrophe if a spreadsheet could take it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text


def plain(value: object) -> Cell:
    """A cell for formats without lists: lists become JSON text, the rest stays."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no cell holds a {type(value).__name__}")


def cells_of(rows: Iterable[Sequence[object]]) -> list[list[Cell]]:
    """Rows for formats without lists."""
    return [[plain(value) for value in row] for row in rows]


class CsvFile:
    """UTF-8 with byte order mark, comma, LF; None and the empty text are both empty. Use as a context."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._file.write(_header([column.name for column in columns]))

    def __enter__(self) -> CsvFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def take(self, cells: Iterable[Sequence[Cell]]) -> None:
        """Add plain rows."""
        self._file.writelines(_lines(cells))


def write_csv(table: Table, path: Path) -> None:
    """The rows of a table as CSV."""
    with CsvFile(path, table.columns) as file:
        for rows in table.batches():
            file.take(cells_of(rows))


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of rows as ``write_csv`` writes them."""
    return _lines(cells_of(rows))


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The same as text, without the byte order mark."""
    return _header(columns) + "".join(csv_lines(rows))


def _header(columns: Sequence[str]) -> str:
    return ",".join(columns) + "\n"


def _lines(cells: Iterable[Sequence[Cell]]) -> Iterator[str]:
    return (",".join(map(_csv_cell, row)) + "\n" for row in cells)


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = guarded(cell) if isinstance(cell, str) else str(cell)
    # csv.writer of Python 3.11 leaves a lone carriage return unquoted
    return '"' + text.replace('"', '""') + '"' if _CSV_SPECIAL.search(text) else text


class ParquetFile:
    """Typed columns, lists as lists of structs, days as dates. Use as a context; give it rows once at least."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        import pyarrow.parquet as parquet

        self._columns = columns
        self._file = parquet.ParquetWriter(path, schema_of(columns), compression="zstd")

    def __enter__(self) -> ParquetFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def take(self, rows: Sequence[Sequence[object]]) -> None:
        """Add rows as one row group."""
        self._file.write_table(arrow_piece(self._columns, rows))


def write_parquet(table: Table, path: Path) -> None:
    """The rows of a table as Parquet."""
    with ParquetFile(path, table.columns) as file:
        for rows in table.batches():
            file.take(rows)


def write_pieces(schema: pa.Schema, pieces: Iterable[pa.Table], path: Path | BinaryIO) -> None:
    """A Parquet file of Arrow tables, one row group each."""
    import pyarrow.parquet as parquet

    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for piece in pieces:
            file.write_table(piece)


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of columns."""
    import pyarrow as pa

    return pa.schema([pa.field(column.name, arrow_type(column)) for column in columns])


def arrow_piece(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> pa.Table:
    """Some rows as an Arrow table in one piece."""
    days = [index for index, column in enumerate(columns) if column.kind == "day"]
    return piece_of(schema_of(columns), [_with_days(row, days) for row in rows])


def _with_days(row: Sequence[object], days: Sequence[int]) -> Sequence[object]:
    """The row with ISO days as days since 1970."""
    cells = list(row)
    for index in days:
        value = cells[index]
        cells[index] = datetime.date.fromisoformat(value).toordinal() - _EPOCH if isinstance(value, str) else value
    return cells


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a column."""
    import pyarrow as pa

    if column.kind == "items":
        return pa.list_(pa.struct([pa.field(part.name, arrow_type(part)) for part in column.fields]))
    return {
        "text": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "day": pa.date32(),
        "texts": pa.list_(pa.string()),
    }[column.kind]


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
