"""Datelines that lack their year: ``Beijing, 14 March (Agency) -``, ``北京3月14日电``; the report is of that day.

Input: a Reading, its plan, the document dates of the blocks, the cues of the languages. Output: document dates where
the dateline rules over a later stamp, which only says when the text was put up again; its year is the latest that does
not lie after the stamp by more than a day, else that of a stamp of the very day. A day alone (``北京14日电``) is that
of the month of the stamp or of the month before it. Limits: one dateline an article, near its head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pipeline.edtf import Edtf
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import DocumentDate
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import value
from pipeline.model import PartialDate, Reading
from pipeline.records import replace

HEAD, LEAD = 12, 40
"""Blocks from the head of its article, signs from the head of its block."""
EARLY = 1
"""Days by which a stamp from a place further west may lie before the dateline."""


def refined(
    reading: Reading, plan: Plan, known: Sequence[DocumentDate | None], cues: Mapping[str, Cues]
) -> tuple[DocumentDate | None, ...]:
    """``known`` with the datelines of its articles."""
    lines: dict[int, Item] = {}
    for item in plan.items:
        if item.block >= 0 and _is_dateline(reading, plan, item, cues):
            lines.setdefault(reading.blocks[item.block].article, item)
    dated = {
        article: found
        for article, line in lines.items()
        if (found := _dated(line, known[line.block]) if known[line.block] else _of_stamp(reading, plan, line))
    }
    pairs = zip(reading.blocks, known, strict=True)
    same = {article: known[line.block] for article, line in lines.items()}
    return tuple(dated.get(b.article, date) if date == same.get(b.article, date) else date for b, date in pairs)


def _is_dateline(reading: Reading, plan: Plan, item: Item, cues: Mapping[str, Cues]) -> bool:
    p, block = item.expression.start, reading.blocks[item.block]
    if item.expression.kind != "date" or p is None or p.year is not None or p.day is None or p.base != "context":
        return False  # a range is what a text covers, not where and when it was filed
    section = plan.sections[plan.section_of[item.block]]
    if section.chronicle:
        return False  # "January 28 - ..." is an entry of the list
    if item.block - section.telling.first_block > HEAD or item.expression.span.start - block.span.start > LEAD:
        return False
    end = item.expression.span.end
    after = reading.folded[end : end + LEAD].partition("\n")[0]  # the line, of which a byline may be a block of its own
    return cues.get(item.expression.language, NONE).match("after", "dateline", after) is not None


def _dated(line: Item, stamp: DocumentDate | None) -> DocumentDate | None:
    """The latest such day not after the stamp; None without a stamp, and where both are one day."""
    p = line.expression.start
    if p is None or stamp is None or stamp.date.end is None:
        return None
    if p.month and (near := _posted_early(p, stamp)) is not None:
        return near
    if stamp.inferred:
        return None
    made = [value(p, stamp.date.end.year - n) for n in (0, 1)] if p.month else _months(p, stamp.date.end)
    past = [day for day in made if day and day.end and day.end <= stamp.date.end]
    if not past or past[0] == stamp.date:
        return None
    return replace(stamp, date=past[0], basis=f"dateline; {stamp.basis} {stamp.date}")


def _posted_early(p: PartialDate, stamp: DocumentDate) -> DocumentDate | None:
    """The day of a dateline right behind the stamp: where the report was put up it was still the day before."""
    next_day = stamp.date.end + timedelta(days=EARLY) if stamp.date.end and stamp.date.precision == "day" else None
    if next_day is None or (p.month, p.day) != (next_day.month, next_day.day):
        return None
    made = value(p, next_day.year)
    return replace(stamp, date=made, basis=f"dateline; {stamp.basis} {stamp.date}") if made is not None else None


def _months(p: PartialDate, stamp: date) -> list[Edtf | None]:
    """The day alone in the month of the stamp and in the month before it."""
    before = stamp.replace(day=1) - timedelta(days=1)
    return [value(replace(p, month=day.month), day.year) for day in (stamp, before)]


def _of_stamp(reading: Reading, plan: Plan, line: Item) -> DocumentDate | None:
    """The dateline in the year of the one stamp that names its very day."""
    p, article = line.expression.start, reading.blocks[line.block].article
    years = {
        other.stated.start.year
        for other in plan.items
        if other.block >= 0 and other.stated and other.stated.start and reading.blocks[other.block].article == article
        if (q := other.expression.start) and p and q.year and (q.month, q.day) == (p.month, p.day)
    }
    made = value(p, next(iter(years))) if p and len(years) == 1 else None
    return DocumentDate(date=made, basis="dateline and stamp") if made else None
