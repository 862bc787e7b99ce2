"""Exports: every format opens with its own reader and holds every event; nothing in them can run."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as parquet
import pytest

from pipeline.errors import PipelineError
from pipeline.export import FORMATS, export
from pipeline.export.calendar import calendar
from pipeline.export.stories import Story, stories
from pipeline.export.storyline import storyline
from pipeline.write import tables
from tests.write.made import made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    extractions, linked, checked = made()
    tables.write(tmp_path / "out", extractions=extractions, linked=linked, checked=checked)
    return tmp_path / "out"


@pytest.fixture
def story(out: Path) -> Story:
    return stories(out)[0]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_tables_give_the_same_bytes(out: Path, name: str) -> None:
    first = export(out, name).path.read_bytes()
    assert first == export(out, name, out / "again").path.read_bytes()


def test_a_story_holds_its_quotes_and_disagreements(story: Story) -> None:
    assert {told.doc_id for told in story.told} == {"ko-1", "en-1"}
    assert all(told.quote for told in story.told)
    assert story.disputes


def test_csv_is_one_line_an_event_without_formulas(out: Path) -> None:
    with export(out, "csv").path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["event_id"] for line in lines] == [story.event_id for story in stories(out)]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line.values())


def test_workbook_links_each_event_to_its_quotes_and_back(out: Path) -> None:
    book = openpyxl.load_workbook(export(out, "xlsx").path)
    assert book.sheetnames == ["events", "quotes", "conflicts"]
    events, quotes = book["events"], book["quotes"]
    assert events.freeze_panes == "B2"
    target = events["A2"].hyperlink.location
    assert quotes[target.partition("!")[2]].value == events["A2"].value
    assert quotes["A2"].hyperlink.location == "'events'!A2"
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_parquet_and_json_lines_tell_the_same(out: Path) -> None:
    typed = parquet.read_table(export(out, "parquet").path).to_pylist()
    lines = [json.loads(line) for line in export(out, "jsonl").path.read_text(encoding="utf-8").splitlines()]
    assert typed == lines
    assert lines[0]["told"][0]["quote"]


def test_database_has_a_view_of_the_evidence(out: Path) -> None:
    with closing(sqlite3.connect(export(out, "sqlite").path)) as base:
        rows = base.execute("SELECT event_id, quote, doc_id FROM evidence").fetchall()
    assert len(rows) == sum(len(story.told) for story in stories(out))


def test_calendar_lines_are_folded_and_unfold_to_what_was_told(story: Story) -> None:
    text, left_out = calendar([story])
    assert left_out == 0
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert f"DTSTART;VALUE=DATE:{story.first.replace('-', '')}" in whole
    assert f"UID:{story.event_id}@" in whole
    assert story.told[0].quote.replace(",", "\\,").replace("\n", "\\n") in whole


def test_calendar_end_is_the_day_after_and_vague_dates_stay_out(story: Story) -> None:
    days = replace(story, date="2021-05-03/2021-05-04", first="2021-05-03", last="2021-05-04", precision="interval")
    assert "DTEND;VALUE=DATE:20210505" in calendar([days])[0]
    month = replace(story, date="2021-05", first="2021-05-01", last="2021-05-31", precision="month")
    assert calendar([month, replace(story, date="", first="", last="")])[1] == 2


def test_a_quote_cannot_add_a_line_to_the_calendar(story: Story) -> None:
    evil = replace(story.told[0], quote="x\r\nEND:VEVENT\r\nBEGIN:VEVENT", url="https://a.example/\nX:1")
    text, _ = calendar([replace(story, told=(evil,))])
    assert text.count("BEGIN:VEVENT") == len(re.findall(r"^BEGIN:VEVENT", text, flags=re.MULTILINE)) + 1
    assert "\nX:1" not in text


def test_timeline_dates_are_no_finer_than_known(story: Story) -> None:
    month = replace(story, date="2021-05", first="2021-05-01", last="2021-05-31", precision="month")
    slide = json.loads(storyline([month])[0])["events"][0]
    assert slide["start_date"] == {"year": 2021, "month": 5}
    assert slide["display_date"] == "2021-05"


def test_timeline_escapes_what_a_page_would_run(story: Story) -> None:
    evil = replace(story, title_en="<script>1</script>", told=(replace(story.told[0], quote="<img onerror=1>"),))
    slide = json.loads(storyline([evil])[0])["events"][0]
    assert "<script" not in slide["text"]["headline"]
    assert "<img" not in slide["text"]["text"]


def test_linked_data_points_at_every_quote(out: Path) -> None:
    graph = json.loads(export(out, "jsonld").path.read_text(encoding="utf-8"))["@graph"]
    told = stories(out)
    assert [node["identifier"] for node in graph] == [story.event_id for story in told]
    selector = graph[0]["annotation"][0]["oa:hasTarget"]["oa:hasSelector"]
    assert selector[0]["oa:exact"]["@value"] == told[0].told[0].quote
    assert (selector[1]["oa:start"], selector[1]["oa:end"]) == (told[0].told[0].start, told[0].told[0].end)


def test_only_what_a_reviewer_passed(out: Path) -> None:
    assert export(out, "csv", reviewed=True).n_events == 0


def test_unknown_formats_and_missing_tables_are_named(out: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="no format `odt`"):
        export(out, "odt")
    with pytest.raises(PipelineError) as error:
        export(tmp_path / "nothing", "csv")
    assert error.value.code == "no-tables"
