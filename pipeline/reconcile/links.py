"""Why each mention is in its row: its heaviest edge into it, and the heaviest against.

Input: features, scored pairs, event ids. Output: ``Link`` rows. ``score`` is the mean weight, in bits, to the
row's other mentions that it was compared with; 0 for a mention alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.doubles import ALONE, Hands, side_by_side
from pipeline.model import Link
from pipeline.reconcile.explaining import sentence
from pipeline.reconcile.features import Table
from pipeline.reconcile.linking import Linking, ScoredPair


def make_links(table: Table, linking: Linking, event_of: Mapping[str, str], hands: Hands = ALONE) -> Iterator[Link]:
    """A link for every mention, in the order of mention ids; ``hands`` may share the work."""
    best: dict[int, ScoredPair] = {}
    worst: dict[int, ScoredPair] = {}
    for pair in linking.pairs:
        if linking.labels[pair.left] == linking.labels[pair.right]:
            for number in (pair.left, pair.right):
                if number not in best or pair.weight > best[number].weight:
                    best[number] = pair
                if number not in worst or pair.weight < worst[number].weight:
                    worst[number] = pair

    def made(part: range) -> Iterator[Link]:
        for number in part:
            yield Link(
                mention_id=table.ids[number],
                event_id=event_of[table.ids[number]],
                score=round(linking.means[number], 2),
                reasons=_words(number, best.get(number), worst.get(number), table, linking),
            )

    return side_by_side(len(table.ids), made, hands)


def _words(number: int, best: ScoredPair | None, worst: ScoredPair | None, table: Table, linking: Linking) -> str:
    told = [_edge(number, best, table, linking)] if best else []
    if worst is not None and worst is not best and worst.weight < 0:
        told.append(f"against {_edge(number, worst, table, linking)}")
    return " · ".join(told)


def _edge(number: int, pair: ScoredPair, table: Table, linking: Linking) -> str:
    other = pair.right if pair.left == number else pair.left
    explained = linking.explain(pair, table)
    return sentence(table.ids[other], explained.reasons, explained.score)
