"""What must come first, and who cannot act any more: order constraints between rows.

Input: Evidence. Output: Findings of kind ``arithmetic`` on dates. A ratification needs a signing of the same
agreement by the same states that is not later, and nothing is in force before it; nobody holds talks in a land before
arriving there; nobody acts after death. Limits: an agreement is known by its name (facet ``agreement``) alone, a trip
by its traveller, land and days; only rows that are told as done are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from pipeline.check.arithmetic import agreement_of, finding
from pipeline.check.evidence import Evidence, Kind
from pipeline.check.findings import Finding
from pipeline.check.records import Deed, Order
from pipeline.model import EventMention

_HAPPENED = ("occurred", "ongoing")
_YEAR = 366  # days: an order that cannot be is a grave matter, however small the gap


def check_order(evidence: Evidence) -> Iterator[Finding]:
    """All order constraints."""
    for order in evidence.knowledge.orders:
        yield from _misplaced(order, evidence)
    yield from _after_death(evidence)


def _misplaced(order: Order, evidence: Evidence) -> Iterator[Finding]:
    tied = _one_agreement if order.tie == "agreement" else _one_trip
    thens = iter(_deeds(order.then, evidence))
    some = next(thens, None)
    firsts = list(_deeds(order.first, evidence)) if some else []
    for mention in chain([some], thens) if some and firsts else ():
        same = [first for first in firsts if _near(first, mention, order.days) and tied(first, mention, evidence)]
        if same and all(_after(first, mention) for first in same):
            first = min(same, key=lambda m: (str(m.time.date), m.id))
            values = ((str(mention.time.date), (mention,)), (str(first.time.date), (first,)))
            yield finding(mention, values, evidence, "order", "date", _YEAR, says=order.says)


def _deeds(deed: Deed, evidence: Evidence) -> Iterator[EventMention]:
    modes = {mode for kind, mode, _ in evidence.kinds if kind == deed.type and mode in (deed.modes or {mode})}
    for mode in sorted(modes):
        done = evidence.of_kinds(partial(_is_done, deed.type, mode))
        yield from (mention for mention in done if is_deed(mention, deed, evidence))


def _is_done(type_: str, mode: str, kind: Kind) -> bool:
    return kind[:2] == (type_, mode) and kind[2] in _HAPPENED


def is_deed(mention: EventMention, deed: Deed, evidence: Evidence) -> bool:
    """Whether a mention tells a deed of that kind as done."""
    if mention.type != deed.type or (deed.modes and mention.mode not in deed.modes) or mention.status not in _HAPPENED:
        return False
    return deed.says is None or deed.says.search(_trigger(mention, evidence)) is not None


def _trigger(mention: EventMention, evidence: Evidence) -> str:
    return mention.trigger.of(evidence.documents[mention.document_id].text)


def _one_agreement(first: EventMention, then: EventMention, evidence: Evidence) -> bool:
    name = agreement_of(then, evidence)
    return bool(name) and name == agreement_of(first, evidence) and evidence.lands(then) <= evidence.lands(first)


def _one_trip(first: EventMention, then: EventMention, evidence: Evidence) -> bool:
    """Whether the traveller meets somebody in the land of arrival; days must be told, not inherited."""
    if "inherited" in (first.time.basis, then.time.basis) or not first.place or not then.place:
        return False
    if not all(m.time.date and m.time.date.precision == "day" for m in (first, then)):
        return False
    one_place = _within(first.place.entity_id, then.place.entity_id, evidence)
    return one_place and bool(persons(first) & persons(then))


def _within(here: str, there: str, evidence: Evidence) -> bool:
    """Whether one of two places holds the other; a state holds what lies in it."""
    if not here or not there:
        return False
    states = [ident for ident in (here, there) if (known := evidence.entities.get(ident)) and known.kind == "country"]
    if states:
        return evidence.land(here) == evidence.land(there)
    return here in evidence.wholes(there) or there in evidence.wholes(here)


def _near(first: EventMention, then: EventMention, days: int) -> bool:
    one, two = first.time.date, then.time.date
    return days == 0 or bool(one and two and one.start and two.start and abs((one.start - two.start).days) <= days)


def _after(left: EventMention, right: EventMention) -> bool:
    start = left.time.date.start if left.time.date else None
    end = right.time.date.end if right.time.date else None
    return bool(start and end and start > end)


def _after_death(evidence: Evidence) -> Iterator[Finding]:
    known = evidence.knowledge
    deaths: dict[str, EventMention] = {}
    for mention in _deeds(known.death, evidence):
        dead = persons(mention)
        if len(dead) == 1:
            deaths.setdefault(next(iter(dead)), mention)
    for mention in evidence.mentions if deaths else ():
        if mention.type in known.posthumous or mention.status not in _HAPPENED:
            continue
        for person in sorted(persons(mention) & deaths.keys()):
            death = deaths[person]
            if _after(mention, death):
                values = ((str(mention.time.date), (mention,)), (str(death.time.date), (death,)))
                yield finding(mention, values, evidence, "life", "date", _YEAR)


def persons(mention: EventMention) -> frozenset[str]:
    """The persons that act in a mention."""
    ids = {a.entity.entity_id for a in mention.actors if a.role != "target" and a.entity.kind == "person"}
    return frozenset(ids - {""})
