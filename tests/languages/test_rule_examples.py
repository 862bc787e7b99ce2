"""Every example of every rule file gives what it says, and on every counter-example the rule stays silent.

A stage plugs in with one function that yields (rule, check): ``STAGES`` lists them. New languages are found by
themselves, since the rules come from the languages that the settings name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from pipeline.extract.dates import describe, find_in
from pipeline.model import TimeExpression
from pipeline.resources import Resources
from pipeline.rules import Rule
from pipeline.settings import Settings

Check = Callable[[], None]
RESOURCES = Resources(Settings())


def dates() -> Iterator[tuple[Rule, Check]]:
    """``time.toml``: an example has the span and, in words, what the expression says."""
    for code, rules in RESOURCES.time_rules.items():
        yield from ((rule.rule, partial(_dates, code, rule.rule)) for rule in rules)


def _dates(code: str, rule: Rule) -> None:
    for example in rule.examples:
        text: Any = example["text"]
        said = [(e.span.of(text), describe(e)) for e in find_in(text, code, RESOURCES)]
        assert (example["span"], example["gives"]) in said, (text, said)
    blocks = str(rule.value).startswith("none")
    for text in rule.silent_on:
        told = [e for e in find_in(text, code, RESOURCES) if _told(e)]
        found = [e.span.of(text) for e in told if blocks or e.rule == rule.name]
        assert not found, (text, found)


def _told(expression: TimeExpression) -> bool:
    return expression.kind in ("date", "range", "clock")


STAGES: tuple[Callable[[], Iterator[tuple[Rule, Check]]], ...] = (dates,)


def _cases() -> Iterator[Any]:
    for stage in STAGES:
        yield from (pytest.param(check, id=rule.name) for rule, check in stage())


@pytest.mark.parametrize("check", list(_cases()))
def test_examples_of_a_rule(check: Check) -> None:
    check()
