"""What a document is about where it is about two states: the pair that a left-out party means.

Input: the blocks of a Reading and its names. Output: the two states, or nothing. The pair is that of the first heading
or title with exactly two states, else the two states that are named far more often than any other. Limits: states only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.model import EntityMention, Reading
from pipeline.records import replace

_OFTEN = 5
_FAR_MORE = 3
_GOVERNMENT = "local:government-"
"""How the name table calls the government of a state."""


def topic_pair(reading: Reading, entities: Sequence[EntityMention], lexicon: Lexicon) -> tuple[EntityMention, ...]:
    """The first mentions of the two states that the document is about; empty where it is not about two."""
    states = [state for entity in entities if (state := _state(entity, lexicon)) is not None]
    ids = _headed(reading, states) or _counted(states)
    first = {entity.entity_id: entity for entity in reversed(states)}
    return tuple(first[ident] for ident in ids)


def _state(entity: EntityMention, lexicon: Lexicon) -> EntityMention | None:
    """A state as it is named, or that of a person or a government."""
    if entity.kind == "country" and entity.entity_id:
        return entity
    land = (
        lexicon.country_id(lexicon.country_of(entity.entity_id)) if entity.kind == "person" or _governs(entity) else ""
    )
    return replace(entity, entity_id=land, kind="country") if land else None


def _governs(entity: EntityMention) -> bool:
    return entity.entity_id.startswith(_GOVERNMENT)


def _headed(reading: Reading, states: Sequence[EntityMention]) -> tuple[str, ...]:
    for block in reading.blocks[:3]:
        if block.kind == "heading":
            named = dict.fromkeys(entity.entity_id for entity in states if block.span.covers(entity.span))
            return tuple(named) if len(named) == 2 else ()
    return ()


def _counted(states: Sequence[EntityMention]) -> tuple[str, ...]:
    counts = sorted(Counter(entity.entity_id for entity in states).items(), key=lambda item: (-item[1], item[0]))
    third = counts[2][1] if len(counts) > 2 else 0
    if len(counts) < 2 or counts[1][1] < max(_OFTEN, _FAR_MORE * third):
        return ()
    return tuple(ident for ident, _ in counts[:2])
