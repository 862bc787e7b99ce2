"""A day alone (17일, 13日, the 4th): which month and year it lies in.

Input: a PartialDate with nothing but a day, and a ``View``. Output: an ``Answer``. Limits: the months told before,
above and by the document; days named by weekday or feast are left to resolving.py.
"""

from __future__ import annotations

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import Answer, Told
from pipeline.extract.valuing import add_days, add_months, day_value, value
from pipeline.extract.view import View
from pipeline.extract.years import next_month
from pipeline.model import PartialDate

WITHIN = 15
"""Days from the document date within which a bare day leaves no doubt about its month."""


def bare_day(p: PartialDate, view: View) -> Answer:
    """A day alone: the month of its sentence or bullet head, in a report the document's, else the last month told."""
    state, day = view.state, p.day or 0
    near = view.in_sentence or (view.near if state.genre != "report" or _is_head(view) or _of_old(view) else None)
    if near is not None and near is not view.in_sentence and _is_todays(p, view):
        near = None
    if near and near.month is not None and near.year is not None:
        stays = view.earlier or _holds_month(view, near)
        year, month = (near.year, near.month) if stays else next_month(near.year, near.month, day, near)
        return _day_of(p, year, month, anchors.running("month", near.date), "time.running_month", 0.93)
    above = state.heading
    if above and above.month is not None and above.year is not None and state.last is None:
        words, rule = anchors.heading(above.date), "time.heading_month"
        return _day_of(p, above.year, above.month, words, rule, 0.9)
    document = state.document
    if document and state.genre != "chronicle":
        return _day_near_document(p, view)
    last = state.last or state.running
    if last and last.month is not None and last.year is not None:
        stays = _holds_month(view, last)
        year, month = (last.year, last.month) if stays else next_month(last.year, last.month, day, last)
        return _day_of(p, year, month, anchors.running("month", last.date), "time.running_month", 0.75)
    return Answer(None, "partial", anchors.nothing("no month told before"), "time.no_month", "no month is known", 0.0)


def _holds_month(view: View, told: Told) -> bool:
    """Whether the heading above is the very month told last: its days come in any order, none is of the next one."""
    above = view.state.heading
    return above is not None and above.fine == "month" and (above.year, above.month) == (told.year, told.month)


def _is_todays(p: PartialDate, view: View) -> bool:
    """Whether a report would tell such a day as its news: the text is back from what was told before."""
    document, day = view.state.document, p.day or 0
    if document is None or document.day is None or view.state.genre != "report" or view.planned:
        return False
    return any(document.is_news(made) and made.day == day for n in range(4) if (made := add_days(document.day, -n)))


def _is_head(view: View) -> bool:
    near = view.near
    return near is not None and near.fine == "month" and not near.deictic


def _of_old(view: View) -> bool:
    """Whether the paragraph tells of another year than that of the report, or the report's month is not known."""
    near, document = view.near, view.state.document
    return (
        near is not None
        and document is not None
        and near.month is not None
        and (document.month is None or (near.year != document.year and not near.deictic))
    )


def _day_near_document(p: PartialDate, view: View) -> Answer:
    document = view.state.document
    assert document is not None
    if document.month is None or document.year is None:
        why = "the month of the document is not known"
        return Answer(document.date, "partial", document.words, "time.document_year", why, 0.5)
    if (morrow := _morrow(p, view)) is not None:
        return morrow
    months = [add_months(document.year, document.month, n) for n in (-1, 0, 1)]
    made = [replaced for year, month in months if (replaced := value(p, year, month))]
    pick = _pick(made, view, document.date)
    near = pick and pick.start and document.day and abs((pick.start - document.day).days) <= WITHIN
    others = () if near else tuple(date for date in made if date != pick)
    if pick is None:
        return Answer(None, "partial", anchors.nothing("no such day"), "time.no_such_day", "no such day", 0.0)
    says = "a bare day in a report lies in the month of the document"
    return Answer(pick, "partial", document.words, "time.document_month", says, 0.88, others)


def _morrow(p: PartialDate, view: View) -> Answer | None:
    """The day after that of the report, behind the day of the report itself: a report that was written on."""
    document, near = view.state.document, view.near
    if document is None or document.day is None or near is None or near.day != document.day or near.planned:
        return None
    day = add_days(document.day, 1)
    if day is None or day.day != p.day:
        return None
    says = "the day told right before it is that of the report: it goes on into the next one"
    return Answer(day_value(day), "partial", anchors.running("day", near.date), "time.written_on", says, 0.8)


def _pick(made: list[Edtf], view: View, document: Edtf) -> Edtf | None:
    until, since = document.end, document.start
    past = [date for date in made if date.start and until and date.start <= until]
    future = [date for date in made if date.end and since and date.end >= since]
    if view.reading == "nearest" and since and not view.planned:
        return min(made, key=lambda date: abs((date.start or since) - since), default=None)
    near = [
        date
        for date in future
        if since and date.start and (date.start.year, date.start.month) == (since.year, since.month)
    ]
    coming = bool(near) and (view.planned or not (view.done or _nearer_behind(near[0], past, document)))
    if view.reading == "future" or (coming and view.reading == "past"):
        return (near or future)[0] if future else None
    return past[-1] if past else None


def _nearer_behind(ahead: Edtf, past: list[Edtf], document: Edtf) -> bool:
    """Whether the day of the month before lies nearer than that of this month: told on the first, the 29th is gone."""
    day, behind = document.start, past[-1].start if past else None
    return bool(day and behind and ahead.start and (day - behind).days < (ahead.start - day).days)


def _day_of(p: PartialDate, year: int, month: int, words: str, rule: str, confidence: float) -> Answer:
    made = value(p, year, month)
    if made is None:
        return Answer(None, "partial", anchors.nothing("no such day"), "time.no_such_day", "no such day", 0.0)
    return Answer(made, "partial", words, rule, "the month told last in this line of text", confidence)
