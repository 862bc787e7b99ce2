"""Korean happenings whose verb no list holds: in chains of clauses, in lives, in terse reports, under headlines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.resources import Resources
from tests.extract.told import mentions_of, reading_of, told

SAID = "2024-05-20"


def _triggers(text: str, resources: Resources, published: str = "") -> list[tuple[str, str]]:
    mentions = told(text, "ko", resources, published)
    return [(text[m.trigger.start : m.trigger.end], str(m.time.date)) for m in mentions]


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("그는 1921년 벗들과 학교를 설립하여 한글 교육을 실시하였다.", ["설립", "실시"]),
        ("그는 1932년 조합장을 맡아 마을의 살림을 위해 노력하였다.", ["맡아", "노력하였"]),
        ("그는 1920년 청년회를 조직하고 서기를 맡았다.", ["조직하고", "맡았"]),
        ("그는 6월 19일 헌병에게 체포되어 옥고를 치렀다.", ["체포", "옥고를 치"]),
        ("1918년 8월 협회가 조직되자 1919년 2월 그는 먼 섬에 파견되었다.", ["조직되자", "파견"]),
    ],
)
def test_each_clause_of_a_chain_tells_its_deed(text: str, triggers: list[str], resources: Resources) -> None:
    assert [trigger for trigger, _ in _triggers(text, resources, "1940-01-01")] == triggers


def test_manner_and_mood_are_no_deeds_of_their_own(resources: Resources) -> None:
    assert len(_triggers("위원장은 5월 7일 대표와 산책하며 대화했다.", resources, SAID)) == 1
    assert len(_triggers("두 정상은 5월 7일 축전을 교환하며 협력 의지를 다졌다.", resources, SAID)) == 1
    assert len(_triggers("정부는 5월 7일 이웃에 쌀을 요청했지만 실패하였다.", resources, SAID)) == 1


def test_what_a_text_holds_is_no_deed(resources: Resources) -> None:
    assert _triggers("두 나라는 5월 7일 조약에 서명했다. 자동 개입 조항은 빠졌다.", resources, SAID) == [
        ("서명", "2024-05-07")
    ]


def test_means_inside_a_clause_that_modifies_a_noun_belong_to_it(resources: Resources) -> None:
    found = _triggers("경찰은 5월 7일 길을 막고 천막을 설치해 집회를 벌인 간부를 체포했다.", resources, SAID)
    assert "설치해" not in [trigger for trigger, _ in found]


def test_a_clause_may_end_in_its_event_noun(resources: Resources) -> None:
    text = "어선은 3일 오전 남쪽 항구에 입항, 5일 먼바다로 출항했다."
    assert [date for _, date in _triggers(text, resources, SAID)] == ["2024-05-03", "2024-05-05"]


def test_the_edition_behind_a_title_is_none_of_it(resources: Resources) -> None:
    reading = reading_of("산골 다리 붕괴로 최소 26명 사망(종합)", "ko", resources, SAID)
    heading = replace(reading, blocks=(replace(reading.blocks[0], kind="heading"),))
    assert [str(m.time.date) for m in mentions_of(heading, resources)] == [SAID]


def test_ahead_of_a_vote_is_no_plan(resources: Resources) -> None:
    (mention,) = told("그는 2002년 대선을 앞두고 당을 떠났다.", "ko", resources)
    assert (str(mention.time.date), mention.status) == ("2002", "occurred")


def test_what_is_being_looked_into_goes_on(resources: Resources) -> None:
    (mention,) = told("경찰은 5월 3일부터 창고의 장부를 조사 중이다.", "ko", resources, SAID)
    assert mention.status == "ongoing"


def test_a_day_to_come_dates_what_is_said_not_the_saying(resources: Resources) -> None:
    mentions = told("외교부는 오는 23일 협정문을 공개한다고 밝혔다.", "ko", resources, SAID)
    assert ("2024-05-23", "occurred") not in {(str(m.time.date), m.status) for m in mentions}


def test_a_time_of_day_alone_dates_its_clause(resources: Resources) -> None:
    text = (
        "5월 17일 화물선이 남쪽 바다에서 멈췄다. 선장은 오후 1시17분쯤 북쪽 부두에 배를 계류했고, 선원 모두 하선했다."
    )
    assert ("계류했", "2024-05-17") in _triggers(text, resources, SAID)


def test_a_year_to_come_is_not_that_of_a_saying(resources: Resources) -> None:
    text = "연맹은 17일 2025년 국가대표 명단을 발표했다."
    assert _triggers(text, resources, SAID) == [("발표했", "2024-05-17")]


def test_a_postposition_is_no_verb_that_modifies(resources: Resources) -> None:
    text = "이들은 올 1월 19일 시장에 대한 체포영장이 발부되자 시청에 난입했다. 이들은 유리창을 깨뜨렸다."
    assert ("깨뜨렸", "2024-01-19") in _triggers(text, resources, SAID)


def test_the_date_of_what_was_agreed_is_not_that_of_its_signing(resources: Resources) -> None:
    text = "두 장관은 작년 12월 타결한 어업 협상의 합의문서에 서명했다고 외교부가 밝혔다."
    found = _triggers(text, resources, SAID)
    assert ("타결", "2023-12") in found
    assert ("서명", "2023-12") not in found


def test_what_brought_an_accident_about_is_told_beside_it(resources: Resources) -> None:
    mentions = told("2023년 8월 23일 다리가 무너져 두 명이 숨지는 사고가 발생했다.", "ko", resources)
    assert [str(mention.time.date) for mention in mentions] == ["2023-08-23", "2023-08-23"]


def test_a_chain_that_ends_in_what_a_thing_is_tells_each_move(resources: Resources) -> None:
    text = "이 문은 영조 14년(1738)에 언덕 밑으로 옮겼다가 1931년에 강가로 옮긴 것이다."
    assert _triggers(text, resources, "2022-02-19") == [("옮겼", "1738"), ("옮긴", "1931")]


def test_a_year_before_1000_dates_what_was_founded(resources: Resources) -> None:
    text = "이 절은 734년에 한 승려가 창건하였다고 전해지는 오래된 절이다."
    assert _triggers(text, resources, "2022-02-19") == [("창건", "0734")]
    assert not _triggers("다리는 150년에 걸쳐 지었다.", resources)


def test_brackets_that_hold_a_sentence_or_what_happened_tell_it(resources: Resources) -> None:
    text = "마당은 넓고 조용하다(다만 1998년 완공한 돌탑이 문 앞을 가리고 있다)."
    assert _triggers(text, resources, "2022-02-19") == [("완공", "1998")]


def test_names_in_a_row_with_their_years_are_told_one_by_one(resources: Resources) -> None:
    text = "철도는 강남선(1911년), 강북선(1913년), 새벽선(개통 1921년) 등으로 길어졌다."
    found = _triggers(text, resources)
    assert found == [("강남선", "1911"), ("강북선", "1913"), ("새벽선", "1921")]
    assert not _triggers("강남선(1911년)은 짧은 철도다.", resources)


def test_what_someone_is_seen_doing_on_a_day_is_told(resources: Resources) -> None:
    text = "상인들이 지난 4일 남쪽 시장 앞 큰길에서 눈을 쓸고 있다."
    assert _triggers(text, resources, SAID) == [("쓸고 있", "2024-05-04")]


def test_what_was_found_out_of_someone_named_clauses_before_is_told(resources: Resources) -> None:
    text = (
        "20일 경찰에 따르면 창고에서 불이 났다. 그는 통에 담아온 기름을 뿌리고 종이에 불을 붙이려고 한 것으로 확인됐다."
    )
    assert ("확인됐", "2024-05-20") in _triggers(text, resources, SAID)


def test_the_years_of_a_life_in_brackets_tell_a_birth_and_a_death(resources: Resources) -> None:
    text = "빌리 브란트(독일어: Willy Brandt, 1913년 12월 18일 ~ 1992년 10월 8일)는 독일의 정치인이다."
    assert [date for _, date in _triggers(text, resources)] == ["1913-12-18", "1992-10-08"]
    assert not _triggers("빌리 브란트(1957년 ~ 1987년) 전 의장의 책이다.", resources)


def test_a_clause_goes_on_on_the_day_of_the_one_before_it(resources: Resources) -> None:
    text = "의회는 4일 오전 회의를 소집해 전날 밤 시장이 선포한 통금에 대한 해제안을 표결했다."
    assert ("표결했", "2024-05-04") in _triggers(text, resources, "2024-05-04")


def test_a_birth_dates_no_deed_of_who_was_born(resources: Resources) -> None:
    text = "1950년 3월 4일 부산에서 태어난 홍길동은 시장에 당선되었다."
    assert _triggers(text, resources) == [("태어난", "1950-03-04")]
