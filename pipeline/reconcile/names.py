"""One id for one name across documents and languages: what tables leave open, sound may link.

Input: the Extractions of all documents. Output: the same Extractions with entity ids replaced where two names are
one, and one Entity row for each id with its names in every language. An unknown name is compared by sound with names
in *other* scripts: of the tables (persons and places of the same kind) and of other documents. From
``automatic`` on it is linked (``resolved_by = sound``), from ``provisional`` on the candidate is kept beside it for
the reviewer, and a title that the candidate is known to hold lifts it one step. A name that two documents give alike,
be it in brackets beside their own, 다나카 하루토(田中陽翔), is one. Never inside one language, except for initial-sound
spellings (리선권, 이선권) and spellings of one foreign name (데쓰야, 테츠야) that both sound like it; never against
not_same.csv. Limits: names of one word of a family name only are not compared; organisations are translated, not
heard, and stay apart.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipeline.corpus import Corpus
from pipeline.doubles import ALONE, Hands, side_by_side
from pipeline.model import Actor, Entity, EntityMention, EventMention, Extraction, Reason
from pipeline.reconcile.hearing import script_of
from pipeline.reconcile.names_index import Named, Names
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.reconcile.sound import Sound
    from pipeline.resources import Resources

_MARGIN = 0.02
_FEW = 30
"""Unknown names that are worth a double of this process."""
_FIELDS = {"latin": "name_en", "hangul": "name_ko", "han": "name_zh_hans"}


@dataclass(frozen=True, slots=True)
class NameLink:
    """Two names taken for one (``automatic``), or shown to the reviewer; with the score and the two surfaces."""

    unknown: str
    candidate: str
    score: float
    left: str
    right: str
    automatic: bool

    @property
    def says(self) -> str:
        """One sentence for the reason and the review row."""
        if self.left == self.right:
            return f"{self.left} is given as the name of both"
        how = "sound alike" if self.automatic else "may be one"
        return f"{self.left} and {self.right} {how} ({self.score:.2f})"


def resolve(
    extractions: Sequence[Extraction], resources: Resources
) -> tuple[tuple[Extraction, ...], tuple[Entity, ...]]:
    """Link unknown names across languages; returns extractions with final ids, and the entities table."""
    rename, entities = renaming(extractions, resources)
    changed = (tuple(map(rename, each.mentions)) for each in extractions)
    return tuple(replace(each, mentions=told) for each, told in zip(extractions, changed, strict=True)), entities


def renaming(
    extractions: Sequence[Extraction], resources: Resources
) -> tuple[Callable[[EventMention], EventMention], tuple[Entity, ...]]:
    """What gives a mention the final ids of its names, and the entities table."""
    corpus = Corpus.of(extractions, resources.shelves)
    links = link(corpus, resources)
    final = final_ids(links)
    notes = {each.unknown: each for each in links}
    return renamer(links), _table(corpus, final, notes, resources.lexicon)


def renamer(links: Sequence[NameLink]) -> Callable[[EventMention], EventMention]:
    """What gives a mention the final ids of its names."""
    return partial(_renamed, final=final_ids(links), notes={each.unknown: each for each in links})


def entities_of(
    found: Iterable[Entity], links: Sequence[NameLink], known: Mapping[str, Entity], lexicon: Lexicon
) -> dict[str, Entity]:
    """The rows of entities that more was found of: as ``known``, else as in the lexicon, with what was found."""
    return _taken_in(found, final_ids(links), {each.unknown: each for each in links}, known, lexicon)


def hear(extraction: Extraction, resources: Resources) -> None:
    """Hear the names of a document, and those that they are compared with, before all documents are there: what was
    heard is remembered, so that ``link`` need not do it."""
    scored_pairs(Names.of((extraction,), resources))


def link(extractions: Sequence[Extraction], resources: Resources) -> tuple[NameLink, ...]:
    """The links and the candidates for review, best first; at most one of each unknown name."""
    names = Names.of(extractions, resources)
    return chosen(scored_pairs(names, hands=resources.hands), names.sound)


def chosen(pairs: Iterable[NameLink], sound: Sound) -> tuple[NameLink, ...]:
    """The links among all pairs worth showing, by unknown name."""
    scored = sorted(pairs, key=lambda each: (-each.score, each.unknown, each.candidate))
    of_one: dict[str, list[NameLink]] = {}
    for each in scored:
        of_one.setdefault(each.unknown, []).append(each)
    found: dict[str, NameLink] = {}
    joined: dict[str, list[str]] = {}
    for each in scored:
        if each.unknown in found or _crowded(each, sound, joined):
            continue
        rival = next((other for other in of_one[each.unknown] if other.candidate != each.candidate), None)
        clear = rival is None or each.score - rival.score >= _MARGIN or _same_target(rival, each, found)
        kept = each if clear else replace(each, automatic=False)
        found[each.unknown] = kept
        if kept.automatic:
            joined.setdefault(kept.candidate, []).append(kept.left)
    return tuple(found[name] for name in sorted(found))


def _same_target(one: NameLink, two: NameLink, found: Mapping[str, NameLink]) -> bool:
    """Whether both candidates already are one."""
    first, second = found.get(one.candidate), found.get(two.candidate)
    return (first is not None and first.candidate == two.candidate) or (
        second is not None and second.candidate == one.candidate
    )


def _crowded(each: NameLink, sound: Sound, joined: Mapping[str, Sequence[str]]) -> bool:
    """Whether the candidate has another name in this script that is no other spelling of this one."""
    script = script_of(each.left)
    words = each.left.split()
    others = [name for name in joined.get(each.candidate, ()) if script_of(name) == script and name not in words]
    return any(each.left not in name.split() and sound.spelling(each.left, name) < sound.automatic for name in others)


def scored_pairs(names: Names, ids: Container[str] | None = None, hands: Hands = ALONE) -> list[NameLink]:
    """Every pair worth showing, of all names or with one of ``ids`` in it. Of two unknown names the one in Latin, else
    Hangul, script is the candidate. ``hands`` may share the comparing."""

    def found(part: range) -> Iterator[tuple[NameLink, ...]]:
        for unknown in names.unknown[part.start : part.stop]:
            others = names.heard(unknown, None if ids is None or unknown.id in ids else ids)
            yield tuple(link for link in (_scored(names, unknown, other) for other in others) if link is not None)

    return [link for links in side_by_side(len(names.unknown), found, hands, _FEW) for link in links]


def _scored(names: Names, unknown: Named, candidate: Named) -> NameLink | None:
    """The two as one name or for the reviewer; None where they are too different, or known to be two."""
    score, left, right = names.score(unknown, candidate)
    if score < names.sound.provisional or names.forbidden(left, right, unknown.id, candidate.id):
        return None
    lifted = bool(unknown.roles & candidate.roles)
    automatic = score >= names.sound.automatic or lifted
    own = candidate.known and unknown.script in candidate.scripts
    return NameLink(unknown.id, candidate.id, round(score, 3), left, right, automatic and not own)


def final_ids(links: Sequence[NameLink]) -> dict[str, str]:
    """Id of an unknown name → the id that it goes by."""
    step = {each.unknown: each.candidate for each in links if each.automatic}
    final = {}
    for name in step:
        target, seen = step[name], {name}
        while target in step and target not in seen:
            seen.add(target)
            target = step[target]
        final[name] = target
    return final


def _renamed(mention: EventMention, final: Mapping[str, str], notes: Mapping[str, NameLink]) -> EventMention:
    names = [actor.entity for actor in mention.actors] + ([mention.place] if mention.place else [])
    if not any(name.entity_id in notes for name in names):
        return mention
    actors = tuple(
        Actor(entity=_renamed_entity(actor.entity, final, notes), role=actor.role) for actor in mention.actors
    )
    place = _renamed_entity(mention.place, final, notes) if mention.place else None
    return replace(mention, actors=actors, place=place)


def _renamed_entity(entity: EntityMention, final: Mapping[str, str], notes: Mapping[str, NameLink]) -> EntityMention:
    note = notes.get(entity.entity_id)
    if note is None:
        return entity
    reason = Reason(rule="names.sound@1", says=note.says)
    candidates = ((note.candidate, note.score), *(pair for pair in entity.candidates if pair[0] != note.candidate))
    if entity.entity_id not in final:
        return replace(entity, candidates=candidates, reasons=(*entity.reasons, reason))
    ident = final[entity.entity_id]
    return replace(
        entity, entity_id=ident, candidates=candidates, resolved_by="sound", reasons=(*entity.reasons, reason)
    )


def _table(
    corpus: Corpus, final: Mapping[str, str], notes: Mapping[str, NameLink], lexicon: Lexicon
) -> tuple[Entity, ...]:
    found = (entity for entities in corpus.entities for entity in entities)
    rows = _taken_in(found, final, notes, {}, lexicon)
    return tuple(rows[ident] for ident in sorted(rows))


def _taken_in(
    found: Iterable[Entity],
    final: Mapping[str, str],
    notes: Mapping[str, NameLink],
    before: Mapping[str, Entity],
    lexicon: Lexicon,
) -> dict[str, Entity]:
    rows: dict[str, Entity] = {}
    for entity in found:
        ident = final.get(entity.id, entity.id)
        note = notes.get(entity.id)
        known = rows.get(ident) or before.get(ident) or lexicon.row(ident)
        told = replace(entity, id=ident, confidence=note.score) if note and entity.id in final else entity
        rows[ident] = merged(known, told) if known else told
    return rows


def merged(row: Entity, other: Entity) -> Entity:
    """One row of two: names of the first win, the other's become aliases, mentions add up."""
    names = {
        field: getattr(row, field) or getattr(other, field)
        for field in ("name_en", "name_ko", "name_zh_hans", "name_zh_hant")
    }
    told = {other.name_en, other.name_ko, other.name_zh_hans, other.name_zh_hant, *other.aliases, *row.aliases}
    aliases = tuple(sorted(told - set(names.values()) - {""}))
    return replace(
        row, **names, aliases=aliases, n_mentions=row.n_mentions + other.n_mentions,
        resolved_by=other.resolved_by if row.n_mentions == 0 else row.resolved_by,
        country=row.country or other.country, confidence=min(row.confidence, other.confidence),
    )  # fmt: skip


def field_of(named: Named) -> str:
    """The column of the entities table for a name's script."""
    return _FIELDS[named.script]
