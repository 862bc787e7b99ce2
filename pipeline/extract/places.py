"""Where a happening takes place: its goal, a stated place, a venue, the scene of the clause before, a home.

Input: a passage, a draft with its slots, its type, its actors, and what the text before leaves in mind. Output: one
place, or None. Order: the goal of a visit; words that say where (에서, 在, in), the most specific first; a body that
votes; the place in the name of the talks; the land that the deed falls on; the scene of the happening told just before
on the same day; the home of who acts, for deeds that happen at home. Limits: names only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.places_in_names import GENERATED, known, place_in, seat
from pipeline.extract.scenes import TALKED, Setting, Told, kept, state_of
from pipeline.extract.slot_chain import NOUNS
from pipeline.extract.slots import Slot
from pipeline.model import EntityMention

if TYPE_CHECKING:
    from pipeline.resources import Resources

_GOALS = ("object", "to", "bare", "at")
_LANDS = ("object", "to", "bare")
_BESIDE = ("object", "to", "from", "of", "bare", "other")
_MOVED = ("trade", "goods", "exercise", "launch", "nuclear-test")  # deeds whose place is not what they lead to
_BEFALLS = ("disaster", "death")  # a headline opens with the land that it befalls (페루, 산사태로 …)


def where(
    told: Told, settings: Sequence[Setting], goal: EntityMention | None, resources: Resources
) -> EntityMention | None:
    """The place of a happening; ``goal`` is where the visit that the text is about leads."""
    told = replace(told, found=[s for s in told.found if _is_place(told, s.entity, resources)])
    if told.draft.hit.rule.frame == "visit":
        return _goal(told) or _stated(told) or _pointed(told, goal)
    place = _stated(told) or _own_land(told, resources) or _venue(told) or _named(told, resources) or _polled(told)
    place = place or _site(told, resources) or _fallen_on(told, resources) or _only(told) or _opening(told)
    place = _narrower(told, place, [s.entity for s in told.found if s.entity.kind == "place"])
    place = place or _housed(told, resources)
    return place or kept(told, settings, resources) or seat(told, resources) or _home(told, resources)


def _is_place(told: Told, entity: EntityMention, resources: Resources) -> bool:
    """Whether the name can stand for a place: not that of a hotel, no adjective (the Georgian style), no bare topic."""
    describes = told.passage.rules.said("describes", told.passage.key, told.passage.local(entity.span)[1])
    return not describes and not _lends_its_name(told, entity, resources) and not _adjective(told, entity)


def _adjective(told: Told, entity: EntityMention) -> bool:
    """Whether the name is an adjective of a state without a word for a place behind it."""
    if entity.kind != "country" or not entity.reasons or not entity.reasons[0].rule.startswith("names.table.adj"):
        return False
    return not told.passage.rules.said("land", told.passage.key, told.passage.local(entity.span)[1])


def _topical(told: Told, slot: Slot) -> bool:
    """Whether the words before the place say that it is spoken of (discussed the situation in X)."""
    if told.typed[0] not in TALKED or not (slot.located or slot.slot == "at"):
        return False
    start = told.passage.local(slot.entity.span)[0]
    before = told.passage.key[max(0, start - 40) : start]
    return told.passage.rules.said("topical", before, how="search") is not None


def _lends_its_name(told: Told, entity: EntityMention, resources: Resources) -> bool:
    """Whether the name only opens that of a railway, or of a hotel or firm if the place is little known itself."""
    if entity.kind != "place":
        return False
    rules, key, end = told.passage.rules, told.passage.key, told.passage.local(entity.span)[1]
    little = all(name.rank >= GENERATED for name in resources.lexicon.lookup(entity.surface))
    return bool(rules.said("railway", key, end) or (little and rules.said("house", key, end)))


def _finest(found: Sequence[EntityMention]) -> EntityMention | None:
    """A place that the tables know, else an unknown one, else a country; of several the first."""
    order = {("place", True): 0, ("place", False): 1, ("country", True): 2}
    ranked = [(order[key], n, e) for n, e in enumerate(found) if (key := (e.kind, known(e))) in order]
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def _goal(told: Told) -> EntityMention | None:
    spans = [s.entity.span for s in told.found]
    lands = [s for s in told.found if not s.said and s.entity.kind in ("place", "country")]
    lands = [s for s in lands if spans.count(s.entity.span) == 1]  # the monument of two states is in neither's name
    for slots in (_GOALS[:3], _GOALS[3:]):
        goals = [s.entity for s in lands if s.slot in slots]
        if goals and told.passage.rules.final:
            return goals[-1]  # what stands before it belongs to another verb (A를 거쳐 B를 방문)
        behind = [goal for goal in goals if told.passage.local(goal.span)[0] >= told.draft.hit.end]
        if goals:
            return _finest(behind or goals)
    return None


def _stated(told: Told) -> EntityMention | None:
    """What stands with a word of place: that of the draft's own predicate first."""
    if told.typed[1] == "trade":
        return None
    spans = [s.entity.span for s in told.found]
    alone = [s for s in told.found if not s.said and spans.count(s.entity.span) == 1 and not _topical(told, s)]
    if told.typed[0] == "AGREE" and not told.passage.rules.final:
        alone = [s for s in alone if not _agreed_on(told, s)]
    own = [s.entity for s in alone if s.slot == "at"]
    found = [*own, *(s.entity for s in _gathered(told)), *(s.entity for s in alone if s.located)]
    found = found or [s.entity for s in alone if _reached(told, s)]
    return _narrower(told, _finest(found), [*found, *(s.entity for s in alone if s.entity.kind == "place")])


def _reached(told: Told, slot: Slot) -> bool:
    """Whether somebody went there to do it (派員到機場逮人)."""
    start = told.passage.local(slot.entity.span)[0]
    before = told.passage.key[max(told.draft.start, start - 6) : start]
    return slot.entity.kind == "place" and told.passage.rules.said("reached", before, how="search") is not None


def _opening(told: Told) -> EntityMention | None:
    """A town or region that opens a Chinese clause without any other subject: where it is so (成都成立了商会)."""
    rules = told.passage.rules
    if not rules.dates_first or told.typed[0] in TALKED:
        return None
    first = [s for s in told.found if s.slot in ("subject", "modifier") and not s.said]
    return first[0].entity if first and first[0].entity.kind == "place" and _opens(told, first[0]) else None


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


def _narrower(told: Told, place: EntityMention | None, found: Sequence[EntityMention]) -> EntityMention | None:
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


def _gathered(told: Told) -> list[Slot]:
    """A place right before a verb of meeting, without a preposition (首尔举行的会谈)."""
    passage = told.passage
    return [
        s for s in told.found
        if s.entity.kind == "place" and not s.said and passage.rules.said("gathered", passage.key, _end(told, s))
    ]  # fmt: skip


def _housed(told: Told, resources: Resources) -> EntityMention | None:
    """The body in, at or before whose house it happens (在立法院外, at Dover Crown Court): itself or its town."""
    rules, key = told.passage.rules, told.passage.key
    bodies = [s.entity for s in told.found if s.slot == "at" and s.entity.kind == "org" and not s.said
              and rules.said("housed", key, _end(told, s))]  # fmt: skip
    return next((e if known(e) else place_in(e, resources, little=True) for e in bodies), None)


def _end(told: Told, slot: Slot) -> int:
    return told.passage.local(slot.entity.span)[1]


def _venue(told: Told) -> EntityMention | None:
    """The body in which a vote is cast."""
    rules, draft = told.passage.rules, told.draft
    pattern = rules.heads.get("venue")
    words = told.passage.key[draft.start : draft.end]
    if pattern is None or not pattern.search(words) or told.typed[0] not in ("SANCTION", "REJECT", "SUPPORT", "AGREE"):
        return None
    return next((s.entity for s in told.found if s.slot == "at" and s.entity.kind == "org"), None) or next(
        (s.entity for s in told.found if s.entity.kind == "org" and s.located and not s.said), None
    )


def _polled(told: Told) -> EntityMention | None:
    """The land whose election is told (몽골 총선에서 승리했다)."""
    if told.typed[0] != "OTHER":
        return None
    rules, key = told.passage.rules, told.passage.key
    return next((s.entity for s in told.found if s.entity.kind in ("country", "place")
                 and rules.said("ballot", key, _end(told, s))), None)  # fmt: skip


def _named(told: Told, resources: Resources) -> EntityMention | None:
    """The place in the name of the talks or of what was signed (제네바 협정, the Geneva talks)."""
    if told.typed[0] not in ("CONSULT", "AGREE"):
        return None
    passage = told.passage
    for entity in [*(slot.entity for slot in told.found), *_agreed_in(told)]:
        end = passage.local(entity.span)[1]
        if entity.kind == "place" and passage.rules.said("named_after", passage.key, end):
            return entity
        inside = place_in(entity, resources) if entity.kind in ("other", "treaty") else None
        if inside is not None and not _lends_its_name(told, inside, resources):
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


def _own_land(told: Told, resources: Resources) -> EntityMention | None:
    """자국, 其境内: the country of who acts."""
    words = told.passage.key[told.draft.start : told.draft.end]
    if not any(word in words for word in told.passage.rules.self_words):
        return None
    return _land_of(told, ("source", "participant"), resources)


def _site(told: Told, resources: Resources) -> EntityMention | None:
    """The place that a deed on the ground is done to, or whose facility it is done to."""
    if not resources.event_types.on_site(*told.typed):
        return None
    slots = ("object", "to", "of", "bare", "modifier", "subject")
    lying = [s for s in told.found if s.entity.kind == "place" and not s.said]
    done_to = [s.entity for s in lying if s.slot in slots or _in_front(told, s.entity)]
    if told.passage.block.kind == "heading" and told.typed[1] in _BEFALLS:
        done_to += [s.entity for s in told.found if s.entity.kind in ("place", "country") and s.slot == "other"]
    trigger = told.passage.absolute(told.draft.hit.start, told.draft.hit.end)
    named = [
        place_in(s.entity, resources) for s in told.found
        if not s.said and (s.entity.span.overlaps(trigger) or (s.entity.kind == "org" and s.slot in _LANDS))
    ]  # fmt: skip
    return _finest([*done_to, *(place for place in named if place is not None)])


def _in_front(told: Told, entity: EntityMention) -> bool:
    """Whether nothing but nouns stand between the place and the trigger behind it (개성 연락사무소 폭파)."""
    passage, end = told.passage, told.passage.local(entity.span)[1]
    between = [t for t in passage.tokens if end <= t.span.start - passage.offset < told.draft.hit.start]
    tags = [token.tag[:2] for token in between]
    return passage.rules.final and end <= told.draft.hit.start and all(tag in NOUNS for tag in tags)


def _fallen_on(told: Told, resources: Resources) -> EntityMention | None:
    """The land that an attack, an annexation or aid falls on."""
    if resources.event_types.home(*told.typed) != "target":
        return None
    return _finest([s.entity for s in told.found if s.slot in _LANDS and not s.said])


def _only(told: Told) -> EntityMention | None:
    """The one place that a clause of a verb-final language names with a deed (A항에 닻을 내렸다, B항을 떠났다)."""
    if not told.passage.rules.final or told.typed[0] in TALKED or told.typed[1] in _MOVED:
        return None
    rules, key = told.passage.rules, told.passage.key
    named = [s.entity for s in told.found if s.entity.kind == "place" and not s.said and s.slot in _BESIDE
             and not rules.said("degrees", key, _end(told, s))]  # fmt: skip
    return named[0] if len({entity.span for entity in named}) == 1 else None


def _home(told: Told, resources: Resources) -> EntityMention | None:
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


def _pointed(told: Told, goal: EntityMention | None) -> EntityMention | None:
    """The goal that the text is about, where the clause names none (두 번째 방문, 此访)."""
    if any(s.entity.kind in ("place", "country") and s.slot not in ("subject", "modifier") for s in told.found):
        return None
    return None if goal is None or _has_object(told) else goal


def _has_object(told: Told) -> bool:
    """Whether the visit is to something that is no name (视察了试验, 공장을 방문했다)."""
    passage, draft, hit = told.passage, told.draft, told.draft.hit
    if not passage.rules.final:
        return passage.rules.said("object_behind", passage.key[: draft.end], hit.end) is not None
    tokens = [t for t in passage.tokens if draft.start <= t.span.start - passage.offset < hit.start]
    return any(token.tag == "JKO" for token in tokens)
