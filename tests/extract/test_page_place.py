"""Where a Korean or Chinese page plays that names hardly another place."""

from __future__ import annotations

import pytest

from pipeline.extract.stage import find_all
from pipeline.languages.tokens import tokenize
from pipeline.model import EventMention
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources


def _told(text: str, resources: Resources) -> tuple[EventMention, ...]:
    reading = tokenize(read_text(text, SourceRow(path="a.txt", id="a"), resources), resources)
    return find_all(reading, resources).mentions


def _places(text: str, resources: Resources) -> list[str]:
    return [mention.place.surface if mention.place is not None else "" for mention in _told(text, resources)]


FIRE = "2024년 5월 18일 경기도 화성시의 한 가구 공장에서 불이 났다. 소방관들은 창고를 비웠다.\n\n"


def test_what_a_page_with_one_town_tells_without_a_place_happens_there(resources: Resources) -> None:
    *_, last = _told(FIRE + "20일 현장 정밀 감식이 실시됐다.", resources)
    assert last.place is not None
    assert last.place.surface == "화성시"
    assert last.reasons[-1].rule == "place.of_page@1"


def test_a_page_with_two_towns_plays_nowhere(resources: Resources) -> None:
    text = FIRE + "19일 충청북도 청주시에서도 불이 났다.\n\n22일 새 규정이 시행됐다."
    assert _places(text, resources)[-1] == ""


def test_who_speaks_does_not_stand_where_the_page_plays(resources: Resources) -> None:
    assert _places(FIRE + "20일 국무총리는 애도를 표했다.", resources)[-1] == ""


@pytest.mark.parametrize(
    "text",
    [
        "2024年5月18日,方城县公安局接到报警。次日,3名男子被抓获。",
        "新华社长沙2024年5月19日电 方城县人民政府办公室19日通报,18日一艘小船翻沉。次日,3人获救。",
    ],
)
def test_the_county_whose_police_or_authorities_act_is_where_the_page_plays(text: str, resources: Resources) -> None:
    assert _places(text, resources)[-1] == "方城县"


def test_a_part_of_a_town_does_not_stand_against_it(resources: Resources) -> None:
    text = "2024年5月18日,方城县公安局接到报警。方城县城郊镇派出所民警赶到现场。次日,3名男子被抓获。"
    assert _places(text, resources)[-1] == "方城县"


def test_a_regiment_is_no_town(resources: Resources) -> None:
    assert "연대" not in _places("1951년 4월 22일 제7연대 진지가 공격을 받았다.", resources)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("方城县柳河镇", "Liuhe Town, Fangcheng County"),
        ("柳河镇东山村", "Dongshan Village, Liuhe Town"),
        ("湖南省方城县", "Fangcheng County, Hunan"),
        ("方县", "Fang County"),
    ],
)
def test_towns_of_a_county_are_named_from_the_narrow_to_the_wide(name: str, english: str, resources: Resources) -> None:
    assert resources.lexicon.districts.english(name) == english
