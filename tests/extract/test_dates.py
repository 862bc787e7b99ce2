"""The finder: spans, what is carried over in ranges, what is no date, and that hostile text costs no more."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import describe, find, find_in, fold
from pipeline.model import PartialDate, Span
from pipeline.read import read_text
from pipeline.read.sources import SourceRow
from pipeline.resources import Resources
from pipeline.settings import Settings

RESOURCES = Resources(Settings())
PIECES = [
    "2024년 ",
    "9월",
    "17일",
    "∼",
    "부터",
    "지난",
    "그해 ",
    "两天后",
    "二〇二三年",
    "至",
    "上半年",
    "July ",
    "19, ",
    "2000",
    " to ",
    "\n",
    "the early ",
    "1990s",
    "음력 ",
    "10/31/1974",
    "６월",
    "\u00a0",
    "年",
    "이틀 뒤",
    "．",
    "하루",
    ".",
]


def said(text: str, language: str, kinds: tuple[str, ...] = ("date", "range")) -> list[tuple[str, str]]:
    found = find_in(text, language, RESOURCES)
    return [(expression.span.of(text), describe(expression)) for expression in found if expression.kind in kinds]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("２０２３年９月１３號到訪", "zh-Hant", [("２０２３年９月１３號", "2023-09-13")]),
        ("2023년\u00a09월\n13일 회담", "ko", [("2023년\u00a09월\n13일", "2023-09-13")]),
        ("끝났다.5월 17일에 다시", "ko", [("5월 17일", "X-05-17")]),
        ("from July 19 to\n\n20, 2000", "en", [("from July 19 to\n\n20, 2000", "2000-07-19 / 2000-07-20")]),
        (
            "同年10月24日、11月6日、11月9日",
            "zh",
            [("同年10月24日", "running year+0 X-10-24"), ("11月6日", "X-11-06"), ("11月9日", "X-11-09")],
        ),
        ("2016年3月及11月延期", "zh", [("2016年3月", "2016-03"), ("11月", "X-11")]),
        ("2012年与2013年", "zh", [("2012年", "2012"), ("2013年", "2013")]),
        ("2001년과 2002년", "ko", [("2001년", "2001"), ("2002년", "2002")]),
        ("3·4월에 만났다", "ko", [("3", "X-03"), ("4월", "X-04")]),
        ("5일 뒤인 이달 1일", "ko", [("5일 뒤", "running day+5"), ("이달 1일", "document month+0 X-X-01")]),
        ("보도는 July 19, 2000 판이다", "ko", [("July 19, 2000", "2000-07-19")]),
    ],
)
def test_spans_and_parts(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert said(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2023년 12월 30일~1월 2일", "ko", "2023-12-30 / 2024-01-02"),
        ("December 30 to January 2, 2024", "en", "2023-12-30 / 2024-01-02"),
        ("지난해 9월부터 11월까지", "ko", "document year-1 X-09 / document year-1 X-11"),
        ("今年3月至5月", "zh", "document year+0 X-03 / document year+0 X-05"),
        ("6월 18일부터 19일까지", "ko", "X-06-18 / X-06-19"),
        ("2020년 2분기부터 2023년 4분기", "ko", "2020 Q2 / 2023 Q4"),
        ("1980~90년대", "ko", "1980 decade / 1990 decade"),
    ],
)
def test_ranges_carry_what_one_end_says(text: str, language: str, expected: str) -> None:
    assert [value for _, value in said(text, language)] == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("6.15 공동 성명과 6.25 전쟁, 2.13 합의, 9·11 테러", "ko"),
        ("S-400 미사일과 IL-62M, 2+2 회담, 코로나19", "ko"),
        ("할 수 있다. 한반도, 천 명, 이후로도", "ko"),
        ("창설 20주년을 맞아 2일만에 나흘간", "ko"),
        ("2.4.1. 개관 1.0 1.1 1.2", "ko"),
        ("第1718号决议，光明星三号，2019冠状病毒病，2019冠狀病毒病", "zh"),
        ("十月革命70周年，一起十分满意，三个月", "zh"),
        ("it may march on; a second sun set; they wed", "en"),
        ("the 20th anniversary of a 60-year-old treaty, Resolution 1718, 2,000 tons", "en"),
        ("http://example.org/2023-09-15/story 1.2.3", "und"),
    ],
)
def test_what_looks_like_a_date_and_is_none(text: str, language: str) -> None:
    assert said(text, language, ("date", "range", "clock")) == []


@pytest.mark.parametrize(
    ("text", "language", "kind", "expected"),
    [
        ("2년8개월 동안 멈췄다", "ko", "duration", "month 32"),
        ("24년 만에 찾았다", "ko", "interval_since", "year 24"),
        ("建交70周年", "zh", "anniversary", "year 70"),
        ("时隔两年恢复", "zh", "interval_since", "year 2"),
        ("停留四天", "zh", "duration", "day 4"),
        ("for five days", "en", "duration", "day 5"),
        ("the 20th anniversary", "en", "anniversary", "year 20"),
        ("two decades later", "en", "date", "running year+20"),
    ],
)
def test_amounts_are_kept_apart(text: str, language: str, kind: str, expected: str) -> None:
    found = find_in(text, language, RESOURCES)
    assert [(e.kind, describe(e)) for e in found] == [(kind, expected)]


def test_era_years() -> None:
    (juche,) = find_in("주체112년 4월", "ko", RESOURCES)
    assert (juche.start, juche.era) == (PartialDate(year=2023, month=4), "Juche 112")
    (bracketed,) = find_in("主体112(2023)年9月13日", "zh", RESOURCES)
    assert bracketed.start == PartialDate(year=2023, month=9, day=13)


def test_find_reads_headings_too_and_no_masks() -> None:
    text = "1. 2022년 정세\n\n5월 17일에 회담했다.\n\nMay 3, 2021\n"
    reading = read_text(text, SourceRow(path="a.txt", id="a"), RESOURCES)
    found = find(reading, RESOURCES)
    assert [e.span.of(text) for e in found] == ["2022년", "5월 17일", "May 3, 2021"]
    masked = type(reading)(
        document=reading.document,
        folded=reading.folded,
        blocks=reading.blocks,
        sentences=reading.sentences,
        masks=(Span(3, 8),),
    )
    assert [e.span.of(text) for e in find(masked, RESOURCES)] == ["5월 17일", "May 3, 2021"]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=60)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12),
    st.sampled_from(["ko", "zh", "en", "und"]),
)
def test_spans_lie_in_the_text_in_order(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    reach = 0
    for expression in find_in(text, language, RESOURCES):
        assert reach <= expression.span.start < expression.span.end <= len(text)
        assert expression.rule.count("@") == 1
        reach = expression.span.end


@settings(max_examples=30)
@given(st.from_regex(r"[0-9 .,:/\-]{0,40}", fullmatch=True))
def test_digits_alone_are_read_the_same_in_every_language(text: str) -> None:
    rules = {e.rule.partition(".")[0] for code in ("ko", "zh") for e in find_in(text, code, RESOURCES)}
    assert rules <= {"any", "ko"}  # 2018.9 in brackets is Korean
    assert not [e for e in find_in(text, "en", RESOURCES) if not e.rule.startswith(("en.", "any."))]


def _repeats(items: Any) -> Iterator[Any]:
    for operator, argument in items:
        if str(operator).endswith("REPEAT"):
            yield argument[1]
        for part in argument if isinstance(argument, (list, tuple)) else ():
            if type(part).__name__ == "SubPattern":
                yield from _repeats(part)
            elif isinstance(part, list):
                for branch in part:
                    if type(branch).__name__ == "SubPattern":
                        yield from _repeats(branch)


def test_no_rule_repeats_without_bound() -> None:
    parser: Any = importlib.import_module("re._parser")
    for rules in RESOURCES.time_rules.values():
        for rule in rules:
            bounds = [int(limit) for limit in _repeats(parser.parse(rule.rule.pattern.text, rule.rule.pattern.flags))]
            assert all(limit <= 2000 for limit in bounds), rule.rule.id


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "2018, ",
        "early ",
        "about ",
        "since from ",
        "from the 1st to ",
        "2018~",
        "1월~",
        "http://",
        " ",
        "\n",
        "지난 ",
        "the first ",
        "1,",
        "年",
        "2014 가가가가",
    ],
)
def test_hostile_text_costs_no_more_than_twice_its_share(piece: str) -> None:
    """CPU time of this process, so that a busy machine does not count; a quadratic pattern would cost 64 times."""

    def taken(text: str) -> float:
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            find_in(text, "und", RESOURCES)
            best = min(best, time.process_time() - began)
        return best

    find_in("1", "und", RESOURCES)
    short, long = piece * (4000 // len(piece)), piece * (32000 // len(piece))
    # a machine may slow down between two measurements: what counts is that some pair of them keeps the ratio
    assert any(taken(long) < 8 * 2.5 * max(taken(short), 0.001) for _ in range(3))
