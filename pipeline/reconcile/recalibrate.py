"""From reviewed pairs to a proposed model file: what ``pipeline calibrate`` does.

Input: the extractions of a run, its decisions. Output: a ``Proposal``, the text of a new ``pair_weights.json`` and
that of a report beside it.
Only pairs judged same or different count, each once. Raises PipelineError ``too-few-pairs`` below ``ENOUGH``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.corpus import Corpus
from pipeline.decisions import locate
from pipeline.errors import PipelineError
from pipeline.model import Decision, Extraction
from pipeline.reconcile.calibrate import ENOUGH, Judged, Proposal, calibrate
from pipeline.reconcile.clusters import Groups
from pipeline.reconcile.linking import ScoredPair, compare_all, weights_of
from pipeline.reconcile.stage import feature_table, resolved
from pipeline.reconcile.verdicts import verdicts_of
from pipeline.reconcile.weights import PRESET, Weights

if TYPE_CHECKING:
    from pipeline.resources import Resources


def propose(
    extractions: Sequence[Extraction], decisions: Sequence[Decision], resources: Resources, enough: int = ENOUGH
) -> Proposal:
    """Weights refitted to the reviewed pairs; ``enough`` is the least number of judged pairs."""
    corpus = Corpus.of(extractions, resources.shelves)
    mentions, entities = resolved(corpus, resources)
    located = locate(decisions, corpus.documents, mentions)
    table = feature_table(mentions, entities, corpus.by_id(), resources.link_patterns, resources.link_vectors)
    verdicts = verdicts_of(located.decisions, {name: number for number, name in enumerate(table.ids)})
    judged = sorted({*verdicts.same, *verdicts.different})
    if len(judged) < enough:
        raise PipelineError("too-few-pairs", n=len(judged), enough=enough)
    weights = weights_of(table, resources.pair_weights)
    return calibrate(judged_pairs(compare_all(table, judged, weights), verdicts.same), weights)


def judged_pairs(pairs: Sequence[ScoredPair], same: Collection[tuple[int, int]]) -> Judged:
    """Compared pairs with their verdicts; pairs whose first mentions are one event bear one number."""
    groups = Groups(1 + max((pair.right for pair in pairs), default=0))
    for left, right in sorted(same):
        groups.join(left, right)
    return Judged(
        levels=tuple(tuple(pair.levels) for pair in pairs),
        same=tuple((pair.left, pair.right) in same for pair in pairs),
        events=tuple(groups.find(pair.left) for pair in pairs),
    )


def write_proposal(proposal: Proposal, model: Path, made: str, version: str) -> None:
    """The model file, and a report (``.md``) beside it."""
    model.write_text(model_text(proposal.weights, made, version), encoding="utf-8")
    model.with_suffix(".md").write_text(report_text(proposal, made, version), encoding="utf-8")


def report_text(proposal: Proposal, made: str, version: str) -> str:
    """What the proposal is worth and every weight that it moves by a tenth of a bit and more, as Markdown."""
    used = proposal.used
    old = {(c.name, level.name): level.bits for c in used.comparisons for level in c.levels}
    moved = [
        f"| {c.name} | {level.name} | {old[c.name, level.name] / 100:+.2f} | {level.bits / 100:+.2f} |"
        for c in proposal.weights.comparisons
        for level in c.levels
        if abs(level.bits - old[c.name, level.name]) >= 10
    ]
    head = [
        f"# Proposed weights {version}",
        "",
        f"Made {made}. Log loss in bits a pair: {proposal.before:.3f} with the weights in use ({used.version}), "
        f"{proposal.after:.3f} with these, {proposal.held_out:.3f} on events left out of the fit.",
        "",
        "| comparison | level | in use | proposed |",
        "|---|---|---|---|",
        f"| prior | | {(used.prior - used.offset) / 100:+.2f} | "
        f"{(proposal.weights.prior - proposal.weights.offset) / 100:+.2f} |",
    ]
    return "\n".join([*head, *moved, ""])


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
