"""The years of a life in brackets behind a name: ``A (1882–1959)`` tells a birth and a death.

Input: a passage with the dates that stand in its brackets. Output: two items for each such stretch. Limits: the bracket
ends with the stretch, a person's name stands right before it, and the stretch is as long as a life; a shorter one is a
term of office.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.edtf import Edtf
from pipeline.extract.brackets import CLOSE, OPEN
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import Span, TimeMention

_LIFE = range(18, 111)
"""Years between the two ends."""
_DASH = re.compile(r"\s?[-–—~∼～]\s?")


def lifespans(passage: Passage) -> list[Draft]:
    """A birth and a death for each life told in brackets, in text order."""
    if not passage.rules.unlisted:
        return []
    return [draft for time in passage.asides if _is_life(passage, time) for draft in _ends(passage, time)]


def _is_life(passage: Passage, time: TimeMention) -> bool:
    date = time.date
    if time.span is None or date is None or not date.is_interval or date.start is None or date.end is None:
        return False
    start, end = passage.local(time.span)
    opened = max(passage.key.rfind(sign, 0, start) for sign in OPEN)
    closed = passage.key[end : end + 1]
    if opened < 0 or not closed or closed not in CLOSE or date.end.year - date.start.year not in _LIFE:
        return False
    if passage.rules.final and passage.key[end + 1 : end + 2] == " ":
        return False  # the name goes on with its office: these are the years in it
    before = len(passage.key[:opened].rstrip())
    return any(e.kind == "person" and passage.local(e.span)[1] == before for e in passage.entities)


def _ends(passage: Passage, time: TimeMention) -> list[Draft]:
    assert time.span is not None
    assert time.date is not None
    start, end = passage.local(time.span)
    dashes = list(_DASH.finditer(passage.key, start, end))
    dates = time.date.text.split("/")
    if len(dashes) != 1 or len(dates) != 2:
        return []
    stretches = ((start, dashes[0].start()), (dashes[0].end(), end))
    return [
        Draft(start=a, end=b, kind="item", times=(_at(passage, time, date, a, b),), rule="clause.lifespan@1",
              hit=Hit(start=a, end=b, rule=passage.rules.unlisted[0][1], noun=True, kind="noun"), label=(a, b))
        for date, (a, b) in zip(dates, stretches, strict=True)
    ]  # fmt: skip


def _at(passage: Passage, time: TimeMention, date: str, start: int, end: int) -> TimeMention:
    span = Span(passage.offset + start, passage.offset + end)
    return replace(time, span=span, kind="date", basis="explicit", date=Edtf(date))
