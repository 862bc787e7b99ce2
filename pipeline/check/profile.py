"""How each source stands among the others: counts, never a truth score.

Input: Checked and documents. Output: one ``Profile`` for each document and each publisher. Limits: a source of few
events says little; the counts are printed so that a reader sees that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Checked, Conflict, Document

_AGAINST = ("contradiction", "arithmetic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Counts of one source. ``n_alone``: events that no other source tells; ``n_contradicted``: events on which
    another source contradicts it; ``n_own``: events on which it contradicts itself; ``n_outnumbered``: those on
    which more independent origins stand against its value than with it."""

    kind: Literal["document", "publisher"]
    source: str
    n_mentions: int
    n_events: int
    n_alone: int
    n_shared: int
    n_contradicted: int
    n_outnumbered: int
    n_own: int


def profiles(checked: Checked, documents: Sequence[Document], document_of: Mapping[str, str]) -> tuple[Profile, ...]:
    """Documents first, then publishers, each sorted by name; ``document_of`` gives the document of each mention."""
    by_publisher = {document.id: document.publisher for document in documents}
    by_document = {name: name for name in by_publisher}
    by_publisher = {name: publisher for name, publisher in by_publisher.items() if publisher}
    return (
        *_profiles("document", by_document, document_of, checked),
        *_profiles("publisher", by_publisher, document_of, checked),
    )


def _profiles(
    kind: Literal["document", "publisher"],
    source_of: Mapping[str, str],
    document_of: Mapping[str, str],
    checked: Checked,
) -> Iterator[Profile]:
    """``document_of`` gives the document of a mention."""
    told: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for event in checked.events:
        documents = {document_of[m] for m in event.mentions if m in document_of}
        sources = {source_of.get(document, "") for document in documents}
        told.update(sources - {""})
        alone.update(sources - {""} if len(sources) == 1 else ())
    against, outnumbered, own = _contradicted(checked.conflicts, source_of)
    counts = Counter(source_of[document] for document in document_of.values() if document in source_of)
    for source in sorted(set(source_of.values())):
        yield Profile(
            kind=kind,
            source=source,
            n_mentions=counts[source],
            n_events=told[source],
            n_alone=alone[source],
            n_shared=told[source] - alone[source],
            n_contradicted=len(against[source]),
            n_outnumbered=len(outnumbered[source]),
            n_own=len(own[source]),
        )


_Events = dict[str, set[str]]


def _contradicted(conflicts: Sequence[Conflict], source_of: Mapping[str, str]) -> tuple[_Events, _Events, _Events]:
    """Source -> events on which others contradict it, on which it is outnumbered, on which it contradicts itself."""
    against: _Events = defaultdict(set)
    outnumbered: _Events = defaultdict(set)
    own: _Events = defaultdict(set)
    for conflict in conflicts:
        if conflict.kind not in _AGAINST:
            continue
        for value in conflict.values:
            rest = [other for other in conflict.values if other is not value]
            for source in {source_of[document] for document in value.documents if document in source_of}:
                others = [one for one in rest if any(source_of.get(document) != source for document in one.documents)]
                if others:
                    against[source].add(conflict.event_id)
                if any(one.n_origins > value.n_origins for one in others):
                    outnumbered[source].add(conflict.event_id)
                if any(source_of.get(document) == source for one in rest for document in one.documents):
                    own[source].add(conflict.event_id)
    return against, outnumbered, own
