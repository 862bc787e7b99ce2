"""Gold: what a careful reader would find, to score against.

Input: a folder with one ``<document>.jsonl`` a document (one mention a line), ``clusters.jsonl`` (one row of the
event table a line) and perhaps ``scope.json`` ({document: [[start, end], …]}: score only these stretches). Output:
Gold. Raises PipelineError ``bad-gold``. Limits: mentions whose date has an open end are not scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError

# the guidelines call a quantity a count
_FIELDS = {"count": "quantity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """A gold event mention; ``actors`` are (surface, common English name) pairs. Offsets are code points."""

    id: str
    doc: str
    lang: str
    start: int
    end: int
    text: str
    date: Edtf
    type: str
    actors: tuple[tuple[str, str], ...]
    place: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCluster:
    """A gold row: the mentions in it and the fields in dispute."""

    event: str
    members: tuple[str, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """All gold of a folder, with a digest of its files."""

    mentions: tuple[GoldMention, ...]
    clusters: tuple[GoldCluster, ...]
    scope: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    digest: str

    def covers(self, doc: str, start: int, end: int) -> bool:
        """Whether a row counts: its document has no scope, or its middle lies inside it."""
        stretches = dict(self.scope).get(doc)
        middle = (start + end) // 2
        return stretches is None or any(a <= middle < b for a, b in stretches)


def load_gold(folder: Path) -> Gold:
    """Read a folder of gold."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise PipelineError("bad-gold", path=folder, what="there is no .jsonl file in it")
    mentions = [_mention(path, row) for path in files if "cluster" not in path.name for row in _rows(path)]
    clusters = [_cluster(path, row) for path in files if "cluster" in path.name for row in _rows(path)]
    scope_file = folder / "scope.json"
    scope = json.loads(scope_file.read_text(encoding="utf-8")) if scope_file.exists() else {}
    digest = sha256(b"".join(path.read_bytes() for path in [*files, scope_file] if path.exists())).hexdigest()[:16]
    return Gold(
        mentions=tuple(mention for mention in mentions if mention.date.start and mention.date.end),
        clusters=tuple(clusters),
        scope=tuple(sorted((doc, tuple((a, b) for a, b in spans)) for doc, spans in scope.items())),
        digest=digest,
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise PipelineError("bad-gold", path=path, what=f"line {number}: {error}") from error


def _mention(path: Path, row: dict[str, Any]) -> GoldMention:
    try:
        return GoldMention(
            id=row["id"],
            doc=row["doc"],
            lang=row["lang"],
            start=row["start"],
            end=row["end"],
            text=row["text"],
            date=Edtf.parse(row["date"]),
            type=row["type"],
            actors=tuple((actor.get("surface") or "", actor["canonical"]) for actor in row.get("actors") or ()),
            place=row.get("place") or "",
            status=row.get("status") or "occurred",
        )
    except (KeyError, PipelineError) as error:
        raise PipelineError("bad-gold", path=path, what=f"{row.get('id', '?')}: {error}") from error


def _cluster(path: Path, row: dict[str, Any]) -> GoldCluster:
    try:
        fields = {_FIELDS.get(conflict["field"], conflict["field"]) for conflict in row.get("conflicts") or ()}
        return GoldCluster(event=row["event"], members=tuple(row["members"]), conflicts=tuple(sorted(fields)))
    except KeyError as error:
        raise PipelineError("bad-gold", path=path, what=f"a cluster without {error}") from error
