"""The date of each article: stated in its metadata or byline, else inferred from inner evidence, else unknown.

Input: a Reading, its plan and (for inference) the answers of a first walk. Output: the ``DocumentDate`` that holds in
each block, or None. Order: the day that heads an item of a digest; metadata or sources.csv; byline and dateline; a
caption's stamp; one event told twice (last September and September 2023); the last day of a visit; a weekday; the day
that a report opens with; the only year told. File times and today's date are no evidence. Limits: inference stops at
the year, save where a day is written; "after N years" is not used; the date of another document comes in as metadata
(pipeline/lending.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from pipeline.edtf import Edtf
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import Answer, DocumentDate
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import day_value, parse, value
from pipeline.model import Reading

ByBlock = tuple["DocumentDate | None", ...]
"""The document date that holds in each block."""
STAMPED = ("caption",)
FURNITURE = ("table", "navigation")
"""Kinds of lines that date nothing; one near the head that is nothing but a day is the stamp of its article."""
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?=\D|\d{4,})")
_PROSE = re.compile(r"[。.!?다,，、][\s\"”’」)]*$")
SHORT, HEAD, REST = 90, 8, 40
"""Signs and blocks: how short a line with a time stamp is, how near to the head of its article, how little else."""
BARE, ITEM = 3, "heading of the item"
"""Signs beside the day in a heading that is nothing but a day; what the date of such an item rests on."""
_LABEL = "zone.date_label@"
WEEK = 7
"""Days of a visit up to which "tomorrow" is its last one."""
WEEKDAY_YEARS = 5
"""Years after the latest one told among which a weekday must single out the year."""


def stated(reading: Reading, plan: Plan, default: Edtf | None, cues: Mapping[str, Cues]) -> ByBlock:
    """Dates that metadata, bylines and datelines state, one a block; a second byline starts a zone of its own."""
    zones = {**_bylines(reading, plan, cues), **_day_headings(reading, plan)}
    stamps = _stamps(reading, plan)
    out: list[DocumentDate | None] = []
    for number, block in enumerate(reading.blocks):
        own = zones.get(block.article, ())
        at = bisect_right(own, number, key=lambda zone: zone[0])
        out.append(own[max(at - 1, 0)][1] if own else stamps.get(block.article))
    return _with_metadata(reading, out, default)


def _with_metadata(reading: Reading, dates: Sequence[DocumentDate | None], default: Edtf | None) -> ByBlock:
    """Metadata rule the first article; the default of the settings serves blocks that have none."""
    document = reading.document
    meta = None
    if document.published is not None:
        basis = document.published_basis or "metadata"
        meta = DocumentDate(date=document.published, basis=basis, inferred=basis.startswith("inferred"))
    fallback = _from_url(reading) or (DocumentDate(date=default, basis="settings") if default is not None else None)
    single = len({block.article for block in reading.blocks}) == 1
    out: list[DocumentDate | None] = []
    for block, date in zip(reading.blocks, dates, strict=True):
        first = meta if block.article == 0 or (single and meta) else None
        item = date if date is not None and date.basis == ITEM else None
        out.append(item or first or date or meta or fallback)
    return tuple(out)


def _bylines(reading: Reading, plan: Plan, cues: Mapping[str, Cues]) -> Mapping[int, list[tuple[int, DocumentDate]]]:
    """By article: (block from which it holds, date). It holds from the title line right above the byline."""
    zones: dict[int, list[tuple[int, DocumentDate]]] = {}
    for item in plan.items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or not _stamp(reading, plan, item) or item.stated is None:
            continue
        own = zones.setdefault(block.article, [])
        above = max(item.block - 1, 0)
        start = above if _titled(reading, above) else item.block
        if not own or any(b.tells_events for b in reading.blocks[own[-1][0] + 1 : start]):
            revised = cues.get(item.expression.language, NONE).search(
                "sentence", "revision", block.span.of(reading.folded)
            )
            date = DocumentDate(date=item.stated, basis="byline", revised=revised is not None)
            own.append((start if own else item.block, date))
        elif _labelled(reading, own[-1][0], item.block):
            own[-1] = (own[-1][0], DocumentDate(date=item.stated, basis="byline"))
    return zones


def _labelled(reading: Reading, first: int, block: int) -> bool:
    """Whether the day at block ``first`` is a field of the page's metadata, and nothing is told up to the stamp."""
    label = any(reason.rule.startswith(_LABEL) for reason in reading.blocks[first].reasons)
    return label and not any(b.tells_events and b.kind == "paragraph" for b in reading.blocks[first + 1 : block])


def _day_headings(reading: Reading, plan: Plan) -> Mapping[int, list[tuple[int, DocumentDate]]]:
    """By article: the headings that are nothing but a day, in a digest whose items count by weekdays from them."""
    weekly = {
        reading.blocks[item.block].article
        for item in plan.items
        if item.block >= 0 and item.expression.start is not None and item.expression.start.weekday is not None
    }
    found: dict[int, list[tuple[int, DocumentDate]]] = {}
    for item in plan.items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or block.kind != "heading" or block.article not in weekly or item.stated is None:
            continue
        if item.stated.precision == "day" and len(block.span) - len(item.expression.span) <= BARE:
            date = DocumentDate(date=item.stated, basis=ITEM)
            found.setdefault(block.article, []).append((item.block, date))
    return {article: days for article, days in found.items() if len(days) > 1}


def _titled(reading: Reading, number: int) -> bool:
    """Whether a block is a title line: a heading, or short and no sentence."""
    block = reading.blocks[number]
    text = block.span.of(reading.folded)
    return block.kind == "heading" or (len(text) <= SHORT and not _PROSE.search(text))


def _from_url(reading: Reading) -> DocumentDate | None:
    """A day written into the address (/2023-09-15/, /20230915...): weak evidence."""
    found = _URL_DAY.search(reading.document.url)
    made = parse(f"{found[1]}-{found[2]}-{found[3]}") if found else None
    return DocumentDate(date=made, basis="inferred from its address", inferred=True) if made else None


def _stamp(reading: Reading, plan: Plan, item: Item) -> bool:
    """A whole day in a byline; or, near the head of its article, a short line of a day, with its time or all alone."""
    block = reading.blocks[item.block]
    if item.stated is None or item.stated.precision != "day":
        return False
    if block.kind == "byline":
        return True
    first = plan.sections[plan.section_of[item.block]].telling.first_block
    if len(block.span) > SHORT or item.block - first > HEAD:
        return False
    span, end = block.span, item.expression.span.end
    beside = [plan.items[i].expression for i in plan.of_block.get(item.block, ()) if i != item.index]
    clocks = [other.span for other in beside if other.kind == "clock"]
    timed = any(-2 <= clock.start - end <= 2 or 0 <= item.expression.span.start - clock.end <= 2 for clock in clocks)
    first_sign = min([item.expression.span.start, *(clock.start for clock in clocks)])
    last_sign = max([end, *(other.span.end for other in beside)])
    rest = reading.folded[span.start : first_sign] + reading.folded[last_sign : span.end]
    if sum(sign.isalnum() for sign in rest) > REST or _PROSE.search(rest):
        return False
    alone = not rest.strip() and block.kind in FURNITURE
    return timed or alone or ":" in item.expression.span.of(reading.folded)


def _stamps(reading: Reading, plan: Plan) -> Mapping[int, DocumentDate]:
    """The latest day stamped on the captions of an article without a byline."""
    days: dict[int, Edtf] = {}
    for item in plan.items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or block.kind not in STAMPED or item.stated is None or item.stated.precision != "day":
            continue
        if block.article not in days or item.stated.text > days[block.article].text:
            days[block.article] = item.stated
    return {a: DocumentDate(date=d, basis="inferred from a caption's stamp", inferred=True) for a, d in days.items()}


def inferred(reading: Reading, plan: Plan, answers: Sequence[Answer], known: ByBlock) -> ByBlock:
    """``known`` with the years of articles without a stated date that their own text gives away."""
    items: dict[int, list[Item]] = {}
    for item in plan.items:
        if item.block >= 0 and known[item.block] is None:
            items.setdefault(reading.blocks[item.block].article, []).append(item)
    found = {
        article: _told_twice(reading, mine, answers)
        or _by_today(reading, mine, answers)
        or _by_departure(reading, mine, answers)
        or _by_weekday(reading, mine)
        or _by_lead(reading, plan, mine)
        or _by_only_year(reading, plan, mine)
        for article, mine in items.items()
    }
    pairs = zip(reading.blocks, known, strict=True)
    return tuple(date or found.get(block.article) for block, date in pairs)


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
