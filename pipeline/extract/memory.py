"""What the text so far leaves in mind: the subject, the last two parties, who met, where things took place.

Input: the clauses and mentions of a document in text order. Output: ``Memory``, a new one after each. Limits: names
only; a word for two parties (양측, 双方) is nobody's subject; nothing is carried from one article to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.extract.passage import Passage
from pipeline.extract.scenes import Setting, parties, same_time
from pipeline.extract.slot_chain import of_two
from pipeline.extract.subjects import marked_subject
from pipeline.model import Actor, EntityMention, EventMention
from pipeline.records import quick, replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

JUDGED = ("ACCUSE", "REJECT", "THREATEN", "PROTEST")
"""Types of deeds that answer or judge somebody's deed."""
_SETTINGS = 6  # scenes that are kept in mind
_GROUND = ("PROTEST", "ASSAULT", "COERCE", "MOBILIZE", "AID")  # deeds of which one follows another at one place
_HELD = ("CONSULT", "AGREE", "COOPERATE", "STATEMENT", "OTHER")  # deeds whose place is the scene of what follows


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a reader has in mind. ``last``: type, mode, date and sentence of the happening told last.

    ``pair``: the two parties named last; ``people``: the two persons who met last, with the date of it; ``topic``:
    the two states that the document is about; ``settings``: where the last happenings took place; ``goal``: where the
    last visit led; ``doer``: who did what was told last; ``judged``: whom that blamed, refused or threatened;
    ``about``: the person of whom the text speaks before it tells any deed; ``together``: the two who did the deed of
    the last clause side by side; ``page``: whom the page is about by its title, ``home``: where that body lies.
    """

    about: EntityMention | None = None
    article: int = -1
    block: int = -1
    sentence: int = -1
    subject: EntityMention | None = None
    pair: tuple[EntityMention, ...] = ()
    people: tuple[EntityMention, ...] = ()
    people_date: str = ""
    topic: tuple[EntityMention, ...] = ()
    settings: tuple[Setting, ...] = ()
    goal: EntityMention | None = None
    doer: EntityMention | None = None
    judged: EntityMention | None = None
    together: tuple[EntityMention, ...] = ()
    last: tuple[str, str, str, int] = ("", "", "", -1)
    page: EntityMention | None = None
    home: EntityMention | None = None


def same_name(entity: EntityMention) -> str:
    """What two mentions of one party share: the id, or the wording of who is left open (警方)."""
    return entity.entity_id or entity.surface


def themed(memory: Memory, subject: EntityMention | None) -> Memory:
    """``memory`` after a sentence that tells no deed but speaks of ``subject``; the first is the person it is about."""
    if subject is None or of_two(subject):
        return memory
    first = memory.about is None and memory.sentence < 0 and subject.kind == "person"
    return replace(memory, subject=subject, about=subject if first else memory.about)


def remembered(memory: Memory, passage: Passage, actors: Sequence[Actor]) -> Memory:
    """``memory`` after a clause with these actors: its subject and its two parties."""
    changed: dict[str, Any] = {"sentence": passage.number, "block": passage.sentence.block}
    whole = actors[0].entity if actors and actors[0].entity.kind in ("person", "org") else None
    heads = [a.entity for a in actors if a.role != "target" or a.entity.kind in ("person", "org")]
    marked = next((entity for entity in heads if marked_subject(passage, entity)), None)
    subject = marked or next((a.entity for a in actors if a.role != "target"), whole)
    if memory.page is not None:
        subject = marked  # a name beside the deed is not whom the page goes on to tell of
    known = same_name(memory.subject) if memory.subject is not None else ""
    same = any(same_name(a.entity) == known and a.role != "target" for a in actors)
    if memory.about is None and memory.sentence < 0 and marked is not None and marked.kind == "person":
        changed["about"] = marked
    if subject is not None and (not same or marked is not None):
        changed |= {} if of_two(subject) else {"subject": subject}
    joint = tuple(actor.entity for actor in actors if actor.role != "target")
    two = len(joint) == 2 and joint[0].kind == joint[1].kind
    changed["together"] = joint if two else ()
    pair = tuple(actor.entity for actor in actors if actor.entity.kind in ("country", "person"))
    changed |= {"pair": pair[:2]} if len(pair) >= 2 else {}
    return replace(memory, **changed)


def told(memory: Memory, passage: Passage, mention: EventMention, frame: str, resources: Resources) -> Memory:
    """``memory`` after a mention: who did it, where it took place, where a visit led, which two persons met."""
    date = str(mention.time.date)
    people = tuple(actor.entity for actor in mention.actors if actor.entity.kind == "person")
    if frame == "symmetric" and len(people) == 2:
        memory = replace(memory, people=people, people_date=date)
    doer = next((actor.entity for actor in mention.actors if actor.role == "source"), None)
    if doer is None and len(mention.actors) == 1 and mention.actors[0].role == "participant":
        doer = mention.actors[0].entity
    judged = mention.actors if mention.type in JUDGED else ()
    memory = replace(memory, doer=doer, judged=next((a.entity for a in judged if a.role == "target"), None))
    if mention.place is None:
        return memory
    if mention.type == "CONSULT" and mention.mode == "visit":
        memory = replace(memory, goal=mention.place)
    on_site = resources.event_types.happens_there(mention.type, mention.mode)
    on_site = on_site or (passage.rules.dates_first and mention.type in _GROUND)
    held = mention.type in _HELD or on_site
    housed = mention.place.kind == "org" and mention.type not in _GROUND
    if housed or not held or _at_home(mention) or mention.status == "planned":
        return memory
    who = parties(mention.actors, resources) | parties([Actor(entity=mention.place, role="target")], resources)
    new = Setting(place=mention.place, date=date, sentence=passage.number, parties=who, on_site=on_site)
    before = next((found for found in reversed(memory.settings) if same_time(found.date, date)), None)
    if before is not None and before.place.kind == "place" and mention.place.kind != "place":
        return memory
    return replace(memory, settings=(*memory.settings[1 - _SETTINGS :], new))


def _at_home(mention: EventMention) -> bool:
    """Whether the place is only the own country of who acts, which is no scene for what follows."""
    place = mention.place
    return place is not None and any(a.entity.span == place.span and a.role != "target" for a in mention.actors)
