"""Which year the document date gives: the latest such date not after it, the next one for what is to come.

Input: a way to make the value for a given year, and a ``View`` whose state knows the document date. Output: an
``Answer``. Limits: the year of the document and those beside it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pipeline.extract.discourse import Answer
from pipeline.extract.view import View
from pipeline.extract.year_answers import Make, in_year

SOON = 31
"""Days ahead of the document date that a date without a year may lie without a word of planning."""
ANNOUNCED = 92
"""The same for a title, which names what is to come without a verb."""
FROM_DOCUMENT = ("time.latest_not_after_document", "time.next_after_document")
"""Rules by which the document date gives a year."""


def from_document(make: Make, view: View, basis: Literal["partial", "relative"] = "partial") -> Answer:
    """The latest such date not after the document date; the next one for what is planned."""
    document = view.state.document
    assert document is not None
    assert document.year is not None
    until = document.date.end or date(document.year, 12, 31)
    since = document.date.start or until
    years = [document.year - 1, document.year, document.year + 1]
    dated = [(year, made) for year in years if (made := make(year)) and made.start and made.end]
    past = [year for year, made in dated if made.start and made.start <= until]
    future = [year for year, made in dated if made.end and made.end >= since]
    ahead = view.planned or view.reading == "future" or _coming_up(make, view, future, past)
    if view.reading == "nearest" and not view.planned:
        year = min(dated, key=lambda pair: abs((pair[1].start or since) - since))[0] if dated else document.year
        ahead = year in future and year not in past
    else:
        year = (future[0] if future else document.year) if ahead else (past[-1] if past else document.year)
    rule = "time.next_after_document" if ahead else "time.latest_not_after_document"
    return in_year(make, year, basis, document.words, rule, document.confidence(0.92))


def _coming_up(make: Make, view: View, future: list[int], past: list[int]) -> bool:
    """A date days ahead is meant, not one nearly a year ago; where the clause says that it is done (resigned as of the
    31st), only one of the year of the document."""
    document = view.state.document
    if view.reading != "past" or not future or not past or document is None or not document.day:
        return False
    soon, gone = make(future[0]), make(past[-1])
    if not (soon and soon.start and gone and gone.start) or soon.start <= document.day:
        return False
    if view.done and future[0] != document.year:
        return False
    limit = ANNOUNCED if view.title else SOON
    return (soon.start - document.day).days <= limit and (document.day - gone.start).days > 365 - limit - SOON
