"""The resolver: what dates mean in their text, and why."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract import anchors
from pipeline.resources import Resources
from tests.extract.marked_text import mention, read_times

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "timeline.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_dates_in_context(case: dict[str, Any], resources: Resources) -> None:
    reading, timeline = read_times(case["text"], case["language"], resources, case.get("published", ""))
    for words, date, anchor in case.get("gives", ()):
        found = mention(reading, timeline, words)
        assert str(found.date or "") == date, (words, found)
        assert found.anchor.startswith(anchor), (words, found.anchor)
    for words, date in case.get("undated", ()):
        at = reading.document.text.index(words)
        number = next(n for n, s in enumerate(reading.sentences) if s.span.start <= at < s.span.end)
        assert str(timeline.sentences[number].date or "") == date, (words, timeline.sentences[number])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_value_says_why(case: dict[str, Any], resources: Resources) -> None:
    reading, timeline = read_times(case["text"], case["language"], resources, case.get("published", ""))
    for found in timeline.mentions:
        assert found.span is not None
        assert found.governs is not None
        assert found.reasons
        assert found.date is not None or found.anchor.startswith("no anchor: ")
        assert not found.anchor or anchors.read(found.anchor), found.anchor
        assert 0.0 <= found.confidence <= 1.0
        assert (found.date is None) == (found.confidence == 0.0)
    for given in timeline.sentences:
        assert not given.anchor or anchors.read(given.anchor), given.anchor
        assert given.reasons
    spans = [found.span for found in timeline.mentions if found.span]
    assert spans == sorted(spans)
    assert len(timeline.sentences) == len(reading.sentences)
