"""Whom or what a page is about: the name that stands alone as the title over its text, and where a body lies.

Input: the blocks of a Reading and its names. Output: for each block the person or body whose name stands alone in the
last such line above it, maybe with brackets behind it (``홍길수(1876~1949 서울 출신)``), and the place where the text
says that a body lies. Who acts in a sentence without a subject is meant then, and what befalls a body befalls it
there. Limits: of one article; states and places name no page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.languages import code_of
from pipeline.model import EntityMention, Reading, Sentence
from pipeline.patterns import Pattern

_ABOUT = ("person", "org")
_LONGEST = 80
_ADDRESS = 24
"""Signs between the last place that is known of an address and the words that say that something lies there."""
_BRACKETS = re.compile(r"\s*(?:[(（\[][^()（）\[\]]{0,60}[)）\]])?\s*")


def pages(reading: Reading, entities: Sequence[EntityMention]) -> Mapping[int, EntityMention]:
    """Index of a block -> the name that its page is about; blocks above the first such title are left out."""
    named: dict[str, EntityMention] = {}
    for entity in entities:
        if entity.kind in _ABOUT and _bare(entity):
            named.setdefault(entity.surface, entity)
    found: dict[int, EntityMention] = {}
    about: EntityMention | None = None
    article = -1
    for number, block in enumerate(reading.blocks):
        if block.article != article:
            about, article = None, block.article
        text = block.span.of(reading.folded).strip() if len(block.span) <= _LONGEST else ""
        title = next((name for name in named if text.startswith(name)), "") if text else ""
        if title and _BRACKETS.fullmatch(text, len(title)) and not _beside_byline(reading, number):
            about = named[title]
        if about is not None:
            found[number] = about
    return found


def _bare(entity: EntityMention) -> bool:
    """Whether a name stands without a title (홍길수 기자)."""
    heads = [reason.span for reason in entity.reasons if reason.rule.startswith("names.head@")]
    return all(span == entity.span for span in heads)


def _beside_byline(reading: Reading, number: int) -> bool:
    """Whether the line stands by a byline or stamp, as the name of who wrote the text does."""
    return any(block.kind == "byline" for block in reading.blocks[max(0, number - 1) : number + 2])


def lying(
    reading: Reading, entities: Sequence[EntityMention], about: Mapping[int, EntityMention], lies: Mapping[str, Pattern]
) -> Mapping[str, EntityMention]:
    """Surface of a body with a page -> the place where its page says that it lies; ``lies``: the words, by language."""
    places = [entity for entity in entities if entity.kind == "place"]
    homes: dict[str, EntityMention] = {}
    for sentence in reading.sentences:
        body, pattern = about.get(sentence.block), lies.get(code_of(sentence.language))
        if body is None or body.kind != "org" or pattern is None or body.surface in homes:
            continue
        home = _home(reading, sentence, body, places, pattern)
        if home is not None:
            homes[body.surface] = home
    return homes


def _home(
    reading: Reading, sentence: Sentence, body: EntityMention, places: Sequence[EntityMention], pattern: Pattern
) -> EntityMention | None:
    said = sentence.span.of(reading.folded)
    found = pattern.search(said) if said.lstrip().startswith(body.surface) else None
    if found is None:
        return None
    at = sentence.span.start + found.start()
    before = [place for place in places if sentence.span.start <= place.span.start and at - place.span.end >= 0]
    return before[-1] if before and at - before[-1].span.end <= _ADDRESS else None
