"""Tables are written as the contract says, the same bytes each time, and come back as they were."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from pipeline.corpus import Corpus
from pipeline.errors import PipelineError
from pipeline.shelf import Shelves
from pipeline.write import tables
from pipeline.write.rows import build
from pipeline.write.schemas import TABLES, Table
from tests.write.made import ENGLISH, KOREAN, made

SHEETS = ["copies.csv", "matrix.csv", "profile.csv"]
FILES = sorted(
    [
        "events.xlsx",
        "events.sqlite",
        "report.html",
        *SHEETS,
        *(f"{t}.{kind}" for t in TABLES for kind in ("csv", "parquet")),
    ]
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    extractions, linked, checked = made()
    tables.write(tmp_path / "out", extractions=extractions, linked=linked, checked=checked)
    return tmp_path / "out"


def test_every_table_is_written_in_every_format_and_nothing_else_is_left(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == FILES


def test_columns_come_in_the_order_of_the_contract(out: Path) -> None:
    for name, columns in TABLES.items():
        names = [column.name for column in columns]
        assert list(pd.read_parquet(out / f"{name}.parquet").columns) == names
        assert list(pd.read_csv(out / f"{name}.csv").columns) == names
    assert "plover title_en title_ko title_zh date date_start date_end date_precision" in " ".join(
        column.name for column in TABLES["events"]
    )


def test_two_runs_write_the_same_bytes(out: Path, tmp_path: Path) -> None:
    extractions, linked, checked = made()
    tables.write(tmp_path / "again", extractions=extractions[::-1], linked=linked, checked=checked)
    for name in FILES:
        assert (out / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_a_quote_is_the_slice_of_the_text(out: Path) -> None:
    texts = {"ko-1": KOREAN, "en-1": ENGLISH}
    for row in tables.rows(out, "mentions"):
        text = texts[row["doc_id"]]
        assert text[row["start"] : row["end"]] == row["text"]
        assert text[row["trigger_start"] : row["trigger_end"]] == row["trigger"]
        assert text[row["time_start"] : row["time_end"]] == row["time_text"]
        assert row["prefix"] == text[max(0, row["start"] - 32) : row["start"]]
        assert text[row["end"] :].startswith(row["suffix"])
        for actor in row["actors"]:
            assert text[actor["start"] : actor["end"]] == actor["surface"]


def test_a_date_outside_the_clause_leaves_the_time_text_empty() -> None:
    from dataclasses import replace

    from tests.write.made import span

    extractions, linked, checked = made()
    far = replace(checked.mentions[0].time, span=span(KOREAN, "머리말"))
    checked = replace(checked, mentions=(replace(checked.mentions[0], time=far), *checked.mentions[1:]))
    table = {
        table.name: table
        for table in build(corpus=Corpus.of(extractions), linked=linked, checked=checked, shelves=Shelves())
    }["mentions"]
    names = [column.name for column in table.columns]
    row = dict(zip(names, next(row for row in table.rows if row[0] == "m1"), strict=True))
    assert (row["time_text"], row["time_start"], row["date"]) == ("", None, "2021-05-03")


def test_load_gives_data_frames_with_lists_and_dates(out: Path) -> None:
    loaded = tables.load(out)
    event = loaded.events.iloc[0]
    assert event["date_start"].isoformat() == "2021-05-03"
    assert event["actors"][0]["name"] == "Seoul"
    assert loaded.mentions.set_index("mention_id").loc["m1", "quantities"][0]["bound"] == "about"
    assert loaded.conflicts.iloc[0]["values"][1]["documents"] == ["en-1"]
    assert loaded.event_id_history.iloc[0]["new_id"] == "ev-1"
    assert loaded.documents.set_index("doc_id").loc["ko-1", "n_characters"] == len(KOREAN)


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(out: Path) -> None:
    data = (out / "documents.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(out / "documents.csv", dtype=str, keep_default_na=False)
    assert set(frame["title"]) == {"'=1+1"}
    values = json.loads(pd.read_csv(out / "conflicts.csv")["values"][0])
    assert [value["value"] for value in values] == ["2021-05-03", "2021-05-04"]


def test_the_workbook_holds_no_formula_and_a_frozen_header(out: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(out / "events.xlsx")
    assert book.sheetnames == list(TABLES)
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert book["conflicts"].cell(2, 11).value == "'@told twice"


def test_sqlite_holds_the_tables(out: Path) -> None:
    with sqlite3.connect(out / "events.sqlite") as base:
        found = base.execute("SELECT m.date FROM mentions m JOIN events e USING (event_id) ORDER BY 1").fetchall()
    assert found == [("2021-05-03",), ("2021-05-04",)]


def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PipelineError) as error:
        tables.write_tables(tmp_path / "file", ())
    assert error.value.code == "unwritable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(PipelineError, match=re.escape(str(tmp_path))):
        tables.write_tables(tmp_path, ())


def test_a_full_disk_leaves_the_old_tables(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "Here", full)
    with pytest.raises(PipelineError, match="No space left"):
        tables.write_tables(out, ())
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_no_tables_is_said(tmp_path: Path) -> None:
    with pytest.raises(PipelineError) as error:
        tables.load(tmp_path)
    assert error.value.code == "no-tables"
    assert not tables.exists(tmp_path)


def test_a_short_row_is_refused() -> None:
    with pytest.raises(ValueError, match=f"{len(TABLES['conflicts'])} cells"):
        Table("conflicts", TABLES["conflicts"], (("x",),))


def test_sheets_for_reading_come_back_as_text(out: Path, tmp_path: Path) -> None:
    assert tables.sheet(out, "copies") == []
    profile = {row["source"]: row for row in tables.sheet(out, "profile")}
    assert profile["ko-1"]["n_mentions"] == "1"
    with pytest.raises(PipelineError) as error:
        tables.sheet(tmp_path / "nothing", "copies")
    assert error.value.code == "no-tables"
