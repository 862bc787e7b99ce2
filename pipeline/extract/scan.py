"""One scan for many patterns: at each place where some pattern could begin, the longest match wins.

Input: compiled patterns, each with whatever it stands for. Output: matches from left to right that do not overlap;
of two matches of the same length the earlier pattern wins. A pattern is tried only where its first character fits,
and never inside a number or a Latin word. Limits: patterns must not match the empty string.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_LETTERS = re.compile("[A-Za-z]")
_MANY = 2000  # a class of more characters than this is treated as "any"


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


def first_characters(pattern: re.Pattern[str]) -> frozenset[str]:
    """Every character that a match of ``pattern`` may begin with; empty if that cannot be told."""
    parser: Any = importlib.import_module("re._parser")
    found, ends = _first(list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
    if ends or found is None:
        return frozenset()
    if pattern.flags & re.IGNORECASE:
        found = {case for c in found for case in (c, c.lower(), c.upper()) if len(case) == 1}
    return frozenset(found)


def _first(items: list[Any]) -> tuple[set[str] | None, bool]:
    """First characters of a parsed sequence (None: any), and whether the sequence may match nothing."""
    found: set[str] = set()
    for operator, argument in items:
        more, empty = _first_of(str(operator), argument)
        if more is None:
            return None, False
        found |= more
        if not empty:
            return found, False
    return found, True


def _first_of(operator: str, argument: Any) -> tuple[set[str] | None, bool]:
    match operator:
        case "LITERAL":
            return {chr(argument)}, False
        case "IN":
            return _class(argument), False
        case "BRANCH":
            parts = [_first(list(branch)) for branch in argument[1]]
            if any(part is None for part, _ in parts):
                return None, False
            return set[str]().union(*(part for part, _ in parts if part)), any(empty for _, empty in parts)
        case "SUBPATTERN":
            return _first(list(argument[-1]))
        case "ATOMIC_GROUP":
            return _first(list(argument))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            found, empty = _first(list(argument[2]))
            return found, empty or argument[0] == 0
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return set(), True
    return None, False


def _class(items: list[Any]) -> set[str] | None:
    found: set[str] = set()
    for operator, argument in items:
        if str(operator) == "LITERAL":
            found.add(chr(argument))
        elif str(operator) == "RANGE" and argument[1] - argument[0] < _MANY:
            found |= {chr(code) for code in range(argument[0], argument[1] + 1)}
        else:
            return None
    return found
