"""Mentions to clusters: features, candidates, scores, must-link and cannot-link, GAEC.

Input: feature rows, weights, reviewed pairs. Output: ``Linking``: a label a mention (the smallest number of its
cluster), every scored pair with the levels that held, and counts for the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import PairScore
from pipeline.reconcile.candidates import find_pairs
from pipeline.reconcile.clusters import cluster
from pipeline.reconcile.explaining import reasons_of
from pipeline.reconcile.features import Table
from pipeline.reconcile.scoring import score_pairs
from pipeline.reconcile.store import connect, put_features
from pipeline.reconcile.verdicts import Verdicts
from pipeline.reconcile.weights import Weights

__all__ = ["Linking", "ScoredPair", "Verdicts", "link", "members"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """A compared pair: numbers of the mentions, weight in hundredths of a bit, level of each comparison."""

    left: int
    right: int
    weight: int
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The result. ``weights`` are those used, at the density of this corpus."""

    labels: tuple[int, ...]
    pairs: tuple[ScoredPair, ...]
    weights: Weights
    report: tuple[tuple[str, int], ...]

    def explain(self, pair: ScoredPair, table: Table, verdict: str = "") -> PairScore:
        """The pair with its parts in words; they add up to its score."""
        rows = table.rows
        return PairScore(
            left=rows[pair.left].mention_id,
            right=rows[pair.right].mention_id,
            score=pair.weight,
            reasons=reasons_of(rows[pair.left], rows[pair.right], pair.levels, self.weights, table.codes),
            verdict=verdict,
        )


def link(table: Table, weights: Weights, verdicts: Verdicts) -> Linking:
    """Link all mentions of the table."""
    used = weights.without("vectors").at_density(len(table.rows))
    if len(table.rows) < 2:
        return Linking(labels=tuple(range(len(table.rows))), pairs=(), weights=used, report=())
    connection = connect()
    try:
        put_features(connection, table.rows)
        report = find_pairs(connection, used.block_cap)
        score_pairs(connection, used)
        names = ", ".join(f"g_{each.name}" for each in used.comparisons)
        found = connection.execute(f"select l, r, w, {names} from scored order by l, r").fetchall()
    finally:
        connection.close()
    pairs = tuple(ScoredPair(left=row[0], right=row[1], weight=row[2], levels=tuple(row[3:])) for row in found)
    edges = [(pair.left, pair.right, pair.weight) for pair in pairs]
    labels = cluster(len(table.rows), edges, verdicts.same, verdicts.different)
    return Linking(labels=tuple(labels), pairs=pairs, weights=used, report=report)


def members(labels: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The clusters as tuples of numbers, in the order of their smallest member."""
    found: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        found.setdefault(label, []).append(number)
    return tuple(tuple(found[label]) for label in sorted(found))
