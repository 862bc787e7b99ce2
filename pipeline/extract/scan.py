"""One scan for many patterns: at each place where some pattern could begin, the longest match wins.

Input: patterns, each with whatever it stands for. Output: matches from left to right that do not overlap;
of two matches of the same length the earlier pattern wins. A pattern is tried only where its first character and what
follows it fit, and never inside a number or a Latin word; one that fits nowhere is not compiled. Limits: patterns must
not match the empty string.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from pipeline.openings import DIGIT
from pipeline.patterns import Pattern

T = TypeVar("T")
_LETTERS = re.compile("[A-Za-z]")
_DIGITS = re.compile("[0-9]*")
Try = Callable[[str, int, int], re.Match[str] | None]


class Scanner(Generic[T]):
    """Patterns for one scan; it only remembers which of them fit two characters."""

    def __init__(self, patterns: Sequence[tuple[Pattern, T]]) -> None:
        if where := [pattern.text for pattern, _ in patterns if not pattern.openings]:
            raise ValueError(f"patterns that could begin with anything: {where}")
        self._by_first: dict[str, list[tuple[Pattern, T]]] = {}
        for pattern, meaning in patterns:
            for first in pattern.openings:
                self._by_first.setdefault(first, []).append((pattern, meaning))
        self._fitting: dict[tuple[str, str], tuple[tuple[Try, T], ...]] = {}
        self._anchor = _anchor(sorted(self._by_first))

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
        for matched, meaning in self._choices(text, at, stop):
            match = matched(text, at, stop)
            if match and match.end() > reach:
                best, reach = (match, meaning), match.end()
        return best

    def _choices(self, text: str, at: int, stop: int) -> tuple[tuple[Try, T], ...]:
        """The patterns whose openings fit what stands at ``at``."""
        first = text[at]
        if "0" <= first <= "9":
            at = _DIGITS.match(text, at + 1, stop).end()  # type: ignore[union-attr]  # it matches nothing, too
        else:
            at += 1
        then = text[at : at + 1] if at < stop else ""
        pair = first, DIGIT if "0" <= then <= "9" else then
        fitting = self._fitting.get(pair)
        if fitting is None:
            fitting = self._fitting[pair] = tuple(self._fit(*pair))
        return fitting

    def _fit(self, first: str, then: str) -> Iterator[tuple[Try, T]]:
        """The patterns that may open with two characters, compiled now."""
        for pattern, meaning in self._by_first.get(first, ()):
            behind = pattern.openings[first]
            if behind is None or then in behind:
                yield pattern.match, meaning


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
