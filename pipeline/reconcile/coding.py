"""Mentions to feature rows: numbers for ids and words, rarity for actors, topics and terms.

Input: event mentions, entity rows, documents, the rules of named things. Output: a ``Table`` whose rows come in
the order of the mention ids, so that nothing depends on the order of documents. A person or organisation also counts
as its state; one that is not known, as the state that its words name (挪威外长, the president of Norway).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.doubles import ALONE, Hands, side_by_side
from pipeline.model import Document, Entity, EventMention, Quantity
from pipeline.reconcile.features import KIND, PACK, Amount, Feature, Table, code_of, day_bounds
from pipeline.reconcile.rarity import IMAGINED, Rarity
from pipeline.reconcile.wording import LinkPatterns, state_in, wording_of
from pipeline.shelf import Picked, Shelves

_SURFACE = "surface:"
"""Before the words of a party that has no id."""


def build(
    mentions: Sequence[EventMention],
    entities: Iterable[Entity],
    documents: Mapping[str, Document],
    patterns: LinkPatterns,
    shelves: Shelves,
    hands: Hands = ALONE,
) -> Table:
    """Feature rows of all mentions. ``documents`` by their ids; a missing one leaves wording empty; ``hands`` may
    share the reading of clauses."""
    coder = _Coder({entity.id: entity for entity in entities}, patterns)
    ids: list[str] = []
    actors, terms = Rarity(), Rarity(IMAGINED)

    def told(part: range) -> Iterator[tuple[str, _Draft, tuple[str, ...]]]:
        for mention in (mentions[at] for at in part):
            document, known = documents.get(mention.document_id), len(coder.codes)
            draft = coder.draft(mention, document.text if document else "")
            yield mention.id, draft, tuple(islice(reversed(coder.codes), len(coder.codes) - known))

    def drafts() -> Iterator[_Draft]:
        for name, draft, words in side_by_side(len(mentions), told, hands):
            ids.append(name)
            actors.count(draft.actors)
            terms.count((*draft.topics, *draft.things, *draft.terms))
            coder.learn(words)
            yield draft

    drafted = shelves.hold(drafts())
    order = sorted(range(len(ids)), key=ids.__getitem__)
    bits, pairs = (actors.bits(), terms.bits()), zip(Picked(mentions, order), Picked(drafted, order), strict=True)
    rows = shelves.hold(coder.feature(num, *pair, *bits) for num, pair in enumerate(pairs))
    codes = {code: word for word, code in coder.codes.items()}
    return Table(ids=tuple(ids[at] for at in order), rows=rows, codes=codes)


def _pack(codes: tuple[int, ...], bits: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(code * PACK + bits[code] for code in codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    actors: tuple[int, ...]
    names: tuple[int, ...]
    ordinals: tuple[int, ...]
    topics: tuple[int, ...]
    things: tuple[int, ...]
    terms: tuple[int, ...]
    stage: str
    rank: str


class _Coder:
    """Numbers for ids and words, kept as they are first met."""

    def __init__(self, entities: Mapping[str, Entity], patterns: LinkPatterns) -> None:
        self.entities = entities
        self.patterns = patterns
        self.codes: dict[str, int] = {}
        self.named: dict[str, str] = {}
        self.country_ids = {e.country: e.id for e in sorted(entities.values(), key=lambda e: e.id, reverse=True)
                            if e.kind == "country" and e.country}  # fmt: skip

    def code(self, word: str) -> int:
        known = self.codes.get(word)
        return known if known is not None else self.codes.setdefault(word, code_of(word))

    def learn(self, words: Iterable[str]) -> None:
        """Number words that were met elsewhere."""
        for word in words:
            self.code(word)

    def country(self, entity_id: str) -> str:
        """The id of the state that an entity stands for or belongs to; empty where none is known."""
        if entity_id.startswith(_SURFACE):
            return self.state_in(entity_id)
        entity = self.entities.get(entity_id)
        if entity is None or entity.kind == "country":
            return ""
        return self.country_ids.get(entity.country, f"country:{entity.country}") if entity.country else ""

    def state_in(self, surface: str) -> str:
        """The id of the state that the words of an unknown party name."""
        if surface not in self.named:
            self.named[surface] = state_in(surface.removeprefix(_SURFACE), self.patterns.lexicon)
        return self.named[surface]

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

    def draft(self, mention: EventMention, text: str) -> _Draft:
        ids = [_key(actor.entity.entity_id, actor.entity.surface) for actor in mention.actors]
        told = wording_of(mention, text, self.patterns)
        return _Draft(
            actors=self.parties(ids),
            names=self._named((*told.names, *self._of_parties(mention, told.of_parties))),
            ordinals=self._named(told.ordinals),
            topics=self._codes("topic", told.topics, ids),
            things=self._codes("thing", told.things, ()),
            terms=self._codes("term", told.terms, ()),
            stage=told.stage,
            rank=told.rank,
        )

    def _of_parties(self, mention: EventMention, things: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
        """Things without a number, named by the states that take part and the year."""
        value = mention.time.date
        states = sorted(self._state_ids(mention))
        if value is None or value.start is None or value.end is None or len(states) < 2:
            return []
        if value.start.year != value.end.year:
            return []
        return [(kind, f"{word} of {' '.join(states)} {value.start.year}") for kind, word in things]

    def _named(self, things: Iterable[tuple[int, str]]) -> tuple[int, ...]:
        return tuple(sorted(kind * KIND + self.code(f"name:{name}") for kind, name in things))

    def _codes(self, prefix: str, words: Iterable[str], known: Collection[str]) -> tuple[int, ...]:
        return tuple(sorted(self.code(f"{prefix}:{word}") for word in words if word not in known))

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
            starts=mention.span.start,
            language=mention.language.partition("-")[0],
            d0=bounds[0] if bounds else None,
            d1=bounds[1] if bounds else None,
            grain=bounds[2] if bounds else None,
            type=mention.type,
            mode=_mode(mention, draft),
            status=mention.status,
            actors=_pack(draft.actors, actor_bits),
            persons=self._of_role(mention, kinds=("person",)),
            sources=self.parties(_ids(mention, ("source",))),
            targets=self.parties(_ids(mention, ("target",))),
            states=self._states(mention),
            place=self.code(place_id) if place_id else None,
            places=self.places(place_id) if place_id else (),
            quantities=tuple(
                self._amount(quantity)
                for quantity in mention.quantities
                if quantity.low is not None or quantity.high is not None
            ),
            names=draft.names,
            ordinals=draft.ordinals,
            topics=_pack(draft.topics, term_bits),
            things=_pack(draft.things, term_bits),
            terms=_pack(draft.terms, term_bits),
        )

    def _of_role(self, mention: EventMention, kinds: tuple[str, ...]) -> tuple[int, ...]:
        ids = {_key(a.entity.entity_id, a.entity.surface) for a in mention.actors if a.entity.kind in kinds}
        return tuple(sorted(self.code(each) for each in ids))

    def _state_ids(self, mention: EventMention) -> set[str]:
        """The states that take part, or whose persons and organisations do."""
        ids = [_key(a.entity.entity_id, a.entity.surface) for a in mention.actors]
        known = {each: self.entities.get(each) for each in ids}
        return {e.id if e and e.kind == "country" else self.country(each) for each, e in known.items()} - {""}

    def _states(self, mention: EventMention) -> tuple[int, ...]:
        return tuple(sorted(self.code(name) for name in sorted(self._state_ids(mention))))

    def _amount(self, quantity: Quantity) -> Amount:
        low = quantity.low if quantity.low is not None else quantity.high
        high = quantity.high if quantity.high is not None else quantity.low
        assert low is not None
        assert high is not None
        return Amount(
            what=self.code(f"what:{quantity.what}"), unit=self.code(f"unit:{quantity.unit}"), low=low, high=high
        )


def _mode(mention: EventMention, draft: _Draft) -> str:
    """Type and mode; an arrival or departure is not the visit that it begins or ends, officials are not leaders."""
    if mention.type == "CONSULT" and mention.mode in ("visit", "") and draft.stage:
        return f"{mention.type}.{draft.stage}"
    if mention.type == "CONSULT" and mention.mode in ("meeting", "talks") and draft.rank:
        return f"{mention.type}.{draft.rank}"
    return f"{mention.type}.{mention.mode}" if mention.mode not in ("", "other") else ""


def _ids(mention: EventMention, roles: tuple[str, ...]) -> list[str]:
    return [_key(a.entity.entity_id, a.entity.surface) for a in mention.actors if a.role in roles]


def _key(entity_id: str, surface: str) -> str:
    return entity_id or _SURFACE + surface
