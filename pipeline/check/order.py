"""What must come first, and who cannot act any more: order constraints between rows.

Input: Evidence. Output: Findings of kind ``arithmetic`` on dates. A ratification needs a signing of the same
agreement by the same states that is not later; nobody acts after death. Limits: an agreement is known by its name
(facet ``agreement``) alone, and only rows that are told as done are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.arithmetic import finding
from pipeline.check.evidence import Evidence
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
    firsts = [m for m in _deeds(order.first, evidence) if _name(m, evidence)]
    for mention in _deeds(order.then, evidence):
        same = [
            first
            for first in firsts
            if _name(first, evidence) == _name(mention, evidence)
            and _lands(mention, evidence) <= _lands(first, evidence)
        ]
        if same and all(_after(first, mention) for first in same):
            first = min(same, key=lambda m: (str(m.time.date), m.id))
            values = ((str(mention.time.date), (mention,)), (str(first.time.date), (first,)))
            yield finding(mention, values, evidence, "order", "date", _YEAR, says=order.says)


def _deeds(deed: Deed, evidence: Evidence) -> list[EventMention]:
    return [
        mention
        for mode in sorted(deed.modes)
        for mention in evidence.kinds.get((deed.type, mode), ())
        if mention.status in _HAPPENED
    ]


def _name(mention: EventMention, evidence: Evidence) -> tuple[str, ...]:
    facet = next(facet for facet in evidence.knowledge.facets if facet.id == "agreement")
    return facet.read(evidence.quote(mention))


def _lands(mention: EventMention, evidence: Evidence) -> frozenset[str]:
    return frozenset(evidence.land(a.entity.entity_id) for a in mention.actors if a.entity.entity_id)


def _after(left: EventMention, right: EventMention) -> bool:
    start = left.time.date.start if left.time.date else None
    end = right.time.date.end if right.time.date else None
    return bool(start and end and start > end)


def _after_death(evidence: Evidence) -> Iterator[Finding]:
    known = evidence.knowledge
    deaths: dict[str, EventMention] = {}
    for mention in _deeds(known.death, evidence):
        text = evidence.documents[mention.document_id].text
        persons = _persons(mention, evidence)
        if len(persons) == 1 and known.death_words.search(mention.trigger.of(text)):
            deaths.setdefault(next(iter(persons)), mention)
    for event in evidence.events:
        for mention in evidence.told.get(event.id, ()) if deaths else ():
            if mention.type in known.posthumous or mention.status not in _HAPPENED:
                continue
            for person in sorted(_persons(mention, evidence) & deaths.keys()):
                death = deaths[person]
                if _after(mention, death):
                    values = ((str(mention.time.date), (mention,)), (str(death.time.date), (death,)))
                    yield finding(mention, values, evidence, "life", "date", _YEAR)


def _persons(mention: EventMention, evidence: Evidence) -> frozenset[str]:
    ids = {a.entity.entity_id for a in mention.actors if a.role != "target" and a.entity.kind == "person"}
    return frozenset(ids - {""})
