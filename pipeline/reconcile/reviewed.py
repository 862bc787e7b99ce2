"""What reviewers decided on names and rows, put into mentions, entities and events.

Input: mentions, entity rows, event rows; decisions in force, in the order of the log. Output: the same with the
decisions in them; each changed cell names the reviewer. Limits: a name is only joined to an entity that the run knows;
a row counts as accepted when every mention of it was accepted, so that a mention that joins later opens it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model import Actor, Decision, Entity, EntityMention, Event, EventMention, Reason
from pipeline.records import replace
from pipeline.shelf import Mapped

PROVISIONAL = "provisional"


def joined_names(
    mentions: Sequence[EventMention], entities: Sequence[Entity], decisions: Sequence[Decision]
) -> tuple[Sequence[EventMention], tuple[Entity, ...]]:
    """Mentions and entity rows with the names joined that a reviewer said are the same."""
    entities = tuple(_named_anew(entity, decisions) for entity in entities)
    told = _same(entities, decisions)
    known = {entity.id for entity in entities}
    final = {name: end for name in told if (end := _end(name, told)) in known and end != name}
    if not final:
        return mentions, entities
    changed = Mapped(lambda mention: _renamed(mention, final, told), mentions)
    return changed, _joined(entities, final)


def _named_anew(entity: Entity, decisions: Sequence[Decision]) -> Entity:
    """The row with the further names, and the English name, that a reviewer gave it."""
    mine = [one for one in decisions if one.kind == "name" and one.target[:1] == (entity.id,) and one.value]
    also = {one.value for one in mine if one.verdict == "alias"} - {entity.name_en, entity.name_ko}
    english = next((one.value for one in reversed(mine) if one.verdict == "new"), entity.name_en)
    if not also and english == entity.name_en:
        return entity
    return replace(entity, name_en=english, aliases=tuple(sorted({*entity.aliases, *also})))


def _same(entities: Sequence[Entity], decisions: Sequence[Decision]) -> Mapping[str, Decision]:
    """Entity id → the decision that says which other one it is; a further name brings in provisional names like it."""
    by_name = {name: one for one in entities if one.resolved_by == PROVISIONAL for name in _all_names(one)}
    told: dict[str, Decision] = {}
    for one in decisions:
        if one.kind == "name" and one.verdict == "same" and one.target:
            told[one.target[0]] = one
        elif one.kind == "name" and one.verdict == "alias" and (like := by_name.get(one.value)):
            told[like.id] = replace(one, value=one.target[0])
    return told


def _all_names(entity: Entity) -> tuple[str, ...]:
    names = (entity.name_en, entity.name_ko, entity.name_zh_hans, entity.name_zh_hant, *entity.aliases)
    return tuple(name for name in names if name)


def _end(name: str, told: Mapping[str, Decision]) -> str:
    """Where a chain of decisions leads; the name itself if they run in a circle."""
    at, seen = name, {name}
    while at in told:
        at = told[at].value
        if at in seen:
            return name
        seen.add(at)
    return at


def _renamed(mention: EventMention, final: Mapping[str, str], told: Mapping[str, Decision]) -> EventMention:
    actors = tuple(Actor(entity=_named(actor.entity, final, told), role=actor.role) for actor in mention.actors)
    place = _named(mention.place, final, told) if mention.place else None
    return replace(mention, actors=actors, place=place)


def _named(entity: EntityMention, final: Mapping[str, str], told: Mapping[str, Decision]) -> EntityMention:
    if entity.entity_id not in final:
        return entity
    decision = told[entity.entity_id]
    why = Reason(rule="reviewer@1", says=f"same as {decision.value}: {decision.by} (decision {decision.id})")
    new = final[entity.entity_id]
    return replace(entity, entity_id=new, resolved_by="reviewer", reasons=(*entity.reasons, why))


def _joined(entities: Sequence[Entity], final: Mapping[str, str]) -> tuple[Entity, ...]:
    rows = {entity.id: entity for entity in entities if entity.id not in final}
    for entity in entities:
        if entity.id in final:
            into = rows[final[entity.id]]
            aliases = tuple(sorted({*into.aliases, *_all_names(entity)}))
            rows[into.id] = replace(into, aliases=aliases, n_mentions=into.n_mentions + entity.n_mentions)
    return tuple(rows.values())


def edits_of(members: Sequence[str], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The edits of fields that name a mention of a row; the later one is put in last."""
    return tuple(one for one in decisions if one.kind == "field" and one.target and one.target[0] in members)


def accepted(event: Event, decisions: Mapping[str, Decision]) -> Event:
    """The row as accepted where every mention was; ``decisions`` by mention id. An edited row stays edited."""
    found = [decisions[name] for name in event.mentions if name in decisions]
    if event.review_state != "auto" or len(found) < len(event.mentions) or any(d.verdict != "accept" for d in found):
        return event
    last = max(found, key=lambda one: (one.at, one.id))
    return replace(event, review_state="accepted", reviewed_by=last.by, reviewed_at=last.at)


def verdicts_on(decisions: Sequence[Decision]) -> Mapping[str, Decision]:
    """Mention id → the verdict on it; remarks are none."""
    return {one.target[0]: one for one in decisions if one.kind == "mention" and one.target and not one.field}
