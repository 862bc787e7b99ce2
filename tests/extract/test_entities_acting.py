"""Bodies that no table holds, as subjects of Korean sentences."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.names import names


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("감찰단이 3일 창고를 조사했다.", "감찰단"),
        ("국경수비군은 4일 다리를 점령했다.", "국경수비군"),
        ("해난구호대도 5일 배를 찾았다.", "해난구호대"),
        ("당국은 6일 대피령을 내렸다.", "당국"),
    ],
)
def test_a_word_that_ends_as_bodies_do_is_one_as_subject(text: str, surface: str, resources: Resources) -> None:
    assert [(mention.surface, mention.kind) for mention in names(text, resources)] == [(surface, "org")]


@pytest.mark.parametrize("text", ["젊은세대가 떠났다.", "주민 대다수는 감찰단을 모른다.", "대표단이 도착했다."])
def test_other_words_and_places_in_a_sentence_are_none(text: str, resources: Resources) -> None:
    assert names(text, resources) == ()
