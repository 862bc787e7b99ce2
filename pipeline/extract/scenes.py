"""What is known of a happening before its place is sought, and the scenes of those told before it.

Input: a happening as told, and the last settings. Output: the place of the scene that goes on, or None. A talk goes on
where the same people were that day; an accident or a crime where one was told just before. Limits: days as EDTF text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.slots import Slot
from pipeline.model import Actor, EntityMention
from pipeline.records import quick

if TYPE_CHECKING:
    from pipeline.resources import Resources

_ON = 4  # sentences that the account of an accident or a crime may go on without its place
_BESIDE = 1  # sentences on which any other deed goes on at the scene of an accident or a crime
_STAY = 3  # days that a visit goes on without being told again
TALKED = ("CONSULT", "AGREE", "COOPERATE", "STATEMENT", "SUPPORT", "REQUEST", "REJECT", "ACCUSE", "THREATEN")
"""Types of what is said and agreed, which goes on where those people are."""
ELSEWHERE = ("trade", "relations", "letter", "phone", "report", "predict", "ratify")
"""Modes of deeds that are done from afar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a happening took place: its day, the sentence, who took part (ids and their states), whether on site."""

    place: EntityMention
    date: str
    sentence: int
    parties: frozenset[str]
    on_site: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a happening before its place is sought."""

    passage: Passage
    draft: Draft
    found: Sequence[Slot]
    typed: tuple[str, str]
    actors: Sequence[Actor]
    date: str


def parties(actors: Sequence[Actor], resources: Resources) -> frozenset[str]:
    """Ids of the actors and of their states."""
    ids = {actor.entity.entity_id for actor in actors if actor.entity.entity_id}
    return frozenset(ids | {state_of(ident, resources) for ident in ids} - {""})


def state_of(ident: str, resources: Resources) -> str:
    """The id of the state that an entity is, belongs to or lies in; empty if unknown."""
    return resources.lexicon.country_id(resources.lexicon.country_of(ident))


def kept(told: Told, settings: Sequence[Setting], resources: Resources) -> EntityMention | None:
    """The scene of a happening told before: the same day, the same people, no place of its own."""
    if resources.event_types.happens_there(*told.typed):
        if _of_a_land(told):
            return None
        return next((found.place for found in reversed(settings) if _same_site(told, found)), None)
    if told.passage.rules.dates_first and told.typed[0] not in TALKED:
        return next((found.place for found in reversed(settings) if _same_site(told, found, _BESIDE)), None)
    mine = parties(told.actors, resources)
    same = next((found.place for found in reversed(settings) if _same_scene(told, found, mine)), None)
    if same is not None or told.passage.rules.final or told.passage.rules.dates_first:
        return same
    return next((found.place for found in reversed(settings) if _same_day(told, found)), None)


def _of_a_land(told: Told) -> bool:
    """Whether a clause of a verb-final language tells it of a land, so that the scene before is left."""
    return told.passage.rules.final and any(s.entity.kind == "country" and s.slot == "subject" for s in told.found)


def _same_day(told: Told, setting: Setting) -> bool:
    """Whether an English account of one day goes on where it was told to be, few sentences before."""
    near = told.passage.number - setting.sentence <= _ON
    return near and told.typed[1] not in ELSEWHERE and setting.place.kind == "place" and setting.date == told.date


def _same_site(told: Told, setting: Setting, on: int = _ON) -> bool:
    """Whether an accident, a crime or a rescue goes on where one of the same day was told just before."""
    near = told.passage.number - setting.sentence <= on
    return setting.on_site and near and same_time(setting.date, told.date)


def _same_scene(told: Told, setting: Setting, mine: frozenset[str]) -> bool:
    kind, mode = told.typed
    sentence = told.passage.number - setting.sentence
    if kind not in TALKED or mode in ELSEWHERE or setting.on_site:
        return False
    doing = kind in ("CONSULT", "AGREE", "COOPERATE") and sentence <= 2
    if not same_time(setting.date, told.date):
        soon = doing and mode != "visit" and sentence <= 1 and 0 < _days_after(setting.date, told.date) <= _STAY
        return soon and bool(mine & setting.parties)
    if sentence > 0 and not doing and not _to_the_day(told.date):
        return False
    return bool(mine & setting.parties) or (not mine and sentence <= 2)


def same_time(left: str, right: str) -> bool:
    """Whether two EDTF values are one, or one is a day of the other."""
    return left == right or _day_of(left, right) or _day_of(right, left)


def _day_of(day: str, stretch: str) -> bool:
    first, slash, last = stretch.partition("/")
    return bool(slash) and len(day) == len(first) == len(last) == 10 and first <= day <= last


def _days_after(before: str, later: str) -> int:
    """Days from one ISO day to another; 0 where one of them is no day."""
    try:
        return (date.fromisoformat(later) - date.fromisoformat(before)).days
    except ValueError:
        return 0


def _to_the_day(date: str) -> bool:
    return len(date.partition("/")[0].rstrip("~?%")) == 10
