"""Fit the weights of linking to annotated events: how ``lexicon/pair_weights.json`` is made for small corpora.

    python tools/fit_pairs.py OUT:GOLD [OUT:GOLD …] [--model weights.json] [--version 9.0.0]

Each argument is the folder of a run and a folder of gold in the format of tests/gold, with its clusters.jsonl. Every
candidate pair of two mentions that the gold has is a case: one event or not. ``calibrate`` fits the levels to them,
pulled towards the weights in use, leaves out each fifth of the events in turn to report what that is worth, and writes
a proposal with a report. A hand then rounds to half bits and keeps what the golds bear out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.gold import load_gold
from pipeline.model import EventMention
from pipeline.pairing import Row, pair
from pipeline.pairwise import extractions_of
from pipeline.reconcile.calibrate import Judged, calibrate
from pipeline.reconcile.linking import link
from pipeline.reconcile.recalibrate import judged_pairs, write_proposal
from pipeline.reconcile.stage import feature_table, resolved
from pipeline.reconcile.verdicts import Verdicts
from pipeline.resources import Resources
from pipeline.settings import Settings


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="OUT:GOLD")
    parser.add_argument("--model", type=Path, default=Path("weights.json"))
    parser.add_argument("--version", default="proposed")
    asked = parser.parse_args()
    resources = Resources(Settings())
    weights = resources.pair_weights.without("vectors").at_density(0)
    judged = Judged(levels=(), same=())
    for number, each in enumerate(asked.sets):
        out, _, gold = each.partition(":")
        judged = _joined(judged, _cases(Path(out), Path(gold), resources), number * 1_000_000)
    proposal = calibrate(judged, weights)
    write_proposal(proposal, asked.model, f"from {proposal.n_pairs} candidate pairs of annotated events", asked.version)
    print(f"{proposal.n_pairs} pairs, {sum(judged.same)} of one event; log loss in bits a pair {proposal.before:.3f}, "
          f"fitted {proposal.after:.3f}, left out {proposal.held_out:.3f} → {asked.model}")  # fmt: skip


def _joined(left: Judged, right: Judged, shift: int) -> Judged:
    return Judged(
        levels=left.levels + right.levels,
        same=left.same + right.same,
        events=left.events + tuple(event + shift for event in right.events),
    )


def _cases(out: Path, folder: Path, resources: Resources) -> Judged:
    """The candidate pairs of a run whose mentions the gold has both."""
    gold = load_gold(folder)
    extractions = extractions_of(out, resources)
    mentions, entities = resolved(extractions, resources)
    table = feature_table(mentions, entities, {e.document.id: e.document for e in extractions}, resources.link_patterns)
    kept = [m for m in mentions if m.time.date and gold.covers(m.document_id, m.span.start, m.span.end)]
    event_of = {member: cluster.event for cluster in gold.clusters for member in cluster.members}
    numbers = {row.mention_id: row.num for row in table.rows}
    known = {
        numbers[kept[j].id]: event_of.get(gold.mentions[i].id, gold.mentions[i].id)
        for i, j in pair(gold.mentions, [_row(mention) for mention in kept])
    }
    scored = link(table, resources.pair_weights, Verdicts()).pairs
    told = [each for each in scored if each.left in known and each.right in known]
    return judged_pairs(told, {(p.left, p.right) for p in told if known[p.left] == known[p.right]})


def _row(told: EventMention) -> Row:
    assert told.time.date is not None
    return Row(
        doc_id=told.document_id, lang=told.language, start=told.span.start, end=told.span.end, text="",
        date=told.time.date, type=told.type, actors=(), place="", status=told.status, event_id="",
    )  # fmt: skip


if __name__ == "__main__":
    main()
