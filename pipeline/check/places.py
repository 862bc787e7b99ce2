"""The places that the mentions of one event tell: one in another, stops of one journey, or in contradiction.

Input: one event's mentions. Output: Findings of field ``place``. Limits: only places resolved to an entity; whether
one lies in another is known by state, ``part_of`` and distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, cos, radians, sin, sqrt

from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding, Group, all_pairs, grouped, widest
from pipeline.model import Event, EventMention

_NEAR_KM = 30  # a suburb, an airport, a port of the town


def compare_places(event: Event, mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """A place in another is granularity; two stops of a visit are scope; else two places contradict.

    A state that is both place and party of one clause says little of where: it contradicts no other place.
    """
    values = grouped(mentions, _told)
    places = list(values)
    groups = [Group(value=_place_name(told, evidence), mentions=told) for told in values.values()]
    kinds = {(i, j): _place_kind(places[i], places[j], event, evidence) for i, j in all_pairs(groups)}
    vague = {i for i in range(len(groups)) if all(_is_party(mention, evidence) for mention in groups[i].mentions)}
    for kind in ("granularity", "scope", "contradiction"):
        chosen = [pair for pair, found in kinds.items() if found == kind]
        if kind == "contradiction":
            chosen = [pair for pair in chosen if not vague & set(pair)]
        if chosen:
            yield Finding(
                event_id=event.id,
                field="place",
                kind="granularity" if kind == "granularity" else "scope" if kind == "scope" else "contradiction",
                scope=widest(groups, chosen),
                groups=tuple(groups[i] for i in sorted({i for pair in chosen for i in pair})),
            )


def _told(mention: EventMention) -> str | None:
    """The place that the clause itself names; one that it inherits, or that is the home of who acts, is not told."""
    place = mention.place
    if not place or not place.entity_id or not mention.span.covers(place.span):
        return None
    named = [actor.entity.kind for actor in mention.actors if actor.entity.span == place.span]
    home = place.kind == "country" and any(kind in ("person", "org", "group") for kind in named)
    return None if home else place.entity_id


def _is_party(mention: EventMention, evidence: Evidence) -> bool:
    place = mention.place.entity_id if mention.place else ""
    known = evidence.entities.get(place)
    doers = {actor.entity.entity_id for actor in mention.actors if actor.role != "target"}
    return known is not None and known.kind == "country" and place in doers


def _place_name(mentions: Sequence[EventMention], evidence: Evidence) -> str:
    place = mentions[0].place
    return evidence.name(place) if place else ""


def _place_kind(left: str, right: str, event: Event, evidence: Evidence) -> str:
    one, two = evidence.wholes(left), evidence.wholes(right)
    if left in two or right in one or _is_state_of(left, right, evidence) or _near(left, right, evidence):
        return "granularity"
    if event.mode in evidence.knowledge.moving and evidence.land(left) == evidence.land(right):
        return "scope"
    return "contradiction" if evidence.placed(left) and evidence.placed(right) else ""


def _is_state_of(left: str, right: str, evidence: Evidence) -> bool:
    kinds = {evidence.entities[i].kind for i in (left, right) if i in evidence.entities}
    return "country" in kinds and evidence.land(left) == evidence.land(right)


def _near(left: str, right: str, evidence: Evidence) -> bool:
    a, b = evidence.entities.get(left), evidence.entities.get(right)
    if not a or not b or a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return False
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    half = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * 6371 * asin(sqrt(half)) < _NEAR_KM
