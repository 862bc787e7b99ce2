"""Entity rows of one document: what its mentions name, known things from the lexicon, unknown ones from the text.

Input: entity mentions. Output: one Entity a thing, sorted by id. An unknown person's row holds the bare name, without
title and country, in the column of its script; a name of a Korean or Chinese person is also romanised where a
standard way exists; a name in another script that the text gives in brackets is one more name. Limits: nothing is
compared across documents here (see reconcile/names).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.entities_document import provisional_id
from pipeline.model import Entity, EntityMention
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon

_FOREIGN = 3
"""Places in China for each other one of a text in which an unknown Chinese name is spelled in pinyin."""
_FIELDS = ("name_en", "name_ko", "name_zh_hans")


def entity_rows(
    mentions: Iterable[EntityMention], text: str, lexicon: Lexicon, whole: Iterable[EntityMention] = ()
) -> tuple[Entity, ...]:
    """One row for each resolved thing; ``text`` is the document's, for the bare names.

    ``whole``: all names of the document, which name in full whom the mentions call by a last name, he or the minister.
    """
    found: dict[str, list[EntityMention]] = defaultdict(list)
    mentions, whole = tuple(mentions), tuple(whole)
    for mention in mentions:
        if mention.entity_id:
            found[mention.entity_id].append(mention)
    elsewhere: dict[str, list[EntityMention]] = defaultdict(list)
    for mention in whole:
        if mention.entity_id in found and not _nameless(mention):
            elsewhere[mention.entity_id].append(mention)
    rows = (_row(ident, found[ident], elsewhere[ident], text, lexicon) for ident in sorted(found))
    lying = [mention.entity_id for mention in (*whole, *mentions) if mention.kind == "place" and mention.entity_id]
    return tuple(_spelled(row, lexicon) for row in rows) if _at_home(lying, lexicon) else tuple(rows)


def _at_home(places: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the places of a text that the tables know lie in China, all but a few."""
    countries = [code for ident in places if (code := lexicon.country_of(ident))]
    inside = sum(code in lexicon.districts.states for code in countries)
    return inside > _FOREIGN * (len(countries) - inside)


def _spelled(row: Entity, lexicon: Lexicon) -> Entity:
    """The row of a place that only a Chinese name tells, with its name in pinyin."""
    if row.kind != "place" or row.name_en or row.name_ko or row.resolved_by != "provisional":
        return row
    return replace(row, name_en=lexicon.districts.bare(row.name_zh_hans.translate(lexicon.folding.table)))


def bare_name(mention: EntityMention, text: str) -> str:
    """The name inside a mention's phrase, without title and country."""
    head = next((reason.span for reason in mention.reasons if reason.rule.startswith("names.head@")), None)
    return " ".join((head or mention.span).of(text).split())


def _glosses(mentions: Iterable[EntityMention], text: str) -> set[str]:
    """The names in another script that the text gives beside these mentions."""
    reasons = (reason for mention in mentions for reason in mention.reasons)
    return {reason.span.of(text) for reason in reasons if reason.span and reason.rule.startswith("names.gloss@")}


def _row(
    ident: str, mentions: Sequence[EntityMention], elsewhere: Sequence[EntityMention], text: str, lexicon: Lexicon
) -> Entity:
    known = lexicon.row(ident, mentions[0].resolved_by)
    if known is not None:
        return replace(known, n_mentions=len(mentions))
    named = [mention for mention in mentions if not _nameless(mention)] or elsewhere or mentions
    told = _names(ident, named, elsewhere, text) | _glosses((*mentions, *elsewhere), text)
    names = sorted(told, key=lambda name: (provisional_id(name) != ident, -name.count(" "), name))
    columns = {field: next((name for name in names if _field(name) == field), "") for field in _FIELDS}
    if mentions[0].kind == "person" and not columns["name_en"] and _northern(mentions, lexicon):
        columns["name_en"] = lexicon.northern_letters.name(columns["name_ko"])
    if mentions[0].kind == "place" and not columns["name_en"]:
        columns["name_en"] = lexicon.districts.english(
            columns["name_zh_hans"].translate(lexicon.folding.table)
        ) or lexicon.korean_places.english(columns["name_ko"])
    return Entity(
        id=ident, kind=mentions[0].kind, name_en=columns["name_en"], name_ko=columns["name_ko"],
        name_zh_hans=columns["name_zh_hans"], aliases=tuple(name for name in names if name not in columns.values()),
        n_mentions=len(mentions), resolved_by=mentions[0].resolved_by, confidence=0.5,
    )  # fmt: skip


def _names(ident: str, named: Sequence[EntityMention], elsewhere: Sequence[EntityMention], text: str) -> set[str]:
    """The bare names of the mentions; of who is only called by a part of the name here, also the whole one."""
    names = {bare_name(mention, text) for mention in named}
    if any(provisional_id(name) == ident for name in names):
        return names
    return names | {name for mention in elsewhere if provisional_id(name := bare_name(mention, text)) == ident}


def _nameless(mention: EntityMention) -> bool:
    """Whether a mention is a word such as he or the minister, which is nobody's name."""
    return any(reason.rule.startswith(("names.document.he@", "names.definite.")) for reason in mention.reasons)


def _northern(mentions: Sequence[EntityMention], lexicon: Lexicon) -> bool:
    """Whether a phrase around the name says that the person is of the North: the state, or a title only it has."""
    titles = tuple(lexicon.forms["ko"]["northern_titles"])
    state = lexicon.country_id("PRK")
    names = [row.name for row in lexicon.names(state, "ko")]
    return any(
        mention.surface.endswith(titles) or any(name in mention.surface for name in names) for mention in mentions
    )


def _field(name: str) -> str:
    if any("\uac00" <= char <= "\ud7a3" for char in name):
        return "name_ko"
    return "name_zh_hans" if any("\u3400" <= char <= "\u9fff" for char in name) else "name_en"
