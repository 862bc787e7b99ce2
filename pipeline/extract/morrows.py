"""A report stamped on the day before the one that it tells: its stamp was set in a time zone behind its news.

Input: a Reading, its plan, the document dates known so far. Output: the document dates, a day later for an article
whose first paragraph tells, in full and not as a plan, of the day after its stamp, and whose text goes on to name the
weekday of that day. Limits: one day; stamps that are inferred stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pipeline.extract.discourse import DocumentDate
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import day_value
from pipeline.model import Reading
from pipeline.records import replace

WEEKDAYS = 2
"""Times that the text names the weekday of the day after its stamp."""


def told_ahead(reading: Reading, plan: Plan, known: Sequence[DocumentDate | None]) -> tuple[DocumentDate | None, ...]:
    """``known``, a day later where the article tells of the day after its stamp as of its news."""
    leads: dict[int, int] = {}
    for number, block in enumerate(reading.blocks):
        if block.tells_events and block.kind == "paragraph":
            leads.setdefault(block.article, number)
    moved = {article: known[lead] for article, lead in leads.items() if _ahead(reading, plan, lead, known[lead])}
    return tuple(
        _next(date) if date is not None and date == moved.get(block.article) else date
        for block, date in zip(reading.blocks, known, strict=True)
    )


def _ahead(reading: Reading, plan: Plan, lead: int, stamp: DocumentDate | None) -> bool:
    if stamp is None or stamp.day is None or stamp.inferred or stamp.revised:
        return False
    morrow = stamp.day + timedelta(days=1)
    told = [i for i in plan.of_block.get(lead, ()) if _tells(plan.items[i]) and _is(plan.items[i], morrow.isoformat())]
    article = reading.blocks[lead].article
    named = [
        item for item in plan.items
        if item.block >= 0 and reading.blocks[item.block].article == article and _tells(item)
        and (p := item.expression.start) is not None and p.weekday == morrow.weekday() and p.direction == 0
    ]  # fmt: skip
    return bool(told) and len(named) >= WEEKDAYS


def _tells(item: Item) -> bool:
    return not item.standing.planned and item.standing.place in ("main", "bracket", "reported")


def _is(item: Item, day: str) -> bool:
    return item.stated is not None and item.stated.text == day


def _next(stamp: DocumentDate) -> DocumentDate:
    assert stamp.day is not None
    day = day_value(stamp.day + timedelta(days=1))
    return replace(stamp, date=day, basis=f"day told in the lead; {stamp.basis} {stamp.date}")
