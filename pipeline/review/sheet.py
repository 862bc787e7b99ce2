"""An event as a sheet: a column a source, a line a field, what differs from the row, and a digit for what may be taken.

Input: a Desk and an event. Output: a ``Sheet``. Sources that go back to one origin stand side by side. Limits: digits 1
to 9, in reading order, to values that differ in ``TAKEN``, then to values of open disagreements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.review.desk import Desk
from pipeline.review.tables import Row

TAKEN = ("date", "type", "status", "place")
"""Fields whose value in one source can be taken for the row."""
DIGITS = "123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document and its mentions of the event; ``shared`` where another document here has the same origin."""

    document: Row
    mentions: tuple[Row, ...]
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``digits``: (mention id, field) or (conflict id, value) → the key that takes that value."""

    sources: tuple[Source, ...]
    conflicts: tuple[Row, ...]
    digits: Mapping[tuple[str, str], str]

    @property
    def mentions(self) -> tuple[Row, ...]:
        """All mentions, in the order of their columns."""
        return tuple(row for source in self.sources for row in source.mentions)

    def key(self, name: str, what: str) -> str:
        """The digit of a value; empty if it has none."""
        return self.digits.get((name, what), "")


def sheet(desk: Desk, event: Row) -> Sheet:
    """The sheet of an event."""
    sources = _sources(desk, event)
    conflicts = desk.tables.disputes.get(event["event_id"], ())
    rows = [row for source in sources for row in source.mentions]
    open_ = [row for row in conflicts if row["conflict_id"] not in desk.settled]
    taken = (*_differing(event, rows), *((row["conflict_id"], one["value"]) for row in open_ for one in row["values"]))
    return Sheet(sources=sources, conflicts=conflicts, digits=dict(zip(taken, DIGITS, strict=False)))


def differs(event: Row, mention: Row, field: str) -> bool:
    """Whether a mention says another value than the row; silence is no disagreement."""
    return bool(mention[field]) and mention[field] != event[field]


def _sources(desk: Desk, event: Row) -> tuple[Source, ...]:
    told: dict[str, list[Row]] = {}
    for row in desk.tables.told.get(event["event_id"], ()):
        told.setdefault(row["doc_id"], []).append(row)
    documents = [desk.tables.document[name] for name in told]
    origins: dict[str, list[Row]] = {}
    for document in documents:
        origins.setdefault(document["origin_group"] or document["doc_id"], []).append(document)
    return tuple(
        Source(document=document, mentions=tuple(told[document["doc_id"]]), shared=len(group) > 1)
        for group in origins.values()
        for document in group
    )


def _differing(event: Row, rows: list[Row]) -> Iterator[tuple[str, str]]:
    """The first mention of each value that differs, with its field."""
    seen: set[tuple[str, str]] = set()
    for field in TAKEN:
        for row in rows:
            if differs(event, row, field) and (field, row[field]) not in seen:
                seen.add((field, row[field]))
                yield row["mention_id"], field
