"""How the matches of a pattern may open: with which characters, and what may come next.

Input: the parsed tree of a regular expression. Output: ``Openings``: first character -> the characters that may follow
it, None where that may be anything or nothing. Behind a digit counts what follows the whole run of ASCII digits, which
tells 3일 from 3,000; a digit that follows another character is given as ``0``. A scan that knows the two tries a
pattern at a tenth of the places. Limits: what is told is never too little, but may be too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Openings = Mapping[str, frozenset[str] | None]
DIGIT = "0"
_DIGITS = frozenset("0123456789")
_MANY = 2000  # a class of more characters than this is treated as "any"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: ``pairs`` as in Openings, ``alone`` those characters (or runs of digits) that can be all of
    what it matches, ``empty`` whether it can match nothing."""

    pairs: Mapping[str, frozenset[str] | None]
    alone: frozenset[str]
    empty: bool

    @property
    def firsts(self) -> Iterable[str]:
        """What it may begin with."""
        return self.pairs.keys() | self.alone


_NOTHING = _Part({}, frozenset(), empty=True)


def openings_of(tree: Any, flags: int) -> Openings:
    """The openings of a parsed pattern; empty if they cannot be told."""
    part = _sequence(tree, bool(flags & re.IGNORECASE))
    if part is None or part.empty:
        return {}
    return {**part.pairs, **dict.fromkeys(part.alone)}


def at_start(tree: Any) -> bool:
    """Whether every match of a parsed pattern begins where the text does (``^``, unless lines count)."""
    for operator, argument in tree:
        match str(operator):
            case "AT":
                return str(argument) in ("AT_BEGINNING", "AT_BEGINNING_STRING")
            case "BRANCH":
                return all(map(at_start, argument[1]))
            case "SUBPATTERN":
                return at_start(argument[-1])
        return False
    return False


def _sequence(items: Iterable[Any], fold: bool) -> _Part | None:
    """The parts one after the other; None where it could begin with anything."""
    so_far: _Part | None = _NOTHING
    for operator, argument in items:
        so_far = _joined(so_far, _part(str(operator), argument, fold))
        if so_far is None or not (so_far.empty or so_far.alone):
            break
    return so_far


def _part(operator: str, argument: Any, fold: bool) -> _Part | None:
    match operator:
        case "LITERAL":
            return _of({chr(argument)}, fold)
        case "IN":
            found = _class(argument)
            return None if found is None else _of(found, fold)
        case "BRANCH":
            return _either([_sequence(branch, fold) for branch in argument[1]])
        case "SUBPATTERN":
            return _sequence(argument[-1], fold or bool(argument[1] & re.IGNORECASE))
        case "ATOMIC_GROUP":
            return _sequence(argument, fold)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, items = argument
            return _repeated(_sequence(items, fold), least, most)
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return _NOTHING
    return None


def _of(characters: set[str], fold: bool) -> _Part:
    if fold:
        characters = {case for c in characters for case in (c, c.lower(), c.upper()) if len(case) == 1}
    return _Part({}, frozenset(characters), empty=False)


def _repeated(one: _Part | None, least: int, most: int) -> _Part | None:
    if one is None:
        return None
    both = _joined(one, one) if most > 1 else one
    parts = [both, *([one] if least < 2 else []), *([] if least else [_NOTHING])]
    return _either(parts)


def _either(parts: Iterable[_Part | None]) -> _Part | None:
    pairs: dict[str, frozenset[str] | None] = {}
    alone: frozenset[str] = frozenset()
    empty = False
    for part in parts:
        if part is None:
            return None
        _add(pairs, part.pairs)
        alone |= part.alone
        empty |= part.empty
    return _Part(pairs, alone, empty)


def _joined(left: _Part | None, right: _Part | None) -> _Part | None:
    """``left`` and then ``right``; None where either may begin it with anything."""
    if left is _NOTHING or right is _NOTHING:
        return right if left is _NOTHING else left
    if left is None or (right is None and left.empty):
        return None
    if right is None:
        return _Part({**left.pairs, **dict.fromkeys(left.alone)}, frozenset(), empty=False)
    pairs = dict(left.pairs)
    digits, others = left.alone & _DIGITS, left.alone - _DIGITS
    alone = left.alone if right.empty else frozenset[str]()
    if others:
        _add(pairs, dict.fromkeys(others, frozenset(DIGIT if c in _DIGITS else c for c in right.firsts)))
    if digits:
        behind: dict[str, frozenset[str] | None] = {}
        _add(behind, {DIGIT: frozenset(right.firsts) - _DIGITS})
        for digit in _DIGITS & right.pairs.keys():  # the run goes on
            _add(behind, {DIGIT: right.pairs[digit]})
        _add(pairs, dict.fromkeys(digits, behind[DIGIT]))
        alone |= digits if right.alone & _DIGITS else frozenset()
    if left.empty:
        _add(pairs, right.pairs)
        alone |= right.alone
    return _Part(pairs, alone, left.empty and right.empty)


def _add(pairs: dict[str, frozenset[str] | None], more: Mapping[str, frozenset[str] | None]) -> None:
    """Put ``more`` into ``pairs``; anything wins over something."""
    for first, new in more.items():
        known = pairs.get(first, frozenset())
        pairs[first] = None if new is None or known is None else known | new


def _class(items: Iterable[Any]) -> set[str] | None:
    found: set[str] = set()
    for operator, argument in items:
        if str(operator) == "LITERAL":
            found.add(chr(argument))
        elif str(operator) == "RANGE" and argument[1] - argument[0] < _MANY:
            found |= {chr(code) for code in range(argument[0], argument[1] + 1)}
        else:
            return None
    return found
