"""An explicit cache: one JSON file per document and stage, whose key is written out in full.

Input: a stage's name and version, the digest of what it reads (the document, rule and lexicon files, settings,
library versions). Output: the stored dataclass, or the reason why there is none. Limits: nothing is ever deleted
but an entry that is replaced by a newer one of the same document and stage; deleting the folder is always safe.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.codec import decode, encode
from pipeline.errors import PipelineError

T = TypeVar("T")
Key = tuple[tuple[str, str], ...]
"""What a result was made from: (part, digest or version) pairs; two equal keys mean the same result."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A cache answer: the value and its notes, or None and why there is no value."""

    value: T | None
    notes: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache in ``folder``; ``fresh`` ignores what it holds, and still writes to it."""

    folder: Path
    fresh: bool = False

    def get(self, stage: str, document_id: str, key: Key, kind: type[T]) -> Found[T]:
        """The entry of that document and stage, if it was made from exactly ``key``."""
        if self.fresh:
            return Found(None, why_not="--fresh")
        try:
            entry = self._entry(stage, document_id)
            changed = _changed(entry["key"], key)
            if changed:
                return Found(None, why_not=f"changed: {', '.join(changed)}")
            return Found(decode(kind, entry["value"]), tuple(entry["notes"]))
        except FileNotFoundError:
            return Found(None, why_not="new")
        except (OSError, ValueError, KeyError, TypeError):
            return Found(None, why_not="unreadable entry")

    def holds(self, stage: str, document_id: str) -> bool:
        """Whether there is an entry of that document and stage, whatever it was made from."""
        return not self.fresh and self.path(stage, document_id).exists()

    def entry(self, stage: str, document_id: str) -> dict[str, Any] | None:
        """The entry as it is written, with its key; None where there is none, or it cannot be read."""
        try:
            return self._entry(stage, document_id)
        except (OSError, ValueError):
            return None

    def _entry(self, stage: str, document_id: str) -> dict[str, Any]:
        entry: dict[str, Any] = json.loads(self.path(stage, document_id).read_bytes().decode("utf-8", "surrogatepass"))
        return entry

    def put(self, stage: str, document_id: str, key: Key, value: object, notes: tuple[str, ...] = ()) -> None:
        """Store ``value``; a reader sees the old entry or the new one, never half of it."""
        path = self.path(stage, document_id)
        entry = {"key": dict(key), "notes": list(notes), "value": encode(value)}
        beside = path.with_suffix(f".{os.getpid()}.writing")
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(text.encode("utf-8", "surrogatepass"))
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise PipelineError("unwritable", path=self.folder, why=error.strerror or error) from error

    def path(self, stage: str, document_id: str) -> Path:
        """Where the entry lies; ids that differ only by case, or that are long, do not share a file."""
        digest = sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in document_id)[:40]
        return self.folder / stage / f"{safe}-{digest}.json"


def _changed(old: dict[str, Any], key: Key) -> list[str]:
    new = dict(key)
    return sorted(part for part in old.keys() | new.keys() if old.get(part) != new.get(part))


def digest_of_files(roots: Iterable[Path], keep: Callable[[Path], bool] = lambda _: True) -> str:
    """One digest over the names and bytes of all files under ``roots`` (files or folders), in a fixed order."""
    total = sha256()
    for root in roots:
        inside = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
        for path in filter(keep, inside):
            name = path.relative_to(root).as_posix() if root.is_dir() else path.name
            total.update(f"{root.name}/{name}\0".encode())
            total.update(sha256(path.read_bytes()).digest() if path.is_file() else b"absent")
    return total.hexdigest()[:16]


def digest_of_text(text: str) -> str:
    """A short digest of a text, for keys."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
