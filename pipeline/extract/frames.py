"""Roles of the names around a trigger, by its frame: who does it, to or with whom.

Input: a passage, a draft and its type. Output: actors with roles in text order, one per entity. Limits: names only, and
only those of the clause; subjects left out and parties named before are taken over by parties.py, places by places.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.draft import Draft
from pipeline.extract.entities_craft import RULE as CRAFT
from pipeline.extract.passage import Passage
from pipeline.extract.slot_chain import of_two
from pipeline.extract.slots import Slot, impersonal, slots
from pipeline.model import Actor, EntityMention, Role
from pipeline.records import replace

ACTING = ("person", "country", "org", "group")
JUDGING = ("ACCUSE", "SUPPORT", "REJECT", "SANCTION", "REQUEST", "THREATEN", "CONCEDE")
_SUBJECT_FIRST: dict[str, Role] = {
    "subject": "source",
    "object": "target",
    "to": "target",
    "of": "source",
    "by": "source",
    "host": "source",
    "together": "source",
}
FRAMES: dict[str, dict[str, Role]] = {
    "symmetric": dict.fromkeys(
        ("subject", "object", "with", "between", "together", "to", "by", "from", "of", "bare"), "participant"
    ),
    "visit": {**_SUBJECT_FIRST, "at": "target", "bare": "target"},
    "directed": {**_SUBJECT_FIRST, "with": "target", "bare": "target", "from": "target"},
    "attack": {**_SUBJECT_FIRST, "with": "target", "bare": "target"},
    "give": {**_SUBJECT_FIRST, "from": "source", "with": "target"},
    "receive": {
        **dict.fromkeys(("subject", "together"), "target"),
        **dict.fromkeys(("from", "by", "of", "with", "bare"), "source"),
    },
    "transitive": {**_SUBJECT_FIRST, "with": "target", "from": "target", "bare": "source", "at": "target"},
    "patient": {
        **dict.fromkeys(("subject", "object", "of", "with", "between", "together", "bare"), "target"),
        "by": "source",
    },
    "deed": {
        **dict.fromkeys(("subject", "together", "of", "by"), "source"),
        **dict.fromkeys(("object", "with", "bare"), "target"),
    },
    "speech": dict.fromkeys(("subject", "together", "by", "of", "bare", "cited"), "source"),
}  # fmt: skip

_DONE_TO = ("attack", "transitive", "directed", "give")
"""Frames whose participle alone tells what is done to somebody."""

_SUFFERED = ("sentence",)
"""Modes of deeds that a person undergoes, unless another one does."""

_ALONE = ("exercise",)
"""Modes of deeds of one or of many, in which nobody is met."""


def acts(entity: EntityMention) -> bool:
    """Whether the name can take part in a deed: somebody's, or that of a ship, a train or a spacecraft."""
    return entity.kind in ACTING or any(reason.rule.startswith(CRAFT) for reason in entity.reasons)


def roles(passage: Passage, draft: Draft, found: Sequence[Slot], mode: str = "", type_: str = "") -> tuple[Actor, ...]:
    """Actors in text order, one per entity; where goods come from (러시아산) counts in trade and its bans
    alone."""
    frame = draft.hit.rule.frame
    table = FRAMES["directed"] if impersonal(passage, draft) else FRAMES.get(frame, FRAMES["directed"])
    found = _subject_of_headline(passage, draft, [item for item in found if acts(item.entity)])
    turned = passive(passage, draft) and frame not in ("symmetric", "patient")
    actors: dict[str, Actor] = {}
    table = {**table, "subject": "target"} if turned else table
    if frame == "patient" and not passive(passage, draft) and _led(found) and _has_object(found):
        table = {**table, "subject": "source"}  # who appoints somebody, not who is appointed
    near = {table.get(item.slot) for item in found if not item.far}
    for item in _plain_parties(found, frame):
        role = _said(item, found, draft) if item.said else table.get(item.slot)
        if item.slot == "origin" and mode in ("trade", "embargo"):
            role = "target"
        if item.slot == "at" and mode == "vote" and item.entity.kind == "org":
            role = "source"  # the body that votes
        if item.slot == "by" and type_ in JUDGING and not turned:
            role = "target"  # whose deed is judged: condemned the raid by X
        if mode in _ALONE and _beside(item):
            continue
        if role is None or (item.far and (role != "participant" or mode in _ALONE) and role in near):
            continue
        if item.slot == "of" and role != "participant" and passage.rules.final and _led(found):
            role = "target" if type_ in JUDGING else None
        if role == "target" and type_ in JUDGING and _late(passage, draft, found, item):
            continue
        if role is not None:
            actors.setdefault(item.entity.entity_id or item.entity.surface, Actor(entity=item.entity, role=role))
    return _suffered(tuple(actors.values())) if mode in _SUFFERED else tuple(actors.values())


def _suffered(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``actors``; persons alone beside a court, or with nobody, are whom it befalls (Kim's trial; Kim gets 5 years)."""
    if any(actor.role == "target" for actor in actors):
        return actors
    return tuple(replace(a, role="target") if a.entity.kind == "person" else a for a in actors)


def _beside(item: Slot) -> bool:
    """Whether a name in a deed where nobody is met only tells of its ground (섬을 에워싸고 훈련을 했다)."""
    return item.slot in ("object", "to", "from")


def _late(passage: Passage, draft: Draft, found: Sequence[Slot], item: Slot) -> bool:
    """Whether an object behind the trigger only follows another one without being coordinated with it."""
    start = passage.local(item.entity.span)[0]
    if passage.rules.final or start < draft.hit.end:
        return False
    before = [other for other in found if draft.hit.end <= passage.local(other.entity.span)[0] < start]
    if not before or before[-1].entity.span == item.entity.span:
        return False
    gap = passage.key[passage.local(before[-1].entity.span)[1] : start]
    joined = passage.rules.said("joined", gap, how="fullmatch") is not None
    return not joined or _late(passage, draft, found, before[-1])


def _led(found: Sequence[Slot]) -> bool:
    """Whether the clause names who does it, so that an owner (X의 입장을) does not."""
    return any(item.slot == "subject" and not item.far and not item.said for item in found)


def _has_object(found: Sequence[Slot]) -> bool:
    """Whether somebody is the object of the clause."""
    return any(item.slot == "object" and not item.far and not item.said for item in found)


def _plain_parties(found: Sequence[Slot], frame: str) -> list[Slot]:
    """The slots without pairs that only describe a noun: the monument or the talks of two (남북 연락사무소를)."""
    spans = [item.entity.span for item in found]
    person = any(item.entity.kind == "person" and item.slot == "subject" and not item.said for item in found)
    met = sum(item.entity.kind == "person" and item.slot in ("subject", "with", "object") for item in found) > 1

    def describes(item: Slot) -> bool:
        if spans.count(item.entity.span) < 2 or of_two(item.entity):
            return False
        if frame == "symmetric":
            return met and item.slot != "subject"  # two persons hold the talks of their states
        if item.slot == "subject":
            return frame == "speech" and person
        return item.far or frame == "visit"

    return [item for item in found if not describes(item)]


def _subject_of_headline(passage: Passage, draft: Draft, found: Sequence[Slot]) -> Sequence[Slot]:
    """The slots; a name without a particle that opens a clause without a subject (headlines) is its subject."""
    first = next((item for item in found if item.slot != "modifier"), None)
    if not passage.rules.final or first is None or not acts(first.entity):
        return found
    end = passage.local(first.entity.span)[1]
    apart = first.slot in ("bare", "origin") and passage.key[end : end + 1] == ","  # 중국, 쌀 수입 중단
    apart = apart and [item.entity.entity_id for item in found].count(first.entity.entity_id) == 1  # 북한, 남북 회담
    if not apart and first.slot != "other":
        return found
    if any(item.slot == "subject" for item in found) or passage.key[end : end + 1] not in (" ", ","):
        return found
    if passage.local(first.entity.span)[0] > draft.start + 2 and not draft.times:
        return found
    same = [item for item in found if item.entity.span == first.entity.span]  # all parties of a compound
    return [replace(item, slot="subject") if item in same else item for item in found]


def _said(item: Slot, found: Sequence[Slot], draft: Draft) -> Role | None:
    """A party named in what is said: blamed, backed or asked; who acts there is blamed alone, not backed."""
    acting = any(other.said and other.slot == "subject" for other in found)
    if draft.hit.rule.type == "SUPPORT":
        return "target" if item.slot in ("object", "to", "with", "of") else None
    if acting and draft.hit.rule.type == "ACCUSE":
        return "target" if item.slot == "subject" else None
    return "target" if item.slot in ("subject", "object", "to", "with", "of") else None


def passive(passage: Passage, draft: Draft) -> bool:
    """Whether the trigger stands in the passive voice, as the language's ``[voice]`` patterns say."""
    hit, rules = draft.hit, passage.rules
    if rules.passive_after is not None and hit.noun and rules.passive_after.match(passage.key, hit.end):
        return True
    if rules.said("undergone", passage.key, hit.start) is not None:
        return True
    if rules.passive_before is None or (rules.lexis.word_bounds and hit.kind not in ("past", "participle")):
        return False
    if _without_auxiliary(passage, draft) or _in_apposition(passage, draft):
        return True
    return bool(rules.passive_before.search(passage.key[draft.start : hit.start]))


def _without_auxiliary(passage: Passage, draft: Draft) -> bool:
    """Whether a headline says with a participle alone what is done to its subject (Critic jailed for 19 years)."""
    pattern, hit = passage.rules.passive_headline, draft.hit
    if pattern is None or passage.block.kind != "heading" or hit.rule.frame not in _DONE_TO:
        return False
    return pattern.match(passage.key, hit.end) is not None and not passage.rules.said(
        "perfect", passage.key[draft.start : hit.start], how="search"
    )


def _in_apposition(passage: Passage, draft: Draft) -> bool:
    """Whether a participle behind a comma tells what was done to the name before it (Lee, arrested in Rome, ...)."""
    pattern, hit = passage.rules.passive_headline, draft.hit
    if pattern is None or hit.rule.frame not in _DONE_TO or hit.start <= draft.start:
        return False
    led = passage.rules.said("participial", passage.key[draft.start : hit.start], how="search")
    return led is not None and pattern.match(passage.key, hit.end) is not None


def find_slots(passage: Passage, draft: Draft, type_: str) -> list[Slot]:
    """The slots of the draft's own stretch; of a citation only who is named up to it, not who acts in what is told."""
    cites = passage.rules.final and draft.content is not None and draft.content[0] >= draft.hit.end
    return slots(passage, draft, draft.start, draft.hit.end if cites else draft.end, type_)
