"""Totals against their parts, growth against its figures; every rule of both by its examples."""

from __future__ import annotations

import re

import pytest

from pipeline.check.knowledge import Knowledge
from pipeline.check.records import Growth
from pipeline.model import Conflict, Span
from pipeline.rules import Rule
from tests.check.telling import compare, tell

KNOWN = Knowledge()


def told(clause: str, *counts: float) -> list[Conflict]:
    one = tell("a", clause, "2021-05-03", type="OTHER", counts=tuple((n, "people", "") for n in counts))
    return [c for c in compare([one]).conflicts if c.kind == "arithmetic"]


def test_a_total_behind_its_parts() -> None:
    assert told("5 died and 3 were hurt, for a total of 8", 5, 3, 8) == []
    wrong = told("5 died and 3 were hurt, for a total of 9", 5, 3, 9)[0]
    assert (wrong.field, wrong.severity) == ("quantity", "medium")
    assert {value.value for value in wrong.values} == {"9 people", "5 people + 3 people"}


def test_including_lets_parts_be_fewer_but_not_more() -> None:
    assert told("사망 5명, 부상 3명 등 총 10명", 5, 3, 10) == []
    assert len(told("사망 5명, 부상 3명 등 총 7명", 5, 3, 7)) == 1


@pytest.mark.parametrize(
    "clause", ["사상자 225명(사망 149명, 부상 76명)", "伤亡225人（死149人，伤76人）", "225 (149 dead, 76 hurt)"]
)
def test_a_bracket_that_lists_parts(clause: str) -> None:
    assert told(clause, 225, 149, 76) == []
    assert len(told(clause.replace("225", "205"), 205, 149, 76)) == 1


def test_one_figure_in_a_bracket_is_no_list_of_parts() -> None:
    assert told("사망자 154명(외국인 260명)에서 늘었다", 154, 260) == []


def test_growth_that_does_not_fit_its_figures() -> None:
    assert told("doubled from 20 to 41", 20, 41) == []
    assert len(told("doubled from 20 to 90", 20, 90)) == 1
    assert told("20에서 30으로 50% 늘었다", 20, 30) == []
    assert len(told("20에서 30으로 90% 늘었다", 20, 30)) == 1


def test_times_more_and_times_as_much_are_both_read() -> None:
    assert told("20增至60,增长两倍", 20, 60) == []
    assert told("20增至40,增长两倍", 20, 40) == []
    assert len(told("20增至200,增长两倍", 20, 200)) == 1


@pytest.mark.parametrize("rule", KNOWN.sums, ids=lambda rule: rule.id)
def test_words_of_a_total(rule: Rule) -> None:
    for example in rule.examples:
        assert rule.pattern.search(example["text"]), example
    for text in rule.silent_on:
        assert not rule.pattern.search(text), text


@pytest.mark.parametrize("growth", KNOWN.growths, ids=lambda growth: growth.id)
def test_words_of_growth(growth: Growth) -> None:
    for example in growth.examples:
        text = example["text"]
        old, new = list(re.finditer(r"\d+ ?(?:척|艘|ships)", text))[:2]
        stated = growth.read(text, Span(*old.span()), Span(*new.span()))
        assert stated is not None, text
        assert stated[1] == example["n"]
