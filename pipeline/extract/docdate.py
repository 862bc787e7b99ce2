"""The date of each article: stated in its metadata or byline, else inferred from inner evidence, else unknown.

Input: a Reading, its plan and (for inference) the answers of a first walk. Output: the ``DocumentDate`` that holds in
each block, or None. Order: metadata or sources.csv; byline and dateline; a caption's stamp; one event told twice (last
September and September 2023); "after N years" with a known base. File times and today's date are no evidence. Limits:
inference stops at the year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.edtf import Edtf
from pipeline.extract.discourse import Answer, DocumentDate
from pipeline.extract.plan import Item, Plan
from pipeline.model import Reading

ByBlock = tuple["DocumentDate | None", ...]
"""The document date that holds in each block."""
STAMPED = ("caption",)


def stated(reading: Reading, plan: Plan, default: Edtf | None = None) -> ByBlock:
    """Dates that metadata, bylines and datelines state, one a block; a second byline starts a zone of its own."""
    zones = _bylines(reading, plan)
    stamps = _stamps(reading, plan)
    out: list[DocumentDate | None] = []
    for number, block in enumerate(reading.blocks):
        own = zones.get(block.article, ())
        before = [date for start, date in own if start <= number]
        out.append(before[-1] if before else own[0][1] if own else stamps.get(block.article))
    return _with_metadata(reading, out, default)


def _with_metadata(reading: Reading, dates: Sequence[DocumentDate | None], default: Edtf | None) -> ByBlock:
    """Metadata rule the first article; the default of the settings serves blocks that have none."""
    document = reading.document
    meta = None
    if document.published is not None:
        meta = DocumentDate(date=document.published, basis=document.published_basis or "metadata")
    fallback = DocumentDate(date=default, basis="settings") if default is not None else None
    single = len({block.article for block in reading.blocks}) == 1
    out: list[DocumentDate | None] = []
    for block, date in zip(reading.blocks, dates, strict=True):
        first = meta if block.article == 0 or (single and meta) else None
        out.append(first or date or meta or fallback)
    return tuple(out)


def _bylines(reading: Reading, plan: Plan) -> Mapping[int, list[tuple[int, DocumentDate]]]:
    """By article: (block from which it holds, date). It holds from the title line right above the byline."""
    zones: dict[int, list[tuple[int, DocumentDate]]] = {}
    for item in plan.items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or block.kind != "byline" or item.stated is None or item.stated.precision != "day":
            continue
        own = zones.setdefault(block.article, [])
        told_between = own and any(b.tells_events for b in reading.blocks[own[-1][0] + 1 : item.block - 1])
        if not own or told_between:
            own.append((max(item.block - 1, 0) if own else item.block, DocumentDate(date=item.stated, basis="byline")))
    return zones


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
    found = {article: _told_twice(reading, mine, answers) for article, mine in items.items()}
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
        for year, other in stated_months.get(p.month, ()):
            written = year - p.shift
            votes[written] += 1
            words = item.expression.span.of(reading.folded), other.expression.span.of(reading.folded)
            evidence.setdefault(written, f"inferred from one event told twice: {words[0]} = {words[1]}")
    latest = max(
        (d.end.year for i in items if i.main and (d := i.stated) and d.end and not i.standing.planned), default=0
    )
    likely = [year for year, _ in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])) if year >= latest]
    if not likely:
        return None
    return DocumentDate(date=Edtf(f"{likely[0]:04}"), basis=evidence[likely[0]], inferred=True)


def _stated_months(items: Sequence[Item], answers: Sequence[Answer]) -> Mapping[int, list[tuple[int, Item]]]:
    months: dict[int, list[tuple[int, Item]]] = {}
    for item in items:
        value = answers[item.index].date if answers else item.stated
        first = item.expression.start
        if first is None or first.base != "context" or value is None or value.start is None:
            continue
        if value.precision in ("day", "month"):
            months.setdefault(value.start.month, []).append((value.start.year, item))
    return months
