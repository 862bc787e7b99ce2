"""The mentions of one event, field by field: the list of comparisons; status and type themselves.

Input: one event's mentions. Output: Findings with a kind; the first kind that holds, in the order granularity,
revision, scope, contradiction. Limits: a mention that says nothing on a field disagrees with nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.check.claims import compare_claims
from pipeline.check.dates import compare_dates
from pipeline.check.evidence import Evidence
from pipeline.check.figures import compare_lengths, compare_quantities
from pipeline.check.findings import Finding, Group, all_pairs, grouped, widest
from pipeline.check.parties import compare_actors
from pipeline.check.places import compare_places
from pipeline.model import Event, EventMention

Mentions = Sequence[EventMention]


def compare(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """All disagreements between the mentions of one event."""
    for field in FIELDS:
        yield from field(event, mentions, evidence)


def compare_statuses(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """Pairs of statuses by the table of kinds, one finding a kind; what one text tells twice may go into detail."""
    groups = [Group(value=s, mentions=told) for s, told in grouped(mentions, lambda m: str(m.status)).items()]
    kinds = evidence.knowledge.status_kinds
    pairs = {(i, j): kinds.get(frozenset((groups[i].value, groups[j].value))) for i, j in all_pairs(groups)}
    for kind in ("granularity", "revision", "contradiction"):
        chosen = [pair for pair, found in pairs.items() if found == kind]
        scope = widest(groups, chosen)
        if chosen and (kind, scope) != ("granularity", "within_document"):
            yield Finding(
                event_id=event.id,
                field="status",
                kind=kinds[frozenset((groups[chosen[0][0]].value, groups[chosen[0][1]].value))],
                scope=scope,
                groups=tuple(groups[i] for i in sorted({i for pair in chosen for i in pair})),
                delta=" / ".join(sorted({groups[i].value for pair in chosen for i in pair})),
            )


def compare_types(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """Opposite types contradict; other differences are sides of one happening; open types say too little."""
    known = evidence.knowledge
    values = grouped(mentions, lambda m: None if m.type in known.open_types else m.type)
    groups = [Group(value=value, mentions=told) for value, told in values.items()]
    pairs = all_pairs(groups)
    clash = [(i, j) for i, j in pairs if frozenset((groups[i].value, groups[j].value)) in known.opposites]
    if pairs:
        yield Finding(
            event_id=event.id,
            field="type",
            kind="contradiction" if clash else "scope",
            scope=widest(groups, clash or pairs),
            groups=tuple(groups),
        )


FIELDS: tuple[Callable[[Event, Mentions, Evidence], Iterator[Finding]], ...] = (
    compare_dates,
    compare_quantities,
    compare_lengths,
    compare_places,
    compare_actors,
    compare_statuses,
    compare_types,
    compare_claims,
)
