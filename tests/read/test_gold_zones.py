"""Gold mentions of real documents lie in zones that tell events, inside one sentence nearly always."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.model import Span
from pipeline.read import SourceRow, read
from pipeline.resources import Resources

SHARED = Path(os.environ.get("PIPELINE_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
FILES = sorted((SHARED / "eval" / "gold").glob("[0-9]*.jsonl"))


@pytest.mark.corpus
@pytest.mark.parametrize("gold", FILES or [None], ids=lambda path: path.stem if path else "absent")
def test_gold_mentions(gold: Path | None, resources: Resources) -> None:
    if gold is None:
        pytest.skip("the shared corpus is not here")
    reading = read(SHARED / "corpus" / f"{gold.stem}.txt", SourceRow(id=gold.stem), resources)
    spans = [Span(row["start"], row["end"]) for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines())]
    for span in spans:
        assert all(block.tells_events for block in reading.blocks if block.span.overlaps(span))
    split = [span for span in spans if not any(sentence.span.covers(span) for sentence in reading.sentences)]
    assert len(split) * 100 <= len(spans) + 99
