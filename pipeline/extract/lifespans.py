"""The years of a life in brackets behind a name: ``A (1882–1959)`` tells a birth and a death, ``A (1982– )`` a birth.

Input: a passage with the dates that stand in its brackets. Output: an item for each end. Limits: the bracket ends with
the stretch, a person's name stands right before it, and the stretch is as long as a life; a shorter one is a term of
office. A birth alone must be told to the day, for an open stretch of years may be a term as well.
"""

from __future__ import annotations

import re

from pipeline.edtf import Edtf
from pipeline.extract.brackets import CLOSE, OPEN
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import EntityMention, Span, TimeMention
from pipeline.records import replace

LIFESPAN = "clause.lifespan@1"
"""The rule of its drafts, of which nothing that follows is the continuation."""
_LIFE = range(18, 111)
"""Years between the two ends."""
_DASH = re.compile(r"\s?[-–—~∼～]\s?")
_STILL = re.compile(r"(?:\s?[,，]\s?[^()（）]{2,24}?)?\s?[-–—~∼～]\s?[)）]")
"""Behind the first end, maybe with the place of birth, where the other end is still open."""


def lifespans(passage: Passage) -> list[Draft]:
    """A birth and, unless it goes on, a death for each life told in brackets, in text order."""
    if not passage.rules.unlisted:
        return []
    return [draft for time in passage.asides for draft in _of_life(passage, time)]


def _of_life(passage: Passage, time: TimeMention) -> list[Draft]:
    whose = _name_before(passage, time)
    if whose is None or time.span is None or time.date is None:
        return []
    start, end = passage.local(time.span)
    if _is_life(passage, time):
        return _ends(passage, time, whose)
    still = time.date.precision == "day" and _STILL.match(passage.key, end) is not None
    return [_item(passage, time, time.date.text, (start, end), whose)] if still else []


def _is_life(passage: Passage, time: TimeMention) -> bool:
    date = time.date
    if time.span is None or date is None or not date.is_interval or date.start is None or date.end is None:
        return False
    _, end = passage.local(time.span)
    closed = passage.key[end : end + 1]
    if not closed or closed not in CLOSE or date.end.year - date.start.year not in _LIFE:
        return False
    # where the name goes on with its office behind the bracket, these are the years in it
    return not (passage.rules.final and passage.key[end + 1 : end + 2] == " ")


def _name_before(passage: Passage, time: TimeMention) -> EntityMention | None:
    """The person whose name stands right before the bracket in which a date stands."""
    assert time.span is not None
    start, _ = passage.local(time.span)
    opened = max(passage.key.rfind(sign, 0, start) for sign in OPEN)
    before = len(passage.key[: max(opened, 0)].rstrip())
    return next((e for e in passage.entities if e.kind == "person" and passage.local(e.span)[1] == before), None)


def _ends(passage: Passage, time: TimeMention, whose: EntityMention) -> list[Draft]:
    assert time.span is not None
    assert time.date is not None
    start, end = passage.local(time.span)
    dashes = list(_DASH.finditer(passage.key, start, end))
    dates = time.date.text.split("/")
    if len(dashes) != 1 or len(dates) != 2:
        return []
    stretches = ((start, dashes[0].start()), (dashes[0].end(), end))
    return [_item(passage, time, date, at, whose) for date, at in zip(dates, stretches, strict=True)]


def _item(passage: Passage, time: TimeMention, date: str, at: tuple[int, int], whose: EntityMention) -> Draft:
    start, end = at
    span = Span(passage.offset + start, passage.offset + end)
    own = replace(time, span=span, kind="date", basis="explicit", date=Edtf(date))
    hit = Hit(start=start, end=end, rule=passage.rules.unlisted[0][1], noun=True, kind="noun")
    return Draft(start=start, end=end, kind="item", times=(own,), rule=LIFESPAN, hit=hit, label=at,
                 whose=whose)  # fmt: skip
