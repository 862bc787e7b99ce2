"""Dates that stand right beside each other, where one says what the other is.

Input: an expression, the one before it and the answer given to that. Output: whether, and how, one takes the value of
the other: a weekday of its day, a time of day of its day, a count checked by a calendar date, a stretch of days from
its first. Limits: neighbours of one sentence alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import Answer, Step
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import add_days
from pipeline.model import Reading
from pipeline.records import replace

NO_CLOCK = Answer(None, "relative", anchors.nothing("a stamp"), "time.stamp", "a time of day in a stamp", 0.0)


def days_from(opening: Item, item: Item, found: Answer) -> Answer | None:
    """The whole stretch of "from the 8th for three days", both ends counted; None for anything else."""
    amount, date = item.expression.amount, found.date
    if item.standing.counts != "days_from" or opening.sentence != item.sentence or opening.expression.kind != "date":
        return None
    if amount is None or item.expression.unit not in ("day", "week") or date is None or date.start is None:
        return None
    days = round(amount * (7 if item.expression.unit == "week" else 1))
    last = add_days(date.start, days - 1)
    if last is None or days < 2 or date.text.rstrip("~") != date.start.isoformat():
        return None
    says = "its last day is counted from the first"
    return replace(found, date=Edtf.between(date.start, last), basis="duration", rule="time.days_from", says=says)


def clock(item: Item, found: Answer, plan: Plan, steps: Sequence[Step], reading: Reading) -> Answer:
    """A time of day: none in a stamp, that of the date right before it, else what ``found`` says."""
    if item.block < 0 or not reading.blocks[item.block].tells_events:
        return NO_CLOCK
    before = plan.items[item.index - 1] if item.index else None
    if before is None or before.sentence != item.sentence or before.expression.kind == "clock":
        return found
    gap = item.expression.span.start - before.expression.span.end
    return replace(steps[-1].answer, alternatives=()) if gap <= 2 else found


def is_weekday_of(item: Item, day: Item, found: Answer, reading: Reading) -> bool:
    """Whether it is the weekday of the day right before it: 6月4日周四."""
    p, start = item.expression.start, found.date.start if found.date is not None else None
    if p is None or p.weekday is None or p.day or p.direction or p.shift_unit or day.sentence != item.sentence:
        return False
    between = reading.folded[day.expression.span.end : item.expression.span.start].strip()
    same = found.date is not None and found.date.precision == "day" and start is not None
    return bool(same and start and start.weekday() == p.weekday and between in ("", ",", "，", "(", "（"))


def clock_of(item: Item, found: Answer, plan: Plan, reading: Reading) -> bool:
    """Whether the time of day right before a day is that day's: "at 9 p.m. the same day", "at 3 p.m. on March 4"."""
    clock, day = plan.items[item.index - 1], found.date is not None and found.date.precision == "day"
    if not day or item.expression.kind != "date" or clock.expression.kind != "clock" or clock.sentence != item.sentence:
        return False
    earlier = plan.items[item.index - 2] if item.index > 1 else None
    if earlier is not None and clock.expression.span.start - earlier.expression.span.end <= 2:
        return False
    return not reading.folded[clock.expression.span.end : item.expression.span.start].strip()


def counts_towards(count: Item, item: Item, reading: Reading) -> bool:
    """Whether ``count`` is the "five days later" of "five days later, on the 1st": the calendar part decides.

    So does the month, or the year, behind a count of months or years: a year later, in May 2013; 이듬해인 2020년.

    So it does, too, for a day counted from that of writing, or named by its weekday, with the calendar day in brackets.
    """
    p, q = count.expression.start, item.expression.start
    if p is None or q is None or count.sentence != item.sentence:
        return False
    if q.day is None and q.month is None and (q.year is None or q.base != "context" or p.month is not None):
        return False
    between = reading.folded[count.expression.span.end : item.expression.span.start].strip()
    if p.base == "running" and p.shift and p.shift_unit in (("day",) if q.day else ("month", "year")):
        return len(between) <= 2
    if q.day is None:
        return False
    return p.base == "document" and (p.weekday is not None or p.shift_unit == "day") and between in ("(", "（")


def same_day(count: Answer, found: Answer) -> Answer:
    """The answer to a count of days or years, now that of the calendar date beside it."""
    says = "a calendar date beside a count decides; the count checks it"
    return Answer(found.date, "relative", found.anchor, "time.calendar_beside_count", says, found.confidence)
