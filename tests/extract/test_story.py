"""An undated clause of a report takes the day of its own kind: sayings that of the sayings, deeds that of the deeds."""

from __future__ import annotations

from pipeline.resources import Resources
from tests.extract.told import told

PAPER = "2023-04-16"


def _day(text: str, language: str, trigger: str, resources: Resources) -> str:
    mentions = told(text, language, resources, PAPER)
    words = [text[m.trigger.start : m.trigger.end] for m in mentions]
    at = max(n for n, word in enumerate(words) if word == trigger)
    return str(mentions[at].time.date)


def test_an_undated_saying_is_of_the_day_of_the_sayings(resources: Resources) -> None:
    text = (
        "Norwich and Oldport signed a ferry agreement, the harbour office said Sunday.\n\n"
        "The mayor of Norwich was in Oldport from April 10-13.\n\n"
        "The harbour office said the two towns decided to share a lighthouse."
    )
    assert _day(text, "en", "said", resources) == "2023-04-16"


def test_a_saying_that_another_one_tells_keeps_the_day_of_the_deeds(resources: Resources) -> None:
    text = (
        "The mayors signed a ferry agreement, the harbour office said on Sunday.\n\n"
        "The mayors met in Oldport on Saturday.\n\n"
        "The mayors reaffirmed their friendship, the harbour office said in a statement."
    )
    assert _day(text, "en", "reaffirmed", resources) == "2023-04-15"


def test_what_was_so_once_is_not_of_the_day_of_the_report(resources: Resources) -> None:
    text = "市长同港务局长通电话。\n\n两人曾在东港会面。"
    assert not [m for m in told(text, "zh", resources, PAPER) if text[m.trigger.start : m.trigger.end] == "会面"]


def test_a_deed_told_again_after_its_past_is_that_of_the_report(resources: Resources) -> None:
    text = (
        "군부가 15일 쿠데타를 일으켰다.\n\n여당은 지난해 11월 총선에서 승리했다.\n\n"
        "하지만 군부가 다시 쿠데타를 일으켰다."
    )
    assert _day(text, "ko", "쿠데타", resources) == "2023-04-15"
