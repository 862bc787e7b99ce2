"""Other calendars: lunar days of Korea and China, movable holidays, weeks and counted weekdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.calendars import holiday, lunar_day, lunar_month, narrowed, nth_weekday


@pytest.mark.parametrize(
    ("lunar", "leap", "solar"),
    [
        ((2024, 1, 1), False, "2024-02-10"),
        ((2023, 2, 15), True, "2023-04-05"),
        ((2024, 8, 15), False, "2024-09-17"),
        ((2024, 2, 15), True, None),
        ((2024, 13, 1), False, None),
        ((1800, 1, 1), False, None),
    ],
)
def test_lunar_days(lunar: tuple[int, int, int], leap: bool, solar: str | None) -> None:
    for language in ("ko", "zh"):
        found = lunar_day(*lunar, leap=leap, language=language)
        assert (found.isoformat() if found else None) == solar


@given(st.integers(1900, 2049), st.integers(1, 12))
def test_a_lunar_month_has_29_or_30_days(year: int, month: int) -> None:
    for language in ("ko", "zh"):
        found = lunar_month(year, month, language=language)
        assert found is not None
        assert (found[1] - found[0]).days in (28, 29)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter easter/0", 2024, "2024-03-31"),
        ("good_friday easter/-2", 2024, "2024-03-29"),
        ("orthodox orthodox/0", 2024, "2024-05-05"),
        ("thanksgiving nth/11/3/4", 2024, "2024-11-28"),
        ("black_friday nth/11/3/4/1", 2024, "2024-11-29"),
        ("memorial nth/5/0/-1", 2024, "2024-05-27"),
        ("eve lunar_eve", 2021, "2021-02-11"),
        ("qingming qingming", 2024, "2024-04-04"),
        ("x lunar/8/15", 2024, "2024-09-17"),
        ("x fixed/2/29", 2023, None),
        ("victory_day", 2024, None),
        ("", 2024, None),
    ],
)
def test_holidays(name: str, year: int, day: str | None) -> None:
    found = holiday(name, year)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("section", "year", "month", "days"),
    [
        ("last_day", 2024, 2, "2024-02-29"),
        ("last_day", 2024, None, "2024-12-31"),
        ("nth-1-1", 2024, 10, "2024-10-01"),
        ("nth-4--1", 2018, 5, "2018-05-25"),
        ("week-1", 2015, None, "2014-12-29/2015-01-04"),
        ("week-3", 2018, 1, "2018-01-15/2018-01-21"),
        ("week-20", 2018, None, "2018-05-14/2018-05-20"),
        ("nth-4-5", 2024, 2, None),
        ("early", 2024, 2, None),
    ],
)
def test_narrowed(section: str, year: int, month: int | None, days: str | None) -> None:
    found = narrowed(section, year, month)
    assert ("/".join(dict.fromkeys(day.isoformat() for day in found)) if found else None) == days


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_some_counted_weekday(day: date) -> None:
    assert nth_weekday(day.year, day.month, day.weekday(), (day.day - 1) // 7 + 1) == day
    if (day + timedelta(7)).month != day.month:
        assert nth_weekday(day.year, day.month, day.weekday(), -1) == day
