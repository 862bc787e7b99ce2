"""The actors of an event row, at the most specific level that all sides are named at.

Input: the mentions of one event, entity rows. Output: row actors and, where some were left out, the reason. Rules, in
this order:

1. an actor counts if a mention names it, two of them in rows of four mentions and more;
2. an unresolved surface is left out if it is part of a name of a resolved actor (Kim beside Kim Jong Un);
3. a party that acts, or its own state, is no target where another target remains;
4. among those who act, and among targets, a state and its own persons or organisations are one side: where every
   side names such agents, states beside their own are left out, else the agents beside their own state are. In
   symmetric events (a meeting, a treaty) all parties stand on one level.

Limits: mentions keep what they say; what the levels are worth as evidence is for ``check``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Entity, EventActor, EventMention, Reason, Role

ROLES: tuple[Role, ...] = ("source", "target", "participant")
_AGENTS = ("person", "org", "group")
MANY = 4  # mentions: from here on an actor must be named twice
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An actor as the mentions name it: entity id or empty, surface, its usual role, how often it is named."""

    entity_id: str
    surface: str
    role: Role
    times: int
    row: Entity | None


def row_actors(
    members: Sequence[EventMention], entities: Mapping[str, Entity], symmetric: bool
) -> tuple[tuple[EventActor, ...], tuple[Reason, ...]]:
    """The actors of the row, those who act first, and why others were left out; ``members`` in a fixed order."""
    told = _told(members, entities)
    named = [each for each in told if not _covered(each, told)]
    named = _without_self(named)
    kept = [each for each in named if not _beside_own(each, _level(each, named, symmetric))]
    order = sorted(kept, key=lambda each: (ROLES.index(each.role), -each.times, each.entity_id or each.surface))
    actors = tuple(EventActor(entity_id=each.entity_id, name=_name(each), role=each.role) for each in order)
    return actors, _reasons(told, kept)


def _told(members: Sequence[EventMention], entities: Mapping[str, Entity]) -> list[Named]:
    roles: dict[str, Counter[Role]] = {}
    surfaces: dict[str, str] = {}
    for mention in members:
        for actor in mention.actors:
            key = actor.entity.entity_id or f"surface:{actor.entity.surface}"
            roles.setdefault(key, Counter())[actor.role] += 1
            surfaces.setdefault(key, actor.entity.surface)
    often = len(members) >= MANY and any(counts.total() > 1 for counts in roles.values())
    return [
        Named(
            entity_id="" if key.startswith("surface:") else key,
            surface=surfaces[key],
            role=min(counts, key=lambda role: (-counts[role], ROLES.index(role))),
            times=counts.total(),
            row=entities.get(key),
        )
        for key, counts in sorted(roles.items())
        if counts.total() > often
    ]


def _name(named: Named) -> str:
    row = named.row
    return (row.name_en or row.name_ko or row.name_zh_hans if row else "") or named.surface


def _covered(each: Named, others: Sequence[Named]) -> bool:
    """Whether an unresolved surface is part of a name of a resolved actor."""
    return not each.entity_id and any(_is_part(each.surface, name) for other in others for name in _names(other))


def _names(named: Named) -> tuple[str, ...]:
    row = named.row
    if row is None:
        return ()
    names = (row.name_en, row.name_ko, row.name_zh_hans, row.name_zh_hant, *row.aliases, named.surface)
    return tuple(name for name in names if name)


def _is_part(surface: str, name: str) -> bool:
    if _LATIN.search(surface):
        return set(surface.casefold().split()) <= set(re.split(r"[\s-]+", name.casefold()))
    return surface in name


def _without_self(named: Sequence[Named]) -> list[Named]:
    """Rule 3: a party does nothing to itself where it does it to another."""
    acting = {_country(each) for each in named if each.role != "target"} - {""}
    own = [each for each in named if each.role == "target" and _is_state(each) and _country(each) in acting]
    targets = [each for each in named if each.role == "target"]
    return [each for each in named if each not in own] if len(own) < len(targets) else list(named)


def _level(each: Named, named: Sequence[Named], symmetric: bool) -> list[Named]:
    """All that must stand on one level with an actor: those of its part in the event."""
    return [other for other in named if symmetric or (other.role == "target") == (each.role == "target")]


def _beside_own(each: Named, level: Sequence[Named]) -> bool:
    """Rule 4: whether an actor is left out because its state, or an agent of it, stands for its side."""
    country = _country(each)
    if not country:
        return False
    sides = {_country(other) for other in level} - {""}
    with_agents = {_country(other) for other in level if _is_agent(other)}
    if sides <= with_agents:
        return _is_state(each)
    return _is_agent(each) and any(_is_state(other) and _country(other) == country for other in level)


def _country(named: Named) -> str:
    return named.row.country if named.row and (_is_state(named) or _is_agent(named)) else ""


def _is_state(named: Named) -> bool:
    return named.row is not None and named.row.kind == "country"


def _is_agent(named: Named) -> bool:
    return named.row is not None and named.row.kind in _AGENTS


def _reasons(told: Sequence[Named], kept: Sequence[Named]) -> tuple[Reason, ...]:
    left = sorted({_name(each) for each in told} - {_name(each) for each in kept})
    says = f"all sides named at one level; left out beside their own: {', '.join(left)}"
    return (Reason(rule="row.actors@1", says=says),) if left else ()
