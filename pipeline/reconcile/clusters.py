"""Pair scores and decisions to clusters: greedy additive edge contraction (GAEC) in each connected component.

Input: edges ``(left, right, weight)`` between numbers 0..n-1, must-link and cannot-link pairs. Output: a label a
node, the smallest number in its cluster. The heaviest positive edge is contracted, parallel edges add up, until no
edge is positive. Weights are integers and ties go to the smaller pair, so that the order of edges does not matter.

``unmet`` is what a pair that was never compared speaks against its two groups: without it one mention of no clear day
that is like one of 1999 and one of 2012 would join the two, which share no key and so never reject each other. It
counts whole groups, so edges carry weight + ``unmet``, and a pair of groups is worth their sum less ``unmet`` times
both their sizes: the same as the sum of weights less ``unmet`` for each pair that has no edge.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import repeat

Edge = tuple[int, int, int]
CANNOT = -100_000_000  # hundredths of a bit: no sum of evidence outweighs a reviewer
MUST = 100_000_000


def cluster(
    n: int,
    edges: Iterable[Edge],
    must: Sequence[tuple[int, int]] = (),
    cannot: Sequence[tuple[int, int]] = (),
    unmet: int = 0,
    sizes: Sequence[int] = (),
) -> list[int]:
    """Labels of nodes 0..n-1; a pair in both ``must`` and ``cannot`` must be sorted out by the caller.

    ``unmet`` in hundredths of a bit; ``sizes`` tell how many mentions each node stands for, else one.
    """
    groups = Groups(n)
    for left, right in sorted(must):
        groups.join(left, right)
    counts = [0] * n
    for node, size in enumerate(sizes or repeat(1, n)):
        counts[groups.find(node)] += size
    rows: list[dict[int, int]] = [{} for _ in range(n)]
    for left, right, weight in (*edges, *((left, right, CANNOT) for left, right in cannot)):
        a, b = groups.find(left), groups.find(right)
        if a != b:
            rows[a][b] = rows[b][a] = rows[a].get(b, 0) + weight
    contract(rows, groups, counts, unmet)
    return [groups.find(node) for node in range(n)]


class Groups:
    """Union-find whose root is the smallest member."""

    def __init__(self, n: int) -> None:
        self.parent = list(range(n))

    def find(self, node: int) -> int:
        """The root of a node's group."""
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, left: int, right: int) -> int:
        """Make one group of two and return its root."""
        small, large = sorted((self.find(left), self.find(right)))
        self.parent[large] = small
        return small


def contract(rows: list[dict[int, int]], groups: Groups, sizes: list[int], unmet: int) -> None:
    """GAEC: joins groups in place; ``rows`` hold the weights of each node to its neighbours, and are used up.

    An edge waits as one number, the heavier the smaller, then by its ends: numbers compare faster than tuples. One
    whose ends have grown is worth less than it was when it began to wait: it waits again, if it is worth anything.
    """
    n = len(rows)
    square = n * n
    worths = ((a, b, w - unmet * sizes[a] * sizes[b]) for a, row in enumerate(rows) for b, w in row.items() if a < b)
    first = sorted((a * n + b - worth * square for a, b, worth in worths if worth > 0), reverse=True)
    summed: list[int] = []
    while first or summed:
        entry = heapq.heappop(summed) if not first or (summed and summed[0] < first[-1]) else first.pop()
        negative, ends = divmod(entry, square)
        a, b = divmod(ends, n)
        row = rows[a]
        if b not in row:
            continue  # one end was contracted
        worth = row[b] - unmet * sizes[a] * sizes[b]
        if worth != -negative:
            if 0 < worth < -negative:
                heapq.heappush(summed, entry - (worth + negative) * square)
            continue
        groups.join(a, b)
        sizes[a] += sizes[b]
        moved, rows[b] = rows[b], {}
        del row[b], moved[a]
        for other, weight in moved.items():
            total = row.get(other, 0) + weight
            theirs = rows[other]
            row[other] = theirs[a] = total
            del theirs[b]
            worth = total - unmet * sizes[a] * sizes[other]
            if worth > 0:
                heapq.heappush(summed, (a * n + other if a < other else other * n + a) - worth * square)
