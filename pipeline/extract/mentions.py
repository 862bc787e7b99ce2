"""From drafts to mentions: dates them, decides, and fills in type, status, attribution, actors, place, quantities.

Input: the passages of a document in order, each with its drafts. Output: EventMentions. ``Teller`` remembers what a
reader would: the date and subject of the clause before, the last two parties, the last happening told. Limits: a fresh
``Teller`` a document; nothing is remembered across articles of one file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.edtf import Edtf
from pipeline.extract import attribution, frames, recalled, status, subjects
from pipeline.extract.dating import Dated, Dating, Known
from pipeline.extract.deciding import judge
from pipeline.extract.docdate import published_at
from pipeline.extract.draft import Draft
from pipeline.extract.going_on import told_before
from pipeline.extract.lifespans import LIFESPAN
from pipeline.extract.memory import Memory, remembered, themed, told
from pipeline.extract.own_dates import inherited, of_one_day, too_wide
from pipeline.extract.parties import scene
from pipeline.extract.passage import Passage
from pipeline.extract.retold import still_planned, told_once, turned
from pipeline.extract.story import Story
from pipeline.extract.typed import Typed, typed
from pipeline.model import (
    Actor,
    EntityMention,
    EventMention,
    Quantity,
    Reading,
    Reason,
    Span,
    Status,
    Timeline,
    TimeMention,
)
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources


_RECALLED = 24
"""Deeds told last that are kept in mind."""


class Teller:
    """Turns drafts into mentions, passage by passage in text order."""

    def __init__(
        self,
        reading: Reading,
        timeline: Timeline,
        resources: Resources,
        topic: tuple[EntityMention, ...] = (),
        pages: Mapping[int, EntityMention] = MappingProxyType({}),
        homes: Mapping[str, EntityMention] = MappingProxyType({}),
    ) -> None:
        self._reading = reading
        self._dating = Dating(reading, timeline, resources)
        self._resources = resources
        self._weights = resources.event_weights
        self._timeline = timeline
        self._published = published_at(reading, timeline, 0)
        self._memory = Memory(topic=topic)
        self._pages, self._homes = pages, homes
        self._known = Known(story=Story())

    def tell(self, passage: Passage, drafts: Sequence[Draft]) -> list[EventMention]:
        """The mentions of one sentence."""
        self._enter(passage)
        asides = tuple(draft for draft in drafts if draft.kind == "reduced")
        if asides or self._known.asides:
            self._known = replace(self._known, asides=asides)
        carried: TimeMention | None = None
        out: list[EventMention] = []
        told_here: list[recalled.Deed] = []
        for draft in drafts:
            dates = list(self._dating.of(passage, draft, carried, self._known))
            leads = ("main", "item", "content") if passage.rules.dates_first else ("main", "item")
            if (draft.kind in leads and draft.times) or (
                draft.kind in ("relative", "nominal", "beside") and carried is None and self._shares(passage, draft)
            ):
                carried = draft.times[-1]
            kind = typed(passage, draft, self._memory.topic)
            made = [self._mention(passage, draft, dated, kind, len(dates)) for dated in dates]
            came_out = turned(passage, draft)
            kept = [m if came_out else still_planned(m, out) for m in made if m is not None]
            out += kept
            if draft.kind in ("main", "item"):
                self._remember(passage, draft, kept, kind)
            story = self._known.story.told(passage, draft, self._published)
            if story is not self._known.story:
                self._known = replace(self._known, story=story)
            if kept and draft.hit.rule.speech:
                self._known = replace(self._known, said=str(kept[-1].time.date))
            for mention in kept if draft.rule != LIFESPAN else ():
                told_here.append(recalled.deed(passage, mention))
                self._memory = told(self._memory, passage, mention, draft.hit.rule.frame, self._resources)
        if told_here:
            self._known = replace(self._known, deeds=(*self._known.deeds, *told_here)[-_RECALLED:])
        if not any(draft.kind in ("main", "item") for draft in drafts):
            self._memory = themed(self._memory, subjects.theme(passage))
        return told_once(out)

    def _enter(self, passage: Passage) -> None:
        self._published = published_at(self._reading, self._timeline, passage.sentence.block)
        self._dating.enter(self._published)
        memory = self._memory
        if memory.article != passage.block.article:
            memory = Memory(article=passage.block.article, topic=memory.topic)
        if memory.block != passage.sentence.block:
            memory = replace(memory, block=passage.sentence.block, last=("", "", *memory.last[2:]))
            if not self._goes_on(passage):
                memory = replace(memory, subject=None, goal=None, people=())
            page = self._pages.get(passage.sentence.block) if passage.rules.final else None
            if page is not None:
                memory = replace(memory, page=page, about=page, subject=None, home=self._homes.get(page.surface))
        if passage.rules.final and passage.entry and passage.times and memory.page is None:
            memory = replace(memory, subject=None, about=None)  # each entry of a chronicle tells of somebody else
        stays = memory.subject is not None or memory.about is None
        self._memory = memory if stays else replace(memory, subject=memory.about)

    def _goes_on(self, passage: Passage) -> bool:
        """Whether the block goes on with the text of the one before: plain paragraphs of one section."""
        last = self._memory.block
        if last < 0:
            return False
        before = self._reading.blocks[last]
        return passage.block.kind == before.kind == "paragraph" and passage.block.headings == before.headings

    def _shares(self, passage: Passage, draft: Draft) -> bool:
        return not any(passage.core[0] + 2 < passage.local(e.span)[0] < draft.start - 12 for e in passage.entities)

    def _mention(
        self, passage: Passage, draft: Draft, dated: Dated, told_as: Typed, n_dates: int
    ) -> EventMention | None:
        kind, mode, why_type = told_as
        if too_wide(dated.time):
            return None
        if (
            dated.source != "own"
            and draft.kind == "main"
            and told_before(passage, draft, told_as, str(dated.time.date), self._memory.last)
        ):
            return None
        if dated.source == "context" and recalled.only_named(passage, draft, (kind, mode), self._known.deeds):
            return None
        told_how = (kind, mode, dated.time.basis)
        score, decided = judge(passage, draft, dated.source, dated.confidence, told_how, self._weights)
        if score < 0:
            return None
        if recalled.befell(passage, draft, self._known.deeds):
            kind, mode, why_type = "OTHER", "death", Reason(rule="clause.befell@1", says="an accident is told of")
        cited, words, why_cited = attribution.attribution_of(passage, draft)
        state, why_status = self._status(passage, draft, dated.time.date, words)
        led = passage.key[draft.start : draft.hit.end]
        foretold = (
            state == "planned" and dated.source == "context" and (of_one_day(dated.time) or self._over(dated.time))
        )
        foretold = foretold and passage.rules.said("same_day", led, how="search") is None
        if foretold and not recalled.on_the_occasion(passage, dated.time, self._known.deeds):
            return None  # the day of the report is not that of what it foretells
        seen = scene(
            passage,
            draft,
            (kind, mode),
            (dated.index, n_dates),
            self._memory,
            str(dated.time.date),
            self._resources,
        )
        span = passage.absolute(draft.start, draft.end)
        actors = _without_cited(seen.actors, cited, span, kind)
        trigger = passage.absolute(*(draft.label or (draft.hit.start, draft.hit.end)))
        time = dated.time if dated.time.span is None or span.covers(dated.time.span) else inherited(dated.time)
        found = Reason(rule=draft.hit.rule.name, says="the trigger", span=trigger)
        clause = Reason(rule=draft.rule, says=f"a stretch of kind {draft.kind}", span=span)
        reasons = (found, why_type, clause, why_status, why_cited, decided, *time.reasons)
        return EventMention(
            id=_identity(self._reading.document.sha256, span, trigger, dated),
            document_id=self._reading.document.id,
            language=passage.sentence.language,
            span=span,
            trigger=trigger,
            section=self._section(passage),
            type=kind,
            mode=mode,
            time=time,
            actors=actors,
            place=seen.place,
            quantities=_quantities(passage, draft),
            status=state,
            attribution=(cited.entity_id or cited.surface) if cited is not None else words,
            confidence=round(min(1.0, 0.5 + 0.15 * score) * (0.5 + 0.5 * dated.confidence), 2),
            reasons=tuple(reason for reason in reasons if reason is not None),
        )

    def _over(self, time: TimeMention) -> bool:
        """Whether a date lies wholly before the day of the text."""
        day, date = self._published, time.date
        if day is None or date is None or date.end is None or day.start is None:
            return False
        return date.end < day.start

    def _status(self, passage: Passage, draft: Draft, date: Edtf | None, cited: str) -> tuple[Status, Reason]:
        """The status by wording, by the day told against the day of publication, and by whether someone is cited."""
        state, why = status.status_of(passage, draft)
        bare = passage.rules.lexis.word_bounds and draft.kind != "main"
        open_ = draft.hit.noun and (passage.block.kind == "heading" or bare)
        state, why = status.of_history(state, why, date, self._published)
        state, why = status.still_to_come(state, why, date, self._published, open_)
        return status.settled(passage, draft, state, cited), why

    def _section(self, passage: Passage) -> str:
        headings = passage.block.headings
        return headings[-1].of(self._reading.document.text).strip() if headings else ""

    def _remember(self, passage: Passage, draft: Draft, kept: Sequence[EventMention], told_as: Typed) -> None:
        actors = kept[0].actors if kept else frames.roles(passage, draft, frames.find_slots(passage, draft, told_as[0]))
        if not kept and passage.rules.said("they", passage.key, draft.start) is not None:
            actors = tuple(Actor(entity=entity, role="source") for entity in self._memory.pair)
        memory = remembered(self._memory, passage, actors)
        if subjects.unnamed(passage, draft, actors):
            memory = replace(memory, subject=None)  # what follows is no deed of who was told of before
        if told_as[:2] == ("STATEMENT", "report"):
            memory = replace(memory, subject=self._memory.subject)  # who reports is not who acts in what follows
        if kept:
            last = kept[-1]
            memory = replace(memory, last=(told_as[0], told_as[1], str(last.time.date), passage.number))
        self._memory = memory


def _without_cited(actors: tuple[Actor, ...], cited: EntityMention | None, span: Span, kind: str) -> tuple[Actor, ...]:
    """The actors without who is only cited; a report is the deed of who is cited, so is what one says of oneself."""
    if cited is None:
        return actors
    if kind == "STATEMENT" and not any(actor.role == "source" for actor in actors):
        return (Actor(entity=cited, role="source"),)
    return tuple(actor for actor in actors if actor.entity.span != cited.span or not span.covers(cited.span))


def _quantities(passage: Passage, draft: Draft) -> tuple[Quantity, ...]:
    span = passage.absolute(draft.start, draft.end)
    return tuple(quantity for quantity in passage.quantities if span.covers(quantity.span))


def _identity(sha256: str, span: Span, trigger: Span, dated: Dated) -> str:
    time = dated.time.span
    mark = f"{time.start}-{time.end}" if time is not None else f"inherited-{dated.index}"
    text = f"{sha256}|{span.start}-{span.end}|{trigger.start}-{trigger.end}|{mark}"
    return "m-" + hashlib.sha256(text.encode()).hexdigest()[:16]
