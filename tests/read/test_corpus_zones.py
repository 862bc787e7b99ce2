"""Real documents: what stands in references, verse, comments or navigation is no event; a caption tells once; no
inserted advertisement is a name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.extract import find_all
from pipeline.languages.tokens import tokenize
from pipeline.read import SourceRow, read
from pipeline.resources import Resources

SHARED = Path(os.environ.get("PIPELINE_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
FILES = sorted((SHARED / "corpus").glob("0*.txt"))
SILENT = {"reference", "footnote", "navigation", "comment", "copyright", "related", "verse", "byline"}


@pytest.mark.corpus
@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path.stem if path else "absent")
def test_zones(path: Path | None, resources: Resources) -> None:
    if path is None:
        pytest.skip("the shared corpus is not here")
    findings = find_all(tokenize(read(path, SourceRow(id=path.stem), resources), resources), resources)
    reading, text = findings.reading, findings.reading.document.text
    assert findings.mentions
    told: set[tuple[str, str, str]] = set()
    for mention in findings.mentions:
        blocks = [block for block in reading.blocks if block.span.overlaps(mention.span)]
        assert all(block.tells_events and block.kind not in SILENT for block in blocks)
        if any(block.kind == "caption" for block in blocks):
            key = (mention.span.of(text), mention.trigger.of(text), str(mention.time.date))
            assert key not in told
            told.add(key)
    for entity in findings.entities:
        assert not any(entity.span.overlaps(mask) for mask in reading.masks)
        assert entity.span.of(text) == entity.surface
