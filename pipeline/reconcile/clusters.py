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
    weights: dict[int, dict[int, int]] = {}
    for left, right, weight in edges:
        add_edge(weights, groups.find(left), groups.find(right), weight)
    for left, right in cannot:
        add_edge(weights, groups.find(left), groups.find(right), CANNOT)
    contract(weights, groups)
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


def add_edge(weights: dict[int, dict[int, int]], left: int, right: int, weight: int) -> None:
    """Add a weight to the edge between two nodes, in both directions; an edge to itself is nothing."""
    if left != right:
        for a, b in ((left, right), (right, left)):
            row = weights.setdefault(a, {})
            row[b] = row.get(b, 0) + weight


def contract(weights: dict[int, dict[int, int]], groups: Groups) -> None:
    """GAEC: joins groups in place and empties ``weights`` of contracted nodes."""
    heap = [(-w, a, b) for a, row in weights.items() for b, w in row.items() if a < b and w > 0]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if weights.get(a, {}).get(b) != -negative:
            continue  # an old entry: one end was contracted or the edge has changed
        groups.join(a, b)
        moved = weights.pop(b)
        row = weights[a]
        del row[b]
        for other, weight in moved.items():
            if other == a:
                continue
            total = row.get(other, 0) + weight
            row[other] = weights[other][a] = total
            del weights[other][b]
            if total > 0:
                heapq.heappush(heap, (-total, min(a, other), max(a, other)))
