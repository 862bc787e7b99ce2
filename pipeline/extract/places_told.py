"""The place that the words of a clause tell: the goal of a visit, what stands with a word of place, a body's house.

Input: a happening as told. Output: one place, or None; ``narrower`` takes the narrowest of places side by side.
Limits: names only, and only those of the clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.place_names import end_of, finest
from pipeline.extract.places_in_names import known, place_in
from pipeline.extract.scenes import TALKED, Told
from pipeline.extract.slots import Slot
from pipeline.model import EntityMention

if TYPE_CHECKING:
    from pipeline.resources import Resources

_GOALS = ("object", "to", "bare", "at")


def goal_of(told: Told) -> EntityMention | None:
    """Where a visit leads; the finest of several places."""
    spans = [s.entity.span for s in told.found]
    lands = [s for s in told.found if not s.said and s.entity.kind in ("place", "country")]
    lands = [s for s in lands if spans.count(s.entity.span) == 1]  # the monument of two states is in neither's name
    for slots in (_GOALS[:3], _GOALS[3:]):
        goals = [s.entity for s in lands if s.slot in slots]
        if goals and told.passage.rules.final:
            return goals[-1]  # what stands before it belongs to another verb (A를 거쳐 B를 방문)
        behind = [goal for goal in goals if told.passage.local(goal.span)[0] >= told.draft.hit.end]
        if goals:
            return finest(behind or goals)
    return None


def stated(told: Told) -> EntityMention | None:
    """What stands with a word of place: that of the draft's own predicate first."""
    if told.typed[1] == "trade":
        return None
    spans = [s.entity.span for s in told.found]
    alone = [s for s in told.found if not s.said and spans.count(s.entity.span) == 1 and not _topical(told, s)]
    if told.typed[0] == "AGREE" and not told.passage.rules.final:
        alone = [s for s in alone if not _agreed_on(told, s)]
    own = [s.entity for s in alone if s.slot == "at"]
    found = [*own, *(s.entity for s in gathered(told)), *(s.entity for s in alone if s.located)]
    found = found or [s.entity for s in alone if _reached(told, s)]
    return narrower(told, finest(found), [*found, *(s.entity for s in alone if s.entity.kind == "place")])


def _reached(told: Told, slot: Slot) -> bool:
    """Whether somebody went there to do it (派員到機場逮人)."""
    start = told.passage.local(slot.entity.span)[0]
    before = told.passage.key[max(told.draft.start, start - 6) : start]
    return slot.entity.kind == "place" and told.passage.rules.said("reached", before, how="search") is not None


def _topical(told: Told, slot: Slot) -> bool:
    """Whether the words before the place say that it is spoken of (discussed the situation in X)."""
    if told.typed[0] not in TALKED or not (slot.located or slot.slot == "at"):
        return False
    start = told.passage.local(slot.entity.span)[0]
    before = told.passage.key[max(0, start - 40) : start]
    return told.passage.rules.said("topical", before, how="search") is not None


def opening(told: Told) -> EntityMention | None:
    """A town or region that opens a Chinese clause without any other subject: where it is so (成都成立了商会)."""
    rules = told.passage.rules
    if not rules.dates_first or told.typed[0] in TALKED:
        return None
    first = [s for s in told.found if s.slot in ("subject", "modifier") and not s.said]
    return first[0].entity if first and first[0].entity.kind == "place" and _opens(told, first[0]) else None


def fronted(told: Told) -> EntityMention | None:
    """The address that a Chinese sentence opens with, a comma before what happened there (方城县柳河镇,1人落水)."""
    passage, rules = told.passage, told.passage.rules
    if not rules.dates_first or told.typed[0] in TALKED:
        return None
    found, led = None, told.draft.start  # ``led``: where the address goes on
    for entity in passage.entities:
        start, end = passage.local(entity.span)
        if entity.kind != "place" or not told.draft.start <= start <= end < told.draft.hit.start:
            continue
        opens = rules.said("opened", passage.key[:start]) is not None or (found is not None and start == led)
        if opens and rules.said("fronted", passage.key, end) is not None:
            found, led = entity, end
    return found


def _opens(told: Told, slot: Slot) -> bool:
    led = told.passage.key[told.draft.start : told.passage.local(slot.entity.span)[0]]
    return told.passage.rules.said("elided", led, how="fullmatch") is not None


def _agreed_on(told: Told, slot: Slot) -> bool:
    """Whether the place is where what is agreed on shall be done (agreed to open an office in X)."""
    start, end = told.passage.local(slot.entity.span)
    hit = told.draft.hit
    return start >= hit.end and any(
        hit.end <= other.start < told.draft.end and (other.end <= start or end <= other.start)
        for other in told.passage.hits
    )


def narrower(told: Told, place: EntityMention | None, found: Sequence[EntityMention]) -> EntityMention | None:
    """The last of the places that stand side by side, the wider one first (평안북도 구성, 극동 연해주)."""
    widest_first = told.passage.rules.final or told.passage.rules.dates_first
    if not widest_first:
        return _inside(told, place, found)
    for other in sorted(found, key=lambda entity: entity.span):
        if place is not None and other.kind == "place" and other.span.start >= place.span.end:
            gap = told.passage.key[told.passage.local(place.span)[1] : told.passage.local(other.span)[0]]
            if (not gap.strip() and len(gap) <= 1) or told.passage.rules.said("capital_of", gap, how="fullmatch"):
                place = other
    return place


def _inside(told: Told, place: EntityMention | None, found: Sequence[EntityMention]) -> EntityMention | None:
    """The place named right before the one that it lies in, where the narrower comes first (near Garston in Ohio)."""
    for other in found:
        if place is not None and other.kind == "place" and other.span.end <= place.span.start:
            gap = told.passage.key[told.passage.local(other.span)[1] : told.passage.local(place.span)[0]]
            if told.passage.rules.said("lies_in", gap, how="fullmatch"):
                return other
    return place


def gathered(told: Told) -> list[Slot]:
    """A place right before a verb of meeting, without a preposition (首尔举行的会谈)."""
    passage = told.passage
    return [
        s for s in told.found
        if s.entity.kind == "place" and not s.said and passage.rules.said("gathered", passage.key, end_of(told, s))
    ]  # fmt: skip


def housed(told: Told, resources: Resources) -> EntityMention | None:
    """The body in, at or before whose house it happens (在立法院外, at Dover Crown Court): itself or its town."""
    rules, key = told.passage.rules, told.passage.key
    bodies = [s.entity for s in told.found if s.slot == "at" and s.entity.kind == "org" and not s.said
              and rules.said("housed", key, end_of(told, s))]  # fmt: skip
    return next((e if known(e) else place_in(e, resources, little=True) for e in bodies), None)
