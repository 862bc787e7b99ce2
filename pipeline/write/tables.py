"""Write the output tables of a run, and read them back.

Input: Extractions, Linked and Checked; output folder: ``<table>.parquet`` and ``<table>.csv`` for each table of
``schemas.TABLES``, ``events.xlsx`` and ``events.sqlite`` with all of them; for reading alone ``matrix.csv``,
``profile.csv`` and ``copies.csv``, and ``report.html``. Same input, same bytes: rows are sorted, nothing looks at a
clock. Limits: ``load`` and ``rows`` hold a whole table in memory.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.corpus import Corpus
from pipeline.doubles import ALONE, Hands
from pipeline.errors import PipelineError
from pipeline.model import Checked, Extraction, Linked
from pipeline.sharing import processors
from pipeline.shelf import Shelves
from pipeline.write.beside import Beside, Doubled, Here
from pipeline.write.books import Sink, is_large
from pipeline.write.formats import CsvFile, ParquetFile, cells_of, unguarded, write_csv
from pipeline.write.publish import finish, publish
from pipeline.write.report import page
from pipeline.write.rows import build, sheets
from pipeline.write.schemas import TABLES, Table

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Template

_MANY = 3_000
"""Rows of all tables from which on the workbook and the database take longer than the start of a process."""
_FEW = 200
"""The same for each process, where it is a double."""


def write(
    out: Path,
    *,
    extractions: Sequence[Extraction],
    linked: Linked,
    checked: Checked,
    shelves: Shelves | None = None,
    workers: int = 1,
    hands: Hands = ALONE,
    template: Template | None = None,
) -> tuple[Path, ...]:
    """Write all tables of a run into the folder ``out``; returns the files, sorted.

    ``extractions``: one for every document that was read, also those without mentions; their documents carry
    the text that quotes are cut from. ``checked`` is what came of ``linked``: its mentions and events are the
    ones written; ``linked`` gives links, entities and id history. Rows of long tables lie on ``shelves``. With more
    than one of ``workers`` (0: as many as there are processors, for long tables) or ``hands`` another process writes
    some files. ``template``: that of the report. PipelineError ``unwritable``.
    """
    held = shelves or Shelves()
    corpus = Corpus.of(extractions, held)
    document_of: dict[str, str] = {}
    tables = build(corpus=corpus, linked=linked, checked=checked, shelves=held, document_of=document_of)
    beside = sheets(corpus=corpus, linked=linked, checked=checked, document_of=document_of)
    return write_tables(out, tables, beside, lambda: page(tables, template), workers, hands)


def write_tables(
    out: Path,
    tables: Sequence[Table],
    sheets: Sequence[Table] = (),
    report: Callable[[], Iterable[str]] | None = None,
    workers: int = 1,
    hands: Hands = ALONE,
) -> tuple[Path, ...]:
    """Write ``tables`` in every format, ``sheets`` as CSV alone, the report; raises PipelineError ``unwritable``."""

    def fill(folder: Path) -> None:
        with _others(folder, tables, workers, hands) as others:
            for table in tables:
                _write_table(table, folder, others)
            for sheet in sheets:
                write_csv(sheet, folder / f"{sheet.name}.csv")
            if report:
                with (folder / "report.html").open("wb") as file:
                    file.writelines(piece.encode() for piece in report())

    return publish(out, fill)


def _others(folder: Path, tables: Sequence[Table], workers: int, hands: Hands) -> Doubled | Beside | Here:
    """What writes the files that hold all tables: with another process where that pays."""
    rows, large = sum(len(table.rows) for table in tables), is_large(tables)
    if hands.many(rows, _FEW) > 1:
        return Doubled(folder, tables, hands)
    if (workers or processors() if large else workers) > 1 and rows > _MANY:
        return Beside(folder, large=large)
    return Here(folder, large=large)


def _write_table(table: Table, folder: Path, others: Sink) -> None:
    """A table as CSV and Parquet, and to the ``others``; each row is read once."""
    others.begin(table.head)
    with (
        CsvFile(folder / f"{table.name}.csv", table.columns) as plain,
        ParquetFile(folder / f"{table.name}.parquet", table.columns) as typed,
    ):
        for rows in table.batches():
            cells = cells_of(rows)
            others.take(cells)
            plain.take(cells)
            typed.take(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables of a run as pandas DataFrames; column names as in the README. Lists of structs are lists of dicts."""

    path: Path
    events: pd.DataFrame
    mentions: pd.DataFrame
    entities: pd.DataFrame
    conflicts: pd.DataFrame
    documents: pd.DataFrame
    event_id_history: pd.DataFrame


def load(out: Path | str) -> Tables:
    """Read the tables that a run wrote into ``out``; raises PipelineError ``no-tables``."""
    import pandas as pd
    import pyarrow as pa

    frames: dict[str, Any] = {
        name: _arrow(Path(out), name).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get) for name in TABLES
    }
    return Tables(path=Path(out), **frames)


def rows(out: Path | str, name: str, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of one table as plain Python values, without pandas; raises PipelineError ``no-tables``."""
    return _arrow(Path(out), name, columns).to_pylist()  # type: ignore[no-any-return]


def sheet(out: Path | str, name: str) -> list[dict[str, str]]:
    """The rows of a table that is written as CSV alone (matrix, profile, copies); PipelineError ``no-tables``."""
    finish(Path(out))
    path = Path(out) / f"{name}.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{key: unguarded(value) for key, value in row.items()} for row in csv.DictReader(file)]
    except OSError as error:
        raise PipelineError("no-tables", path=out) from error


def exists(out: Path | str) -> bool:
    """Whether ``out`` holds the tables of a run."""
    finish(Path(out))
    return (Path(out) / "mentions.parquet").is_file()


def _arrow(out: Path, name: str, columns: Sequence[str] | None = None) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    finish(out)
    try:
        with parquet.ParquetFile(out / f"{name}.parquet") as file:  # read_table would import pandas
            return file.read(columns=list(columns) if columns else None)
    except (OSError, pa.ArrowInvalid) as error:
        raise PipelineError("no-tables", path=out) from error
