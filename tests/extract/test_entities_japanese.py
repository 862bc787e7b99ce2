"""Unknown Japanese persons in Chinese text: the examples of shapes.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipeline.lexicon
from pipeline.resources import Resources
from tests.extract.names import names

RULES = tomllib.loads((Path(pipeline.lexicon.__file__).parent / "shapes.toml").read_text(encoding="utf-8"))["japanese"]


@pytest.mark.parametrize("example", RULES["examples"], ids=[example["text"] for example in RULES["examples"]])
def test_the_examples_of_the_rules(example: dict[str, str], resources: Resources) -> None:
    found = [mention for mention in names(example["text"], resources) if mention.surface.endswith(example["name"])]
    assert [mention.kind for mention in found] == ["person"]


@pytest.mark.parametrize("text", RULES["not"])
def test_what_is_no_person(text: str, resources: Resources) -> None:
    assert not [mention for mention in names(text, resources) if mention.kind == "person"]


def test_a_known_name_stays_that(resources: Resources) -> None:
    (found,) = [mention for mention in names("首相高市早苗访问马来西亚。", resources) if mention.kind == "person"]
    assert found.resolved_by == "table"
