"""Mentions of one sentence seen together: what belongs to a plan told before, and what is told twice.

Input: the mentions of one sentence in text order. Output: the same, planned where they go on from a plan, without those
that another one tells. Limits: type, mode and date are compared, not the wording.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.model import EventMention
from pipeline.records import replace


def turned(passage: Passage, draft: Draft) -> bool:
    """Whether the clause says that things came out so, so that it is no part of a plan told before (却遭逮捕)."""
    led = passage.key[draft.start : draft.hit.start]
    return passage.rules.said("turned", led, how="search") is not None


def still_planned(mention: EventMention, before: Sequence[EventMention]) -> EventMention:
    """A clause without a date of its own that goes on from a plan is part of the plan (将访问A国,并与总理会谈)."""
    goes_on = bool(before) and mention.time.span is None and mention.time.date == before[-1].time.date
    if goes_on and before[-1].status == "planned" and mention.status == "occurred" and mention.type != "STATEMENT":
        return replace(mention, status="planned")
    return mention


def told_once(mentions: list[EventMention]) -> list[EventMention]:
    """Without an undated clause that leads up to a dated one of the same kind (cut its ties and left in 1995), and
    without the noun inside a clause that tells of the same happening (the talks planned for May were called off)."""
    mentions = [m for m in mentions if not any(_holds(other, m) for other in mentions)]
    dated = [m for m in mentions if m.time.span is not None]
    return [
        m for m in mentions
        if m.time.span is not None
        or not any(
            (m.type, m.mode, m.time.date) == (d.type, d.mode, d.time.date) and m.span.end <= d.span.start for d in dated
            if d.time.kind != "clock"  # one hour follows the other
        )
    ]  # fmt: skip


def _holds(whole: EventMention, part: EventMention) -> bool:
    """Whether ``part`` tells of the happening of ``whole`` in a shorter stretch of it."""
    same = (whole.type, whole.mode, whole.time.date) == (part.type, part.mode, part.time.date)
    return same and whole.span != part.span and whole.span.covers(part.span)
