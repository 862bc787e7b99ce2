"""The disagreements of a run as text and as JSON, from the rows of its tables.

Input: rows (dicts by column name) of conflicts, mentions, events and documents. Output: a text, what matters first:
who says what, the quote, and the file with the offset; or JSON values. Limits: plain text, no colours; quotes are
cut to one line of ``WIDTH`` characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError

Row = Mapping[str, Any]
WIDTH = 110
SEVERITIES = ("high", "medium", "low")
FIELDS = ("date", "quantity", "place", "actor", "status", "type", "claim")
KINDS = ("contradiction", "arithmetic", "revision", "scope", "granularity")


def order(row: Row) -> tuple[int, int, str, str, str]:
    """What matters first: open before settled is left to the caller; severity, kind, then event and field."""
    return (
        SEVERITIES.index(row["severity"]),
        KINDS.index(row["kind"]),
        row["event_id"],
        row["field"],
        row["conflict_id"],
    )


def chosen(rows: Iterable[Row], *, kind: str = "", event: str = "", state: str = "") -> list[Row]:
    """The conflicts of a kind, an event, a state; all where empty; ordered."""
    wanted = (("kind", kind), ("event_id", event), ("state", state))
    return sorted((row for row in rows if all(value in ("", row[name]) for name, value in wanted)), key=order)


def asked(rows: Iterable[Row], events: Sequence[Row], out: Path, *, kind: str = "", event: str = "") -> list[Row]:
    """The conflicts that a user asks for; raises PipelineError for a kind or an event of ``out`` that is none."""
    if kind not in ("", *KINDS):
        raise PipelineError("unknown-kind", name=kind, choices=", ".join(KINDS))
    ids = sorted(row["event_id"] for row in events)
    if event and event not in ids:
        raise PipelineError("unknown-event", path=out, id=event, example=ids[0] if ids else "ev-…")
    return chosen(rows, kind=kind, event=event)


def open_contradictions(rows: Iterable[Row]) -> int:
    """How many contradictions nobody has settled: what ``--strict`` fails on."""
    return sum(map(is_open_contradiction, rows))


def is_open_contradiction(row: Row) -> bool:
    """Whether two values cannot both be right, and nobody has said which one is."""
    return row["kind"] in ("contradiction", "arithmetic") and row["state"] == "open"


def text(
    conflicts: Sequence[Row],
    *,
    events: Sequence[Row] = (),
    mentions: Sequence[Row] = (),
    documents: Sequence[Row] = (),
    copies: Sequence[Row] = (),
) -> str:
    """The report: one paragraph a conflict, who copies whom, the count.

    The other tables add titles, offsets, paths and the copies.
    """
    titles = {row["event_id"]: f"{row['title_en']} ({row['date']})" for row in events}
    told = {row["mention_id"]: row for row in mentions}
    paths = {row["doc_id"]: row["path"] or row["doc_id"] for row in documents}
    parts = [_paragraph(row, titles, told, paths) for row in conflicts]
    counts = [f"{sum(row['kind'] == kind for row in conflicts)} {kind}" for kind in KINDS]
    total = f"{len(conflicts)} disagreement{'' if len(conflicts) == 1 else 's'}: {', '.join(counts)}"
    if copies:
        parts.append("\n".join(f"{row['document_id']} <- {row['source']}: {row['says']}" for row in copies))
    return "\n\n".join([*parts, total if conflicts else "no disagreement"])


def _paragraph(row: Row, titles: Mapping[str, str], told: Mapping[str, Row], paths: Mapping[str, str]) -> str:
    scope = row["scope"].replace("_", " ")
    delta = f", {row['delta']}" if row["delta"] else ""
    lines = [
        f"{row['severity'].upper()} {row['field']} {row['kind']}, {scope}{delta} [{row['state']}] {row['conflict_id']}",
        f"  {row['event_id']} {titles.get(row['event_id'], '')}".rstrip(),
        f"  {row['explanation']}",
    ]
    for value in row["values"] or ():
        lines.append(f"  - {value['value']} · {_count(value['n_origins'], 'origin')} · {', '.join(value['documents'])}")
        lines += [f"      {_place(mention_id, value, told, paths)}" for mention_id in value["mention_ids"]]
        if not value["mention_ids"]:
            lines.append(f"      headline “{_line(value['quote'])}”")
    if row["preferred_value"]:
        lines.append(f"  preferred: {row['preferred_value']} ({row['preferred_rule']})")
    if row["note"]:
        lines.append(f"  note: {row['note']} ({row['reviewed_by']})")
    return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _place(mention_id: str, value: Row, told: Mapping[str, Row], paths: Mapping[str, str]) -> str:
    """Where a value stands: file, offset and quote."""
    mention = told.get(mention_id)
    if mention is None:
        return f"{mention_id} “{_line(value['quote'])}”"
    path = paths.get(mention["doc_id"], mention["doc_id"])
    return f"{path}:{mention['start']} “{_line(mention['text'])}”"


def _line(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= WIDTH else flat[: WIDTH - 1] + "…"


def as_json(conflicts: Sequence[Row]) -> dict[str, object]:
    """What ``--json`` prints: the rows as in the table, and their numbers by kind and state."""
    states = sorted({row["state"] for row in conflicts})
    return {
        "conflicts": [dict(row) for row in conflicts],
        "n_conflicts": len(conflicts),
        "n_open_contradictions": open_contradictions(conflicts),
        "by_kind": {kind: sum(row["kind"] == kind for row in conflicts) for kind in KINDS},
        "by_state": {state: sum(row["state"] == state for row in conflicts) for state in states},
    }
