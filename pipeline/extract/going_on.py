"""Whether a clause only goes on about the happening told last, so that it is no mention of its own.

Input: a clause with its type and date, and the happening told last. Output: yes or no. Limits: type, mode, date and the
form of the clause are compared, not the happenings themselves.
"""

from __future__ import annotations

from pipeline.extract import frames, subjects
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.typed import Typed

_SAYINGS = ("STATEMENT", "ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN")
_FORCE = ("COERCE", "ASSAULT", "MOBILIZE", "RETREAT", "SANCTION", "AID")
"""Types of which one deed follows another, each a happening (seized the cash, and arrested the man)."""
_MEETINGS = ("meeting", "talks", "summit", "phone")


def told_before(passage: Passage, draft: Draft, told_as: Typed, date: str, last: tuple[str, str, str, int]) -> bool:
    """Whether the clause only goes on about the happening told last: same type and mode, no date of its own.

    ``last``: type, mode, date and sentence of that happening (see memory.py); ``date``: the date that the clause gets.
    """
    kind, mode, _ = told_as
    last_kind, last_mode, last_date, last_sentence = last
    distance = passage.number - last_sentence
    same_date = date == last_date
    if distance == 0 and draft.opened == "weak" and draft.hit.rule.speech and last_kind in _SAYINGS:
        return not _own_subject(passage, draft)
    talked = kind == "CONSULT" == last_kind and mode == "talks" and last_mode in _MEETINGS
    if talked and same_date and distance <= 2 and not _with_another(passage, draft):
        return draft.hit.rule.strength < 1 or distance == 0 or last_mode in ("summit", "talks")
    harmed = ("death", "disaster") if passage.rules.dates_first else ("death",)
    if distance == 0 and draft.opened == "weak" and mode == "death" and last_mode in harmed:
        counted = passage.rules.said("toll", passage.key[draft.start : draft.end], how="search")
        return counted is None  # three died and ten were hurt; 两车相撞,十人受伤; not 火灾造成十人受伤
    if (kind, mode) != (last_kind, last_mode) or not same_date or (kind == "OTHER" and mode != "disaster"):
        return False
    if distance == 0:
        goes_on = draft.opened == "weak" or mode == "visit"
        again = goes_on and not _own_subject(passage, draft) and not _leads(passage, draft)
        led = passage.rules.dates_first or passage.rules.said("and_then", passage.key, draft.start) is not None
        another = kind in _FORCE and led
        return again and not another and not (kind == "AGREE" and _with_another(passage, draft))
    same = kind in ("CONSULT", "AGREE", "MOBILIZE", "ASSAULT")
    if passage.rules.said("one_more", passage.key[draft.start : draft.hit.start], how="search"):
        return False
    return distance == 1 and same and (kind == "CONSULT" or not _own_subject(passage, draft))


def _own_subject(passage: Passage, draft: Draft) -> bool:
    """Whether the clause names a subject of its own."""
    return not subjects.may_elide(passage, draft, frames.find_slots(passage, draft, ""))


def _with_another(passage: Passage, draft: Draft) -> bool:
    """Whether the clause opens with the other party (会见总统,同外长举行会谈): another deed than before."""
    led = passage.rules.said("met_with", passage.key, draft.start)
    names = [passage.local(e.span)[0] for e in passage.entities if e.kind in ("person", "country", "org")]
    return led is not None and any(led.end() <= start < draft.hit.start for start in names)


def _leads(passage: Passage, draft: Draft) -> bool:
    """Whether a visit names where it leads: arriving in the capital and visiting the country are told as two."""
    found = frames.find_slots(passage, draft, "") if draft.hit.rule.frame == "visit" else ()
    return any(item.slot in ("to", "object") and item.entity.kind == "country" for item in found)
