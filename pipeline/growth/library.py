"""Documents of the last run and of now, with their mentions, read one by one when they are asked for.

Input: the book, the cache, the extractions of new documents, what renames mentions. Output: documents, mentions in text
order with final names and origins, time expressions. Errors: NotGrown where the cache no longer holds what the book
speaks of. Limits: what was read once is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from pipeline.cache import Cache, digest_of_text
from pipeline.codec import decode
from pipeline.corpus import place_in_text
from pipeline.growth.book import Book, NotGrown
from pipeline.model import Document, EventMention, Extraction

T = TypeVar("T")
_FOLDERS = ("extract", "extract-lent")


class Loaded(Mapping[str, T], Generic[T]):
    """Values that ``get`` makes when they are first asked for; it iterates over ``names`` alone, but holds more."""

    def __init__(self, get: Callable[[str], T], names: Iterable[str] = ()) -> None:
        self._get = get
        self._names = tuple(names)
        self.held: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self.held:
            self.held[name] = self._get(name)
        return self.held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Library:
    """``origins`` are the origin groups that mentions have now, where they are others than the book says."""

    def __init__(
        self,
        book: Book,
        cache: Cache,
        fresh: Mapping[str, Extraction],
        rename: Callable[[EventMention], EventMention],
    ) -> None:
        self.fresh = fresh
        self.extractions: Mapping[str, Extraction] = Loaded(self._extraction)
        self.documents: Mapping[str, Document] = Loaded(lambda name: self.extractions[name].document)
        self.named: Mapping[str, tuple[EventMention, ...]] = Loaded(self._named)
        self._book = book
        self._cache = cache
        self._rename = rename

    def document_of(self, mentions: Iterable[str]) -> dict[str, str]:
        """Mention id → document id."""
        wanted = set(mentions)
        new = {name: self.new_mentions[name] for name in wanted & self.new_mentions.keys()}
        found = self._book.each("select id, doc from mention where id in ({})", wanted - new.keys())
        return new | dict(found)

    @cached_property
    def new_mentions(self) -> dict[str, str]:
        """Ids of the mentions of new documents, with their documents."""
        return {mention.id: name for name, each in self.fresh.items() for mention in each.mentions}

    def mentions(self, names: Iterable[str]) -> tuple[EventMention, ...]:
        """Mentions in text order, with final names and without origins."""
        wanted = set(names)
        documents = sorted(set(self.document_of(wanted).values()))
        return tuple(mention for name in documents for mention in self.named[name] if mention.id in wanted)

    def _named(self, name: str) -> tuple[EventMention, ...]:
        return tuple(map(self._rename, sorted(self.extractions[name].mentions, key=place_in_text)))

    def _extraction(self, name: str) -> Extraction:
        if name in self.fresh:
            return self.fresh[name]
        found = self._book.ask("select key from doc where id = ?", name)
        for folder in _FOLDERS:
            entry = self._cache.entry(folder, name)
            if found and entry and digest_of_text(repr(tuple(entry["key"].items()))) == found[0][0]:
                return decode(Extraction, entry["value"])
        if not found:
            raise KeyError(name)
        raise NotGrown("the cache does not hold what the tables were made of")
