"""From reviewed pairs to a proposed model file: what ``pipeline calibrate`` does.

Input: the extractions of a run, its decisions. Output: a ``Proposal`` and the text of a new ``pair_weights.json``.
Only pairs judged same or different count, each once. Raises PipelineError ``too-few-pairs`` below ``ENOUGH``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.decisions import locate
from pipeline.errors import PipelineError
from pipeline.model import Decision, Extraction
from pipeline.reconcile.calibrate import ENOUGH, Judged, Proposal, calibrate
from pipeline.reconcile.linking import compare_all
from pipeline.reconcile.rarity import size_of
from pipeline.reconcile.stage import feature_table, resolved
from pipeline.reconcile.verdicts import verdicts_of
from pipeline.reconcile.weights import PRESET, Weights

if TYPE_CHECKING:
    from pipeline.resources import Resources


def propose(
    extractions: Sequence[Extraction], decisions: Sequence[Decision], resources: Resources, enough: int = ENOUGH
) -> Proposal:
    """Weights refitted to the reviewed pairs; ``enough`` is the least number of judged pairs."""
    mentions, entities = resolved(extractions, resources)
    documents = {each.document.id: each.document for each in extractions}
    located = locate(decisions, tuple(documents.values()), mentions)
    table = feature_table(mentions, entities, documents, resources.link_patterns)
    verdicts = verdicts_of(located.decisions, {row.mention_id: row.num for row in table.rows})
    judged = sorted({*verdicts.same, *verdicts.different})
    if len(judged) < enough:
        raise PipelineError("too-few-pairs", n=len(judged), enough=enough)
    weights = resources.pair_weights.without("vectors").at_density(size_of(len(table.rows)))
    pairs = compare_all(table, judged, weights)
    levels = tuple(pair.levels for pair in pairs)
    same = tuple((pair.left, pair.right) in verdicts.same for pair in pairs)
    return calibrate(Judged(levels=levels, same=same), weights)


def model_text(weights: Weights, made: str, version: str, base: Path = PRESET) -> str:
    """A model file with the proposed weights, the same at every size of corpus, and what it was made from."""
    file: dict[str, Any] = json.loads(base.read_text(encoding="utf-8"))
    file |= {"version": version, "made": made, "prior": weights.prior, "story_cap": weights.story_cap}
    file["density"] |= {"prior_small": weights.prior, "story_cap_small": weights.story_cap}
    fitted = {(c.name, level.name): level.bits for c in weights.comparisons for level in c.levels}
    for comparison in file["comparisons"]:
        for level in comparison["levels"]:
            bits = fitted.get((comparison["name"], level["name"]), level["bits"])
            level |= {"bits": bits, "small": bits}
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"
