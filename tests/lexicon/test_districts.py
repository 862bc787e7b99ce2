"""Chinese and Korean districts that no table holds: the examples of districts.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipeline
from pipeline.extract.entity_rows import entity_rows
from pipeline.extract.stage import find_all
from pipeline.languages.tokens import tokenize
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from pipeline.settings import Settings

ALL = tomllib.loads((Path(pipeline.__file__).parent / "lexicon" / "districts.toml").read_text(encoding="utf-8"))
RULES = {key: [row for part in ALL.values() for row in part[key]] for key in ("examples", "nothing")}


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources(Settings())


def districts(text: str, resources: Resources) -> list[tuple[str, str]]:
    """Surface and English name of the districts in a text."""
    reading = tokenize(read_text(text, SourceRow(path="a.txt", id="a"), resources), resources)
    found = find_all(reading, resources).entities
    mine = [mention for mention in found if mention.reasons[0].rule == "names.place.district@1"]
    return [(one.surface, entity_rows([one], text, resources.lexicon)[0].name_en) for one in mine]


@pytest.mark.parametrize("example", RULES["examples"], ids=lambda row: row["surface"])
def test_a_district_is_found_and_has_an_english_name(example: dict[str, str], resources: Resources) -> None:
    assert districts(example["text"], resources) == [(example["surface"], example["label"])]


@pytest.mark.parametrize("text", RULES["nothing"])
def test_words_that_end_alike_are_no_districts(text: str, resources: Resources) -> None:
    assert not districts(text, resources)


def test_a_name_that_cannot_be_read_stays_without_an_english_one(resources: Resources) -> None:
    assert resources.lexicon.districts.english("甲乙丙丁戊区") == ""


@pytest.mark.parametrize(
    ("name", "english"), [("사창리", "Sachang-ri"), ("신림동", "Sillim-dong"), ("종로구", "Jongno District")]
)
def test_korean_places_are_spelled_as_they_sound(name: str, english: str, resources: Resources) -> None:
    assert resources.lexicon.korean_places.english(name) == english


def test_words_that_only_end_as_towns_do_have_no_english_name(resources: Resources) -> None:
    assert not any(map(resources.lexicon.korean_places.english, ("당시", "장군", "백두산")))
