"""The answer for a date whose year has been chosen, with the rule that chose it in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import Answer

Make = Callable[[int], "Edtf | None"]


def in_year(
    make: Make, year: int, basis: Literal["partial", "relative"], words: str, rule: str, confidence: float
) -> Answer:
    """The value in ``year``, for the reason ``words`` by ``rule``; empty where that year has no such day."""
    made = make(year)
    if made is None:
        return Answer(None, basis, anchors.nothing("no such day"), "time.no_such_day", f"{year} has no such day", 0.0)
    return Answer(made, basis, words, rule, SAYS[rule], confidence)


SAYS = {
    "time.only_year": "the only year that the text tells, further on",
    "time.heading_year": "the heading above gives the year",
    "time.between_sections": "the sections before and behind tell of one year",
    "time.named_year": "the year named right before beside what is told",
    "time.running_year": "the year told last in this line of text",
    "time.same_sentence": "another date of the sentence gives the year",
    "time.list_runs_forward": "a list runs forward: the first year that keeps the item between its neighbours",
    "time.latest_not_after_document": "the latest such date not after the document date",
    "time.next_after_document": "planned or told as coming: the first such date not before the document date",
}
