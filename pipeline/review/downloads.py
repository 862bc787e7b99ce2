"""Any view as CSV or JSON.

Input: rows or items. Output: the bytes of a file. CSV has a byte order mark, and no cell that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.model import Decision
from pipeline.review.desk import Desk
from pipeline.review.queues import Item
from pipeline.review.tables import Row


def event_rows(desk: Desk, events: Sequence[Row]) -> list[dict[str, Any]]:
    """Events as in the table, with what was decided so far as ``review_state``."""
    return [{**row, "review_state": desk.state(row)} for row in events]


def item_rows(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Items of a queue, with the two quotes of a pair."""
    return [
        {
            "key": item.key,
            "event_id": item.event_id,
            "says": item.says,
            "why": item.why,
            "left": item.left["text"] if item.left else "",
            "right": item.right["text"] if item.right else "",
            "verdict": item.verdict,
            "value": item.value,
        }
        for item in items
    ]


def plain_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as they are."""
    return [dict(row) for row in rows]


def decision_rows(log: Sequence[Decision]) -> list[dict[str, Any]]:
    """Decisions as they stand in the log; their quotes as texts."""
    names = ("id", "at", "by", "kind", "target", "verdict", "field", "old", "value", "note")
    return [
        {**{name: getattr(one, name) for name in names}, "quotes": [anchor.quote for anchor in one.anchors]}
        for one in log
    ]


def as_json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A JSON list; days as ISO texts."""
    return (json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n").encode("utf-8", "replace")


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """UTF-8 with byte order mark; lists as JSON text."""
    file = io.StringIO()
    if rows:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object) -> str | int | float:
    from pipeline.write.formats import guarded

    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    return guarded(json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple) else str(value))
