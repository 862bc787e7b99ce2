"""The check stage: linked events in, the same events with origins and conflicts counted out.

Input: Linked, the documents, decisions, and the extractions for durations and anniversaries. Output: Checked.
Nothing is resolved silently: every disagreement inside an event is a Conflict that keeps all values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.check.arithmetic import check_arithmetic
from pipeline.check.compare import compare
from pipeline.check.denials import check_denials
from pipeline.check.evidence import Evidence, gather
from pipeline.check.findings import Finding
from pipeline.check.judge import by_event, judge, origins
from pipeline.check.notices import check_notices
from pipeline.check.order import check_order
from pipeline.check.origins import Origins, find_origins
from pipeline.check.ranks import check_ranks
from pipeline.check.sums import check_sums
from pipeline.check.tallies import check_tallies
from pipeline.check.tolls import Count, Tolls, counts_of
from pipeline.corpus import by_document
from pipeline.decisions import locate
from pipeline.doubles import ALONE, Hands, side_by_side
from pipeline.model import Checked, Decision, Document, Event, EventMention, Extraction, Linked
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources


OF_DOCUMENT: tuple[Callable[[Sequence[EventMention], Evidence], Iterator[Finding]], ...] = (
    check_arithmetic,
    check_ranks,
    check_sums,
)
"""Checks of the mentions of one document after the other."""
BETWEEN: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    check_tallies,
    check_order,
    check_denials,
    check_notices,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What came of a check, and what it was made of."""

    checked: Checked
    evidence: Evidence
    origins: Origins


def check(
    linked: Linked,
    documents: Sequence[Document],
    decisions: Sequence[Decision],
    resources: Resources,
    extractions: Sequence[Extraction] = (),
) -> Checked:
    """Compare what the mentions of each event say, check the arithmetic, count the origins.

    ``documents``: those of the mentions, with the publication date that was found. ``extractions``: their time
    expressions; without them lengths, anniversaries and "first in N years" are not checked.
    """
    return examine(linked, documents, decisions, resources, extractions).checked


def examine(
    linked: Linked,
    documents: Sequence[Document],
    decisions: Sequence[Decision],
    resources: Resources,
    extractions: Sequence[Extraction] = (),
) -> Examined:
    """The same, with the evidence and the origins that the answer rests on."""
    known = resources.check_knowledge
    found = find_origins(linked, documents, known, resources.settings, resources.hands)
    evidence = gather(linked, found.mentions, documents, extractions, known, resources.settings)
    decided = locate(decisions, documents, linked.mentions).decisions
    tellers: dict[str, tuple[int, int]] = {}
    conflicts = {
        c.id: c
        for c in (judge(finding, evidence, decided) for finding in findings(evidence, tellers, hands=resources.hands))
    }
    counts = by_event(tuple(conflicts.values()), evidence.event_of)
    checked = Checked(
        mentions=found.mentions,
        events=resources.shelves.hold(
            counted(event, tellers.get(event.id, (0, 0)), counts.get(event.id, 0)) for event in linked.events
        ),
        conflicts=tuple(conflicts[key] for key in sorted(conflicts)),
        document_origins=found.documents,
        copies=found.copies,
    )
    return Examined(checked=checked, evidence=evidence, origins=found)


def findings(
    evidence: Evidence,
    tellers: dict[str, tuple[int, int]],
    events: Sequence[Event] | None = None,
    hands: Hands = ALONE,
) -> Iterator[Finding]:
    """All disagreements: inside each event first (of ``events``, if given), then those found between rows.

    ``tellers`` takes how many documents, and how many origins, tell each of the events. ``hands`` may share what is
    looked for inside events and inside documents.
    """
    looked_at = evidence.events if events is None else events

    def inside(part: range) -> Iterator[tuple[str, tuple[int, int], tuple[Finding, ...]]]:
        for event in (looked_at[at] for at in part):
            told = evidence.told.get(event.id, ())
            firm = tuple(m for m in told if m.id not in evidence.loose)
            numbers = len({mention.document_id for mention in told}), origins(told)
            yield event.id, numbers, tuple(compare(event, firm, evidence))

    def alone(part: range) -> Iterator[tuple[tuple[Finding, ...], tuple[tuple[str, str, Count], ...]]]:
        for mentions in by_document(evidence.mentions, part):
            found = tuple(finding for check in OF_DOCUMENT for finding in check(mentions, evidence))
            yield found, tuple(counts_of(mentions, evidence))

    for event_id, numbers, found in side_by_side(len(looked_at), inside, hands):
        tellers[event_id] = numbers
        yield from found
    tolls = Tolls()
    for found, counts in side_by_side(len(evidence.mentions), alone, hands):
        yield from found
        tolls.take(counts)
    for between in (*BETWEEN, tolls.compare):
        yield from between(evidence)


def counted(event: Event, tellers: tuple[int, int], n_conflicts: int) -> Event:
    """The event with the numbers of its documents, origins and conflicts."""
    return replace(event, n_documents=tellers[0], n_origins=tellers[1], n_conflicts=n_conflicts)
