"""Copies, translations and one agency are one origin; everything else stands alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.sketches import SIZE, folded, likeness, near_pairs, sketch
from pipeline.edtf import Edtf
from pipeline.model import Checked
from tests.check.telling import Tell, compare, tell

LONG = "The harbour master opened the rebuilt northern pier before some two hundred invited guests on Monday"
OTHER = "Fishermen from both shores gathered by the new pier when it was handed over to the town that week"


def groups(result: Checked) -> dict[str, str]:
    return {mention.id: mention.origin_group for mention in result.mentions}


def test_documents_stand_for_themselves() -> None:
    result = compare([tell("a", LONG, "2021-05-03"), tell("b", OTHER, "2021-05-03")])
    assert groups(result) == {"a-1": "a", "b-1": "b"}
    assert result.events[0].n_origins == 2
    assert result.copies == ()


def test_a_passage_repeated_nearly_word_for_word_is_one_origin() -> None:
    again = LONG.replace("some two hundred", "about two hundred")
    result = compare([tell("a", LONG, "2021-05-03"), tell("b", again, "2021-05-03"), tell("c", OTHER, "2021-05-03")])
    assert groups(result) == {"a-1": "a", "b-1": "a", "c-1": "c"}
    assert result.events[0].n_origins == 2


def test_ten_copies_count_once() -> None:
    result = compare([tell(f"d{i}", LONG, "2021-05-03") for i in range(10)] + [tell("x", OTHER, "2021-05-04")])
    conflict = result.conflicts[0]
    assert [value.n_origins for value in conflict.values] == [1, 1]
    assert conflict.preferred_rule != "more independent origins"


def test_the_earliest_document_gives_the_name() -> None:
    published = {"a": {"published": Edtf("2021-05-05")}, "b": {"published": Edtf("2021-05-04")}}
    result = compare([tell("a", LONG, "2021-05-03"), tell("b", LONG, "2021-05-03")], documents=published)
    assert set(groups(result).values()) == {"b"}


def test_a_shortened_reprint_is_a_copy() -> None:
    first = [tell("a", LONG, "2021-05-03"), tell("b", LONG, "2021-05-03")]
    second = [tell("a", OTHER, "2021-05-09"), tell("b", OTHER, "2021-05-09")]
    third = [tell("a", "The mayor spoke of a good day for all", "2021-05-03")]
    result = compare(first, second, third)
    assert [(link.document_id, link.source, link.kind) for link in result.copies] == [("b", "a", "copy")]
    assert dict(result.document_origins) == {"a": "a", "b": "a"}


def test_a_declared_copy_belongs_to_its_source() -> None:
    documents = {"b": {"copied_from": "a"}, "c": {"copied_from": "https://wire.example/1"}}
    told = [tell(name, f"{OTHER} {name}", "2021") for name in "abc"]
    result = compare(told, documents=documents)
    assert dict(result.document_origins) == {"a": "a", "b": "a", "c": "https://wire.example/1"}
    assert {link.kind for link in result.copies if link.source == "https://wire.example/1"} == {"declared"}


def test_reports_that_cite_one_agency_are_one_origin() -> None:
    one = tell("a", "개관식이 열렸다고 연합뉴스가 보도했다", "2021", language="ko")
    two = tell("b", "据韩联社报道，开馆仪式已举行", "2021", language="zh-Hans")
    three = tell("c", "The house opened its doors", "2021", attribution="Yonhap")
    result = compare([one, two, three])
    assert set(groups(result).values()) == {"agency:Yonhap"}


def test_a_dateline_gives_the_whole_document_to_the_agency() -> None:
    head = "(서울=연합뉴스) 홍길동 기자 = 박물관이 문을 열었다. 시장은 기뻐했다."
    result = compare(
        [tell("a", "박물관이 문을 열었다", "2021", language="ko"), tell("a", "시장은 기뻐했다", "2021", language="ko")],
        text={"a": head},
    )
    assert set(groups(result).values()) == {"agency:Yonhap"}


def test_another_publisher_that_is_cited_is_an_origin() -> None:
    told = [
        tell("a", "The house opened its doors", "2021"),
        tell("b", "The house opened, the Harbour Post reported", "2021"),
    ]
    result = compare(told, documents={"a": {"publisher": "Harbour Post"}})
    assert result.events[0].n_origins == 1


def wire(name: str, sentences: list[tuple[str, str]], language: str) -> list[Tell]:
    return [tell(name, clause, date, language=language) for clause, date in sentences]


ENGLISH = [("The pier opened on 3 May before 200 guests", "2021-05-03"), ("Work began in 2019 for 45 million", "2019"),
           ("A second pier follows in 2023", "2023")]  # fmt: skip
KOREAN = [("5월 3일 200명 앞에서 부두가 문을 열었다", "2021-05-03"), ("2019년 45억으로 공사가 시작됐다", "2019"),
          ("2023년 둘째 부두가 생긴다", "2023")]  # fmt: skip


def test_a_translation_is_recognised_by_events_order_and_numbers() -> None:
    pairs = zip(wire("a", ENGLISH, "en"), wire("b", KOREAN, "ko"), strict=True)
    result = compare(*(list(pair) for pair in pairs))
    assert [(link.document_id, link.source, link.kind) for link in result.copies] == [("b", "a", "translation")]
    assert {event.n_origins for event in result.events} == {1}


def test_the_same_events_with_other_numbers_are_no_translation() -> None:
    other = [(clause.replace("200", "500").replace("45", "61").replace("5월 3일", "초여름"), d) for clause, d in KOREAN]
    pairs = zip(wire("a", ENGLISH, "en"), wire("b", other, "ko"), strict=True)
    assert compare(*(list(pair) for pair in pairs)).copies == ()


def test_reports_that_share_a_day_but_not_the_counts_are_no_translation() -> None:
    told = [("On 18 May 2021 at 23:59 the pier fell", "2021-05-18"), ("By 19 May 116 were dead", "2021-05-19"),
            ("On 20 May 900 came to help", "2021-05-20")]  # fmt: skip
    other = [("2021년 5월 18일 23시 59분 부두가 무너졌다", "2021-05-18"), ("19일까지 131명이 숨졌다", "2021-05-19"),
             ("20일 700명이 도우러 왔다", "2021-05-20")]  # fmt: skip
    pairs = zip(wire("a", told, "en"), wire("b", other, "ko"), strict=True)
    assert compare(*(list(pair) for pair in pairs)).copies == ()


def test_the_same_events_in_another_order_are_no_translation() -> None:
    told = {date: [one] for one, (_, date) in zip(wire("a", ENGLISH, "en"), ENGLISH, strict=True)}
    backwards = wire("b", KOREAN[::-1], "ko")
    for one in backwards:
        told[one.date].append(one)
    body = "".join(f"{clause}. " for clause, _ in KOREAN[::-1])
    assert compare(*told.values(), text={"b": body}).copies == ()


@given(st.text(max_size=200))
def test_a_text_is_like_itself(text: str) -> None:
    made = sketch(text)
    assert likeness(made, made) == (1.0 if made else 0.0)
    assert len(made) <= SIZE


@given(st.lists(st.text(alphabet="abcdefgh 가나다라", min_size=30, max_size=60), max_size=6))
def test_near_pairs_do_not_depend_on_order(texts: list[str]) -> None:
    forward = {frozenset((texts[a], texts[b])) for a, b, _ in near_pairs(texts, 0.7)}
    backward = {frozenset((texts[::-1][a], texts[::-1][b])) for a, b, _ in near_pairs(texts[::-1], 0.7)}
    assert forward == backward


def test_short_texts_say_too_little() -> None:
    assert sketch("They met") == ()
    assert near_pairs(["They met", "They met"], 0.5) == []
    assert folded("Ａ-b, 가!") == "ab가"
