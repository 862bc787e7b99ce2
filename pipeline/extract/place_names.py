"""Which names of a clause can stand for a place at all, and which of several is the finest.

Input: a happening as told and the names found with it. Limits: what follows the name decides (the X railway, the X
style); places that the tables do not know are taken after those that they know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.places_in_names import GENERATED, known
from pipeline.extract.scenes import Told
from pipeline.extract.slots import Slot
from pipeline.model import EntityMention

if TYPE_CHECKING:
    from pipeline.resources import Resources


def is_place(told: Told, entity: EntityMention, resources: Resources) -> bool:
    """Whether the name can stand for a place: not that of a hotel, no adjective (the Georgian style), no bare topic."""
    describes = told.passage.rules.said("describes", told.passage.key, told.passage.local(entity.span)[1])
    return not describes and not lends_its_name(told, entity, resources) and not _adjective(told, entity)


def _adjective(told: Told, entity: EntityMention) -> bool:
    """Whether the name is an adjective of a state without a word for a place behind it."""
    if entity.kind != "country" or not entity.reasons or not entity.reasons[0].rule.startswith("names.table.adj"):
        return False
    return not told.passage.rules.said("land", told.passage.key, told.passage.local(entity.span)[1])


def lends_its_name(told: Told, entity: EntityMention, resources: Resources) -> bool:
    """Whether the name only opens that of a railway, or of a hotel or firm if the place is little known itself."""
    if entity.kind != "place":
        return False
    rules, key, end = told.passage.rules, told.passage.key, told.passage.local(entity.span)[1]
    little = all(name.rank >= GENERATED for name in resources.lexicon.lookup(entity.surface))
    return bool(rules.said("railway", key, end) or (little and rules.said("house", key, end)))


def finest(found: Sequence[EntityMention]) -> EntityMention | None:
    """A place that the tables know, else an unknown one, else a country; of several the first."""
    order = {("place", True): 0, ("place", False): 1, ("country", True): 2}
    ranked = [(order[key], n, e) for n, e in enumerate(found) if (key := (e.kind, known(e))) in order]
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def end_of(told: Told, slot: Slot) -> int:
    """Where the name ends in the sentence, in signs."""
    return told.passage.local(slot.entity.span)[1]
