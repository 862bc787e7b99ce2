"""Where Korean reports of disasters and elections put what they tell."""

from __future__ import annotations

from dataclasses import replace

from pipeline.resources import Resources
from tests.extract.told import mentions_of, reading_of, told

SAID = "2024-05-20"


def _places(text: str, resources: Resources) -> list[str]:
    return [m.place.surface if m.place is not None else "" for m in told(text, "ko", resources, SAID)]


def test_what_came_of_a_disaster_took_place_where_it_struck(resources: Resources) -> None:
    text = "5월 18일 몽골 울란바토르에서 열차가 탈선해 2명이 숨졌다. 소방대는 승객 40명을 구조했다."
    assert set(_places(text, resources)) == {"울란바토르"}


def test_an_election_takes_place_in_the_land_that_is_named(resources: Resources) -> None:
    assert _places("5월 18일 몽골 총선에서 야당 후보가 당선됐다.", resources) == ["몽골"]


def test_a_headline_opens_with_the_land_that_a_disaster_befalls(resources: Resources) -> None:
    reading = reading_of("몽골, 다리 붕괴로 20명 사망", "ko", resources, SAID)
    heading = replace(reading, blocks=(replace(reading.blocks[0], kind="heading"),))
    assert {m.place.surface for m in mentions_of(heading, resources) if m.place is not None} == {"몽골"}


def test_an_office_that_an_election_is_for_is_nobody(resources: Resources) -> None:
    (mention,) = told("5월 18일 몽골 대통령 선거에서 야당 후보가 당선됐다.", "ko", resources, SAID)
    assert mention.place is not None
    assert mention.place.surface == "몽골"


def test_the_one_place_of_a_clause_is_where_its_deed_was_done(resources: Resources) -> None:
    assert _places("5월 18일 화물선이 인천항을 떠났다.", resources) == ["인천항"]


def test_a_court_judges_where_its_name_says(resources: Resources) -> None:
    assert _places("5월 18일 부산지법은 선장에게 징역 2년을 선고했다.", resources) == ["부산"]


def test_degrees_of_longitude_are_no_town(resources: Resources) -> None:
    assert _places("5월 18일 배가 동경 124.1도를 지나갔다.", resources) == [""]
