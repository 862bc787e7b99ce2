"""Parties that a clause does not name itself: elided subjects, ``both sides``, subjects that list items share.

Input: the actors that the clause names, and what the text before leaves in mind (``Memory``). Output: the actors in
full, and the place. Limits: a subject is taken over only inside a section and only where the clause has none of its
own, known or unknown; the pair that the whole document is about is the last resort, for deeds of two parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract import frames, subjects
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.places import Setting, Told, parties, same_time, where
from pipeline.extract.slots import Slot, slots
from pipeline.extract.subjects import may_elide
from pipeline.model import Actor, EntityMention, EventMention, Role

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.resources import Resources


_SETTINGS = 6  # scenes that are kept in mind
_POLITICAL = ("ACCUSE", "SANCTION", "REJECT", "SUPPORT", "REQUEST", "THREATEN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the text so far leaves in mind. ``last``: type, mode, date and sentence of the happening told last.

    ``pair``: the two parties named last; ``people``: the two persons who met last, with the date of it; ``topic``:
    the two states that the document is about; ``settings``: where the last happenings took place; ``goal``: where the
    last visit led.
    """

    article: int = -1
    block: int = -1
    sentence: int = -1
    subject: EntityMention | None = None
    pair: tuple[EntityMention, ...] = ()
    people: tuple[EntityMention, ...] = ()
    people_date: str = ""
    topic: tuple[EntityMention, ...] = ()
    settings: tuple[Setting, ...] = ()
    goal: EntityMention | None = None
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
    resources: Resources,
) -> Scene:
    """The parties of ``draft``; ``index`` is (which date, of how many) where several dates share the clause."""
    found = frames.find_slots(passage, draft, typed[0])
    acting = [_acting(passage, slot, typed[0], resources.lexicon) for slot in found]
    actors = frames.roles(passage, draft, acting, typed[1])
    frame = draft.hit.rule.frame
    if draft.kind == "item":
        actors = _item(passage, draft, actors, memory)
    elif index[1] > 1:
        actors = _paired(passage, draft, actors, index)
    actors = _both(passage, draft, actors, memory, date, resources.lexicon)
    if draft.kind != "item" and may_elide(passage, draft, found):
        actors = _with_subject(actors, subjects.outer(passage, draft), frame)
        if draft.kind in ("main", "content") or frame == "visit" or (frame == "symmetric" and len(actors) == 1):
            actors = _with_subject(actors, memory.subject, frame)
        actors = _with_topic(draft, _with_partner(actors, memory, frame, typed[0], date), memory)
    elif frame == "symmetric" and _one_sided(found, actors):
        actors = _with_topic(draft, actors, memory)
    if draft.kind == "item" and frame == "visit":
        found = slots(passage, draft, draft.start, max(draft.end, draft.hit.end), typed[0])
    told = Told(passage=passage, draft=draft, found=found, typed=typed, actors=actors, date=date)
    place = where(told, memory.settings, memory.goal, resources)
    led = any(actor.role == "target" for actor in actors)
    if frame == "visit" and place is not None and (place.kind == "place" or (place.kind == "country" and not led)):
        actors = _with_land(actors, place, resources.lexicon)
    return Scene(actors=actors, place=place)


def _acting(passage: Passage, slot: Slot, type_: str, lexicon: Lexicon) -> Slot:
    """A seat of government that acts or is acted on stands for its state (Beijing denied it)."""
    done = slot.slot in ("subject", "of", "by") or (slot.slot in ("object", "to", "with") and type_ in _POLITICAL)
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
    if subject is None or any(actor.entity.entity_id == subject.entity_id for actor in actors):
        return actors
    if frame == "symmetric":
        return actors if len(actors) >= 2 else (Actor(entity=subject, role="participant"), *actors)
    if frame == "patient":
        return actors or (Actor(entity=subject, role="target"),)
    if any(actor.role == "source" for actor in actors):
        return actors
    return (Actor(entity=subject, role="source"), *actors)


def _with_partner(actors: tuple[Actor, ...], memory: Memory, frame: str, type_: str, date: str) -> tuple[Actor, ...]:
    """The other one of two persons who met that day, in what they go on to do together or give one another."""
    giving = type_ in ("COOPERATE", "AID")
    if memory.people_date != date or not (frame == "symmetric" or giving) or len(actors) > 1:
        return actors
    ids = {actor.entity.entity_id for actor in actors}
    others = [entity for entity in memory.people if entity.entity_id not in ids]
    if len(others) != 1 and (actors or frame != "symmetric"):
        return actors
    role: Role = "participant" if frame == "symmetric" else "target"
    return (*actors, *(Actor(entity=entity, role=role) for entity in others))


def _with_topic(draft: Draft, actors: tuple[Actor, ...], memory: Memory) -> tuple[Actor, ...]:
    """The states that the document is about, for what is left out: both of a deed of two, the other one of a deed."""
    if len(memory.topic) != 2:
        return actors
    ids = {actor.entity.entity_id for actor in actors}
    missing = [entity for entity in memory.topic if entity.entity_id not in ids]
    states = all(actor.entity.kind == "country" for actor in actors)
    if draft.hit.rule.frame == "symmetric":
        if states and (not actors or (len(actors) == 1 == len(missing))):
            return (*actors, *(Actor(entity=entity, role="participant") for entity in missing))
        return actors
    if draft.hit.rule.frame not in ("directed", "transitive", "give", "receive"):
        return actors
    role: Role = "target" if draft.hit.rule.frame == "receive" else "source"
    if draft.kind == "main" and states and actors and len(missing) == 1 and all(a.role != role for a in actors):
        return (Actor(entity=missing[0], role=role), *actors)
    return actors


def _both(
    passage: Passage, draft: Draft, actors: tuple[Actor, ...], memory: Memory, date: str, lexicon: Lexicon
) -> tuple[Actor, ...]:
    """``양국``, ``双方``, ``the two sides``: the two that met on that day, else the pair named last."""
    words = passage.key[draft.start : draft.end]
    if draft.content is not None:
        words = passage.key[draft.start : draft.content[0]] + passage.key[draft.content[1] : draft.end]
    if not any(word in words for word in (*passage.rules.pair_words, *passage.rules.side_words)):
        return actors
    role: Role = "participant" if draft.hit.rule.frame == "symmetric" else "source"
    sides = any(word in words for word in passage.rules.side_words)
    met = {entity.entity_id for entity in memory.people}
    if sides and met and (memory.people_date == date or met == {entity.entity_id for entity in memory.pair}):
        kept = [actor for actor in actors if not subjects.says_pair(passage, actor.entity)]
        if not any(actor.role != "target" for actor in kept):
            return (*(Actor(entity=entity, role=role) for entity in memory.people), *kept)
    if len(actors) >= 2 or len(memory.pair) < 2:
        return actors
    pair = memory.pair if sides else [_state(entity, lexicon) for entity in memory.pair]
    known = {actor.entity.entity_id for actor in actors}
    more = {entity.entity_id: Actor(entity=entity, role=role) for entity in pair if entity.entity_id not in known}
    return (*actors, *more.values())


def _state(entity: EntityMention, lexicon: Lexicon) -> EntityMention:
    """The state of a party (양국 behind two leaders means their states)."""
    land = lexicon.country_id(lexicon.country_of(entity.entity_id)) if entity.entity_id else ""
    return replace(entity, entity_id=land, kind="country") if land else entity


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
    whole = actors[0].entity if actors and actors[0].entity.kind == "person" else None
    subject = next((a.entity for a in actors if a.role != "target"), whole)
    known = memory.subject.entity_id if memory.subject is not None else ""
    if subject is not None and not any(a.entity.entity_id == known and a.role != "target" for a in actors):
        memory = replace(memory, subject=subject)
    pair = tuple(actor.entity for actor in actors if actor.entity.kind in ("country", "person"))
    return replace(memory, pair=pair[:2]) if len(pair) >= 2 else memory


def told(memory: Memory, passage: Passage, mention: EventMention, frame: str, resources: Resources) -> Memory:
    """``memory`` after a mention: where it took place, where a visit led, which two persons met."""
    date = str(mention.time.date)
    people = tuple(actor.entity for actor in mention.actors if actor.entity.kind == "person")
    if frame == "symmetric" and len(people) == 2:
        memory = replace(memory, people=people, people_date=date)
    if mention.place is None:
        return memory
    if mention.type == "CONSULT" and mention.mode == "visit":
        memory = replace(memory, goal=mention.place)
    if mention.place.kind == "org" or mention.type not in ("CONSULT", "AGREE", "COOPERATE", "STATEMENT", "OTHER"):
        return memory
    who = parties(mention.actors, resources) | parties([Actor(entity=mention.place, role="target")], resources)
    new = Setting(place=mention.place, date=date, sentence=passage.number, parties=who)
    before = next((found for found in reversed(memory.settings) if same_time(found.date, date)), None)
    if before is not None and before.place.kind == "place" and mention.place.kind != "place":
        return memory
    return replace(memory, settings=(*memory.settings[1 - _SETTINGS :], new))
