"""The one place where an English page plays, for what it tells without any place of its own.

Input: the mentions of a document, its names and its Reading. Output: the mentions; those of an article that names one
town or region far more often than all others, and early on, have it for their place where they had none, and so has the
state of an article that names no town and hardly another state. Limits: names that the tables know; bounds in
topic.toml; an article with two scenes gets none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.extract.event_rules import EventRules
from pipeline.extract.places_in_names import known
from pipeline.extract.scenes import ELSEWHERE
from pipeline.languages import code_of
from pipeline.model import EntityMention, EventMention, Reading, Reason

if TYPE_CHECKING:
    from pipeline.resources import Resources

_ADJECTIVE = "names.table.adj"
_BEHIND = 40
"""Signs behind a name in which it may turn out to be that of a street."""


def at_page_place(
    mentions: Sequence[EventMention], reading: Reading, entities: Sequence[EntityMention], resources: Resources
) -> list[EventMention]:
    """``mentions``, those without a place at the one place of their article."""
    bounds = resources.lexicon.topic["scene"]
    articles = [_article(reading, mention) if _lacks(mention) else None for mention in mentions]
    places = {
        article: _place(list(_named(reading, entities, article, resources)), bounds)
        for article in sorted({article for article in articles if article is not None})
    }
    return [
        mention if article is None else _placed(mention, places[article])
        for mention, article in zip(mentions, articles, strict=True)
    ]


def _lacks(mention: EventMention) -> bool:
    """Whether the mention may be told to lie where its page plays."""
    return mention.place is None and code_of(mention.language) == "en" and mention.mode not in ELSEWHERE


def _placed(mention: EventMention, place: EntityMention | None) -> EventMention:
    if place is None:
        return mention
    why = Reason(rule="place.of_page@1", says=f"the page names hardly another place than {place.surface}")
    return replace(mention, place=place, reasons=(*mention.reasons, why))


def _article(reading: Reading, mention: EventMention) -> int:
    block = next((block for block in reading.blocks if mention.span.start < block.span.end), reading.blocks[-1])
    return block.article


def _named(
    reading: Reading, entities: Sequence[EntityMention], article: int, resources: Resources
) -> Iterator[tuple[int, EntityMention]]:
    """The places and states that the telling sentences of an article name, each with the number of its sentence."""
    told = [
        sentence.span for sentence in reading.sentences
        if reading.blocks[sentence.block].article == article and reading.blocks[sentence.block].tells_events
    ]  # fmt: skip
    starts = [span.start for span in told]
    rules = resources.event_rules("en")
    for entity in entities:
        number = bisect_right(starts, entity.span.start) - 1
        inside = number >= 0 and told[number].covers(entity.span)
        if inside and entity.kind in ("place", "country") and known(entity) and _is_place(reading, entity, rules):
            yield number, entity


def _is_place(reading: Reading, entity: EntityMention, rules: EventRules) -> bool:
    """Whether the name is neither an adjective nor that of a street, a railway or a ferry."""
    behind = reading.folded[entity.span.end : entity.span.end + _BEHIND].lower()
    other = any(rules.said(name, behind) is not None for name in ("railway", "describes"))
    return not other and not any(reason.rule.startswith(_ADJECTIVE) for reason in entity.reasons[:1])


def _place(named: Sequence[tuple[int, EntityMention]], bounds: Mapping[str, Any]) -> EntityMention | None:
    towns = [item for item in named if item[1].kind == "place"]
    states = [item for item in named if item[1].kind == "country"]
    if towns:
        return _foremost(towns, bounds["town_share"], 1, bounds["within"])
    return _foremost(states, bounds["state_share"], bounds["state_least"], bounds["within"])


def _foremost(
    named: Sequence[tuple[int, EntityMention]], share: float, least: int, within: int
) -> EntityMention | None:
    """The name that makes up ``share`` of them, stands there ``least`` times, and first within so many sentences."""
    counted = Counter(entity.entity_id for _, entity in named)
    ident, times = counted.most_common(1)[0] if counted else ("", 0)
    first = next(((number, entity) for number, entity in named if entity.entity_id == ident), None)
    if first is None or times < least or times < share * len(named) or first[0] >= within:
        return None
    return first[1]
