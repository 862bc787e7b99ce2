"""Who did it: persons and bodies against their states, and deeds put down to different parties.

Input: one event's mentions. Output: Findings of field ``actor``. Limits: only actors that were resolved to an
entity; a source that names fewer parties is silent about the others, except for deeds that one side does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding, Group, all_pairs, grouped, sides, widest
from pipeline.model import Event, EventMention

Who = frozenset[str]


def compare_actors(event: Event, mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """Granularity where the states are the same, contradiction where they or the persons are not."""
    values = grouped(mentions, lambda mention: _did(event, mention, evidence) or None)
    groups = [Group(value=_names(told[0], value, evidence), mentions=told) for value, told in values.items()]
    parties = list(values)
    kinds = {(i, j): _kind(event, parties[i], parties[j], groups[i], groups[j], evidence) for i, j in all_pairs(groups)}
    once = event.type not in evidence.knowledge.repeated
    coarse = [pair for pair, kind in kinds.items() if kind == "granularity"]
    scope = widest(groups, coarse)
    if coarse and (once or scope != "within_document"):
        used = tuple(groups[i] for i in sorted({i for pair in coarse for i in pair}))
        yield Finding(event_id=event.id, field="actor", kind="granularity", scope=scope, groups=used)
    clash = [pair for pair, kind in kinds.items() if kind == "contradiction"]
    for side in sides(groups, clash, within=once):
        yield Finding(event_id=event.id, field="actor", kind="contradiction", scope=side.scope, groups=side.groups)


def who(mention: EventMention) -> Who:
    """The resolved entities that did it: the sources, else the participants."""
    sources = frozenset(a.entity.entity_id for a in mention.actors if a.role == "source" and a.entity.entity_id)
    return sources or frozenset(
        a.entity.entity_id for a in mention.actors if a.role == "participant" and a.entity.entity_id
    )


def _did(event: Event, mention: EventMention, evidence: Evidence) -> Who:
    """Who did it, all actors where the deed is mutual (but for a visit, which one side pays).

    Of a deed that one side does, a party that only the name of the agreement gives is not known to have done it.
    """
    known = evidence.knowledge
    if event.type in known.unilateral:
        named = frozenset(a.entity.entity_id for a in mention.actors if known.notice.agreement.search(a.entity.surface))
        return who(mention) - named
    if event.type in known.mutual and mention.mode not in known.moving:
        return frozenset(actor.entity.entity_id for actor in mention.actors if actor.entity.entity_id)
    return who(mention)


def _kind(event: Event, left: Who, right: Who, one: Group, two: Group, evidence: Evidence) -> str:
    """How two sets of doers disagree; of a mutual deed, texts that name one party each are both silent."""
    if _for_their_states(event, left, right, evidence) or _for_their_states(event, right, left, evidence):
        return "granularity"
    if not all(evidence.placed(entity_id) for entity_id in left | right):
        return ""
    lands, others = _lands(left, evidence), _lands(right, evidence)
    if lands == others:
        return _same_states(event, left, right, evidence)
    if lands < others or others < lands:
        return "contradiction" if event.type in evidence.knowledge.unilateral and not (left & right) else ""
    if lands & others or _other_side(one, others, evidence) or _other_side(two, lands, evidence):
        return ""
    alone = event.type in evidence.knowledge.mutual and event.mode not in evidence.knowledge.moving
    return "" if alone and min(len(lands), len(others)) < 2 else "contradiction"


def _for_their_states(event: Event, some: Who, states: Who, evidence: Evidence) -> bool:
    """Whether ``some`` are persons who met for several of ``states``; one whose state is unknown may be of any."""
    known = [evidence.entities.get(i) for i in (*sorted(some), *sorted(states))]
    kinds = [entity.kind if entity else "" for entity in known]
    placed = frozenset(i for i in some if evidence.placed(i))
    return (
        event.type in evidence.knowledge.mutual
        and kinds == ["person"] * len(some) + ["country"] * len(states)
        and min(len(some), len(states)) > 1
        and bool(placed)
        and _lands(placed, evidence) <= _lands(states, evidence)
    )


def _same_states(event: Event, left: Who, right: Who, evidence: Evidence) -> str:
    """Other persons of one state contradict; the state alone beside its person or body is granularity.

    A company, a party or a newspaper is not its state, and who says something is a body only if it is a person.
    """
    coarse = False
    if any(_beside(i, event.type, evidence) for i in left ^ right):
        return ""
    for land in sorted(_lands(left, evidence)):
        mine, theirs = _below(left, land, evidence), _below(right, land, evidence)
        if mine and theirs and not mine & theirs:
            persons = all(evidence.entities[i].kind == "person" for i in mine | theirs)
            return "contradiction" if persons else ""
        coarse = coarse or bool(mine) != bool(theirs)
    return "granularity" if coarse and not (left <= right or right <= left) else ""


def _beside(entity_id: str, type: str, evidence: Evidence) -> bool:
    """Whether an entity only lies in a state and does not act for it."""
    entity = evidence.entities.get(entity_id)
    if entity is None or entity.kind in ("person", "country"):
        return False
    return not entity.part_of or type == "STATEMENT"


def _below(ids: Who, land: str, evidence: Evidence) -> Who:
    """The persons and bodies of a state, without the state itself."""
    return frozenset(
        i
        for i in ids
        if evidence.land(i) == land and (entity := evidence.entities.get(i)) and entity.kind not in ("country", "place")
    )


def _lands(ids: Who, evidence: Evidence) -> Who:
    return frozenset(evidence.land(entity_id) for entity_id in ids)


def _other_side(group: Group, lands: Who, evidence: Evidence) -> bool:
    """Whether some telling names the other party too, in another role: the other side of one deed."""
    return any(
        lands <= {evidence.land(actor.entity.entity_id) for actor in mention.actors} for mention in group.mentions
    )


def _names(mention: EventMention, ids: Who, evidence: Evidence) -> str:
    names = {actor.entity.entity_id: evidence.name(actor.entity) for actor in mention.actors}
    return ", ".join(sorted(names[entity_id] for entity_id in ids))
