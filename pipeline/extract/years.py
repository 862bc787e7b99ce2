"""Which year (or month) a date without one takes: running line, place in the list, heading, document date.

Input: a way to make the value for a given year, and a ``View`` of the place where it stands. Output: an ``Answer``.
Rules (a careful reader's): the same sentence and bullet share a year; a list runs forward; news counts back from its
document date unless its text has moved on; a heading rules until a date below it; what nothing decides stays open,
with its candidates. Limits: one year of a gap is assumed at most.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import Answer, Told
from pipeline.extract.document_years import from_document
from pipeline.extract.tellings import LONG_AGO
from pipeline.extract.valuing import add_months, year_of_season
from pipeline.extract.view import View
from pipeline.extract.year_answers import Make, in_year

SLACK = 31
"""Days by which neighbours of a list may swap without a change of year."""
OVER_NEW_YEAR = 240
"""Days back from a date of its sentence at which that has run over New Year: signed in December, valid in March."""
RECENT = 10
"""Days before the document date in which a day at the head of a paragraph is told as its news."""
NEAR = 3
"""Sentences behind a year named beside the main line in which it serves where no other year was told."""
FAR_BACK = 150
"""Days back from the sentence before at which prose has moved on into the next year."""


def choose_year(make: Make, view: View, basis: Literal["partial", "relative"] = "partial") -> Answer:
    """The value of an expression that lacks its year."""
    state = view.state
    if view.vote is not None and view.vote.date is not None:
        return view.vote
    if view.near:
        return _beside(make, view, view.near, basis)
    if state.genre == "chronicle" and state.running and state.running.year is not None:
        return _in_list(make, view, state.running, basis)
    if state.genre == "report" and state.document:
        return _elaborated(make, view, basis) or from_document(make, view, basis)
    if state.last and state.last.year is not None:
        return _news(make, view, basis) or _after(make, view, state.last, basis)
    if state.heading and state.heading.year is not None:
        year = _year_of(state.heading, make)
        return in_year(make, year, basis, anchors.heading(state.heading.date), "time.heading_year", 0.9)
    if state.document and not _recounts(view):
        return from_document(make, view, basis)
    if state.before and view.beyond and state.before.year and view.beyond.start:
        year = state.before.year
        if view.beyond.start.year == year:
            words = anchors.between(state.before.date, view.beyond)
            return in_year(make, year, basis, words, "time.between_sections", 0.7)
    if state.document and state.before:
        return _after(make, view, state.before, basis)
    return (
        _before(make, view, basis)
        or _beside_main(make, view, basis)
        or Answer(None, basis, anchors.nothing("no year told before"), "time.no_year", "no anchor gives a year", 0.0)
    )


def _recounts(view: View) -> bool:
    """Whether a text that is no report goes on, under a new heading, from what happened long before its own day."""
    before, document = view.state.before, view.state.document
    if view.planned or before is None or before.year is None or document is None or document.year is None:
        return False
    return view.state.genre == "history" and before.year < document.year - LONG_AGO


def _before(make: Make, view: View, basis: Literal["partial", "relative"]) -> Answer | None:
    """No year so far, and one year alone told further on: a text runs forward, so the last such date before it."""
    year, ahead = view.only_year, view.ahead
    if (
        year is None
        or view.planned  # what a text tells of earlier years dates none of its plans
        or view.state.before is not None
        or (ahead is not None and ahead.start is not None and ahead.start.year != year)
    ):
        return None
    made, fine = make(year), ahead is not None and ahead.precision in ("month", "day")
    behind = fine and made is not None and not _fits(made, ahead) and not view.planned
    words = anchors.between(None, ahead or Edtf(f"{year:04}"))
    return in_year(make, year - 1 if behind else year, basis, words, "time.only_year", 0.55)


def _beside_main(make: Make, view: View, basis: Literal["partial", "relative"]) -> Answer | None:
    """No year so far but one that the sentences right before named beside the main line (worse since 1948: in May)."""
    named = view.state.named
    if named is None or named.year is None or view.sentence - named.sentence > NEAR:
        return None
    words = anchors.running("year", named.year)
    return in_year(make, named.year, basis, words, "time.named_year", 0.55)


def _elaborated(make: Make, view: View, basis: Literal["partial", "relative"]) -> Answer | None:
    """In a report: a date inside the period just told elaborates it; where D is a mere year, the last one rules."""
    told, document = view.state.last, view.state.document
    if told is None or told.year is None or told.planned or document is None or view.planned:
        return None
    made = make(told.year)
    inside = made is not None and told.fine in ("year", "month") and told.date.contains(made)
    if not (inside or document.month is None):
        return None
    return in_year(make, told.year, basis, anchors.running("year", told.year), "time.running_year", 0.85)


def _beside(make: Make, view: View, told: Told, basis: Literal["partial", "relative"]) -> Answer:
    """Same bullet or paragraph: its year, unless an earlier sentence of it lies far behind in the year."""
    year = _year_of(told, make)
    same = told.sentence == view.sentence
    document = view.state.document
    news = view.state.genre == "report" and document is not None
    coming = view.planned and not told.planned
    if news and document and coming and (told.year == document.year or not (same or view.done)):
        return from_document(make, view, basis)
    ahead = document is not None and document.year is not None and (told.year or 0) >= document.year
    if news and document and not same and (ahead or told.deictic or told.by_document):
        return _elaborated(make, view, basis) or from_document(make, view, basis)
    if told.since and not same and _more_fit(make, year, view.ahead):
        return _open(make, year, view.ahead, basis)
    far = not same or _days_back(make(year), told.position) > OVER_NEW_YEAR
    if far and (view.place == "main" or view.planned) and _has_run_on(make, view, told):
        return _moved_on(make, year, told, view.ahead, basis)
    words = anchors.same_sentence(told.date) if same else anchors.running("year", year)
    return in_year(make, year, basis, words, "time.same_sentence" if same else "time.running_year", 0.95)


def _after(make: Make, view: View, told: Told, basis: Literal["partial", "relative"]) -> Answer:
    """Prose of an earlier paragraph: its year, the next one where the text has run on beyond it."""
    year = _year_of(told, make)
    if not view.planned and not told.planned and _after_document(make(year), view):
        return from_document(make, view, basis)
    if _has_run_on(make, view, told):
        return _moved_on(make, year, told, view.ahead, basis)
    return in_year(make, year, basis, anchors.running("year", year), "time.running_year", 0.85)


def _news(make: Make, view: View, basis: Literal["partial", "relative"]) -> Answer | None:
    """A day that opens a paragraph and lies just before the document date is its news, whatever years were told."""
    document = view.state.document
    if document is None or document.revised or document.day is None or not view.head or document.year is None:
        return None
    made = make(document.year)
    if made is None or made.start is None or made.precision != "day":
        return None
    return from_document(make, view, basis) if 0 <= (document.day - made.start).days <= RECENT else None


def _year_of(told: Told, make: Make) -> int:
    """The year that ``told`` gives; of two years told as one (the season of 2016-17) the one that its months lie in."""
    year = told.year or 0
    made = make(year)
    month = made.start.month if made is not None and made.start is not None else 0
    return year_of_season(told.date, month) or year


def _has_run_on(make: Make, view: View, told: Told) -> bool:
    """Whether prose has run on into the next year: the date lies well behind, and the next dates leave room for it.

    Without a date ahead it must lie far behind; it never runs beyond the document date.
    """
    year = told.year or 0
    later, back = make(year + 1), _days_back(make(year), told.position)
    if view.earlier or (_after_document(later, view) and not view.planned):
        return False
    if view.ahead is None or view.state.genre == "report":
        return back > FAR_BACK
    return back > 2 * SLACK and _fits(later, view.ahead)


def _in_list(make: Make, view: View, told: Told, basis: Literal["partial", "relative"]) -> Answer:
    """A list runs forward: the first year that keeps the item between its dated neighbours."""
    year = told.year or 0
    if told.since and _more_fit(make, year, view.ahead):
        return _open(make, year, view.ahead, basis)
    if view.state.document and not view.planned and _after_document(make(year), view):
        return from_document(make, view, basis)
    back = _days_back(make(year), told.position)
    later = make(year + 1)
    runs_on = _fits(later, view.ahead) and not (_after_document(later, view) and not view.planned)
    above = view.state.heading
    kept = view.ahead is None and above is not None and above.fine == "year" and above.year == year
    if view.head and not view.earlier and back > SLACK and runs_on and not kept:
        return _moved_on(make, year, told, view.ahead, basis)
    return in_year(make, year, basis, anchors.running("year", year), "time.running_year", 0.95)


def _moved_on(make: Make, year: int, told: Told, ahead: Edtf | None, basis: Literal["partial", "relative"]) -> Answer:
    words = anchors.between(told.date, ahead)
    other = make(year)
    answer = in_year(make, year + 1, basis, words, "time.list_runs_forward", 0.8)
    return Answer(
        answer.date, basis, words, answer.rule, answer.says, answer.confidence, (other,) if other is not None else ()
    )


def _open(make: Make, year: int, ahead: Edtf | None, basis: Literal["partial", "relative"]) -> Answer:
    """Several years fit and nothing decides: the whole stretch, with its candidates."""
    last = ahead.start.year if ahead and ahead.start else year
    fits = tuple(made for y in range(year, last + 1) if (made := make(y)) and _fits(made, ahead))
    until = max((made.start.year for made in fits if made.start), default=year)
    wide = Edtf.parse(f"{year:04}/{until:04}" if until > year else f"{year:04}")
    words = anchors.wide(str(wide))
    return Answer(wide, basis, words, "time.nothing_decides", "several years fit and nothing decides", 0.5, fits)


def next_month(year: int, month: int, day: int, told: Told) -> tuple[int, int]:
    """(year, month) of a bare day after ``told``: its month, or the next one where the day lies far behind."""
    if told.day and day < told.day.day - 7:
        return add_months(year, month, 1)
    return year, month


def _days_back(made: Edtf | None, position: date | None) -> int:
    if made is None or made.end is None or position is None:
        return 0
    last = made.start if made.precision == "day" else made.end
    return (position - (last or made.end)).days


def _fits(made: Edtf | None, ahead: Edtf | None) -> bool:
    """Whether ``made`` does not lie behind the next dated neighbour."""
    if made is None:
        return False
    return ahead is None or ahead.end is None or made.start is None or made.start <= ahead.end


def _more_fit(make: Make, year: int, ahead: Edtf | None) -> bool:
    return ahead is not None and _fits(make(year + 1), ahead)


def _after_document(made: Edtf | None, view: View) -> bool:
    document = view.state.document
    return bool(document and document.date.end and made and made.start and made.start > document.date.end)
