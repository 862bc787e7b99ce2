"""Names that come from documents and tables lead nowhere but where they should."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.errors import PipelineError
from pipeline.read.formats import SUFFIXES
from pipeline.read.sources import collect
from pipeline.unpacking import safe, unpack
from pipeline.write.tables import rows
from pipeline.write.texts import name_of

TEXT = "On 3 May 2021 the foreign ministers of Ghana and Togo met in Seoul."
NAMES = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "",
    "a/b",
    "a\\b",
    "con",
    "a\0b",
    "x" * 500,
    "가" * 500,
    ".hidden",
]


@given(st.text(max_size=300) | st.sampled_from(NAMES))
def test_names_of_stored_texts_are_plain_file_names(text: str) -> None:
    name = name_of(text)
    assert Path(name).name == name
    assert name not in (".txt", "..txt")
    assert not name.startswith(".")
    assert len(name.encode("utf-8", "surrogatepass")) < 255
    assert not set(name) & set('/\\\0:*?"<>|\n')


@given(st.text(max_size=50), st.text(max_size=50))
def test_two_ids_never_share_a_stored_text(left: str, right: str) -> None:
    assert (name_of(left) == name_of(right)) == (left == right)


@given(st.text(max_size=300) | st.sampled_from(NAMES))
def test_names_of_articles_are_harmless(text: str) -> None:
    name = safe(text)
    assert name
    assert all(char.isalnum() or char in "_-" for char in name)
    assert len(name) <= 60


@pytest.mark.usefixtures("warm")
def test_articles_that_name_a_way_out_stay_inside(tmp_path: Path) -> None:
    table = tmp_path / "news.jsonl"
    lines = [json.dumps({"text": TEXT, "id": name, "title": "=1+1"}) for name in (*NAMES, "../../etc/passwd")]
    table.write_text("\n".join(lines), encoding="utf-8")
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "out")}
    report = pipeline.run(table, tmp_path / "out")
    assert report.failures == ()
    assert len(rows(tmp_path / "out", "documents")) == len(lines)
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "out")} == before
    again = pipeline.run(table, tmp_path / "out")
    assert again.tables_reused


@pytest.mark.usefixtures("warm")
def test_no_cell_of_a_table_begins_a_formula(tmp_path: Path) -> None:
    table = tmp_path / "news.jsonl"
    titles = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "＝1+1", "'=1"]
    lines = [json.dumps({"text": f"{title}\n{TEXT}", "title": title, "publisher": title}) for title in titles]
    table.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    pipeline.run(table, out)
    for path in (*out.glob("*.csv"), *out.rglob("sources.csv")):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")):
            assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r", "＝") and cell[1:2] != "" for cell in row), path
    stored = {row["title"] for row in rows(out, "documents")}
    assert stored == {" ".join(title.split()) for title in titles}


def test_rows_of_sources_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text(TEXT)
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (folder / "link.txt").symlink_to(outside)
    (folder / "away").symlink_to(tmp_path, target_is_directory=True)
    for path in ("../secret.txt", str(outside), "link.txt", "away/secret.txt", "sub/../../secret.txt"):
        (folder / "sources.csv").write_text(f"path\n{path}\n", encoding="utf-8")
        with pytest.raises(PipelineError) as error:
            collect([folder], SUFFIXES)
        assert error.value.code == "bad-sources"
    (folder / "sources.csv").unlink()
    (folder / "own.txt").write_text(TEXT)
    assert [row.id for _, row in collect([folder], SUFFIXES)] == ["own"]
    with pytest.raises(PipelineError) as error:
        collect([folder / "link.txt"], SUFFIXES)
    assert error.value.code == "symlink"


def test_the_names_of_articles_never_collide(tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text("id,text\na,가\nA,나\na,다\na/b,라\na_b,마\n,바\n", encoding="utf-8")
    names = [name.casefold() for name, _, _ in unpack(table, pipeline.Settings()).files]
    assert len(set(names)) == len(names)
