"""Mentions to clusters: features, candidates, scores, must-link and cannot-link, GAEC.

Input: feature rows, weights, reviewed pairs. Output: ``Linking``: a label a mention (the smallest number of its
cluster), every scored pair with the levels that held, and counts for the report.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model import PairScore
from pipeline.reconcile.candidates import find_pairs
from pipeline.reconcile.clusters import CANNOT, Groups, cluster
from pipeline.reconcile.explaining import reasons_of
from pipeline.reconcile.features import Table
from pipeline.reconcile.ledger import Kept, Ledger, Verdict
from pipeline.reconcile.rarity import is_large, size_of
from pipeline.reconcile.rounds import cluster_arrays
from pipeline.reconcile.scoring import Scorer, score_here, score_pairs
from pipeline.reconcile.store import arrow_pieces, connect, put_features
from pipeline.reconcile.verdicts import Verdicts
from pipeline.reconcile.weights import Weights

if TYPE_CHECKING:
    import duckdb

_FEW = 50_000  # edges
__all__ = ["Linking", "ScoredPair", "Verdicts", "compare_all", "link", "members"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """A compared pair: numbers of the mentions, weight in hundredths of a bit, level of each comparison."""

    left: int
    right: int
    weight: int
    levels: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The result. ``weights`` are those used, at the density of this corpus.

    ``pairs`` are all that were compared; in a large corpus, of each mention the heaviest and the lightest one inside
    its row. ``means`` gives each mention's mean weight, in bits, to those of its row that it was compared with.
    """

    labels: Sequence[int]
    pairs: Sequence[ScoredPair]
    means: Sequence[float]
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


def link(
    table: Table,
    weights: Weights,
    verdicts: Verdicts,
    kept: Kept | None = None,
    scorer: Scorer = score_here,
) -> Linking:
    """Link all mentions of the table; a large one goes on from what ``kept`` holds, and is kept there."""
    used = weights_of(table, weights)
    if len(table.rows) < 2:
        alone = tuple(range(len(table.rows)))
        return Linking(labels=alone, pairs=(), means=(0.0,) * len(alone), weights=used, report=())
    if is_large(len(table.rows)):
        return _link_large(table, weights, verdicts, kept or Kept(), scorer)
    connection = connect()
    try:
        put_features(connection, table.rows, table.vectors)
        report = find_pairs(connection, used.block_cap)
        score_pairs(connection, used, scorer)
        labels = _clustered(connection, len(table.rows), verdicts, used.unmet)
        pairs = _told(connection, used)
        return Linking(labels=labels, pairs=pairs, means=_means(labels, pairs), weights=used, report=report)
    finally:
        connection.close()


def weights_of(table: Table, weights: Weights) -> Weights:
    """The weights for the table: at its density, and without vectors where it has none."""
    return _comparable(table, weights).at_density(size_of(len(table.rows)))


def _comparable(table: Table, weights: Weights) -> Weights:
    return weights if table.vectors else weights.without("vectors")


def _link_large(table: Table, weights: Weights, verdicts: Verdicts, kept: Kept, scorer: Scorer) -> Linking:
    names = table.ids
    numbers = {name: number for number, name in enumerate(names)}
    key = f"{kept.key} vectors of {table.vectors.width}" if table.vectors else kept.key
    with Ledger(kept.path, _comparable(table, weights), key, scorer) as ledger:
        grown = ledger.follow(arrow_pieces(table.rows, table.vectors), tuple(_named(verdicts, names)))
        found = told_by(ledger, numbers, weights_of(table, weights))
    report = (("pairs", grown.pairs), ("mentions_compared", grown.compared), ("mentions_grouped", grown.regrouped))
    return replace(found, report=report)


def told_by(ledger: Ledger, numbers: Mapping[str, int], weights: Weights) -> Linking:
    """What the ledger tells of mentions; ``numbers`` in the order of their ids, ``weights`` at the density of all."""
    heads: dict[int, int] = {}
    labels, means = array("q"), array("d")
    for name, label, mean in ledger.rows():
        labels.append(heads.setdefault(label, numbers[name]))
        means.append(mean)
    pairs = [_pair(numbers[a], numbers[b], weight, levels) for a, b, weight, levels in ledger.pairs()]
    return Linking(
        labels=labels,
        pairs=sorted(pairs, key=lambda pair: (pair.left, pair.right)),
        means=means,
        weights=weights,
        report=(),
    )


def _pair(one: int, other: int, weight: int, levels: Sequence[int]) -> ScoredPair:
    return ScoredPair(left=min(one, other), right=max(one, other), weight=weight, levels=levels)


def _named(verdicts: Verdicts, names: Sequence[str]) -> Iterator[Verdict]:
    for pairs, same in ((verdicts.same, True), (verdicts.different, False)):
        yield from ((names[left], names[right], same) for left, right in pairs)


def _means(labels: Sequence[int], pairs: Sequence[ScoredPair]) -> tuple[float, ...]:
    sums = [0] * len(labels)
    counts = [0] * len(labels)
    for pair in pairs:
        if labels[pair.left] == labels[pair.right]:
            for number in (pair.left, pair.right):
                sums[number] += pair.weight
                counts[number] += 1
    return tuple(total / 100 / count if count else 0.0 for total, count in zip(sums, counts, strict=True))


def compare_all(table: Table, pairs: Sequence[tuple[int, int]], weights: Weights) -> tuple[ScoredPair, ...]:
    """Score given pairs of the table, candidates or not; ``weights`` at the density of the table."""
    connection = connect()
    try:
        put_features(connection, table.rows, table.vectors)
        connection.execute("create table pairs (l integer, r integer)")
        for pair in sorted({(min(pair), max(pair)) for pair in pairs}):
            connection.execute("insert into pairs values (?, ?)", pair)
        score_pairs(connection, weights)
        return _told(connection, weights)
    finally:
        connection.close()


def _clustered(connection: duckdb.DuckDBPyConnection, n: int, verdicts: Verdicts, unmet: int) -> tuple[int, ...]:
    """Labels of mentions 0..n-1. Few edges are taken as they are: to load what handles many in arrays takes longer."""
    few = connection.execute(f"select l, r, w + {unmet} from scored limit {_FEW + 1}").fetchall()
    if len(few) <= _FEW:
        return tuple(cluster(n, few, verdicts.same, verdicts.different, unmet))
    return _clustered_arrays(connection, n, verdicts, unmet)


def _clustered_arrays(connection: duckdb.DuckDBPyConnection, n: int, verdicts: Verdicts, unmet: int) -> tuple[int, ...]:
    import numpy as np

    edges = connection.execute(f"select l, r, w + {unmet} as w from scored").fetchnumpy()
    groups = Groups(n)
    for left, right in verdicts.same:
        groups.join(left, right)
    root = np.asarray([groups.find(node) for node in range(n)], dtype=np.int64)
    apart = np.asarray(verdicts.different, dtype=np.int64).reshape(len(verdicts.different), 2)
    left = root[np.concatenate([edges["l"], apart[:, 0]])]
    right = root[np.concatenate([edges["r"], apart[:, 1]])]
    weight = np.concatenate([edges["w"], np.full(len(apart), CANNOT)])
    sizes = np.bincount(root, minlength=n)
    return tuple(cluster_arrays(n, left, right, weight, unmet=unmet, sizes=sizes)[root].tolist())


def _told(connection: duckdb.DuckDBPyConnection, weights: Weights) -> tuple[ScoredPair, ...]:
    names = ", ".join(f"g_{each.name}" for each in weights.comparisons)
    found = connection.execute(f"select l, r, w, {names} from scored order by l, r").fetchall()
    return tuple(ScoredPair(left=row[0], right=row[1], weight=row[2], levels=tuple(row[3:])) for row in found)


def members(labels: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The clusters as tuples of numbers, in the order of their smallest member."""
    found: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        found.setdefault(label, []).append(number)
    return tuple(tuple(found[label]) for label in sorted(found))
