"""Numbers as they are written in dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.numerals import number

ONES = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13", 13),
        ("１３", 13),
        ("十三", 13),
        ("二〇二三", 2023),
        ("一九八七", 1987),
        ("廿三", 23),
        ("卅一", 31),
        ("两", 2),
        ("两千零四", 2004),
        ("一百二十", 120),
        ("이천이십삼", 2023),
        ("천구백구십칠", 1997),
        ("십칠", 17),
        ("유", 6),
        ("시", 10),
        ("1,950", 1950),
        ("三万", 30_000),
        ("nineteen hundred and four", 1904),
        ("one thousand eight hundred and ninety-two", 1892),
        ("two thousand and eight", 2008),
    ],
)
def test_values(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "x", "년", "十x"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(text)


@given(st.integers(1, 99))
def test_han_numbers_below_a_hundred(value: int) -> None:
    tens, ones = divmod(value, 10)
    text = (ONES[tens] if tens > 1 else "") + ("十" if tens else "") + (ONES[ones] if ones else "")
    assert number(text) == value


@given(st.integers(1000, 2999))
def test_han_years_digit_by_digit(value: int) -> None:
    assert number("".join(ONES[int(digit)] for digit in str(value))) == value
