"""New weights from reviewed pairs: logistic regression on comparison levels, pulled towards the preset.

Input: levels of judged pairs, their verdicts, the weights in use. Output: weights that explain the verdicts better,
whole hundredths of a bit, and what they are worth on events left out of the fit. The penalty on the distance from the
preset keeps levels that no pair shows as they are.
Limits: a proposal only; whoever takes it checks first that the gold does not fall. Below 300 pairs the preset is
better left alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.reconcile.weights import ComparisonRow, Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]

ENOUGH = 300
FOLDS = 5
_PER_BIT = math.log(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Pairs with a verdict: the level of each comparison, in the order of the weights, and whether they are one.

    ``events`` gives each pair a number by which pairs of one event are left out together; empty: each its own.
    """

    levels: tuple[tuple[int, ...], ...]
    same: tuple[bool, ...]
    events: tuple[int, ...] = ()

    def part(self, kept: Sequence[int]) -> Judged:
        """The pairs at these places."""
        return Judged(levels=tuple(self.levels[at] for at in kept), same=tuple(self.same[at] for at in kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Proposed weights beside those in use, and the mean log loss in bits a pair: before, after, and on events left
    out of the fit."""

    used: Weights
    weights: Weights
    before: float
    after: float
    held_out: float
    n_pairs: int


def calibrate(judged: Judged, weights: Weights, strength: float = 4.0) -> Proposal:
    """Weights fitted to the verdicts. ``strength`` is how many pairs a preset bit squared is worth."""
    n = max(1, len(judged.same))
    fitted = _fitted(judged, weights, strength)
    return Proposal(
        used=weights,
        weights=fitted,
        before=_loss(judged, weights) / n,
        after=_loss(judged, fitted) / n,
        held_out=_held_out(judged, weights, strength) / n,
        n_pairs=len(judged.same),
    )


def _fitted(judged: Judged, weights: Weights, strength: float) -> Weights:
    from scipy.optimize import minimize

    loss = _Loss(judged, weights, strength)
    found = minimize(loss.value_and_slope, loss.start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return _put(weights, [round(100 * bits) for bits in found.x.tolist()])


def _loss(judged: Judged, weights: Weights) -> float:
    """Log loss of the verdicts in bits, summed over pairs."""
    loss = _Loss(judged, weights, 0.0)
    return loss.data(loss.start)


def _held_out(judged: Judged, weights: Weights, strength: float) -> float:
    """The loss of pairs under weights fitted to those of other events, in ``FOLDS`` parts."""
    events = judged.events or range(len(judged.same))
    total = 0.0
    for fold in range(FOLDS):
        left_out = [at for at, event in enumerate(events) if event % FOLDS == fold]
        rest = [at for at, event in enumerate(events) if event % FOLDS != fold]
        if left_out:
            total += _loss(judged.part(left_out), _fitted(judged.part(rest), weights, strength))
    return total


class _Loss:
    """Log loss of the verdicts in bits, plus the pull towards the preset."""

    def __init__(self, judged: Judged, weights: Weights, strength: float) -> None:
        import numpy as np

        self.columns, self.strength = _columns(judged, weights), strength
        self.same = np.asarray(judged.same, dtype=np.float64)
        self.start = np.asarray(_flat(weights), dtype=np.float64)
        self.cap = weights.story_cap / 100
        parts = [comparison.part == "story" for comparison in weights.comparisons]
        self.story = np.asarray([False, *parts])

    def _scores(self, bits: Floats) -> tuple[Floats, Any]:
        import numpy as np

        parts = bits[self.columns]
        story = parts[:, self.story].sum(axis=1)
        total = parts[:, ~self.story].sum(axis=1) + np.minimum(story, self.cap)
        return total, story > self.cap

    def data(self, bits: Floats) -> float:
        """Log loss in bits, summed over pairs."""
        import numpy as np

        total, _ = self._scores(bits)
        sign = np.where(self.same > 0, 1.0, -1.0)
        return float((np.logaddexp(0.0, -sign * total * _PER_BIT) / _PER_BIT).sum())

    def value_and_slope(self, bits: Floats) -> tuple[float, Floats]:
        """The loss and its gradient."""
        import numpy as np

        total, capped = self._scores(bits)
        error = 1 / (1 + np.exp(-total * _PER_BIT)) - self.same
        slope = np.zeros_like(bits)
        for number in range(self.columns.shape[1]):
            share = np.where(capped, 0.0, error) if self.story[number] else error
            slope += np.bincount(self.columns[:, number], weights=share, minlength=len(bits))
        away = bits - self.start
        pull = self.strength * float((away**2).sum()) / 2
        return self.data(bits) + pull, slope + self.strength * away


def _columns(judged: Judged, weights: Weights) -> Ints:
    """For each pair the places of its bits in the flat list; the first place is the prior."""
    import numpy as np

    levels = np.asarray(judged.levels, dtype=np.int64).reshape(len(judged.levels), len(weights.comparisons))
    starts = np.cumsum([1, *(len(comparison.levels) for comparison in weights.comparisons)])[:-1]
    prior = np.zeros((len(judged.levels), 1), dtype=np.int64)
    return np.hstack([prior, levels + starts])


def _flat(weights: Weights) -> list[float]:
    bits = [level.bits / 100 for comparison in weights.comparisons for level in comparison.levels]
    return [(weights.prior - weights.offset) / 100, *bits]


def _put(weights: Weights, hundredths: Sequence[int]) -> Weights:
    rest = iter(hundredths[1:])
    comparisons: list[ComparisonRow] = []
    for comparison in weights.comparisons:
        levels = tuple(level.model_copy(update={"bits": next(rest)}) for level in comparison.levels)
        comparisons.append(comparison.model_copy(update={"levels": levels}))
    return replace(weights, prior=hundredths[0] + weights.offset, comparisons=tuple(comparisons))
