"""Claims and denials that stand in different rows: one status conflict that names both.

Input: Evidence. Output: Findings of field ``status``. A denial belongs to an earlier claim when both give the same
figure, or much of the same words, and share a party. Limits: the words are compared within a language only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from math import log

from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding, Group, scope_of
from pipeline.check.parties import who
from pipeline.check.sketches import folded
from pipeline.languages import code_of
from pipeline.model import EventMention

_ENOUGH = 10  # two-character sequences in the shorter clause
_SAME_WORDS = 0.35  # of the two-character sequences of the shorter clause, by weight
_SMOOTH = 20


def check_denials(evidence: Evidence) -> Iterator[Finding]:
    """Each denial with the claim that fits it best."""
    rules = evidence.knowledge.denial
    mentions = [m for event in evidence.events for m in evidence.told.get(event.id, ())]
    weights = _weights(mentions, evidence)
    claims = [m for m in mentions if m.type in rules.claims or m.status == "claimed"]
    for denial in mentions:
        refuses = denial.type in rules.types and denial.mode in rules.modes
        if not refuses and denial.status not in rules.statuses:
            continue
        own = evidence.event_of[denial.id]
        scored = [
            (likeness(claim, denial, weights, evidence), claim.id, claim)
            for claim in claims
            if evidence.event_of[claim.id] != own and _fits_in_time(claim, denial, rules.days)
        ]
        best = max(scored, default=None, key=lambda found: (found[0], found[1]))
        if best and best[0] > 0:
            yield _finding(best[2], denial, evidence)


def _fits_in_time(claim: EventMention, denial: EventMention, days: int) -> bool:
    told, denied = claim.time.date, denial.time.date
    if not told or not denied or not told.start or not denied.end:
        return False
    return timedelta(0) <= denied.end - told.start <= timedelta(days=days)


def _weights(mentions: Sequence[EventMention], evidence: Evidence) -> Mapping[str, float]:
    """What a two-character sequence is worth: the rarer over all clauses, the more."""
    counts = Counter(pair for mention in mentions for pair in _pairs(evidence.quote(mention)))
    return {pair: log((len(mentions) + _SMOOTH) / count) for pair, count in counts.items()}


def likeness(claim: EventMention, denial: EventMention, weights: Mapping[str, float], evidence: Evidence) -> float:
    """How surely the denial is of this claim: 1 for the same figure, else the share of common words; 0 for not."""
    if _speakers(claim, evidence) & _speakers(denial, evidence):
        return 0.0
    lands, others = _lands(claim, evidence), _lands(denial, evidence)
    if lands and others and not lands & others:
        return 0.0
    if _figures(claim, evidence) & _figures(denial, evidence):
        return 1.0
    if code_of(claim.language) != code_of(denial.language):
        return 0.0
    one, two = _pairs(evidence.quote(claim)), _pairs(evidence.quote(denial))
    if min(len(one), len(two)) < _ENOUGH:
        return 0.0
    shorter = min(sum(weights[pair] for pair in sorted(side)) for side in (one, two))
    share = sum(weights[pair] for pair in sorted(one & two)) / shorter
    return share if share >= _SAME_WORDS and lands & others else 0.0


def _figures(mention: EventMention, evidence: Evidence) -> frozenset[str]:
    """The larger numbers of the clause as printed, years and dates left out."""
    figure = evidence.knowledge.denial.figure
    return frozenset(found[0].replace(",", "") for found in figure.finditer(evidence.quote(mention)))


def _pairs(text: str) -> frozenset[str]:
    plain = folded(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _speakers(mention: EventMention, evidence: Evidence) -> frozenset[str]:
    """The persons and bodies who speak: nobody denies his own claim."""
    return frozenset(i for i in who(mention) if i in evidence.entities and evidence.entities[i].kind != "country")


def _lands(mention: EventMention, evidence: Evidence) -> frozenset[str]:
    ids = {a.entity.entity_id for a in mention.actors}
    return frozenset(evidence.land(entity_id) for entity_id in ids if entity_id and evidence.placed(entity_id))


def _finding(claim: EventMention, denial: EventMention, evidence: Evidence) -> Finding:
    return Finding(
        event_id=evidence.event_of[claim.id],
        field="status",
        kind="contradiction",
        scope=scope_of(claim, denial),
        groups=(Group(value="claimed", mentions=(claim,)), Group(value="denied", mentions=(denial,))),
        delta="claimed / denied",
        template="denial",
    )
