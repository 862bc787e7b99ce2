"""The dates that a draft itself holds: which of them date its trigger, and how a date is handed on.

Input: a passage and a draft. Output: TimeMentions in text order, or what is to be known of one. Limits: the draft's own
stretch alone; what an undated clause takes from the text before is decided in dating.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.brackets import in_speech
from pipeline.extract.draft import Draft
from pipeline.extract.items import groups
from pipeline.extract.passage import Passage
from pipeline.extract.status import status_of
from pipeline.model import TimeMention
from pipeline.records import replace

_STAMPED = 7
"""Days by which the stamp of a page may lie before the day that it tells."""
_AGE = 15
"""Years from which on a date, if no stretch is told, is too wide for a happening; a decade and its edges are not."""


def telling(passage: Passage, draft: Draft) -> list[TimeMention]:
    """The dates of a draft that date its trigger: of nested dates the finest, of dates not joined the first."""
    plain = [time for time in draft.times if time.kind in ("date", "range")] or list(draft.times)
    plain = [time for time in plain if not in_quotes(passage, draft, time)] or plain
    if draft.kind in ("main", "item", "content"):
        plain = [time for time in plain if time.kind not in ("anniversary", "interval_since")]
    kept: list[TimeMention] = []
    for time in plain:
        wider = any(contains(time, other) for other in plain if other is not time)
        if not wider and not any(time.date == other.date for other in kept):
            kept.append(time)
    joined = groups(passage, kept)
    if passage.rules.final and draft.kind == "main" and draft.content is None:
        return _nearest(passage, draft, joined)
    return joined[0] if joined else []


def of_saying(passage: Passage, draft: Draft, published: Edtf | None) -> list[TimeMention]:
    """``telling`` without the years to come that a saying only names (30일 2022년 선수 명단을 발표했다), and without
    what still lies ahead where an English deed of the past is told (called on the council to act by 2030)."""
    times = telling(passage, draft)
    last = published.end if published is not None else None
    if last is not None and _done(passage, draft):
        late = last + timedelta(_STAMPED)
        return [time for time in times if time.date is None or time.date.start is None or time.date.start <= late]
    if last is None or not passage.rules.final or not draft.hit.rule.speech or _foretold(passage, draft):
        return times
    return [time for time in times if not (_is_year(time) and time.date and time.date.start and time.date.start > last)]


def _done(passage: Passage, draft: Draft) -> bool:
    """Whether an English clause tells a deed in the past tense, which is no saying."""
    rules, key, hit = passage.rules, passage.key, draft.hit
    if not rules.lexis.word_bounds or hit.rule.speech or draft.kind != "main" or hit.kind != "past":
        return False
    if rules.said("to_be", key[draft.start : hit.start], how="search") or rules.said("to_do", key, hit.end):
        return False
    return status_of(passage, draft)[0] == "occurred"


def _foretold(passage: Passage, draft: Draft) -> bool:
    planned = (rule for rule in passage.rules.status if rule.value == "planned")
    return any(rule.pattern.search(passage.key, draft.hit.start, draft.end) for rule in planned)


def _is_year(time: TimeMention) -> bool:
    return time.basis == "explicit" and time.date is not None and time.date.precision == "year"


def _nearest(passage: Passage, draft: Draft, joined: Sequence[list[TimeMention]]) -> list[TimeMention]:
    """Of dates in a chain of clauses that ends in one predicate, those next before it; else the first."""
    before = [
        group for group in joined if group[-1].span is not None and passage.local(group[-1].span)[1] <= draft.hit.start
    ]
    return before[-1] if before else (joined[0] if joined else [])


def contains(time: TimeMention, other: TimeMention) -> bool:
    """Whether the date of ``time`` is a wider one that holds the date of ``other``."""
    if time.date is None or other.date is None or time.date == other.date:
        return False
    return time.date.contains(other.date)


def too_wide(time: TimeMention) -> bool:
    """Whether a date is an age, not a year or a stretch that is told as one (in the late 16th century)."""
    date = time.date
    told = time.span is not None and time.kind in ("range", "duration")
    if date is None or date.start is None or date.end is None or told:
        return False
    return date.end.year - date.start.year > _AGE


def dated_in_content(passage: Passage, draft: Draft) -> bool:
    """Whether all dates of the sentence stand in what is said."""
    if draft.content is None or not passage.times:
        return False
    start, end = draft.content
    spans = [passage.local(time.span) for time in passage.times if time.span is not None]
    return all(start <= a and b <= end for a, b in spans)


def in_quotes(passage: Passage, draft: Draft, time: TimeMention) -> bool:
    """Whether a date stands in words that are quoted, and the trigger of the draft does not."""
    if time.span is None:
        return False
    key, (start, end) = passage.key, passage.local(time.span)
    quoted = in_speech(key[:start], key[end:])
    return quoted and not in_speech(key[: draft.hit.start], key[draft.hit.end :])


def foretells(passage: Passage, draft: Draft) -> bool:
    """Whether what is said is foretold within days, the one date of the sentence: the forecast is the happening."""
    behind = [time for time in passage.times if time.span is not None and passage.local(time.span)[0] >= draft.end]
    return len(behind) == len(passage.times) == 1 and behind[0].kind == "duration" and behind[0].basis == "relative"


def of_one_day(time: TimeMention) -> bool:
    """Whether the date is a single day."""
    return time.date is not None and time.date.precision == "day"


def inherited(time: TimeMention) -> TimeMention:
    """The date as a clause without one of its own takes it over."""
    anchor = anchors.OUTSIDE if time.span is not None else time.anchor
    return replace(time, span=None, basis="inherited", anchor=anchor)


def coarse(time: TimeMention) -> TimeMention:
    """The month of a day that dates the report of a happening, not the happening."""
    assert time.date is not None
    body = time.date.text.rstrip("~?%")
    month = Edtf.parse(body[:7]) if "/" not in body and len(body) == 10 else time.date
    return replace(time, span=None, date=month, basis="inherited", anchor=anchors.REPORT)
