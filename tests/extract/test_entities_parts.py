"""Hangul names of several words, found whole and known again by a part."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.names import labels, names


@pytest.mark.parametrize(
    ("text", "surface", "ident"),
    [
        ("마르코 벨라노바 후보가 당선됐다.", "마르코 벨라노바 후보", "local:마르코-벨라노바"),
        ("후벤 파타 델가르트 장군은 제안을 거부했다.", "후벤 파타 델가르트 장군", "local:후벤-파타-델가르트"),
    ],
)
def test_a_name_of_several_words_is_one(text: str, surface: str, ident: str, resources: Resources) -> None:
    assert (surface, ident) in [(mention.surface, mention.entity_id) for mention in names(text, resources)]


def test_the_last_word_alone_is_the_person_named_in_full(resources: Resources) -> None:
    text = "마르코 벨라노바 후보가 당선됐다. 벨라노바 후보는 지지자들에게 감사했다."
    assert {mention.entity_id for mention in names(text, resources)} == {"local:마르코-벨라노바"}


def test_a_part_that_two_persons_share_stays_by_itself(resources: Resources) -> None:
    text = "마르코 벨라노바 후보와 카를라 벨라노바 후보가 맞붙었다. 벨라노바 후보는 이겼다."
    assert "local:벨라노바" in {mention.entity_id for mention in names(text, resources)}


def test_a_profession_beside_a_state_names_nobody(resources: Resources) -> None:
    assert labels("페루 선수가 도착했다.", resources) == [("페루", "Peru")]


def test_a_form_of_address_alone_names_nobody(resources: Resources) -> None:
    found = labels("김민수 씨가 왔다. 법원은 박모(35) 씨에게 벌금을 물렸다.", resources)
    assert "씨" not in [surface for surface, _ in found]
