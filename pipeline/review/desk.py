"""What lies on the reviewer's desk: the tables of the last run and the decisions so far.

Input: the output folder and the log. Output: a ``Desk``, frozen; ``Shelf`` gives the present one and reads again what
has changed on disk. Limits: all tables are held in memory; decisions of this session show at once, what follows from
them only after the next run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from pipeline.decisions import Located, look_up, read_decisions
from pipeline.model import Decision
from pipeline.review.tables import Row, Tables, read_tables


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Tables and decisions. ``broken`` are the lines of the log that could not be read."""

    tables: Tables
    log: tuple[Decision, ...]
    broken: tuple[str, ...]

    @cached_property
    def located(self) -> Located:
        """Those in force, pointed at the mentions of the tables; those whose text has vanished.

        A mention that was rejected is in no table any more: what was decided on it is kept while its text is there.
        """
        books = self.tables.books
        found = look_up(self.log, books)
        rejections = [one for one in found.orphans if one.verdict == "reject"]
        gone = {one.target[0] for one in rejections if all(map(books.spot, one.anchors))}
        kept = [
            one
            for one in found.orphans
            if all(name in gone or books.find(name, one.anchors, n) for n, name in enumerate(one.target))
        ]
        lost = tuple(one for one in found.orphans if one not in kept)
        return Located(decisions=(*found.decisions, *kept), orphans=lost)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Those that hold."""
        return self.located.decisions

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
        """Conflict id or entity id → what was decided on it; a further name settles nothing."""
        found = (one for one in self.decisions if one.kind in ("conflict", "name") and one.target)
        return {one.target[0]: one for one in found if one.verdict not in ("alias", "open")}

    @cached_property
    def touched(self) -> Mapping[str, tuple[Decision, ...]]:
        """Event id → the decisions in force on its mentions and conflicts."""
        tables = self.tables
        found: dict[str, list[Decision]] = {}
        for one in self.decisions:
            rows = (tables.mention.get(name) or tables.conflict.get(name) for name in one.target)
            for event_id in dict.fromkeys(row["event_id"] for row in rows if row):
                found.setdefault(event_id, []).append(one)
        return {name: tuple(decisions) for name, decisions in found.items()}

    def of_event(self, event_id: str) -> tuple[Decision, ...]:
        """The decisions in force that touch an event's mentions or conflicts."""
        return self.touched.get(event_id, ())

    def state(self, event: Row) -> str:
        """What a reviewer made of an event: accepted, rejected, unsure, edited, or auto."""
        touched = self.of_event(event["event_id"])
        if not touched:
            return "auto"
        members = [row["mention_id"] for row in self.tables.told.get(event["event_id"], ())]
        said = {self.verdicts[name].verdict if name in self.verdicts else "" for name in members}
        if len(said) == 1 and (one := said.pop()):
            return {"accept": "accepted", "reject": "rejected"}.get(one, one)
        return "edited" if any(one.kind == "field" for one in touched) else "auto"

    def flag(self, event_id: str) -> Decision | None:
        """The flag that an event bears."""
        return next((one for one in reversed(self.of_event(event_id)) if one.field == "flag"), None)

    def pending(self, event: Row) -> Mapping[str, str]:
        """Field → the value that the next run will put in, where that is not in the row yet."""
        told = {one.field: one.value for one in self.of_event(event["event_id"]) if one.kind == "field"}
        return {field: value for field, value in told.items() if field in event and (event[field] or "") != value}


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
