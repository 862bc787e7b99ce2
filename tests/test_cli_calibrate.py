"""``pipeline calibrate`` on a small run: what it needs, and what it writes."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from pipeline.cli import invoke
from pipeline.errors import EXIT
from pipeline.reconcile import recalibrate
from pipeline.reconcile.weights import load_weights
from pipeline.write.tables import rows
from tests.articles import write_articles


@pytest.fixture
def judged(tmp_path: Path) -> tuple[Path, Path]:
    """The tables of a run and a file with one judged pair."""
    out, log = tmp_path / "out", tmp_path / "decisions.jsonl"
    assert invoke(["run", str(write_articles(tmp_path / "articles")), "--out", str(out), "--quiet"]) == EXIT.OK
    pair = [str(row["mention_id"]) for row in rows(out, "mentions")[:2]]
    line = {"id": "d1", "at": "2022-01-01T00:00:00Z", "by": "ann", "kind": "pair", "target": pair, "verdict": "same"}
    log.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return out, log


def test_few_pairs_are_not_enough(judged: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, log = judged
    assert invoke(["calibrate", str(log), "--out", str(out)]) == EXIT.USAGE
    assert "1 pairs" in capsys.readouterr().err


def test_a_proposal_is_a_model_that_loads(
    judged: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, log = judged
    monkeypatch.setattr(recalibrate, "propose", partial(recalibrate.propose, enough=1))
    model = tmp_path / "proposed.json"
    arguments = ["calibrate", str(log), "--out", str(out), "--model", str(model), "--version", "7", "--json"]
    assert invoke(arguments) == EXIT.OK
    assert json.loads(capsys.readouterr().out)["pairs"] == 1
    assert load_weights(model).version == "7"
