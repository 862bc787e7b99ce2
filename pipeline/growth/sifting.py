"""Clauses told nearly word for word, new ones against very many old ones: ``check/sketches.py`` in arrays.

Input: the sketches of documents, each clause's hashes with a zero behind (``sketch_bytes``), some thousand documents at
a time; sketches of new clauses. Output: which of them are alike, as ``near_pairs`` finds them among all. Limits: old
sketches are held in memory, about a hundred bytes a clause.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.check.sketches import COMMON, likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.uint32]
    Places = NDArray[np.int64]

_TABLE = 1 << 20
"""Slots of the table by which hashes are sifted."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The sketches of some documents one behind the other; where each clause ends in them, and each document."""

    names: Sequence[str]
    hashes: Ints
    ends: Places
    stops: Sequence[int]

    def sketch(self, row: int) -> list[int]:
        """The hashes of a clause."""
        first = int(self.ends[row - 1]) + 1 if row else 0
        return [int(value) for value in self.hashes[first : int(self.ends[row])]]

    def place(self, row: int) -> tuple[str, int]:
        """The document of a clause, and which of its clauses it is."""
        at = bisect_right(self.stops, int(self.ends[row]))
        first = int(self.ends.searchsorted(self.stops[at - 1])) if at else 0
        return self.names[at], row - first


class Sifted:
    """Old sketches beside new ones (hashes above zero); places count the old clauses through all blocks."""

    def __init__(self, old: Iterable[Sequence[tuple[str, bytes]]], new: Sequence[Sequence[int]]) -> None:
        import numpy as np

        self._new = new
        self._hashes = np.unique(np.array([value for each in new for value in each], dtype=np.uint32))
        table = np.zeros(_TABLE, dtype=bool)
        table[self._hashes & (_TABLE - 1)] = True
        self._blocks: list[_Block] = []
        self._firsts = [0]
        rows, values = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.uint32)]
        for documents in old:
            block = _block(documents)
            spots = np.flatnonzero(table[block.hashes & np.uint32(_TABLE - 1)])
            spots = spots[np.isin(block.hashes[spots], self._hashes)]
            rows.append(block.ends.searchsorted(spots) + self._firsts[-1])
            values.append(block.hashes[spots])
            self._blocks.append(block)
            self._firsts.append(self._firsts[-1] + len(block.ends))
        self._rows = np.concatenate(rows)
        self._slot = np.searchsorted(self._hashes, np.concatenate(values))
        before = np.bincount(self._slot, minlength=len(self._hashes))
        now = before + np.bincount(self._slots(value for each in new for value in each), minlength=len(self._hashes))
        self._rare = now <= COMMON
        crossed = np.flatnonzero((before <= COMMON) & ~self._rare & (before > 1))
        self.crossing = [self._rows[self._slot == slot].tolist() for slot in crossed.tolist()]
        """For each hash that has just become too frequent to tie two texts, the old texts that hold it."""

    def old(self, place: int) -> tuple[str, int]:
        """The document of an old clause, and which of its clauses it is."""
        at = bisect_right(self._firsts, place) - 1
        return self._blocks[at].place(place - self._firsts[at])

    def alike_old(self, at: int, threshold: float) -> list[int]:
        """Places of the old clauses that a new one is alike to."""
        import numpy as np

        mine = self._new[at]
        held = np.zeros(len(self._hashes), dtype=bool)
        held[self._slots(mine)] = True
        inside = held[self._slot]
        rare = set(self._rows[inside & self._rare[self._slot]].tolist())
        places, counts = np.unique(self._rows[inside], return_counts=True)
        near = places[counts >= threshold * len(mine) / 2].tolist()
        return [place for place in near if place in rare and likeness(mine, self._sketch(place)) >= threshold]

    def alike_new(self, at: int, threshold: float) -> list[int]:
        """Which of the new clauses behind it a new one is alike to."""
        mine = self._new[at]
        known = {value for value, slot in zip(mine, self._slots(mine).tolist(), strict=True) if self._rare[slot]}
        return [
            other
            for other in range(at + 1, len(self._new))
            if known & set(self._new[other]) and likeness(mine, self._new[other]) >= threshold
        ]

    def _sketch(self, place: int) -> list[int]:
        at = bisect_right(self._firsts, place) - 1
        return self._blocks[at].sketch(place - self._firsts[at])

    def _slots(self, values: Iterable[int]) -> Places:
        import numpy as np

        return np.asarray(np.searchsorted(self._hashes, np.array(list(values), dtype=np.uint32)), dtype=np.int64)


def _block(documents: Sequence[tuple[str, bytes]]) -> _Block:
    import numpy as np

    hashes = np.frombuffer(b"".join(data for _, data in documents), dtype=np.uint32)
    stops = list(accumulate(len(data) // 4 for _, data in documents))
    return _Block([name for name, _ in documents], hashes, np.flatnonzero(hashes == 0), stops)
