"""Claims and denials that stand in different rows: one status conflict that names both.

Input: Evidence. Output: Findings of field ``status``. A denial belongs to an earlier claim when both give the same
figure, or much of the same words, and share a party. Limits: the words are compared within a language only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from pipeline.check.evidence import Evidence, Kind
from pipeline.check.findings import Finding, Group, scope_of
from pipeline.check.parties import who
from pipeline.check.records import Denial
from pipeline.check.sketches import folded
from pipeline.languages import code_of
from pipeline.model import EventMention

ENOUGH = 10  # two-character sequences in the shorter clause
SAME_WORDS = 0.35  # of the two-character sequences of the shorter clause, by weight
_SOME_WORDS = 0.08  # enough beside a figure that both give
SMOOTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A clause, prepared for comparison: the id of its mention, and its language. ``days`` are its first and last day
    as ordinals (none if open), ``lands`` the states of its parties, ``pairs`` its two-character sequences, ``worth``
    the sum of their weights."""

    id: str
    language: str
    days: tuple[int, ...]
    speakers: frozenset[str]
    lands: frozenset[str]
    figures: frozenset[str]
    pairs: frozenset[str]
    worth: float


def check_denials(evidence: Evidence) -> Iterator[Finding]:
    """Each denial with the claim that fits it best."""
    for claim, denial in _answers(evidence) if evidence.denied is None else evidence.denied:
        yield _finding(claim, denial, evidence)


def _answers(evidence: Evidence) -> Iterator[tuple[EventMention, EventMention]]:
    """The claim and the denial, of each denial that is one of a claim."""
    rules = evidence.knowledge.denial
    mentions = evidence.mentions
    denials = evidence.of_kinds(lambda kind: _denies(kind, rules))
    if not denials:
        return
    counts = Counter(pair for mention in mentions for pair in pairs_of(evidence.quote(mention)))
    weights = {pair: weight(len(mentions), count) for pair, count in counts.items()}
    # of two documents of the same letters, whose mentions share their ids, the first counts
    told = {mention.id: mention for mention in reversed(evidence.of_kinds(lambda kind: _claims(kind, rules)))}
    made = [said(mention, weights, evidence) for mention in told.values()]
    claims = sorted((claim for claim in made if claim.days), key=lambda claim: (claim.days, claim.id))
    for denial in denials:
        refused = said(denial, weights, evidence)
        own = evidence.event_of[denial.id]
        others = (each for each in _before(refused, claims, rules.days) if evidence.event_of[each.id] != own)
        if best := likeliest(others, refused, weights):
            yield told[best], denial


def likeliest(claims: Iterable[Said], denial: Said, weights: Mapping[str, float]) -> str:
    """The id of the claim that the denial is most surely of; empty for none."""
    scored = ((likeness(claim, denial, weights), claim.id) for claim in claims)
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] > 0 else ""


def refuses(mention: EventMention, rules: Denial) -> bool:
    """Whether the mention denies something."""
    return _denies((mention.type, mention.mode, mention.status), rules)


def asserts(mention: EventMention, rules: Denial) -> bool:
    """Whether the mention says something that can be denied."""
    return _claims((mention.type, mention.mode, mention.status), rules)


def _claims(kind: Kind, rules: Denial) -> bool:
    return kind[0] in rules.claims or kind[2] == "claimed"


def _denies(kind: Kind, rules: Denial) -> bool:
    return kind[2] in rules.statuses or (kind[0] in rules.types and kind[1] in rules.modes)


def _before(denial: Said, claims: Sequence[Said], days: int) -> Sequence[Said]:
    """The claims that began at most so many days before the denial's last day, not after it; ``claims`` in order."""
    if not denial.days:
        return ()
    last = denial.days[1]
    first = bisect_left(claims, last - days, key=lambda claim: claim.days[0])
    return claims[first : bisect_right(claims, last, key=lambda claim: claim.days[0])]


def weight(mentions: int, count: int) -> float:
    """What a two-character sequence is worth that so many of all clauses have: the rarer, the more."""
    return log((mentions + SMOOTH) / count)


def worth_of(pairs: Iterable[str], weights: Mapping[str, float]) -> float:
    """The sum of the weights, always added in one order."""
    return sum(weights[pair] for pair in sorted(pairs))


def said(mention: EventMention, weights: Mapping[str, float], evidence: Evidence) -> Said:
    """The clause of a mention, prepared."""
    text = evidence.quote(mention)
    pairs = pairs_of(text)
    doers = [i for i in who(mention) if i in evidence.entities]
    parties = {a.entity.entity_id for a in mention.actors} - {""}
    date = mention.time.date
    start, end = (date.start, date.end) if date else (None, None)
    return Said(
        id=mention.id,
        language=code_of(mention.language),
        days=(start.toordinal(), end.toordinal()) if start and end else (),
        speakers=frozenset(i for i in doers if evidence.entities[i].kind != "country"),
        lands=frozenset(evidence.land(i) for i in parties if evidence.placed(i)),
        figures=frozenset(found[0].replace(",", "") for found in evidence.knowledge.denial.figure.finditer(text)),
        pairs=pairs,
        worth=worth_of(pairs, weights),
    )


def likeness(claim: Said, denial: Said, weights: Mapping[str, float]) -> float:
    """How surely the denial is of this claim: more than 1 for the same figure, else the share of common words.

    0 where it is not: nobody denies his own claim, and the two must share a party where both name one.
    """
    if claim.speakers & denial.speakers or (claim.lands and denial.lands and not claim.lands & denial.lands):
        return 0.0
    same_language = claim.language == denial.language
    shorter = min(claim.worth, denial.worth)
    share = worth_of(claim.pairs & denial.pairs, weights) / shorter if shorter else 0.0
    if claim.figures & denial.figures and (share >= _SOME_WORDS or not same_language):
        return 1.0 + share
    enough = min(len(claim.pairs), len(denial.pairs)) >= ENOUGH
    return share if same_language and enough and share >= SAME_WORDS and claim.lands & denial.lands else 0.0


def pairs_of(text: str) -> frozenset[str]:
    """The two-character sequences of a text."""
    plain = folded(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


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
