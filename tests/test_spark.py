"""Spark with a local master gives the tables of a local run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.cli import invoke
from pipeline.errors import EXIT
from tests.articles import ARTICLES, write_articles

TABLES = {".csv", ".parquet", ".xlsx", ".sqlite", ".html"}
pytestmark = [
    pytest.mark.java,
    pytest.mark.enable_socket,
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime here"),
]


def test_spark_makes_the_tables_of_a_local_run(tmp_path: Path, finished: tuple[Path, Path]) -> None:
    pytest.importorskip("pyspark")
    articles, local = finished
    out = tmp_path / "out"
    assert invoke(["run", str(articles), "--out", str(out), "-q", "--engine", "spark", "--master", "local[1]"]) == 0
    names = sorted(path.name for path in local.iterdir() if path.suffix in TABLES)
    assert names
    assert [name for name in names if (local / name).read_bytes() != (out / name).read_bytes()] == []
    # what Spark made is in the cache: the next run needs neither it nor the tokenizers
    assert invoke(["run", str(articles), "--out", str(out), "-q", "--json"]) == EXIT.OK
    stages = {row["stage"]: row for row in json.loads((out / "run.json").read_text(encoding="utf-8"))["stages"]}
    assert stages["extract"]["reused"] == len(ARTICLES)


def test_a_file_that_cannot_be_read_fails_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    articles = write_articles(tmp_path / "articles")
    (articles / "en_bridge.txt").write_bytes(b"")
    code = invoke(
        ["run", str(articles), "-o", str(tmp_path / "out"), "-q", "--engine", "spark", "--master", "local[1]"]
    )
    assert code == EXIT.SOME_FAILED
    log = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {row["id"] for row in log["documents"] if row["status"] == "failed"} == {"en_bridge"}
