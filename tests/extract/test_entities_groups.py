"""Groups of people and unnamed bodies of a state, in three languages and both Chinese scripts."""

from __future__ import annotations

import pytest

from pipeline.lexicon.groups import Groups
from pipeline.resources import Resources
from tests.extract.names import labels, names


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("베트남 선원 3명이 구조됐다.", "베트남 선원", "Vietnamese sailors"),
        ("폴란드 농민들이 길을 막았다.", "폴란드 농민들", "Polish farmers"),
        ("독일인들은 선거를 기다린다.", "독일인들", "German nationals"),
        ("이집트 출신 노동자 두 명이 다쳤다.", "이집트 출신 노동자", "Egyptian workers"),
        ("탈북민 다섯 명이 왔다.", "탈북민", "North Korean defectors"),
        ("북한군 병사 두 명이 넘어왔다.", "북한군 병사", "North Korean troops"),
        ("미군장교 2명이 다쳤다.", "미군장교", "American officers"),
        ("法国农民堵塞了公路。", "法国农民", "French farmers"),
        ("三名菲律賓籍船員獲救。", "菲律賓籍船員", "Filipino sailors"),
        ("意大利人走上街头。", "意大利人", "Italian nationals"),
        ("俄军士兵撤出了村庄。", "俄军士兵", "Russian troops"),
        ("朝鲜军人参加了阅兵。", "朝鲜军人", "North Korean troops"),
        ("Turkish companies won the tender.", "Turkish companies", "Turkish companies"),
        ("Two senior Kenyan diplomats left.", "Kenyan diplomats", "Kenyan diplomats"),
        ("Italians voted on Sunday.", "Italians", "Italian nationals"),
        ("영국 싱크탱크는 보고서를 냈다.", "영국 싱크탱크", "British think tank"),
    ],
)
def test_a_noun_beside_a_state_names_a_group(text: str, surface: str, wanted: str, resources: Resources) -> None:
    assert (surface, wanted) in labels(text, resources)


@pytest.mark.parametrize(
    "text",
    [
        "공장 노동자가 모였다.",
        "工人们回家了。",
        "Workers went home.",
        "中国人民银行降息。",
        "일본인지 알 수 없다.",
        "원산지가 일본인 사과를 골랐다.",
    ],
)
def test_without_a_state_there_is_no_group(text: str, resources: Resources) -> None:
    assert [mention for mention in names(text, resources) if mention.entity_id.startswith("local:group-")] == []


def test_a_compound_gives_one_group_for_each_state(resources: Resources) -> None:
    found = labels("북·러 해커조직이 공격했다.", resources)
    assert found == [("북·러 해커조직", "North Korean hackers"), ("북·러 해커조직", "Russian hackers")]


def test_a_group_has_names_in_each_language_and_its_state(resources: Resources) -> None:
    row = resources.lexicon.row("local:group-sailors-vnm")
    assert row is not None
    assert (row.kind, row.country, row.name_en) == ("group", "VNM", "Vietnamese sailors")
    assert (row.name_ko, row.name_zh_hans, row.name_zh_hant) == ("베트남 선원", "越南船员", "越南船員")


def test_ids_are_read_back(resources: Resources) -> None:
    groups = resources.lexicon.groups
    for kind in groups.kinds.values():
        assert groups.parse(Groups.id(kind, "POL")) == (kind, "POL")
    assert groups.parse("local:sailors-vnm") is None
    assert groups.parse("local:group-nobody-vnm") is None
