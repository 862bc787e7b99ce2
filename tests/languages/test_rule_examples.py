"""Every example of every rule file: it gives what it says it gives, and the counter-examples stay silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.extract.dates import describe, find_in
from pipeline.extract.time_rules import TimeRule
from pipeline.resources import Resources
from pipeline.settings import Settings

RESOURCES = Resources(Settings())


def time_rules() -> Iterator[tuple[str, TimeRule]]:
    for code, rules in RESOURCES.time_rules.items():
        yield from ((code, rule) for rule in rules)


@pytest.mark.parametrize(("code", "rule"), [pytest.param(c, r, id=r.rule.id) for c, r in time_rules()])
def test_time_rule(code: str, rule: TimeRule) -> None:
    for example in rule.rule.examples:
        found = find_in(example["text"], code, RESOURCES)
        said = [(expression.span.of(example["text"]), describe(expression)) for expression in found]
        assert (example["span"], example["gives"]) in said, (example["text"], said)
    for text in rule.rule.silent_on:
        found = find_in(text, code, RESOURCES)
        assert [
            e.span.of(text) for e in found if e.kind in ("date", "range", "clock") and e.rule == rule.rule.name
        ] == [], text
