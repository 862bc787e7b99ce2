"""What of the tables the report shows: all of it; of a large corpus the events that most documents tell.

Input: the tables of a run by name. Output: ``Shown``, rows by column name, and the numbers of the whole. Limits: up to
``MOST`` events are shown; beyond that those of the ``WORST`` disagreements and those that most documents tell, with
their mentions and the documents of these, since a page of all of them would open in no browser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import itemgetter
from typing import Any

from pipeline.check.report import KINDS, is_open_contradiction, order
from pipeline.write.agreement import Against, disputes
from pipeline.write.schemas import Table

MOST = 5_000
WORST = 300
_OF_MENTIONS = ("mention_id", "event_id", "doc_id", "lang", "text", "date", "date_anchor", "status")
_OF_DOCUMENTS = (
    *("doc_id", "title", "publisher", "lang", "languages", "published", "published_basis", "url", "n_mentions"),
    *("origin_group", "warnings"),
)
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
    """The rows of the page, each table in its order, with the columns that the page needs; of the disagreements the
    ``WORST``, the worst first, and who is set ``against`` whom by all those of the events."""

    summary: Summary
    events: Sequence[Row]
    mentions: Sequence[Row]
    documents: Sequence[Row]
    conflicts: Sequence[Row]
    against: Against


def shown(tables: Mapping[str, Table]) -> Shown:
    """The part of the tables (events, mentions, conflicts, documents) that the page is made of."""
    summary = _summary(tables)
    conflicts = nsmallest(WORST, records(tables["conflicts"]), key=order)
    names = _names(tables["events"], conflicts) if summary.events > MOST else None
    mentions = _of_events(records(tables["mentions"], _OF_MENTIONS), names)
    told = {row["doc_id"] for row in mentions}
    documents = records(tables["documents"], _OF_DOCUMENTS)
    return Shown(
        summary=summary,
        events=_of_events(records(tables["events"]), names),
        mentions=mentions,
        documents=[row for row in documents if names is None or row["doc_id"] in told],
        conflicts=conflicts,
        against=disputes(row for row in records(tables["conflicts"]) if names is None or row["event_id"] in names),
    )


def _of_events(rows: Iterable[Row], names: frozenset[str] | None) -> list[Row]:
    """The rows of these events; None: all."""
    return [row for row in rows if names is None or row["event_id"] in names]


def _names(events: Table, conflicts: Sequence[Row]) -> frozenset[str]:
    """The events of the worst disagreements, and those that most documents tell."""
    told = records(events, ("event_id", "n_documents"))
    numbered = ((-row["n_documents"], place, row["event_id"]) for place, row in enumerate(told))
    most_told = [name for _, _, name in nsmallest(MOST, numbered)]
    return frozenset([*most_told, *(row["event_id"] for row in conflicts)])


def records(table: Table, columns: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a table by column name: those columns, all where none is named."""
    names = columns or [column.name for column in table.columns]
    places = {column.name: at for at, column in enumerate(table.columns)}
    values = itemgetter(*(places[name] for name in names))
    return (dict(zip(names, values(row), strict=True)) for row in table.rows)


def _summary(tables: Mapping[str, Table]) -> Summary:
    days: set[str] = set()
    shared = independent = contradictions = 0
    for row in records(tables["events"], ("date_start", "date_end", "n_documents", "n_origins")):
        days.update(day for day in (row["date_start"], row["date_end"]) if day)
        shared += row["n_documents"] > 1
        independent += row["n_origins"] > 1
    kinds: Counter[str] = Counter()
    for row in records(tables["conflicts"], ("kind", "state")):
        kinds[row["kind"]] += 1
        contradictions += is_open_contradiction(row)
    return Summary(
        events=len(tables["events"].rows),
        mentions=len(tables["mentions"].rows),
        documents=len(tables["documents"].rows),
        shared=shared,
        independent=independent,
        conflicts=tuple((kind, kinds[kind]) for kind in KINDS if kinds[kind]),
        contradictions=contradictions,
        first=min(days, default=""),
        last=max(days, default=""),
    )
