"""Tolls: what a figure counts, and how the counts of several texts relate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.check.counted import TollKind
from pipeline.check.knowledge import Knowledge
from pipeline.edtf import Edtf
from pipeline.model import Conflict, Span
from tests.check.telling import Tell, compare, found, tell, values

TOLLS = Knowledge().tolls


@pytest.mark.parametrize("kind", TOLLS.kinds, ids=lambda kind: kind.name)
def test_examples(kind: TollKind) -> None:
    assert kind.examples
    for example in kind.examples:
        start = example["text"].index(example["figure"])
        span = Span(start, start + len(example["figure"]))
        assert TOLLS.counted(example["text"], span) == example["gives"], example["text"]


def fire(doc: str, clause: str, n: float, **more: Any) -> Tell:
    told = {"type": "OTHER", "mode": "disaster", "language": "en"} | more
    return tell(doc, clause, told.pop("date", "2021-05-03"), counts=((n, "people", ""),), **told)


def on(day: str) -> dict[str, Any]:
    return {"published": Edtf(day)}


def told(*events: list[Tell], **days: str) -> list[Conflict]:
    return found(compare(*events, documents={doc: on(day) for doc, day in days.items()}), "quantity")


def test_a_later_count_is_a_revision_whoever_tells_it() -> None:
    event = [fire("a", "A fire killed 12 people", 12), fire("b", "화재로 15명이 숨졌다", 15, language="ko")]
    (conflict,) = told(event, a="2021-05-03", b="2021-05-05")
    assert (conflict.kind, conflict.scope, values(conflict)) == (
        "revision",
        "cross_lingual",
        {"12 people", "15 people"},
    )
    assert "killed" in conflict.explanation
    assert conflict.preferred_value == "15 people"


def test_counts_that_went_on_stand_in_one_row_in_their_order() -> None:
    event = [
        fire("c", "A fire killed 30 people", 30),
        fire("a", "A fire killed 12 people", 12),
        fire("b", "A fire killed 20 people", 20),
        fire("d", "A fire killed 31 people", 31),
    ]
    (conflict,) = told(event, a="2021-05-03", b="2021-05-04", c="2021-05-05", d="2021-05-05")
    assert conflict.kind == "revision"
    assert [value.value for value in conflict.values] == ["12 people", "20 people", "30 people", "31 people"]


def test_two_counts_of_one_day_contradict() -> None:
    event = [fire("a", "A fire killed 12 people", 12), fire("b", "火灾造成30人死亡", 30, language="zh-Hans")]
    assert [c.kind for c in told(event, a="2021-05-23", b="2021-05-23")] == ["contradiction"]
    assert [c.kind for c in told(event, a="2021-05-03", b="2021-05-03")] == ["scope"]


def test_a_count_whose_day_is_not_known_contradicts_none() -> None:
    event = [fire("a", "A fire killed 12 people", 12), fire("b", "A fire killed 30 people", 30)]
    assert [c.kind for c in told(event, a="2021-05-03")] == ["scope"]


def test_the_dead_are_not_set_against_the_hurt() -> None:
    event = [fire("a", "A fire killed 12 people", 12), fire("b", "30 people were injured in the fire", 30)]
    assert told(event, a="2021-05-03", b="2021-05-03") == []


def test_a_statement_tells_the_toll_of_the_happening_before_it() -> None:
    first = [
        fire("a", "A fire killed 12 people", 12),
        tell("b", "Fire broke out", "2021-05-03", type="OTHER", mode="disaster"),
    ]
    said = [fire("b", "The city said 19 people were killed", 19, type="STATEMENT", mode="say", date="2021-05-04")]
    (conflict,) = told(first, said, a="2021-05-03")
    assert (conflict.event_id, conflict.kind) == ("e1", "revision")


def test_a_count_that_goes_on_is_of_the_happening_told_before() -> None:
    first = [fire("a", "A fire killed 12 people", 12), fire("b", "A fire killed 14 people", 14)]
    later = [fire("b", "As of Friday, 20 people were dead in the fire", 20, date="2021-05-07")]
    (conflict,) = told(first, later, a="2021-05-03", b="2021-05-08")
    assert values(conflict) == {"12 people", "20 people"}


def test_another_happening_has_its_own_toll() -> None:
    first = [fire("a", "A fire killed 12 people", 12), fire("b", "A fire killed 12 people", 12)]
    second = [fire("b", "A flood killed 40 people", 40, date="2021-05-09")]
    assert told(first, second, a="2021-05-03", b="2021-05-10") == []


def test_parts_of_a_toll_are_not_compared() -> None:
    event = [fire("a", "A fire killed 12 people", 12), fire("b", "외국인 2명이 숨졌다", 2, language="ko")]
    assert told(event, a="2021-05-03", b="2021-05-03") == []


def test_the_toll_of_an_older_happening_is_recalled() -> None:
    clause = "The worst since the flood of 1999 in which 900 people died"
    recalled = fire("b", clause, 900, type="STATEMENT", mode="say", date="2021-05-04")
    start = tell("b", "Fire broke out", "2021-05-03", type="OTHER", mode="disaster")
    dated = replace(recalled, amounts=(("date", "1999", 0, "day"),), told="1999")
    assert len(told([fire("a", "A fire killed 12 people", 12), start], [recalled], a="2021-05-03")) == 1
    assert told([fire("a", "A fire killed 12 people", 12), start], [dated], a="2021-05-03") == []
