"""Runs of capitalised words that no table holds: the examples of capitals.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import pipeline.lexicon
from pipeline.extract import dates, entities, timeline
from pipeline.languages.tokens import tokenize
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from pipeline.settings import Settings

RULES = tomllib.loads((Path(pipeline.lexicon.__file__).parent / "capitals.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def resources() -> Resources:
    """Without the tagger, which finds some of these names first."""
    return Resources(Settings(ner="tables"))


def found(text: str, resources: Resources) -> list[tuple[str, str]]:
    """Name and kind of what this rule alone marks."""
    reading = tokenize(read_text(text, SourceRow(id="x"), resources), resources)
    line = timeline.resolve(reading, dates.find(reading, resources), resources)
    marked = entities.find(reading, line, resources)
    return [(m.surface, m.kind) for m in marked if m.reasons[0].rule.startswith("names.capitals")]


@pytest.mark.parametrize("row", RULES["example"], ids=lambda row: row["text"])
def test_examples(row: dict[str, Any], resources: Resources) -> None:
    assert found(row["text"], resources) == ([(row["name"], row["kind"])] if row["name"] else [])


def test_titles_in_capitals_name_nobody(resources: Resources) -> None:
    assert found("Verano Lopez Opens New Store In Riverside Mall\n\nIt was a quiet day in the city.", resources) == []


def test_a_last_name_is_the_person_named_in_full_before(resources: Resources) -> None:
    text = "The composer Palo Verano moved on. In 1813, Verano became director of the opera in the old town."
    assert found(text, resources) == [("Palo Verano", "person")]
