"""Patterns of the event and date stages on text made to keep them busy: no step may try every way to cut it."""

from __future__ import annotations

from time import process_time

import pytest

from pipeline.resources import Resources

SECONDS = 1.0


@pytest.mark.parametrize("text", ["在与对向和跟为以就" * 12 + "者", "从2019年5月" * 20 + "x", "后前于在" * 30 + "。"])
def test_what_may_stand_before_a_chinese_verb(text: str, resources: Resources) -> None:
    started = process_time()
    resources.event_rules("zh").said("elided", text, how="fullmatch")
    assert process_time() - started < SECONDS


@pytest.mark.parametrize("text", ["가" * 400, "가나다 " * 100, " 가나다라마바사" * 50])
def test_cues_around_a_korean_date(text: str, resources: Resources) -> None:
    started = process_time()
    for where in ("before", "after", "ahead", "behind"):
        for rule in resources.time_cues["ko"].rules(where):
            rule.pattern.match(text)
            rule.pattern.search(text)
    assert process_time() - started < SECONDS
