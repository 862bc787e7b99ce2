"""Why each mention is in its row: its heaviest edge into it, and the heaviest against.

Input: features, scored pairs, event ids. Output: ``Link`` rows. ``score`` is the mean weight, in bits, to the
row's other mentions that it was compared with; 0 for a mention alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Link
from pipeline.reconcile.explaining import sentence
from pipeline.reconcile.features import Table
from pipeline.reconcile.linking import Linking, ScoredPair


def make_links(table: Table, linking: Linking, event_of: Mapping[str, str]) -> tuple[Link, ...]:
    """A link for every mention, in the order of mention ids."""
    best: dict[int, ScoredPair] = {}
    worst: dict[int, ScoredPair] = {}
    for pair in linking.pairs:
        if linking.labels[pair.left] == linking.labels[pair.right]:
            for number in (pair.left, pair.right):
                if number not in best or pair.weight > best[number].weight:
                    best[number] = pair
                if number not in worst or pair.weight < worst[number].weight:
                    worst[number] = pair
    return tuple(
        Link(
            mention_id=row.mention_id,
            event_id=event_of[row.mention_id],
            score=round(linking.means[row.num], 2),
            reasons=_words(row.num, best.get(row.num), worst.get(row.num), table, linking),
        )
        for row in table.rows
    )


def _words(number: int, best: ScoredPair | None, worst: ScoredPair | None, table: Table, linking: Linking) -> str:
    told = [_edge(number, best, table, linking)] if best else []
    if worst is not None and worst is not best and worst.weight < 0:
        told.append(f"against {_edge(number, worst, table, linking)}")
    return " · ".join(told)


def _edge(number: int, pair: ScoredPair, table: Table, linking: Linking) -> str:
    other = pair.right if pair.left == number else pair.left
    explained = linking.explain(pair, table)
    return sentence(table.rows[other].mention_id, explained.reasons, explained.score)
