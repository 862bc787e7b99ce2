"""The extractions of a run, part by part, so that a stage reads only what it asks for: texts, mentions, dates, names.

Input: Extractions, in any order. Output: ``Corpus``, a sequence of the same Extractions in the order of their document
ids. What is too much for memory lies in files (``shelf.py``). Limits: an id given twice keeps the later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.model import Document, Entity, EventMention, Extraction, Span, TimeMention
from pipeline.shelf import Keyed, Lazy, Picked, Shelves

if TYPE_CHECKING:
    from pipeline.shelf import Filler


class Corpus(Lazy[Extraction]):
    """Extractions by document id; ``documents``, ``mentions``, ``times`` and ``entities`` run side by side."""

    def __init__(
        self,
        documents: Sequence[Document],
        languages: Sequence[tuple[str, ...]],
        mentions: Sequence[tuple[EventMention, ...]],
        times: Sequence[tuple[TimeMention, ...]],
        entities: Sequence[tuple[Entity, ...]],
    ) -> None:
        self.documents = documents
        self.languages = languages
        self.mentions = mentions
        self.times = times
        self.entities = entities

    @classmethod
    def of(cls, extractions: Iterable[Extraction], shelves: Shelves | None = None) -> Corpus:
        """The extractions as a corpus; one that is one already stays what it is."""
        if isinstance(extractions, Corpus):
            return extractions
        gathering = Gathering(shelves or Shelves())
        for extraction in extractions:
            gathering.add(extraction)
        return gathering.corpus()

    def __len__(self) -> int:
        return len(self.documents)

    def _item(self, at: int) -> Extraction:
        return Extraction(
            document=self.documents[at],
            languages=self.languages[at],
            mentions=self.mentions[at],
            times=self.times[at],
            entities=self.entities[at],
        )

    def told(self) -> Iterator[EventMention]:
        """All mentions, document after document."""
        return (mention for told in self.mentions for mention in told)

    def by_id(self) -> Keyed[Document]:
        """The documents by their ids."""
        return Keyed(self.documents, {document.id: at for at, document in enumerate(self.documents)})


def place_in_text(mention: EventMention) -> tuple[str, Span, Span, str]:
    """What mentions are sorted by."""
    return mention.document_id, mention.span, mention.trigger, mention.id


def in_text_order(mentions: Sequence[EventMention]) -> Sequence[EventMention]:
    """The mentions by document and place; a sequence that lies in a file was written in that order."""
    return tuple(sorted(mentions, key=place_in_text)) if isinstance(mentions, tuple | list) else mentions


def by_document(mentions: Sequence[EventMention], part: range) -> Iterator[tuple[EventMention, ...]]:
    """The mentions of each document whose first one lies in the range; they stand together."""
    before = mentions[part.start - 1].document_id if part.start else None
    told: list[EventMention] = []
    for at in range(part.start, len(mentions)):
        mention = mentions[at]
        if mention.document_id == before and not told:
            continue
        if told and mention.document_id != told[0].document_id:
            yield tuple(told)
            told = []
        if at >= part.stop and not told:
            return
        told.append(mention)
    if told:
        yield tuple(told)


class Gathering:
    """A corpus that grows, one extraction at a time."""

    def __init__(self, shelves: Shelves) -> None:
        self._documents: Filler[Document] = shelves.filler()
        self._languages: Filler[tuple[str, ...]] = shelves.filler()
        self._mentions: Filler[tuple[EventMention, ...]] = shelves.filler(len)
        self._times: Filler[tuple[TimeMention, ...]] = shelves.filler(len)
        self._entities: Filler[tuple[Entity, ...]] = shelves.filler(len)
        self._places: dict[str, int] = {}

    def add(self, extraction: Extraction) -> None:
        """Take in the extraction of one document."""
        self._places[extraction.document.id] = self._documents.add(extraction.document)
        self._languages.add(extraction.languages)
        self._mentions.add(extraction.mentions)
        self._times.add(extraction.times)
        self._entities.add(extraction.entities)

    def corpus(self) -> Corpus:
        """What has been taken in so far."""
        order = [self._places[name] for name in sorted(self._places)]
        return Corpus(
            Picked(self._documents.done(), order),
            Picked(self._languages.done(), order),
            Picked(self._mentions.done(), order),
            Picked(self._times.done(), order),
            Picked(self._entities.done(), order),
        )
