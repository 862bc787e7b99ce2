"""Clauses told nearly word for word, new ones against very many old ones: ``check/sketches.py`` in arrays.

Input: sketches in rows of ``SIZE`` hashes, filled up with zeros. Output: places of those that are alike, as
``near_pairs`` finds them among all. Limits: old sketches are held in memory, 384 bytes a clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.check.sketches import COMMON, likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.uint32]

_TABLE = 1 << 20
"""Slots of the table by which hashes are sifted."""


class Places:
    """Which clause of which document stands at a place among all sketches."""

    def __init__(self, sizes: Sequence[tuple[str, int]]) -> None:
        import numpy as np

        self._names = [name for name, _ in sizes]
        self._ends = np.cumsum([size for _, size in sizes]) if sizes else np.zeros(0, dtype=np.int64)

    def document(self, place: int) -> str:
        """The document of a place."""
        return self._names[self._at(place)]

    def number(self, place: int) -> int:
        """Which of its clauses it is."""
        at = self._at(place)
        return place - (int(self._ends[at - 1]) if at else 0)

    def _at(self, place: int) -> int:
        import numpy as np

        return int(np.searchsorted(self._ends, place, side="right"))


class Sifted:
    """Sketches old and new, of which those that share a hash with a new one are held; see ``check/sketches.py``."""

    def __init__(self, old: Ints, new: Ints) -> None:
        import numpy as np

        hashes = np.unique(new[new > 0])
        table = np.zeros(_TABLE, dtype=bool)
        table[hashes & (_TABLE - 1)] = True
        maybe = table[old & np.uint32(_TABLE - 1)]
        rows, columns = np.nonzero(maybe)
        values = old[rows, columns]
        shared = np.isin(values, hashes)
        self._rows, values = rows[shared], values[shared]
        self._old, self._new = old, new
        self._hashes = hashes
        self._slot = np.searchsorted(hashes, values)
        before = np.bincount(self._slot, minlength=len(hashes))
        now = before + np.bincount(np.searchsorted(hashes, new[new > 0]), minlength=len(hashes))
        self._rare = now <= COMMON
        crossed = np.flatnonzero((before <= COMMON) & ~self._rare & (before > 1))
        self.crossing = [self._rows[self._slot == slot].tolist() for slot in crossed.tolist()]
        """For each hash that has just become too frequent to tie two texts, the old texts that hold it."""

    def alike(self, at: int, threshold: float) -> list[int]:
        """Places of the texts alike to a new one, the old ones first, then the new ones behind it."""
        import numpy as np

        mine = self._new[at]
        mine = mine[mine > 0]
        if not len(mine):
            return []
        slots = np.searchsorted(self._hashes, mine)
        held = np.zeros(len(self._hashes), dtype=bool)
        held[slots] = True
        inside = held[self._slot]
        counts = np.bincount(self._rows[inside], minlength=len(self._old))
        rare = np.bincount(self._rows[inside & self._rare[self._slot]], minlength=len(self._old))
        places = np.flatnonzero((rare > 0) & (counts >= threshold * len(mine) / 2)).tolist()
        found = [place for place in places if self._reaches(mine, self._old[place], threshold)]
        known = set(mine[self._rare[slots]].tolist())
        for other in range(at + 1, len(self._new)):
            if known & set(self._new[other].tolist()) and self._reaches(mine, self._new[other], threshold):
                found.append(len(self._old) + other)
        return found

    @staticmethod
    def _reaches(left: Ints, right: Ints, threshold: float) -> bool:
        return likeness(left.tolist(), right[right > 0].tolist()) >= threshold
