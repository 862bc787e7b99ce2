"""Tables with rows replaced, taken out and put in: the same bytes as if all rows had been written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.growth import splice
from pipeline.growth.edits import lines_of, rows_at
from pipeline.growth.row_groups import Groups
from pipeline.growth.splice import Change, Part, Spliced
from pipeline.write import schemas
from pipeline.write.formats import write_csv, write_parquet
from pipeline.write.schemas import Column, Row, Table

COLUMNS = (Column("id"), Column("says"), Column("day", "day"), Column("n", "int"), Column("all", "texts"))
TEXTS = st.text(alphabet='ab,"\n\r=가中 ', max_size=6)
NAMES = st.text(alphabet="abcdefgh", min_size=1, max_size=2)
REST = st.tuples(TEXTS, st.sampled_from([None, "2021-05-03"]), st.none() | st.integers(0, 9), st.lists(TEXTS))
TABLE = st.dictionaries(NAMES, REST, max_size=14).map(lambda rows: {name: (name, *rest) for name, rest in rows.items()})


def written(rows: list[Row], folder: Path, name: str) -> tuple[bytes, bytes]:
    table = Table(name, COLUMNS, tuple(rows))
    write_csv(table, folder / f"{name}.csv")
    write_parquet(table, folder / f"{name}.parquet")
    return (folder / f"{name}.csv").read_bytes(), (folder / f"{name}.parquet").read_bytes()


def spliced(old: list[Row], changes: list[Change], folder: Path) -> tuple[bytes, bytes]:
    """The bytes of a table of OLD with the changes, from its files."""
    written(old, folder, "rows")
    groups = Groups.of((folder / "rows.parquet").open("rb"))
    lines, parts, first = lines_of((folder / "rows.csv").read_bytes())[1:], [], 0
    for rows in groups.rows():
        key = (old[first][0],) if rows else ()
        parts.append(Part(rows, sum(map(len, lines[first : first + rows])), key))
        first += rows
    table = Spliced(folder, "rows", parts, lambda some: [(name,) for name in some.column(0).to_pylist()])
    (folder / "new").mkdir()
    table.write(changes, folder / "new")
    assert (
        sum(part.rows for part in table.parts) == Groups.of((folder / "new" / "rows.parquet").open("rb")).footer[3][1]
    )
    return (folder / "new" / "rows.csv").read_bytes(), (folder / "new" / "rows.parquet").read_bytes()


@settings(max_examples=100, deadline=None)
@given(TABLE, st.data(), st.integers(1, 4))
def test_the_bytes_are_those_of_a_table_written_whole(table: dict[str, Row], data: st.DataObject, part: int) -> None:
    names = sorted(table)
    gone = data.draw(st.frozensets(st.sampled_from(names), max_size=4)) if names else frozenset()
    new = data.draw(st.dictionaries(NAMES, REST, max_size=4))
    moved = {name: (name, *rest) for name, rest in new.items()}
    now = {name: row for name, row in table.items() if name not in gone} | moved
    cells = [name for name in names if name in now and name not in moved][:1]
    now |= {name: (*now[name][:3], 7, now[name][4]) for name in cells}
    changes = [Change(id=name, old=(name,)) for name in gone - moved.keys()]
    changes += [Change(id=n, old=(n,) if n in table else None, new=(n,), row=row) for n, row in moved.items()]
    changes += [Change(id=name, old=(name,), new=(name,), cell=(3, 7)) for name in cells]
    with tempfile.TemporaryDirectory() as base, pytest.MonkeyPatch.context() as patch:
        patch.setattr(schemas, "_PART", part)
        patch.setattr(schemas, "TABLES", {"rows": COLUMNS})
        patch.setattr(splice, "TABLES", {"rows": COLUMNS})
        found = spliced([table[name] for name in names], changes, Path(base))
        assert found == written([now[name] for name in sorted(now)], Path(base), "whole")


def test_rows_come_back_as_they_are_made(tmp_path: Path) -> None:
    rows: list[Row] = [("a", "x", "2021-05-03", 1, ["p", "q"]), ("b", "", None, None, [])]
    written(rows, tmp_path, "old")
    old = parquet.read_table(tmp_path / "old.parquet")
    assert rows_at(old, COLUMNS, [1, 0]) == [list(rows[1]), list(rows[0])]
