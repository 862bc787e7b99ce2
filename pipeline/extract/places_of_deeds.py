"""The place that follows from what kind of deed it is: where a body votes, on what land an attack falls, at home.

Input: a happening as told, with its type and actors. Output: one place, or None. Limits: which deeds happen on site,
at home or on the land of their target is data (event_types.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.place_names import end_of, finest, lends_its_name
from pipeline.extract.places_in_names import place_in
from pipeline.extract.scenes import TALKED, Told, state_of
from pipeline.extract.slot_chain import NOUNS
from pipeline.model import EntityMention
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

_LANDS = ("object", "to", "bare")
_BESIDE = ("object", "to", "from", "of", "bare", "other")
_MOVED = ("trade", "goods", "exercise", "launch", "nuclear-test")  # deeds whose place is not what they lead to
_BEFALLS = ("disaster", "death")  # a headline opens with the land that it befalls (페루, 산사태로 …)


def venue(told: Told) -> EntityMention | None:
    """The body in which a vote is cast."""
    rules, draft = told.passage.rules, told.draft
    pattern = rules.heads.get("venue")
    words = told.passage.key[draft.start : draft.end]
    if pattern is None or not pattern.search(words) or told.typed[0] not in ("SANCTION", "REJECT", "SUPPORT", "AGREE"):
        return None
    return next((s.entity for s in told.found if s.slot == "at" and s.entity.kind == "org"), None) or next(
        (s.entity for s in told.found if s.entity.kind == "org" and s.located and not s.said), None
    )


def polled(told: Told) -> EntityMention | None:
    """The land whose election is told (몽골 총선에서 승리했다)."""
    if told.typed[0] != "OTHER":
        return None
    rules, key = told.passage.rules, told.passage.key
    return next((s.entity for s in told.found if s.entity.kind in ("country", "place")
                 and rules.said("ballot", key, end_of(told, s))), None)  # fmt: skip


def named_in(told: Told, resources: Resources) -> EntityMention | None:
    """The place in the name of the talks or of what was signed (제네바 협정, the Geneva talks)."""
    if told.typed[0] not in ("CONSULT", "AGREE"):
        return None
    passage = told.passage
    for entity in [*(slot.entity for slot in told.found), *_agreed_in(told)]:
        end = passage.local(entity.span)[1]
        if entity.kind == "place" and passage.rules.said("named_after", passage.key, end):
            return entity
        inside = place_in(entity, resources) if entity.kind in ("other", "treaty") else None
        if inside is not None and not lends_its_name(told, inside, resources):
            return inside
    return None


def _agreed_in(told: Told) -> list[EntityMention]:
    """The treaties in which something is agreed, told before what it is (판문점 선언에서 … 합의했다)."""
    passage, draft = told.passage, told.draft
    if draft.content is None or not passage.rules.final:
        return []
    spans = [(*passage.local(e.span), e) for e in passage.entities if e.kind == "treaty"]
    inside = [(end, e) for start, end, e in spans if draft.start <= start and end <= draft.hit.start]
    return [e for end, e in inside if passage.rules.said("at_end", passage.key, end) is not None]


def own_land(told: Told, resources: Resources) -> EntityMention | None:
    """자국, 其境内: the country of who acts."""
    words = told.passage.key[told.draft.start : told.draft.end]
    if not any(word in words for word in told.passage.rules.self_words):
        return None
    return _land_of(told, ("source", "participant"), resources)


def site(told: Told, resources: Resources) -> EntityMention | None:
    """The place that a deed on the ground is done to, or whose facility it is done to."""
    if not resources.event_types.on_site(*told.typed):
        return None
    slots = ("object", "to", "of", "bare", "modifier", "subject")
    lying = [s for s in told.found if s.entity.kind == "place" and not s.said]
    done_to = [s.entity for s in lying if s.slot in slots or _in_front(told, s.entity)]
    if told.passage.rules.final and told.typed[1] == "disaster":
        done_to += [s.entity for s in told.found if s.entity.kind == "country" and s.slot == "subject" and not s.said]
    if told.passage.block.kind == "heading" and told.typed[1] in _BEFALLS:
        done_to += [s.entity for s in told.found if s.entity.kind in ("place", "country") and s.slot == "other"]
    trigger = told.passage.absolute(told.draft.hit.start, told.draft.hit.end)
    named = [
        place_in(s.entity, resources) for s in told.found
        if not s.said and (s.entity.span.overlaps(trigger) or (s.entity.kind == "org" and s.slot in _LANDS))
    ]  # fmt: skip
    return finest([*done_to, *(place for place in named if place is not None)])


def _in_front(told: Told, entity: EntityMention) -> bool:
    """Whether nothing but nouns stand between the place and the trigger behind it (개성 연락사무소 폭파)."""
    passage, end = told.passage, told.passage.local(entity.span)[1]
    tags = [token.tag[:2] for token in passage.tokens_between(end, told.draft.hit.start)]
    return passage.rules.final and end <= told.draft.hit.start and all(tag in NOUNS for tag in tags)


def fallen_on(told: Told, resources: Resources) -> EntityMention | None:
    """The land that an attack, an annexation or aid falls on."""
    if resources.event_types.home(*told.typed) != "target":
        return None
    return finest([s.entity for s in told.found if s.slot in _LANDS and not s.said])


def only(told: Told) -> EntityMention | None:
    """The one place that a clause of a verb-final language names with a deed (A항에 닻을 내렸다, B항을 떠났다)."""
    if not told.passage.rules.final or told.typed[0] in TALKED or told.typed[1] in _MOVED:
        return None
    rules, key = told.passage.rules, told.passage.key
    named = [s.entity for s in told.found if s.entity.kind == "place" and not s.said and s.slot in _BESIDE
             and not rules.said("degrees", key, end_of(told, s))]  # fmt: skip
    return named[0] if len({entity.span for entity in named}) == 1 else None


def around(told: Told, resources: Resources) -> EntityMention | None:
    """The one place that opens the words for where it happened on site (청주시의 가구를 만드는 공장에서 불이 나)."""
    if not told.passage.rules.final or not resources.event_types.happens_there(*told.typed):
        return None
    named = [s for s in told.found if s.entity.kind in ("place", "country") and not s.said]
    if len(named) != 1 or named[0].slot != "inner" or named[0].entity.kind != "place":
        return None
    between = told.passage.key[end_of(told, named[0]) : told.draft.hit.start]
    return named[0].entity if told.passage.rules.said("around", between) is not None else None


def home(told: Told, resources: Resources) -> EntityMention | None:
    """The own country of who acts (or suffers) in deeds that happen at home."""
    side = resources.event_types.home(*told.typed)
    if not side:
        return None
    roles = ("source", "target", "participant") if side == "any" else (side, "participant")
    return _land_of(told, roles, resources)


def _land_of(told: Told, roles: Sequence[str], resources: Resources) -> EntityMention | None:
    for actor in told.actors:
        state = state_of(actor.entity.entity_id, resources) if actor.entity.entity_id else ""
        if state and actor.role in roles:
            return replace(actor.entity, entity_id=state, kind="country")
    return None
