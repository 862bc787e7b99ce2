"""Where a Chinese clause puts its happening: the narrower place, the goal of a way, the topic, the scene before."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.told import told


def _place(text: str, resources: Resources) -> str:
    place = told(text, "zh-Hans", resources)[-1].place
    return place.surface if place is not None else ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2019年5月3日,广东省广州市境内发生地震。", "广州市"),
        ("2019年5月3日,警方派人到桃园机场逮捕两人。", "桃园机场"),
        ("1911年6月,成都成立了商会。", "成都"),
    ],
)
def test_the_place_a_clause_names(text: str, place: str, resources: Resources) -> None:
    assert _place(text, resources) == place


def test_what_follows_an_accident_happens_at_its_scene(resources: Resources) -> None:
    assert _place("2019年5月3日,广州发生爆炸,当地电力中断。", resources) == "广州"


def test_who_speaks_does_not_stand_at_the_scene(resources: Resources) -> None:
    assert _place("2019年5月3日,广州发生爆炸。\n\n总统当天表示哀悼。", resources) == ""


@pytest.mark.parametrize("text", ["1955年他回国从事英国文学研究。", "2023年,球队在泰国公开赛夺冠。"])
def test_a_land_that_only_describes_is_no_place(text: str, resources: Resources) -> None:
    assert _place(text, resources) == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2019年5月3日,江西新余市渝水区一店铺发生火灾,造成3人遇难。", "新余市渝水区"),
        ("2019年5月3日,高雄警方逮捕了两名男子。", "高雄"),
        ("2019年5月3日,台北地檢署起訴王大明等3人。", "台北"),
        ("2019年5月3日,市民團體在台灣立法院外抗議。", "台灣立法院"),
    ],
)
def test_districts_and_bodies_say_where(text: str, place: str, resources: Resources) -> None:
    assert _place(text, resources) == place


def test_one_deed_of_force_follows_another_at_its_place(resources: Resources) -> None:
    assert _place("2019年5月3日,警方在高雄逮捕2人。\n\n军队随后拘留了5名示威者。", resources) == "高雄"


def test_a_district_does_not_begin_with_the_word_that_joins_it(resources: Resources) -> None:
    mention = told("2021年5月3日,四川西北部藏区的马尔康县发生火灾。", "zh", resources)[0]
    assert mention.place is not None
    assert mention.place.surface == "马尔康县"
