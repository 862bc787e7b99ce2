"""Persons, organisations and bodies that a text speaks of without their names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.resources import Resources
from tests.extract.names import labels, names

RULES = tomllib.loads((Path(pipeline.__file__).parent / "lexicon" / "definite.toml").read_text(encoding="utf-8"))
EXAMPLES = [(section, example) for section, row in RULES.items() for example in row["examples"]]


@pytest.mark.parametrize(("section", "example"), EXAMPLES, ids=[example["text"][:20] for _, example in EXAMPLES])
def test_the_examples_of_the_rules(section: str, example: dict[str, Any], resources: Resources) -> None:
    last = names(example["text"], resources)
    marked = [found for found in last if found.reasons[0].rule.startswith(f"names.definite.{section}")]
    assert [(found.surface, found.entity_id) for found in marked] == [(example["surface"], example["name"])]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("President Ana Bell of Togo met President Bo Abeno of Benin.\n\nThe president then left.", "president"),
        ("The president was not named.", "president"),
        ("The presidential election was held.", "president"),
        ("The council of the town met.", "council"),
        ("The police station was closed.", "police"),
        ("평양당국이 지불을 멈췄다.", "당국"),
        ("한·미 군 당국이 훈련을 시작했다.", "군 당국"),
        ("한미 당국은 훈련을 시작했다.", "당국"),
        ("韓美兩國軍方宣布演習。", "軍方"),
        ("空军推迟民兵3洲际导弹试射。", "民兵"),
    ],
)
def test_what_nobody_is_meant_by(text: str, surface: str, resources: Resources) -> None:
    assert surface not in [found for found, _ in labels(text, resources)]
