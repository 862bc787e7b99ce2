"""Places inside names: that of talks or a treaty (제네바 협정), of a court or the police that acts (서울서부지법).

Input: a name, or a happening as told. Output: the place as an EntityMention whose span is that part of the name, or
None. Limits: the place must open or end the name and stand in the curated tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.entities_document import provisional_id
from pipeline.extract.scenes import TALKED, Told
from pipeline.model import EntityMention, Reason, Span
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.lexicon.records import Entry
    from pipeline.resources import Resources

GENERATED = 2
"""The rank of names of the generated city table."""
_LONGEST = 14


def known(entity: EntityMention) -> bool:
    """Whether the tables know the name, or the larger place before it does (a district)."""
    district = bool(entity.reasons) and entity.reasons[0].rule.startswith("names.place.district")
    return district or (bool(entity.entity_id) and entity.resolved_by != "provisional")


def seat(told: Told, resources: Resources) -> EntityMention | None:
    """Where the court or the police sits that acts, or whose judge does: the place that opens its name (부산지검)."""
    if told.typed[0] in TALKED:
        return None
    orgs = [actor.entity for actor in told.actors if actor.entity.kind == "org" and actor.role == "source"]
    orgs += [slot.entity for slot in told.found if slot.entity.kind == "org" and slot.slot == "modifier"]
    seated = [entity for entity in orgs if _is_seated(told, entity)]
    return next((place for entity in seated if (place := place_in(entity, resources, little=True)) is not None), None)


def _is_seated(told: Told, entity: EntityMention) -> bool:
    start, end = told.passage.local(entity.span)
    return told.passage.rules.said("seated", told.passage.key[start:end] or entity.surface, how="search") is not None


def place_in(entity: EntityMention, resources: Resources, *, little: bool = False) -> EntityMention | None:
    """The place whose name opens or ends the name of talks, a treaty, a body or a deed.

    ``little``: also one that only the generated table of cities holds, or none but its last word tells (方城县警方), as
    the name of a court or the police tells that it is one.
    """
    surface, size = entity.surface, len(entity.surface)
    if (cut := _district(surface, resources)) > 0:
        return _provisional(entity, cut, resources)
    longest = min(size - 1, _LONGEST)
    cuts = [(0, end) for end in range(longest, 1, -1)] + [(size - part, size) for part in range(longest, 1, -1)]
    for start, end in cuts:
        if _cut_word(surface, start) or _cut_word(surface, end) or surface[start:end] != surface[start:end].strip():
            continue
        if not start and _opens_longer(surface, end, resources):
            continue
        for name in resources.lexicon.lookup(surface[start:end]):
            entry = resources.lexicon.entry(name.id)
            if entry is not None and (little or name.rank < GENERATED) and _is_spot(entry, resources):
                span = Span(entity.span.start + start, entity.span.start + end)
                return replace(entity, span=span, surface=surface[start:end], entity_id=name.id, kind="place")
    cut = _opening(surface, resources) if little else 0
    return _provisional(entity, cut, resources) if cut else None


def _opens_longer(surface: str, cut: int, resources: Resources) -> bool:
    """Whether what ends at ``cut`` only opens a longer known name: a land's (말레이시아), or by one sign (哈马斯)."""
    if cut >= len(surface) or not surface[cut].strip():
        return False  # a word of its own
    for end in range(cut + 1, len(surface) + 1):
        entries = (resources.lexicon.entry(name.id) for name in resources.lexicon.lookup(surface[:end]))
        if any(entry is not None and (entry.kind == "country" or end == cut + 1) for entry in entries):
            return True
    return False


def _opening(surface: str, resources: Resources) -> int:
    """Where the county or town ends that opens the name of a body; 0 without one."""
    county = resources.lexicon.county.match(surface)
    plain = surface.translate(resources.lexicon.folding.table)
    return county.end() if county is not None else resources.lexicon.districts.opening(plain)


def _provisional(entity: EntityMention, cut: int, resources: Resources) -> EntityMention:
    """The place that no table holds in the first signs of a name."""
    surface, start = entity.surface[:cut], entity.span.start
    ident = provisional_id(surface.translate(resources.lexicon.folding.table))
    span = Span(start, start + cut)
    why = Reason(rule="names.place.district@1", says="the place that opens the name of a body", span=span)
    return replace(entity, span=span, surface=surface, entity_id=ident, kind="place", reasons=(why,))


def _district(surface: str, resources: Resources) -> int:
    """Where the district with the larger place before it ends that opens a Chinese name; 0 without one."""
    plain, rules = surface.translate(resources.lexicon.folding.table), resources.lexicon.districts
    return next((end for end in range(min(_LONGEST, len(plain) - 1), 3, -1) if rules.placed(plain[:end])), 0)


def _is_spot(entry: Entry, resources: Resources) -> bool:
    """Whether it is a place, or a state that is a town (the Singapore summit)."""
    return entry.kind == "place" or entry.country in resources.lexicon.forms["places"]["city_states"]


def _cut_word(text: str, at: int) -> bool:
    """Whether a Latin word would be cut there."""
    return 0 < at < len(text) and text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum()
