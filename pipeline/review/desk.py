"""What lies on the reviewer's desk: the tables of the last run and the decisions so far.

Input: the output folder and the log. Output: a ``Desk``, frozen; ``Shelf`` gives the present one and reads again what
has changed on disk. Limits: all tables are held in memory; decisions of this session show at once, what follows from
them only after the next run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.decisions import in_force, read_decisions
from pipeline.model import Decision

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The rows of a run."""

    out: Path
    events: tuple[Row, ...]
    mentions: tuple[Row, ...]
    conflicts: tuple[Row, ...]
    documents: tuple[Row, ...]
    entities: tuple[Row, ...]

    @cached_property
    def event(self) -> Mapping[str, Row]:
        """Events by id."""
        return {row["event_id"]: row for row in self.events}

    @cached_property
    def mention(self) -> Mapping[str, Row]:
        """Mentions by id."""
        return {row["mention_id"]: row for row in self.mentions}

    @cached_property
    def conflict(self) -> Mapping[str, Row]:
        """Conflicts by id."""
        return {row["conflict_id"]: row for row in self.conflicts}

    @cached_property
    def document(self) -> Mapping[str, Row]:
        """Documents by id."""
        return {row["doc_id"]: row for row in self.documents}

    @cached_property
    def entity(self) -> Mapping[str, Row]:
        """Entities by id."""
        return {row["entity_id"]: row for row in self.entities}

    @cached_property
    def told(self) -> Mapping[str, tuple[Row, ...]]:
        """Event id → its mentions, by document and place in the text."""
        found: dict[str, tuple[Row, ...]] = {}
        for row in self.mentions:
            found[row["event_id"]] = (*found.get(row["event_id"], ()), row)
        return found

    @cached_property
    def haystack(self) -> Mapping[str, str]:
        """Event id → all that a text search looks through, folded."""
        return {
            row["event_id"]: folded(" ".join(_texts(row, self.told.get(row["event_id"], ())))) for row in self.events
        }

    def text(self, doc_id: str) -> str:
        """The stored text of a document; empty if it is gone."""
        from pipeline.write.texts import FOLDER, name_of

        try:
            data = (self.out / FOLDER / name_of(doc_id)).read_bytes()
        except OSError:
            return ""
        return data.decode("utf-8", "surrogatepass")


def folded(text: str) -> str:
    """Text for searching: compatibility forms and case folded."""
    from unicodedata import normalize

    return normalize("NFKC", text).casefold()


def _texts(event: Row, mentions: Sequence[Row]) -> list[str]:
    names = [actor["name"] for actor in event["actors"]]
    own = [event[name] for name in ("event_id", "title_en", "title_ko", "title_zh", "date", "place", "type", "mode")]
    return [*own, *names, *(row["text"] for row in mentions)]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Tables and decisions. ``broken`` are the lines of the log that could not be read."""

    tables: Tables
    log: tuple[Decision, ...]
    broken: tuple[str, ...]

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Those in force."""
        return in_force(self.log)

    @cached_property
    def verdicts(self) -> Mapping[str, Decision]:
        """Mention id → what was decided on it."""
        return {one.target[0]: one for one in self.decisions if one.kind == "mention" and not one.field}

    @cached_property
    def pairs(self) -> Mapping[frozenset[str], Decision]:
        """Two mention ids → what was decided on the pair."""
        return {frozenset(one.target): one for one in self.decisions if one.kind == "pair"}

    @cached_property
    def settled(self) -> Mapping[str, Decision]:
        """Conflict id or entity id → what was decided on it."""
        return {one.target[0]: one for one in self.decisions if one.kind in ("conflict", "name") and one.target}

    def of_event(self, event_id: str) -> tuple[Decision, ...]:
        """The decisions in force that touch an event's mentions or conflicts."""
        members = {row["mention_id"] for row in self.tables.told.get(event_id, ())}
        members |= {row["conflict_id"] for row in self.tables.conflicts if row["event_id"] == event_id}
        return tuple(one for one in self.decisions if members & set(one.target))

    def state(self, event: Row) -> str:
        """What a reviewer made of an event: accepted, rejected, unsure, edited, or auto."""
        members = [row["mention_id"] for row in self.tables.told.get(event["event_id"], ())]
        said = {self.verdicts[name].verdict if name in self.verdicts else "" for name in members}
        if len(said) == 1 and (one := said.pop()):
            return {"accept": "accepted", "reject": "rejected"}.get(one, one)
        return "edited" if self._edited & set(members) else "auto"

    @cached_property
    def _edited(self) -> frozenset[str]:
        return frozenset(one.target[0] for one in self.decisions if one.kind == "field" and one.target)


class Shelf:
    """Gives the present desk; reads the tables or the log again when they have changed on disk."""

    def __init__(self, out: Path, log: Path) -> None:
        self.out, self.path = out, log
        self._lock = Lock()
        self._tables: tuple[object, Tables] | None = None
        self._log: tuple[object, Desk] | None = None

    def desk(self) -> Desk:
        """The present desk; PipelineError ``no-tables`` if there was no run."""
        with self._lock:
            stamp = _stamp(self.out / "mentions.parquet"), _stamp(self.out / "events.parquet")
            if self._tables is None or self._tables[0] != stamp:
                self._tables = stamp, read_tables(self.out)
            both = stamp, _stamp(self.path)
            if self._log is None or self._log[0] != both:
                read = read_decisions(self.path)
                broken = tuple(str(error) for error in read.errors)
                self._log = both, Desk(tables=self._tables[1], log=read.decisions, broken=broken)
            return self._log[1]


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        told = path.stat()
    except OSError:
        return 0, 0, 0
    return told.st_mtime_ns, told.st_size, told.st_ino


def read_tables(out: Path) -> Tables:
    """The tables of the last run into ``out``."""
    from pipeline.write.tables import rows

    names = ("events", "mentions", "conflicts", "documents", "entities")
    return Tables(out=out, **{name: tuple(rows(out, name)) for name in names})
