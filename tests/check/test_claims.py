"""Facets: every example of facets.toml, and what becomes of different answers."""

from __future__ import annotations

import pytest

from pipeline.check.facets import Facet
from pipeline.check.knowledge import Knowledge
from tests.check.telling import compare, found, tell, values

FACETS = Knowledge().facets


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.id)
def test_examples(facet: Facet) -> None:
    assert facet.examples
    for example in facet.examples:
        assert list(facet.read(example["text"])) == example["gives"], example["text"]


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.id)
def test_wholes_are_values_of_the_facet(facet: Facet) -> None:
    names = {value.name for value in facet.values}
    assert {value.within for value in facet.values} - {""} <= names


def test_freight_and_rail_differ_in_scope() -> None:
    event = [
        tell("a", "화물열차가 다시 다녔다", "2021", type="COOPERATE", language="ko"),
        tell("b", "铁路恢复通车", "2021", type="COOPERATE", language="zh-Hans"),
    ]
    conflict = found(compare(event), "claim")[0]
    assert (conflict.kind, conflict.scope, conflict.severity) == ("scope", "cross_lingual", "low")
    assert values(conflict) == {"rail freight", "rail"}
    assert "what was carried" in conflict.explanation


def test_an_announcement_and_the_deed_contradict() -> None:
    event = [
        tell("a", "The city announced that it would close the port", "2021", type="SANCTION"),
        tell("b", "The city closed the port", "2021", type="SANCTION"),
    ]
    conflict = found(compare(event), "claim")[0]
    assert (conflict.kind, values(conflict)) == ("contradiction", {"announced", "carried out"})


def test_saying_more_of_the_same_is_no_conflict() -> None:
    event = [
        tell("a", "Three died and five were injured", "2021", type="OTHER"),
        tell("b", "Three died", "2021", type="OTHER"),
    ]
    assert found(compare(event), "claim") == []


def test_facets_ask_only_events_of_their_types() -> None:
    event = [tell("a", "The trains met", "2021"), tell("b", "The flights met", "2021")]
    assert found(compare(event), "claim") == []
