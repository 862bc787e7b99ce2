"""Korean events as news, chronicles and lives tell them: what counts, its type, its date, its status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.resources import Resources
from tests.extract.told import mentions_of, reading_of, told

SAID = "2024-05-20"


@pytest.mark.parametrize(
    ("text", "date", "kind"),
    [
        ("법원은 5월 17일 방화범에게 징역 4년을 선고했다.", "2024-05-17", "COERCE"),
        ("법원은 5월 17일 전 군수에게 무죄를 선고했다.", "2024-05-17", "CONCEDE"),
        ("검찰은 5월 17일 전 군수에게 징역 2년을 구형했다.", "2024-05-17", "REQUEST"),
        ("의회는 5월 16일 대통령 탄핵소추안을 가결했다.", "2024-05-16", "SANCTION"),
        ("정부는 2019년 군사 합의 이행을 중단했다.", "2019", "SANCTION"),
        ("정부는 2019년 원유 수출을 막았다.", "2019", "SANCTION"),
        ("장교들이 1974년 9월 쿠데타를 일으켰다.", "1974-09", "COERCE"),
        ("1961년 5월 대통령이 하야했다.", "1961-05", "OTHER"),
        ("우주선이 2014년 11월 혜성에 착륙했다.", "2014-11", "OTHER"),
        ("군은 2014년 11월 탄도미사일 두 발을 발사했다.", "2014-11", "MOBILIZE"),
        ("시장 상인들은 1952년 작은 은행을 설립했다.", "1952", "OTHER"),
        ("이 회사는 1987년 목재 회사를 흡수합병했다.", "1987", "OTHER"),
        ("2014년 그 나라는 반도를 병합했다.", "2014", "COERCE"),
        ("버스와 화물차가 5월 3일 고속도로에서 충돌했다.", "2024-05-03", "OTHER"),
        ("양국 군은 1969년 3월 강가에서 충돌했다.", "1969-03", "ASSAULT"),
        ("소방대는 5월 3일 주민 6명을 구조했다.", "2024-05-03", "AID"),
        ("외교부는 5월 3일 대사를 초치했다.", "2024-05-03", "ACCUSE"),
        ("여당은 5월 3일 인상안에 강력 반발했다.", "2024-05-03", "ACCUSE"),
    ],
)
def test_type_by_the_words_of_the_news(text: str, date: str, kind: str, resources: Resources) -> None:
    (mention,) = told(text, "ko", resources, SAID)
    assert (str(mention.time.date), mention.type) == (date, kind)


def test_an_opening_is_cooperation_between_two_states_only(resources: Resources) -> None:
    (alone,) = told("시는 2010년 4월 새 도서관을 개관했다.", "ko", resources)
    (joint,) = told("한국과 몽골은 2010년 4월 공동 연구소를 개소했다.", "ko", resources)
    assert (alone.type, joint.type) == ("OTHER", "COOPERATE")


@pytest.mark.parametrize("text", ["장관의 6월 방중이 취소됐다.", "장관, 6월 방중 취소"])
def test_what_is_called_off_keeps_its_type(text: str, resources: Resources) -> None:
    (mention,) = told(text, "ko", resources, SAID)
    assert (mention.type, mention.mode, mention.status) == ("CONSULT", "visit", "cancelled")


def test_a_bare_day_behind_the_topic_dates_the_saying(resources: Resources) -> None:
    mentions = told("외교부는 17일 태풍으로 큰 피해를 본 이웃 나라에 쌀을 보냈다고 밝혔다.", "ko", resources, SAID)
    assert [(m.type, str(m.time.date)) for m in mentions] == [("STATEMENT", "2024-05-17")]


def test_the_clause_right_behind_a_date_takes_it_not_the_saying(resources: Resources) -> None:
    mentions = told("지난 7일 경질된 감독의 후임으로 코치를 뽑았다고 협회는 17일 밝혔다.", "ko", resources, SAID)
    assert ("OTHER", "2024-05-07") in [(m.type, str(m.time.date)) for m in mentions]
    assert ("STATEMENT", "2024-05-07") not in [(m.type, str(m.time.date)) for m in mentions]


def test_a_clause_in_front_of_a_date_is_dated_by_it(resources: Resources) -> None:
    text = "그는 시장에게 구속영장이 발부된 1월 19일 법원에 침입했다."
    mentions = told(text, "ko", resources, SAID)
    assert {(m.type, str(m.time.date)) for m in mentions} == {("COERCE", "2024-01-19"), ("ASSAULT", "2024-01-19")}


def test_what_is_agreed_for_a_day_is_planned_and_the_agreement_undated(resources: Resources) -> None:
    mentions = told("통신은 두 나라가 6월 2일 회담을 열기로 합의했다고 17일 보도했다.", "ko", resources, SAID)
    assert ("CONSULT", "2024-06-02", "planned") in [(m.type, str(m.time.date), m.status) for m in mentions]
    assert all(str(m.time.date) != "2024-06-02" for m in mentions if m.type != "CONSULT")


def test_a_treaty_that_is_only_named_is_dated_by_its_signing(resources: Resources) -> None:
    (mention,) = told("이 협정은 2015년 7월, 두 나라가 체결한 통상 협정이다.", "ko", resources)
    assert (mention.type, str(mention.time.date)) == ("AGREE", "2015-07")


def test_a_cross_reference_tells_nothing(resources: Resources) -> None:
    assert told("2018년 정상회담 문단을 참고할 것.", "ko", resources) == []


def test_an_entry_of_a_chronicle_may_open_with_an_equals_sign(resources: Resources) -> None:
    (mention,) = told("2013.4.21 = 부총리, 사당 예방.", "ko", resources)
    assert str(mention.time.date) == "2013-04-21"


def test_a_war_that_ends_is_told_by_its_end(resources: Resources) -> None:
    (mention,) = told("2019년 3월 5일 내전이 종식됐다.", "ko", resources, SAID)
    assert (mention.type, str(mention.time.date)) == ("OTHER", "2019-03-05")


def test_what_befell_a_ruler_and_a_land_is_told_clause_by_clause(resources: Resources) -> None:
    text = "2019년 3월 국왕이 축출되고, 그의 통치가 종식되면서 나라는 군정 아래 놓이게 되었다."
    mentions = told(text, "ko", resources, SAID)
    assert [(m.type, str(m.time.date)) for m in mentions] == [
        ("COERCE", "2019-03"),
        ("OTHER", "2019-03"),
        ("OTHER", "2019-03"),
    ]


def test_a_headline_is_cut_at_its_dots(resources: Resources) -> None:
    mentions = told("시의회, 3일 예산안 가결…시장은 사퇴", "ko", resources, SAID)
    assert [(m.type, m.mode) for m in mentions] == [("AGREE", "adopt"), ("OTHER", "departure")]


def _dates(text: str, resources: Resources, published: str = SAID) -> list[tuple[str, str]]:
    return [(m.type, str(m.time.date)) for m in told(text, "ko", resources, published)]


def test_several_deeds_that_a_speaker_tells_are_one_saying(resources: Resources) -> None:
    text = "경찰서는 도둑을 사기 혐의로 구속하고, 그림 두 점을 찾았다고 2일 밝혔다."
    assert _dates(text, resources) == [("STATEMENT", "2024-05-02")]
    talks = _dates("시장은 5일 총리와 회담하고 협력을 강화했다고 밝혔다.", resources)
    assert talks == [("CONSULT", "2024-05-05"), ("STATEMENT", "2024-05-05")]


@pytest.mark.parametrize(
    "text",
    [
        "협정에 가서명하면 두 나라가 저마다 비준한다.",
        "이후 두 나라가 협정에 서명하게 된다.",
        "이 절차도 보통 석 달이 소요된다.",
        "불이 난 까닭은 아직 알려지지 않았다.",
    ],
)
def test_how_things_go_is_no_news(text: str, resources: Resources) -> None:
    assert _dates(f"시장은 19일 사퇴했다.\n\n{text}", resources) == [("OTHER", "2024-05-19")]


def test_three_died_and_ten_were_hurt_is_one(resources: Resources) -> None:
    assert _dates("19일 3명이 숨지고 10명이 다쳤다.", resources) == [("OTHER", "2024-05-19")]


def test_an_event_named_after_its_year_takes_its_day(resources: Resources) -> None:
    text = "2021년 국경 쿠데타는 2021년 2월 1일 군이 일으킨 쿠데타로, 대통령이 축출됐다.\n\n군은 비상사태를 선포했다."
    dates = [date for _, date in _dates(text, resources, "")]
    assert dates.count("2021") == 1
    assert set(dates) == {"2021", "2021-02-01"}


def test_a_deed_that_is_only_named_again_is_not_told_twice(resources: Resources) -> None:
    text = "2021년 2월 1일 장교들이 쿠데타를 일으켰다.\n\n쿠데타가 일어나고 얼마 뒤 군은 비상사태를 선포했다."
    assert _dates(text, resources, "") == [("COERCE", "2021-02-01"), ("MOBILIZE", "2021-02-01")]


def test_the_scene_of_an_arrest_is_dated_by_it(resources: Resources) -> None:
    text = "경찰은 2일 성과를 알렸다.\n\n경찰은 4월 18일 총책을 체포했다.\n\n체포 현장에서 경찰은 현금을 압수했다."
    assert _dates(text, resources)[-1] == ("COERCE", "2024-04-18")


def test_a_headline_is_cut_at_its_dots_before_a_number(resources: Resources) -> None:
    assert len(_dates("시의회, 3일 협정 타결…5개항 합의서 채택", resources)) == 2


def test_a_quoted_drill_is_the_deed_that_is_carried_out(resources: Resources) -> None:
    assert _dates("두 나라 군은 17일 ‘연합 방어훈련’을 실시했다.", resources) == [("MOBILIZE", "2024-05-17")]


def test_what_was_concluded_at_a_dated_meeting_shares_its_date(resources: Resources) -> None:
    text = "10일 두 나라의 정상회담에서 타결된 통상 협정이 발효되려면 비준을 거쳐야 한다."
    assert {("CONSULT", "2024-05-10"), ("AGREE", "2024-05-10")} <= set(_dates(text, resources))


def test_a_lead_takes_the_day_that_the_text_below_gives_its_deed(resources: Resources) -> None:
    text = "그림 도둑이 경찰에 붙잡혔다.\n\n경찰은 이 소식을 2일 알렸다.\n\n경찰은 4월 18일 도둑을 검거했다."
    reading = reading_of(text, "ko", resources, "2024-05-02")
    blocks = tuple(replace(reading.blocks[0], span=sentence.span) for sentence in reading.sentences)
    sentences = tuple(replace(sentence, block=number) for number, sentence in enumerate(reading.sentences))
    mentions = mentions_of(replace(reading, blocks=blocks, sentences=sentences), resources)
    assert [str(m.time.date) for m in mentions if m.type == "COERCE"] == ["2024-04-18", "2024-04-18"]


def test_a_headline_keeps_the_day_of_a_report_whose_lead_tells_its_deed_on_it(resources: Resources) -> None:
    parts = [
        "국회, 총리 탄핵소추안 가결",
        "국회가 20일 본회의를 열고 총리 탄핵소추안을 가결했다.",
        "앞서 국회는 지난 14일 대통령 탄핵소추안을 가결했다.",
    ]
    reading = reading_of("\n\n".join(parts), "ko", resources, SAID)
    kinds = ("heading", "paragraph", "paragraph")
    blocks = tuple(
        replace(reading.blocks[0], span=s.span, kind=k) for s, k in zip(reading.sentences, kinds, strict=True)
    )
    sentences = tuple(replace(sentence, block=number) for number, sentence in enumerate(reading.sentences))
    mentions = mentions_of(replace(reading, blocks=blocks, sentences=sentences), resources)
    assert [str(m.time.date) for m in mentions if m.type == "SANCTION"] == [SAID, SAID, "2024-05-14"]


def test_this_day_some_sentences_behind_a_day_before_is_that_of_the_report(resources: Resources) -> None:
    before = "의회는 20일 예산안을 의결했다.\n\n여당은 지난 14일 총회를 열었다.\n\n반대가 많았다."
    text = f"{before}\n\n야당은 이날 철회를 촉구했다."
    assert ("REQUEST", SAID) in _dates(text, resources)


@pytest.mark.parametrize("text", ["축구협회 '또 사과'", "시의회, 예산안 가결 ‘찬성 20명’"])
def test_a_headline_may_end_in_quotes(text: str, resources: Resources) -> None:
    reading = reading_of(text, "ko", resources, SAID)
    heading = replace(reading, blocks=(replace(reading.blocks[0], kind="heading"),))
    assert [str(m.time.date) for m in mentions_of(heading, resources)] == [SAID]


def test_of_the_dates_in_a_chain_of_clauses_the_nearest_counts(resources: Resources) -> None:
    text = "그는 1927년 4월 밀명을 받고 벗들과 더불어 1928년 5월 순사에게 체포되었다."
    assert ("COERCE", "1928-05") in _dates(text, resources, "")


def test_this_day_behind_the_day_before_is_the_day_of_the_report(resources: Resources) -> None:
    text = "의회는 20일 예산안을 의결했다.\n\n여당은 전날 총회를 열었다.\n\n야당은 이날 철회를 촉구했다."
    assert ("REQUEST", SAID) in _dates(text, resources)


def test_no_deal_is_a_refusal(resources: Resources) -> None:
    assert _dates("노사는 12일 합의에 이르지 못했다.", resources) == [("REJECT", "2024-05-12")]


@pytest.mark.parametrize(
    "text",
    [
        "리카르도 시장이 16일 시의회 선거 지원 유세 중 괴한에게 피격당했다.",
        "리카르도 시장이 16일 나흘 앞으로 다가온 시의회 선거 지원 유세 도중 괴한에게 피격당했다.",
    ],
)
def test_what_only_says_of_what_kind_the_occasion_is_is_not_told(text: str, resources: Resources) -> None:
    assert [(str(m.time.date), m.type) for m in told(text, "ko", resources, SAID)] == [("2024-05-16", "ASSAULT")]


def test_a_visit_in_whose_course_more_happens_is_told_too(resources: Resources) -> None:
    found = told("총리는 16일 하노이 방문 중 무역 협정에 서명했다.", "ko", resources, SAID)
    assert {(str(m.time.date), m.type) for m in found} == {("2024-05-16", "AGREE"), ("2024-05-16", "CONSULT")}
