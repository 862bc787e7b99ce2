"""Why any two mentions are one row or two, asked for by their ids.

Input: the extractions of a run, mention ids. Output: a ``PairScore`` whose parts add up, also where the two were
never candidates. Limits: weights depend on the number of mentions, so the extractions must be those of the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.corpus import Corpus
from pipeline.errors import PipelineError
from pipeline.model import Extraction, PairScore
from pipeline.reconcile.explaining import reasons_of
from pipeline.reconcile.linking import compare_all, weights_of
from pipeline.reconcile.stage import feature_table, resolved

if TYPE_CHECKING:
    from pipeline.resources import Resources


def explain_pair(
    extractions: Sequence[Extraction], left: str, right: str, resources: Resources, where: Path | str = "the documents"
) -> PairScore:
    """Score the pair as the run does; raises PipelineError ``unknown-id`` for an id that is not there."""
    (score,) = _scored(extractions, [(left, right)], resources, where)
    return score


def heaviest_pairs(
    extractions: Sequence[Extraction], members: Sequence[str], resources: Resources, where: Path | str = "the documents"
) -> list[PairScore]:
    """Of each of the members the heaviest pair with another one, each pair once, heaviest first."""
    scores = _scored(extractions, list(combinations(sorted(members), 2)), resources, where)
    best: dict[str, PairScore] = {}
    for score in sorted(scores, key=lambda each: (-each.score, each.left, each.right)):
        best.setdefault(score.left, score)
        best.setdefault(score.right, score)
    return sorted({(s.left, s.right): s for s in best.values()}.values(), key=lambda s: (-s.score, s.left, s.right))


def _scored(
    extractions: Sequence[Extraction], pairs: Sequence[tuple[str, str]], resources: Resources, where: Path | str
) -> list[PairScore]:
    corpus = Corpus.of(extractions, resources.shelves)
    mentions, entities = resolved(corpus, resources)
    table = feature_table(mentions, entities, corpus.by_id(), resources.link_patterns, resources.link_vectors)
    numbers = {name: number for number, name in enumerate(table.ids)}
    for name in (name for pair in pairs for name in pair):
        if name not in numbers:
            raise PipelineError("unknown-id", id=name, path=where)
    weights = weights_of(table, resources.pair_weights)
    return [
        PairScore(
            left=table.ids[pair.left],
            right=table.ids[pair.right],
            score=pair.weight,
            reasons=reasons_of(table.rows[pair.left], table.rows[pair.right], pair.levels, weights, table.codes),
        )
        for pair in compare_all(table, [(numbers[left], numbers[right]) for left, right in pairs], weights)
    ]
