"""Deeds of one kind by the same parties, in order of time: what "second", "first" and "in ten years" count.

Input: an event and Evidence. Output: the other rows of its series. Two rows belong together when type and mode
and doers are the same, and they happen in, or turn to, the same state. Limits: only
deeds whose mode recurs (relations.toml, ``countable``); plans, denials and claims are not counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.check.evidence import Evidence
from pipeline.check.parties import who
from pipeline.edtf import Edtf
from pipeline.model import EventMention

_HAPPENED = ("occurred", "ongoing")
_APART = 31  # days: rows closer than this may be one deed told twice


def countable(mention: EventMention, evidence: Evidence) -> bool:
    """Whether the mention tells of a deed that recurs, by parties that are named."""
    return mention.mode in evidence.knowledge.countable and bool(doers(mention))


def series(mention: EventMention, evidence: Evidence) -> tuple[EventMention, ...]:
    """The mentions of other events that belong to the mention's series and are told as done."""
    own = evidence.event_of[mention.id]
    done = evidence.of_kinds(lambda kind: kind[:2] == (mention.type, mention.mode) and kind[2] in _HAPPENED)
    others = (other for other in done if evidence.event_of[other.id] != own)
    return tuple(other for other in others if _same_parties(mention, other, evidence))


def _same_parties(left: EventMention, right: EventMention, evidence: Evidence) -> bool:
    if doers(left) != doers(right):
        return False
    here, there = _where(left, evidence), _where(right, evidence)
    return bool(here & there) if here and there else left.mode != "visit"


def doers(mention: EventMention) -> frozenset[str]:
    """Who did it; one whom no table knows goes by the words of the text (the president of a state)."""
    sources = (actor.entity.surface for actor in mention.actors if actor.role == "source")
    return who(mention) or frozenset(sources)


def _where(mention: EventMention, evidence: Evidence) -> frozenset[str]:
    targets = {evidence.land(a.entity.entity_id) for a in mention.actors if a.role == "target" and a.entity.entity_id}
    if mention.mode == "visit":
        place = {evidence.land(mention.place.entity_id)} if mention.place and mention.place.entity_id else set()
        return frozenset(place or targets)
    return frozenset(targets)


def before(mention: EventMention, others: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """Those that ended before the mention's date began."""
    start = mention.time.date.start if mention.time.date else None
    return tuple(
        other for other in others if start and other.time.date and other.time.date.end and other.time.date.end < start
    )


def distinct(mentions: Sequence[EventMention], evidence: Evidence) -> tuple[EventMention, ...]:
    """One mention for each deed that is surely another one: the finest date first, none within a month of another."""
    chosen: list[EventMention] = []
    for mention in sorted(mentions, key=lambda m: (_width(m.time.date), evidence.event_of[m.id], m.id)):
        event = evidence.event_of[mention.id]
        if all(evidence.event_of[o.id] != event and _apart(mention.time.date, o.time.date) for o in chosen):
            chosen.append(mention)
    return tuple(sorted(chosen, key=lambda m: (str(m.time.date), m.id)))


def _width(date: Edtf | None) -> int:
    return (date.end - date.start).days if date and date.start and date.end else 10**6


def _apart(left: Edtf | None, right: Edtf | None) -> bool:
    if not left or not right or not left.start or not left.end or not right.start or not right.end:
        return False
    return (right.start - left.end).days > _APART or (left.start - right.end).days > _APART


def apart(left: EventMention, right: EventMention) -> bool:
    """Whether two mentions of one series lie so far apart that they cannot be one deed told twice."""
    return _apart(left.time.date, right.time.date)


def latest_of_span(mention: EventMention, evidence: Evidence) -> bool:
    """Whether no mention of the same clause has a later date: expressions of rank are read with the last one."""
    rivals = evidence.clause(mention)
    return all(str(other.time.date) <= str(mention.time.date) for other in rivals)
