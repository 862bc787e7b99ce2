"""From a sentence to the names found in it."""

from __future__ import annotations

from pipeline.extract.entities import find
from pipeline.languages.tokens import tokenize
from pipeline.model import EntityMention, Reading, Timeline
from pipeline.read import read_text
from pipeline.read.sources import SourceRow
from pipeline.resources import Resources

NO_DATES = Timeline(mentions=(), sentences=())


def reading(text: str, resources: Resources) -> Reading:
    """A tokenized Reading of a text."""
    return tokenize(read_text(text, SourceRow(id="t", path="t.txt"), resources), resources)


def names(text: str, resources: Resources, published: str = "") -> tuple[EntityMention, ...]:
    """The mentions of a text; ``published`` dates it."""
    from pipeline.edtf import Edtf

    timeline = Timeline(mentions=(), sentences=(), published=Edtf.parse(published) if published else None)
    found = find(reading(text, resources), timeline, resources)
    assert all(mention.span.of(text) == mention.surface for mention in found)
    return found


def labels(text: str, resources: Resources, published: str = "") -> list[tuple[str, str]]:
    """(surface, English label or id) of each mention."""
    told = []
    for mention in names(text, resources, published):
        entry = resources.lexicon.entry(mention.entity_id)
        told.append((mention.surface, entry.label if entry else mention.entity_id))
    return told
