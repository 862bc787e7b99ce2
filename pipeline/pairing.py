"""Which row of the mentions table answers to which gold mention.

Input: gold mentions and rows. Output: pairs, one to one where their spans overlap, by the assignment of the greatest
total weight. Limits: documents are paired one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.gold import GoldMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the mentions table, as far as it is scored."""

    doc_id: str
    lang: str
    start: int
    end: int
    text: str
    date: Edtf
    type: str
    actors: tuple[str, ...]
    place: str
    status: str
    event_id: str


def same_days(left: Edtf, right: Edtf) -> bool:
    """Whether two dates cover the same days."""
    return (left.start, left.end) == (right.start, right.end)


def pair(gold: Sequence[GoldMention], rows: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """One-to-one pairs of overlapping spans, document by document, of the greatest total weight."""
    pairs: list[tuple[int, int]] = []
    for doc in sorted({mention.doc for mention in gold}):
        left = [number for number, mention in enumerate(gold) if mention.doc == doc]
        right = [number for number, row in enumerate(rows) if row.doc_id == doc]
        if left and right:
            pairs += _assign(gold, rows, left, right)
    return tuple(sorted(pairs))


def _assign(
    gold: Sequence[GoldMention], rows: Sequence[Row], left: list[int], right: list[int]
) -> Iterable[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    weights = np.array([[_weight(gold[i], rows[j]) for j in right] for i in left])
    chosen = zip(*linear_sum_assignment(-weights), strict=True)
    return [(left[x], right[y]) for x, y in chosen if weights[x, y] > 0]


def _weight(mention: GoldMention, row: Row) -> float:
    """0 where the spans are apart, else 1, 4 more for the same days, 1 for the type, and the share covered."""
    shared = min(mention.end, row.end) - max(mention.start, row.start)
    if shared <= 0:
        return 0.0
    cover = shared / min(mention.end - mention.start, row.end - row.start)
    return 1 + 4 * same_days(mention.date, row.date) + (mention.type == row.type) + cover
