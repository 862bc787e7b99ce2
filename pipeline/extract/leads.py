"""The day of what a headline or lead tells without a date: the day on which the text below dates that deed.

Input: the mentions of a document and its Reading. Output: the mentions, those of heads and leads redated where the text
below tells the same deed with its own day before that of the report ("Thief caught", "... was caught on the 18th").
Limits: the same type and mode by the same kind of trigger; no more than ``BACK`` days before the report's date; nothing
is taken over where the text below also tells such a deed of the report's own day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.extract.passage import NEWS
from pipeline.model import EventMention, Reading, Reason
from pipeline.records import replace

BACK = 21
"""Days before its own date from which a report tells news that it did not tell at once."""
_OF_A_KIND = ("death", "disaster", "election", "appointment")
"""Modes of OTHER that hold deeds of one kind."""


def dated_below(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """``mentions`` in text order, heads and leads with the day that the text below gives."""
    leads, starts = _lead_blocks(reading), [block.span.start for block in reading.blocks]
    ordered = sorted(mentions, key=lambda mention: mention.span)
    at = [bisect_right(starts, mention.span.start) - 1 for mention in ordered]
    articles = [reading.blocks[number].article for number in at]
    out = []
    for number, mention in enumerate(ordered):
        below = None
        if at[number] in leads and _of_report(mention):
            rest = ordered[number + 1 : bisect_right(articles, articles[number])]
            below = _below(mention, [other for other in rest if _same_deed(mention, other)])
        out.append(_redated(mention, below) if below is not None else mention)
    return out


def _lead_blocks(reading: Reading) -> frozenset[int]:
    """The headings above the first paragraph of each article, and that paragraph."""
    found: set[int] = set()
    begun: set[int] = set()
    for number, block in enumerate(reading.blocks):
        if block.article in begun or not block.tells_events:
            continue
        found.add(number)
        if block.kind == "paragraph":
            begun.add(block.article)
    return frozenset(found)


def _of_report(mention: EventMention) -> bool:
    """Whether the mention has no date but the report's, and is no saying nor a plan."""
    return _undated(mention) and mention.type != "STATEMENT" and mention.status in ("occurred", "claimed")


def _undated(mention: EventMention) -> bool:
    """Whether no words of the text date the mention."""
    return mention.time.span is None and any(reason.rule.startswith(NEWS) for reason in mention.time.reasons)


def _below(mention: EventMention, same: Sequence[EventMention]) -> EventMention | None:
    """The first of the mentions of the ``same`` deed below with a day of its own, shortly before that of the report."""
    below = [other for other in same if not _undated(other) and other.span.start >= mention.span.end]
    own = [other for other in below if other.time.span is not None]
    news = mention.time.date
    if not own or news is None or news.start is None or any(other.time.date == news for other in below):
        return None
    first = own[0].time.date
    if first is None or first.precision != "day" or first.start is None:
        return None
    return own[0] if 0 < (news.start - first.start).days <= BACK else None


def _same_deed(mention: EventMention, other: EventMention) -> bool:
    if (mention.type, mention.mode) != (other.type, other.mode) or other.status == "planned":
        return False
    alike = mention.type != "OTHER" or mention.mode in _OF_A_KIND
    return alike and mention.reasons[0].rule == other.reasons[0].rule


def _redated(mention: EventMention, below: EventMention) -> EventMention:
    reason = Reason(rule="time.dated_below@1", says="the text below dates this deed", span=below.time.span)
    time = replace(
        mention.time, date=below.time.date, anchor=f"the text below: {below.time.date}", confidence=0.6,
        reasons=(reason, *mention.time.reasons),
    )  # fmt: skip
    reasons = tuple(old for old in mention.reasons if old not in mention.time.reasons)
    return replace(mention, time=time, reasons=(*reasons, *time.reasons))
