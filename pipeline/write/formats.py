"""One Table -> one file: CSV, Parquet; the same tables give the same bytes.

Lists are JSON text except in Parquet. In CSV a text that a spreadsheet could take for a formula gets a leading
apostrophe (``guarded``), which ``unguarded`` takes off again. Rows are taken one after the other, so that a table of
any length needs little memory.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline.columns import piece_of
from pipeline.write.schemas import Column, Table

if TYPE_CHECKING:
    import pyarrow as pa

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # a spreadsheet may run what begins so
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_CSV_SPECIAL = re.compile(r'[",\r\n]')
_EPOCH = datetime.date(1970, 1, 1).toordinal()
Cell = str | int | float | bool | None


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
    return [[value if isinstance(value, str) else plain(value) for value in row] for row in rows]


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


class _Texts(dict[str, str]):
    """Texts as they stand in CSV: each is looked at once, however many cells hold it."""

    def __missing__(self, text: str) -> str:
        safe = guarded(text)
        # csv.writer of Python 3.11 leaves a lone carriage return unquoted
        self[text] = '"' + safe.replace('"', '""') + '"' if _CSV_SPECIAL.search(safe) else safe
        return self[text]


def _lines(cells: Iterable[Sequence[Cell]]) -> Iterator[str]:
    texts = _Texts()
    for row in cells:
        yield ",".join([texts[cell] if isinstance(cell, str) else _csv_cell(cell) for cell in row]) + "\n"


def _csv_cell(cell: float | bool | None) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


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
