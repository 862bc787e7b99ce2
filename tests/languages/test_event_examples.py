"""Every example of the event rules of every language: triggers, clauses, status, citations, retyping, quantities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.extract import attribution, events, frames, status
from pipeline.extract.clauses import content_of, split
from pipeline.extract.draft import Draft
from pipeline.extract.event_rules import EventRules
from pipeline.extract.event_types import load_event_types
from pipeline.extract.passage import Passage
from pipeline.extract.quantities import find as find_quantities
from pipeline.extract.quantity_rules import example_of
from pipeline.extract.titles import Party, Setting, titles
from pipeline.extract.triggers import TriggerRule
from pipeline.extract.unlisted import unlisted
from pipeline.resources import Resources
from pipeline.rules import Rule
from pipeline.settings import Settings
from tests.extract.told import passage_of, reading_of

RESOURCES = Resources(Settings())
TAGS = {code: language.tags[0] for code, language in RESOURCES.languages.items()}
TYPES = load_event_types()


def rules_of(code: str) -> EventRules:
    return RESOURCES.event_rules(code)


def cases(table: str) -> Iterator[object]:
    for code in RESOURCES.languages:
        yield from (pytest.param(code, rule, id=rule.id) for rule in getattr(rules_of(code), table))


def triggers() -> Iterator[object]:
    for code in RESOURCES.languages:
        yield from (pytest.param(code, rule, id=rule.id) for rule in rules_of(code).lexis.rules)


def passage(text: str, code: str) -> Passage:
    return passage_of(text, TAGS[code], RESOURCES)


def draft_at(sentence: Passage, trigger: str) -> Draft:
    """A draft of the whole sentence whose trigger starts with ``trigger``."""
    for hit in sentence.hits:
        if sentence.text[hit.start : hit.end].startswith(trigger) or trigger.startswith(
            sentence.text[hit.start : hit.end]
        ):
            return Draft(start=0, end=sentence.core[1], hit=hit, kind="content", rule="test@1")
    raise AssertionError(f"no trigger {trigger} in {sentence.text}")


@pytest.mark.parametrize(("code", "rule"), list(triggers()))
def test_trigger(code: str, rule: TriggerRule) -> None:
    assert (rule.type, rule.mode) in TYPES.modes
    for example in rule.examples:
        sentence = passage(example["text"], code)
        found = [(hit.rule.type, sentence.text[hit.start : hit.end]) for hit in sentence.hits]
        assert any(kind == example["type"] and example["trigger"] in text for kind, text in found), (example, found)
    for text in rule.silent_on:
        assert rule.id not in [hit.rule.id for hit in passage(text, code).hits], text


@pytest.mark.parametrize(("code", "rule"), list(cases("clauses")))
def test_clause(code: str, rule: Rule) -> None:
    for example in rule.examples:
        sentence = passage(example["text"], code)
        clauses = split(sentence)
        assert rule.name in [clause.rule for clause in clauses], [sentence.text[c.start : c.end] for c in clauses]
        parts = [sentence.text[c.start : c.end].strip(" ,;") for c in clauses]
        assert parts == [cut.strip(" ,;") for cut in example["cuts"]]
    for text in rule.silent_on:
        assert rule.name not in [clause.rule for clause in split(passage(text, code))], text


@pytest.mark.parametrize(("code", "rule"), list(cases("status")))
def test_status(code: str, rule: Rule) -> None:
    for example in rule.examples:
        sentence = passage(example["text"], code)
        sentence = replace(sentence, block=replace(sentence.block, kind=example.get("block", "paragraph")))
        assert status.status_of(sentence, draft_at(sentence, example["trigger"]))[0] == example["status"], example


@pytest.mark.parametrize(("code", "rule"), list(cases("attribution")))
def test_attribution(code: str, rule: Rule) -> None:
    for example in rule.examples:
        match = rule.pattern.search(passage(example["text"], code).key)
        assert match is not None, example
        assert match["who"].strip() == example["who"]


@pytest.mark.parametrize(("code", "rule"), list(cases("retype")))
def test_retype(code: str, rule: Rule) -> None:
    assert (rule.fields["type"], rule.fields["mode"]) in TYPES.modes
    for example in rule.examples:
        assert rule.pattern.search(passage(example["text"], code).key), example
    for text in rule.silent_on:
        assert not rule.pattern.search(passage(text, code).key), text


@pytest.mark.parametrize(("code", "rule"), list(cases("features")))
def test_feature(code: str, rule: Rule) -> None:
    assert isinstance(rule.fields["weight"], float)
    for example in rule.examples:
        assert rule.pattern.search(passage(example["text"], code).key), example
    for text in rule.silent_on:
        assert not rule.pattern.search(passage(text, code).key), text


@pytest.mark.parametrize(("code", "rule"), list(cases("particles")))
def test_particle(code: str, rule: Rule) -> None:
    known = set().union(*frames.FRAMES.values()) | {"at", "from", "aside"}
    assert rule.fields["role"] in known
    for example in rule.examples:
        key = passage(example["text"], code).key
        at = key.index(example["after"])
        if rule.fields.get("before"):
            assert rule.pattern.search(key[:at]), example
        else:
            assert rule.pattern.match(key, at + len(example["after"])), example


@pytest.mark.parametrize(("code", "rule"), list(cases("quotes")))
def test_quote(code: str, rule: Rule) -> None:
    for example in rule.examples:
        sentence = passage(example["text"], code)
        assert rule.pattern.search(sentence.key), example
        if sentence.rules.final:
            content = content_of(sentence, split(sentence)[-1])
            assert content is not None
            assert sentence.text[content[0] : content[1]].endswith(example["content"])


@pytest.mark.parametrize("code", list(RESOURCES.languages))
def test_quantities(code: str) -> None:
    for example in RESOURCES.quantity_rules(code).examples:
        found = find_quantities(reading_of(example["text"], TAGS[code], RESOURCES), RESOURCES)
        assert example_of(example, found), (example, found)


@pytest.mark.parametrize("row", [row for row in TYPES.modes.values() if "examples" in row])
def test_title(row: dict[str, object]) -> None:
    examples = row["examples"]
    assert isinstance(examples, list)
    for example in examples:
        actors = [Party(names=dict.fromkeys(("en", "ko", "zh"), name), acts=True) for name in example.get("a", ())]
        actors += [Party(names=dict.fromkeys(("en", "ko", "zh"), name), acts=False) for name in example.get("b", ())]
        made = titles(str(row["type"]), str(row["mode"]), actors, Setting(), TYPES)
        assert made == (example["en"], example["ko"], example["zh"])


def test_every_draft_lies_in_its_sentence() -> None:
    for code in RESOURCES.languages:
        for rule in rules_of(code).lexis.rules:
            for example in rule.examples:
                sentence = passage(example["text"], code)
                for draft in events.drafts(sentence):
                    assert 0 <= draft.start <= draft.hit.start < draft.hit.end <= draft.end <= len(sentence.text)
                    assert attribution.attribution_of(sentence, draft)[1] in sentence.text


def unlisted_rules() -> Iterator[object]:
    for code in RESOURCES.languages:
        yield from (pytest.param(code, rule, id=rule.id) for rule, _ in rules_of(code).unlisted)


@pytest.mark.parametrize(("code", "rule"), list(unlisted_rules()))
def test_unlisted(code: str, rule: Rule) -> None:
    for example in rule.examples:
        sentence = passage(example["text"], code)
        hit = unlisted(sentence, 0, len(sentence.text))
        assert hit is not None, example
        assert sentence.text[hit.start : hit.end].endswith(example["verb"]), (example, hit)
    for text in rule.silent_on:
        assert unlisted(passage(text, code), 0, len(text)) is None, text


def test_one_concept_has_one_type_and_mode_in_all_languages() -> None:
    """``ko.other.found``, ``en.other.found``: rules that share the id behind the language mean the same."""
    meant: dict[str, set[tuple[str, str]]] = {}
    for code in RESOURCES.languages:
        for rule in rules_of(code).lexis.rules:
            meant.setdefault(rule.id.partition(".")[2], set()).add((rule.type, rule.mode))
    assert {concept: found for concept, found in meant.items() if len(found) > 1} == {}
