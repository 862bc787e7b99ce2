"""Entities that a provisional name may stand for, as suggestions to a reviewer.

Input: a Desk and the row of a provisional name. Output: at most ``MOST`` other entities of its kind that share a word
of their Latin names, or one of whose names holds the other's, the most often told first. Limits: suggestions alone;
they never enter the log by themselves.
"""

from __future__ import annotations

from pipeline.review.desk import Desk
from pipeline.review.tables import NAMES, Row, folded

MOST = 3
_SHORT = 2


def alike(desk: Desk, entity: Row) -> tuple[Row, ...]:
    """The suggestions for a name."""
    fits = [row for row in desk.tables.entities if row["entity_id"] != entity["entity_id"] and _alike(entity, row)]
    fits.sort(key=lambda row: (-(row["n_mentions"] or 0), row["entity_id"]))
    return tuple(fits[:MOST])


def _alike(one: Row, other: Row) -> bool:
    if one["kind"] != other["kind"]:
        return False
    if _words(one) & _words(other):
        return True
    ours, theirs = _names(one), _names(other)
    return any(a in b or b in a for a in ours for b in theirs)


def _words(row: Row) -> frozenset[str]:
    return frozenset(word for word in folded(row["name_en"] or "").split() if len(word) > _SHORT)


def _names(row: Row) -> list[str]:
    return [name for field in NAMES[1:] if len(name := row[field] or "") >= _SHORT]
