"""Which date each draft gets: that of its own words, of its sentence, or of the text before.

Input: a passage, a draft, and what the text has told so far (``Known``). Output: ``Dated``, one for each mention to be
made. Limits: the values of the expressions are those of the timeline; nothing is remembered here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.edtf import Edtf
from pipeline.extract import anchors, recalled
from pipeline.extract.clausetime import ClauseTimes
from pipeline.extract.docdate import published_at
from pipeline.extract.draft import Draft
from pipeline.extract.governed_english import attributive
from pipeline.extract.own_dates import (
    coarse,
    contains,
    dated_in_content,
    foretells,
    in_quotes,
    inherited,
    of_saying,
    telling,
)
from pipeline.extract.passage import NEWS, Passage
from pipeline.extract.story import Story
from pipeline.model import Reading, Reason, SentenceTime, Span, Timeline, TimeMention
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

_LONG_PAST = 14
"""Days before its own date from which a news report tells of the past, not of its news."""
_DAY_BEFORE = 1
"""Days before its own date on which a report that came out the next morning was still gathered."""
_OTHER_STORY = 400
"""Days before its own date from which what a text tells is no background of its news any more."""
_NEAR = 2
"""Sentences back to which a clause that comes before the first date of its sentence looks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date for a draft: where it comes from (``own``, ``sentence``, ``context``) and how sure it is."""

    time: TimeMention
    source: str
    confidence: float
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the text has told so far. ``said``: the date of the last saying; ``asides``: participles of the sentence."""

    story: Story
    deeds: tuple[recalled.Deed, ...] = ()
    said: str = ""
    asides: tuple[Draft, ...] = ()


class Dating:
    """The dates of the drafts of one document."""

    def __init__(self, reading: Reading, timeline: Timeline, resources: Resources) -> None:
        self._sentences: dict[int, SentenceTime] = {item.sentence: item for item in timeline.sentences}
        self._clauses = ClauseTimes(timeline, reading, resources)
        self._resources = resources
        self._published = published_at(reading, timeline, 0)
        self._reports: frozenset[int] = frozenset(
            block.article
            for item in timeline.sentences
            if (block := reading.blocks[reading.sentences[item.sentence].block]).kind != "heading"
            and any(reason.rule.startswith(NEWS) for reason in item.reasons)
        )  # the title of a timeline has the day of its page too

    def enter(self, published: Edtf | None) -> None:
        """Goes on in a block whose words count from the day ``published``."""
        self._published = published

    def of(self, passage: Passage, draft: Draft, carried: TimeMention | None, known: Known) -> Iterator[Dated]:
        """The dates of ``draft``, each a mention; ``carried``: the date of the clause before it in the sentence."""
        says = draft.hit.rule.speech or draft.content is not None
        if says and draft.times and all(in_quotes(passage, draft, time) for time in draft.times):
            yield from self._saying(passage)
            return
        trigger = passage.absolute(draft.hit.start, draft.hit.end)
        if draft.times and draft.hit.rule.mode != "birth" and all(_of_birth(time) for time in draft.times):
            yield from self._from_before(passage, replace(draft, times=()), known)
            return
        if carried is not None and (told := telling(passage, draft)) and _of_modifiers(told, trigger, carried):
            time = inherited(self._clauses.carried(carried, trigger))
            yield Dated(time=time, source="sentence", confidence=time.confidence)
            return
        own = of_saying(passage, draft, self._published)
        if draft.times and not own and telling(passage, draft):
            yield from self._saying(passage)
            return
        if draft.times:
            yield from self._own(passage, draft, own)
        undated = ("main", "item") if passage.rules.final else ("main", "item", "content")
        if telling(passage, draft) or draft.kind not in undated:
            return
        if draft.hit.rule.speech and dated_in_content(passage, draft):
            yield from self._saying(passage)
            return
        if draft.hit.rule.speech and foretells(passage, draft):
            return
        if carried is not None and self._tells_now(passage, draft):
            yield from self._of_document("time.told_now@1", "tells how things stand now", index=0)
            return
        if carried is not None and (carried.governs is None or carried.governs.covers(trigger)):
            time = inherited(self._clauses.carried(carried, trigger))
            yield Dated(time=time, source="sentence", confidence=time.confidence)
            return
        yield from self._from_before(passage, draft, known)

    def _own(self, passage: Passage, draft: Draft, own: Sequence[TimeMention]) -> Iterator[Dated]:
        """The dates that the clause itself holds."""
        trigger = passage.absolute(draft.hit.start, draft.hit.end)
        for index, time in enumerate(own):
            time = self._clauses.as_told(self._beside(passage, draft, time), trigger)
            yield Dated(
                time=coarse(time) if draft.coarse else time,
                source="own",
                confidence=time.confidence,
                index=index,
            )
        if self._again(passage, draft):
            yield from self._of_document("time.told_again@1", "the date told is that of the time before", index=1)

    def _from_before(self, passage: Passage, draft: Draft, known: Known) -> Iterator[Dated]:
        """The date of a clause that holds none: that of the text around it."""
        trigger = passage.absolute(draft.hit.start, draft.hit.end)
        found = self._clauses.date_of(passage.absolute(draft.start, draft.end), trigger)
        if not passage.times and (scene := recalled.of_occasion(passage, draft, known.deeds)) is not None:
            found = inherited(scene)
        if found is None or found.date is None or self._once(passage, draft, found):
            return
        if self._dates_aside(passage, found, known) and (found := _before(passage, known)) is None:
            if passage.block.article in self._reports:
                yield from self._of_document("time.told_aside@1", "its only date is that of something else", index=0)
            return
        found = known.story.beside(passage, draft, recalled.narrowed(passage, found, known.deeds))
        if found.span is None:
            found = inherited(recalled.told_again(passage, draft, found, known.deeds, self._published))
        if draft.hit.rule.speech and self._of_report(passage, found, known):
            yield from self._saying(passage)
            return
        if found.span is not None and found.span.start >= passage.offset + draft.end:
            yield from self._told_ahead(passage, draft, found, known)
            return
        yield _around(found)

    def _told_ahead(self, passage: Passage, draft: Draft, found: TimeMention, known: Known) -> Iterator[Dated]:
        """The date of a clause whose sentence tells its only date behind it."""
        if draft.hit.rule.speech:
            return
        if draft.hit.kind == "past" and self._to_come(found):
            yield from self._of_document("time.told_as_done@1", "told as done, beside what is to come", index=0)
        elif passage.rules.dates_first and (before := _before(passage, known)) is not None:
            yield Dated(time=inherited(before), source="context", confidence=before.confidence)
        else:
            yield _around(found)

    def _once(self, passage: Passage, draft: Draft, found: TimeMention) -> bool:
        """Whether a clause of a report says that something was so once, earlier: the day of the report is not its."""
        cues = self._resources.time_cues.get(passage.rules.code)
        news = any(reason.rule.startswith(NEWS) for reason in found.reasons)
        if cues is None or not news or found.span is not None or draft.hit.rule.speech:
            return False
        return cues.search("sentence", "once", passage.text[draft.start : draft.end]) is not None

    def _tells_now(self, passage: Passage, draft: Draft) -> bool:
        """Whether a clause that goes on says, before its deed, how things stand as it is written (and now blocks)."""
        cues = self._resources.time_cues.get(passage.rules.code)
        said = passage.text[draft.start : draft.hit.start]
        return cues is not None and cues.search("sentence", "now", said) is not None

    def _again(self, passage: Passage, draft: Draft) -> bool:
        """Whether a headline's only date is that of the time before (after 2019, again for the first time in years)."""
        dates = telling(passage, draft)
        if passage.block.kind != "heading" or len(dates) != 1 or dates[0].span is None:
            return False
        cues = self._resources.time_cues.get(passage.rules.code)
        start, end = passage.local(dates[0].span)
        if cues is None:
            return False
        behind, ahead = passage.key[end : draft.end], passage.key[draft.start : start]
        return bool(cues.match("after", "followed", behind) or cues.search("before", "followed", ahead))

    def _dates_aside(self, passage: Passage, time: TimeMention, known: Known) -> bool:
        """Whether the date is that of a participle behind a noun (sold the plant built in 1968), or only names a thing
        (last year's report): not that of the deed."""
        span = time.span
        if span is None or not passage.rules.lexis.word_bounds:
            return False
        aside = any(passage.absolute(item.start, item.end).covers(span) for item in known.asides)
        return aside or (time in passage.times and attributive(passage, *passage.local(span)))

    def _to_come(self, time: TimeMention) -> bool:
        """Whether a date lies after the day of the text."""
        day, date = self._published, time.date
        return (
            day is not None
            and day.end is not None
            and date is not None
            and date.start is not None
            and (date.start > day.end)
        )

    def _of_report(self, passage: Passage, found: TimeMention, known: Known) -> bool:
        """Whether a saying of a news report would inherit the date of something long past: it is the report's own."""
        news, date = self._published, found.date
        if found.span is not None or news is None or news.precision != "day" or date is None:
            return False
        if any(reason.rule.startswith(("time.account@", "time.then@")) for reason in found.reasons):
            return False  # said then, by those whom the charge tells of
        if date.precision == "day" and any(reason.rule.startswith("time.heading@") for reason in found.reasons):
            return False  # a log of days: what is said below a day was said on it
        if passage.block.article not in self._reports or news.start is None or date.end is None:
            return False
        own = passage.rules.dates_first and passage.block.kind != "heading" and str(date) != known.said
        past = _DAY_BEFORE if own else _LONG_PAST
        days = (news.start - date.end).days
        return past < days and (own or days < _OTHER_STORY)

    def _saying(self, passage: Passage) -> Iterator[Dated]:
        """The date of a saying that dates only what it says: the text's own, else the year told just before."""
        before = self._sentences.get(passage.number - 1)
        date, anchor = self._published, anchors.document(self._published)
        if date is None and before is not None and before.date is not None and before.date.start is not None:
            date, anchor = Edtf.parse(f"{before.date.start.year}"), anchors.sentence_before(before.date)
        yield from _told_on(date, anchor, "time.saying_undated@1", "the date in the sentence is that of what is said")

    def _of_document(self, rule: str, says: str, index: int) -> Iterator[Dated]:
        yield from _told_on(self._published, anchors.document(self._published), rule, says, index)

    def _beside(self, passage: Passage, draft: Draft, time: TimeMention) -> TimeMention:
        """The date of what is told beside the deed that ``time`` dates: no finer than the resolver allows."""
        if draft.kind != "beside":
            return time
        trigger = passage.absolute(draft.hit.start, draft.hit.end)
        found = self._clauses.date_of(passage.absolute(draft.start, draft.end), trigger)
        if found is None or found.date is None or time.date is None or found.span is not None:
            return time
        return found if found.date.contains(time.date) else time


def _around(found: TimeMention) -> Dated:
    near = found.span is not None
    return Dated(
        time=inherited(found) if near else found,
        source="sentence" if near else "context",
        confidence=found.confidence,
    )


def _of_birth(time: TimeMention) -> bool:
    """Whether somebody was born on the date."""
    return any(reason.rule.startswith("time.birth@") for reason in time.reasons)


def _of_modifiers(times: Sequence[TimeMention], trigger: Span, before: TimeMention) -> bool:
    """Whether all dates of a clause only say when a thing in it came about (met on the 4th and voted on what was
    proposed the day before): then the clause goes on on the day of the one ``before`` it, unless that is only wider."""
    return all(
        time.governs is not None
        and not contains(before, time)
        and not time.governs.covers(trigger)
        and any(reason.rule.startswith("time.adnominal@") for reason in time.reasons)
        for time in times
    )


def _before(passage: Passage, known: Known) -> TimeMention | None:
    """The date told last in the sentences just before: what a clause goes on from that leads up to a later date."""
    done = recalled.last_done(passage, known.deeds, _NEAR)
    return done.time if done is not None else None


def _told_on(date: Edtf | None, anchor: str, rule: str, says: str, index: int = 0) -> Iterator[Dated]:
    """A date from outside the sentence, if there is one."""
    if date is not None:
        reason = Reason(rule=rule, says=says)
        time = TimeMention(span=None, kind="date", date=date, basis="inherited", anchor=anchor, confidence=0.7,
                           reasons=(reason,))  # fmt: skip
        yield Dated(time=time, source="context", confidence=0.7, index=index)
