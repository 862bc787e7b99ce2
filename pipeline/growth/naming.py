"""The names of new documents: what they are linked with, and the rows of the entities table that they change.

Input: new extractions, the book. Output: ``Naming``. Errors: NotGrown as in ``unknown.py`` and ``found.py``. Limits:
the rows of entities are all read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.codec import decode
from pipeline.corpus import Corpus
from pipeline.growth.book import Book
from pipeline.growth.found import Found
from pipeline.growth.keep import entity_row
from pipeline.growth.unknown import Unknown
from pipeline.model import Entity, EventMention, Extraction
from pipeline.reconcile.names import entities_of, final_ids, renamer
from pipeline.reconcile.names_index import Names

if TYPE_CHECKING:
    from pipeline.resources import Resources

_NAMES = ("name_en", "name_ko", "name_zh_hans", "name_zh_hant")
_TOLD = ("kind", *_NAMES, "aliases", "country", "part_of")
"""What other rows are made of; the rest of an entity concerns its own row alone."""


@dataclass(frozen=True)
class Naming:
    """``rows`` are the entities as they were, ``changed`` those that are new or others now; ``rename`` gives a mention
    the final ids of its names; ``found``: what documents tell of ``names``."""

    rename: Callable[[EventMention], EventMention]
    rows: Mapping[str, Entity]
    changed: Mapping[str, Entity]
    found: Found
    names: Set[str]
    unknown: Unknown

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

    def put(self, book: Book) -> None:
        """Write down what has changed."""
        book.put("entity", (entity_row(row) for _, row in sorted(self.changed.items())))
        book.drop("found", "id", self.names)
        book.put("found", self.found.rows())
        self.unknown.put()


def take_names(book: Book, fresh: Mapping[str, Extraction], resources: Resources) -> Naming:
    """Take in the names of new documents."""
    corpus = Corpus.of(fresh.values())
    unknown = Unknown(book, Names.of(corpus, resources))
    links = unknown.links()
    rows = {ident: decode(Entity, json.loads(row)) for ident, row in book.ask("select id, row from entity")}
    final = final_ids(links)
    ends = {final.get(entity.id, entity.id) for entities in corpus.entities for entity in entities}
    names = ends | {name for name, end in final.items() if end in ends}
    found = Found.of(book.each("select id, doc, place, n, least, row from found where id in ({})", names))
    for document, entities in zip(corpus.documents, corpus.entities, strict=True):
        found.take(document.id, entities)
    changed = entities_of(found.in_order(), links, {}, resources.lexicon)
    return Naming(rename=renamer(links), rows=rows, changed=changed, found=found, names=names, unknown=unknown)


def _told(entity: Entity) -> tuple[object, ...]:
    return tuple(getattr(entity, name) for name in _TOLD)
