"""Figures that are parts of a larger one of the same clause: 269 (246 passengers, 23 crew); 81 Koreans among 269.

Input: the figures of one mention and the text that their spans point into. Output: the figures that stand for
themselves. A part is known by a bracket behind its total, by words such as "including" beside it (``[[part]]`` of
expressions.toml), or by a run of figures that adds up to the total. Limits: figures of one unit; both in one mention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Quantity
from pipeline.rules import Rule

_AROUND = 30
_OPENED = re.compile(r"[^()（）\d]{0,12}[(（][^()（）]*")


def without_parts(figures: Sequence[Quantity], text: str, rules: Sequence[Rule]) -> tuple[Quantity, ...]:
    """The figures of which no other of their unit is the total, in their order."""
    summed = _summed(figures)
    return tuple(q for q in figures if q not in summed and not _is_part(q, figures, text, rules))


def _is_part(figure: Quantity, figures: Sequence[Quantity], text: str, rules: Sequence[Rule]) -> bool:
    totals = [q for q in figures if q.unit == figure.unit and _size(q) > _size(figure)]
    if any(_in_bracket_of(total, figure, text) for total in totals):
        return True
    before = text[max(0, figure.span.start - _AROUND) : figure.span.start]
    beside = {"before": before, "behind": text[figure.span.end : figure.span.end + _AROUND]}
    return bool(totals) and any(rule.pattern.search(beside[str(rule.value)]) for rule in rules)


def _in_bracket_of(total: Quantity, part: Quantity, text: str) -> bool:
    return total.span.end < part.span.start and bool(_OPENED.fullmatch(text[total.span.end : part.span.start]))


def _summed(figures: Sequence[Quantity]) -> frozenset[Quantity]:
    """The runs of two and more figures that follow each other and add up to another figure of their unit."""
    found = set[Quantity]()
    for total in figures:
        others = sorted((q for q in figures if q.unit == total.unit and q is not total), key=lambda q: q.span)
        for first in range(len(others) - 1):
            sizes = 0.0
            for last in range(first, len(others)):
                sizes += _size(others[last])
                if last > first and sizes == _size(total):
                    found.update(others[first : last + 1])
    return frozenset(found)


def _size(figure: Quantity) -> float:
    return figure.low or figure.high or 0.0
