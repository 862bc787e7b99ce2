"""How far codes of sound classes lie apart: the weighted edit distance, of two codes or of one from many at a time, and
which of many lie near enough to be compared.

Input: costs of gaps and swaps, codes. Output: distances; both ways give the same numbers. Source: Wagner and Fischer
1974, for many codes one cell of the table of all of them at a time. Limits: numpy is imported when first asked, so
that few comparisons do not pay for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


ROUNDING = 1e-9
"""Distances that are less apart are the same: they are sums of costs."""


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

    def encoded(self, codes: Sequence[str]) -> Encoded:
        """The codes as one table, for ``of``; at least one."""
        import numpy as np

        sizes = np.array(list(map(len, codes)), dtype=np.intp)
        longest = int(sizes.max())
        padded = "".join(code.ljust(longest) for code in codes).encode().translate(self._tables[0])
        return Encoded(np.frombuffer(padded, dtype=np.uint8).reshape(len(codes), longest).T, sizes)

    def of(self, code: str, others: Encoded) -> np.ndarray:
        """The distance of ``code`` from each of ``others``."""
        import numpy as np

        numbers, gaps, swaps = self._tables
        signs, sizes = others.signs, others.sizes
        lost = gaps[signs]
        row = np.zeros((len(signs) + 1, len(sizes)))
        np.cumsum(lost, axis=0, out=row[1:])
        for number in code.encode().translate(numbers):
            gap, new = gaps[number], np.empty_like(row)
            new[0] = row[0] + gap
            np.minimum(row[:-1] + swaps[number][signs], row[1:] + gap, out=new[1:])
            for at in range(len(signs)):
                np.minimum(new[at + 1], new[at] + lost[at], out=new[at + 1])
            row = new
        found: np.ndarray = row[sizes, np.arange(len(sizes))]
        return found


@dataclass(frozen=True)
class Encoded:
    """Many codes as numbers of letters, one column each, and how long each is."""

    signs: np.ndarray
    sizes: np.ndarray

    def at(self, places: np.ndarray) -> Encoded:
        """Some of them."""
        sizes = self.sizes[places]
        return Encoded(self.signs[: sizes.max(initial=0), places], sizes)


@dataclass(frozen=True, kw_only=True)
class Near:
    """Which codes of two sets lie near each other: such that a score of ``floor`` can be reached."""

    near: Mapping[str, frozenset[str]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    floor: float = inf
    distances: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @classmethod
    def of(cls, ones: Mapping[str, float], others: Mapping[str, float], floor: float, rows: Distances) -> Near:
        """Measured all at once; the codes come with their weights."""
        import numpy as np

        names, weights = list(others), np.array(list(others.values()))
        encoded, near, known = rows.encoded(names), dict[str, frozenset[str]](), dict[tuple[str, str], float]()
        for one, weight in ones.items():
            heavier = np.maximum(weight, weights)
            places = np.flatnonzero(np.minimum(weight, weights) > (floor - 0.01) * heavier)
            found = rows.of(one, encoded.at(places))
            within = found <= (1 - floor) * heavier[places] + ROUNDING
            close = [names[place] for place in places[within]]
            known |= {pair_of(one, two): far for two, far in zip(close, found[within].tolist(), strict=True)}
            near[one] = frozenset(close)
        return cls(near=near, others=frozenset(others), floor=floor, distances=known)

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset[str]().union(*self.near.values())

    def reached(self, codes: Collection[str]) -> bool:
        """Whether any of the codes lies near one; also where nothing was measured."""
        return not self.near or not self._all.isdisjoint(codes)

    def apart(self, left: frozenset[str], right: frozenset[str], floor: float) -> bool:
        """Whether all codes of two names were measured, and none of one lies near one of the other."""
        if floor < self.floor or not self.near:
            return False
        for one, two in ((left, right), (right, left)):
            if self.near.keys() >= one and self.others >= two:
                return all(self.near[code].isdisjoint(two) for code in one)
        return False


def pair_of(one: str, two: str) -> tuple[str, str]:
    """Two codes in the order in which their distance is remembered."""
    return (one, two) if one <= two else (two, one)


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
