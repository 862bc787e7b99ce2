"""Sister events of one story, told in several languages: what is one row and what is not."""

from dataclasses import replace

import pytest

from pipeline.model import Span
from pipeline.reconcile import reconcile
from tests.reconcile.mentions import extraction, mention


@pytest.fixture
def rows_of(resources):
    """The rows, as sets of mention names, that (name, language, text, trigger, mention fields) lead to."""

    def rows(*told):
        extractions = []
        for name, language, text, trigger, date, kind, mode, actors, more in told:
            at = text.index(trigger)
            made = mention(name, f"doc-{name}", date, kind, mode, actors, language=language, long=len(text), **more)
            made = replace(made, trigger=Span(at, at + len(trigger)))
            extractions.append(extraction(f"doc-{name}", made, text=text))
        linked = reconcile(tuple(extractions), None, (), resources)
        return {frozenset(event.mentions) for event in linked.events}

    return rows


BOTH, AT = "Q1:p Q2:p", {"place": "Q21"}


def test_an_opening_told_a_day_later_is_one_row(rows_of):
    rows = rows_of(
        ("a", "en", "the two opened a liaison office", "opened", "2021-09-13", "COOPERATE", "project", BOTH, AT),
        ("b", "ko", "두 나라는 연락사무소 개소식을 열었다", "열었다", "2021-09-14", "COOPERATE", "", BOTH, AT),
        ("c", "zh", "两国联络办公室揭牌", "揭牌", "2021-09-14", "COOPERATE", "transport", BOTH, AT),
    )
    assert rows == {frozenset("abc")}


def test_two_texts_signed_on_one_day_are_two_rows(rows_of):
    rows = rows_of(
        ("a", "en", "the two signed a joint declaration", "signed", "2021-09-19", "AGREE", "sign", BOTH, AT),
        ("b", "ko", "두 나라는 군사분야 합의서에 서명했다", "서명", "2021-09-19", "AGREE", "sign", BOTH, AT),
        ("c", "zh", "两国签署共同宣言", "签署", "2021-09-19", "AGREE", "sign", BOTH, AT),
    )
    assert rows == {frozenset("ac"), frozenset("b")}


@pytest.mark.parametrize(
    ("language", "arrival", "visit", "triggers"),
    [
        ("en", "North arrived by train.", " North paid a state visit.", ("arrived", "visit")),
        ("ko", "노스가 도착했다.", " 노스는 국빈 방문했다.", ("도착", "방문")),
        ("zh", "诺斯乘专机抵达。", "诺斯进行国事访问。", ("抵达", "访问")),
    ],
)
def test_an_arrival_told_beside_the_visit_is_not_the_visit(language, arrival, visit, triggers, resources):
    text = arrival + visit
    told = []
    for name, at, clause, trigger in zip("ab", (0, len(arrival)), (arrival, visit), triggers, strict=True):
        start = text.index(trigger)
        made = mention(name, "one", "2021-06-20", "CONSULT", "visit", "Q11:s Q2:t", language=language, at=at,
                       long=len(clause), **AT)  # fmt: skip
        told.append(replace(made, trigger=Span(start, start + len(trigger))))
    elsewhere = mention("c", "two", "2021-06-20", "CONSULT", "visit", "Q11:s Q2:t", **AT)
    linked = reconcile((extraction("one", *told, text=text), extraction("two", elsewhere)), None, (), resources)
    assert {frozenset(event.mentions) for event in linked.events} == {frozenset("a"), frozenset("bc")}


def test_a_plan_and_its_deed_are_one_row(rows_of):
    who = "Q11:s Q2:t"
    rows = rows_of(
        ("a", "ko", "오는 18일부터 20일까지 방문할 예정이다", "방문", "2021-09-18/2021-09-20", "CONSULT", "visit", who,
         {**AT, "status": "planned"}),
        ("b", "en", "North visited the port", "visited", "2021-09-18/2021-09-20", "CONSULT", "visit", who, AT),
    )  # fmt: skip
    assert rows == {frozenset("ab")}


def test_one_quake_told_with_other_tolls_and_words_is_one_row(rows_of):
    at = {"place": "Q21"}
    rows = rows_of(
        ("a", "en", "an earthquake shook the port on Monday", "shook", "2021-12-18", "OTHER", "disaster", "", at),
        ("b", "ko", "항구 지진으로 최소 16명 사망", "사망", "2021-12-18", "OTHER", "death", "", at),
        ("c", "zh", "港口强震已致18人遇难", "强震", "2021-12-18", "OTHER", "disaster", "", at),
        ("d", "zh", "港口發生規模6.2強震，深夜居民驚醒", "發生", "2021-12-18", "OTHER", "disaster", "", at),
    )
    assert rows == {frozenset("abcd")}


def test_disasters_of_one_day_in_two_places_are_two_rows(rows_of):
    rows = rows_of(
        ("a", "en", "an earthquake shook the port", "shook", "2021-12-18", "OTHER", "disaster", "", {"place": "Q21"}),
        ("b", "ko", "노를란드 지진으로 16명 사망", "사망", "2021-12-18", "OTHER", "death", "", {"place": "Q1"}),
    )
    assert rows == {frozenset("a"), frozenset("b")}


def test_a_text_signed_once_keeps_its_row_when_a_source_errs_in_the_month(rows_of):
    rows = rows_of(
        ("a", "ko", "두 나라가 2월 9일 체결했다", "체결", "2021-02-09", "AGREE", "sign", BOTH, {}),
        ("b", "zh", "两国6月签署的条约", "签署", "2021-06", "AGREE", "sign", BOTH, {}),
    )
    assert rows == {frozenset("ab")}


def test_two_texts_of_one_year_that_bear_other_names_are_two_rows(rows_of):
    rows = rows_of(
        ("a", "en", "the two signed the hotline deal", "signed", "2021-02-09", "AGREE", "sign", BOTH, {}),
        ("b", "zh", "两国6月签署贸易协议", "签署", "2021-06", "AGREE", "sign", BOTH, {}),
    )
    assert rows == {frozenset("a"), frozenset("b")}


def test_talks_of_the_same_two_in_two_seasons_are_two_rows(rows_of):
    leaders, at = "Q11:p Q12:p", {"place": "Q21"}
    rows = rows_of(
        ("a", "ko", "이튿날 남쪽 총리와 회담했다", "회담", "2021-03-26", "CONSULT", "talks", leaders, at),
        ("b", "ko", "남쪽 총리와 회담", "회담", "2022-01-07", "CONSULT", "talks", leaders, at),
    )
    assert rows == {frozenset("a"), frozenset("b")}


def test_two_gifts_of_one_day_are_two_rows(rows_of):
    rows = rows_of(
        ("a", "en", "the two exchanged rifles", "exchanged", "2021-09-19", "COOPERATE", "exchange", BOTH, AT),
        ("b", "ko", "두 정상은 소총을 주고받았다", "주고받았다", "2021-09-19", "COOPERATE", "exchange", BOTH, AT),
        ("c", "zh", "雙方交換了手套", "交換", "2021-09-19", "COOPERATE", "exchange", BOTH, AT),
    )
    assert rows == {frozenset("ab"), frozenset("c")}


@pytest.mark.parametrize(("other", "together"), [("Q14:s", True), ("Q15:s", False)])
def test_reports_of_two_outlets_of_one_state_are_two_rows(rows_of, other, together):
    rows = rows_of(
        (
            "a",
            "en",
            "the paper reported that troops had left",
            "reported",
            "2021-09-19",
            "STATEMENT",
            "report",
            "Q14:s",
            {},
        ),
        ("b", "ko", "신문은 병력이 떠났다고 보도했다", "보도했다", "2021-09-19", "STATEMENT", "report", other, {}),
    )
    assert (frozenset("ab") in rows) == together


def test_tolls_of_one_day_without_a_place_are_two_rows(rows_of):
    rows = rows_of(
        ("a", "en", "more than 500 people were injured", "injured", "2021-09-19", "OTHER", "death", "", {}),
        ("b", "ko", "유족을 위로했다", "위로했다", "2021-09-19", "OTHER", "death", "", {}),
    )
    assert rows == {frozenset("a"), frozenset("b")}


def test_a_happening_of_no_special_kind_may_be_the_disaster_that_another_source_tells(rows_of):
    rows = rows_of(
        ("a", "en", "a crowd surge occurred", "occurred", "2021-09-19", "OTHER", "other", "", AT),
        ("b", "ko", "압사 사고가 발생했다", "사고", "2021-09-19", "OTHER", "disaster", "", AT),
    )
    assert rows == {frozenset("ab")}


def test_talks_of_officials_on_the_eve_are_not_the_summit(rows_of):
    rows = rows_of(
        ("a", "en", "the two leaders held a summit", "summit", "2021-09-19", "CONSULT", "summit", BOTH, AT),
        ("b", "ko", "두 정상은 정상회담을 했다", "정상회담", "2021-09-19", "CONSULT", "summit", BOTH, AT),
        ("c", "zh", "兩國官員繼續會談", "會談", "2021-09-18", "CONSULT", "talks", "Q1:p Q2:p", AT),
    )
    assert rows == {frozenset("ab"), frozenset("c")}
