"""New mentions among the old: which events they join, and the rows and links of all events that this touches.

Input: the ledger of the linker, mentions that are new or are named otherwise now, the book. Output: ``Regrouped`` (who
belongs to which event), then ``Linked`` for whole events. Errors: NotGrown where the ledger is not that of the tables
or has outgrown its weights. Limits: what ``ledger.py`` says of wide parts of the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.decisions import Located
from pipeline.growth.book import Book, NotGrown
from pipeline.growth.library import Library
from pipeline.model import Entity, EventMention, IdChange, Linked
from pipeline.reconcile.features import Feature, Table
from pipeline.reconcile.identity import Previous, assign
from pipeline.reconcile.ledger import Kept, Ledger
from pipeline.reconcile.linking import told_by
from pipeline.reconcile.rarity import size_of
from pipeline.reconcile.stage import feature_table, linked_of
from pipeline.reconcile.store import arrow_of
from pipeline.records import replace
from pipeline.shelf import Shelves

if TYPE_CHECKING:
    from pipeline.resources import Resources

MOST = 20_000
"""Mentions whose links may be made again; more are a whole run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """``event_of``: the event that each touched mention belongs to now; ``was``: the one that it belonged to."""

    event_of: Mapping[str, str]
    was: Mapping[str, str]


class Relinker:
    """Links with an open ledger; use as a context."""

    def __init__(
        self, book: Book, library: Library, entities: Mapping[str, Entity], history: Sequence[IdChange],
        kept: Kept, resources: Resources,
    ) -> None:  # fmt: skip
        self._book = book
        self._library = library
        self._entities = entities
        self._history = tuple(history)
        self._resources = resources
        self._ledger = Ledger(kept.path, resources.pair_weights.without("vectors"), kept.key)

    def __enter__(self) -> Relinker:
        return self

    def __exit__(self, *_: object) -> None:
        self._ledger.db.close()

    def regroup(self, mentions: Sequence[EventMention], total: int) -> Regrouped:
        """Take in mentions that are new or named otherwise; ``total`` is how many there are with them."""
        new = sum(mention.id in self._library.new_mentions for mention in mentions)
        if self._ledger.count() != total - new:
            raise NotGrown("the linker's tables are not those of the last run")
        if not self._ledger.fits(total):
            raise NotGrown("the linker's weights are made for another number of mentions")
        touched = self._ledger.change_and_tell(arrow_of(self._table(mentions).rows))
        if len(touched) > MOST:
            raise NotGrown(f"more than {MOST} links are touched")
        names = [name for name, _ in touched]
        was = self.events_of(names)
        order = sorted(touched, key=lambda each: each[1])
        clusters = [tuple(sorted(name for name, _ in group)) for _, group in groupby(order, key=lambda each: each[1])]
        ids, _ = assign(clusters, self._previous(was))
        self._check(names, was, ids)
        event_of = {name: event for event, group in zip(ids, clusters, strict=True) for name in group}
        return Regrouped(event_of=event_of, was=was)

    def linked(self, mentions: Sequence[EventMention]) -> Linked:
        """Rows and links of events, whose mentions these are."""
        names = sorted(mention.id for mention in mentions)
        self._ledger.narrow(names)
        table = self._weighed(self._table(mentions))
        weights = self._ledger.weights.at_density(size_of(self._ledger.count()))
        linking = told_by(self._ledger, {name: number for number, name in enumerate(table.ids)}, weights)
        return linked_of(
            mentions, tuple(self._entities.values()), self._library.documents, table, linking,
            self._previous(self.events_of(names)), Located(), self._resources,
        )  # fmt: skip

    def events_of(self, names: Iterable[str]) -> dict[str, str]:
        """The events of mentions in the last run."""
        return dict(self._book.each("select id, event from mention where id in ({})", names))

    def _previous(self, was: Mapping[str, str]) -> Previous:
        return Previous(members=tuple(sorted(was.items())), history=self._history)

    def _table(self, mentions: Sequence[EventMention]) -> Table:
        patterns = self._resources.link_patterns
        return feature_table(
            mentions, tuple(self._entities.values()), self._library.documents, patterns, None, Shelves()
        )

    def _weighed(self, table: Table) -> Table:
        """The table with the bits that actors and words have among all mentions."""
        packed = self._ledger.packed()

        def row(feature: Feature) -> Feature:
            actors, topics, things, terms = packed[feature.mention_id]
            return replace(feature, actors=actors, topics=topics, things=things, terms=terms)

        return replace(table, rows=tuple(map(row, table.rows)))

    def _check(self, touched: Sequence[str], was: Mapping[str, str], ids: Sequence[str]) -> None:
        """Touched events must be whole, and new ids new."""
        members = self._book.names("select id from mention where event in ({})", set(was.values()))
        minted = set(ids) - set(was.values())
        if members - set(touched) or self._book.names("select event from mention where event in ({})", minted):
            raise NotGrown("the linker's tables are not those of the last run")
