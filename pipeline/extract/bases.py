"""What a date that refers hangs on: the document, the place in a list, the day of a saying, what was told last.

Input: a PartialDate with base ``document`` or ``running`` and a ``View``. Output: a ``Base``, or None where nothing
can serve. Limits: a deictic word in prose without a document date has no base; a past year told there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.extract import anchors
from pipeline.extract.discourse import DocumentDate, Told
from pipeline.extract.view import View
from pipeline.model import PartialDate

NEXT = (0, 1)
"""Days on from a month or year told last that leave the date no finer than that: "the next day" of a trip in 2006."""

SAYS = {
    "time.document": "counted from the document date",
    "time.heading_day": "the heading above is a day, and nothing below it has told another",
    "time.document_day": "before any dated clause the day is that of the document",
    "time.day_of_saying": "in a quotation it is counted from the day of the saying",
    "time.place_in_list": "in a chronology it is counted from the place in the list",
    "time.running_year": "the year told last",
    "time.running_half": "the half-year told last",
    "time.running_quarter": "the quarter told last",
    "time.running_month": "the month told last",
    "time.running_day": "the day told last",
    "time.same_period": "the very period told last",
}


@dataclass(frozen=True, slots=True)
class Base:
    """What a reference hangs on, with its words."""

    told: Told | DocumentDate
    words: str
    confidence: float
    rule: str

    @property
    def point(self) -> date | None:
        """A day to count whole units from."""
        date_ = self.told.date
        return self.told.day or (date_.end if date_.is_interval and date_.end else date_.start)


def deictic_base(p: PartialDate, view: View) -> Base | None:
    """What 올해, last month and the like are counted from; None where nothing can serve."""
    state, above = view.state, view.state.heading
    year = above.year if above and above.fine == "year" and state.genre == "chronicle" else None
    this = (p.shift_unit, p.shift) == ("year", 0)
    if above and year and this and state.document and year != state.document.year:
        return Base(above, anchors.heading(above.date), 0.8, "time.place_in_list")  # 本年度, below 1956
    item, same = view.near or state.running, view.in_sentence
    if state.document and view.quoted and same and same.year != state.document.year:
        return _told(same, "time.day_of_saying", 0.8)
    if item and item.year and not state.document and state.genre == "chronicle":
        return _told(item, "time.place_in_list", 0.8)
    if same and same.day and same.stated and (not state.document or same.year != state.document.year):
        return _told(same, "time.place_in_list", 0.75)
    if state.document:
        return Base(state.document, state.document.words, state.document.confidence(0.95), "time.document")
    return None


def running_base(p: PartialDate, view: View) -> Base | None:
    """What 그해, 次月, two days later and the like refer to; None where nothing was told."""
    state, unit = view.state, p.shift_unit or "year"
    if unit in ("day", "week"):
        return _day_base(p, view)
    for told in (_beside(p, view), _done(view), state.last, state.running, state.bullet, state.heading):
        if told and told.year is not None and (unit != "month" or told.month is not None):
            return _told(told, f"time.running_{unit}", 0.92, unit)
    if state.genre == "report" and state.document and p.shift != 0:
        return Base(state.document, state.document.words, 0.7, "time.document")
    return None


def _beside(p: PartialDate, view: View) -> Told | None:
    """What the sentence before named beside its main line, where "the same month" follows and it told nothing else."""
    named, told = view.state.named, view.state.last
    if p.shift or named is None or named.sentence != view.sentence - 1:
        return None
    return None if told is not None and told.sentence >= named.sentence else named


def _done(view: View) -> Told | None:
    """What the bullet told last; what is to come is no base for what was done."""
    told = view.state.bullet
    return None if told and told.planned and not view.planned and told.sentence != view.sentence else told


def _day_base(p: PartialDate, view: View) -> Base | None:
    state, same = view.state, view.in_sentence
    headed = state.heading if state.heading and state.heading.day and state.day is None else None
    if headed and p.shift == 0 and not same:
        return Base(headed, anchors.heading(headed.date), 0.9, "time.heading_day")
    written = state.document if state.document and state.document.day and not state.document.revised else None
    today = written if view.language == "ko" and p.section != "same" else None
    if today and same and p.shift == 0 and state.genre == "report" and (same.deictic or same.counted):
        # Korean news sets "this day" against a day before it: the day of the report
        return Base(today, today.words, 0.85, "time.document_day")
    if same and same.day:
        return _told(same, "time.running_day", 0.92)
    if p.shift == 0 and state.named and state.named.sentence == view.sentence and state.named.day:
        return _told(state.named, "time.running_day", 0.85)  # freed on the 20th, he says that he heard that day
    recent, coarse = state.day, _done(view)
    eve = today and recent and recent.day and today.day and (today.day - recent.day).days == 1
    apart = recent is not None and (recent.block != view.block or (eve and recent.sentence != view.sentence))
    left = recent is not None and recent.deictic and view.sentence - recent.sentence > 1
    if today and recent and p.shift == 0 and state.genre == "report" and (left or (apart and recent.counted)):
        # a day before that of the report was told in a sentence of its own, or some sentences ago
        return Base(today, today.words, 0.8, "time.document_day")
    if coarse and coarse.year and not coarse.day and (recent is None or coarse.sentence > recent.sentence):
        near = p.shift or state.genre != "report" or coarse.sentence == view.sentence - 1
        if written is None or (view.language != "ko" and near):
            return _told(coarse, "time.running_month", 0.6) if p.shift in NEXT else None
        recent = None
    if p.shift < 0 and state.genre == "report" and state.news and (recent is None or recent.block != view.block):
        return _told(state.news, "time.running_day", 0.85)  # a paragraph that opens with "the day before"
    document = state.document
    news = document is not None and recent is not None and document.is_news(recent.day) and recent.day != document.day
    if recent and (state.genre != "report" or news or recent.block in (view.block, view.block - 1)):
        return _told(recent, "time.running_day", 0.88)
    told = state.bullet or state.last
    elsewhen = p.shift in NEXT and view.language != "ko" and state.genre != "report" and told is not None and told.year
    if written is not None and not elsewhen:
        return Base(written, written.words, 0.85, "time.document_day")
    if recent:
        return _told(recent, "time.running_day", 0.75)
    return _told(told, "time.running_month", 0.6) if told and told.year and p.shift in NEXT else None


def _told(told: Told, rule: str, confidence: float, unit: str = "") -> Base:
    """``told`` as a base; its anchor names the part of it that is taken over."""
    unit = unit if unit in ("year", "month") and told.fine in ("year", "month", "day") else told.fine or "period"
    part = {"year": f"{told.year:04}", "month": f"{told.year:04}-{told.month:02}"} if told.year and told.month else {}
    return Base(told, anchors.running(unit, part.get(unit, str(told.date))), confidence, rule)
