"""Every example of every zone rule, and everything on which a rule must stay silent."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipeline.read
from pipeline.errors import PipelineError
from pipeline.read.folding import fold
from pipeline.read.residue import blank_residue
from pipeline.read.rulesets import load_reading_rules
from pipeline.read.zones import ZoneRule, load_zone_rules, zone_of
from pipeline.rules import Rule, load_rules

FOLDER = Path(pipeline.read.__file__).parent
RULES = load_reading_rules(FOLDER)
EXAMPLES = [(rule, example) for rule in RULES.zones for example in rule.rule.examples]
SILENT = [(rule, text) for rule in RULES.zones for text in rule.rule.silent_on]


def folded(text: str) -> str:
    return fold(text, RULES.folding).strip()


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_example(rule: ZoneRule, example: dict[str, str]) -> None:
    hit = zone_of(folded(example["text"]), 0, RULES.zones)
    assert hit is not None
    assert hit[0].name == rule.name
    if rule.scope in ("head", "tail"):
        assert hit[1][0] == example["span"]


@pytest.mark.parametrize(("rule", "text"), SILENT, ids=lambda value: getattr(value, "name", value))
def test_silent(rule: ZoneRule, text: str) -> None:
    assert rule.pattern.search(folded(text)) is None


@pytest.mark.parametrize(
    "line", ['kind = "nonsense"', 'scope = "nowhere"', "colour = 1"], ids=["kind", "scope", "unknown key"]
)
def test_a_broken_rule_does_not_load(line: str, tmp_path: Path) -> None:
    fields = {"id": '"a"', "match": "'x'", "kind": '"byline"', "says": '"s"', "examples": '[{ text = "x" }]'}
    key = line.split(" = ")[0]
    rows = [f"{name} = {value}" for name, value in fields.items() if name != key] + [line]
    path = tmp_path / "zones.toml"
    path.write_text("[[rule]]\n" + "\n".join(rows), encoding="utf-8")
    with pytest.raises(PipelineError) as error:
        load_zone_rules(path, {})
    assert error.value.code == "bad-rule"


RESIDUE = [(rule, example) for rule in RULES.residue for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), RESIDUE, ids=lambda value: getattr(value, "name", None))
def test_residue(rule: Rule, example: dict[str, str]) -> None:
    assert rule.pattern.search(example["text"])
    blanked = blank_residue(example["text"], RULES.residue)
    assert len(blanked) == len(example["text"])
    assert " ".join(blanked.split()) == example["gives"]


def test_residue_stays_silent() -> None:
    for rule in RULES.residue:
        assert not any(rule.pattern.search(text) for text in rule.silent_on)


FORMS = load_rules(FOLDER / "forms.toml", tomllib.loads((FOLDER / "forms.toml").read_text(encoding="utf-8"))["slots"])
SEARCHED = {"form.edit_link", "form.sentence_end", "form.stop", "form.open_end", "form.date_cut", "form.cells"}


@pytest.mark.parametrize("rule", FORMS, ids=lambda rule: rule.id)
def test_forms(rule: Rule) -> None:
    look = rule.pattern.search if rule.id in SEARCHED else rule.pattern.match
    assert all(look(folded(example["text"])) for example in rule.examples)
    assert not any(look(folded(text)) for text in rule.silent_on)
