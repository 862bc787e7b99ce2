"""The date of an article that states none, from its own words.

Input: a Reading, its plan, the answers of a first walk and the dates that are stated. Output: the ``DocumentDate`` that
holds in each block, or None. Order: one day told twice (the 4th and 4 July 2025); one event told twice (last September
and September 2023); the day called today; the last day of a visit; a weekday; the day that a report opens with; the
only year told; the address of a picture. Limits: inference stops at the year, save where a day is written; "after N
years" is not used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from pipeline.edtf import Edtf
from pipeline.extract.discourse import Answer, DocumentDate
from pipeline.extract.docdate import ByBlock, day_in_address
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import day_value, value
from pipeline.model import Reading
from pipeline.records import replace

_PICTURE = re.compile(r"https?://[^\s()<>\[\]\"']+\.(?:jpe?g|png|gif|webp)", re.IGNORECASE)
WEEK = 7
"""Days of a visit up to which "tomorrow" is its last one."""
WEEKDAY_YEARS = 5
"""Years after the latest one told among which a weekday must single out the year."""


def inferred(reading: Reading, plan: Plan, answers: Sequence[Answer], known: ByBlock) -> ByBlock:
    """``known`` with the years of articles without a stated date that their own text gives away."""
    items: dict[int, list[Item]] = {}
    for item in plan.items:
        if item.block >= 0 and known[item.block] is None:
            items.setdefault(reading.blocks[item.block].article, []).append(item)
    found = {
        article: _by_same_day(reading, mine)
        or _told_twice(reading, mine, answers)
        or _by_today(reading, mine, answers)
        or _by_departure(reading, mine, answers)
        or _by_weekday(reading, mine)
        or _by_lead(reading, plan, mine)
        or _by_only_year(reading, plan, mine)
        or _by_picture(reading, mine)
        for article, mine in items.items()
    }
    pairs = zip(reading.blocks, known, strict=True)
    return tuple(date or found.get(block.article) for block, date in pairs)


def _by_same_day(reading: Reading, items: Sequence[Item]) -> DocumentDate | None:
    """A dateline or an opening day without its year (the 4th), told in full elsewhere, and nothing later told."""
    first = items[0].expression.start if items else None
    if first is None or first.day is None or first.base != "context" or items[0].stated is not None:
        return None
    if not (items[0].opens or reading.blocks[items[0].block].kind == "byline"):
        return None
    told = [(d.start, i) for i in items if (d := i.stated) and d.start and not i.standing.planned]
    latest = max(told, key=lambda pair: (pair[0], -pair[1].index), default=None)
    if latest is None or latest[1].stated is None or latest[1].stated.precision != "day":
        return None
    if latest[0].day != first.day or first.month not in (None, latest[0].month):
        return None
    words = items[0].expression.span.of(reading.folded), latest[1].expression.span.of(reading.folded)
    basis = f"inferred from one day told twice: {words[0]} = {words[1]}"
    return DocumentDate(date=latest[1].stated, basis=basis, inferred=True)


def _told_twice(reading: Reading, items: Sequence[Item], answers: Sequence[Answer]) -> DocumentDate | None:
    """지난해 9월 and 2023년 9월 of one event: the text was written in 2024."""
    votes: Counter[int] = Counter()
    evidence: dict[int, str] = {}
    stated_months = _stated_months(items, answers)
    for item in items:
        p = item.expression.start
        if p is None or p.base != "document" or p.shift_unit != "year" or p.month is None or item.standing.quoted:
            continue
        for year, (other, count) in stated_months.get(p.month, {}).items():
            written = year - p.shift
            votes[written] += count
            words = item.expression.span.of(reading.folded), other.expression.span.of(reading.folded)
            evidence.setdefault(written, f"inferred from one event told twice: {words[0]} = {words[1]}")
    latest = max(
        (d.end.year for i in items if i.main and (d := i.stated) and d.end and not i.standing.planned), default=0
    )
    likely = [year for year, _ in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])) if year >= latest]
    if not likely:
        return None
    return DocumentDate(date=Edtf(f"{likely[0]:04}"), basis=evidence[likely[0]], inferred=True)


def _by_today(reading: Reading, items: Sequence[Item], answers: Sequence[Answer]) -> DocumentDate | None:
    """ "Today (10 October)" says which day the text was written on, once its year is known."""
    for item, following in pairwise(items):
        p, q = item.expression.start, following.expression.start
        if p is None or q is None or q.day is None or p.base != "document" or p.shift_unit != "day" or p.shift:
            continue
        between = reading.folded[item.expression.span.end : following.expression.span.start].strip()
        made = answers[following.index].date if answers else following.stated
        if between in ("(", "（") and made is not None and made.precision == "day" and not item.standing.quoted:
            words = reading.folded[item.expression.span.start : following.expression.span.end]
            return DocumentDate(date=made, basis=f"inferred from the day it calls today: {words}", inferred=True)
    return None


def _by_departure(reading: Reading, items: Sequence[Item], answers: Sequence[Answer]) -> DocumentDate | None:
    """The one stretch of days that is told, and "tomorrow" or "today" for what is to come: that is its last day."""
    days = {answers[i.index].date for i in items if i.main and i.stated is not None}
    stay = next(iter(days)) if len(days) == 1 else None
    coming = [i for i in items if (p := i.expression.start) and p.base == "document" and i.standing.planned]
    if stay is None or stay.start is None or stay.end is None or len(coming) != 1:
        return None
    p, length = coming[0].expression.start, (stay.end - stay.start).days
    if p is None or p.shift_unit != "day" or p.shift not in (0, 1) or not p.shift <= length < WEEK:
        return None
    day = day_value(stay.end - timedelta(days=p.shift))
    words = coming[0].expression.span.of(reading.folded)
    return DocumentDate(date=day, basis=f"inferred from the last day of a visit: {stay}, {words}", inferred=True)


def _by_weekday(reading: Reading, items: Sequence[Item]) -> DocumentDate | None:
    """A dateline without a year (Nov. 1) and a weekday in the lead (on Friday): the year in which they meet."""
    line = next((item for item in items if reading.blocks[item.block].kind == "byline" and _month_day(item)), None)
    lead = next((item for item in items if reading.blocks[item.block].tells_events and _weekday(item)), None)
    years = [i.stated.end.year for i in items if i.stated is not None and i.stated.end is not None]
    if line is None or lead is None or not years or line.expression.start is None or lead.expression.start is None:
        return None
    made = [value(replace(line.expression.start, year=max(years) + n)) for n in range(WEEKDAY_YEARS)]
    fits = [d for d in made if d and d.start and d.start.weekday() == lead.expression.start.weekday]
    if len(fits) != 1:
        return None
    words = line.expression.span.of(reading.folded), lead.expression.span.of(reading.folded).strip(" .")
    basis = f"inferred from a weekday: {words[0]} was {words[1]}, after {max(years)}"
    return DocumentDate(date=fits[0], basis=basis, inferred=True)


def _by_lead(reading: Reading, plan: Plan, items: Sequence[Item]) -> DocumentDate | None:
    """A report that opens with a whole day and goes on in bare days and deictic words is of that day."""
    if not items or not plan.sections[plan.section_of[items[0].block]].telling.counts_from_document:
        return None
    stated = [(item, date) for item in items if item.main and (date := item.stated) is not None and date.end]
    if not stated or stated[0][0].index != items[0].index or not stated[0][0].opens:
        return None
    first, date = stated[0]
    latest = max((d.end for item, d in stated if d.end and not item.standing.planned), default=None)
    if date.precision != "day" or latest != date.end:
        return None
    words = first.expression.span.of(reading.folded)
    return DocumentDate(date=date, basis=f"inferred from the day it opens with: {words}", inferred=True)


def _by_only_year(reading: Reading, plan: Plan, items: Sequence[Item]) -> DocumentDate | None:
    """Words that count from the day of writing (去年), and one year alone, which a paragraph opens with."""
    year = plan.sections[plan.section_of[items[0].block]].telling.only_year if items else None
    deictic = [i for i in items if _counts_years(i) and not plan.sections[plan.section_of[i.block]].chronicle]
    opening = [
        i for i in items if i.opens and i.main and i.stated is not None and i.stated.precision in ("month", "day")
    ]
    if year is None or not deictic or not opening:
        return None
    words = opening[0].expression.span.of(reading.folded)
    return DocumentDate(
        date=Edtf(f"{year:04}"), basis=f"inferred from the only year it tells: {words}", inferred=True, trust=0.55
    )


def _by_picture(reading: Reading, items: Sequence[Item]) -> DocumentDate | None:
    """The day in the addresses of pictures (/202502/09/), where the text tells of it without its month (the 9th)."""
    days = {
        date for address in _PICTURE.findall(reading.document.text) if (date := day_in_address(address)) is not None
    }
    day = next(iter(days)) if len(days) == 1 and reading.blocks[-1].article == 0 else None
    bare = {p.day for i in items if (p := i.expression.start) and p.base == "context" and p.month is None and p.day}
    if day is None or day.start is None or day.start.day not in bare:
        return None
    return DocumentDate(date=day, basis=f"inferred from a picture's address: {day}", inferred=True, trust=0.6)


def _counts_years(item: Item) -> bool:
    """Whether it is a year counted from the day of writing: 去年10月, this year."""
    p = item.expression.start
    return p is not None and p.base == "document" and p.shift_unit == "year" and not item.standing.quoted


def _month_day(item: Item) -> bool:
    p = item.expression.start
    return p is not None and p.year is None and p.month is not None and p.day is not None and p.base == "context"


def _weekday(item: Item) -> bool:
    p = item.expression.start
    return p is not None and p.weekday is not None and p.day is None and p.shift_unit is None and p.direction == 0


def _stated_months(items: Sequence[Item], answers: Sequence[Answer]) -> Mapping[int, dict[int, tuple[Item, int]]]:
    """Month -> year -> the first date of that month, and how many there are."""
    months: dict[int, dict[int, tuple[Item, int]]] = {}
    for item in items:
        value = answers[item.index].date if answers else item.stated
        first = item.expression.start
        if first is None or first.base != "context" or value is None or value.start is None:
            continue
        if value.precision in ("day", "month"):
            years = months.setdefault(value.start.month, {})
            first_of, count = years.get(value.start.year, (item, 0))
            years[value.start.year] = (first_of, count + 1)
    return months
