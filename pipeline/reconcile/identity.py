"""Stable event ids: minted once, kept by the cluster that shares most mentions, lost ids go to the history.

Input: clusters of mention ids and what the last run said. Output: an id a cluster and the changes of ids.
An id is never used again: a lost one stays in the history. Limits: without a previous run every id is new, and
then depends on the founding mention (the smallest mention id of the cluster) alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from pipeline.model import IdChange

_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What the last run left: (mention id, event id) pairs and the history so far."""

    members: tuple[tuple[str, str], ...] = ()
    history: tuple[IdChange, ...] = ()

    @classmethod
    def load(cls, out: Path) -> Previous | None:
        """Read the tables of the last run in ``out``; None where there are none."""
        if not (out / "mentions.parquet").exists():
            return None
        members = _read(out / "mentions.parquet", ("mention_id", "event_id"))
        return cls(members=tuple((m, e) for m, e in members if e), history=read_history(out))


def read_history(out: Path) -> tuple[IdChange, ...]:
    """What became of ids, as the tables in ``out`` tell it."""
    path = out / "event_id_history.parquet"
    history = _read(path, ("old_id", "new_id", "kind")) if path.exists() else []
    return tuple(
        IdChange(old_id=old, new_id=new, kind=cast(Literal["merge", "split", "retire"], kind))
        for old, new, kind in history
    )


def _read(path: Path, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    import pyarrow.parquet as parquet

    with parquet.ParquetFile(path) as file:  # read_table would import pandas, a quarter of a second
        table = file.read(columns=list(columns))
    cells = [[str(value or "") for value in table.column(name).to_pylist()] for name in columns]
    return list(zip(*cells, strict=True))


def assign(
    clusters: Sequence[tuple[str, ...]], previous: Previous | None
) -> tuple[tuple[str, ...], tuple[IdChange, ...]]:
    """Event ids in the order of ``clusters`` and the whole history. Every cluster holds at least one mention."""
    before = previous or Previous()
    old_of = dict(before.members)
    kept = _keep(clusters, old_of)
    taken = set(old_of.values()) | {change.old_id for change in before.history}
    ids: dict[int, str] = dict(kept)
    for number in sorted(range(len(clusters)), key=lambda at: min(clusters[at])):
        if number not in ids:
            ids[number] = _mint(min(clusters[number]), taken)
            taken.add(ids[number])
    result = tuple(ids[number] for number in range(len(clusters)))
    fresh = _changes(clusters, result, old_of)
    return result, tuple(dict.fromkeys((*before.history, *fresh)))


def merged_from(event_id: str, history: Sequence[IdChange]) -> tuple[str, ...]:
    """All ids that were merged into an event, directly or by way of another, sorted."""
    found: set[str] = set()
    waiting = [event_id]
    while waiting:
        at = waiting.pop()
        direct = {change.old_id for change in history if change.kind == "merge" and change.new_id == at} - found
        found |= direct
        waiting.extend(sorted(direct))
    return tuple(sorted(found - {event_id}))


def _keep(clusters: Sequence[tuple[str, ...]], old_of: dict[str, str]) -> dict[int, str]:
    overlaps = [
        (-shared, old, number)
        for number, members in enumerate(clusters)
        for old, shared in Counter(old_of[m] for m in members if m in old_of).items()
    ]
    kept: dict[int, str] = {}
    used: set[str] = set()
    for _, old, number in sorted(overlaps, key=lambda each: (each[0], each[1], min(clusters[each[2]]))):
        if number not in kept and old not in used:
            kept[number] = old
            used.add(old)
    return kept


def _mint(founding: str, taken: set[str]) -> str:
    digest = hashlib.sha256(founding.encode("utf-8")).digest()
    letters = base64.b32encode(digest).decode("ascii").lower().rstrip("=")
    length = _LENGTH
    while f"ev-{letters[:length]}" in taken:
        length += 1
    return f"ev-{letters[:length]}"


def _changes(clusters: Sequence[tuple[str, ...]], ids: tuple[str, ...], old_of: dict[str, str]) -> list[IdChange]:
    new_of = {member: event for event, members in zip(ids, clusters, strict=True) for member in members}
    now: dict[str, Counter[str]] = {old: Counter() for old in old_of.values()}
    for member, old in old_of.items():
        if member in new_of:
            now[old][new_of[member]] += 1
    changes: list[IdChange] = []
    known = set(old_of.values())
    for old, where in sorted(now.items()):
        best = min(where, key=lambda event: (-where[event], event), default="")
        if old not in ids:
            changes.append(IdChange(old_id=old, new_id=best, kind="merge" if best else "retire"))
        changes += [
            IdChange(old_id=old, new_id=new, kind="split") for new in sorted(where) if new not in known and new != old
        ]
    return changes
