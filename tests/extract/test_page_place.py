"""Where a Korean or Chinese page plays that names hardly another place."""

from __future__ import annotations

import pytest

from pipeline.extract.entity_rows import entity_rows
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


def test_a_sheriff_acts_in_his_county(resources: Resources) -> None:
    assert _places("Verano County Sheriff's Department arrested two men on 4 May 2020.", resources) == ["Verano County"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1938年10月21日,部队攻占鄂城。当日,武汉停电。", "Echeng"),
        ("1938年10月21日,部队攻占鄂城。当日,巴黎、伦敦、柏林发表声明。", ""),
    ],
)
def test_an_unknown_chinese_town_is_spelled_in_a_text_about_china(text: str, label: str, resources: Resources) -> None:
    reading = tokenize(read_text(text, SourceRow(path="a.txt", id="a"), resources), resources)
    found = find_all(reading, resources)
    town = next(m.place for m in found.mentions if m.place is not None and m.place.surface == "鄂城")
    (row,) = entity_rows([town], text, resources.lexicon, found.entities)
    assert row.name_en == label


def test_a_disaster_strikes_the_land_that_it_is_told_of(resources: Resources) -> None:
    text = "2024년 5월 18일 오키나와현에서 산사태가 일어났다. 대만은 태풍의 영향으로 큰 피해를 입었다."
    assert _places(text, resources)[-1] == "대만"


def test_an_address_in_front_of_a_chinese_sentence_is_where_it_happened(resources: Resources) -> None:
    assert _places("2022年7月31日,方城县柳河镇,1名儿童落入水池死亡。", resources) == ["方城县"]


def test_the_town_of_a_described_building_is_where_it_burned(resources: Resources) -> None:
    first, *_ = _places("2024년 5월 18일 청주시 오송읍 가구를 만드는 공장에서 불이 났다. 비가 내렸다.", resources)
    assert first == "청주시"


def test_the_town_of_who_suffers_elsewhere_is_not_where_it_happened(resources: Resources) -> None:
    first, *_ = _places("2024년 5월 18일 청주시 공무원이 만든 배가 몽골 호수에서 뒤집혔다.", resources)
    assert first != "청주시"


def test_the_seat_of_a_body_bears_its_own_name(resources: Resources) -> None:
    text = "2024年5月18日,湖南省方城县人民政府办公室公布名单。次日,3人获救。"
    reading = tokenize(read_text(text, SourceRow(path="a.txt", id="a"), resources), resources)
    found = find_all(reading, resources)
    place = found.mentions[-1].place
    assert place is not None
    (row,) = entity_rows([place], text, resources.lexicon, found.entities)
    assert row.name_en == "Fangcheng County, Hunan"
