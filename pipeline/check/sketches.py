"""Near-identical passages without comparing all pairs: bottom-k MinHash sketches over character shingles.

Input: texts. Output: pairs of positions whose Jaccard similarity is estimated at or above a threshold. The same
texts give the same pairs. Limits: texts shorter than ``SHORTEST`` say too little (spaces and marks left out; a Han
or Hangul character counts for two); the estimate of a sketch of k hashes is off by about 1/sqrt(k).
"""

from __future__ import annotations

import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Sequence

SHINGLE = 4
SIZE = 96
SHORTEST = 40


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


def likeness(left: Sequence[int], right: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two sketched texts."""
    if not left or not right:
        return 0.0
    union = sorted(set(left) | set(right))[:SIZE]
    return len(set(left) & set(right) & set(union)) / len(union)


def near_pairs(texts: Sequence[str], threshold: float) -> list[tuple[int, int, float]]:
    """Pairs of positions with their similarity, where it reaches ``threshold``."""
    sketches = [sketch(text) for text in texts]
    sets = [frozenset(hashes) for hashes in sketches]
    holders: dict[int, list[int]] = defaultdict(list)
    for position, hashes in enumerate(sketches):
        # of two texts alike by 0.7 or more, the lowest sixteen hashes share one all but surely
        for value in hashes[:16]:
            holders[value].append(position)
    candidates = {(a, b) for held in holders.values() if len(held) <= 200 for a in held for b in held if a < b}
    close = ((a, b) for a, b in sorted(candidates) if _may_reach(sets[a], sets[b], threshold))
    scored = ((a, b, likeness(sketches[a], sketches[b])) for a, b in close)
    return [(a, b, score) for a, b, score in scored if score >= threshold]


def _may_reach(left: frozenset[int], right: frozenset[int], threshold: float) -> bool:
    """Whether the hashes in common are enough for the estimate to reach the threshold; what is refused cannot."""
    common = len(left & right)
    return common >= threshold * min(SIZE, len(left) + len(right) - common)
