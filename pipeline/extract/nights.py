"""What a night leads to: a time of day in the small hours, told behind an evening, belongs to the day after.

Input: the item of a time of day, its answer so far, and the steps of the walk before it. Output: the answer on the
next day, or None. Limits: only where the evening is what the text dated last, at most ``NEAR`` sentences before, in the
same block or the one before; never beyond the day of a dated report.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract import anchors
from pipeline.extract.discourse import Answer, DocumentDate, Step
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import add_days, day_value
from pipeline.records import replace

NEAR = 2
"""Sentences back to which an evening is looked for."""


def morning_after(
    item: Item, found: Answer, plan: Plan, steps: Sequence[Step], document: DocumentDate | None
) -> Answer | None:
    """``found`` a day later, where ``item`` is a time in the small hours behind the evening of that day."""
    if item.expression.kind != "clock" or item.standing.hours != "small" or item.sentence < 0 or not steps:
        return None
    evening = plan.items[item.index - 1]
    date, told = found.date, steps[-1].answer.date
    if evening.standing.hours != "late" or evening.standing.place != "main" or evening.standing.planned:
        return None
    if item.sentence - evening.sentence > NEAR or item.block - evening.block not in (0, 1):
        return None
    if date is None or date.start is None or date.precision != "day" or date != told:
        return None
    day = add_days(date.start, 1)
    if day is None or (document is not None and document.day is not None and date.start <= document.day < day):
        return None
    says = "the small hours behind the evening of the day before"
    return replace(
        found, date=day_value(day), anchor=anchors.counted(date, back=False), rule="time.morning_after", says=says
    )
