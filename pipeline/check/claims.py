"""What the happening was about, by facets: rail or rail freight, scrapped or not extended, sent or in combat.

Input: one event's mentions. Output: Findings of field ``claim``. Limits: only the facets of facets.toml; a clause
in which no value of a facet is found says nothing on it, unless the facet names what is meant then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.check.evidence import Evidence
from pipeline.check.facets import Facet
from pipeline.check.findings import Finding, Group, all_pairs, grouped, widest
from pipeline.model import Event, EventMention


def compare_claims(event: Event, mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """One finding for each facet on which the clauses of an event say different things."""
    for facet in evidence.knowledge.facets:
        if facet.types & {mention.type for mention in mentions}:
            yield from _compare(facet, event, mentions, evidence)


def _compare(facet: Facet, event: Event, mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    values = grouped(mentions, lambda mention: facet.read(evidence.quote(mention)) or None)
    if facet.otherwise and values:
        silent = [m for m in mentions if m.type in facet.types and not facet.read(evidence.quote(m))]
        values = {**values, **grouped(silent, lambda _: (facet.otherwise,))}
    groups = [Group(value=" and ".join(value), mentions=told) for value, told in values.items()]
    said = list(values)
    pairs = [(i, j) for i, j in all_pairs(groups) if facet.nested or not set(said[i]) & set(said[j])]
    if not pairs:
        return
    yield Finding(
        event_id=event.id,
        field="claim",
        kind=facet.kind,
        scope=widest(groups, pairs),
        groups=tuple(groups[i] for i in sorted({i for pair in pairs for i in pair})),
        facts=(("facet", facet.field),),
    )
