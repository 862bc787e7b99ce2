"""Where a happening takes place: its goal, a stated place, a venue, the scene of the clause before, a home.

Input: a passage, a draft with its slots, its type, its actors, and what the text before leaves in mind. Output: one
place, or None. Order: the goal of a visit; words that say where (에서, 在, in), the most specific first; a body that
votes; the place in the name of the talks; the land that the deed falls on; the scene of the happening told just before
on the same day; the home of who acts, for deeds that happen at home. Limits: names only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.place_names import is_place
from pipeline.extract.places_in_names import seat
from pipeline.extract.places_of_deeds import around, fallen_on, home, named_in, only, own_land, polled, site, venue
from pipeline.extract.places_told import fronted, goal_of, housed, narrower, opening, stated
from pipeline.extract.scenes import Setting, Told, kept
from pipeline.model import EntityMention
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources


def where(
    told: Told, settings: Sequence[Setting], goal: EntityMention | None, resources: Resources
) -> EntityMention | None:
    """The place of a happening; ``goal`` is where the visit that the text is about leads."""
    told = replace(told, found=[s for s in told.found if is_place(told, s.entity, resources)])
    if told.draft.hit.rule.frame == "visit":
        return goal_of(told) or stated(told) or _pointed(told, goal)
    place = stated(told) or own_land(told, resources) or venue(told) or named_in(told, resources) or polled(told)
    place = place or site(told, resources) or fallen_on(told, resources) or only(told) or opening(told)
    place = narrower(told, place, [s.entity for s in told.found if s.entity.kind == "place"])
    place = place or housed(told, resources) or around(told, resources) or fronted(told)
    return place or kept(told, settings, resources) or seat(told, resources) or home(told, resources)


def _pointed(told: Told, goal: EntityMention | None) -> EntityMention | None:
    """The goal that the text is about, where the clause names none (두 번째 방문, 此访)."""
    if any(s.entity.kind in ("place", "country") and s.slot not in ("subject", "modifier") for s in told.found):
        return None
    return None if goal is None or _has_object(told) else goal


def _has_object(told: Told) -> bool:
    """Whether the visit is to something that is no name (视察了试验, 공장을 방문했다)."""
    passage, draft, hit = told.passage, told.draft, told.draft.hit
    if not passage.rules.final:
        return passage.rules.said("object_behind", passage.key[: draft.end], hit.end) is not None
    return any(token.tag == "JKO" for token in passage.tokens_between(draft.start, hit.start))
