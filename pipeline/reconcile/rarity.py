"""How rare an actor, topic, thing or term is, in hundredths of a bit, and by which steps that moves as a table grows.

Input: how many mentions there are, and how many have it. Output: log2(all / those that have it). From ``LARGE``
mentions on both numbers count in steps, the same way for a whole run and for one that adds to a table: else each new
mention would move the weight of every pair that shares one of its actors. Limits: a step of all mentions is up to a
quarter of their number, one of those with an actor up to half, with a word up to all of it: an error of a third of a
bit, of 0.6 or of a whole one at most.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

LARGE = 20_000  # mentions: below, every run is a whole one
SIZE, ACTORS, WORDS = 3, 2, 1  # leading binary digits that count
IMAGINED = 50  # mentions: how much the usual rarity of a word weighs against that of this corpus


def stepped(n: int, digits: int) -> int:
    """``n`` with all but its leading binary digits struck out; numbers up to 15 stand as they are."""
    tail = max(0, n.bit_length() - digits) if n > 15 else 0
    return n >> tail << tail


def is_large(n: int) -> bool:
    """Whether a table of ``n`` mentions is kept and grows, and counts in steps."""
    return n >= LARGE


def size_of(n: int) -> int:
    """The number of mentions that weights are made for."""
    return stepped(n, SIZE) if is_large(n) else n


def bits(total: int, n: int, imagined: int = 0) -> int:
    """Rarity of what ``n`` of ``total`` mentions have.

    ``imagined`` mentions more, of which every 32nd has it, keep few mentions from misleading.
    """
    if is_large(total):
        total, n = size_of(total), stepped(n, WORDS if imagined else ACTORS)
    return round(100 * math.log2((total + imagined) / (n + imagined / 32)))


class Rarity:
    """Counts in how many mentions a code occurs; ``imagined`` as for ``bits``."""

    def __init__(self, imagined: int = 0) -> None:
        self._imagined = imagined
        self._counts: Counter[int] = Counter()
        self._total = 0

    def count(self, codes: Iterable[int]) -> None:
        """Take in the codes of one mention."""
        self._counts.update(codes)
        self._total += 1

    def bits(self) -> dict[int, int]:
        """Bits of each code that has occurred."""
        return {code: bits(self._total, n, self._imagined) for code, n in self._counts.items()}
