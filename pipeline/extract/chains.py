"""The heaviest chain of dates that runs forward: which items of a list stand in order.

Input: dated links in text order with weights. Output: the indices of the non-decreasing chain of greatest total
weight; of equal ones the chain that ends earliest in the text. n log n by a Fenwick tree over the sorted days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Link(NamedTuple):
    """One dated item: its number, its first day, how much it counts."""

    item: int
    day: date
    weight: int


def heaviest_chain(links: Sequence[Link]) -> list[int]:
    """Indices of the chosen links, in text order."""
    days = sorted({link.day for link in links})
    best: list[tuple[int, int]] = [(0, -1)] * (len(days) + 1)
    back: list[int] = []
    end, top = -1, 0
    for position, link in enumerate(links):
        rank = bisect_left(days, link.day) + 1
        total, before = _greatest(best, rank)
        back.append(before)
        total += link.weight
        _raise(best, rank, (total, position))
        if total > top:
            end, top = position, total
    chain: list[int] = []
    while end >= 0:
        chain.append(links[end].item)
        end = back[end]
    return chain[::-1]


def _greatest(best: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    found = (0, -1)
    while rank:
        if best[rank][0] > found[0]:
            found = best[rank]
        rank -= rank & -rank
    return found


def _raise(best: list[tuple[int, int]], rank: int, value: tuple[int, int]) -> None:
    while rank < len(best):
        if value[0] > best[rank][0]:
            best[rank] = value
        rank += rank & -rank
