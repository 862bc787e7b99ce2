"""The names to compare by sound: unknown ones of the documents, and known ones in other scripts, in small blocks.

Input: Extractions and the lexicon. Output: Names: unknown names, and for each the candidates of its kind in other
scripts that share a block (first consonant class, about the same length), so that no full product is scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.corpus import Corpus
from pipeline.model import Entity, EntityMention, EventMention, Extraction
from pipeline.reconcile.hearing import script_of
from pipeline.reconcile.sound import Heard, Sound

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.resources import Resources

KINDS = ("person", "place", "other")
"""Kinds that are heard; ``other`` are ships, trains and spacecraft, and in English whatever else has a name."""
_ALIKE = {
    "K": "KHJ",
    "H": "HKF",
    "P": "PFV",
    "F": "FPVH",
    "V": "VFP",
    "J": "JZSTK",
    "Z": "ZJS",
    "S": "SZJTH",
    "T": "TJS",
}
_ALIKE |= {"L": "LRN", "R": "RLN", "N": "NLMR", "M": "MN", "G": "GN", "": ""}
_RANK = {"latin": 0, "hangul": 1, "han": 2}


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with names to compare. ``known`` = of the tables; ``roles`` as told by titles or terms of office.

    ``keys``: the folded names of an unknown one as its documents give them, in brackets too.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    script: str
    scripts: frozenset[str]
    known: bool
    roles: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    @property
    def plain(self) -> tuple[str, ...]:
        """The names of an unknown one as they stand in texts."""
        turned = {_inverted(name) for name in self.names if _has_two_orders(self.kind, name)}
        return tuple(name for name in self.names if name not in turned)


Blocks = Mapping[tuple[str, str], Sequence[Named]]
"""What stands in each block, by kind."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of the tables by their blocks: the same in every run."""

    blocks: Blocks

    @classmethod
    def of(cls, lexicon: Lexicon, sound: Sound) -> KnownNames:
        """Those of the kinds that are heard, without towns that are only looked up."""
        entries = ((ident, entry.kind) for ident, entry in lexicon.entries.items() if entry.kind in KINDS)
        named = (_of_table(ident, kind, lexicon) for ident, kind in entries if not ident.startswith("geonames:"))
        return cls(_in_blocks(named, sound))


@dataclass(frozen=True)
class Names:
    """Unknown names and the blocks of those they may be compared with; ``known`` makes the names of the tables."""

    unknown: tuple[Named, ...]
    sound: Sound
    lexicon: Lexicon
    known: Callable[[], KnownNames]

    @classmethod
    def of(cls, extractions: Sequence[Extraction], resources: Resources) -> Names:
        """Collect the unknown names of all documents."""
        lexicon, corpus = resources.lexicon, Corpus.of(extractions, resources.shelves)
        rows: dict[str, list[Entity]] = defaultdict(list)
        surfaces: dict[str, set[str]] = defaultdict(set)
        for entity in (entity for entities in corpus.entities for entity in entities):
            if entity.kind in KINDS and entity.id.startswith("local:") and lexicon.entry(entity.id) is None:
                rows[entity.id].append(entity)
        for named in (named for mention in corpus.told() for named in _names(mention)) if rows else ():
            if named.entity_id in rows:
                surfaces[named.entity_id].add(named.surface)
        unknown = tuple(_unknown(rows[ident], surfaces[ident], lexicon) for ident in sorted(rows))
        heard = tuple(each for each in unknown if each.names)
        return cls(heard, resources.sound, lexicon, lambda: resources.known_names)

    def candidates(self, unknown: Named) -> Iterator[Named]:
        """Names of the same kind in another script that share a block with it."""
        seen = {unknown.id}
        for block in self.blocks(unknown):
            for other in (*self._index.get(block, ()), *self._known.get(block, ())):
                if other.id not in seen and self._comparable(unknown, other):
                    seen.add(other.id)
                    yield other

    def heard(self, unknown: Named, ids: Container[str] | None = None) -> Sequence[Named]:
        """The candidates of a name, or those of ``ids``, that may be as much alike as is worth showing, measured all
        at once."""
        found = tuple(each for each in self.candidates(unknown) if ids is None or each.id in ids)
        others: dict[str, float] = {}
        for each in found:
            others |= self._coded(each)
        self.sound.measure(self._coded(unknown), others, self.sound.provisional)
        return [each for each in found if self._near(unknown, each)]

    def _near(self, unknown: Named, other: Named) -> bool:
        """Whether a code of one lies near one of the other, or names are alike by syllables, or the same as written."""
        if self.sound.reached(self._coded(other)) or unknown.keys & other.keys:
            return True
        ours, theirs, least = self._spelt(unknown), self._spelt(other), self.sound.provisional
        return any(
            self.sound.spelt_alike(one, two, least)
            for size in ours.keys() & theirs.keys()
            for one in ours[size]
            for two in theirs[size]
        )

    def _spelt(self, named: Named) -> Mapping[int, Sequence[Heard]]:
        """The names that fall into syllables, by how many."""
        if named.id not in self._syllables:
            found: dict[int, list[Heard]] = defaultdict(list)
            for heard in map(self.sound.hear, named.names):
                if heard.syllables:
                    found[len(heard.syllables)].append(heard)
            self._syllables[named.id] = found
        return self._syllables[named.id]

    @cached_property
    def _syllables(self) -> dict[str, Mapping[int, Sequence[Heard]]]:
        """Names by their syllables, by the id of what bears them; filled as names are asked for."""
        return {}

    def _coded(self, named: Named) -> Mapping[str, float]:
        if named.id not in self._codes:
            self._codes[named.id] = self.sound.coded(named.names)
        return self._codes[named.id]

    @cached_property
    def _codes(self) -> dict[str, Mapping[str, float]]:
        """Sound codes with their weights, by the id of what bears the names; filled as names are asked for."""
        return {}

    def _comparable(self, unknown: Named, other: Named) -> bool:
        """Whether the two may be one; of two unknown names the one in Latin, else Hangul, script stays."""
        if other.kind != unknown.kind or other.known:
            return other.known and other.kind == unknown.kind
        shared = other.script == unknown.script and other.id < unknown.id and bool(other.keys & unknown.keys)
        return shared or _RANK[other.script] < _RANK[unknown.script]

    def score(self, unknown: Named, other: Named) -> tuple[float, str, str]:
        """The best score of two names in different scripts, with the two names; 0.0 if not worth showing.

        A name that both bear as written scores 1.0.
        """
        if shared := unknown.keys & other.keys:
            name = next(name for name in unknown.names if self.lexicon.folding.key(name) in shared)
            return 1.0, name, name
        best, least = (0.0, "", ""), self.sound.provisional
        for left in unknown.names:
            for right in other.names:
                if script_of(left) != script_of(right):
                    best = max(best, (self.sound.score(left, right, least), left, right))
        return best

    def forbidden(self, left: str, right: str, one: str, two: str) -> bool:
        """Whether not_same.csv keeps the two apart."""
        key = self.lexicon.folding.key
        pairs = {frozenset((key(left), key(right))), frozenset((key(one), key(two)))}
        return bool(pairs & self.lexicon.not_same)

    @cached_property
    def _index(self) -> Blocks:
        return _in_blocks(self.unknown, self.sound)

    @cached_property
    def _known(self) -> Blocks:
        return self.known().blocks if self.unknown else {}

    def blocks(self, unknown: Named) -> list[tuple[str, str]]:
        """The blocks that the candidates of a name stand in, with its kind."""
        own = {block for name in unknown.names for block in self.sound.blocks(name)}
        return sorted({(unknown.kind, near) for block in own for near in _near(block)})


def _in_blocks(names: Iterable[Named], sound: Sound) -> Blocks:
    found: dict[tuple[str, str], dict[str, Named]] = defaultdict(dict)
    for named in names:
        for name in named.names:
            for block in sound.blocks(name):
                found[named.kind, block].setdefault(named.id, named)
    return {block: tuple(each.values()) for block, each in found.items()}


def _near(block: str) -> Iterator[str]:
    """The blocks of what may sound like it: a class that is alike, up to one consonant more or less."""
    first = block.rstrip("0123456789")
    size = int(block[len(first) :])
    for other in (first, *_ALIKE.get(first, first)):
        for step in (-1, 0, 1):
            yield f"{other}{size + step}"


def _names(mention: EventMention) -> Iterator[EntityMention]:
    yield from (actor.entity for actor in mention.actors)
    if mention.place is not None:
        yield mention.place


def _unknown(rows: Sequence[Entity], surfaces: set[str], lexicon: Lexicon) -> Named:
    told = {name for row in rows for name in (row.name_en, row.name_ko, row.name_zh_hans, row.name_zh_hant)} - {""}
    names = {_unsigned(name, rows[0].kind, lexicon) for name in told if len(name) > 1}
    keys = frozenset(map(lexicon.folding.key, names))
    roles = frozenset(role for surface in surfaces for role in roles_in(surface, lexicon))
    return unknown_of(rows[0].id, rows[0].kind, names, keys, roles)


def unknown_of(ident: str, kind: str, plain: Iterable[str], keys: frozenset[str], roles: frozenset[str]) -> Named:
    """An unknown name, a person's in Latin script in both orders."""
    names = sorted(plain)
    scripts = frozenset(map(script_of, names))
    script = min(scripts, key=_RANK.__getitem__, default="latin")
    inverted = [_inverted(name) for name in names if _has_two_orders(kind, name)]
    return Named(ident, kind, tuple(dict.fromkeys((*names, *inverted))), script, scripts, False, roles, keys)


def _unsigned(name: str, kind: str, lexicon: Lexicon) -> str:
    """The name of a craft without the sign that marks it as one: 바람호, 海风号."""
    signs = tuple(lexicon.craft["signs"])
    return name[:-1] if kind == "other" and name.endswith(signs) and len(name) > 2 else name


def _has_two_orders(kind: str, name: str) -> bool:
    return kind == "person" and script_of(name) == "latin" and " " in name


def _inverted(name: str) -> str:
    """Tanaka, Haruto: the order in which Korean and Chinese texts write names of their neighbours."""
    *given, family = name.split()
    return f"{family}, {' '.join(given)}"


def _of_table(ident: str, kind: str, lexicon: Lexicon) -> Named:
    names = tuple(sorted({row.name for row in lexicon.names(ident) if row.status not in ("abbr", "adj", "typo")}))
    scripts = frozenset(map(script_of, names))
    roles = frozenset(term.role for term in lexicon.offices.roles_of.get(ident, ()))
    return Named(ident, kind, names, "latin", scripts, True, roles)


def roles_in(surface: str, lexicon: Lexicon) -> frozenset[str]:
    """The roles that a phrase's titles say (러시아 부총리 -> deputy-prime-minister); the longest title wins."""
    plain = surface.translate(lexicon.folding.table)
    personal = set(lexicon.forms["offices"]["personal"])
    found = [
        (len(title), roles)
        for titles in lexicon.offices.titles.values()
        for title, roles in titles.items()
        if title.casefold() in plain and personal.isdisjoint(roles)
    ]
    longest = max((size for size, _ in found), default=0)
    return frozenset(role for size, roles in found if size == longest for role in roles)
