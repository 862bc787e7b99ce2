"""The dates of a life in brackets behind a name: ``A (1882–1959)`` tells a birth and a death, ``A (1950–)`` a birth.

Input: a passage with the dates that stand in its brackets. Output: an item for each such end of a life. Limits: the
bracket ends with the stretch, a person's name stands right before it, and the stretch is as long as a life; a shorter
one is a term of office. A birth alone must be told to the day, for an open stretch of years may be a term as well.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.edtf import Edtf
from pipeline.extract.brackets import CLOSE, OPEN
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import EntityMention, Span, TimeMention

_LIFE = range(18, 111)
"""Years between the two ends."""
_DASH = re.compile(r"\s?[-–—~∼～]\s?")


def lifespans(passage: Passage) -> list[Draft]:
    """A birth and a death for each life told in brackets, in text order."""
    if not passage.rules.unlisted:
        return []
    return [
        draft for time in passage.asides
        if (owner := _owner(passage, time)) is not None
        for draft in _ends(passage, time, passage.local(owner.span)[0])
    ]  # fmt: skip


def _owner(passage: Passage, time: TimeMention) -> EntityMention | None:
    """Whose life the stretch is, if it is one."""
    if time.span is None or time.date is None or time.date.start is None or time.date.end is None:
        return None
    start, end = passage.local(time.span)
    opened = max(passage.key.rfind(sign, 0, start) for sign in OPEN)
    lasting = _DASH.match(passage.key, end)
    closing = lasting.end() if lasting is not None else end
    if opened < 0 or passage.key[closing : closing + 1] not in tuple(CLOSE):
        return None
    whole = time.date.is_interval and time.date.end.year - time.date.start.year in _LIFE
    if not (whole if lasting is None else time.date.precision == "day"):
        return None
    if passage.rules.final and passage.key[closing + 1 : closing + 2] == " ":
        return None  # the name goes on with its office: these are the years in it
    before = len(passage.key[:opened].rstrip())
    return next((e for e in passage.entities if e.kind == "person" and passage.local(e.span)[1] == before), None)


def _ends(passage: Passage, time: TimeMention, subject: int) -> list[Draft]:
    assert time.span is not None
    assert time.date is not None
    start, end = passage.local(time.span)
    dashes = list(_DASH.finditer(passage.key, start, end))
    dates = time.date.text.split("/")
    if len(dates) == 1:
        stretches: tuple[tuple[int, int], ...] = ((start, end),)
    elif len(dashes) == 1:
        stretches = ((start, dashes[0].start()), (dashes[0].end(), end))
    else:
        return []
    return [
        Draft(start=a, end=b, kind="item", times=(_at(passage, time, date, a, b),), rule="clause.lifespan@1",
              hit=Hit(start=a, end=b, rule=passage.rules.unlisted[0][1], noun=True, kind="noun"), label=(a, b),
              subject_from=subject)
        for date, (a, b) in zip(dates, stretches, strict=True)
    ]  # fmt: skip


def _at(passage: Passage, time: TimeMention, date: str, start: int, end: int) -> TimeMention:
    span = Span(passage.offset + start, passage.offset + end)
    return replace(time, span=span, kind="date", basis="explicit", date=Edtf(date))
