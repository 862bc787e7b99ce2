"""The date of each article: stated in its metadata or byline, else inferred from inner evidence, else unknown.

Input: a Reading, its plan and (for inference) the answers of a first walk. Output: one ``DocumentDate`` an article, or
None. Order: metadata or sources.csv; byline and dateline; a caption's stamp; one event told twice (지난해 9월 and 2023년
9월); "after N years" and anniversaries with a known base. File times and today's date are no evidence. Limits:
inference stops at the year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.edtf import Edtf
from pipeline.extract.discourse import Answer, DocumentDate
from pipeline.extract.plan import Item, Plan
from pipeline.model import Reading

STAMPED = ("caption",)


def stated(reading: Reading, plan: Plan) -> Mapping[int, DocumentDate]:
    """Dates that metadata, bylines and datelines state, by article."""
    out: dict[int, DocumentDate] = {}
    for item in plan.items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or block.kind != "byline" or block.article in out:
            continue
        if item.stated is not None and item.stated.precision == "day":
            out[block.article] = DocumentDate(date=item.stated, basis="byline")
    document = reading.document
    if document.published is not None:
        basis = document.published_basis or "metadata"
        out.setdefault(0, DocumentDate(date=document.published, basis=basis))
        if document.published_basis != "byline":
            out[0] = DocumentDate(date=document.published, basis=basis)
    return out | {article: date for article, date in _stamps(reading, plan).items() if article not in out}


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


def inferred(
    reading: Reading, plan: Plan, answers: Sequence[Answer], known: Mapping[int, DocumentDate]
) -> Mapping[int, DocumentDate]:
    """Articles without a stated date whose year their own text gives away."""
    out: dict[int, DocumentDate] = {}
    for article in sorted({block.article for block in reading.blocks}):
        if article in known:
            continue
        mine = [item for item in plan.items if item.block >= 0 and reading.blocks[item.block].article == article]
        found = _told_twice(reading, mine, answers)
        if found is not None:
            out[article] = found
    return out


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
