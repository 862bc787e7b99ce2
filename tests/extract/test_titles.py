"""Titles of rows: names in each language, right Korean particles, empty slots fall away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import Edtf
from pipeline.extract.event_types import load_event_types
from pipeline.extract.titles import Party, dated, fill, join, particle, titles

TYPES = load_event_types()
PERSON = Party(names={"en": "Ann Lee", "ko": "앤 리", "zh": "李安"}, acts=True)
STATE = Party(names={"en": "Peru", "ko": "페루", "zh": "秘鲁"}, acts=False)


def test_a_visit() -> None:
    place = {"en": "Lima", "ko": "리마", "zh": "利马"}
    assert titles("CONSULT", "visit", [PERSON, STATE], place, Edtf.parse("2019-05-03"), TYPES) == (
        "Visit by Ann Lee to Peru, Lima, 3 May 2019",
        "앤 리의 페루 방문(리마, 2019년 5월 3일)",
        "李安访问秘鲁（利马，2019年5月3日）",
    )


def test_without_names_only_the_kind_is_left() -> None:
    english, korean, chinese = titles("CONSULT", "summit", [], None, Edtf.parse("2019"), TYPES)
    assert (english, korean, chinese) == ("Summit, 2019", "정상회담(2019년)", "首脑会谈（2019年）")


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("김정은", "이/가", "이"),
        ("러시아", "이/가", "가"),
        ("서울", "으로/로", "로"),
        ("평양", "과/와", "과"),
        ("Ann Lee", "과/와", "와"),
    ],
)
def test_particles(word: str, pair: str, expected: str) -> None:
    closed, opened = pair.split("/")
    assert particle(word, closed, opened) == expected


def test_empty_parts_fall_away() -> None:
    assert fill("Visit[ by {a}][ to {b}]", {"a": "", "b": "Peru"}) == "Visit to Peru"
    assert fill("[{a:이/가} ]방문", {"a": "서울", "b": ""}) == "서울이 방문"


def test_many_names_are_counted() -> None:
    assert join(["A", "B", "C", "D", "E"], "en") == "A, B, C and 2 more"
    assert join(["가", "나"], "ko") == "가와 나"


@pytest.mark.parametrize("value", ["2019-05-03", "2019-05", "2019", "2019/2020", "199X", "2019~"])
def test_dates_in_words_keep_the_year(value: str) -> None:
    for language in ("en", "ko", "zh"):
        assert value[:3] in dated(Edtf.parse(value), language)


@given(st.sampled_from(sorted(TYPES.modes)), st.sampled_from(["occurred", "planned", "cancelled", "claimed"]))
def test_every_mode_has_titles_and_a_code(kind: tuple[str, str], status: str) -> None:
    assert all(titles(*kind, [PERSON, STATE], None, None, TYPES))
    code = TYPES.plover(*kind, status)
    assert bool(code) == (kind[0] not in ("STATEMENT", "OTHER"))


@pytest.mark.parametrize(
    ("kind", "mode", "status", "code"),
    [
        ("AGREE", "sign", "occurred", "SUPPORT"),
        ("AGREE", "sign", "planned", "AGREE"),
        ("REQUEST", "invite", "occurred", "AGREE"),
        ("CONSULT", "letter", "occurred", "SUPPORT"),
        ("CONSULT", "visit", "cancelled", "REJECT"),
        ("RETREAT", "withdraw", "planned", "CONCEDE"),
        ("COERCE", "sentence", "occurred", "SANCTION"),
        ("STATEMENT", "say", "occurred", ""),
    ],
)
def test_strict_plover(kind: str, mode: str, status: str, code: str) -> None:
    assert TYPES.plover(kind, mode, status) == code
