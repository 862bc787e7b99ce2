"""Whom an English page is about, and how it introduces persons: the examples of topic.toml and of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import pipeline.lexicon
from pipeline.extract import dates, entities, timeline
from pipeline.languages.tokens import tokenize
from pipeline.model import EntityMention
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from pipeline.settings import Settings

RULES = tomllib.loads((Path(pipeline.lexicon.__file__).parent / "topic.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables() -> Resources:
    """Without the tagger, which finds some of these names first."""
    return Resources(Settings(ner="tables"))


def marked(text: str, resources: Resources) -> tuple[EntityMention, ...]:
    reading = tokenize(read_text(text, SourceRow(id="x"), resources), resources)
    line = timeline.resolve(reading, dates.find(reading, resources), resources)
    return entities.find(reading, line, resources)


@pytest.mark.parametrize("row", RULES["example"], ids=lambda row: row["text"][:40])
def test_examples(row: dict[str, Any], tables: Resources) -> None:
    rules = ("names.topic", "names.definite.topic")
    found = [m for m in marked(row["text"], tables) if m.reasons[0].rule.startswith(rules)]
    assert [m.surface for m in found] == row["names"]
    assert len({m.entity_id for m in found}) <= 1


def test_the_title_gives_the_name(resources: Resources) -> None:
    text = "Verano Athletic F.C.\n\nVerano Athletic Football Club is an amateur football club. They won in 1911."
    assert {m.entity_id for m in marked(text, resources) if m.kind == "org"} == {"local:verano-athletic-f-c"}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Former Port Sheriff Lee Garo was jailed.\n\nGaro, 74, was freed later.", "Garo", "local:lee-garo"),
        ("Palo Verano, 42, of Garston, was charged.\n\nVerano pleaded guilty.", "Verano", "local:palo-verano"),
        ("Ana Bell, Baroness Bell of Orme\n\nAna Bell sat in Paris.\n\nBell retired.", "Bell", "local:ana-bell"),
        ("Ana Bell\n\nAna Bell was born in 1914.\n\nHer school closed.\n\nIt rained.\n\nThe book sold.\n\n"
         "Later she retired.", "she", "local:ana-bell"),
    ],
)  # fmt: skip
def test_persons_by_how_they_are_introduced(text: str, surface: str, name: str, resources: Resources) -> None:
    found = [m for m in marked(text, resources) if m.surface == surface and m.kind == "person"]
    assert found
    assert found[-1].entity_id == name


def test_what_a_work_is_called_is_nobody(resources: Resources) -> None:
    text = "Ana Bell wrote the book Palo Verano in 1947."
    assert not [m for m in marked(text, resources) if "Verano" in m.surface]
