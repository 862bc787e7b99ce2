"""How far codes of sound classes lie apart: the weighted edit distance, of two codes or of one from many at a time.

Input: costs of gaps and swaps, codes. Output: distances; both ways give the same numbers. Source: Wagner and Fischer
1974, for many codes one cell of the table of all of them at a time. Limits: numpy is imported when first asked, so
that few comparisons do not pay for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Distances:
    """The costs of letters as tables that many codes are looked up in at once."""

    gaps: Mapping[str, float]
    swaps: Mapping[str, Mapping[str, float]]

    @cached_property
    def _tables(self) -> tuple[bytes, np.ndarray, np.ndarray]:
        """Byte → number of a letter, gaps and swaps by number; the last number stands behind the end of a code."""
        import numpy as np

        letters = "".join(self.gaps)
        end = len(letters)
        gaps, swaps = np.zeros(end + 1), np.zeros((end + 1, end + 1))
        for number, one in enumerate(letters):
            gaps[number] = self.gaps[one]
            swaps[number, :end] = [self.swaps[one][two] for two in letters]
        return bytes.maketrans(f"{letters} ".encode(), bytes(range(end + 1))), gaps, swaps

    def of(self, code: str, others: Sequence[str]) -> list[float]:
        """The distance of ``code`` from each of ``others``."""
        import numpy as np

        if not others:
            return []
        numbers, gaps, swaps = self._tables
        sizes = np.array(list(map(len, others)), dtype=np.intp)
        longest = int(sizes.max())
        padded = "".join(other.ljust(longest) for other in others).encode().translate(numbers)
        signs = np.frombuffer(padded, dtype=np.uint8).reshape(len(others), longest).T
        lost = gaps[signs]
        row = np.zeros((longest + 1, len(others)))
        np.cumsum(lost, axis=0, out=row[1:])
        for number in code.encode().translate(numbers):
            gap, new = gaps[number], np.empty_like(row)
            new[0] = row[0] + gap
            np.minimum(row[:-1] + swaps[number][signs], row[1:] + gap, out=new[1:])
            for at in range(longest):
                np.minimum(new[at + 1], new[at] + lost[at], out=new[at + 1])
            row = new
        found: list[float] = row[sizes, np.arange(len(others))].tolist()
        return found


def edit(one: str, two: str, gaps: Mapping[str, float], swaps: Mapping[str, Mapping[str, float]], most: float) -> float:
    """The distance of two codes; infinite once no cell of a row is within ``most``, since costs only add up."""
    row = [0.0, *itertools.accumulate(gaps[char] for char in two)]
    for char in one:
        gap, swap, diagonal = gaps[char], swaps[char], row[0]
        left = diagonal + gap
        new = [left]
        for other, above in zip(two, row[1:], strict=True):
            best = diagonal + swap[other]
            if above + gap < best:
                best = above + gap
            left += gaps[other]
            if best < left:
                left = best
            new.append(left)
            diagonal = above
        if min(new) > most:
            return inf
        row = new
    return row[-1]
