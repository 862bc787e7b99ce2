"""A name that the text gives in another script too, in brackets."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipeline.lexicon
from pipeline.extract.entity_rows import entity_rows
from pipeline.resources import Resources
from tests.extract.names import labels, names

RULES = tomllib.loads((Path(pipeline.lexicon.__file__).parent / "glosses.toml").read_text(encoding="utf-8"))["gloss"]


@pytest.mark.parametrize("example", RULES["examples"], ids=[example["text"][:20] for example in RULES["examples"]])
def test_the_examples_of_the_rules(example: dict[str, str], resources: Resources) -> None:
    text = example["text"]
    found = [
        (text[mention.span.start : mention.span.end].removesuffix(" 감독"), reason.span.of(text))
        for mention in names(text, resources)
        for reason in mention.reasons
        if reason.span and reason.rule.startswith("names.gloss@")
    ]
    assert found == [(example["surface"], example["gloss"])]
    assert example["gloss"] not in [surface for surface, _ in labels(text, resources)]


def test_a_gloss_that_tables_know_names_the_person_everywhere(resources: Resources) -> None:
    text = "도멘 룸베르그(Angela Merkel)가 도착했다. 도멘 룸베르그 총리는 웃었다."
    assert [label for _, label in labels(text, resources)] == ["Angela Merkel", "Angela Merkel"]


@pytest.mark.parametrize(
    "text",
    [
        "다나카 하루토(41) 감독이 왔다.",
        "다나카 하루토(부산) 감독이 왔다.",
        "다나카 하루토(FC) 감독이 왔다.",
        "다나카 하루토(日) 감독이 왔다.",
        "Haruto Tanaka (Busan) arrived.",
    ],
)
def test_what_is_no_second_name(text: str, resources: Resources) -> None:
    rules = [reason.rule for mention in names(text, resources) for reason in mention.reasons]
    assert not [rule for rule in rules if rule.startswith(("names.gloss", "names.document.gloss"))]


def test_the_row_has_the_names_of_both_scripts(resources: Resources) -> None:
    text = "다나카 하루토(田中陽翔) 감독은 2021년 5월 3일 부산에 도착했다."
    found = names(text, resources)
    (row,) = [row for row in entity_rows(found, text, resources.lexicon) if row.kind == "person"]
    assert (row.name_ko, row.name_zh_hans) == ("다나카 하루토", "田中陽翔")
