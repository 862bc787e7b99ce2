"""GAEC of many small components at once, their weights in square arrays: the same labels as ``clusters.py``.

Input: edges sorted by component, each pair of nodes once. Output: labels of their nodes, written in place. Components
of about the same number of nodes are stacked, and each step contracts the heaviest edge of every one of them. The
best neighbour of each node is kept, so that a step reads the rows again that had the contracted node for their best,
and no others. A pair without an edge weighs nothing and is worth nothing, so that it is never contracted. Limits:
a component of n nodes takes n² numbers; what is larger than ``WIDEST`` or has few edges for its size goes elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

WIDEST = 1_024  # nodes
NARROW = 32  # nodes: so few are worth stacking, however few their edges are
_EDGES = 4  # a node, at least, beyond that
_STACK = 1 << 20  # numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Edges sorted by component; where each begins in them, and its nodes, sorted, where each begins in those."""

    left: Ints
    right: Ints
    weight: Ints
    firsts: Ints
    nodes: Ints
    starts: Ints

    def dense(self) -> NDArray[np.bool_]:
        """Which components are worth a square array."""
        import numpy as np

        edges, nodes = np.diff(self.firsts), np.diff(self.starts)
        found: NDArray[np.bool_] = (nodes <= NARROW) | ((nodes <= WIDEST) & (edges >= nodes * _EDGES))
        return found


def contract_dense(labels: Ints, found: Components, chosen: Ints, counts: Ints, unmet: int) -> None:
    """Write the labels of the nodes of ``chosen`` components; ``counts`` tell how many mentions a node stands for."""
    import numpy as np

    sizes = np.diff(found.starts)[chosen]
    widths = np.maximum(4, 1 << np.ceil(np.log2(np.maximum(sizes, 1))).astype(np.int64))
    places = np.zeros(len(labels), dtype=np.int64)
    places[found.nodes] = np.arange(len(found.nodes)) - np.repeat(found.starts[:-1], np.diff(found.starts))
    for width in np.unique(widths).tolist():
        alike = chosen[widths == width]
        step = max(1, _STACK // (width * width))
        for at in range(0, len(alike), step):
            _contract(labels, found, alike[at : at + step], places, counts, unmet, width)


def _contract(
    labels: Ints, found: Components, chosen: Ints, places: Ints, counts: Ints, unmet: int, width: int
) -> None:
    """The same of components that have ``width`` nodes at most."""
    import numpy as np

    edges, of_edge = _ranges(found.firsts, chosen)
    spots, of_node = _ranges(found.starts, chosen)
    nodes = found.nodes[spots]
    left, right, weight = places[found.left[edges]], places[found.right[edges]], found.weight[edges]
    weights = np.zeros((len(chosen), width, width), dtype=np.int64)
    weights[of_edge, left, right] = weights[of_edge, right, left] = weight
    sizes = np.zeros((len(chosen), width), dtype=np.int64)
    sizes[of_node, places[nodes]] = counts[nodes]
    heads = _gaec(weights, sizes, unmet)
    labels[nodes] = found.nodes[found.starts[chosen][of_node] + heads[of_node, places[nodes]]]


def _ranges(firsts: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """The places that chosen ranges hold, one after the other, and for each the number of its range."""
    import numpy as np

    lengths = firsts[chosen + 1] - firsts[chosen]
    of = np.repeat(np.arange(len(chosen)), lengths)
    return np.arange(len(of)) + np.repeat(firsts[chosen] - np.cumsum(lengths) + lengths, lengths), of


def _gaec(weights: Ints, sizes: Ints, unmet: int) -> Ints:
    """The head of each node, its smallest member; both arrays are used up.

    Rows and columns stand for groups; that of a group is its head. Ties go to the smaller pair: the first row that
    holds the greatest worth, and in it the first column.
    """
    import numpy as np

    count, width = sizes.shape
    heads = np.tile(np.arange(width), (count, 1))
    worth = weights - unmet * sizes[:, :, None] * sizes[:, None, :]
    mates, best = worth.argmax(axis=2), worth.max(axis=2)
    del worth
    todo = np.arange(count)
    while len(todo):
        one = best[todo].argmax(axis=1)
        on = best[todo, one] > 0
        todo, one = todo[on], one[on]
        other = mates[todo, one]
        row = _joined(weights, sizes, heads, todo, one, other)
        told = row - unmet * sizes[todo, one][:, None] * sizes[todo]
        _follow(weights, sizes, unmet, best, mates, (todo, one, other), told)
    return _flat(heads)


def _joined(weights: Ints, sizes: Ints, heads: Ints, todo: Ints, one: Ints, other: Ints) -> Ints:
    """Join the groups ``other`` to the groups ``one``; the weights of these to all others."""
    import numpy as np

    row = weights[todo, one] + weights[todo, other]
    at = np.arange(len(todo))
    row[at, one] = row[at, other] = 0
    weights[todo, one] = weights[todo, :, one] = row
    weights[todo, other] = weights[todo, :, other] = 0
    sizes[todo, one] += sizes[todo, other]
    sizes[todo, other] = 0
    heads[todo, other] = one
    return row


def _follow(
    weights: Ints, sizes: Ints, unmet: int, best: Ints, mates: Ints, pair: tuple[Ints, Ints, Ints], told: Ints
) -> None:
    """Bring the best neighbours up to date; ``told`` is what the joined group is worth to each other one."""
    import numpy as np

    todo, one, other = pair
    bests, mate, first = best[todo], mates[todo], one[:, None]
    lost = (mate == first) | (mate == other[:, None])
    nearer = (told > bests) | ((told == bests) & (lost | (first < mate)))
    stale = lost & ~nearer & (bests > 0)
    best[todo] = np.where(nearer, told, bests)
    mates[todo] = np.where(nearer, first, mate)
    best[todo, one], mates[todo, one] = told.max(axis=1), told.argmax(axis=1)
    best[todo, other] = 0
    at = np.arange(len(todo))
    stale[at, one] = stale[at, other] = False
    which, row = np.nonzero(stale)
    spot = todo[which]
    worth = weights[spot, row] - unmet * sizes[spot, row][:, None] * sizes[spot]
    best[spot, row], mates[spot, row] = worth.max(axis=1), worth.argmax(axis=1)


def _flat(heads: Ints) -> Ints:
    """Heads of heads, until each is its own."""
    import numpy as np

    while True:
        above: Ints = np.take_along_axis(heads, heads, axis=1)
        if (above == heads).all():
            return heads
        heads = above
