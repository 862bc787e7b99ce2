"""Tables with rows replaced, taken out and put in: the same bytes as if all rows had been written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow.parquet as parquet
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.growth import splice
from pipeline.growth.splice import Edit, rows_at, spliced_arrow, spliced_csv, write_arrow
from pipeline.write.formats import write_csv, write_parquet
from pipeline.write.schemas import Column, Row, Table

COLUMNS = (Column("id"), Column("says"), Column("day", "day"), Column("n", "int"), Column("all", "texts"))
TEXTS = st.text(alphabet='ab,"\n\r=가中 ', max_size=6)
ROWS = st.tuples(TEXTS, TEXTS, st.sampled_from([None, "2021-05-03"]), st.none() | st.integers(0, 9), st.lists(TEXTS))
TABLE = st.lists(ROWS, max_size=12)


def written(rows: list[Row], folder: Path, name: str) -> tuple[bytes, bytes]:
    table = Table(name, COLUMNS, tuple(rows))
    write_csv(table, folder / f"{name}.csv")
    write_parquet(table, folder / f"{name}.parquet")
    return (folder / f"{name}.csv").read_bytes(), (folder / f"{name}.parquet").read_bytes()


@settings(max_examples=60, deadline=None)
@given(TABLE, st.data())
def test_the_bytes_are_those_of_a_table_written_whole(rows: list[Row], data: st.DataObject) -> None:
    places = st.integers(0, max(0, len(rows) - 1))
    replaced = data.draw(st.dictionaries(places, ROWS, max_size=3)) if rows else {}
    removed = data.draw(st.frozensets(places, max_size=3)) - replaced.keys() if rows else frozenset()
    added = sorted(
        data.draw(st.lists(st.tuples(st.integers(0, len(rows)), ROWS), max_size=3)), key=lambda each: each[0]
    )
    edit = Edit(replaced=replaced, removed=removed, added=added)
    wanted: list[Row] = []
    for at in range(len(rows) + 1):
        wanted += [row for place, row in added if place == at]
        if at < len(rows) and at not in removed:
            wanted.append(replaced.get(at, rows[at]))
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base)
        written(rows, folder, "old")
        spliced_csv(folder / "old.csv", edit, folder / "new.csv")
        table = spliced_arrow(parquet.read_table(folder / "old.parquet"), COLUMNS, edit)
        write_arrow(table, COLUMNS, folder / "new.parquet")
        found = (folder / "new.csv").read_bytes(), (folder / "new.parquet").read_bytes()
        assert found == written(wanted, folder, "whole")


def test_a_table_of_many_row_groups_keeps_their_bounds(tmp_path: Path, monkeypatch) -> None:
    assert splice.BATCH == 5_000
    rows: list[Row] = [(f"{n:05}", "x", None, n, []) for n in range(10_100)]
    written(rows, tmp_path, "old")
    new: Row = ("00007+", "y", "2021-05-03", 1, ["a"])
    edit = Edit(replaced={}, removed=frozenset({9_000}), added=[(8, new)])
    table = spliced_arrow(parquet.read_table(tmp_path / "old.parquet"), COLUMNS, edit)
    write_arrow(table, COLUMNS, tmp_path / "new.parquet")
    whole = [*rows[:8], new, *rows[8:9_000], *rows[9_001:]]
    assert (tmp_path / "new.parquet").read_bytes() == written(whole, tmp_path, "whole")[1]


def test_rows_come_back_as_they_are_made(tmp_path: Path) -> None:
    rows: list[Row] = [("a", "x", "2021-05-03", 1, ["p", "q"]), ("b", "", None, None, [])]
    written(rows, tmp_path, "old")
    old = parquet.read_table(tmp_path / "old.parquet")
    assert rows_at(old, COLUMNS, [1, 0]) == [list(rows[1]), list(rows[0])]
