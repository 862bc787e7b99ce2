"""The tables with what has changed: which rows of each are replaced, taken out, put in.

Input: the folder of the last run's tables, what was linked and checked anew. Output: the files of the six tables and
``copies.csv`` in a folder to be published; sorted and written as a run would. Limits: files for reading alone and the
database (``OLDER``) are left to the next whole run.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.check.origins import in_order
from pipeline.corpus import place_in_text
from pipeline.growth.book import Book
from pipeline.growth.library import Library
from pipeline.growth.naming import Naming
from pipeline.growth.parts import NO_EVENT, event_keys, put, spliced
from pipeline.growth.rechecking import Rechecked
from pipeline.growth.sources import Sources
from pipeline.growth.splice import Change, Key
from pipeline.model import Conflict, EventMention, Linked
from pipeline.write.formats import write_csv, write_parquet
from pipeline.write.rows import (
    Books,
    conflict_key,
    conflict_row,
    copies_table,
    document_row,
    entity_row,
    event_order,
    event_row,
    mention_row,
)
from pipeline.write.schemas import TABLES, Row, Table

OLDER = ("events.sqlite", "events.xlsx", "matrix.csv", "profile.csv", "report.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """All that is new: names, sources, events with their mentions and links."""

    library: Library
    naming: Naming
    sources: Sources
    linked: Linked
    mentions: Sequence[EventMention]


class Tables:
    """The tables of ``out``, and what they become; made before the book is brought up to date, written after."""

    def __init__(self, book: Book, out: Path, grown: Grown, checked: Rechecked) -> None:
        self._book = book
        self._out = out
        self._grown = grown
        self._checked = checked
        self._was = event_keys(book, self._events_told())
        self._is = self._was | {event.id: event_order(event) for event in checked.events}
        self._changes = {
            "mentions": self._mentions(), "events": self._events(), "conflicts": self._conflicts(),
            "documents": self._documents(), "entities": self._entities(),
        }  # fmt: skip
        self._tables = {name: spliced(book, out, name) for name in self._changes}

    @property
    def sizes(self) -> dict[str, int]:
        """How many rows the written tables have."""
        return {name: sum(part.rows for part in table.parts) for name, table in self._tables.items()}

    def write(self, folder: Path) -> None:
        """Write all into ``folder``, side by side."""
        with ThreadPoolExecutor(2) as threads:
            made = [threads.submit(self._write, name, folder) for name in self._tables if name != "conflicts"]
            self._write("conflicts", folder)  # asks the book, which another thread may not
            for each in made:
                each.result()
        history = tuple(sorted((change.old_id, change.new_id, change.kind) for change in self._grown.linked.history))
        table = Table("event_id_history", TABLES["event_id_history"], history)
        write_csv(table, folder / "event_id_history.csv")
        write_parquet(table, folder / "event_id_history.parquet")
        write_csv(copies_table(in_order(self._grown.sources.links)), folder / "copies.csv")

    def _write(self, name: str, folder: Path) -> None:
        self._tables[name].write(self._changes[name], folder)

    def put(self, book: Book) -> None:
        """Write down where the rows of the written tables stand."""
        for name, table in self._tables.items():
            put(book, name, table.parts)

    def _events_told(self) -> set[str]:
        """The events whose place may be asked for."""
        checked = self._checked
        gone = self._book.each("select event from judged where conflict in ({})", checked.gone)
        told = {event.id for event in checked.events} | {old for event in checked.events for old in event.merged_from}
        told |= {change.old_id for change in self._grown.linked.history}
        return told | checked.counts.keys() | {name for (name,) in gone} | {c.event_id for c in checked.conflicts}

    def _mentions(self) -> list[Change]:
        grown = self._grown
        links = {link.mention_id: link for link in grown.linked.links}
        books = Books(grown.library.documents, grown.naming.entities, links)
        new = grown.library.new_mentions
        return [
            Change(id=mention.id, old=None if mention.id in new else key, new=key, row=mention_row(mention, books))
            for mention in sorted(grown.mentions, key=place_in_text)
            for key in [(mention.document_id,)]
        ]

    def _events(self) -> list[Change]:
        """New and changed events; of others that gained or lost a disagreement the number of these."""
        checked = self._checked
        members = {event.id for event in checked.events}
        lost = {change.old_id for change in self._grown.linked.history if change.kind != "split"} - members
        at = [column.name for column in TABLES["events"]].index("n_conflicts")
        gone = [Change(id=name, old=self._was[name]) for name in sorted(lost & self._was.keys())]
        made = [
            Change(id=event.id, old=self._was.get(event.id), new=event_order(event), row=event_row(event))
            for event in checked.events
        ]
        others = sorted(checked.counts.keys() & self._was.keys() - members - lost)
        told = [Change(id=n, old=self._was[n], new=self._was[n], cell=(at, checked.counts[n])) for n in others]
        return gone + made + told

    def _conflicts(self) -> list[Change]:
        rows = self._book.each(
            "select severity, kind, event, field, conflict from judged where conflict in ({})", self._checked.gone
        )
        was = {row[4]: conflict_key(self._was.get(row[2], NO_EVENT), *row) for row in rows}
        now = {c.id: c for c in self._checked.conflicts}
        gone = [Change(id=name, old=key) for name, key in was.items() if name not in now]
        return gone + [
            Change(id=c.id, old=was.get(c.id), new=self._place(c), row=conflict_row(c)) for c in now.values()
        ]

    def _place(self, conflict: Conflict) -> Key:
        told = (conflict.severity, conflict.kind, conflict.event_id, conflict.field, conflict.id)
        return conflict_key(self._is.get(conflict.event_id, NO_EVENT), *told)

    def _documents(self) -> list[Change]:
        grown = self._grown
        at = [column.name for column in TABLES["documents"]].index("origin_group")
        new = [Change(id=name, new=(name,), row=self._document(name)) for name in sorted(grown.library.fresh)]
        return new + [
            Change(id=name, old=(name,), new=(name,), cell=(at, origin))
            for name, origin in grown.sources.documents.items()
            if name not in grown.library.fresh
        ]

    def _document(self, name: str) -> Row:
        found = self._grown.library.fresh[name]
        origin = self._grown.sources.documents[name]
        return document_row(found.document, found.languages, len(found.mentions), origin)

    def _entities(self) -> list[Change]:
        naming = self._grown.naming
        return [
            Change(id=name, old=(name,) if name in naming.rows else None, new=(name,), row=entity_row(row))
            for name, row in sorted(naming.changed.items())
        ]
