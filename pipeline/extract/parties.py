"""Parties that a clause does not name itself: elided subjects, subjects that list items share, the host of a visit.

Input: the actors that the clause names, and what the text before leaves in mind (``Memory``). Output: the actors in
full, and the place. Limits: a subject is taken over only inside a section and only where the clause has none of its
own, known or unknown; the pair that the whole document is about is the last resort, for deeds of two parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import frames, partners, subjects
from pipeline.extract.draft import Draft
from pipeline.extract.memory import Memory, same_name
from pipeline.extract.partners import Deed
from pipeline.extract.passage import Passage
from pipeline.extract.places import where
from pipeline.extract.scenes import Told
from pipeline.extract.slots import Slot, slots
from pipeline.extract.subjects import may_elide
from pipeline.model import Actor, EntityMention, Role
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.resources import Resources


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
    resources: Resources,
) -> Scene:
    """The parties of ``draft``; ``index`` is (which date, of how many) where several dates share the clause."""
    found = frames.find_slots(passage, draft, typed[0])
    acting = [_acting(passage, slot, typed[0], resources.lexicon) for slot in found]
    actors = frames.roles(passage, draft, acting, typed[1], typed[0])
    frame = draft.hit.rule.frame
    if draft.kind == "item":
        actors = _item(passage, draft, actors, memory)
    elif index[1] > 1:
        actors = _paired(passage, draft, actors, index)
    deed = Deed(
        passage=passage, draft=draft, typed=typed, date=date, memory=memory,
        lexicon=resources.lexicon, types=resources.event_types,
    )  # fmt: skip
    actors = _completed(deed, found, actors)
    if draft.kind == "item" and frame == "visit":
        found = slots(passage, draft, draft.start, max(draft.end, draft.hit.end), typed[0])
    told = Told(passage=passage, draft=draft, found=found, typed=typed, actors=actors, date=date)
    place = where(told, memory.settings, memory.goal, resources) or memory.home
    led = any(actor.role == "target" for actor in actors)
    if frame == "visit" and place is not None and (place.kind == "place" or (place.kind == "country" and not led)):
        actors = _with_land(actors, place, resources.lexicon)
    return Scene(actors=_abroad(draft, passage, actors, resources.lexicon) if frame == "visit" else actors, place=place)


def _completed(deed: Deed, found: Sequence[Slot], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors that the clause names with those that it leaves to the text around it."""
    draft, frame = deed.draft, deed.frame
    actors = partners.of_the_deed(deed, partners.both_sides(deed, _existing(deed, actors)))
    elided = draft.kind != "item" and may_elide(deed.passage, draft, found)
    if elided:
        outer = subjects.outer(deed.passage, draft)
        actors = _with_subject(actors, outer, frame)
        free = draft.kind in ("main", "content") or frame == "visit" or (frame == "symmetric" and len(actors) == 1)
        if free and outer is None:
            subject = _left_out(deed)
            actors = _with_subject(actors, subject if _lives(deed, subject) else None, frame)
            actors = partners.side_by_side(deed, actors)
        actors = partners.of_the_sentence(deed, actors)
    actors = partners.of_the_treaty(deed, partners.met(deed, actors, elided))
    nameless = not actors and draft.kind != "content"
    if elided or (frame == "symmetric" and (nameless or _one_sided(found, actors))):
        actors = partners.of_topic(deed, actors)
    actors = partners.aimed_at(deed, actors)
    actors = partners.answered(deed, partners.invited(deed, actors, _goals(deed, found)))
    return _existing(deed, partners.of_two_states(deed, actors))


def _left_out(deed: Deed) -> EntityMention | None:
    """Who does what a clause without a subject tells: what is said goes on with who acted in it before."""
    subject, doer, passage = deed.memory.subject, deed.memory.doer, deed.passage
    if not passage.rules.dates_first or doer is None or subject is None:
        return subject
    inside = passage.sentence.span.covers(doer.span) and subject.span.start < doer.span.start
    return doer if inside and passage.local(doer.span)[1] <= deed.draft.start else subject


def _existing(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors without states that were no more on the day, unless none is left."""
    kept = tuple(actor for actor in actors if _lives(deed, actor.entity))
    return kept or actors


def _lives(deed: Deed, entity: EntityMention | None) -> bool:
    if entity is None or entity.kind != "country":
        return True
    return deed.lexicon.valid(entity.entity_id, deed.date[:10].partition("/")[0].rstrip("~?%"))


def _goals(deed: Deed, found: Sequence[Slot]) -> list[EntityMention]:
    """Where a visit leads that the clause speaks of without telling it."""
    hits = [hit for hit in deed.passage.hits if deed.draft.start <= hit.start < deed.draft.end]
    if not any(hit.rule.frame == "visit" for hit in hits):
        return []
    return [s.entity for s in found if s.entity.kind in ("place", "country") and s.slot != "subject"]


def _acting(passage: Passage, slot: Slot, type_: str, lexicon: Lexicon) -> Slot:
    """A seat of government that acts or is acted on stands for its state (Beijing denied it)."""
    done = slot.slot in ("subject", "of", "by") or (slot.slot in ("object", "to", "with") and type_ in frames.JUDGING)
    if slot.entity.kind != "place" or slot.located or slot.far or not done:
        return slot
    if passage.rules.said("gathered", passage.key, passage.local(slot.entity.span)[1]) is not None:
        return slot
    acting = lexicon.acting(slot.entity.entity_id)
    if acting == slot.entity.entity_id:
        return slot
    return replace(slot, entity=replace(slot.entity, entity_id=acting, kind="country"))


def _one_sided(found: Sequence[Slot], actors: Sequence[Actor]) -> bool:
    """Whether the clause names one party with whom (X와의 무역이 줄었다), or only the treaty of both."""
    if actors:
        return len(actors) == 1 and any(item.slot == "with" for item in found)
    return any(item.entity.kind == "treaty" and item.slot == "subject" for item in found)


def _with_subject(actors: tuple[Actor, ...], subject: EntityMention | None, frame: str) -> tuple[Actor, ...]:
    if subject is None or any(same_name(actor.entity) == same_name(subject) for actor in actors):
        return actors
    if frame == "symmetric":
        return actors if len(actors) >= 2 else (Actor(entity=subject, role="participant"), *actors)
    if frame == "patient":
        owned = subject.kind == "person" and all(actor.entity.kind == "country" for actor in actors)
        return (Actor(entity=subject, role="target"),) if owned else actors or (Actor(entity=subject, role="target"),)
    if any(actor.role == "source" for actor in actors):
        return actors
    return (Actor(entity=subject, role="source"), *actors)


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
        and frames.acts(entity)
    ]  # fmt: skip
    symmetric = draft.hit.rule.frame == "symmetric"
    lead = shared[0].entity if shared else draft.whose
    if lead is None and symmetric:
        lead = memory.subject
    first: Role = "participant" if symmetric else "source"
    out: dict[str, Actor] = {}
    if lead is not None:
        out[lead.entity_id] = Actor(entity=lead, role=first)
    for entity in own:
        role: Role = "participant" if symmetric else ("target" if lead is not None else "source")
        out.setdefault(entity.entity_id or entity.surface, Actor(entity=entity, role=role))
    if not out and not actors and memory.page is not None:
        return (Actor(entity=memory.page, role=first),)
    return tuple(out.values()) or actors


def _with_land(actors: tuple[Actor, ...], place: EntityMention, lexicon: Lexicon) -> tuple[Actor, ...]:
    """A visit to a town is a visit to its country."""
    land = lexicon.country_id(lexicon.country_of(place.entity_id)) if place.entity_id else ""
    own = {lexicon.country_id(lexicon.country_of(a.entity.entity_id)) for a in actors if a.entity.entity_id}
    if not land or land in own:
        return actors  # nobody visits the own country
    return (*actors, Actor(entity=replace(place, entity_id=land, kind="country"), role="target"))


def _abroad(draft: Draft, passage: Passage, actors: tuple[Actor, ...], lexicon: Lexicon) -> tuple[Actor, ...]:
    """The actors without a visitor that the text left to be found and that would visit the own country."""
    goals = {actor.entity.entity_id for actor in actors if actor.role == "target"}
    clause = range(draft.start + passage.offset, draft.end + passage.offset)

    def at_home(actor: Actor) -> bool:
        entity = actor.entity
        found = entity.resolved_by == "document" or entity.span.start not in clause
        own = lexicon.country_id(lexicon.country_of(entity.entity_id)) if entity.entity_id else ""
        return found and actor.role == "source" and entity.kind == "person" and own in goals

    return tuple(actor for actor in actors if not at_home(actor))
