"""dateparser behind guards: it serves where it reads what stands there, and is refused where it invents."""

from __future__ import annotations

from datetime import datetime

import pytest

from pipeline.extract.dates import describe, find_in
from pipeline.extract.second_opinion import ask
from pipeline.resources import Resources

BASE = datetime(2024, 6, 19)


def alone(text: str, language: str) -> str | None:
    """What dateparser says by itself, with the settings that a user would start from."""
    import dateparser

    settings = {"RELATIVE_BASE": BASE, "PREFER_DATES_FROM": "past"}
    found = dateparser.parse(text, languages=[language], settings=settings)  # type: ignore[arg-type]
    return found.date().isoformat() if found else None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1996년", "ko"),
        ("2023년 9월", "ko"),
        ("2008年", "zh"),
        ("in 1972", "en"),
        ("2019冠状病毒病", "zh"),
        ("2017년 상반기", "ko"),
    ],
)
def test_alone_it_makes_up_a_day(text: str, language: str) -> None:
    """A year or a month becomes a day of the calendar that the text never names (or nothing at all)."""
    invented = alone(text, language)
    answer = ask(text, (language,))
    assert invented is None or len(invented) == 10
    assert answer is None or answer[2] is None


def test_a_year_read_as_a_day_is_silent_when_alone() -> None:
    assert alone("2023년 9월", "ko") == "2023-09-19"
    assert ask("2023년 9월", ("ko",)) in (None, (2023, 9, None))


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("2023년 9월 13일", "ko", (2023, 9, 13)),
        ("2023年9月13日", "zh", (2023, 9, 13)),
        ("July 19, 2000", "en", (2000, 7, 19)),
        ("19 июня 2024", "ru", (2024, 6, 19)),
        ("10 chaises 2004", "fr", None),
        ("19 июня", "ru", None),
    ],
)
def test_what_it_may_say(text: str, language: str, parts: tuple[int, int, int] | None) -> None:
    assert ask(text, (language,)) == parts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2001년 7월 26일", "ko"),
        ("2001年7月26日", "zh"),
        ("26 July 2001", "en"),
        ("July 26, 2001", "en"),
        ("2001년 7월26일", "ko"),
    ],
)
def test_on_full_dates_it_agrees_with_the_rules(text: str, language: str, resources: Resources) -> None:
    (ours,) = find_in(text, language, resources)
    theirs = ask(text, (language,))
    assert theirs is not None
    assert describe(ours) == f"{theirs[0]}-{theirs[1]:02}-{theirs[2]:02}"
