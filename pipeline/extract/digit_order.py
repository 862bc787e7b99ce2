"""Dates in digits whose order the digits do not tell: 03/04/2020 is a day in March or in April.

Input: a Reading and its plan. Output: by index of the expression, its value in the order in which the other dates of
its article are written (25/04/2020 above it: day first). Limits: where the article writes both orders, or none that
tells, nothing is said; ``open_order`` then keeps the year, with both readings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import Answer
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import value
from pipeline.model import PartialDate, Reading
from pipeline.records import replace

EITHER = "either"
"""The section of a date whose first two numbers may be month and day or day and month."""
_DIGITS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
_MONTHS = 12


def settled(reading: Reading, plan: Plan) -> Mapping[int, Answer]:
    """The dates that other dates of their article settle."""
    orders: dict[int, dict[bool, str]] = defaultdict(dict)
    for item in plan.items:
        words = item.expression.span.of(reading.folded)
        digits = _DIGITS.match(words)
        if digits and item.block >= 0 and (int(digits[1]) > _MONTHS) != (int(digits[2]) > _MONTHS):
            orders[reading.blocks[item.block].article].setdefault(int(digits[1]) > _MONTHS, digits[0])
    out: dict[int, Answer] = {}
    for item in plan.items:
        p = item.expression.start
        known = orders.get(reading.blocks[item.block].article, {}) if item.block >= 0 else {}
        made = readings(p) if p is not None and p.section == EITHER and len(known) == 1 else ()
        if len(made) != 2:
            continue
        day_first, sample = next(iter(known.items()))
        first, other = reversed(made) if day_first else made
        says = "another date of the text tells in which order it writes them"
        out[item.index] = Answer(first, "explicit", anchors.written(sample), "time.digit_order", says, 0.85, (other,))
    return out


def readings(p: PartialDate) -> tuple[Edtf, ...]:
    """Both readings, month first and day first; one where they are the same day."""
    plain = replace(p, section="")
    made = (value(plain), value(replace(plain, month=p.day, day=p.month)))
    return tuple(dict.fromkeys(date for date in made if date is not None))


def open_order(p: PartialDate) -> Answer:
    """The year, with both readings; the day where both readings are the same."""
    made = readings(p)
    if len(made) == 1:
        return Answer(made[0], "explicit", "", "time.stated", "all parts are written", 1.0)
    says = "the digits do not tell which is the month"
    return Answer(Edtf(f"{p.year:04}"), "explicit", "", "time.order_open", says, 0.6, made)
