"""Who told it when, and when it happened: the days of a report's sayings, apart from those of its deeds.

Input: the drafts of an article in text order. Output: for an undated saying the day of the sayings before it, where the
text before tells an earlier day, of what happened; for an undated deed the day of the deeds, where that told last is of
a saying alone. Limits: days written in the text, shortly before the report, no more than ``REACH`` sentences back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract.draft import Draft
from pipeline.extract.own_dates import inherited
from pipeline.extract.passage import NEWS, Passage
from pipeline.extract.recalled import is_news
from pipeline.model import TimeMention
from pipeline.records import replace

REACH = 8
"""Sentences back to which the story is gone on from."""
_CONTEXT = (*NEWS, "time.same_item@")
_VERBAL = ("STATEMENT", "ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN")
"""Types of deeds that are done by saying something."""
Days = tuple[tuple[TimeMention, int], ...]
"""Dates with the numbers of their sentences, in text order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The days that a report has told so far: of sayings, and of deeds."""

    article: int = -1
    said: Days = ()
    done: Days = ()

    def told(self, passage: Passage, draft: Draft, report: Edtf | None) -> Story:
        """The story after one clause."""
        story = self if self.article == passage.block.article else Story(article=passage.block.article)
        fresh = tuple((time, passage.number) for time in draft.times if is_news(time.date, report))
        if not fresh:
            return story
        if draft.hit.rule.speech:
            return replace(story, said=(*story.said, *fresh))
        return replace(story, done=(*story.done, *fresh)) if draft.hit.rule.type not in _VERBAL else story

    def beside(self, passage: Passage, draft: Draft, found: TimeMention) -> TimeMention:
        """``found``, which an undated clause takes from the text before, or the day of its own kind instead."""
        if self.article != passage.block.article or not any(r.rule.startswith(_CONTEXT) for r in found.reasons):
            return found
        said, done = _near(self.said, passage), _near(self.done, passage)
        if draft.hit.rule.speech:
            later = [time for time in said if _before(found.date, time.date)]
            own = len(later) == len(said) > 0 and not _is_cited(passage, draft)
            return inherited(later[-1]) if own else found
        if draft.hit.rule.type in _VERBAL or not done or found.date not in [time.date for time in said]:
            return found
        return found if found.date in [time.date for time in done] else inherited(done[-1])


def _near(days: Days, passage: Passage) -> Sequence[TimeMention]:
    return [time for time, number in days if passage.number - number <= REACH]


def _before(date: Edtf | None, other: Edtf | None) -> bool:
    return date is not None and other is not None and bool(date.end and other.start and date.end < other.start)


def _is_cited(passage: Passage, draft: Draft) -> bool:
    """Whether the saying is itself told by another one behind it (they reaffirmed their ties, the ministry said)."""
    return not draft.hit.noun and any(hit.rule.speech and hit.start >= draft.hit.end for hit in passage.hits)
