"""Why any two mentions are one row or two, asked for by their ids.

Input: the extractions of a run, two mention ids. Output: a ``PairScore`` whose parts add up, also where the two were
never candidates. Limits: weights depend on the number of mentions, so the extractions must be those of the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.model import Extraction, PairScore
from pipeline.reconcile.explaining import reasons_of
from pipeline.reconcile.linking import compare_all
from pipeline.reconcile.stage import feature_table, resolved

if TYPE_CHECKING:
    from pipeline.resources import Resources


def explain_pair(
    extractions: Sequence[Extraction], left: str, right: str, resources: Resources, where: Path | str = "the documents"
) -> PairScore:
    """Score the pair as the run does; raises PipelineError ``unknown-id`` for an id that is not there."""
    mentions, entities = resolved(extractions, resources)
    documents = {each.document.id: each.document for each in extractions}
    table = feature_table(mentions, entities, documents, resources.link_patterns)
    numbers = {row.mention_id: row.num for row in table.rows}
    for name in (left, right):
        if name not in numbers:
            raise PipelineError("unknown-id", id=name, path=where)
    weights = resources.pair_weights.without("vectors").at_density(len(table.rows))
    (pair,) = compare_all(table, [(numbers[left], numbers[right])], weights)
    first, second = table.rows[pair.left], table.rows[pair.right]
    return PairScore(
        left=first.mention_id,
        right=second.mention_id,
        score=pair.weight,
        reasons=reasons_of(first, second, pair.levels, weights, table.codes),
    )
