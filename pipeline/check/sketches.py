"""Near-identical passages without comparing all pairs: bottom-k MinHash sketches over character shingles.

Input: texts. Output: pairs of positions whose Jaccard similarity is estimated at or above a threshold. The same
texts give the same pairs. Limits: texts shorter than ``SHORTEST`` say too little (spaces and marks left out; a Han
or Hangul character counts for two); the estimate of a sketch of k hashes is off by about 1/sqrt(k).
"""

from __future__ import annotations

import unicodedata
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[Any]

SHINGLE = 4
SIZE = 96
SHORTEST = 40
COMMON = 200
_WORDS, _BITS = 8, 509
_AT_ONCE = 500_000
"""Pairs that are looked at together, about as many."""


def folded(text: str) -> str:
    """Letters and digits only, width and case folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the shingles of ``text``, sorted; empty where it is too short."""
    plain = folded(text)
    if len(plain) + sum(c >= "\u2e80" for c in plain) < SHORTEST:
        return ()
    shingles = {plain[i : i + SHINGLE] for i in range(len(plain) - SHINGLE + 1)}
    return tuple(sorted(zlib.crc32(s.encode()) * 2654435761 % 2**32 for s in shingles)[:SIZE])


def sketch_bytes(hashes: Iterable[int]) -> bytes:
    """A sketch to be kept, with a zero behind; a hash of zero is left out."""
    return array("I", (*filter(None, hashes), 0)).tobytes()


def likeness(left: Sequence[int], right: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two sketched texts."""
    if not left or not right:
        return 0.0
    union = sorted(set(left) | set(right))[:SIZE]
    return len(set(left) & set(right) & set(union)) / len(union)


def near_pairs(texts: Iterable[str], threshold: float) -> list[tuple[int, int, float]]:
    """Pairs of positions with their similarity, where it reaches ``threshold``."""
    return pairs_of([array("I", sketch(text)) for text in texts], threshold)


def pairs_of(sketches: Sequence[Sequence[int]], threshold: float) -> list[tuple[int, int, float]]:
    """The same for texts that are sketched already.

    Two sketches that are alike enough share one of the rarest hashes of each (prefix filter); a hash that more than
    ``COMMON`` texts hold is a turn of phrase and finds none.
    """
    found: list[tuple[int, int, float]] = []
    for one, other in _Candidates(sketches, threshold).pairs():
        share = likeness(sketches[one], sketches[other])
        if share >= threshold:
            found.append((one, other, share))
    return found


class _Candidates:
    """Pairs of sketches that may be alike enough, in order; all of them as arrays, some million pairs at a time.

    ``marks``: a bit for each hash of a sketch, which some share; ``lost``: how many bits fewer than hashes there are.
    """

    def __init__(self, sketches: Sequence[Sequence[int]], threshold: float) -> None:
        import numpy as np

        self._threshold = threshold
        self._sizes = np.fromiter(map(len, sketches), dtype=np.int32, count=len(sketches))
        hashes = np.fromiter(chain.from_iterable(sketches), dtype=np.uint32, count=int(self._sizes.sum()))
        rows = np.repeat(np.arange(len(sketches), dtype=np.int32), self._sizes)
        self._marks = np.zeros((len(sketches), _WORDS), dtype=np.uint64)
        bits = hashes % np.uint32(_BITS)
        np.bitwise_or.at(self._marks, (rows, bits >> 6), np.uint64(1) << (bits & 63).astype(np.uint64))
        self._lost = self._sizes - np.bitwise_count(self._marks).sum(axis=1, dtype=np.int32)
        del bits
        self._take_rare(rows, hashes)

    def _take_rare(self, rows: Ints, hashes: Ints) -> None:
        """Where the rarest hashes stand, by hash and sketch: so many that a sketch alike by the threshold cannot lack
        them all; those others hold too."""
        import numpy as np

        values, counts = np.unique(hashes, return_counts=True)
        held = counts.astype(np.int32)[np.searchsorted(values, hashes)]
        by_rarity = np.lexsort((hashes, held, rows))
        enough = self._sizes - np.ceil(self._threshold * self._sizes).astype(np.int32) + 1
        rank = np.arange(len(hashes)) - np.repeat(np.cumsum(self._sizes) - self._sizes, self._sizes)
        own = held[by_rarity]
        kept = by_rarity[(rank < enough[rows]) & (own > 1) & (own <= COMMON)]
        kept = kept[np.lexsort((rows[kept], hashes[kept]))]
        self._holders = rows[kept].astype(np.int64)
        ends = np.flatnonzero(np.append(np.diff(hashes[kept].astype(np.int64)), 1)) + 1 if len(kept) else kept
        self._behind = np.repeat(ends, np.diff(ends, prepend=0)) - np.arange(len(kept)) - 1

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each pair once: by the first of the two, then by the other."""
        import numpy as np

        order = np.argsort(self._holders, kind="stable")
        total = np.cumsum(self._behind[order])
        first = 0
        while first < len(order):
            limit = total[first - 1] + _AT_ONCE if first else _AT_ONCE
            last = max(int(np.searchsorted(total, limit, side="right")), first + 1)
            end = int(np.searchsorted(self._holders[order], self._holders[order[last - 1]], side="right"))
            yield from self._some(order[first:end])
            first = end

    def _some(self, places: Ints) -> Iterator[tuple[int, int]]:
        """The pairs of the sketches that stand at some places, with those behind them at the same hash."""
        import numpy as np

        behind = self._behind[places]
        ones = np.repeat(self._holders[places], behind)
        steps = np.arange(len(ones)) - np.repeat(np.cumsum(behind) - behind, behind)
        others = self._holders[np.repeat(places + 1, behind) + steps]
        near = self._may_reach(ones, others)
        for pair in np.unique(ones[near] * len(self._sizes) + others[near]).tolist():
            yield divmod(pair, len(self._sizes))

    def _may_reach(self, ones: Ints, others: Ints) -> Ints:
        """Whether the hashes in common can be enough for the estimate to reach the threshold: a bit that one of the
        two lacks stands for a hash that it lacks."""
        import numpy as np

        both = np.zeros(len(ones), dtype=np.int64)
        for word in range(_WORDS):
            both += np.bitwise_count(self._marks[ones, word] & self._marks[others, word])
        most = both + np.minimum(self._lost[ones], self._lost[others])
        union = np.minimum(SIZE, self._sizes[ones] + self._sizes[others] - most)
        near: Ints = most >= self._threshold * union
        return near
