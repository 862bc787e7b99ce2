"""How the matches of a pattern may open: with which characters, and what may come next.

Input: what the parts of a pattern may match. Output: what they may together, in the end ``Openings``: first character
-> the characters that may follow it, None where that may be anything or nothing. Behind a digit counts what follows
the whole run of ASCII digits, which tells 3일 from 3,000; a digit that follows another character is given as ``0``. A
scan that knows the two tries a pattern at a tenth of the places. Limits: what is told is never too little, but may be
too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Openings = Mapping[str, frozenset[str] | None]
DIGIT = "0"
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pattern: ``pairs`` as in Openings, ``alone`` those characters (or runs of digits) that can be all of
    what it matches, ``empty`` whether it can match nothing."""

    pairs: Mapping[str, frozenset[str] | None]
    alone: frozenset[str]
    empty: bool

    @property
    def firsts(self) -> Iterable[str]:
        """What it may begin with."""
        return self.pairs.keys() | self.alone


NOTHING = Part({}, frozenset(), empty=True)


def of(characters: set[str], fold: bool) -> Part:
    """One of ``characters``; with ``fold`` in any case."""
    return Part({}, _cases(characters) if fold else frozenset(characters), empty=False)


def begun(first: str, second: str, fold: bool) -> Part:
    """What begins with these two characters, none of them a digit; with ``fold`` in any case."""
    firsts, seconds = (_cases({char}) if fold else frozenset((char,)) for char in (first, second))
    return Part(dict.fromkeys(firsts, seconds), frozenset(), empty=False)


def _cases(characters: set[str]) -> frozenset[str]:
    return frozenset(case for c in characters for case in (c, c.lower(), c.upper()) if len(case) == 1)


def repeated(one: Part | None, least: int, most: int) -> Part | None:
    """``one`` as often as that; None where it may begin with anything."""
    if one is None:
        return None
    both = joined(one, one) if most > 1 else one
    parts = [both, *([one] if least < 2 else []), *([] if least else [NOTHING])]
    return either(parts)


def either(parts: Iterable[Part | None]) -> Part | None:
    """One of ``parts``; None where one of them may begin with anything."""
    pairs: dict[str, frozenset[str] | None] = {}
    alone: frozenset[str] = frozenset()
    empty = False
    for part in parts:
        if part is None:
            return None
        _add(pairs, part.pairs)
        alone |= part.alone
        empty |= part.empty
    return Part(pairs, alone, empty)


def joined(left: Part | None, right: Part | None) -> Part | None:
    """``left`` and then ``right``; None where either may begin it with anything."""
    if left is NOTHING or right is NOTHING:
        return right if left is NOTHING else left
    if left is None or (right is None and left.empty):
        return None
    if right is None:
        return Part({**left.pairs, **dict.fromkeys(left.alone)}, frozenset(), empty=False)
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
    return Part(pairs, alone, left.empty and right.empty)


def _add(pairs: dict[str, frozenset[str] | None], more: Mapping[str, frozenset[str] | None]) -> None:
    """Put ``more`` into ``pairs``; anything wins over something."""
    for first, new in more.items():
        known = pairs.get(first, frozenset())
        pairs[first] = None if new is None or known is None else known | new
