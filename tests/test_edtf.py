"""EDTF values: what is read, which days it covers, and that an independent library agrees."""

from __future__ import annotations

from datetime import date, timedelta

import edtf as independent
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError

DAYS = st.dates(min_value=date(1, 1, 2), max_value=date(9998, 12, 30))
YEARS = st.integers(1, 9998).map(lambda year: f"{year:04}")
MONTHS = DAYS.map(lambda day: f"{day.year:04}-{day.month:02}")
DECADES = st.integers(1, 998).map(lambda decade: f"{decade:03}X")
CENTURIES = st.integers(1, 98).map(lambda century: f"{century:02}XX")
POINTS = st.one_of(DAYS.map(str), MONTHS, YEARS, DECADES, CENTURIES)
MARKS = st.sampled_from(["", "~", "?", "%"])


@st.composite
def intervals(draw: st.DrawFn) -> str:
    first, last = sorted((draw(POINTS), draw(POINTS)), key=lambda text: Edtf.parse(text).sort_key)
    return f"{first}/{last}"


VALUES = st.one_of(POINTS, intervals()).flatmap(lambda body: MARKS.map(lambda mark: body + mark))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024-06-19", "2024-06-19", "2024-06-19", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2008~", "2008-01-01", "2008-12-31", "year"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "interval"),
        ("2004-XX", "2004-01-01", "2004-12-31", "year"),
        ("2004-06-XX", "2004-06-01", "2004-06-30", "month"),
        ("2024-04/2024-06", "2024-04-01", "2024-06-30", "quarter"),
        ("2017-01/2017-06", "2017-01-01", "2017-06-30", "half"),
        ("2017-03/2017-05", "2017-03-01", "2017-05-31", "season"),
        ("2024-06-17/2024-06-23", "2024-06-17", "2024-06-23", "week"),
        ("2023-09-12/2023-09-17", "2023-09-12", "2023-09-17", "interval"),
        ("2004-06~/2004-08", "2004-06-01", "2004-08-31", "season"),
        ("2021-21", "2021-03-01", "2021-05-31", "season"),
        ("2021-24", "2021-12-01", "2022-02-28", "season"),
        ("2021-33", "2021-01-01", "2021-03-31", "quarter"),
        ("2021-36", "2021-10-01", "2021-12-31", "quarter"),
        ("2021-39", "2021-09-01", "2021-12-31", "interval"),
        ("2021-40", "2021-01-01", "2021-06-30", "half"),
        ("2021-41", "2021-07-01", "2021-12-31", "half"),
        ("[2019,2021]", "2019-01-01", "2021-12-31", "set"),
        ("{2019-03,2019-05..2019-07}", "2019-03-01", "2019-07-31", "set"),
    ],
)
def test_days_and_precision(text: str, start: str, end: str, precision: str) -> None:
    value = Edtf.parse(text)
    assert (str(value.start), str(value.end), value.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (" 2024 ", "2024"),
        ("2000/", "2000/.."),
        ("/2000", "../2000"),
        ("[2019, 2021]", "[2019,2021]"),
        ("2004?~", "2004%"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    assert str(Edtf.parse(text)) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "~", "2024-13", "2024-02-30", "2023-02-29", "24", "2024-6-1", "2024/2023", "2024/2025/2026", "../..", "/",
     "..", "2024-42", "2024-21-01", "2004-XX-01", "[2019", "[]", "{2019/2020}", "[[2019]]", "0000", "2024~~",
     "２０２４", "June"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(PipelineError, match="is not an EDTF date"):
        Edtf.parse(text)


def test_open_ends_reach_for_ever() -> None:
    since = Edtf.parse("2000/..")
    assert (since.start, since.end) == (date(2000, 1, 1), None)
    assert since.contains(Edtf.parse("2024-06"))
    assert not since.contains(Edtf.parse("1999"))
    assert not Edtf.parse("2000/2010").contains(since)
    assert Edtf.parse("../1999").compare(since) == "before"
    assert Edtf.parse("[..1999,2001]").start is None


def test_marks() -> None:
    assert Edtf.parse("2008~").approximate
    assert Edtf.parse("2004-06~/2004-08").approximate
    assert not Edtf.parse("2008?").approximate


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("2024", "2024-01/2024-12", "equal"), ("2024~", "2024", "equal"), ("2024-03", "2024", "within"),
        ("2024", "2024-03-05", "contains"), ("2023", "2024-03", "before"), ("2025", "2024-03", "after"),
        ("2023-11/2024-02", "2024", "overlaps"), ("2000/..", "2024", "contains"),
    ],
)  # fmt: skip
def test_compare(left: str, right: str, relation: str) -> None:
    assert Edtf.parse(left).compare(Edtf.parse(right)) == relation


@pytest.mark.parametrize(
    ("text", "n", "unit", "moved"),
    [
        ("2024-01-31", 1, "month", "2024-02-29"), ("2024-02-29", 1, "year", "2025-02-28"), 
        ("2024-11", 3, "month", "2025-02"),
        ("2024", -20, "year", "2004"), ("2024~", 1, "year", "2025~"), ("2024-06-19", -3, "day", "2024-06-16"),
        ("2024-06-19", 2, "week", "2024-07-03"), ("2024-04/2024-06", 1, "year", "2025-04/2025-06"),
        ("2024-33", 1, "year", "2025-33"), ("2000/..", 1, "year", "2001/.."), ("2024", 3, "day", None),
        ("2024", 3, "month", None), ("199X", 1, "year", None), ("[2019,2021]", 1, "year", None), 
        ("9999", 1, "year", None),
        ("0001-01-01", -1, "day", None),
    ],
)  # fmt: skip
def test_moved_keeps_the_precision(text: str, n: int, unit: str, moved: str | None) -> None:
    result = Edtf.parse(text).moved(n, unit)  # type: ignore[arg-type]
    assert (None if result is None else str(result)) == moved


def test_of_parts_and_between_days() -> None:
    assert str(Edtf.of(2024, 6)) == "2024-06"
    assert str(Edtf.of(2024, None, 5)) == "2024"
    assert str(Edtf.between(date(2024, 2, 1), date(2024, 2, 29))) == "2024-02"
    assert str(Edtf.between(date(2024, 1, 1), date(2024, 12, 31))) == "2024"
    with pytest.raises(PipelineError):
        Edtf.of(2023, 2, 29)


@given(VALUES)
def test_reading_what_was_written_changes_nothing(text: str) -> None:
    value = Edtf.parse(text)
    assert Edtf.parse(value.text) == value


@given(VALUES)
def test_first_day_is_not_after_last(text: str) -> None:
    value = Edtf.parse(text)
    assert value.start is not None
    assert value.end is not None
    assert value.start <= value.end


@given(MONTHS)
def test_a_month_is_never_its_first_day(text: str) -> None:
    value = Edtf.parse(text)
    assert value.start is not None
    assert value.end is not None
    assert (value.end - value.start).days >= 27
    assert value.precision == "month"
    moved = value.moved(1, "month")
    assert moved is not None
    assert moved.precision == "month"
    assert moved.start == value.end + timedelta(1)


@given(VALUES, VALUES)
def test_compare_agrees_with_its_mirror(left: str, right: str) -> None:
    mirror = {"before": "after", "after": "before", "within": "contains", "contains": "within"}
    one, other = Edtf.parse(left), Edtf.parse(right)
    assert mirror.get(one.compare(other), one.compare(other)) == other.compare(one)
    assert (one.compare(other) in ("before", "after")) == (not one.overlaps(other))


@given(DAYS, DAYS)
def test_between_covers_exactly_those_days(one: date, other: date) -> None:
    first, last = sorted((one, other))
    value = Edtf.between(first, last)
    assert (value.start, value.end) == (first, last)


@given(DAYS, st.integers(-5000, 5000))
def test_days_there_and_back(day: date, n: int) -> None:
    there = Edtf(day.isoformat()).moved(n, "day")
    if there is not None:
        assert there.moved(-n, "day") == Edtf(day.isoformat())


@given(st.one_of(DAYS.map(str), MONTHS, YEARS, DECADES, CENTURIES, intervals()))
def test_an_independent_library_sees_the_same_days(text: str) -> None:
    value, theirs = Edtf.parse(text), independent.parse_edtf(text)
    assert value.start is not None
    assert value.end is not None
    assert value.start.timetuple()[:3] == tuple(theirs.lower_strict())[:3]
    assert value.end.timetuple()[:3] == tuple(theirs.upper_strict())[:3]
