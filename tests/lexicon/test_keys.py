"""Keys: folding to one form, and the way back to the text as stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.keys import Folding

FOLDING = Folding()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("弗拉基米爾·普京", "弗拉基米尔普京"),
        ("조선 로동당", "조선로동당"),
        ("북·러", "북러"),
        ("Ｋｉｍ　Jong-un", "kim jong un"),
        ("KIM  JONG UN", "Kim Jong Un"),
        ("俄羅斯", "俄罗斯"),
    ],
)
def test_forms_of_one_name_share_a_key(one: str, other: str) -> None:
    assert FOLDING.key(one) == FOLDING.key(other)


def test_words_of_latin_script_stay_apart() -> None:
    assert FOLDING.key("North Korea") != FOLDING.key("NorthKorea")


def test_a_paragraph_break_is_no_gap() -> None:
    assert "조선로동당" not in FOLDING.fold("조선\n\n로동당").text


@given(st.text(alphabet="가나 北韓·-Aé1\n　Ｋ\U00020000", max_size=40))
def test_every_stretch_of_a_key_maps_back_into_the_text(text: str) -> None:
    key = FOLDING.fold(text)
    places = [key.source(at, at + 1) for at in range(len(key.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert [start for start, _ in places] == sorted(start for start, _ in places)


def test_many_keys_at_once_are_the_same_as_one_by_one() -> None:
    names = ["북·러", "Kim Jong-un", "聯合國", " 유엔 ", "Saint-Denis"]
    assert FOLDING.keys([name.strip() for name in names]) == [FOLDING.key(name) for name in names]
