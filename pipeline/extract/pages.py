"""Whom or what a page is about: the name that stands alone as the title over its text.

Input: the blocks of a Reading and its names. Output: for each block the person or body whose name stands alone in the
last such line above it, maybe with brackets behind it (``홍길수(1876~1949 서울 출신)``). Who acts in a sentence without a
subject is meant then. Limits: of one article; states and places name no page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.model import EntityMention, Reading

_ABOUT = ("person", "org")
_LONGEST = 80
_BRACKETS = re.compile(r"\s*(?:[(（\[][^()（）\[\]]{0,60}[)）\]])?\s*")


def pages(reading: Reading, entities: Sequence[EntityMention]) -> Mapping[int, EntityMention]:
    """Index of a block -> the name that its page is about; blocks above the first such title are left out."""
    named: dict[str, EntityMention] = {}
    for entity in entities:
        if entity.kind in _ABOUT:
            named.setdefault(entity.surface, entity)
    found: dict[int, EntityMention] = {}
    about: EntityMention | None = None
    article = -1
    for number, block in enumerate(reading.blocks):
        if block.article != article:
            about, article = None, block.article
        text = block.span.of(reading.folded).strip() if len(block.span) <= _LONGEST else ""
        title = next((name for name in named if text.startswith(name)), "") if text else ""
        if title and _BRACKETS.fullmatch(text, len(title)):
            about = named[title]
        if about is not None:
            found[number] = about
    return found
