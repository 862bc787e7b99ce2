"""What a run changed: events that are new, events that gained a source, disagreements that are new.

Input: an output folder before and after a run. Output: Changes, sorted by date. Limits: events are told apart by
their ids, which stay from run to run; rows that merely read differently are no change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The tables at one moment: the documents that tell each event, and the ids of the conflicts."""

    documents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the answer: an event or conflict id, its date, and what it says."""

    id: str
    date: str
    says: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that is new."""

    events: tuple[Change, ...] = ()
    sources: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()


def state_of(out: Path) -> State:
    """The tables in ``out`` as they are now; nothing where there are none."""
    from pipeline.write.tables import exists, rows

    if not exists(out):
        return State()
    documents: dict[str, set[str]] = {}
    for row in rows(out, "mentions", ("event_id", "doc_id")):
        documents.setdefault(row["event_id"], set()).add(row["doc_id"])
    conflicts = frozenset(str(row["conflict_id"]) for row in rows(out, "conflicts", ("conflict_id",)))
    return State(documents={event: frozenset(told) for event, told in documents.items()}, conflicts=conflicts)


def changes_since(before: State, out: Path) -> Changes:
    """What is in ``out`` now and was not before."""
    from pipeline.write.tables import rows

    now = state_of(out)
    events, gained = [], []
    for row in rows(out, "events"):
        told = now.documents.get(row["event_id"], frozenset())
        known = {one for old in (row["event_id"], *(row["merged_from"] or ())) for one in before.documents.get(old, ())}
        if not known:
            events.append(of_event(row, told))
        elif told - known:
            gained.append(of_event(row, told - known))
    fresh = [
        Change(id=row["conflict_id"], date="", says=str(row["explanation"]))
        for row in rows(out, "conflicts")
        if row["conflict_id"] not in before.conflicts
    ]
    return Changes(events=in_order(events), sources=in_order(gained), conflicts=in_order(fresh))


def of_event(row: Mapping[str, Any], documents: frozenset[str]) -> Change:
    """The change of an event, from its row."""
    title = row["title_en"] or row["title_ko"] or row["title_zh"] or row["type"]
    return Change(id=row["event_id"], date=str(row["date"] or ""), says=str(title), documents=tuple(sorted(documents)))


def in_order(found: list[Change]) -> tuple[Change, ...]:
    """Changes by date."""
    return tuple(sorted(found, key=lambda one: (one.date, one.id)))
