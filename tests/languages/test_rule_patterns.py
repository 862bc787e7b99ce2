"""Patterns are compiled when they are used; here all of them are."""

from __future__ import annotations

import gc

from pipeline.patterns import Pattern
from pipeline.resources import Resources
from pipeline.settings import Settings


def test_every_pattern_of_every_rule_file_compiles() -> None:
    resources = Resources(Settings())
    loaded = [resources.time_rules, resources.time_cues, resources.reading, resources.link_patterns]
    loaded += [resources.check_knowledge.sums, *map(resources.event_rules, resources.languages)]
    patterns = [one for one in gc.get_objects() if isinstance(one, Pattern)]
    assert len(patterns) > 1000
    for pattern in patterns:
        assert pattern.compiled, loaded
