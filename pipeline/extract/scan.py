"""One scan for many patterns: at each place where some pattern could begin, the longest match wins.

Input: compiled patterns, each with whatever it stands for. Output: matches from left to right that do not overlap;
of two matches of the same length the earlier pattern wins. A pattern is tried only where its first character fits,
and never inside a number or a Latin word. Limits: patterns must not match the empty string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from pipeline.patterns import first_characters

T = TypeVar("T")
_LETTERS = re.compile("[A-Za-z]")


class Scanner(Generic[T]):
    """Patterns compiled for one scan; immutable once built."""

    def __init__(
        self, patterns: Sequence[tuple[re.Pattern[str], T]], firsts: Sequence[frozenset[str]] | None = None
    ) -> None:
        """``firsts``: the first characters of each pattern, where the caller has them already."""
        self._by_first: dict[str, tuple[tuple[re.Pattern[str], T], ...]] = {}
        firsts = firsts or [first_characters(pattern) for pattern, _ in patterns]
        if any(not first for first in firsts):
            where = [pattern.pattern for (pattern, _), first in zip(patterns, firsts, strict=True) if not first]
            raise ValueError(f"patterns that could begin with anything: {where}")
        for character in sorted(set[str]().union(*firsts)):
            fitting = (item for item, first in zip(patterns, firsts, strict=True) if character in first)
            self._by_first[character] = tuple(fitting)
        self._anchor = _anchor(self._by_first)

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
        for pattern, meaning in self._by_first[text[at]]:
            match = pattern.match(text, at, stop)
            if match and match.end() > reach:
                best, reach = (match, meaning), match.end()
        return best


def _anchor(by_first: dict[str, Any]) -> re.Pattern[str]:
    """Where a pattern may begin: not inside a number or its fraction, not inside a Latin word."""
    latin = "".join(c for c in by_first if _LETTERS.match(c))
    digits = "".join(c for c in by_first if c.isascii() and c.isdigit())
    other = "".join(re.escape(c) for c in by_first if c not in latin and c not in digits)
    choices = [f"[{other}]"] if other else []
    if digits:
        choices.append(rf"(?<![0-9])(?<![0-9][.,])[{digits}]")
    if latin:
        choices.append(f"(?<![A-Za-z0-9])[{latin}]")
    return re.compile("|".join(choices) or r"(?!)")
