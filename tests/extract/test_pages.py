"""Whom a page is about, where a body lies, the bench and its court, persons whose names are withheld (Korean)."""

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


def _actors(mention: EventMention) -> list[str]:
    return [actor.entity.surface for actor in mention.actors]


def test_who_acts_without_a_name_is_the_person_of_the_page(resources: Resources) -> None:
    text = (
        "홍길수(1876~1949 서울 출신)\n\n1893년 서당에 입학하여 접장이 되었다. 이듬해 김동해를 만났다.\n\n"
        "1919년 상하이로 망명하였다."
    )
    found = _told(text, resources)
    assert [_actors(m)[0] for m in found] == ["홍길수"] * len(found)
    assert len(found) >= 4


def test_what_befalls_the_body_of_a_page_befalls_it_where_it_lies(resources: Resources) -> None:
    text = (
        "개령초등학교\n\n개령초등학교는 경상북도 김천시 개령면에 있는 공립 초등학교다.\n\n"
        "1912년 4월 1일 개령공립보통학교로 승격하였다."
    )
    (mention,) = _told(text, resources)
    assert _actors(mention) == ["개령초등학교"]
    assert mention.place is not None
    assert mention.place.surface == "김천시"


def test_persons_whose_names_are_withheld_and_the_bench_of_a_court(resources: Resources) -> None:
    text = "2025년 3월 4일 인천지법은 A(30대)씨에게 징역 1년을 선고했다. 재판부는 B씨에게 벌금을 선고했다."
    first, second = _told(text, resources)
    assert _actors(first) == ["인천지법", "A(30대)씨"]
    assert _actors(second) == ["재판부", "B씨"]
    assert first.actors[0].entity.entity_id == second.actors[0].entity.entity_id


@pytest.mark.parametrize("title", ["홍길수 기자", "홍길수 시장, 다리 개통식 참석"])
def test_a_line_that_says_more_than_a_name_is_no_title_of_a_page(title: str, resources: Resources) -> None:
    found = _told(f"{title}\n\n1912년 4월 1일 다리를 철거하였다.", resources)
    assert all("홍길수" not in " ".join(_actors(m)) for m in found if m.span.start > len(title))
