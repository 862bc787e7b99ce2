"""Parties that a clause does not name itself: elided subjects, ``both sides``, subjects that list items share.

Input: the actors that the clause names, and what the text before leaves in mind (``Memory``). Output: the actors in
full, and the place. Limits: a subject is taken over only inside a block and only where the clause has none of its own,
known or unknown; a place only from a happening of the same date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract import frames
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.slots import Slot, slots
from pipeline.model import Actor, EntityMention, Role

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon

_SCENES = ("CONSULT", "AGREE", "COOPERATE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the text so far leaves in mind. ``last``: type, mode, date and sentence of the happening told last."""

    article: int = -1
    block: int = -1
    sentence: int = -1
    subject: EntityMention | None = None
    pair: tuple[EntityMention, ...] = ()
    place: EntityMention | None = None
    last: tuple[str, str, str, int] = ("", "", "", -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The actors and the place of a mention."""

    actors: tuple[Actor, ...]
    place: EntityMention | None


def scene(
    passage: Passage,
    draft: Draft,
    typed: tuple[str, str],
    index: tuple[int, int],
    memory: Memory,
    date: str,
    lexicon: Lexicon,
) -> Scene:
    """The parties of ``draft``; ``index`` is (which date, of how many) where several dates share the clause."""
    found = frames.find_slots(passage, draft, typed[0])
    actors = frames.roles(passage, draft, found)
    place = frames.place_of(draft, found, *typed)
    if draft.kind == "item":
        actors = _item(passage, draft, actors, memory)
    elif index[1] > 1:
        actors = _paired(passage, draft, actors, index)
    actors = _both(passage, draft, actors, memory)
    if draft.kind in ("main", "content") and may_elide(passage, draft, found):
        actors = _with_subject(actors, memory, draft.hit.rule.frame)
    if draft.hit.rule.frame == "visit" and place is not None and place.kind == "place":
        actors = _with_land(actors, place, lexicon)
    if place is None and typed[0] in _SCENES and memory.place is not None and memory.last[2] == date:
        place = memory.place if typed[1] not in ("trade", "relations", "letter", "phone") else None
    return Scene(actors=actors, place=place)


def may_elide(passage: Passage, draft: Draft, found: Sequence[Slot]) -> bool:
    """Whether the clause has no subject of its own, be it a known name or any other noun."""
    if any(item.slot == "subject" and not item.said for item in found):
        return False
    start = draft.content[1] if draft.content is not None and passage.rules.final else draft.start
    if passage.rules.final:
        return not any(
            t.tag in ("JKS", "JX") and start <= t.span.start - passage.offset < draft.hit.start
            and not passage.rules.said("own_subject_end", passage.key, t.span.start - passage.offset)
            for t in passage.tokens
        )  # fmt: skip
    led = passage.key[draft.start : draft.hit.start]
    return draft.opened != "relative" and passage.rules.said("elided", led, how="fullmatch") is not None


def _with_subject(actors: tuple[Actor, ...], memory: Memory, frame: str) -> tuple[Actor, ...]:
    subject = memory.subject
    if subject is None or any(actor.entity.entity_id == subject.entity_id for actor in actors):
        return actors
    if frame == "symmetric":
        return actors if len(actors) >= 2 else (Actor(entity=subject, role="participant"), *actors)
    if frame == "patient":
        return actors or (Actor(entity=subject, role="target"),)
    if any(actor.role == "source" for actor in actors):
        return actors
    return (Actor(entity=subject, role="source"), *actors)


def _both(passage: Passage, draft: Draft, actors: tuple[Actor, ...], memory: Memory) -> tuple[Actor, ...]:
    """``양국``, ``双方``, ``the two sides``: the pair named last, unless the clause names two parties itself."""
    if len(actors) >= 2 or len(memory.pair) < 2:
        return actors
    words = passage.key[draft.start : draft.end]
    if not any(word in words for word in passage.rules.pair_words):
        return actors
    known = {actor.entity.entity_id for actor in actors}
    role: Role = "participant" if draft.hit.rule.frame == "symmetric" else "source"
    return (*actors, *(Actor(entity=e, role=role) for e in memory.pair if e.entity_id not in known))


def _paired(passage: Passage, draft: Draft, actors: tuple[Actor, ...], index: tuple[int, int]) -> tuple[Actor, ...]:
    """``각각``, ``分别``, ``respectively``: the i-th of as many actors goes with the i-th date."""
    words = passage.key[draft.start : draft.end]
    if not any(word in words for word in passage.rules.pairing_words):
        return actors
    named = [actor for actor in actors if actor.entity.kind != "country"]
    for group in (list(actors), named):
        if len(group) == index[1]:
            return (replace(group[index[0]], role="source"),)
    return actors


def _item(passage: Passage, draft: Draft, actors: tuple[Actor, ...], memory: Memory) -> tuple[Actor, ...]:
    """A list item without a verb: its own name with the clause's subject, or as the subject of the shared verb."""
    start = draft.subject_from if draft.subject_from is not None else draft.start
    shared = [s for s in slots(passage, draft, start, draft.start) if s.slot == "subject"]
    own = [
        entity for entity in passage.entities
        if draft.start <= passage.local(entity.span)[0] and passage.local(entity.span)[1] <= draft.end
        and entity.kind in frames.ACTING
    ]  # fmt: skip
    symmetric = draft.hit.rule.frame == "symmetric"
    lead = shared[0].entity if shared else None
    if lead is None and symmetric:
        lead = memory.subject
    first: Role = "participant" if symmetric else "source"
    out: dict[str, Actor] = {}
    if lead is not None:
        out[lead.entity_id] = Actor(entity=lead, role=first)
    for entity in own:
        role: Role = "participant" if symmetric else ("target" if lead is not None else "source")
        out.setdefault(entity.entity_id or entity.surface, Actor(entity=entity, role=role))
    return tuple(out.values()) or actors


def _with_land(actors: tuple[Actor, ...], place: EntityMention, lexicon: Lexicon) -> tuple[Actor, ...]:
    """A visit to a town is a visit to its country."""
    land = lexicon.country_id(lexicon.country_of(place.entity_id)) if place.entity_id else ""
    if not land or any(actor.entity.entity_id == land for actor in actors):
        return actors
    return (*actors, Actor(entity=replace(place, entity_id=land, kind="country"), role="target"))


def remembered(memory: Memory, passage: Passage, actors: Sequence[Actor]) -> Memory:
    """``memory`` after a clause with these actors: its subject and its two parties."""
    memory = replace(memory, sentence=passage.number, block=passage.sentence.block)
    subject = next((a.entity for a in actors if a.role != "target"), actors[0].entity if actors else None)
    if subject is not None:
        memory = replace(memory, subject=subject)
    pair = tuple(actor.entity for actor in actors if actor.entity.kind in ("country", "person"))
    return replace(memory, pair=pair[:2]) if len(pair) >= 2 else memory
