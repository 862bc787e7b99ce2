"""The other party of a deed, where the clause leaves it to the text around: both sides, partners, parties of a treaty.

Input: the actors that the clause names, and ``Memory``. Output: actors, more than before or the same. Order of trust:
the words ``both sides``; the parties of the treaty, war or summit that the clause names; the one met that day; the one
whose deed is answered; the other one of the two states that the whole document is about. Limits: names only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract import subjects
from pipeline.extract.draft import Draft
from pipeline.extract.event_types import EventTypes
from pipeline.extract.memory import JUDGED, Memory
from pipeline.extract.passage import Passage
from pipeline.extract.slot_chain import of_two
from pipeline.lexicon import Lexicon
from pipeline.model import Actor, EntityMention, Role
from pipeline.records import quick, replace

_ON_TREATIES = ("AGREE", "SANCTION", "REJECT", "COOPERATE")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A draft with what is known of it: its type and mode, its date, and what the text before leaves in mind."""

    passage: Passage
    draft: Draft
    typed: tuple[str, str]
    date: str
    memory: Memory
    lexicon: Lexicon
    types: EventTypes

    @property
    def frame(self) -> str:
        """The frame of its trigger."""
        return self.draft.hit.rule.frame

    def state(self, entity: EntityMention) -> str:
        """The id of the state that a party is or belongs to; empty if unknown."""
        return self.lexicon.country_id(self.lexicon.country_of(entity.entity_id)) if entity.entity_id else ""

    def role(self, other: Role = "target") -> Role:
        """The role of a party that is added."""
        return "participant" if self.frame == "symmetric" else other


def both_sides(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``양국``, ``双方``, ``the two sides``: the two that met that day, else those named last, else the text's."""
    passage, memory = deed.passage, deed.memory
    words = _outside_content(deed)
    said = [actor for actor in actors if subjects.says_pair(passage, actor.entity)]
    words += " ".join(passage.key[slice(*passage.local(actor.entity.span))] for actor in said)
    they = passage.rules.said("they", passage.key, deed.draft.start) is not None
    if not they and not any(word in words for word in (*passage.rules.pair_words, *passage.rules.side_words)):
        return actors
    if len({actor.entity.span for actor in actors if actor not in said}) < len(actors) - len(said):
        return actors  # one word names both (文金二人)
    role = deed.role("source")
    sides = they or any(word in words for word in passage.rules.side_words)
    if sides and _met(deed):
        kept = [actor for actor in actors if actor not in said]
        if not any(actor.role != "target" for actor in kept):
            return (*(Actor(entity=entity, role=role) for entity in memory.people), *kept)
    named = memory.pair if len(memory.pair) >= 2 else memory.topic
    if len(actors) >= 2 or len(named) < 2:
        return actors
    pair = named if sides else [_as_state(deed, entity) for entity in named]
    known = {actor.entity.entity_id for actor in actors}
    more = {entity.entity_id: Actor(entity=entity, role=role) for entity in pair if entity.entity_id not in known}
    return (*actors, *more.values())


def _outside_content(deed: Deed) -> str:
    """The words of the clause without what is said."""
    draft, key = deed.draft, deed.passage.key
    if draft.content is None:
        return key[draft.start : draft.end]
    if not deed.passage.rules.final:
        return key[draft.start : draft.content[0]]
    return key[draft.start : draft.content[0]] + key[draft.content[1] : draft.end]


def _met(deed: Deed) -> bool:
    """Whether the two that met last are the two sides: they met that day, were named last, or one of them goes on."""
    memory = deed.memory
    met = {entity.entity_id for entity in memory.people}
    if not met:
        return False
    subject = memory.subject.entity_id if memory.subject is not None else ""
    visited = memory.last[:2] == ("CONSULT", "visit") and subject in met
    return memory.people_date == deed.date or visited or met == {entity.entity_id for entity in memory.pair}


def _as_state(deed: Deed, entity: EntityMention) -> EntityMention:
    """The state of a party (양국 behind two leaders means their states)."""
    land = deed.state(entity)
    return replace(entity, entity_id=land, kind="country") if land else entity


def of_the_deed(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The parties of the war or the summit that the trigger belongs to."""
    trigger = deed.passage.absolute(deed.draft.hit.start, deed.draft.hit.end)
    names = [e for e in deed.passage.entities if e.kind in ("other", "treaty") and e.span.overlaps(trigger)]
    return _with_parties(deed, actors, names)


def of_the_treaty(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The parties of the treaty that is signed, broken or refused, as far as the clause does not name them."""
    if deed.typed[0] not in _ON_TREATIES:
        return actors
    span = deed.passage.absolute(deed.draft.start, deed.draft.end)
    return _with_parties(deed, actors, [e for e in deed.passage.entities if e.kind == "treaty" and span.covers(e.span)])


def _with_parties(deed: Deed, actors: tuple[Actor, ...], names: Sequence[EntityMention]) -> tuple[Actor, ...]:
    states = {deed.state(actor.entity) for actor in actors}
    if "" in states or (not actors and deed.frame != "symmetric"):
        return actors  # one whose state is not known may stand for the other party
    for name in names:
        ids = [deed.lexicon.country_id(code) for code in deed.lexicon.parties(name.entity_id, deed.date[:10])]
        if ids and (not actors or states.intersection(ids)):
            more = [replace(name, entity_id=ident, kind="country") for ident in ids if ident not in states]
            return (*actors, *(Actor(entity=entity, role=deed.role()) for entity in more))
    return actors


def met(deed: Deed, actors: tuple[Actor, ...], elided: bool) -> tuple[Actor, ...]:
    """The other one of two persons who met that day, in what they go on to do together or give one another."""
    memory, giving = deed.memory, deed.typed[0] == "AID" or deed.typed[1] == "exchange"
    near = memory.people_date == deed.date or (not actors and _again(deed))
    if not near or not (deed.frame == "symmetric" or giving) or len(actors) > 1 or not (elided or giving):
        return actors
    ids = {actor.entity.entity_id for actor in actors}
    others = [entity for entity in memory.people if entity.entity_id not in ids]
    if len(others) != 1 and (actors or deed.frame != "symmetric"):
        return actors
    return (*actors, *(Actor(entity=entity, role=deed.role()) for entity in others))


def of_the_sentence(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The other one of two parties that the clause before in the same sentence names together with this one."""
    memory = deed.memory
    if deed.frame != "symmetric" or len(actors) != 1 or memory.sentence != deed.passage.number:
        return actors
    others = [entity for entity in memory.pair if entity.entity_id != actors[0].entity.entity_id]
    if len(others) != 1 or others[0].kind != actors[0].entity.kind:
        return actors
    return (*actors, Actor(entity=others[0], role="participant"))


def side_by_side(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The two that did the deed of the clause before in the same sentence go on together (A and B met and urged C)."""
    memory = deed.memory
    ids = {entity.entity_id for entity in memory.together}
    led = [actor for actor in actors if actor.role == "source" and actor.entity.entity_id in ids]
    if memory.sentence != deed.passage.number or len(led) != 1:
        return actors
    return (*actors, *(Actor(entity=e, role="source") for e in memory.together if e != led[0].entity))


def _again(deed: Deed) -> bool:
    """Whether the clause goes on about the two who met in the sentence before (다시 만났다, 再次会晤, met again)."""
    words = deed.passage.key[deed.draft.start : deed.draft.end]
    near = deed.passage.number - deed.memory.last[3] <= 1
    return near and deed.passage.rules.said("again", words, how="search") is not None


def of_topic(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The states that the document is about, for what is left out: both of a deed of two, the other one of a deed."""
    memory, draft, frame = deed.memory, deed.draft, deed.frame
    if len(memory.topic) != 2:
        return actors
    ids = {actor.entity.entity_id for actor in actors}
    missing = [entity for entity in memory.topic if entity.entity_id not in ids]
    states = all(actor.entity.kind == "country" for actor in actors)
    if frame == "symmetric":
        if states and (not actors or (len(actors) == 1 == len(missing))):
            return (*actors, *(Actor(entity=entity, role="participant") for entity in missing))
        return actors
    if frame not in ("directed", "transitive", "give", "receive"):
        return actors
    role: Role = "target" if frame == "receive" else "source"
    if draft.kind == "main" and states and actors and len(missing) == 1 and all(a.role != role for a in actors):
        return (Actor(entity=missing[0], role=role), *actors)
    return actors


def of_two_states(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The other state of the document's two, in a deed that needs another party, where only one side is named."""
    topic = {entity.entity_id: entity for entity in deed.memory.topic}
    states = {deed.state(actor.entity) for actor in actors}
    others = [entity for ident, entity in topic.items() if ident not in states]
    bodies = all(actor.entity.kind == "org" for actor in actors)  # a ministry has deeds of its own
    if bodies or not deed.types.needs_two(*deed.typed) or len(states) != 1 or len(others) != 1:
        return actors
    return (*actors, Actor(entity=others[0], role=deed.role()))


def aimed_at(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whom a vote or a statement is against by its own words behind the verb (通过制裁A的决议, 发表声明谴责A)."""
    passage, draft = deed.passage, deed.draft
    if deed.typed[0] not in ("SANCTION", "STATEMENT") or any(actor.role == "target" for actor in actors):
        return actors
    known = {actor.entity.entity_id for actor in actors}
    end = passage.core[1] if deed.typed[0] == "SANCTION" else draft.end
    out: dict[str, Actor] = {}
    for entity in passage.entities:
        start = passage.local(entity.span)[0]
        aimed = passage.rules.said("aimed", passage.key[draft.hit.end : start], how="search")
        if start >= end or aimed is None or entity.kind not in ("country", "org", "person", "group"):
            continue
        own = draft.hit.end + aimed.start()
        led = any(own <= passage.local(other.span)[0] < start for other in passage.entities if other is not entity)
        if entity.entity_id not in known and (not led or of_two(entity)):
            out.setdefault(entity.entity_id or entity.surface, Actor(entity=entity, role="target"))
    return (*actors, *out.values())


def answered(deed: Deed, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who did what a blame, a refusal or a threat answers: the doer told in the sentence before, or in this one; else
    whom the one who now goes on has just blamed."""
    memory = deed.memory
    if memory.doer is None or deed.typed[0] not in JUDGED or deed.draft.kind != "main":
        return actors
    if len(actors) != 1 or actors[0].role != "source" or deed.passage.number - memory.last[3] > 1:
        return actors
    own = deed.state(actors[0].entity)
    others = [entity for entity in (memory.doer, memory.judged) if entity is not None and deed.state(entity)]
    answered_to = next((entity for entity in others if deed.state(entity) != own), None)
    return actors if answered_to is None else (*actors, Actor(entity=answered_to, role="target"))


def invited(deed: Deed, actors: tuple[Actor, ...], lands: Sequence[EntityMention]) -> tuple[Actor, ...]:
    """The host of a visit that someone agrees to make (答应访问首尔, agreed to visit Seoul)."""
    if deed.typed[0] != "AGREE" or len(actors) != 1 or not lands:
        return actors
    host = replace(lands[0], entity_id=deed.state(lands[0]), kind="country")
    if not host.entity_id or host.entity_id == deed.state(actors[0].entity):
        return actors
    return (*actors, Actor(entity=host, role="target"))
