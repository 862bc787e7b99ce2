"""What the checks look at, in one place: documents, entities, mentions by event, time expressions by document.

Input: Linked, documents and extractions. Output: ``Evidence``, read-only. Offsets are code points of the text.
Limits: only spans and values that extraction found; nothing is read from outside.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.check.knowledge import Knowledge
from pipeline.corpus import Corpus, in_text_order, place_in_text
from pipeline.model import (
    Document,
    Entity,
    EntityMention,
    Event,
    EventMention,
    Extraction,
    Linked,
    Span,
    TimeMention,
)
from pipeline.settings import Settings
from pipeline.shelf import Grouped, Kept, Keyed, Mapped, Picked, ordered

_NEAR = 10
"""The times of so many documents are kept in text order: checks ask for those of a few again and again."""
Kind = tuple[str, str, str]
"""Type, mode and status."""
_STOP = re.compile(r"[.!?。！？\n](?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that a check may ask. ``loose`` are mentions that hang on their row too weakly to testify.

    ``mentions`` are those of all rows in text order; ``held`` gives those of one document, ``kinds``
    those of one type, mode and status; ``denied`` are claims with their denials where these are known (None: not yet).
    """

    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    events: Sequence[Event]
    mentions: Sequence[EventMention]
    told: Mapping[str, tuple[EventMention, ...]]
    loose: frozenset[str]
    event_of: Mapping[str, str]
    held: Mapping[str, tuple[EventMention, ...]]
    kinds: Mapping[Kind, tuple[EventMention, ...]]
    times: Mapping[str, tuple[TimeMention, ...]]
    knowledge: Knowledge
    settings: Settings
    denied: Sequence[tuple[EventMention, EventMention]] | None = None

    def clause(self, mention: EventMention) -> tuple[EventMention, ...]:
        """All mentions of the clause of a mention."""
        return tuple(other for other in self.held[mention.document_id] if other.span == mention.span)

    def of_kinds(self, wanted: Callable[[Kind], bool]) -> list[EventMention]:
        """The mentions of the kinds that are wanted, in text order; no other is read."""
        found = (mention for kind in self.kinds if wanted(kind) for mention in self.kinds[kind])
        return sorted(found, key=place_in_text)

    def quote(self, mention: EventMention) -> str:
        """The clause, as it stands in its document."""
        return mention.span.of(self.documents[mention.document_id].text)

    def published(self, mention: EventMention) -> date | None:
        """First day on which the mention's document can have been published, if known."""
        found = self.documents[mention.document_id].published
        return found.start if found else None

    def later(self, old: EventMention, new: EventMention) -> bool:
        """Whether ``new`` stands in a later text of the publisher or origin of ``old``: an update, not a quarrel."""
        before, after = self.published(old), self.published(new)
        publisher = self.documents[old.document_id].publisher
        same = old.origin_group == new.origin_group or (
            publisher and publisher == self.documents[new.document_id].publisher
        )
        return bool(same and before and after and before < after)

    def label(self, document_id: str) -> str:
        """What to call a document in a sentence: its title, cut short, else its id."""
        title = " ".join(self.documents[document_id].title.split())
        return (
            f"{document_id} ({title[:28]}…)"
            if len(title) > 30
            else f"{document_id} ({title})"
            if title
            else document_id
        )

    def times_in(self, span: Span, document_id: str, kinds: Sequence[str]) -> tuple[TimeMention, ...]:
        """The time expressions of these kinds that lie inside ``span``."""
        found = self.times.get(document_id, ())
        first = bisect_left(found, span.start, key=lambda time: time.span.start if time.span else 0)
        inside = []
        for time in found[first:]:
            if time.span is None or time.span.start >= span.end:
                break
            if time.kind in kinds and span.covers(time.span):
                inside.append(time)
        return tuple(inside)

    def states_date(self, mention: EventMention) -> bool:
        """Whether the mention's sentence itself prints its date, be it in another clause."""
        if mention.time.basis != "inherited":
            return True
        beside = self.times_in(self.sentence(mention), mention.document_id, ("date", "range"))
        return any(time.date == mention.time.date for time in beside)

    def sentence(self, mention: EventMention) -> Span:
        """The clause widened to the sentence marks around it."""
        text = self.documents[mention.document_id].text
        stops = [match.end() for match in _STOP.finditer(text, max(0, mention.span.start - 300), mention.span.start)]
        end = _STOP.search(text, mention.span.end)
        return Span(
            stops[-1] if stops else max(0, mention.span.start - 300),
            min(end.start() if end else len(text), mention.span.end + 300),
        )

    def land(self, entity_id: str) -> str:
        """The state that an entity belongs to (its code), else the top of its ``part_of`` chain, else itself."""
        seen: set[str] = set()
        while (entity := self.entities.get(entity_id)) and entity_id not in seen:
            if entity.country:
                return entity.country
            seen.add(entity_id)
            if not entity.part_of:
                break
            entity_id = entity.part_of
        return entity_id

    def lands(self, mention: EventMention) -> frozenset[str]:
        """The states of all actors that are resolved."""
        return frozenset(self.land(actor.entity.entity_id) for actor in mention.actors if actor.entity.entity_id)

    def placed(self, entity_id: str) -> bool:
        """Whether it is known to which state an entity belongs, so that two of them can be told apart."""
        entity = self.entities.get(entity_id)
        return entity is not None and (entity.kind == "country" or self.land(entity_id) not in self.entities)

    def wholes(self, entity_id: str) -> frozenset[str]:
        """The ids of what an entity is part of, itself included, and the code of its state."""
        found = {entity_id, self.land(entity_id)}
        entity = self.entities.get(entity_id)
        while entity and entity.part_of and entity.part_of not in found:
            found.add(entity.part_of)
            entity = self.entities.get(entity.part_of)
        return frozenset(found)

    def name(self, entity: EntityMention) -> str:
        """The English name of an entity, else any, else as the text has it."""
        known = self.entities.get(entity.entity_id)
        names = (known.name_en, known.name_ko, known.name_zh_hans, known.name_zh_hant) if known else ()
        return next((name for name in names if name), entity.surface)


def gather(
    linked: Linked,
    mentions: Sequence[EventMention],
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    knowledge: Knowledge,
    settings: Settings,
) -> Evidence:
    """Index everything once; ``mentions`` are those of ``linked`` with their origin groups set."""
    corpus, in_order = Corpus.of(extractions), in_text_order(mentions)
    event_of = {member: event.id for event in linked.events for member in event.mentions}
    told: dict[str, array[int]] = defaultdict(_places)
    kinds: dict[Kind, array[int]] = defaultdict(_places)
    held: dict[str, array[int]] = defaultdict(_places)
    for place, mention in enumerate(in_order):
        if mention.id in event_of:
            told[event_of[mention.id]].append(place)
            kinds[mention.type, mention.mode, mention.status].append(place)
            held[mention.document_id].append(place)
    return Evidence(
        documents=Keyed(documents, {document.id: place for place, document in enumerate(documents)}),
        entities={entity.id: entity for entity in linked.entities},
        events=ordered(linked.events, lambda event: event.id),
        mentions=Picked(in_order, (place for places in held.values() for place in places)),
        told=Grouped(in_order, told),
        held=Grouped(in_order, held),
        kinds=Grouped(in_order, kinds),
        loose=_loose(linked, told, event_of, settings),
        event_of=event_of,
        times=Keyed(
            Kept(Mapped(by_place, corpus.times), _NEAR),
            {document.id: place for place, document in enumerate(corpus.documents)},
        ),
        knowledge=knowledge,
        settings=settings,
    )


def _places() -> array[int]:
    return array("q")


def _loose(
    linked: Linked, told: Mapping[str, Sequence[int]], event_of: Mapping[str, str], settings: Settings
) -> frozenset[str]:
    shared = {name for name, places in told.items() if len(places) > 1}
    weak = (link.mention_id for link in linked.links if link.score < settings.check_link_score)
    return frozenset(name for name in weak if event_of.get(name) in shared)


def by_place(times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The expressions that stand in the text, in its order."""
    return tuple(sorted((time for time in times if time.span), key=lambda time: (time.span or Span(0, 0), time.kind)))
