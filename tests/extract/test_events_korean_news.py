"""Korean events as wires and lives tell them: citations, headlines, offices, lives in brackets, times of day."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.told import told

SAID = "2024-05-20"


def _rows(text: str, resources: Resources, published: str = SAID) -> list[tuple[str, str]]:
    return [(str(m.time.date), m.type) for m in told(text, "ko", resources, published)]


def test_what_a_dated_citation_passes_on_is_told_no_finer_than_its_month(resources: Resources) -> None:
    text = "17일 로이터통신에 따르면 프랑스 대통령은 독일 총리와 회담했다."
    report, talks = told(text, "ko", resources, SAID)
    assert (report.type, str(report.time.date)) == ("STATEMENT", "2024-05-17")
    assert [actor.entity.surface for actor in report.actors] == ["로이터통신"]
    assert (talks.type, str(talks.time.date)) == ("CONSULT", "2024-05")
    assert [actor.entity.surface for actor in talks.actors] == ["프랑스 대통령", "독일 총리"]


def test_the_verb_behind_a_citation_need_be_on_no_list(resources: Resources) -> None:
    assert _rows("17일 시청에 따르면 구청은 강에 다리를 놓았다.", resources) == [
        ("2024-05-17", "STATEMENT"),
        ("2024-05", "OTHER"),
    ]


def test_an_office_held_over_years_and_what_was_over_before_the_next_deed(resources: Resources) -> None:
    assert _rows("그는 1925년부터 1927년까지 농림대신이었다.", resources, "") == [("1925/1927", "OTHER")]
    assert len(_rows("그는 1906년 가게를 정리한 뒤 학교를 세웠다.", resources, "")) == 2


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("홍길수(洪吉秀 1879∼1940)는 시인이다.", ["1879", "1940"]),
        ("홍길수(洪吉秀, 1879년 3월 2일 ~ 1940년 5월 3일)는 시인이다.", ["1879-03-02", "1940-05-03"]),
        ("박정수 (1962년 3월 4일, 서울특별시 ~ )는 배우이다.", ["1962-03-04"]),
    ],
)
def test_the_life_in_brackets_is_that_of_the_name_before_it(text: str, dates: list[str], resources: Resources) -> None:
    found = told(text, "ko", resources)
    assert [str(mention.time.date) for mention in found] == dates
    assert all(m.actors[0].entity.surface in text[:4] for m in found)


def test_a_time_of_day_stays_on_the_day_the_sentence_before_tells(resources: Resources) -> None:
    text = "전날 오후 7시 항구 앞에서 배가 침몰했다.\n\n뒤이어 오후 8시 섬 앞에서 배 두 척이 충돌했다."
    assert [date for date, _ in _rows(text, resources)] == ["2024-05-19", "2024-05-19"]


def test_the_day_of_a_citation_dates_the_ruling_no_finer_than_its_month(resources: Resources) -> None:
    text = "17일 법조계에 따르면 지방법원은 상인에게 징역 2년을 선고했다.\n\n재판부는 추징금도 선고했다."
    assert [date for date, _ in _rows(text, resources)] == ["2024-05-17", "2024-05", "2024-05"]


def test_a_citation_before_a_day_of_its_own_leaves_that_day(resources: Resources) -> None:
    text = "17일 소방서에 따르면 이날 오전 헛간에서 불이 났다.\n\n소방대는 주민 두 명을 구조했다."
    assert {date for date, _ in _rows(text, resources)} == {"2024-05-17"}


def test_a_story_of_one_day_stays_on_it_beside_wider_dates(resources: Resources) -> None:
    text = (
        "적군은 1951년 4월 22일 4월 공세 계획에 따라 진지를 공격하였다.\n\n"
        "전방 부대는 후방으로 철수하였다.\n\n포병 부대도 강가로 철수하였다."
    )
    assert {date for date, _ in _rows(text, resources, "")} == {"1951-04-22"}


def test_lives_are_told_in_the_present_tense_too(resources: Resources) -> None:
    text = "1959년 첫 시집으로 문학상을 수상한다.\n\n1979년 둘째 시집을 상재하고, 이 시집으로 시인상을 수상한다."
    found = told(text, "ko", resources, SAID)
    assert [str(m.time.date) for m in found] == ["1959", "1979", "1979"]
    assert {m.status for m in found} == {"occurred"}


def test_a_deed_between_the_date_and_a_verb_that_modifies_takes_the_date(resources: Resources) -> None:
    text = "그는 1895년 의병단에 가입하였다.\n\n이듬해 귀국하여 시해당한 왕비의 원수를 갚고자 중위를 살해하였다."
    assert [date for date, _ in _rows(text, resources, "")] == ["1895", "1896", "1896"]


def test_hours_in_a_row_are_items_of_one_verb(resources: Resources) -> None:
    text = "낮 12시에는 강가에서, 오후 1시에는 남쪽 들판, 오후 2시에는 동쪽 야산에서 불이 났다."
    assert len(_rows(text, resources)) == 3


def test_years_before_1000_with_a_month_or_the_blanks_of_a_wiki_link(resources: Resources) -> None:
    assert _rows("734년 5월 왕이 살해되었다.", resources, "")[0][0] == "0734-05"
    assert _rows("734년  에 왕은 부족을 북쪽으로 이주시켰다.", resources, "")[0][0] == "0734"


def test_a_topic_inside_what_is_quoted_is_not_who_says_it(resources: Resources) -> None:
    text = '한도윤 교육상은 3일 새 법을 비판했다.\n\n이어 "모든 책임은 시의회가 져야 한다"고 강조했다.'
    said = told(text, "ko", resources, SAID)[-1]
    assert [(actor.entity.surface, actor.role) for actor in said.actors] == [("한도윤 교육상", "source")]


def test_a_subject_without_its_particle_before_the_day(resources: Resources) -> None:
    said = told("한도윤 교육상 이날 청사에서 필요한 조치를 취하겠다고 밝혔다.", "ko", resources, SAID)[-1]
    assert [(actor.entity.surface, actor.role) for actor in said.actors] == [("한도윤 교육상", "source")]


def test_upon_which_somebody_else_did_something_is_told_beside_the_day(resources: Resources) -> None:
    assert _rows("2021년 3월 7일 시가 동원령을 내리자 상인들은 항의했다.", resources)[-1][0] == "2021-03"
    assert _rows("시위대는 2021년 3월 7일 동원령이 나오자 법원을 공격했다.", resources)[-1][0] == "2021-03-07"


def test_the_day_after_is_no_seal(resources: Resources) -> None:
    text = "다음 날인 5월 3일 작가는 화가와 대담하였다."
    assert _rows(text, resources) == [("2024-05-03", "CONSULT")]


def test_two_deeds_joined_by_a_dot_share_their_verb(resources: Resources) -> None:
    mention = told("북한은 5월 16일 다리를 폭파·철거했다.", "ko", resources, SAID)[0]
    assert (mention.type, [actor.role for actor in mention.actors]) == ("ASSAULT", ["source"])


def test_games_to_come_give_their_year_to_nothing_that_is_over(resources: Resources) -> None:
    text = "정부는 2026 겨울 올림픽에 대표단을 보내지 않겠다고 밝혔다.\n\n4월 3일 두 나라 장관이 만났다."
    assert _rows(text, resources)[-1][0] == "2024-04-03"


def test_a_deed_that_only_says_when_is_not_what_is_told(resources: Resources) -> None:
    (called,) = told("미사일 발사 직후 시장은 구청장 회의를 소집했다.", "ko", resources, SAID)
    assert "발사" not in called.trigger.of("미사일 발사 직후 시장은 구청장 회의를 소집했다.")


def test_the_last_day_of_a_visit_is_no_seal(resources: Resources) -> None:
    rows = _rows(
        "시장은 2024년 5월 2일 수도를 방문했다. 방문 마지막날인 5월 4일 두 시는 공동 발표문을 발표했다.", resources
    )
    assert "AGREE" not in [kind for _, kind in rows]


def test_what_is_being_analysed_is_not_said(resources: Resources) -> None:
    assert "STATEMENT" not in [kind for _, kind in _rows("20일 군 당국이 비행 거리를 정밀 분석 중이다.", resources)]


def test_a_commotion_is_no_riot(resources: Resources) -> None:
    rows = _rows("20일 아파트에서 불이 나 주민 50여명이 대피하는 소동이 벌어졌다.", resources)
    assert [kind for _, kind in rows] == ["OTHER", "OTHER"]


def test_the_land_of_a_town_does_nothing(resources: Resources) -> None:
    (said,) = told("2024년 5월 2일 일본 도쿄에서 학생 600여명이 선언문 발표.", "ko", resources, SAID)
    assert said.actors == ()
    assert said.place is not None
    assert said.place.surface == "도쿄"


def test_nobody_told_of_before_does_what_breaks_out(resources: Resources) -> None:
    text = "김철수 시장은 20일 다리를 열었다.\n\n20일 밤 강변의 한 아파트에서 불이 나 열 명이 다쳤다."
    fire = next(m for m in told(text, "ko", resources, SAID) if m.mode == "disaster")
    assert fire.actors == ()
