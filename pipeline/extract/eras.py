"""Years that leave out the era which their text counts in: 民國100年 above, 110年 below it is 2021.

Input: the date expressions of a text. Output: the same, bare years of three digits in the era of the Republic of China
where the text writes that era elsewhere. Limits: years of two digits (90年) are lengths of time as often, and stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import TimeExpression
from pipeline.records import replace

ERA, FIRST, LAST = "ROC", 1911, 149
"""The era, the year before its first, and the last year of it that a text is taken to mean."""
BARE = "zh.year_of_three_digits@"


def under_eras(found: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """``found``, bare years read in the era that the text counts in."""
    if not any(expression.era.startswith(ERA) for expression in found):
        return tuple(found)
    return tuple(map(_under, found))


def _under(expression: TimeExpression) -> TimeExpression:
    start = expression.start
    if not expression.rule.startswith(BARE) or start is None or start.year is None or start.year > LAST:
        return expression
    return replace(expression, start=replace(start, year=start.year + FIRST), era=f"{ERA} {start.year}")
