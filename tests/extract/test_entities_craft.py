"""Named ships, trains and spacecraft: the examples of craft.toml, and what they do in a clause."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipeline.lexicon
from pipeline.resources import Resources
from tests.extract.names import names
from tests.extract.told import told

RULES = tomllib.loads((Path(pipeline.lexicon.__file__).parent / "craft.toml").read_text(encoding="utf-8"))["craft"]


def craft(text: str, resources: Resources) -> list[str]:
    """The named craft of a text."""
    return [
        mention.surface
        for mention in names(text, resources)
        if any(reason.rule.startswith("names.craft@") for reason in mention.reasons)
    ]


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_the_examples_of_the_rules(rule: dict[str, list[dict[str, str] | str]], resources: Resources) -> None:
    for example in rule["examples"]:
        assert isinstance(example, dict)
        assert craft(example["text"], resources) == [example["name"]]
    for text in rule["not"]:
        assert craft(str(text), resources) == []


def test_a_name_found_once_is_known_in_the_whole_document(resources: Resources) -> None:
    text = "여객선 바람호가 침몰했다. 바람호의 선장은 바람이 거셌다고 말했다."
    assert craft(text, resources) == ["바람호", "바람호"]


def test_a_name_of_the_tables_stays_that(resources: Resources) -> None:
    assert craft("The ferry Seoul was late.", resources) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "2021년 5월 3일 여객선 바람호가 침몰했다."),
        ("zh", "2021年5月3日,渡轮“海风号”沉没。"),
        ("en", "The ferry Wind sank on 3 May 2021."),
    ],
)
def test_what_sank_is_told_of(language: str, text: str, resources: Resources) -> None:
    (actor,) = told(text, language, resources)[0].actors
    assert (actor.entity.kind, actor.role) == ("other", "target")
