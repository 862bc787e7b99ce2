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
    ("language", "text", "trigger"),
    [("en", "North arrived by train", "arrived"), ("ko", "노스가 도착했다", "도착"), ("zh", "诺斯乘专机抵达", "抵达")],
)
def test_an_arrival_is_not_the_visit(rows_of, language, text, trigger):
    who = "Q11:s Q2:t"
    rows = rows_of(
        ("a", language, text, trigger, "2021-06-20", "CONSULT", "visit", who, AT),
        ("b", "en", "North paid a state visit", "visit", "2021-06-20/2021-06-21", "CONSULT", "visit", who, AT),
        ("c", "en", "North visited the port", "visited", "2021-06-20", "CONSULT", "visit", who, AT),
    )
    assert rows == {frozenset("a"), frozenset("bc")}


def test_a_plan_and_its_deed_are_one_row(rows_of):
    who = "Q11:s Q2:t"
    rows = rows_of(
        ("a", "ko", "오는 18일부터 20일까지 방문할 예정이다", "방문", "2021-09-18/2021-09-20", "CONSULT", "visit", who,
         {**AT, "status": "planned"}),
        ("b", "en", "North visited the port", "visited", "2021-09-18/2021-09-20", "CONSULT", "visit", who, AT),
    )  # fmt: skip
    assert rows == {frozenset("ab")}
