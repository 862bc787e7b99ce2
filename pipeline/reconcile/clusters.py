"""Pair scores and decisions to clusters: greedy additive edge contraction (GAEC) in each connected component.

Input: edges ``(left, right, weight)`` between numbers 0..n-1, must-link and cannot-link pairs. Output: a label a
node, the smallest number in its cluster. The heaviest positive edge is contracted, parallel edges add up, until no
edge is positive. Weights are integers and ties go to the smaller pair, so that the order of edges does not matter.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

Edge = tuple[int, int, int]
CANNOT = -100_000_000  # hundredths of a bit: no sum of evidence outweighs a reviewer
MUST = 100_000_000


def cluster(
    n: int, edges: Iterable[Edge], must: Sequence[tuple[int, int]] = (), cannot: Sequence[tuple[int, int]] = ()
) -> list[int]:
    """Labels of nodes 0..n-1; a pair in both ``must`` and ``cannot`` must be sorted out by the caller."""
    groups = Groups(n)
    for left, right in sorted(must):
        groups.join(left, right)
    rows: list[dict[int, int]] = [{} for _ in range(n)]
    for left, right, weight in (*edges, *((left, right, CANNOT) for left, right in cannot)):
        a, b = groups.find(left), groups.find(right)
        if a != b:
            rows[a][b] = rows[b][a] = rows[a].get(b, 0) + weight
    contract(rows, groups)
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


def contract(rows: list[dict[int, int]], groups: Groups) -> None:
    """GAEC: joins groups in place; ``rows`` hold the weights of each node to its neighbours, and are used up.

    An edge waits as one number, the heavier the smaller, then by its ends: numbers compare faster than tuples.
    """
    n = len(rows)
    square = n * n
    first = sorted(
        (a * n + b - w * square for a, row in enumerate(rows) for b, w in row.items() if a < b and w > 0), reverse=True
    )
    summed: list[int] = []
    while first or summed:
        entry = heapq.heappop(summed) if not first or (summed and summed[0] < first[-1]) else first.pop()
        negative, ends = divmod(entry, square)
        a, b = divmod(ends, n)
        row = rows[a]
        if row.get(b) != -negative:
            continue  # an old entry: one end was contracted or the edge has changed
        groups.join(a, b)
        moved, rows[b] = rows[b], {}
        del row[b], moved[a]
        for other, weight in moved.items():
            total = row.get(other, 0) + weight
            theirs = rows[other]
            row[other] = theirs[a] = total
            del theirs[b]
            if total > 0:
                heapq.heappush(summed, (a * n + other if a < other else other * n + a) - total * square)
