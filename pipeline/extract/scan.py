"""One scan for many patterns: at each place where some pattern could begin, the longest match wins.

Input: compiled patterns, each with whatever it stands for. Output: matches from left to right that do not overlap;
of two matches of the same length the earlier pattern wins. A pattern is tried only where its first character and what
follows it fit, and never inside a number or a Latin word. Limits: patterns must not match the empty string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.openings import DIGIT, Openings
from pipeline.patterns import openings

T = TypeVar("T")
_LETTERS = re.compile("[A-Za-z]")
_DIGITS = re.compile("[0-9]*")
Choice = tuple[re.Pattern[str], T]


class Scanner(Generic[T]):
    """Patterns compiled for one scan; it only remembers which of them fit two characters."""

    def __init__(self, patterns: Sequence[Choice[T]], known: Sequence[Openings] | None = None) -> None:
        """``known``: the openings of each pattern, where the caller has them already."""
        self._patterns = patterns
        self._openings = known or [openings(pattern) for pattern, _ in patterns]
        if not all(self._openings):
            where = [pattern.pattern for (pattern, _), one in zip(patterns, self._openings, strict=True) if not one]
            raise ValueError(f"patterns that could begin with anything: {where}")
        self._fitting: dict[str, _Fitting[T]] = {}
        self._anchor = _anchor(sorted(set[str]().union(*self._openings)))

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[re.Match[str], T]]:
        """Matches inside ``text[start:end]``; what lies outside is seen by look-behind only."""
        stop = len(text) if end is None else end
        position = start
        while found := self._anchor.search(text, position, stop):
            at = found.start()
            best = self._longest(text, at, stop)
            if best is None:
                position = at + 1
            else:
                yield best
                position = best[0].end()

    def _longest(self, text: str, at: int, stop: int) -> tuple[re.Match[str], T] | None:
        best: tuple[re.Match[str], T] | None = None
        reach = at
        for pattern, meaning in self._choices(text, at, stop):
            match = pattern.match(text, at, stop)
            if match and match.end() > reach:
                best, reach = (match, meaning), match.end()
        return best

    def _choices(self, text: str, at: int, stop: int) -> Sequence[Choice[T]]:
        """The patterns whose openings fit what stands at ``at``."""
        first = text[at]
        fitting = self._fitting.get(first)
        if fitting is None:
            fitting = self._fitting[first] = self._made(first)
        if "0" <= first <= "9":
            at = _DIGITS.match(text, at + 1, stop).end()  # type: ignore[union-attr]  # it matches nothing, too
        else:
            at += 1
        then = text[at : at + 1] if at < stop else ""
        return fitting.behind.get(DIGIT if "0" <= then <= "9" else then, fitting.anyway)

    def _made(self, first: str) -> _Fitting[T]:
        fit = [(item, one[first]) for item, one in zip(self._patterns, self._openings, strict=True) if first in one]
        told = sorted(set[str]().union(*(behind for _, behind in fit if behind is not None)))
        return _Fitting(
            {then: tuple(item for item, behind in fit if behind is None or then in behind) for then in told},
            tuple(item for item, behind in fit if behind is None),
        )


@dataclass(frozen=True, slots=True)
class _Fitting(Generic[T]):
    """The patterns that may open with some character: by what stands behind it, and those for which that is all one."""

    behind: Mapping[str, Sequence[Choice[T]]]
    anyway: Sequence[Choice[T]]


def _anchor(firsts: Sequence[str]) -> re.Pattern[str]:
    """Where a pattern may begin: not inside a number or its fraction, not inside a Latin word."""
    latin = "".join(c for c in firsts if _LETTERS.match(c))
    digits = "".join(c for c in firsts if c.isascii() and c.isdigit())
    other = "".join(re.escape(c) for c in firsts if c not in latin and c not in digits)
    choices = [f"[{other}]"] if other else []
    if digits:
        choices.append(rf"(?<![0-9])(?<![0-9][.,])[{digits}]")
    if latin:
        choices.append(f"(?<![A-Za-z0-9])[{latin}]")
    return re.compile("|".join(choices) or r"(?!)")
