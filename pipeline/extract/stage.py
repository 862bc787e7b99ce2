"""The extract stage: one document's dates, names, numbers and events, each by its own module.

Input: a Reading with tokens. Output: Extraction: the mentions, all dates, one Entity row for each thing that a mention
names, and the document with the publication date that was found. Limits: one document at a time; names are made one
with those of other documents by their ids alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import EntityMention, EventMention, Extraction, Quantity, Reading, TimeExpression, Timeline
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Every step of one document, for those who want to follow it."""

    reading: Reading
    expressions: tuple[TimeExpression, ...]
    timeline: Timeline
    entities: tuple[EntityMention, ...]
    quantities: tuple[Quantity, ...]
    mentions: tuple[EventMention, ...]


def find_all(reading: Reading, resources: Resources) -> Findings:
    """Dates, then the timeline, then names, numbers and events of a Reading with tokens."""
    from pipeline.extract import dates, entities, events, quantities, timeline

    expressions = dates.find(reading, resources)
    resolved = timeline.resolve(reading, expressions, resources)
    named = entities.find(reading, resolved, resources)
    counted = quantities.find(reading, resources)
    return Findings(
        reading=reading,
        expressions=expressions,
        timeline=resolved,
        entities=named,
        quantities=counted,
        mentions=events.find(reading, resolved, named, counted, resources),
    )


def extract(reading: Reading, resources: Resources) -> Extraction:
    """What one document tells. Offsets are code points of ``document.text``, end exclusive."""
    from pipeline.extract.entity_rows import entity_rows

    found = find_all(reading, resources)
    document = reading.document
    if document.published is None and found.timeline.published is not None:
        timeline = found.timeline
        document = replace(document, published=timeline.published, published_basis=timeline.published_basis)
    languages = {sentence.language for sentence in reading.sentences if resources.language_of(sentence.language)}
    return Extraction(
        document=document,
        languages=tuple(sorted(languages)),
        mentions=found.mentions,
        times=found.timeline.mentions,
        entities=entity_rows(_named(found.mentions), document.text, resources.lexicon, found.entities),
    )


def _named(mentions: Sequence[EventMention]) -> Iterator[EntityMention]:
    for mention in mentions:
        yield from (actor.entity for actor in mention.actors)
        if mention.place is not None:
            yield mention.place
