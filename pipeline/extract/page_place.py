"""The one place where a page plays, for what it tells without any place of its own.

Input: the mentions of a document, its names and its Reading. Output: the mentions; those of an article that names one
town or region far more often than all others, and early on, have it for their place where they had none, and so has the
state of an article that names no town and hardly another state. The town that opens the name of a court, the
police or an authority counts too. Of Korean and Chinese names side by side the last counts; there the place must be
named twice, or something be told to have happened there. Limits: names that the tables know; bounds in topic.toml; an
article with two scenes gets none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.extract.event_rules import EventRules
from pipeline.extract.places_in_names import known, place_in
from pipeline.extract.scenes import ELSEWHERE, TALKED
from pipeline.languages import code_of
from pipeline.model import EntityMention, EventMention, Reading, Reason
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

_ADJECTIVE = "names.table.adj"
_BEHIND = 40
"""Signs behind a name in which it may turn out to be that of a street."""
ENGLISH = "en"
CODES = ("en", "ko", "zh")
"""The languages whose pages are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place or state that an article names: the number of its telling sentence, and its language."""

    sentence: int
    code: str
    place: EntityMention


def at_page_place(
    mentions: Sequence[EventMention], reading: Reading, entities: Sequence[EntityMention], resources: Resources
) -> list[EventMention]:
    """``mentions``, those without a place at the one place of their article."""
    bounds = resources.lexicon.topic["scene"]
    articles = [_article(reading, mention) if _lacks(mention) else None for mention in mentions]
    scenes = {(_article(reading, m), ident) for m in mentions for ident in _scenes(m, resources)}
    places: dict[int, EntityMention | None] = {}
    for article in sorted({article for article in articles if article is not None}):
        named = _narrowest(_named(reading, entities, article, resources), reading.folded)
        there = frozenset(ident for number, ident in scenes if number == article)
        places[article] = _place(named, bounds, there)
    return [
        mention
        if article is None or not _there(mention, places[article], resources)
        else _placed(mention, places[article])
        for mention, article in zip(mentions, articles, strict=True)
    ]


def _lacks(mention: EventMention) -> bool:
    """Whether the mention may be told to lie where its page plays."""
    return mention.place is None and code_of(mention.language) in CODES and mention.mode not in ELSEWHERE


def _scenes(mention: EventMention, resources: Resources) -> Iterator[str]:
    """The id of its place, and those of the towns where the bodies sit that act in it."""
    if mention.place is not None:
        yield mention.place.entity_id
    for actor in mention.actors:
        seat = _seat(actor.entity, code_of(mention.language), resources)
        if seat is not None:
            yield seat.entity_id


def _there(mention: EventMention, place: EntityMention | None, resources: Resources) -> bool:
    """Whether it happened there at all: who speaks stands at the scene only if he is of a body that sits there."""
    code = code_of(mention.language)
    if place is None or code == ENGLISH or mention.type not in TALKED:
        return place is not None
    return place.entity_id in _scenes(mention, resources)


def _placed(mention: EventMention, place: EntityMention | None) -> EventMention:
    if place is None:
        return mention
    why = Reason(rule="place.of_page@1", says=f"the page names hardly another place than {place.surface}")
    return replace(mention, place=place, reasons=(*mention.reasons, why))


def _article(reading: Reading, mention: EventMention) -> int:
    block = next((block for block in reading.blocks if mention.span.start < block.span.end), reading.blocks[-1])
    return block.article


def _named(reading: Reading, entities: Sequence[EntityMention], article: int, resources: Resources) -> Iterator[Named]:
    """The places and states that the telling sentences of an article name."""
    told = [
        sentence for sentence in reading.sentences
        if reading.blocks[sentence.block].article == article and reading.blocks[sentence.block].tells_events
    ]  # fmt: skip
    starts = [sentence.span.start for sentence in told]
    for entity in entities:
        number = bisect_right(starts, entity.span.start) - 1
        if number < 0 or not told[number].span.covers(entity.span):
            continue
        code = code_of(told[number].language)
        place = _as_place(reading, entity, code, resources) if code in CODES else None
        if place is not None:
            yield Named(sentence=number, code=code, place=place)


def _as_place(reading: Reading, entity: EntityMention, code: str, resources: Resources) -> EntityMention | None:
    """The place that the name is or, in Korean and Chinese, that opens the name of a court, the police, a town hall."""
    rules = resources.event_rules(code)
    if entity.kind in ("place", "country"):
        return entity if known(entity) and _is_place(reading, entity, rules) else None
    return _seat(entity, code, resources)


def _seat(entity: EntityMention, code: str, resources: Resources) -> EntityMention | None:
    """The place that opens the name of a court, the police or an authority."""
    plain = entity.surface.translate(resources.lexicon.folding.table)
    seated = entity.kind == "org" and resources.event_rules(code).said("seated", plain, how="search") is not None
    return place_in(entity, resources, little=True) if seated else None


def _is_place(reading: Reading, entity: EntityMention, rules: EventRules) -> bool:
    """Whether the name is no adjective, no street, railway or ferry, and not where a report is filed."""
    behind = reading.folded[entity.span.end : entity.span.end + _BEHIND].lower()
    other = any(rules.said(name, behind) is not None for name in ("railway", "describes", "filed"))
    return not other and not any(reason.rule.startswith(_ADJECTIVE) for reason in entity.reasons[:1])


def _narrowest(named: Iterable[Named], text: str) -> list[Named]:
    """The names without those that a narrower one follows at once, where the wider one comes first (경기도 화성시)."""
    kept: list[Named] = []
    for name in named:
        last = kept[-1].place.span.end if kept and name.code != ENGLISH else -1
        if (
            last >= 0
            and name.place.kind == "place"
            and not text[last : name.place.span.start].strip(" ")
            and 0 <= name.place.span.start - last <= 1
        ):
            kept.pop()
        kept.append(name)
    return kept


def _place(named: Sequence[Named], bounds: Mapping[str, Any], there: frozenset[str]) -> EntityMention | None:
    """The place of an article; ``there``: where something was told to have happened."""
    towns = [name for name in named if name.place.kind == "place"]
    states = [name for name in named if name.place.kind == "country"]
    parts = tuple(bounds["parts"])
    towns = [name for name in towns if len(name.place.surface) < 3 or not name.place.surface.endswith(parts)] or towns
    share, least = bounds["town_share"] if towns else bounds["state_share"], 1 if towns else bounds["state_least"]
    first, times = _foremost(towns or states)
    if first is None or times < least or times < share * len(towns or states) or first.sentence >= bounds["within"]:
        return None
    told = first.code == ENGLISH or times > 1 or first.place.entity_id in there
    return first.place if told else None


def _foremost(named: Sequence[Named]) -> tuple[Named | None, int]:
    """The first of the names that stand for the place named most, and how often it is."""
    counted = Counter(name.place.entity_id for name in named)
    ident, times = counted.most_common(1)[0] if counted else ("", 0)
    return next((name for name in named if name.place.entity_id == ident), None), times
