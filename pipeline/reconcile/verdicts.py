"""Reviewed pairs as must-link and cannot-link, free of contradictions.

Input: located decisions in the order of the log, the numbers of the mentions. Output: ``Verdicts``. Where decisions
contradict each other, through a third mention too, the later one wins and the earlier one is listed as overruled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Decision
from pipeline.reconcile.clusters import Groups

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """Reviewed pairs as numbers of mentions, smaller first; ``unsure`` pairs force nothing.

    ``overruled`` are the ids of decisions that a later one contradicts.
    """

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    unsure: tuple[Pair, ...] = ()
    overruled: tuple[str, ...] = ()


def verdicts_of(decisions: Sequence[Decision], numbers: Mapping[str, int]) -> Verdicts:
    """The pair decisions that hold; pairs of mentions that are not there any more are left out."""
    same: list[Pair] = []
    different: list[Pair] = []
    unsure: list[Pair] = []
    overruled: list[str] = []
    for each in reversed(decisions):
        pair = _pair(each, numbers)
        if pair is None:
            continue
        if each.verdict == "unsure":
            unsure.append(pair)
        elif each.verdict == "same" and _fits([*same, pair], different):
            same.append(pair)
        elif each.verdict == "different" and _fits(same, [*different, pair]):
            different.append(pair)
        else:
            overruled.append(each.id)
    return Verdicts(
        same=tuple(sorted(same)),
        different=tuple(sorted(different)),
        unsure=tuple(sorted(unsure)),
        overruled=tuple(sorted(overruled)),
    )


def _pair(decision: Decision, numbers: Mapping[str, int]) -> Pair | None:
    if decision.kind != "pair" or len(decision.target) != 2 or not set(decision.target) <= set(numbers):
        return None
    left, right = sorted(numbers[target] for target in decision.target)
    return (left, right) if left < right else None


def _fits(same: Sequence[Pair], different: Sequence[Pair]) -> bool:
    """Whether no pair that must stay apart is joined by those that are the same."""
    nodes = sorted({node for pair in (*same, *different) for node in pair})
    place = {node: at for at, node in enumerate(nodes)}
    groups = Groups(len(nodes))
    for left, right in same:
        groups.join(place[left], place[right])
    return all(groups.find(place[left]) != groups.find(place[right]) for left, right in different)
