"""The triggers of a sentence that count: not parts of a name, and, where tokens are tagged, on token boundaries."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit

_VERBAL = ("VV", "XR", "VA", "NN", "VX+", "MAG")
_NAMES = ("person", "country", "org", "place", "group")


def find_hits(passage: Passage) -> tuple[Hit, ...]:
    """The triggers of the passage in text order, none overlapping."""
    return passage.rules.lexis.find(passage.key, _accepting(passage))


def _accepting(passage: Passage) -> Callable[[Hit], bool]:
    tags = {token.span.start - passage.offset: token.tag for token in passage.tokens} if passage.rules.final else {}
    names = [passage.local(entity.span) for entity in passage.entities if entity.kind in _NAMES]
    tagged = any(tags.values())

    def accept(hit: Hit) -> bool:
        length = hit.end - hit.start
        if any(start <= hit.start and hit.end <= end and end - start > length for start, end in names):
            return False
        if not tagged:
            return True
        tag = tags.get(hit.start)
        if not hit.noun:
            return tag is not None and tag.startswith(_VERBAL)
        return length > 2 or tag is not None

    return accept
