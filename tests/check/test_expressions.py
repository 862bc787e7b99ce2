"""Every example and every ``not`` of expressions.toml."""

from __future__ import annotations

import pytest

from pipeline.check.knowledge import Knowledge
from pipeline.check.ranks import number
from pipeline.check.tallies import tallies
from pipeline.rules import Rule

KNOWN = Knowledge()


@pytest.mark.parametrize("rule", KNOWN.expressions, ids=lambda rule: rule.id)
def test_rule(rule: Rule) -> None:
    for example in rule.examples:
        match = rule.pattern.search(example["text"])
        assert match, example["text"]
        assert number(rule, match.groupdict(), KNOWN) == example["n"]
    for text in rule.silent_on:
        assert not rule.pattern.search(text), text


@pytest.mark.parametrize("rule", KNOWN.parts, ids=lambda rule: rule.id)
def test_words_beside_a_part(rule: Rule) -> None:
    assert rule.value in ("before", "behind")
    assert all(rule.pattern.search(example["text"]) for example in rule.examples)
    assert not any(rule.pattern.search(text) for text in rule.silent_on)


def test_weekdays_beside_a_date() -> None:
    before, after = KNOWN.weekday_beside
    assert before.search("on Monday, ")
    assert after.search("(수) 열렸다")
    assert after.search("（星期三）举行")
    assert after.search("수요일에 열렸다")
    assert not after.search("일본에서 열렸다")
    assert not after.search(" Sunshine")


def test_headlines_that_count() -> None:
    for example in KNOWN.tally.examples:
        found = [[name, stated] for name, stated, _ in tallies(example["text"], KNOWN)]
        assert found == example["gives"], example["text"]
