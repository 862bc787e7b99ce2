"""The same input gives the same bytes, whatever the order, the folder or the hash seed; unchanged work is reused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

import pipeline
from pipeline.runlog import stage_counts
from pipeline.settings import Settings
from pipeline.write.schemas import TABLES
from pipeline.write.tables import rows
from tests.articles import ARTICLES, ROOT

pytestmark = pytest.mark.usefixtures("warm")


def tables(out: Path) -> dict[str, str]:
    kinds = {".csv", ".parquet", ".xlsx", ".sqlite"}
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir()) if path.suffix in kinds}


def run_elsewhere(articles: Path, out: Path, seed: str) -> dict[str, str]:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "pipeline", "run", str(articles), "--out", str(out), "--quiet"]
    subprocess.run(command, check=True, env=environment, cwd=ROOT)
    return tables(out)


def test_two_runs_with_other_hash_seeds_give_the_same_bytes(finished: tuple[Path, Path], tmp_path: Path) -> None:
    articles, out = finished
    first, second = (run_elsewhere(articles, tmp_path / seed, seed) for seed in ("1", "2"))
    assert first == second == tables(out)
    assert set(first) >= {f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")}


def test_a_second_run_reuses_everything_and_changes_no_byte(finished: tuple[Path, Path], tmp_path: Path) -> None:
    articles, out = finished
    again = shutil.copytree(out, tmp_path / "again")
    before = {path: path.stat().st_mtime_ns for path in again.glob("*.csv")}
    report = pipeline.run(articles, again)
    assert report.tables_reused
    assert {row["stage"]: row["made"] for row in stage_counts(report)} == dict.fromkeys(
        ("read", "tokens", "extract", "reconcile", "check", "write"), 0
    )
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_fresh_does_everything_again_to_the_same_bytes(finished: tuple[Path, Path], tmp_path: Path) -> None:
    articles, out = finished
    again = shutil.copytree(out, tmp_path / "again")
    report = pipeline.run(articles, again, fresh=True)
    assert not report.tables_reused
    assert tables(again) == tables(out)


def test_only_a_changed_document_is_done_again(finished: tuple[Path, Path], tmp_path: Path) -> None:
    articles = shutil.copytree(finished[0], tmp_path / "articles")
    out = shutil.copytree(finished[1], tmp_path / "out")
    changed = articles / "en_bridge.txt"
    changed.write_text(ARTICLES["en_bridge.txt"] + "On 5 July 2021 they met again in Accra.\n", encoding="utf-8")
    report = pipeline.run(articles, out)
    reused = {one.document_id: one.reused for one in report.outcomes}
    assert reused["en_bridge"] == ()
    assert reused["ko_bridge"] == ("read", "tokens", "extract")
    assert dict(next(one.why for one in report.outcomes if one.document_id == "en_bridge")) == {
        "read": "changed: document",
        "extract": "changed: document",
    }
    kept = {row["event_id"] for row in rows(finished[1], "mentions") if row["doc_id"] != "en_bridge"}
    assert kept <= {row["event_id"] for row in rows(out, "events")}


def test_changed_settings_and_touched_tables_are_seen(finished: tuple[Path, Path], tmp_path: Path) -> None:
    out = shutil.copytree(finished[1], tmp_path / "out")
    (out / "events.csv").write_text("edited by hand", encoding="utf-8")
    report = pipeline.run(finished[0], out)
    assert (report.tables_reused, report.why_new) == (False, "the tables were changed by hand")
    assert tables(out) == tables(finished[1])
    report = pipeline.run(finished[0], out, Settings(partial_reading="future"))
    assert report.why_new.startswith("changed:")
    assert "settings" in report.why_new


def test_worker_processes_give_the_same_bytes(finished: tuple[Path, Path], tmp_path: Path) -> None:
    report = pipeline.run(finished[0], tmp_path / "out", Settings(workers=2))
    assert report.failures == ()
    assert tables(tmp_path / "out") == tables(finished[1])


def quotes(out: Path, texts: dict[str, str]) -> int:
    """Check ``text[start:end]`` of every span of every row; returns how many were checked."""
    checked = 0
    for row in rows(out, "mentions"):
        text = texts[row["doc_id"]]
        spans = [(row["start"], row["end"], row["text"]), (row["trigger_start"], row["trigger_end"], row["trigger"])]
        if row["time_start"] is not None:
            spans.append((row["time_start"], row["time_end"], row["time_text"]))
        spans += [(one["start"], one["end"], one["surface"]) for one in row["actors"] or ()]
        spans += [(one["start"], one["end"], one["text"]) for one in row["quantities"] or ()]
        for start, end, quoted in spans:
            assert text[start:end] == quoted
        assert text[: row["start"]].endswith(row["prefix"] or "")
        assert text[row["end"] :].startswith(row["suffix"] or "")
        checked += len(spans)
    return checked


def test_every_quote_of_every_row_is_where_it_says(finished: tuple[Path, Path]) -> None:
    texts = {Path(name).stem: text for name, text in ARTICLES.items()}
    assert quotes(finished[1], texts) > 10


@pytest.mark.corpus
def test_every_quote_of_the_larger_corpus_is_where_it_says(shared_corpus: Path, tmp_path: Path) -> None:
    report = pipeline.run(shared_corpus, tmp_path / "out")
    assert report.failures == ()
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in (tmp_path / "out" / "texts").iterdir()}
    for path in shared_corpus.glob("*.txt"):
        assert texts[path.stem] == path.read_bytes().decode("utf-8")
    assert quotes(tmp_path / "out", texts) > 100
