"""The records that the data files of the checks are read into. Input: parsed values. Limits: no logic but reading
growth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A kind of event row: a type and its modes (none: any), and what its trigger must say (nothing: any)."""

    type: str
    modes: frozenset[str]
    says: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """``first`` cannot come after ``then``. ``tie`` names what makes the two belong together: one agreement of the
    same parties, or one trip of the same person (``days`` apart at most; 0: however far).
    """

    id: str
    tie: Literal["agreement", "trip"]
    first: Deed
    then: Deed
    says: str
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What a denial looks like, and what can be denied."""

    types: frozenset[str]
    modes: frozenset[str]
    statuses: frozenset[str]
    claims: frozenset[str]
    days: int
    figure: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The words of an agreement whose end may be announced, how many years later it may end, and what is asked."""

    agreement: re.Pattern[str]
    years: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How headlines count deeds: a pattern with the groups ``name`` and ``n``, and the words of each mode."""

    pattern: re.Pattern[str]
    deeds: tuple[tuple[str, re.Pattern[str]], ...]
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How a clause tells growth from one figure to the next: what joins them, and how many times or per cent.

    ``plus`` is added where the words may mean "more" as well as "as much" (增长两倍). ``words``: fixed factors.
    """

    id: str
    unit: Literal["times", "percent"]
    between: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    words: Mapping[str, float]
    plus: float = 0.0
    examples: tuple[Mapping[str, Any], ...] = ()

    def read(self, text: str, old: Span, new: Span) -> tuple[str, float] | None:
        """(words, number) of the growth stated around two figures of ``text``; None if nothing is."""
        if not self.between.fullmatch(text[old.end : new.start]):
            return None
        found = self.after.match(text[new.end : new.end + 30]) if self.after else None
        if found is None and self.before:
            found = self.before.search(text[max(0, old.start - 40) : old.start])
        if found is None:
            return None
        word = found["n"]
        return found[0].strip(" ,，"), self.words.get(word.casefold()) or float(word.replace(",", ""))
