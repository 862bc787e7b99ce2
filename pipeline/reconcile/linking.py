"""Mentions to clusters: features, candidates, scores, must-link and cannot-link, GAEC.

Input: feature rows, weights, reviewed pairs. Output: ``Linking``: a label a mention (the smallest number of its
cluster), every scored pair with the levels that held, and counts for the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import PairScore
from pipeline.reconcile.candidates import find_pairs
from pipeline.reconcile.clusters import CANNOT, Groups
from pipeline.reconcile.explaining import reasons_of
from pipeline.reconcile.features import Table
from pipeline.reconcile.rarity import size_of
from pipeline.reconcile.rounds import cluster_arrays
from pipeline.reconcile.scoring import score_pairs
from pipeline.reconcile.store import connect, put_features
from pipeline.reconcile.verdicts import Verdicts
from pipeline.reconcile.weights import Weights

if TYPE_CHECKING:
    import duckdb

__all__ = ["Linking", "ScoredPair", "Verdicts", "compare_all", "link", "members"]

KEEP_ALL = 20_000  # mentions: up to here every scored pair is kept for explanations
NEAR = 300  # hundredths of a bit: nearer to the border a pair is for the reviewer


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
    used = weights.without("vectors").at_density(size_of(len(table.rows)))
    if len(table.rows) < 2:
        return Linking(labels=tuple(range(len(table.rows))), pairs=(), weights=used, report=())
    connection = connect()
    try:
        put_features(connection, table.rows)
        report = find_pairs(connection, used.block_cap)
        score_pairs(connection, used)
        labels = _clustered(connection, len(table.rows), verdicts)
        return Linking(labels=labels, pairs=_told(connection, labels, used), weights=used, report=report)
    finally:
        connection.close()


def compare_all(table: Table, pairs: Sequence[tuple[int, int]], weights: Weights) -> tuple[ScoredPair, ...]:
    """Score given pairs of the table, candidates or not; ``weights`` at the density of the table."""
    connection = connect()
    try:
        put_features(connection, table.rows)
        connection.execute("create table pairs (l integer, r integer)")
        for pair in sorted({(min(pair), max(pair)) for pair in pairs}):
            connection.execute("insert into pairs values (?, ?)", pair)
        score_pairs(connection, weights)
        return _told(connection, (0,) * len(table.rows), weights)
    finally:
        connection.close()


def _clustered(connection: duckdb.DuckDBPyConnection, n: int, verdicts: Verdicts) -> tuple[int, ...]:
    import numpy as np

    edges = connection.execute("select l, r, w from scored").fetchnumpy()
    groups = Groups(n)
    for left, right in verdicts.same:
        groups.join(left, right)
    root = np.asarray([groups.find(node) for node in range(n)], dtype=np.int64)
    apart = np.asarray(verdicts.different, dtype=np.int64).reshape(len(verdicts.different), 2)
    left = root[np.concatenate([edges["l"], apart[:, 0]])]
    right = root[np.concatenate([edges["r"], apart[:, 1]])]
    weight = np.concatenate([edges["w"], np.full(len(apart), CANNOT)])
    return tuple(cluster_arrays(n, left, right, weight)[root].tolist())


def _told(connection: duckdb.DuckDBPyConnection, labels: Sequence[int], weights: Weights) -> tuple[ScoredPair, ...]:
    """Pairs to keep: all of a small corpus, else those of one cluster and those near the border."""
    names = ", ".join(f"g_{each.name}" for each in weights.comparisons)
    where = ""
    if len(labels) > KEEP_ALL:
        import pyarrow as pa

        connection.register("labels", pa.table({"num": range(len(labels)), "label": labels}))
        where = f"join labels a on a.num = l join labels b on b.num = r where a.label = b.label or abs(w) < {NEAR}"
    found = connection.execute(f"select l, r, w, {names} from scored {where} order by l, r").fetchall()
    return tuple(ScoredPair(left=row[0], right=row[1], weight=row[2], levels=tuple(row[3:])) for row in found)


def members(labels: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The clusters as tuples of numbers, in the order of their smallest member."""
    found: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        found.setdefault(label, []).append(number)
    return tuple(tuple(found[label]) for label in sorted(found))
