"""What a clause without a date of its own recalls: a deed told shortly before, by its noun or as its scene.

Input: the deeds told so far in the article, a passage, a draft. Output: the date that the clause takes over, or whether
it only names a deed again. Limits: a noun recalls the deed of its type and mode told last; nothing reaches beyond
``REACH`` sentences (the stops of a visit: ``_PROGRAMME``) or into another article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.status import status_of
from pipeline.model import EventMention, TimeMention
from pipeline.records import quick

REACH = 3
"""Sentences back to which a deed is recalled."""
WEEK = 7
"""Days before its own date within which a report dates its news."""
_PROGRAMME = 10
"""Sentences back to which a visit is recalled whose programme is told stop by stop."""
_FELL, _DIED = ("OTHER", "disaster"), ("OTHER", "death")
_AUXILIARY = 40
"""Signs before a participle in which its auxiliary stands."""
_SAME_ITEM = "time.same_item@"
_FOLLOWS = (_SAME_ITEM, "time.reaction@")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A happening that was told: by which words, in which sentence, when."""

    type: str
    mode: str
    words: str
    sentence: int
    article: int
    planned: bool
    time: TimeMention


def deed(passage: Passage, mention: EventMention) -> Deed:
    """``mention`` as later text may recall it."""
    start, end = passage.local(mention.trigger)
    return Deed(
        type=mention.type, mode=mention.mode, words=passage.key[start:end], sentence=passage.number,
        article=passage.block.article, planned=mention.status == "planned", time=mention.time,
    )  # fmt: skip


def last_done(passage: Passage, deeds: Sequence[Deed], reach: int) -> Deed | None:
    """The last deed that is no plan, told in the ``reach`` sentences before the passage."""
    done = next((deed for deed in reversed(deeds) if not deed.planned), None)
    if done is None or done.article != passage.block.article or not 0 < passage.number - done.sentence <= reach:
        return None
    return done


def on_the_occasion(passage: Passage, time: TimeMention, deeds: Sequence[Deed]) -> bool:
    """Whether a plan told here is part of a visit or meeting on that day: one told in the sentence before, or a visit
    to come."""
    occasions = (last_done(passage, deeds, 1), visit_to_come(passage, deeds))
    return any(deed is not None and deed.type == "CONSULT" and deed.time.date == time.date for deed in occasions)


def visit_to_come(passage: Passage, deeds: Sequence[Deed]) -> Deed | None:
    """The dated visit that is announced in the sentences before an English one: what is to come then is part of it
    (the minister arrives on the 9th; he will meet the king)."""
    if passage.rules.final or passage.rules.dates_first or passage.times:
        return None
    for deed in reversed(deeds):
        near = deed.article == passage.block.article and 0 < passage.number - deed.sentence <= REACH
        if near and deed.planned and (deed.type, deed.mode) == ("CONSULT", "visit") and deed.time.span is not None:
            return deed
    return None


def of_occasion(passage: Passage, draft: Draft, deeds: Sequence[Deed]) -> TimeMention | None:
    """The date of the deed that is the scene of the sentence, or of the visit to come that a plan is part of."""
    found = of_scene(passage, deeds)
    visit = visit_to_come(passage, deeds) if found is None else None
    return visit.time if visit is not None and status_of(passage, draft)[0] == "planned" else found


def of_scene(passage: Passage, deeds: Sequence[Deed]) -> TimeMention | None:
    """The date of the deed that the sentence names as its scene as it opens (검거 현장에서, 회담 당시, 访问A国期间)."""
    opening = next(iter(passage.hits), None)
    if opening is None or opening.start - passage.core[0] > 2:
        return None
    if not opening.noun and not (passage.rules.dates_first and opening.rule.nominal):
        return None
    if passage.rules.said("scene_of", passage.key, opening.end) is None:
        return None
    reach = _PROGRAMME if passage.rules.dates_first else REACH
    for deed in reversed(deeds):
        near = deed.article == passage.block.article and passage.number - deed.sentence <= reach
        if near and (deed.type, deed.mode) == (opening.rule.type, opening.rule.mode):
            return deed.time
    return None


def told_again(
    passage: Passage, draft: Draft, found: TimeMention, deeds: Sequence[Deed], report: Edtf | None
) -> TimeMention:
    """``found``, what an undated clause of a report takes from its past; the day of its news, where the clause tells
    that very deed again (but the army has now staged a coup)."""
    follows = any(reason.rule.startswith(_FOLLOWS) for reason in found.reasons)
    if is_news(found.date, report) or passage.times or not follows:
        return found
    words = passage.key[draft.hit.start : draft.hit.end]
    for deed in reversed(deeds):
        same = deed.article == passage.block.article and deed.words == words and deed.type == draft.hit.rule.type
        if same and deed.time.span is not None and is_news(deed.time.date, report):
            return deed.time
    return found


def is_news(date: Edtf | None, report: Edtf | None) -> bool:
    """Whether a date lies shortly before the day of the report."""
    if date is None or report is None or report.start is None or report.precision != "day":
        return False
    if date.start is None or date.end is None:
        return False
    return report.start >= date.end and (report.start - date.start).days <= WEEK


def narrowed(passage: Passage, found: TimeMention, deeds: Sequence[Deed]) -> TimeMention:
    """``found``, what an undated sentence takes from the one before it; the finer date within it that was told last."""
    done = last_done(passage, deeds, 1)
    same = any(reason.rule.startswith(_SAME_ITEM) for reason in found.reasons)
    if done is None or not same or found.date is None or done.time.date is None or done.time.date == found.date:
        return found
    return done.time if found.date.contains(done.time.date) and done.time.date.precision == "day" else found


def befell(passage: Passage, draft: Draft, deeds: Sequence[Deed]) -> bool:
    """Whether people were killed, nobody is said to have done it, and the sentence or the deeds told before tell of an
    accident, not of an attack (four were killed, the mayor said)."""
    rules, key, hit = passage.rules, passage.key, draft.hit
    if rules.final or rules.dates_first or (hit.rule.type, hit.rule.mode) != ("ASSAULT", "kill") or hit.noun:
        return False
    led = key[max(0, hit.start - _AUXILIARY) : hit.start]
    if rules.said("be", led, how="search") is None or rules.said("agent_behind", key, hit.end) is not None:
        return False
    here = [(other.rule.type, other.rule.mode) for other in passage.hits if other is not hit]
    before = [(deed.type, deed.mode) for deed in reversed(deeds) if deed.article == passage.block.article]
    told = [one for one in (*here, *before) if one[0] == "ASSAULT" or one in (_FELL, _DIED)]
    peaceful = all(kind != "ASSAULT" for kind, _ in told)
    return bool(told) and (told[0] == _FELL or peaceful)


def only_named(passage: Passage, draft: Draft, told: tuple[str, str], deeds: Sequence[Deed]) -> bool:
    """Whether a clause that leads up to another only names a deed told before (the flood came, and two days later ...):
    an event noun that is its own subject."""
    if not draft.hit.noun or draft.times or draft.end + 2 >= passage.core[1] or draft.opened != "main":
        return False
    if passage.rules.said("came_about", passage.key, draft.hit.end) is None:
        return False
    words = passage.key[draft.hit.start : draft.hit.end]
    return any(
        deed.article == passage.block.article and (deed.type, deed.mode) == told and words in deed.words
        for deed in deeds
    )
