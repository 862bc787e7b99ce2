"""Clustering of very many edges in arrays: contraction in rounds, then GAEC on what is left.

Input: arrays of edges between numbers 0..n-1. Output: an array of labels, the smallest number of each cluster. Small
connected components go to GAEC (``clusters.py``) one at a time. A component with more edges than ``limit`` is first
contracted in rounds: every edge that is the heaviest of both its ends is contracted at once, and parallel edges add
up. ``unmet``, and what edges carry for it: as in ``clusters.py``. Limits: rounds come close to GAEC, not always to the
same partition; both ignore the order of edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.reconcile.clusters import cluster
from pipeline.reconcile.dense import Components, contract_dense

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

LIMIT = 300_000


def cluster_arrays(
    n: int, left: Ints, right: Ints, weight: Ints, limit: int = LIMIT, unmet: int = 0, sizes: Ints | None = None
) -> Ints:
    """Labels of nodes 0..n-1 from edges with integer weights; ``limit`` is in edges of a component.

    ``unmet`` in hundredths of a bit; ``sizes`` tell how many mentions each node stands for, else one.
    """
    import numpy as np

    labels = np.arange(n, dtype=np.int64)
    counts = np.ones(n, dtype=np.int64) if sizes is None else sizes.astype(np.int64)
    edges = _summed(n, *_tied(n, left, right, weight))
    while len(edges[0]):
        part = parts_of(n, *edges[:2], _worth(edges, counts, unmet))
        inside = part[edges[0]] == part[edges[1]]
        edges = (edges[0][inside], edges[1][inside], edges[2][inside])
        sizes = np.bincount(part[edges[0]], minlength=1) if len(edges[0]) else np.zeros(1, dtype=np.int64)
        large = sizes[part[edges[0]]] > limit
        _contract_small(labels, part, tuple(column[~large] for column in edges), counts, unmet)
        edges = _round(labels, counts, unmet, tuple(column[large] for column in edges))
    return _flat(labels)


def _tied(n: int, left: Ints, right: Ints, weight: Ints) -> tuple[Ints, Ints, Ints]:
    """Edges inside parts that positive ones tie, mostly a small share of all; no others can matter, even added up."""
    import numpy as np

    part = parts_of(n, left, right, weight)
    inside = np.flatnonzero(part[left] == part[right])
    return left[inside].astype(np.int64), right[inside].astype(np.int64), weight[inside].astype(np.int64)


def parts_of(n: int, left: Ints, right: Ints, weight: Ints) -> Ints:
    """The connected component of each node, over positive edges."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    positive = weight > 0
    ones = np.ones(int(positive.sum()), dtype=np.int8)
    graph = coo_array((ones, (left[positive], right[positive])), shape=(n, n))
    part: Ints = connected_components(graph, directed=False)[1]
    return part


def _worth(edges: tuple[Ints, ...], counts: Ints, unmet: int) -> Ints:
    """What each edge speaks for joining its ends, with what their pairs without an edge speak against it."""
    left, right, weight = edges
    return weight - unmet * counts[left] * counts[right] if unmet else weight


def _contract_small(labels: Ints, part: Ints, edges: tuple[Ints, ...], counts: Ints, unmet: int) -> None:
    """GAEC in each component, in place."""
    import numpy as np

    left, right, weight = edges
    pairs = np.bincount(part[left], minlength=len(labels))[part[left]] == 1
    labels[np.maximum(left, right)[pairs]] = np.minimum(left, right)[pairs]
    left, right, weight = left[~pairs], right[~pairs], weight[~pairs]
    if not len(left):
        return
    order = np.argsort(part[left], kind="stable")
    found = _components(part, left[order], right[order], weight[order])
    dense = found.dense()
    contract_dense(labels, found, np.flatnonzero(dense), counts, unmet)
    for each in np.flatnonzero(~dense).tolist():
        first, last = found.firsts[each], found.firsts[each + 1]
        _gaec(labels, (found.left[first:last], found.right[first:last], found.weight[first:last]), counts, unmet)


def _components(part: Ints, left: Ints, right: Ints, weight: Ints) -> Components:
    """Edges that are sorted by their parts, and the nodes of each part."""
    import numpy as np

    held = np.zeros(len(part), dtype=np.bool_)
    held[left] = held[right] = True
    nodes = np.flatnonzero(held)
    nodes = nodes[np.argsort(part[nodes], kind="stable")]
    firsts, starts = (
        np.concatenate([[0], np.flatnonzero(np.diff(each)) + 1, [len(each)]]) for each in (part[left], part[nodes])
    )
    return Components(left=left, right=right, weight=weight, firsts=firsts, nodes=nodes, starts=starts)


def _gaec(labels: Ints, edges: tuple[Ints, ...], counts: Ints, unmet: int) -> None:
    import numpy as np

    left, right, weight = edges
    nodes, numbers = np.unique(np.concatenate([left, right]), return_inverse=True)
    ends, half = numbers.tolist(), len(left)
    rows = zip(ends[:half], ends[half:], weight.tolist(), strict=True)
    labels[nodes] = nodes[cluster(len(nodes), rows, unmet=unmet, sizes=counts[nodes].tolist())]


def _round(labels: Ints, counts: Ints, unmet: int, edges: tuple[Ints, ...]) -> tuple[Ints, Ints, Ints]:
    """Contract every edge that is the heaviest of both its ends; what is left, parallel edges added up."""
    import numpy as np

    left, right, weight = edges
    if not len(left):
        return left, right, weight
    n, worth = len(labels), _worth(edges, counts, unmet)
    best = np.zeros(n, dtype=np.int64)
    np.maximum.at(best, left, worth)
    np.maximum.at(best, right, worth)
    chosen = np.flatnonzero((worth > 0) & (worth == best[left]) & (worth == best[right]))
    first = np.full(n, len(left), dtype=np.int64)
    np.minimum.at(first, left[chosen], chosen)
    np.minimum.at(first, right[chosen], chosen)
    chosen = chosen[(first[left[chosen]] == chosen) & (first[right[chosen]] == chosen)]
    target = np.arange(n, dtype=np.int64)
    target[right[chosen]] = left[chosen]
    labels[right[chosen]] = left[chosen]
    counts[left[chosen]] += counts[right[chosen]]
    return _summed(n, target[left], target[right], weight)


def _summed(n: int, left: Ints, right: Ints, weight: Ints) -> tuple[Ints, Ints, Ints]:
    """Edges from the smaller to the larger end, sorted, each once; loops are dropped."""
    import numpy as np

    key = np.minimum(left, right) * n + np.maximum(left, right)
    key, weight = key[left != right], weight[left != right]
    order = np.argsort(key)
    key, weight = key[order], weight[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(starts):
        return key, key, weight
    return key[starts] // n, key[starts] % n, np.add.reduceat(weight, starts)


def _flat(labels: Ints) -> Ints:
    """Labels of labels, until each points at the smallest member of its cluster."""
    while True:
        above: Ints = labels[labels]
        if (above == labels).all():
            return labels
        labels = above
