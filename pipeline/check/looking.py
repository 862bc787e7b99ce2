"""What the search for origins sees of the mentions, each read once; doubles of the process may share the looking.

Input: mentions in text order, their documents and events, what tells the agency that a mention cites. Output:
``Looked``. Limits: the mentions of a document stand together.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.check.sketches import sketch, sketch_bytes
from pipeline.check.translations import Print, print_of
from pipeline.corpus import by_document
from pipeline.doubles import Hands, side_by_side
from pipeline.model import Document, EventMention


class Looked:
    """Of each mention its document, the sketch of its clause, what it cites; the print of each document."""

    def __init__(self) -> None:
        self.owners: list[str] = []
        self.sketches: list[array[int]] = []
        self.cited: list[str] = []
        self.prints: dict[str, Print] = {}

    def at_all(
        self,
        mentions: Sequence[EventMention],
        texts: Mapping[str, Document],
        event_of: Mapping[str, str],
        cited: Callable[[EventMention, Document], str],
        hands: Hands,
    ) -> None:
        """Look at all mentions, a document at a time."""

        def seen(part: range) -> Iterator[_Seen]:
            for told in by_document(mentions, part):
                yield _seen(texts[told[0].document_id], told, event_of, cited)

        for one in side_by_side(len(mentions), seen, hands):
            self.owners += [one.document_id] * len(one.sketches)
            self.sketches += one.sketches
            self.cited += one.cited
            self.prints[one.document_id] = one.print

    def kept(self) -> dict[str, bytes]:
        """The sketches of each document as bytes."""
        made: dict[str, bytes] = defaultdict(bytes)
        for name, hashes in zip(self.owners, self.sketches, strict=True):
            made[name] += sketch_bytes(hashes)
        return dict(made)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen of the mentions of one document."""

    document_id: str
    sketches: tuple[array[int], ...]
    cited: tuple[str, ...]
    print: Print


def _seen(
    document: Document,
    told: Sequence[EventMention],
    event_of: Mapping[str, str],
    cited: Callable[[EventMention, Document], str],
) -> _Seen:
    return _Seen(
        document.id,
        tuple(array("I", sketch(mention.span.of(document.text))) for mention in told),
        tuple(cited(mention, document) for mention in told),
        print_of(told, event_of),
    )
