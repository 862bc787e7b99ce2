"""How far two dates lie apart: in days, and in words no finer than the coarser of them.

Input: two EDTF values. Output: days, words. Limits: an open end reaches to the end of the calendar; a value marked
approximate reaches one of its own units further on both sides.
"""

from __future__ import annotations

from datetime import date

from pipeline.edtf import Edtf


def gap(left: Edtf, right: Edtf) -> int:
    """Days from the end of the earlier value to the start of the later; 0 where they share a day.

    A value marked approximate reaches one of its own units further on both sides.
    """
    first, second = _reach(left), _reach(right)
    if first[0] > second[0]:
        first, second = second, first
    return max(0, second[0] - first[1])


def _reach(value: Edtf) -> tuple[int, int]:
    start, end = value.start, value.end
    low = start.toordinal() if start else date.min.toordinal()
    high = end.toordinal() if end else date.max.toordinal()
    slack = min(high - low + 1, 366) if value.approximate else 0
    return low - slack, high + slack


def difference(left: Edtf, right: Edtf) -> str:
    """How far two values lie apart, in words, no finer than the coarser of them."""
    one, two = left.start, right.start
    precisions = {left.precision, right.precision}
    if one and two and precisions & {"year", "decade"}:
        return _count(abs(one.year - two.year), "year")
    if one and two and "month" in precisions:
        months = abs((one.year - two.year) * 12 + one.month - two.month)
        return _count(months, "month") if months < 24 else _count(round(months / 12), "year")
    return length(gap(left, right))


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def length(days: int) -> str:
    """A number of days in words: days, then months, then years."""
    for size, name in ((365, "year"), (30, "month"), (1, "day")):
        if days >= 2 * size or size == 1:
            return _count(round(days / size), name)
    raise AssertionError
