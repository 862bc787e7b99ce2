"""Titles of rows: names in each language, right Korean particles, empty slots fall away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import Edtf
from pipeline.extract.event_types import load_event_types
from pipeline.extract.titles import Party, Setting, fill, join, names_of, particle, titles
from pipeline.model import Entity

TYPES = load_event_types()
PERSON = Party(names={"en": "Ann Lee", "ko": "앤 리", "zh": "李安"}, acts=True)
STATE = Party(names={"en": "Peru", "ko": "페루", "zh": "秘鲁"}, acts=False)


def test_a_visit() -> None:
    place = {"en": "Lima", "ko": "리마", "zh": "利马"}
    assert titles("CONSULT", "visit", [PERSON, STATE], Setting(place=place, date=Edtf.parse("2019-05-03")), TYPES) == (
        "Visit by Ann Lee to Peru, Lima, 3 May 2019",
        "앤 리의 페루 방문(리마, 2019년 5월 3일)",
        "李安访问秘鲁（利马，2019年5月3日）",
    )


def test_a_place_without_a_chinese_name_stands_in_latin_letters_or_not_at_all() -> None:
    latin, hangul = ({"en": name, "ko": "가람골", "zh": name or "가람골"} for name in ("Garamgol", ""))
    setting = [Setting(place=place, date=Edtf.parse("2019")) for place in (latin, hangul)]
    assert [titles("CONSULT", "summit", [], one, TYPES)[2] for one in setting] == [
        "首脑会谈（Garamgol，2019年）",
        "首脑会谈（2019年）",
    ]


def test_a_disaster_is_named_by_what_it_is() -> None:
    place = {"en": "Lima", "ko": "리마", "zh": "利马"}
    core = {"en": "earthquake", "ko": "지진", "zh": "地震"}
    there = Setting(place=place, core=core, about={"en": ["bridge"]}, date=Edtf.parse("2019"))
    assert titles("OTHER", "disaster", [STATE], there, TYPES) == (
        "Earthquake: bridge, Lima, 2019",
        "지진(리마, 2019년)",
        "地震（利马，2019年）",
    )
    assert titles("OTHER", "disaster", [STATE], Setting(core=core), TYPES)[0] == "Earthquake, Peru"


def test_a_shipwreck_goes_by_the_name_of_the_ship() -> None:
    ship = Party(names={"en": "Wind", "ko": "바람호", "zh": "海风"}, acts=False, thing=True)
    place = {"en": "Lima", "ko": "리마", "zh": "利马"}
    core = {"en": "shipwreck", "ko": "침몰", "zh": "沉没"}
    setting = Setting(place=place, core=core, about={"en": ["ferry"]}, date=Edtf.parse("2019"))
    assert titles("OTHER", "disaster", [ship], setting, TYPES) == (
        "Shipwreck: Wind, Lima, 2019",
        "침몰: 바람호(리마, 2019년)",
        "沉没：海风（利马，2019年）",
    )


def test_a_party_without_a_name_in_the_language_leaves_no_gap() -> None:
    nameless = Party(names={"en": "", "ko": "가람", "zh": "가람"}, acts=True)
    assert titles("CONSULT", "talks", [PERSON, nameless], Setting(), TYPES)[0] == "Talks with Ann Lee"


def test_without_names_only_the_kind_is_left() -> None:
    english, korean, chinese = titles("CONSULT", "summit", [], Setting(date=Edtf.parse("2019")), TYPES)
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


ABOUT = {"en": ["railway", "bridge", "port"], "ko": ["철도", "교량", "항구"], "zh": ["铁路", "桥梁", "港口"]}


def test_two_things_at_most_say_what_it_is_about() -> None:
    assert titles("COOPERATE", "project", [PERSON], Setting(about=ABOUT), TYPES) == (
        "Project of Ann Lee: railway, bridge",
        "앤 리의 사업: 철도, 교량",
        "李安合作项目：铁路，桥梁",
    )


def test_a_second_colon_is_a_comma() -> None:
    english, _, _ = titles("OTHER", "closure", [STATE], Setting(about=ABOUT), TYPES)
    assert english == "Closure or suspension: Peru, railway, bridge"


def test_a_kind_that_says_nothing_shows_the_word_of_the_text() -> None:
    setting = Setting(trigger={"ko": "출범했"}, date=Edtf.parse("2019"))
    assert titles("OTHER", "other", [], setting, TYPES) == ("Event, 2019", "사건: 출범(2019년)", "事件（2019年）")


def test_one_party_alone_is_between_nobody() -> None:
    assert titles("CONSULT", "talks", [PERSON], Setting(), TYPES)[0] == "Talks with Ann Lee"


def test_english_titles_hold_latin_names_only() -> None:
    named = names_of(Entity(id="local:x", kind="person", name_ko="홍길동"))
    assert (named["en"], named["ko"], named["zh"]) == ("", "홍길동", "홍길동")


@given(st.sampled_from(sorted(TYPES.modes)), st.sampled_from(["occurred", "planned", "cancelled", "claimed"]))
def test_every_mode_has_titles_and_a_code(kind: tuple[str, str], status: str) -> None:
    assert all(titles(*kind, [PERSON, STATE], Setting(), TYPES))
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
