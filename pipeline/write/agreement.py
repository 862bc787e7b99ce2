"""Who tells what, and who agrees with whom: the source by event drawing and the map of agreement.

Input: rows of the events, mentions, conflicts and documents tables. Output: cells of a grid (documents down, events
across) and, for every two documents that share events, how many of those hold no conflict between the two. Limits:
the drawing shows the ``MOST`` events that most documents tell, and of the documents those that tell one of them; the
map shows the ``WIDEST`` documents with the most mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Row = Mapping[str, Any]
MOST = 300
WIDEST = 30
SAID = 2
"""Values of one document that a cell names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A document (``line``) tells the event. ``says`` is empty where that is what the row says; ``disputed`` where a
    conflict of the event names the document."""

    line: int
    says: str
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event, and the documents that tell it."""

    event_id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The source by event drawing. ``whole`` is False where events were left out, and documents that tell no other."""

    documents: tuple[str, ...]
    columns: tuple[Told, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two documents: events that both tell, and how many of them without a conflict between the two."""

    left: str
    right: str
    shared: int
    agreed: int

    @property
    def step(self) -> int:
        """0 (none agreed) to 4 (all agreed)."""
        return 4 * self.agreed // self.shared


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementMap:
    """The documents of the map, and the pairs of them that share events, by (left, right) in both orders."""

    documents: tuple[str, ...]
    pairs: Mapping[tuple[str, str], Agreement]


Sayings = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Event id → document id → what it says."""
Against = frozenset[tuple[str, str, str]]
"""(event, document, other document) where an unsettled conflict sets the two against each other; both ways."""


def told_by(mentions: Sequence[Row]) -> Sayings:
    """What each document says of each event: date and status, in the order of the text."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in mentions:
        said = _said(row)
        documents = found.setdefault(row["event_id"], {})
        documents[row["doc_id"]] = tuple(dict.fromkeys((*documents.get(row["doc_id"], ()), said)))
    return found


def _said(row: Row) -> str:
    return f"{row['date'] or 'undated'}, {row['status']}"


def _short(said: Sequence[str]) -> str:
    return "; ".join((*said[:SAID], "…") if len(said) > SAID else said)


def disputes(conflicts: Iterable[Row]) -> Against:
    """Who is set against whom by conflicts that nobody has settled."""
    found = set()
    for row in conflicts:
        if row["kind"] in ("contradiction", "arithmetic") and row["state"] in ("open", "resolved"):
            for one, other in combinations([value["documents"] for value in row["values"]], 2):
                found |= {(row["event_id"], a, b) for a in one for b in other}
    return frozenset(found | {(event, b, a) for event, a, b in found})


def grid(events: Sequence[Row], documents: Sequence[Row], told: Sayings, against: Against) -> Grid:
    """The drawing; events in their order, documents in theirs."""
    kept = sorted(events, key=lambda row: -len(told.get(row["event_id"], ())))[:MOST]
    names = {row["event_id"] for row in kept}
    shown = [row for row in events if row["event_id"] in names]
    whole = len(shown) == len(events)
    telling = {document for event in names for document in told.get(event, ())}
    ids = (row["doc_id"] for row in documents)
    lines = {document: number for number, document in enumerate(name for name in ids if whole or name in telling)}
    disputed = {(event, document) for event, document, _ in against}
    columns = tuple(_column(row, lines, told, disputed) for row in shown)
    return Grid(documents=tuple(lines), columns=columns, whole=whole)


def _column(row: Row, lines: Mapping[str, int], told: Sayings, disputed: set[tuple[str, str]]) -> Told:
    event_id, own = row["event_id"], _said(row)
    cells = [
        Cell(
            line=lines[document],
            says="" if said == (own,) else f"{document}: {_short(said)}",
            disputed=(event_id, document) in disputed,
        )
        for document, said in sorted(told.get(event_id, {}).items())
        if document in lines
    ]
    return Told(event_id=event_id, title=f"{own} · {row['title_en']}", cells=tuple(cells))


def agreement(documents: Sequence[Row], told: Sayings, against: Against) -> AgreementMap:
    """For every two of the documents with the most mentions: shared events, and those without conflict."""
    widest = sorted(documents, key=lambda row: (-(row["n_mentions"] or 0), row["doc_id"]))[:WIDEST]
    kept = sorted(row["doc_id"] for row in widest if row["n_mentions"])
    shared: Counter[tuple[str, str]] = Counter()
    fought: Counter[tuple[str, str]] = Counter()
    for event_id, by_document in told.items():
        for pair in combinations(sorted(set(by_document) & set(kept)), 2):
            shared[pair] += 1
            fought[pair] += (event_id, *pair) in against
    pairs = {}
    for (left, right), count in shared.items():
        one = Agreement(left=left, right=right, shared=count, agreed=count - fought[left, right])
        pairs[left, right] = pairs[right, left] = one
    return AgreementMap(documents=tuple(kept), pairs=pairs)
