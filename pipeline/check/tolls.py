"""Tolls: how many a happening killed, hurt or left missing, as each text counts them and as the count goes on.

Input: Evidence. Output: Findings of field ``quantity``. A figure belongs to the last happening that its document
tells before it. Each document stands with its largest count of a kind, since the others are parts of it or older; a
later count replaces an earlier one. Limits: between documents only; figures that a mention holds; a count of the
first days, or whose day no text tells, contradicts none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from pipeline.check.evidence import Evidence
from pipeline.check.figures import distance, number
from pipeline.check.findings import Finding, Group, grouped, widest
from pipeline.model import ConflictKind, EventMention, Quantity, Span

_KINDS: tuple[ConflictKind, ...] = ("granularity", "revision", "scope", "contradiction")

_MILD = ("granularity", "scope")
"""What is not said again of counts that already stand side by side as those of a count that went on."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure, the mention that tells it, and the day up to which it counts, if known."""

    mention: EventMention
    figure: Quantity
    day: date | None


class Tolls:
    """The largest counts of each document, by event row and what is counted; then compared."""

    def __init__(self) -> None:
        self._best: dict[tuple[str, str], dict[str, Count]] = defaultdict(dict)

    def take(self, told: Iterable[tuple[str, str, Count]]) -> None:
        """Take in the counts of one more document."""
        for event, counted, count in told:
            best = self._best[event, counted]
            known = best.get(count.mention.document_id)
            if known is None or _size(count.figure) > _size(known.figure):
                best[count.mention.document_id] = count

    def compare(self, evidence: Evidence) -> Iterator[Finding]:
        """Every kind of count of every happening, between documents."""
        for (event, counted), counts in sorted(self._best.items()):
            yield from _compare(event, counted, tuple(counts.values()), evidence)


def homes(mentions: Sequence[EventMention], evidence: Evidence) -> frozenset[str]:
    """The event rows whose tolls a document tells; ``mentions`` are all of it."""
    return frozenset(event for event, _, _ in counts_of(mentions, evidence))


def counts_of(mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[tuple[str, str, Count]]:
    """(event row, what is counted, count) for every toll that one document tells; ``mentions`` are all of it."""
    tolls, mentions = evidence.knowledge.tolls, sorted(mentions, key=lambda m: (m.span, m.id))
    for mention in mentions:
        text = evidence.documents[mention.document_id].text
        told = [(tolls.counted(text, q.span), q) for q in mention.quantities if q.unit == "people" and q.low]
        if not any(counted for counted, _ in told):
            continue
        home, day = _home(mention, mentions, evidence), _day(mention, evidence)
        for counted, figure in told:
            if counted and not _recalled(mention, figure, home, evidence):
                yield evidence.event_of[home.id], counted, Count(mention, figure, day)


def _recalled(mention: EventMention, figure: Quantity, home: EventMention, evidence: Evidence) -> bool:
    """Whether the last date before a figure is older than the happening: a toll of another one, recalled."""
    before = Span(mention.span.start, max(mention.span.start, figure.span.start))
    dates = [t.date for t in evidence.times_in(before, mention.document_id, ("date", "range")) if t.date]
    since = home.time.date.start if home.time.date else None
    return bool(dates and since and dates[-1].end and dates[-1].end < since)


def _home(mention: EventMention, mentions: Sequence[EventMention], evidence: Evidence) -> EventMention:
    """The happening whose toll a mention tells: itself, the last one told before it, or else the next."""
    if _happens(mention, evidence) and not _goes_on(mention, evidence):
        return mention
    others = [m for m in mentions if m is not mention and _happens(m, evidence) and _soon(m, mention, evidence)]
    fresh = [m for m in others if not _goes_on(m, evidence)] or others
    before = [m for m in fresh if m.span <= mention.span]
    return before[-1] if before else fresh[0] if fresh else mention


def _happens(mention: EventMention, evidence: Evidence) -> bool:
    known = evidence.knowledge.tolls.happenings
    return mention.type in known or f"{mention.type}.{mention.mode}" in known


def _goes_on(mention: EventMention, evidence: Evidence) -> bool:
    """Whether a clause counts on what another told: "as of Friday", "has risen to"."""
    return evidence.knowledge.tolls.running.search(evidence.quote(mention)) is not None


def _soon(happening: EventMention, count: EventMention, evidence: Evidence) -> bool:
    first, then = happening.time.date, count.time.date
    if not first or not then or not first.start or not then.start or not then.end:
        return False
    return first.start <= then.end and (then.start - first.start).days <= evidence.knowledge.tolls.days


def _day(mention: EventMention, evidence: Evidence) -> date | None:
    """The day up to which a clause counts: of the saying, or told with the count, else of publication."""
    own = mention.time.date
    if own and own.precision == "day" and (mention.type == "STATEMENT" or _goes_on(mention, evidence)):
        return own.end
    return evidence.published(mention)


def _size(figure: Quantity) -> float:
    return figure.low or figure.high or 0.0


def _order(count: Count) -> tuple[date, float, str]:
    """In the order of the days counted up to, then of size: as the count went on."""
    return count.day or date.max, _size(count.figure), count.mention.id


def _compare(event: str, counted: str, counts: Sequence[Count], evidence: Evidence) -> Iterator[Finding]:
    began = evidence.told[event][0].time.date
    since = began.start if began else None
    kinds = {(a, b): _kind(counts[a], counts[b], since, evidence) for a, b in combinations(range(len(counts)), 2)}
    revised = {i for pair, found in kinds.items() if found == "revision" for i in pair}
    for kind in _KINDS:
        pairs = [pair for pair, found in kinds.items() if found == kind]
        if kind in _MILD:
            pairs = [pair for pair in pairs if not revised.issuperset(pair)]
        used = sorted((counts[i] for i in {i for pair in pairs for i in pair}), key=_order)
        if not used:
            continue
        groups = _groups(used)
        share = max(distance(counts[a].figure, counts[b].figure) for a, b in pairs)
        yield Finding(
            event_id=event,
            field="quantity",
            kind=kind,
            scope=widest(groups, list(combinations(range(len(groups)), 2))),
            groups=groups,
            delta=f"{share:.0%}" if share else "",
            template=f"toll_{kind}",
            facts=(("counted", counted),),
        )


def _groups(counts: Sequence[Count]) -> tuple[Group, ...]:
    words = {count.mention.id: number(count.figure) for count in counts}
    told = grouped((count.mention for count in counts), lambda mention: words[mention.id])
    return tuple(Group(value=value, mentions=mentions) for value, mentions in told.items())


def _kind(left: Count, right: Count, since: date | None, evidence: Evidence) -> ConflictKind | None:
    """How two counts relate; in the first days even two counts of one day may both have been right in their hour."""
    one, two = left.figure, right.figure
    if (one.low, one.high) == (two.low, two.high):
        return None
    if left.day and right.day and left.day != right.day:
        return "revision"
    apart = distance(one, two)
    if apart <= evidence.settings.check_count_tolerance:
        return "granularity" if apart else None
    settled = left.day and since and (left.day - since).days > evidence.knowledge.tolls.settled
    return "contradiction" if settled and right.day else "scope"
