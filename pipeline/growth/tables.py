"""The tables with what has changed: which rows of each are replaced, taken out, put in.

Input: the folder of the last run's tables, what was linked and checked anew. Output: the files of the six tables and
``copies.csv`` in a folder to be published; sorted and written as a run would. Limits: files for reading alone and the
database (``OLDER``) are left to the next whole run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.check.origins import in_order
from pipeline.corpus import place_in_text
from pipeline.growth.library import Library
from pipeline.growth.naming import Naming
from pipeline.growth.rechecking import Rechecked
from pipeline.growth.sources import Sources
from pipeline.growth.splice import Edit, rows_at, spliced_arrow, spliced_csv, write_arrow
from pipeline.model import EventMention, Linked
from pipeline.write.formats import write_csv, write_parquet
from pipeline.write.rows import (
    Books,
    conflict_order,
    conflict_row,
    copies_table,
    document_row,
    entity_row,
    event_order,
    event_row,
    mention_row,
    order_of_days,
)
from pipeline.write.schemas import TABLES, Row, Table

if TYPE_CHECKING:
    import pyarrow as pa

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
    """The tables of ``out``, and what they become."""

    def __init__(self, out: Path, grown: Grown, checked: Rechecked) -> None:
        self._out = out
        self._grown = grown
        self._checked = checked
        self.sizes: dict[str, int] = {}

    def write(self, folder: Path) -> None:
        """Write all into ``folder``; the files of a table side by side."""
        with ThreadPoolExecutor(2) as threads:
            waiting: list[Future[None]] = []
            old = {name: _read(self._out / f"{name}.parquet") for name in TABLES}
            waiting += self._put(threads, folder, "mentions", old, self._mentions(old["mentions"]))
            edit = self._events(old["events"])
            waiting += self._put(threads, folder, "events", old, edit)
            ids = spliced_arrow(old["events"], TABLES["events"], edit).column("event_id").to_pylist()
            rank = {event: place for place, event in enumerate(ids)}
            waiting += self._put(threads, folder, "conflicts", old, self._conflicts(old["conflicts"], rank))
            waiting += self._put(threads, folder, "documents", old, self._documents(old["documents"]))
            waiting += self._put(threads, folder, "entities", old, self._entities(old["entities"]))
            for each in waiting:
                each.result()
        history = tuple(sorted((change.old_id, change.new_id, change.kind) for change in self._grown.linked.history))
        table = Table("event_id_history", TABLES["event_id_history"], history)
        write_csv(table, folder / "event_id_history.csv")
        write_parquet(table, folder / "event_id_history.parquet")
        write_csv(copies_table(in_order(self._grown.sources.links)), folder / "copies.csv")

    def _put(
        self, threads: ThreadPoolExecutor, folder: Path, name: str, old: Mapping[str, pa.Table], edit: Edit
    ) -> Iterator[Future[None]]:
        columns = TABLES[name]
        new = spliced_arrow(old[name], columns, edit)
        self.sizes[name] = new.num_rows
        yield threads.submit(write_arrow, new, columns, folder / f"{name}.parquet")
        yield threads.submit(spliced_csv, self._out / f"{name}.csv", edit, folder / f"{name}.csv")

    def _mentions(self, old: pa.Table) -> Edit:
        grown = self._grown
        links = {link.mention_id: link for link in grown.linked.links}
        books = Books(grown.library.documents, grown.naming.entities, links)
        places = {name: place for place, name in enumerate(old.column("mention_id").to_pylist())}
        documents = old.column("doc_id").to_pylist()
        replaced, added = dict[int, Row](), list[tuple[int, Row]]()
        for mention in sorted(grown.mentions, key=place_in_text):
            row = mention_row(mention, books)
            if mention.id in places:
                replaced[places[mention.id]] = row
            else:
                added.append((bisect_left(documents, mention.document_id), row))
        return Edit(replaced=replaced, removed=frozenset(), added=added)

    def _events(self, old: pa.Table) -> Edit:
        """Rows of new and changed events; of others that gained or lost a disagreement the number of these."""
        checked = self._checked
        ids = old.column("event_id").to_pylist()
        places = {name: place for place, name in enumerate(ids)}
        days = [old.column(name).cast("string").to_pylist() for name in ("date_start", "date_end")]
        keys = list(map(order_of_days, *days, ids))
        members = {event.id for event in checked.events}
        lost = {change.old_id for change in self._grown.linked.history if change.kind != "split"} - members
        removed = {places[name] for name in lost & places.keys()}
        replaced, added = dict[int, Row](), list[tuple[int, Row]]()
        for event in sorted(checked.events, key=event_order):
            place = places.get(event.id)
            if place is not None and keys[place] == event_order(event):
                replaced[place] = event_row(event)
                continue
            if place is not None:
                removed.add(place)
            added.append((bisect_left(keys, event_order(event)), event_row(event)))
        others = [places[name] for name in checked.counts if name in places and name not in members]
        at = [column.name for column in TABLES["events"]].index("n_conflicts")
        for place, row in zip(others, rows_at(old, TABLES["events"], others), strict=True):
            row[at] = checked.counts[ids[place]]
            replaced[place] = tuple(row)
        return Edit(replaced=replaced, removed=frozenset(removed), added=added)

    def _conflicts(self, old: pa.Table, rank: Mapping[str, int]) -> Edit:
        columns = [old.column(name).to_pylist() for name in ("severity", "kind", "event_id", "field", "conflict_id")]
        keys = [conflict_order(s, k, event, f, name, rank) for s, k, event, f, name in zip(*columns, strict=True)]
        gone = self._checked.gone
        removed = {place for place, name in enumerate(columns[-1]) if name in gone}
        kept = [place for place in range(len(keys)) if place not in removed]
        order = [keys[place] for place in kept]
        new = [(conflict_order(c.severity, c.kind, c.event_id, c.field, c.id, rank), conflict_row(c))
               for c in self._checked.conflicts]  # fmt: skip
        added = [(_before(bisect_left(order, key), kept, len(keys)), row) for key, row in sorted(new, key=_first)]
        return Edit(replaced={}, removed=frozenset(removed), added=added)

    def _documents(self, old: pa.Table) -> Edit:
        grown = self._grown
        ids = old.column("doc_id").to_pylist()
        places = {name: place for place, name in enumerate(ids)}
        turned = [places[name] for name in grown.sources.documents if name in places]
        at = [column.name for column in TABLES["documents"]].index("origin_group")
        replaced: dict[int, Row] = {}
        for place, row in zip(turned, rows_at(old, TABLES["documents"], turned), strict=True):
            row[at] = grown.sources.documents[ids[place]]
            replaced[place] = tuple(row)
        added = [(bisect_left(ids, name), self._document(name)) for name in sorted(grown.library.fresh)]
        return Edit(replaced=replaced, removed=frozenset(), added=added)

    def _document(self, name: str) -> Row:
        found = self._grown.library.fresh[name]
        origin = self._grown.sources.documents[name]
        return document_row(found.document, found.languages, len(found.mentions), origin)

    def _entities(self, old: pa.Table) -> Edit:
        ids = old.column("entity_id").to_pylist()
        return _by_id(ids, {name: entity_row(row) for name, row in self._grown.naming.changed.items()})


def _by_id(ids: Sequence[str], rows: Mapping[str, Row]) -> Edit:
    places = {name: place for place, name in enumerate(ids)}
    replaced = {places[name]: row for name, row in rows.items() if name in places}
    added = [(bisect_left(ids, name), rows[name]) for name in sorted(rows.keys() - places.keys())]
    return Edit(replaced=replaced, removed=frozenset(), added=added)


def _before(at: int, kept: Sequence[int], length: int) -> int:
    """The old place before which a row goes that goes before the row ``at`` of those that are kept."""
    return kept[at] if at < len(kept) else length


def _first(pair: tuple[Any, Row]) -> Any:
    return pair[0]


def _read(path: Path) -> pa.Table:
    import pyarrow.parquet as parquet

    return parquet.read_table(path)
