"""Quantities: value, unit, bound, what is counted; and numbers that count nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.quantities import find, number
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.extract.told import reading_of

RESOURCES = Resources(Settings())


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ko", "약 9천만원을 냈다", (90_000_000, 90_000_000, "KRW", "about")),
        ("ko", "원유 100만 배럴 이상을 보냈다", (1_000_000, None, "barrels", "at_least")),
        ("ko", "병사 3~5명이 다쳤다", (3, 5, "people", "range")),
        ("ko", "미사일 10기를 쐈다", (10, 10, "missiles", "exact")),
        ("ko", "주택 세 채가 무너졌다", (3, 3, "houses", "exact")),
        ("ko", "나흘간 머물렀다", (4, 4, "days", "exact")),
        ("ko", "3억2천만 달러를 빌렸다", (320_000_000, 320_000_000, "USD", "exact")),
        ("zh-Hans", "最多2万人", (None, 20_000, "people", "at_most")),
        ("zh-Hant", "運送三百餘噸大米", (300, None, "t", "at_least")),
        ("zh-Hans", "3.5亿美元", (350_000_000, 350_000_000, "USD", "exact")),
        ("en", "at least 1,200 workers left", (1200, None, "people", "at_least")),
        ("en", "up to $8 billion was spent", (None, 8_000_000_000, "USD", "at_most")),
        ("en", "two hundred thousand refugees fled", (200_000, 200_000, "people", "exact")),
    ],
)
def test_value_unit_and_bound(language: str, text: str, expected: tuple[float | None, float | None, str, str]) -> None:
    found = find(reading_of(text, language, RESOURCES), RESOURCES)
    assert expected in [(q.low, q.high, q.unit, q.bound) for q in found]
    assert all(q.span.of(text) == q.surface for q in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "2019년 5월 3일 제2차 회의가 열렸다"),
        ("ko", "거래가 2배 늘었다"),
        ("ko", "세 번째 방문이었다"),
        ("zh-Hans", "2019年5月3日第3次会议"),
        ("zh-Hans", "他们一起离开"),
        ("en", "On 3 May 2019 the 2nd meeting began"),
        ("ko", "보잉 747기가 활주로를 벗어났다"),
        ("ko", "KAL 007기가 사라졌다"),
        ("ko", "확인을 소홀히 한 채 떠났다"),
        ("zh-Hant", "03:25 發射飛彈"),
        ("zh-Hans", "波音737架次"),
        ("en", "Boeing 747 aircraft"),
    ],
)
def test_dates_ranks_and_factors_are_no_quantities(language: str, text: str) -> None:
    assert find(reading_of(text, language, RESOURCES), RESOURCES) == ()


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_korean_and_chinese_numerals_add_up(high: int, low: int) -> None:
    for language, mark in (("ko", "만"), ("zh", "万")):
        assert number(f"{high}{mark}{low}", RESOURCES.quantity_rules(language)) == high * 10_000 + low


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_with_commas(value: int) -> None:
    assert number(f"{value:,}", RESOURCES.quantity_rules("en")) == value


def test_what_is_counted(resources: Resources) -> None:
    (korean,) = find(reading_of("2만5천t의 밀을 보냈다", "ko", resources), resources)
    (chinese,) = find(reading_of("派遣一萬名士兵到邊境", "zh-Hant", resources), resources)
    (english,) = find(reading_of("It sent 500 tonnes of rice.", "en", resources), resources)
    assert (korean.what, chinese.what, english.what) == ("밀", "士兵", "rice")


def test_a_bare_counter_counts_on_what_was_counted_before() -> None:
    text = "목장은 2019년에 염소 12마리를 샀다.\n\n2020년에는 30마리를 샀다."
    found = find(reading_of(text, "ko", RESOURCES), RESOURCES)
    assert [(quantity.low, quantity.unit) for quantity in found] == [(12, "goats"), (30, "goats")]


def test_a_word_that_only_looks_like_a_number_counts_nothing() -> None:
    assert find(reading_of("두 나라는 정상회담을 열기로 했다.", "ko", RESOURCES), RESOURCES) == ()
