"""Where a happening takes place: its goal, a stated place, a venue, the scene of the clause before, a home.

Input: a passage, a draft with its slots, its type, its actors, and what the text before leaves in mind. Output: one
place, or None. Order: the goal of a visit; words that say where (에서, 在, in), the most specific first; a body that
votes; the place in the name of the talks; the land that the deed falls on; the scene of the happening told just before
on the same day; the home of who acts, for deeds that happen at home. Limits: names only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.slots import Slot
from pipeline.model import Actor, EntityMention

if TYPE_CHECKING:
    from pipeline.resources import Resources

_GOALS = ("object", "to", "bare", "at")
_LANDS = ("object", "to", "bare")
_KEEPING = ("CONSULT", "AGREE", "COOPERATE", "STATEMENT", "SUPPORT", "REQUEST", "REJECT", "ACCUSE", "THREATEN")
_ELSEWHERE = ("trade", "relations", "letter", "phone", "report", "predict", "ratify")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the happening told last took place: its day, the sentence, and who took part (ids and their states)."""

    place: EntityMention
    date: str
    sentence: int
    parties: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a happening before its place is sought."""

    passage: Passage
    draft: Draft
    found: Sequence[Slot]
    typed: tuple[str, str]
    actors: Sequence[Actor]
    date: str


def where(
    told: Told, setting: Setting | None, goal: EntityMention | None, resources: Resources
) -> EntityMention | None:
    """The place of a happening; ``goal`` is where the visit that the text is about leads."""
    if told.draft.hit.rule.frame == "visit":
        return _goal(told) or _stated(told) or _pointed(told, goal)
    place = _stated(told) or _venue(told) or _named(told) or _fallen_on(told, resources)
    return place or _kept(told, setting, resources) or _home(told, resources)


def parties(actors: Sequence[Actor], resources: Resources) -> frozenset[str]:
    """Ids of the actors and of their states."""
    ids = {actor.entity.entity_id for actor in actors if actor.entity.entity_id}
    return frozenset(ids | {_state(ident, resources) for ident in ids} - {""})


def _state(ident: str, resources: Resources) -> str:
    return resources.lexicon.country_id(resources.lexicon.country_of(ident))


def _finest(found: Sequence[EntityMention]) -> EntityMention | None:
    """A place that the tables know, else an unknown one, else a country; of several the first."""
    order = {("place", True): 0, ("place", False): 1, ("country", True): 2}
    ranked = [(order[key], n, e) for n, e in enumerate(found) if (key := (e.kind, _known(e))) in order]
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def _known(entity: EntityMention) -> bool:
    return bool(entity.entity_id) and entity.resolved_by != "provisional"


def _goal(told: Told) -> EntityMention | None:
    for slots in (_GOALS[:3], _GOALS[3:]):
        goal = _finest([s.entity for s in told.found if s.slot in slots and not s.said])
        if goal is not None:
            return goal
    return None


def _stated(told: Told) -> EntityMention | None:
    """What stands with a word of place: that of the draft's own predicate first."""
    if told.typed[1] == "trade":
        return None
    own = [s for s in told.found if not s.said and s.slot == "at"]
    beside = [s for s in told.found if not s.said and s.located]
    return _finest([s.entity for s in own]) or _finest([s.entity for s in (*_gathered(told), *beside)])


def _gathered(told: Told) -> list[Slot]:
    """A place right before a verb of meeting, without a preposition (首尔举行的会谈)."""
    passage = told.passage
    return [
        s for s in told.found
        if s.entity.kind == "place" and not s.said and passage.rules.said("gathered", passage.key, _end(told, s))
    ]  # fmt: skip


def _end(told: Told, slot: Slot) -> int:
    return told.passage.local(slot.entity.span)[1]


def _venue(told: Told) -> EntityMention | None:
    """The body in which a vote is cast."""
    rules, draft = told.passage.rules, told.draft
    pattern = rules.heads.get("venue")
    words = told.passage.key[draft.start : draft.end]
    if pattern is None or not pattern.search(words) or told.typed[0] not in ("SANCTION", "REJECT", "SUPPORT", "AGREE"):
        return None
    return next((s.entity for s in told.found if s.slot == "at" and s.entity.kind == "org"), None) or next(
        (s.entity for s in told.found if s.entity.kind == "org" and s.located and not s.said), None
    )


def _named(told: Told) -> EntityMention | None:
    """The place in the name of the talks or of what was signed (제네바 협정, the Geneva talks)."""
    if told.typed[0] not in ("CONSULT", "AGREE"):
        return None
    passage = told.passage
    return next(
        (s.entity for s in told.found if s.entity.kind == "place" and not s.said
         and passage.rules.said("named_after", passage.key, _end(told, s))), None
    )  # fmt: skip


def _fallen_on(told: Told, resources: Resources) -> EntityMention | None:
    """The land that an attack, an annexation or aid falls on."""
    if resources.event_types.home(*told.typed) != "target":
        return None
    return _finest([s.entity for s in told.found if s.slot in _LANDS and not s.said])


def _kept(told: Told, setting: Setting | None, resources: Resources) -> EntityMention | None:
    """The scene of the happening told just before: the same day, the same people, no place of its own."""
    if setting is None or setting.date != told.date or told.typed[0] not in _KEEPING or told.typed[1] in _ELSEWHERE:
        return None
    sentence = told.passage.number - setting.sentence
    if sentence > 0 and not _to_the_day(told.date):
        return None
    mine = parties(told.actors, resources)
    return setting.place if not mine or mine & setting.parties else None


def _to_the_day(date: str) -> bool:
    return len(date.partition("/")[0].rstrip("~?%")) == 10


def _home(told: Told, resources: Resources) -> EntityMention | None:
    """The own country of who acts (or suffers) in deeds that happen at home."""
    side = resources.event_types.home(*told.typed)
    if not side:
        return None
    for actor in told.actors:
        state = _state(actor.entity.entity_id, resources) if actor.entity.entity_id else ""
        if state and (side in ("any", actor.role) or actor.role == "participant"):
            return replace(actor.entity, entity_id=state, kind="country")
    return None


def _pointed(told: Told, goal: EntityMention | None) -> EntityMention | None:
    """The goal that the text is about, where the clause names none (두 번째 방문, 此访)."""
    if any(s.entity.kind in ("place", "country") and s.slot not in ("subject", "modifier") for s in told.found):
        return None
    return goal
