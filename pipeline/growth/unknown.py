"""Names that no table knows, and what they may be one with: kept in the book, so that a new one is heard beside those
alone that share a block with it.

Input: the unknown names of a whole run, or of new documents. Output: the links between names. Errors: NotGrown where a
name of before would be linked otherwise now, since all that name it would be renamed. Limits: as in ``names_index.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.codec import decode, encode
from pipeline.growth.book import Book, NotGrown, Row
from pipeline.reconcile.names import NameLink, chosen, scored_pairs
from pipeline.reconcile.names_index import Named, Names, unknown_of

TABLES = ("heard", "block", "sought")


def put_unknown(book: Book, names: Names) -> tuple[NameLink, ...]:
    """Write down all unknown names; returns their links."""
    scored = scored_pairs(names)
    book.put_all("heard", 2, map(_row, names.unknown))
    for table, rows in _blocks(names, names.unknown):
        book.put_all(table, 2, rows)
    links = chosen(scored, names.sound)
    book.set("scored", encode(tuple(scored)))
    book.set("links", encode(links))
    return links


class Unknown:
    """The unknown names of new documents beside those of the book."""

    def __init__(self, book: Book, names: Names) -> None:
        self._book = book
        self._names = names
        before = {each.id: each for each in self._stored(each.id for each in names.unknown)}
        both = [_united(before[each.id], each) if each.id in before else each for each in names.unknown]
        self._new = tuple(each for each in both if before.get(each.id) != each)
        self._scored: tuple[NameLink, ...] = decode(tuple[NameLink, ...], book.fact("scored"))
        self._links: tuple[NameLink, ...] = decode(tuple[NameLink, ...], book.fact("links"))

    def links(self) -> tuple[NameLink, ...]:
        """The links of all names, old and new."""
        if not self._new:
            return self._links
        ids = {each.id for each in self._new}
        beside = replace(self._names, unknown=self._new + self._near(ids))
        stays = [each for each in self._scored if not {each.unknown, each.candidate} & ids]
        self._scored = (*stays, *scored_pairs(beside, ids))
        old = {each.unknown: each for each in self._links}
        self._links = chosen(self._scored, self._names.sound)
        now = {each.unknown: each for each in self._links}
        other = {name for name in old.keys() | now.keys() if old.get(name) != now.get(name)}
        if turned := self._book.names("select id from heard where id in ({})", other):
            raise NotGrown(f"{min(turned)} is linked with another name now")
        return self._links

    def put(self) -> None:
        """Write down what is new."""
        if self._new:
            ids = {each.id for each in self._new}
            for table in TABLES:
                self._book.drop(table, "id", ids)
            self._book.put("heard", map(_row, self._new))
            for table, rows in _blocks(self._names, self._new):
                self._book.put(table, rows)
            self._book.set("scored", encode(self._scored))
            self._book.set("links", encode(self._links))

    def _stored(self, ids: Iterable[str]) -> tuple[Named, ...]:
        rows = self._book.each("select id, row from heard where id in ({})", set(ids))
        return tuple(_told(name, *json.loads(row)) for name, row in rows)

    def _near(self, ids: set[str]) -> tuple[Named, ...]:
        """The names of before that a new one may be compared with, or that may be compared with it."""
        found: set[str] = set()
        for (_, own), (_, wide) in [tuple(_blocks(self._names, [each])) for each in self._new]:
            found |= self._book.names("select id from block where name in ({})", {name for name, _ in wide})
            found |= self._book.names("select id from sought where name in ({})", {name for name, _ in own})
        return self._stored(found - ids)


def _united(one: Named, two: Named) -> Named:
    """A name as the documents of before and the new ones give it together."""
    if one.kind != two.kind:
        raise NotGrown(f"{one.id} is of two kinds")
    return unknown_of(one.id, one.kind, {*one.plain, *two.plain}, one.keys | two.keys, one.roles | two.roles)


def _row(named: Named) -> Row:
    told = (named.kind, named.plain, sorted(named.keys), sorted(named.roles))
    return named.id, json.dumps(told, ensure_ascii=False)


def _told(ident: str, kind: str, plain: list[str], keys: list[str], roles: list[str]) -> Named:
    return unknown_of(ident, kind, plain, frozenset(keys), frozenset(roles))


def _blocks(names: Names, those: Sequence[Named]) -> tuple[tuple[str, list[Row]], tuple[str, list[Row]]]:
    """The blocks that names stand in, and those that their candidates stand in, as rows of the book."""
    own = {(f"{n.kind} {block}", n.id) for n in those for name in n.names for block in names.sound.blocks(name)}
    wide = [(f"{kind} {block}", n.id) for n in those for kind, block in names.blocks(n)]
    return ("block", sorted(own)), ("sought", wide)
