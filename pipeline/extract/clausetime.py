"""Which date a clause takes: its own expression, the nearest that governs it, or what its sentence inherits.

Input: a Timeline of a Reading; then, clause by clause, the span of the clause and that of its trigger. Output: a
TimeMention (``span`` None where the date is inherited), or None where the clause has no date. A happening told inside a
dated report ("on Monday the agency said that ...") is dated no finer than the month of the report. Limits: a clause
that several dates share gets the one next to its trigger; ``all_of`` gives them all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.inheritance import coarser
from pipeline.languages import code_of
from pipeline.model import Reading, Reason, SentenceTime, Span, Timeline, TimeMention
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

DATING = ("date", "range", "clock")
REACH = 80
"""Signs around a trigger in which a word of saying or of cause is looked for."""
NEAR = 24
"""Mentions on either side of a trigger among which its date is looked for."""
TOLD = ("time.until_told@", "time.years_to_the_day@")
"""Reasons of a date whose first alternative is what its clause tells: a stretch up to now, the very day years ago."""
CLAUSE_DATING = ("anniversary", "duration")


class ClauseTimes:
    """The dates of one document, ready to be asked for clause by clause. Built once, then only read."""

    def __init__(self, timeline: Timeline, reading: Reading, resources: Resources) -> None:
        self._timeline, self._reading = timeline, reading
        self._cues: Mapping[str, Cues] = resources.time_cues
        self._mentions = [m for m in timeline.mentions if m.span and m.date and m.role == "happening"]
        self._starts = [m.span.start for m in self._mentions if m.span]
        self._heads = {head.sentence: head for head in timeline.heads}
        self._sentences = [sentence.span.start for sentence in reading.sentences]

    def date_of(self, clause: Span, trigger: Span) -> TimeMention | None:
        """The date of the happening that ``trigger`` names in ``clause``."""
        number = self._sentence(trigger.start)
        if number is None:
            return None
        near = self._around(trigger, self._reading.sentences[number].span)
        governing = [m for m in near if m.kind in DATING and m.governs and m.governs.covers(trigger)]
        if not governing:
            own = [m for m in near if m.kind in CLAUSE_DATING and m.span and clause.covers(m.span) and _dates(m)]
            return own[0] if own else self._inherited(self._timeline.sentences[number])
        best = min(governing, key=lambda m: (not _inside(clause, m), len(m.governs or clause), _distance(m, trigger)))
        if number in self._heads and self._over(trigger, best, number):
            return self._inherited(self._heads[number])
        return self._reported(self.as_told(best, trigger), trigger, number)

    def all_of(self, clause: Span) -> tuple[TimeMention, ...]:
        """All date expressions inside ``clause`` that may date it, in text order."""
        return tuple(m for m in self._in(clause) if m.kind in DATING)

    def carried(self, time: TimeMention, trigger: Span) -> TimeMention:
        """``time``, told by an earlier clause of the sentence, as it dates the happening that ``trigger`` names."""
        number = self._sentence(trigger.start)
        return time if number is None else self._reported(self.as_told(time, trigger), trigger, number)

    def as_told(self, mention: TimeMention, trigger: Span) -> TimeMention:
        """``mention`` at the date that its clause tells, where that is more than its words say: see ``TOLD``.

        What set off what still goes on ("since the visit of last May") keeps its own date.
        """
        if not mention.alternatives or not any(r.rule.startswith(TOLD) for r in mention.reasons):
            return mention
        if self._sets_off(mention, trigger):
            return mention
        own = (mention.date,) if mention.date is not None else ()
        return replace(mention, date=mention.alternatives[0], alternatives=own, confidence=min(mention.confidence, 0.7))

    def _sets_off(self, mention: TimeMention, trigger: Span) -> bool:
        """Whether the trigger stands in the phrase that says since when."""
        number = self._sentence(trigger.start)
        if number is None or mention.span is None:
            return False
        sentence, folded = self._reading.sentences[number], self._reading.folded
        cues = self._cues.get(code_of(sentence.language), NONE)
        after = folded[mention.span.end : min(sentence.span.end, mention.span.end + REACH)]
        if phrase := cues.match("after", "onset", after):
            return mention.span.start <= trigger.start < mention.span.end + phrase.end()
        start = max(sentence.span.start, mention.span.start - REACH)
        phrase = cues.search("before", "onset", folded[start : mention.span.start])
        if phrase is None or trigger.start < start + phrase.start():
            return False
        return "," not in after[: max(0, trigger.start - mention.span.end)]

    def _around(self, trigger: Span, sentence: Span) -> list[TimeMention]:
        """The mentions of the sentence that stand near the trigger."""
        at = bisect_left(self._starts, trigger.start)
        near = self._mentions[max(0, at - NEAR) : at + NEAR]
        return [m for m in near if m.span and sentence.covers(m.span)]

    def _in(self, span: Span) -> list[TimeMention]:
        return self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def _sentence(self, at: int) -> int | None:
        index = bisect_right(self._sentences, at) - 1
        return index if index >= 0 and at < self._reading.sentences[index].span.end else None

    def _over(self, trigger: Span, date: TimeMention, number: int) -> bool:
        """Whether the clause of the trigger is told as over before the sentence comes to ``date``."""
        if date.span is None or date.span.start < trigger.end:
            return False
        cues = self._cues.get(code_of(self._reading.sentences[number].language), NONE)
        between = self._reading.folded[trigger.end - 1 : min(date.span.start, trigger.end + REACH)]
        return cues.match("after", "closed", between) is not None

    def _inherited(self, given: SentenceTime) -> TimeMention | None:
        if given.date is None:
            return None
        return TimeMention(
            span=None,
            kind="date",
            date=given.date,
            basis=given.basis,
            anchor=given.anchor,
            governs=self._reading.sentences[given.sentence].span,
            confidence=given.confidence,
            reasons=given.reasons,
        )

    def _reported(self, found: TimeMention, trigger: Span, number: int) -> TimeMention:
        """``found``; its month where the trigger stands in what a report of that day says, its year in a cause."""
        span, sentence = found.span, self._reading.sentences[number]
        if span is None or found.date is None or span.end > trigger.start:
            return found
        cues = self._cues.get(code_of(sentence.language), NONE)
        behind = self._reading.folded[trigger.end : min(sentence.span.end, trigger.end + REACH)]
        between = self._reading.folded[span.end : trigger.start][-REACH:]
        if cues.match("after", "cause", behind) or cues.search("before", "cause", between):
            year = coarser(coarser(found.date), year=True)
            return _told_beside(found, year, "time.cause", "a cause lies before what it caused: no finer than the year")
        if cues.search("before", "consequence", between):
            follows = coarser(found.date, year=found.date.precision != "day")
            return _told_beside(found, follows, "time.consequence", "what followed from it: one unit coarser")
        day = found.date.precision == "day"
        if not day and cues.search("before", "afterwards", between):
            year = coarser(found.date, year=True)
            return _told_beside(found, year, "time.afterwards", "it came after that: no finer than the year")
        told = self._reading.folded[span.end : min(sentence.span.end, trigger.end + REACH)]
        comment = cues.search("sentence", "comment", told) if day else None
        if comment is not None and span.end + comment.start() <= trigger.start < span.end + comment.end():
            says = "a comment on what happened that day: no finer than its month"
            return _told_beside(found, coarser(found.date), "time.comment", says)
        if day and (cues.match("after", "content", behind) or cues.search("before", "content", between)):
            says = "told in a report of that day: no finer than its month"
            return _told_beside(found, coarser(found.date), "time.content_of_report", says)
        return found


def _told_beside(found: TimeMention, date: Edtf, rule: str, says: str) -> TimeMention:
    """``found`` at the coarser ``date``, as inherited by a happening that is told beside what it dates."""
    if date == found.date:
        return found
    return replace(
        found,
        span=None,
        date=date,
        basis="inherited",
        anchor=anchors.same_sentence(found.date or date),
        confidence=round(found.confidence * 0.8, 3),
        reasons=(*found.reasons, Reason(rule=f"{rule}@1", says=says)),
    )


def _dates(mention: TimeMention) -> bool:
    """Whether an amount of time dates its own clause: a stretch, or an anniversary that was kept."""
    return mention.kind == "duration" or any(r.rule.startswith("time.anniversary@") for r in mention.reasons)


def _inside(clause: Span, mention: TimeMention) -> bool:
    return mention.span is not None and clause.covers(mention.span)


def _distance(mention: TimeMention, trigger: Span) -> int:
    return abs(trigger.start - mention.span.end) if mention.span else 0
