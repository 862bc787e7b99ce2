"""What of the tables the report shows: all of it; of a large corpus the events that most documents tell.

Input: the tables of a run by name. Output: ``Shown``, rows by column name, and the numbers of the whole. Limits: up to
``MOST`` events are shown; beyond that those of the ``WORST`` disagreements and those that most documents tell, with
their mentions and the documents of these, since a page of all of them would open in no browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import itemgetter
from typing import Any

from pipeline.check.report import KINDS, chosen, open_contradictions
from pipeline.write.schemas import Table

MOST = 5_000
WORST = 300
_OF_MENTIONS = frozenset(("mention_id", "event_id", "doc_id", "lang", "text", "date", "date_anchor", "status"))
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The numbers at the top of the page."""

    events: int
    mentions: int
    documents: int
    shared: int
    independent: int
    conflicts: tuple[tuple[str, int], ...]
    contradictions: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The rows of the page, each table in its order; ``conflicts`` are all of them, the worst first; ``mentions`` have
    the columns that the page needs."""

    summary: Summary
    events: Sequence[Row]
    mentions: Sequence[Row]
    documents: Sequence[Row]
    conflicts: Sequence[Row]


def shown(tables: Mapping[str, Table]) -> Shown:
    """The part of the tables (events, mentions, conflicts, documents) that the page is made of."""
    conflicts = chosen(records(tables["conflicts"]))
    summary = _summary(tables, conflicts)
    if summary.events <= MOST:
        rest = {name: list(records(tables[name])) for name in ("events", "documents")}
        return Shown(summary=summary, conflicts=conflicts, mentions=list(_mentions(tables["mentions"])), **rest)
    names = _names(tables["events"], conflicts)
    mentions = [row for row in _mentions(tables["mentions"]) if row["event_id"] in names]
    told = {row["doc_id"] for row in mentions}
    return Shown(
        summary=summary,
        events=[row for row in records(tables["events"]) if row["event_id"] in names],
        mentions=mentions,
        documents=[row for row in records(tables["documents"]) if row["doc_id"] in told],
        conflicts=conflicts,
    )


def _names(events: Table, conflicts: Sequence[Row]) -> frozenset[str]:
    """The events of the worst disagreements, and those that most documents tell."""
    numbered = ((-row["n_documents"], place, row["event_id"]) for place, row in enumerate(records(events)))
    most_told = [name for _, _, name in nsmallest(MOST, numbered)]
    return frozenset([*most_told, *(row["event_id"] for row in conflicts[:WORST])])


def _mentions(table: Table) -> Iterator[dict[str, Any]]:
    """The mentions by column name, as much of them as the page needs: it holds them all."""
    places = [at for at, column in enumerate(table.columns) if column.name in _OF_MENTIONS]
    names = [table.columns[at].name for at in places]
    values = itemgetter(*places)
    return (dict(zip(names, values(row), strict=True)) for row in table.rows)


def records(table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table by column name."""
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def _summary(tables: Mapping[str, Table], conflicts: Sequence[Row]) -> Summary:
    days: set[str] = set()
    shared = independent = 0
    for row in records(tables["events"]):
        days.update(day for day in (row["date_start"], row["date_end"]) if day)
        shared += row["n_documents"] > 1
        independent += row["n_origins"] > 1
    kinds = Counter(row["kind"] for row in conflicts)
    return Summary(
        events=len(tables["events"].rows),
        mentions=len(tables["mentions"].rows),
        documents=len(tables["documents"].rows),
        shared=shared,
        independent=independent,
        conflicts=tuple((kind, kinds[kind]) for kind in KINDS if kinds[kind]),
        contradictions=open_contradictions(conflicts),
        first=min(days, default=""),
        last=max(days, default=""),
    )
