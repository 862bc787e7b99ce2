"""What documents found of each entity: each distinct row once, with the first place that gives it.

Input: the entities of documents. Output: rows of the book, and from these the entities in an order in which a table
made of them is that of all documents: names of the first win, so of equal rows only the first counts. Limits: an entity
that no mention names takes the last way in which it was resolved; such a one is refused where there are two.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pipeline.codec import decode, encode
from pipeline.growth.book import NotGrown, Row
from pipeline.model import Entity
from pipeline.records import replace

_Place = tuple[str, int]


class Found:
    """Rows by what they tell: the first place, how many mentions, the least confidence."""

    def __init__(self, held: dict[Entity, tuple[_Place, int, float]]) -> None:
        self._held = held

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Found:
        """What the book holds."""
        return cls({decode(Entity, json.loads(row)): ((doc, place), n, least) for _, doc, place, n, least, row in rows})

    def take(self, document: str, entities: Iterable[Entity]) -> None:
        """Take in what a document found."""
        for at, entity in enumerate(entities):
            told = replace(entity, n_mentions=min(1, entity.n_mentions), confidence=1.0)
            place, n, least = self._held.get(told, ((document, at), 0, entity.confidence))
            self._held[told] = (min(place, (document, at)), n + entity.n_mentions, min(least, entity.confidence))

    def rows(self) -> Iterator[Row]:
        """The rows for the book."""
        for told, ((document, at), n, least) in self._held.items():
            yield told.id, document, at, n, least, json.dumps(encode(told), ensure_ascii=False)

    def in_order(self) -> list[Entity]:
        """The entities, the earliest first; raises NotGrown where that does not tell how one was resolved."""
        found = sorted((place, n, least, told) for told, (place, n, least) in self._held.items())
        ways: dict[str, set[str]] = {}
        for _, n, _, told in found:
            ways.setdefault(told.id, set()).add("" if n else told.resolved_by)
        if unsure := [name for name, each in ways.items() if len(each - {""}) > 1 and "" not in each]:
            raise NotGrown(f"{unsure[0]} is resolved in two ways")
        return [replace(told, n_mentions=n, confidence=least) for _, n, least, told in found]
