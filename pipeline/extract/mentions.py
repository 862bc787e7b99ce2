"""From drafts to mentions: dates them, decides, and fills in type, status, attribution, actors, place, quantities.

Input: the passages of a document in order, each with its drafts. Output: EventMentions. ``Teller`` remembers what a
reader would: the date and subject of the clause before, the last two parties, the last happening told. Limits: a fresh
``Teller`` a document; nothing is remembered across articles of one file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.edtf import Edtf
from pipeline.extract import anchors, attribution, frames, recalled, status, subjects
from pipeline.extract.clausetime import ClauseTimes
from pipeline.extract.deciding import judge
from pipeline.extract.draft import Draft
from pipeline.extract.governed_english import attributive
from pipeline.extract.lifespans import LIFESPAN
from pipeline.extract.memory import Memory, remembered, themed, told
from pipeline.extract.own_dates import (
    coarse,
    dated_in_content,
    foretells,
    in_quotes,
    inherited,
    of_one_day,
    of_saying,
    telling,
    too_wide,
)
from pipeline.extract.parties import scene
from pipeline.extract.passage import NEWS, Passage
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
    SentenceTime,
    Span,
    Status,
    Timeline,
    TimeMention,
)

if TYPE_CHECKING:
    from pipeline.resources import Resources


_SAYINGS = ("STATEMENT", "ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN")
_FORCE = ("COERCE", "ASSAULT", "MOBILIZE", "RETREAT", "SANCTION", "AID")
"""Types of which one deed follows another, each a happening (seized the cash, and arrested the man)."""
_LONG_PAST = 14
"""Days before its own date from which a news report tells of the past, not of its news."""
_DAY_BEFORE = 1
"""Days before its own date on which a report that came out the next morning was still gathered."""
_OTHER_STORY = 400
"""Days before its own date from which what a text tells is no background of its news any more."""
_MEETINGS = ("meeting", "talks", "summit", "phone")
_RECALLED = 24
"""Deeds told last that are kept in mind."""
_NEAR = 2
"""Sentences back to which a clause that comes before the first date of its sentence looks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date for a draft: where it comes from (``own``, ``sentence``, ``context``) and how sure it is."""

    time: TimeMention
    source: str
    confidence: float
    index: int = 0


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
        self._sentences: dict[int, SentenceTime] = {item.sentence: item for item in timeline.sentences}
        self._clauses = ClauseTimes(timeline, reading, resources)
        self._resources = resources
        self._weights = resources.event_weights
        self._published = reading.document.published or timeline.published
        self._memory = Memory(topic=topic)
        self._pages, self._homes = pages, homes
        self._deeds: tuple[recalled.Deed, ...] = ()
        self._said = ""
        self._story = Story()
        self._asides: tuple[Draft, ...] = ()
        self._reports: frozenset[int] = frozenset(
            reading.blocks[reading.sentences[item.sentence].block].article
            for item in timeline.sentences
            if any(reason.rule.startswith(NEWS) for reason in item.reasons)
        )

    def tell(self, passage: Passage, drafts: Sequence[Draft]) -> list[EventMention]:
        """The mentions of one sentence."""
        self._enter(passage)
        self._asides = tuple(draft for draft in drafts if draft.kind == "reduced")
        carried: TimeMention | None = None
        out: list[EventMention] = []
        told_here: list[recalled.Deed] = []
        for draft in drafts:
            dates = list(self._dates(passage, draft, carried))
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
            self._story = self._story.told(passage, draft, self._published)
            if kept and draft.hit.rule.speech:
                self._said = str(kept[-1].time.date)
            for mention in kept if draft.rule != LIFESPAN else ():
                told_here.append(recalled.deed(passage, mention))
                self._memory = told(self._memory, passage, mention, draft.hit.rule.frame, self._resources)
        self._deeds = (*self._deeds, *told_here)[-_RECALLED:]
        if not any(draft.kind in ("main", "item") for draft in drafts):
            self._memory = themed(self._memory, subjects.theme(passage))
        return told_once(out)

    def _enter(self, passage: Passage) -> None:
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
        self._memory = memory if memory.subject is not None else replace(memory, subject=memory.about)

    def _goes_on(self, passage: Passage) -> bool:
        """Whether the block goes on with the text of the one before: plain paragraphs of one section."""
        last = self._memory.block
        if last < 0:
            return False
        before = self._reading.blocks[last]
        return passage.block.kind == before.kind == "paragraph" and passage.block.headings == before.headings

    def _shares(self, passage: Passage, draft: Draft) -> bool:
        return not any(passage.core[0] + 2 < passage.local(e.span)[0] < draft.start - 12 for e in passage.entities)

    def _dates(self, passage: Passage, draft: Draft, carried: TimeMention | None) -> Iterator[Dated]:
        trigger = passage.absolute(draft.hit.start, draft.hit.end)
        says = draft.hit.rule.speech or draft.content is not None
        if says and draft.times and all(in_quotes(passage, draft, time) for time in draft.times):
            yield from self._saying(passage)
            return
        own = of_saying(passage, draft, self._published)
        if draft.times and not own and telling(passage, draft):
            yield from self._saying(passage)
            return
        if draft.times:
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
        undated = ("main", "item") if passage.rules.final else ("main", "item", "content")
        if telling(passage, draft) or draft.kind not in undated:
            return
        if draft.hit.rule.speech and dated_in_content(passage, draft):
            yield from self._saying(passage)
            return
        if draft.hit.rule.speech and foretells(passage, draft):
            return
        if carried is not None and (carried.governs is None or carried.governs.covers(trigger)):
            time = inherited(self._clauses.carried(carried, trigger))
            yield Dated(time=time, source="sentence", confidence=time.confidence)
            return
        found = self._clauses.date_of(passage.absolute(draft.start, draft.end), trigger)
        if not passage.times and (scene := recalled.of_occasion(passage, draft, self._deeds)) is not None:
            found = inherited(scene)
        if found is None or found.date is None or self._once(passage, draft, found):
            return
        if self._dates_aside(passage, found) and (found := self._before(passage)) is None:
            if passage.block.article in self._reports:
                yield from self._of_document("time.told_aside@1", "its only date is that of something else", index=0)
            return
        found = self._story.beside(passage, draft, recalled.narrowed(passage, found, self._deeds))
        if found.span is None:
            found = inherited(recalled.told_again(passage, draft, found, self._deeds, self._published))
        if draft.hit.rule.speech and self._of_report(passage, found):
            yield from self._saying(passage)
            return
        near = found.span is not None
        ahead = found.span is not None and found.span.start >= passage.offset + draft.end
        if ahead and draft.hit.rule.speech:
            return
        if ahead and draft.hit.kind == "past" and self._to_come(found):
            yield from self._of_document("time.told_as_done@1", "told as done, beside what is to come", index=0)
            return
        if ahead and passage.rules.dates_first and (before := self._before(passage)) is not None:
            yield Dated(time=inherited(before), source="context", confidence=before.confidence)
            return
        yield Dated(
            time=inherited(found) if near else found,
            source="sentence" if near else "context",
            confidence=found.confidence,
        )

    def _once(self, passage: Passage, draft: Draft, found: TimeMention) -> bool:
        """Whether a clause of a report says that something was so once, earlier: the day of the report is not its."""
        cues = self._resources.time_cues.get(passage.rules.code)
        news = any(reason.rule.startswith(NEWS) for reason in found.reasons)
        if cues is None or not news or found.span is not None or draft.hit.rule.speech:
            return False
        return cues.search("sentence", "once", passage.text[draft.start : draft.end]) is not None

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

    def _dates_aside(self, passage: Passage, time: TimeMention) -> bool:
        """Whether the date is that of a participle behind a noun (sold the plant built in 1968), or only names a thing
        (last year's report): not that of the deed."""
        span = time.span
        if span is None or not passage.rules.lexis.word_bounds:
            return False
        aside = any(passage.absolute(item.start, item.end).covers(span) for item in self._asides)
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

    def _before(self, passage: Passage) -> TimeMention | None:
        """The date told last in the sentences just before: what a clause goes on from that leads up to a later date."""
        done = recalled.last_done(passage, self._deeds, _NEAR)
        return done.time if done is not None else None

    def _of_report(self, passage: Passage, found: TimeMention) -> bool:
        """Whether a saying of a news report would inherit the date of something long past: it is the report's own."""
        news, date = self._published, found.date
        if found.span is not None or news is None or news.precision != "day" or date is None:
            return False
        if any(reason.rule.startswith("time.account@") for reason in found.reasons):
            return False  # said then, by those whom the charge tells of
        if passage.block.article not in self._reports or news.start is None or date.end is None:
            return False
        own = passage.rules.dates_first and passage.block.kind != "heading" and str(date) != self._said
        past = _DAY_BEFORE if own else _LONG_PAST
        return past < (news.start - date.end).days < _OTHER_STORY

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

    def _mention(
        self, passage: Passage, draft: Draft, dated: Dated, told_as: Typed, n_dates: int
    ) -> EventMention | None:
        kind, mode, why_type = told_as
        if too_wide(dated.time):
            return None
        if dated.source != "own" and draft.kind == "main" and self._told_before(passage, draft, told_as, dated):
            return None
        if dated.source == "context" and recalled.only_named(passage, draft, (kind, mode), self._deeds):
            return None
        told_how = (kind, mode, dated.time.basis)
        score, decided = judge(passage, draft, dated.source, dated.confidence, told_how, self._weights)
        if score < 0:
            return None
        if recalled.befell(passage, draft, self._deeds):
            kind, mode, why_type = "OTHER", "death", Reason(rule="clause.befell@1", says="an accident is told of")
        cited, words, why_cited = attribution.attribution_of(passage, draft)
        state, why_status = self._status(passage, draft, dated.time.date, words)
        led = passage.key[draft.start : draft.hit.end]
        foretold = state == "planned" and dated.source == "context" and of_one_day(dated.time)
        foretold = foretold and passage.rules.said("same_day", led, how="search") is None
        if foretold and not recalled.on_the_occasion(passage, dated.time, self._deeds):
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

    def _told_before(self, passage: Passage, draft: Draft, told_as: Typed, dated: Dated) -> bool:
        """Whether the clause only goes on about the happening told last: same type and mode, no date of its own."""
        kind, mode, _ = told_as
        last_kind, last_mode, last_date, last_sentence = self._memory.last
        distance = passage.number - last_sentence
        same_date = str(dated.time.date) == last_date
        if distance == 0 and draft.opened == "weak" and draft.hit.rule.speech and last_kind in _SAYINGS:
            return not self._own_subject(passage, draft)
        talked = kind == "CONSULT" == last_kind and mode == "talks" and last_mode in _MEETINGS
        if talked and same_date and distance <= 2 and not _with_another(passage, draft):
            return draft.hit.rule.strength < 1 or distance == 0 or last_mode in ("summit", "talks")
        harmed = ("death", "disaster") if passage.rules.dates_first else ("death",)
        if distance == 0 and draft.opened == "weak" and mode == "death" and last_mode in harmed:
            counted = passage.rules.said("toll", passage.key[draft.start : draft.end], how="search")
            return counted is None  # three died and ten were hurt; 两车相撞,十人受伤; not 火灾造成十人受伤
        if (kind, mode) != (last_kind, last_mode) or not same_date or (kind == "OTHER" and mode != "disaster"):
            return False
        if distance == 0:
            goes_on = draft.opened == "weak" or mode == "visit"
            again = goes_on and not self._own_subject(passage, draft) and not _leads(passage, draft)
            led = passage.rules.dates_first or passage.rules.said("and_then", passage.key, draft.start) is not None
            another = kind in _FORCE and led
            return again and not another and not (kind == "AGREE" and _with_another(passage, draft))
        same = kind in ("CONSULT", "AGREE", "MOBILIZE", "ASSAULT")
        if passage.rules.said("one_more", passage.key[draft.start : draft.hit.start], how="search"):
            return False
        return distance == 1 and same and (kind == "CONSULT" or not self._own_subject(passage, draft))

    def _own_subject(self, passage: Passage, draft: Draft) -> bool:
        """Whether the clause names a subject of its own."""
        return not subjects.may_elide(passage, draft, frames.find_slots(passage, draft, ""))

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


def _with_another(passage: Passage, draft: Draft) -> bool:
    """Whether the clause opens with the other party (会见总统,同外长举行会谈): another deed than before."""
    led = passage.rules.said("met_with", passage.key, draft.start)
    names = [passage.local(e.span)[0] for e in passage.entities if e.kind in ("person", "country", "org")]
    return led is not None and any(led.end() <= start < draft.hit.start for start in names)


def _leads(passage: Passage, draft: Draft) -> bool:
    """Whether a visit names where it leads: arriving in the capital and visiting the country are told as two."""
    found = frames.find_slots(passage, draft, "") if draft.hit.rule.frame == "visit" else ()
    return any(item.slot in ("to", "object") and item.entity.kind == "country" for item in found)


def _without_cited(actors: tuple[Actor, ...], cited: EntityMention | None, span: Span, kind: str) -> tuple[Actor, ...]:
    """The actors without who is only cited; a report is the deed of who is cited, so is what one says of oneself."""
    if cited is None:
        return actors
    if kind == "STATEMENT" and not any(actor.role == "source" for actor in actors):
        return (Actor(entity=cited, role="source"),)
    return tuple(actor for actor in actors if actor.entity.span != cited.span or not span.covers(cited.span))


def _told_on(date: Edtf | None, anchor: str, rule: str, says: str, index: int = 0) -> Iterator[Dated]:
    """A date from outside the sentence, if there is one."""
    if date is not None:
        reason = Reason(rule=rule, says=says)
        time = TimeMention(span=None, kind="date", date=date, basis="inherited", anchor=anchor, confidence=0.7,
                           reasons=(reason,))  # fmt: skip
        yield Dated(time=time, source="context", confidence=0.7, index=index)


def _quantities(passage: Passage, draft: Draft) -> tuple[Quantity, ...]:
    span = passage.absolute(draft.start, draft.end)
    return tuple(quantity for quantity in passage.quantities if span.covers(quantity.span))


def _identity(sha256: str, span: Span, trigger: Span, dated: Dated) -> str:
    time = dated.time.span
    mark = f"{time.start}-{time.end}" if time is not None else f"inherited-{dated.index}"
    text = f"{sha256}|{span.start}-{span.end}|{trigger.start}-{trigger.end}|{mark}"
    return "m-" + hashlib.sha256(text.encode()).hexdigest()[:16]
