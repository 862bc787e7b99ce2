"""Whatever a text holds, it comes back from CSV, XLSX, SQLite and Parquet as it was, and is never a formula."""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.write.books import write_sqlite, write_xlsx
from pipeline.write.formats import csv_text, guarded, unguarded, write_csv, write_parquet
from pipeline.write.schemas import Column, Table

COLUMNS = (Column("name"), Column("parts", "texts"), Column("n", "int"))
texts = st.text() | st.text(alphabet="'=+-@\t\r\n\"", max_size=5)
rows = st.lists(st.tuples(texts, st.lists(texts, max_size=3), st.none() | st.integers(-(2**53), 2**53)), max_size=5)


@given(texts)
def test_guarding_is_undone_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@settings(max_examples=40)
@given(rows)
def test_every_format_gives_the_rows_back(content: list[tuple[str, list[str], int | None]]) -> None:
    table = Table("things", COLUMNS, tuple(content))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write_csv(table, path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.reader(file))[1:]
        assert [(unguarded(a), json.loads(b), c) for a, b, c in read] == [
            (a, b, "" if c is None else str(c)) for a, b, c in content
        ]
        write_parquet(table, path)
        import pyarrow.parquet as parquet

        assert [tuple(row.values()) for row in parquet.read_table(path).to_pylist()] == content
        path.unlink()
        write_sqlite([table], path)
        with sqlite3.connect(path) as base:
            found = base.execute("SELECT * FROM things").fetchall()
        base.close()
        assert [(a, json.loads(b), c) for a, b, c in found] == content


@settings(max_examples=25)
@given(rows)
def test_no_cell_of_a_workbook_is_a_formula(content: list[tuple[str, list[str], int | None]]) -> None:
    import openpyxl

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.xlsx"
        write_xlsx([Table("things", COLUMNS, tuple(content))], path)
        sheet = openpyxl.load_workbook(path)["things"]
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}


def test_a_very_long_text_is_cut_in_the_workbook_only(tmp_path: Path) -> None:
    import openpyxl

    table = Table("things", COLUMNS, (("가" * 40_000, [], 1),))
    write_xlsx([table], tmp_path / "file.xlsx")
    value = openpyxl.load_workbook(tmp_path / "file.xlsx")["things"].cell(2, 1).value
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert value.endswith("…")


def test_a_large_sheet_holds_the_same_and_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    import openpyxl

    rows = tuple((f"=회담 {number}", number) for number in range(10_001))
    table = Table("things", (Column("text"), Column("number", "int")), rows)
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsx([table], tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx", read_only=True)["things"]
    found = [(unguarded(text), number) for text, number in sheet.iter_rows(min_row=2, values_only=True)]
    assert tuple(found) == rows


def test_texts_that_repeat_are_written_alike_and_numbers_as_themselves() -> None:
    rows = [["=1", True, "1"], ["=1", 1, 'a "b"'], [None, 1.5, 'a "b"'], ["", False, "True"]]
    assert csv_text(["a", "b", "c"], rows) == ('a,b,c\n\'=1,true,1\n\'=1,1,"a ""b"""\n,1.5,"a ""b"""\n,false,True\n')
