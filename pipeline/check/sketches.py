"""Near-identical passages without comparing all pairs: bottom-k MinHash sketches over character shingles.

Input: texts. Output: pairs of positions whose Jaccard similarity is estimated at or above a threshold. The same
texts give the same pairs. Limits: texts shorter than ``SHORTEST`` say too little (spaces and marks left out; a Han
or Hangul character counts for two); the estimate of a sketch of k hashes is off by about 1/sqrt(k).
"""

from __future__ import annotations

import unicodedata
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

SHINGLE = 4
SIZE = 96
SHORTEST = 40
COMMON = 200
_BITS = 509


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


def near_pairs(texts: Iterable[str], threshold: float) -> list[tuple[int, int, float]]:
    """Pairs of positions with their similarity, where it reaches ``threshold``."""
    return pairs_of([array("I", sketch(text)) for text in texts], threshold)


def pairs_of(sketches: Sequence[Sequence[int]], threshold: float) -> list[tuple[int, int, float]]:
    """The same for texts that are sketched already.

    Two sketches that are alike enough share one of the rarest hashes of each (prefix filter); a hash that more than
    ``COMMON`` texts hold is a turn of phrase and finds none.
    """
    held = Counter(value for hashes in sketches for value in hashes)
    rare = [array("I", _rarest(hashes, held, threshold)) for hashes in sketches]
    holders: dict[int, list[int]] = defaultdict(list)
    for position, hashes in enumerate(rare):
        for value in hashes:
            holders[value].append(position)
    marks = [_marks(hashes) for hashes in sketches]
    found: list[tuple[int, int, float]] = []
    for one, hashes in enumerate(rare):
        others = {other for value in hashes for other in holders[value] if other > one}
        close = sorted(other for other in others if _may_reach(marks[one], marks[other], threshold))
        scored = ((one, other, likeness(sketches[one], sketches[other])) for other in close)
        found += [pair for pair in scored if pair[2] >= threshold]
    return found


def _rarest(hashes: Sequence[int], held: Mapping[int, int], threshold: float) -> list[int]:
    """So many of the rarest hashes that a text alike by ``threshold`` cannot lack them all; those others hold too."""
    enough = len(hashes) - ceil(threshold * len(hashes)) + 1
    return [value for value in sorted(hashes, key=held.__getitem__)[:enough] if 1 < held[value] <= COMMON]


def _marks(hashes: Sequence[int]) -> tuple[int, int, int]:
    """A bit for each hash, which some share; how many bits fewer than hashes there are; how many hashes."""
    bits = 0
    for value in hashes:
        bits |= 1 << value % _BITS
    return bits, len(hashes) - bits.bit_count(), len(hashes)


def _may_reach(left: tuple[int, int, int], right: tuple[int, int, int], threshold: float) -> bool:
    """Whether the hashes in common can be enough for the estimate to reach the threshold: a bit that one of the two
    lacks stands for a hash that it lacks."""
    most = (left[0] & right[0]).bit_count() + min(left[1], right[1])
    return most >= threshold * min(SIZE, left[2] + right[2] - most)
