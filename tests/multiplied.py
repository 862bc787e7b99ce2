"""The tables of a run many times over, under other ids: as many events as a test or a benchmark needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.write.schemas import TABLES, Table
from pipeline.write.tables import rows

COPIED = ("events", "mentions", "conflicts", "documents")
IDS = ("event_id", "mention_id", "doc_id", "conflict_id", "mention_ids", "documents", "origin_group")


def multiplied(out: Path, events: int, names: Sequence[str] = COPIED) -> tuple[Table, ...]:
    """The tables in ``out`` with at least so many events; those in ``names`` are copied, the others as they are."""
    told = {name: rows(out, name) for name in TABLES}
    times = -(-events // len(told["events"]))
    made = {name: [_renamed(row, f"{n:x}") for n in range(times) for row in told[name]] for name in names}
    if "events" in made:
        made["events"].sort(key=lambda row: (str(row["date_start"] or ""), row["event_id"]))
    return tuple(table(name, made.get(name, told[name])) for name in TABLES)


def table(name: str, filled: Sequence[dict[str, Any]]) -> Table:
    """A table of these rows."""
    columns = TABLES[name]
    return Table(name, columns, tuple(tuple(row[one.name] for one in columns) for row in filled))


def _renamed(value: Any, copy: str, field: str = "") -> Any:
    """A row with ``copy`` behind every id in it, also in lists."""
    if isinstance(value, dict):
        return {name: _renamed(one, copy, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, copy, field) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return f"{value}{copy}" if field in IDS and value else value
