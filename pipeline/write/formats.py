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
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.columns import pieces_of
from pipeline.write.schemas import Column, Table

if TYPE_CHECKING:
    import pyarrow as pa

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # a spreadsheet may run what begins so
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_CSV_SPECIAL = re.compile(r'[",\r\n]')
_CELL_LIMIT = 32_767
_SHEET_ROWS = 100_000
_LARGE = 10_000  # rows
_EPOCH = datetime.date(1970, 1, 1).toordinal()
CREATED = datetime.datetime(2000, 1, 1)  # the same bytes each time


def guarded(text: str) -> str:
    """``text``, behind an apostrophe if a spreadsheet could take it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text


def plain(value: object) -> str | int | float | bool | None:
    """A cell for formats without lists: lists become JSON text, the rest stays."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no cell holds a {type(value).__name__}")


def write_csv(table: Table, path: Path) -> None:
    """UTF-8 with byte order mark, comma, LF; None and the empty text are both empty."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(_csv_lines([column.name for column in table.columns], table.rows))


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of rows as ``write_csv`` writes them."""
    return (",".join(map(_csv_cell, row)) + "\n" for row in rows)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The same as text, without the byte order mark."""
    return "".join(_csv_lines(columns, rows))


def _csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield ",".join(columns) + "\n"
    yield from csv_lines(rows)


def _csv_cell(value: object) -> str:
    cell = plain(value)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = guarded(cell) if isinstance(cell, str) else str(cell)
    # csv.writer of Python 3.11 leaves a lone carriage return unquoted
    return '"' + text.replace('"', '""') + '"' if _CSV_SPECIAL.search(text) else text


def write_parquet(table: Table, path: Path) -> None:
    """Typed columns, lists as lists of structs, days as dates."""
    write_pieces(schema_of(table.columns), arrow_pieces(table.columns, table.rows), path)


def write_pieces(schema: pa.Schema, pieces: Iterable[pa.Table], path: Path) -> None:
    """A Parquet file of Arrow tables, one row group each."""
    import pyarrow.parquet as parquet

    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for piece in pieces:
            file.write_table(piece)


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of columns."""
    import pyarrow as pa

    return pa.schema([pa.field(column.name, arrow_type(column)) for column in columns])


def arrow_pieces(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[pa.Table]:
    """Rows as Arrow tables of at most ``columns.BATCH`` rows."""
    days = [index for index, column in enumerate(columns) if column.kind == "day"]
    return pieces_of(schema_of(columns), (_with_days(row, days) for row in rows))


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


def write_xlsx(tables: Sequence[Table], path: Path) -> None:
    """One sheet a table; header frozen, texts always texts, creation date fixed.

    The rows of large tables go to disk one by one: a cell in memory takes some 200 bytes.
    """
    import xlsxwriter

    large = any(len(table.rows) > _LARGE for table in tables)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options |= {"constant_memory": True} if large else {"in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED})
        bold = book.add_format({"bold": True})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 1)
            sheet.write_row(0, 0, [column.name for column in table.columns], bold)
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
            for number, row in enumerate(islice(table.rows, _SHEET_ROWS - 1), 1):
                for index, value in enumerate(row):
                    _xlsx_cell(sheet, number, index, plain(value))


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


def write_sqlite(tables: Sequence[Table], path: Path) -> None:
    """One SQLite table a table, with an index on every column that ends in ``_id``."""
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        for table in tables:
            columns = ", ".join(f'"{column.name}" {_SQL_TYPES.get(column.kind, "TEXT")}' for column in table.columns)
            base.execute(f'CREATE TABLE "{table.name}" ({columns})')
            slots = ", ".join("?" * len(table.columns))
            base.executemany(
                f'INSERT INTO "{table.name}" VALUES ({slots})',
                ([plain(value) for value in row] for row in table.rows),
            )
            for column in table.columns:
                if column.name.endswith("_id"):
                    name = f"{table.name}_{column.name}"
                    base.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{column.name}")')
        base.commit()
