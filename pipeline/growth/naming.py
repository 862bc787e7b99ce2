"""The names of new documents: what they are linked with, and the rows of the entities table that they change.

Input: new extractions, the book. Output: ``Naming``. Errors: NotGrown where a name is new that only a look at all names
could place, or where a row would come out otherwise if the documents had come in another order. Limits: names that no
table knows are compared with each other by a whole run alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.codec import decode
from pipeline.corpus import Corpus
from pipeline.growth.book import Book, NotGrown, Row
from pipeline.growth.keep import entity_row
from pipeline.model import Entity, EventMention, Extraction
from pipeline.reconcile.names import NameLink, entities_of, renamer
from pipeline.reconcile.names_index import Names

if TYPE_CHECKING:
    from pipeline.resources import Resources

_NAMES = ("name_en", "name_ko", "name_zh_hans", "name_zh_hant")
_TOLD = ("kind", *_NAMES, "aliases", "country", "part_of")
"""What other rows are made of; the rest of an entity concerns its own row alone."""
_OF_THE_FIRST = ("kind", "wikidata_id", "part_of", "latitude", "longitude", "resolved_by")


@dataclass(frozen=True)
class Naming:
    """``rows`` are the entities as they were, ``changed`` those that are new or others now; ``rename`` gives a mention
    the final ids of its names."""

    rename: Callable[[EventMention], EventMention]
    rows: Mapping[str, Entity]
    changed: Mapping[str, Entity]
    firsts: Mapping[str, str]

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """All rows as they are now."""
        return dict(sorted({**self.rows, **self.changed}.items()))

    @cached_property
    def turned(self) -> frozenset[str]:
        """Entities through which a change reaches other mentions: themselves, what is part of them, what lies in a
        state that had no row."""
        told = {i for i, row in self.changed.items() if i not in self.rows or _told(row) != _told(self.rows[i])}
        states = {row.country for i, row in self.changed.items() if i not in self.rows and row.kind == "country"}
        found = set(told)
        found |= {i for i, row in self.entities.items() if row.country and row.country in states}
        while more := {i for i, row in self.entities.items() if row.part_of in found} - found:
            found |= more
        return frozenset(found)

    def book_rows(self) -> Iterable[Row]:
        """The changed rows for the book."""
        return (entity_row(row, self.firsts[ident]) for ident, row in sorted(self.changed.items()))


def take_names(book: Book, fresh: Mapping[str, Extraction], resources: Resources) -> Naming:
    """Take in the names of new documents."""
    corpus = Corpus.of(fresh.values())
    _check_unknown(book, Names.of(corpus, resources))
    links = decode(tuple[NameLink, ...], book.fact("links"))
    stored = book.ask("select id, first, row from entity")
    rows = {ident: decode(Entity, json.loads(row)) for ident, _, row in stored}
    firsts = {ident: first for ident, first, _ in stored}
    changed = dict(rows)
    touched: dict[str, Entity] = {}
    for document, found in zip(corpus.documents, corpus.entities, strict=True):
        for entity in found:
            told = entities_of([entity], links, changed, resources.lexicon)
            for ident, row in told.items():
                if ident in changed:
                    early = document.id < firsts[ident] or not firsts[ident]
                    _check_order(changed[ident], entity, row, resources.lexicon.row(ident), early)
                changed[ident] = touched[ident] = row
                if entity.n_mentions and not firsts.get(ident):
                    firsts[ident] = document.id
    return Naming(
        rename=renamer(links), rows=rows, changed=touched, firsts=firsts | {i: firsts.get(i, "") for i in touched}
    )


def _check_unknown(book: Book, names: Names) -> None:
    known = book.fact("unknown")
    for each in names.unknown:
        before, roles = known.get(each.id, ((), ()))
        if not set(each.names) <= set(before) or not each.roles <= set(roles):
            raise NotGrown(f"{each.names[0]} is a name that neither the tables nor the last run knew")


def _check_order(row: Entity, found: Entity, merged: Entity, table: Entity | None, first: bool) -> None:
    """Raise NotGrown where ``merged`` could hang on which document came first; ``first``: the new one goes first.

    What the tables of names tell (``table``) comes before all documents.
    """
    same = replace(merged, aliases=row.aliases, n_mentions=row.n_mentions, confidence=row.confidence) == row
    open_names = [name for name in (*_NAMES, "country") if table is None or not getattr(table, name)]
    clash = any(getattr(found, name) not in ("", getattr(row, name)) for name in open_names)
    other = first and any(getattr(found, name) != getattr(row, name) for name in _OF_THE_FIRST)
    if not same or other or clash:
        raise NotGrown(f"the names of {row.id} hang on the order of documents")


def _told(entity: Entity) -> tuple[object, ...]:
    return tuple(getattr(entity, name) for name in _TOLD)
