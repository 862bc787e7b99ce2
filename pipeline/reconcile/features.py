"""What the linker compares: one ``Feature`` row a mention, numbers instead of names.

Input: event mentions, entity rows, document texts, link patterns. Output: ``Feature`` rows in the order of the
mention ids (so no result depends on the order of documents) and the names behind the numbers. Actors carry their
rarity: log2(all mentions / mentions that name the actor), in hundredths of a bit, packed into the same integer
(``code * 65536 + rarity``), so that SQL can sum what two lists share. Limits: at most 32,767 hundredths an actor.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.edtf import Edtf
from pipeline.model import Entity, EventMention, Quantity
from pipeline.reconcile.wording import LinkPatterns, named_things, terms_of

EPOCH = date(1970, 1, 1)
PACK = 65536
_GRAIN = {"day": 0, "week": 0, "interval": 0, "month": 1, "quarter": 1, "half": 1, "season": 1, "year": 2, "decade": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A quantity as compared: codes of what is counted and of the unit, and the printed range."""

    what: int
    unit: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A mention as the linker sees it. Days count from 1970-01-01; ``grain`` 0 days, 1 months, 2 years or longer.

    ``d0`` is None where the date is open. ``actors`` and ``terms`` are packed with their rarity; ``names`` are
    packed as ``class * 65536 + value``. ``places`` holds the place and all that it is part of.
    """

    num: int
    mention_id: str
    doc: int
    at: int
    language: str
    d0: int | None
    d1: int | None
    grain: int | None
    type: str
    mode: str
    status: str
    actors: tuple[int, ...]
    persons: tuple[int, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    place: int | None
    places: tuple[int, ...]
    quantities: tuple[Amount, ...]
    names: tuple[int, ...]
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All feature rows and the words behind their numbers."""

    rows: tuple[Feature, ...]
    codes: tuple[str, ...]


def grain_of(value: Edtf) -> int:
    """0 where the value names days, 1 months, 2 years: by how it is written, intervals by their length too."""
    if value.precision != "interval":
        return max(_GRAIN[value.precision], 1 if value.approximate and value.precision == "day" else 0)
    points = [point for point in value.text.rstrip("~?%").split("/") if point not in ("", "..")]
    shortest = min(len(point) for point in points)
    if value.start is None or value.end is None:
        return 2
    days = (value.end - value.start).days
    written = {10: 0, 7: 1}.get(shortest, 2)
    return max(written, 0 if days <= 45 else 1 if days <= 200 else 2)


def day_bounds(value: Edtf | None) -> tuple[int, int, int] | None:
    """First day, last day and grain; an approximate value reaches half its length further on both ends."""
    if value is None or value.text.startswith("..") or (value.start is None and value.end is None):
        return None
    start = value.start or value.end
    end = value.end or value.start
    assert start is not None and end is not None
    first, last = (start - EPOCH).days, (end - EPOCH).days
    wider = (last - first + 1) // 2 if value.approximate else 0
    return first - wider, last + wider, grain_of(value)


def build(
    mentions: Sequence[EventMention],
    entities: Iterable[Entity],
    texts: Mapping[str, str],
    patterns: LinkPatterns,
) -> Table:
    """Feature rows of all mentions. ``texts`` maps document ids to texts; a missing one leaves wording empty."""
    ordered = sorted(mentions, key=lambda mention: mention.id)
    coder = _Coder({entity.id: entity for entity in entities})
    drafts = [coder.draft(mention, texts.get(mention.document_id, ""), patterns) for mention in ordered]
    actor_bits = _rarity(draft.actors for draft in drafts)
    term_bits = _rarity(draft.terms for draft in drafts)
    rows = tuple(
        coder.feature(num, mention, draft, actor_bits, term_bits)
        for num, (mention, draft) in enumerate(zip(ordered, drafts, strict=True))
    )
    return Table(rows=rows, codes=tuple(coder.codes))


def _rarity(lists: Iterable[tuple[int, ...]]) -> dict[int, int]:
    counts: Counter[int] = Counter()
    total = 0
    for codes in lists:
        counts.update(codes)
        total += 1
    return {code: round(100 * math.log2(total / n)) for code, n in counts.items()}


def _pack(codes: tuple[int, ...], bits: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(code * PACK + bits[code] for code in codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    actors: tuple[int, ...]
    terms: tuple[int, ...]
    names: tuple[int, ...]


class _Coder:
    """Numbers for ids and words, given in the order in which they come: the rows come sorted."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.entities = entities
        self.codes: dict[str, int] = {}
        self.country_ids = {e.country: e.id for e in sorted(entities.values(), key=lambda e: e.id, reverse=True)
                            if e.kind == "country" and e.country}  # fmt: skip

    def code(self, word: str) -> int:
        return self.codes.setdefault(word, len(self.codes) + 1)

    def country(self, entity_id: str) -> str:
        """The id of the state that an entity stands for or belongs to; empty where none is known."""
        entity = self.entities.get(entity_id)
        if entity is None or entity.kind == "country":
            return ""
        return self.country_ids.get(entity.country, f"country:{entity.country}") if entity.country else ""

    def parties(self, ids: Iterable[str]) -> tuple[int, ...]:
        names = {name for each in ids for name in (each, self.country(each)) if name}
        return tuple(sorted(self.code(name) for name in sorted(names)))

    def places(self, entity_id: str) -> tuple[int, ...]:
        found: list[str] = []
        at = entity_id
        while at and at not in found:
            found.append(at)
            entity = self.entities.get(at)
            at = entity.part_of if entity else ""
        country = self.country(entity_id)
        return tuple(sorted(self.code(name) for name in dict.fromkeys([*found, country]) if name))

    def draft(self, mention: EventMention, text: str, patterns: LinkPatterns) -> _Draft:
        ids = [_key(actor.entity.entity_id, actor.entity.surface) for actor in mention.actors]
        words = terms_of(mention, text)
        names = named_things(mention, text, patterns)
        return _Draft(
            actors=self.parties(ids),
            terms=tuple(sorted(self.code(f"term:{word}") for word in words)),
            names=tuple(sorted(kind * PACK + value for kind, value in names)),
        )

    def feature(
        self,
        num: int,
        mention: EventMention,
        draft: _Draft,
        actor_bits: Mapping[int, int],
        term_bits: Mapping[int, int],
    ) -> Feature:
        bounds = day_bounds(mention.time.date)
        place = mention.place
        place_id = _key(place.entity_id, place.surface) if place else ""
        return Feature(
            num=num,
            mention_id=mention.id,
            doc=self.code(f"document:{mention.document_id}"),
            at=mention.span.start,
            language=mention.language.partition("-")[0],
            d0=bounds[0] if bounds else None,
            d1=bounds[1] if bounds else None,
            grain=bounds[2] if bounds else None,
            type=mention.type,
            mode=f"{mention.type}.{mention.mode}" if mention.mode else "",
            status=mention.status,
            actors=_pack(draft.actors, actor_bits),
            persons=self._of_role(mention, kinds=("person",)),
            sources=self.parties(_ids(mention, ("source",))),
            targets=self.parties(_ids(mention, ("target",))),
            place=self.code(place_id) if place_id else None,
            places=self.places(place_id) if place_id else (),
            quantities=tuple(
                self._amount(quantity)
                for quantity in mention.quantities
                if quantity.low is not None or quantity.high is not None
            ),
            names=draft.names,
            terms=_pack(draft.terms, term_bits),
        )

    def _of_role(self, mention: EventMention, kinds: tuple[str, ...]) -> tuple[int, ...]:
        ids = {_key(a.entity.entity_id, a.entity.surface) for a in mention.actors if a.entity.kind in kinds}
        return tuple(sorted(self.code(each) for each in ids))

    def _amount(self, quantity: Quantity) -> Amount:
        low = quantity.low if quantity.low is not None else quantity.high
        high = quantity.high if quantity.high is not None else quantity.low
        assert low is not None and high is not None
        return Amount(
            what=self.code(f"what:{quantity.what}"), unit=self.code(f"unit:{quantity.unit}"), low=low, high=high
        )


def _ids(mention: EventMention, roles: tuple[str, ...]) -> list[str]:
    return [_key(a.entity.entity_id, a.entity.surface) for a in mention.actors if a.role in roles]


def _key(entity_id: str, surface: str) -> str:
    return entity_id or f"surface:{surface}"
