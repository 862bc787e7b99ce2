"""The date that each article states: its metadata, byline, dateline or stamp.

Input: a Reading and its plan. Output: the ``DocumentDate`` that holds in each block, or None. Order: the day that heads
an item of a digest; metadata or sources.csv; byline and dateline; a caption's stamp. File times and today's date are no
evidence. Limits: what inner evidence gives away is left to docdate_inferred.py; the date of another document comes in
as metadata (pipeline/lending.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from pipeline.edtf import Edtf
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import DocumentDate
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.sections import Section
from pipeline.extract.valuing import parse
from pipeline.model import Reading, Timeline

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
_LABEL, _CLOCK = "zone.date_label@", "zone.page_clock@"


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
    """By article: the headings that are nothing but a day, in a digest whose items count by weekdays or from today."""
    weekly = counting_articles(reading, plan)
    found: dict[int, list[tuple[int, DocumentDate]]] = {}
    for item in plan.items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or block.kind != "heading" or block.article not in weekly or item.stated is None:
            continue
        if item.stated.precision == "day" and len(block.span) - len(item.expression.span) <= BARE:
            date = DocumentDate(date=item.stated, basis=ITEM)
            found.setdefault(block.article, []).append((item.block, date))
    return {article: days for article, days in found.items() if len(days) > 1}


def under_days(reading: Reading, plan: Plan, sections: Sequence[Section], dates: ByBlock) -> ByBlock:
    """``dates``, and where there is none the day that a heading without its year was found to be, in a digest."""
    weekly = counting_articles(reading, plan)
    days: dict[int, dict[int, Edtf]] = {}
    for number, block in enumerate(reading.blocks):
        day = sections[plan.section_of[number]].heading
        if block.article in weekly and block.kind != "heading" and day is not None and day.precision == "day":
            days.setdefault(block.article, {})[number] = day
    headed = {n: day for own in days.values() if len(set(own.values())) > 1 for n, day in own.items()}
    headed = _below(reading, _dated_lines(reading, plan, weekly)) | headed
    return tuple(
        DocumentDate(date=headed[number], basis=ITEM) if date is None and number in headed else date
        for number, date in enumerate(dates)
    )


def _dated_lines(reading: Reading, plan: Plan, weekly: frozenset[int]) -> Mapping[int, list[tuple[int, Edtf]]]:
    """By article: marked lines, no sentences, that open with a full day and stand above paragraphs (its briefings)."""
    found: dict[int, list[tuple[int, Edtf]]] = {}
    blocks = reading.blocks
    for item in plan.items:
        block = blocks[item.block] if item.block >= 0 else None
        if block is None or block.kind != "list_item" or block.article not in weekly or item.stated is None:
            continue
        line = block.span.of(reading.folded)
        opens = item.expression.span.start - block.span.start <= BARE and item.stated.precision == "day"
        below = blocks[item.block + 1] if item.block + 1 < len(blocks) else None
        if opens and below is not None and below.kind == "paragraph" and len(line) <= SHORT and not _PROSE.search(line):
            found.setdefault(block.article, []).append((item.block, item.stated))
    return {article: days for article, days in found.items() if len({day for _, day in days}) > 1}


def items_of(dates: ByBlock) -> tuple[tuple[int, Edtf], ...]:
    """The blocks from which on an item of a digest has its own day, with that day, in text order."""
    own = [(number, date.date) for number, date in enumerate(dates) if date is not None and date.basis == ITEM]
    return tuple(item for index, item in enumerate(own) if not index or own[index - 1][1] != item[1])


def published_at(reading: Reading, timeline: Timeline, block: int) -> Edtf | None:
    """The day from which the words of ``block`` count: that of its item in a digest, else the document's."""
    at = bisect_right(timeline.items, block, key=lambda item: item[0])
    return timeline.items[at - 1][1] if at else reading.document.published or timeline.published


def _below(reading: Reading, days: Mapping[int, list[tuple[int, Edtf]]]) -> dict[int, Edtf]:
    """By block: the day of the last such line at or above it in its article."""
    out: dict[int, Edtf] = {}
    for number, block in enumerate(reading.blocks):
        own = days.get(block.article, [])
        at = bisect_right(own, number, key=lambda line: line[0])
        if at:
            out[number] = own[at - 1][1]
    return out


def counting_articles(reading: Reading, plan: Plan) -> frozenset[int]:
    """The articles that tell of a weekday, of today, of the day before: their words count from some day."""
    found = set()
    for item in plan.items:
        p = item.expression.start
        if item.block >= 0 and p is not None and reading.blocks[item.block].kind != "heading":
            deictic = p.base == "document" and p.shift_unit == "day"
            if p.weekday is not None or deictic:
                found.add(reading.blocks[item.block].article)
    return frozenset(found)


def _titled(reading: Reading, number: int) -> bool:
    """Whether a block is a title line: a heading, or short and no sentence."""
    block = reading.blocks[number]
    text = block.span.of(reading.folded)
    return block.kind == "heading" or (len(text) <= SHORT and not _PROSE.search(text))


def _from_url(reading: Reading) -> DocumentDate | None:
    """A day written into the address of the page: weak evidence."""
    made = day_in_address(reading.document.url)
    return DocumentDate(date=made, basis="inferred from its address", inferred=True) if made else None


def day_in_address(address: str) -> Edtf | None:
    """The day that an address holds (/2023-09-15/, /202309/15/, /20230915...), None where it holds none."""
    found = _URL_DAY.search(address)
    return parse(f"{found[1]}-{found[2]}-{found[3]}") if found else None


def _stamp(reading: Reading, plan: Plan, item: Item) -> bool:
    """A whole day in a byline; or, near the head of its article, a short line of a day, with its time or all alone."""
    block = reading.blocks[item.block]
    if item.stated is None or item.stated.precision != "day":
        return False
    if any(reason.rule.startswith(_CLOCK) for reason in block.reasons):
        return False  # when somebody called the page up
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
