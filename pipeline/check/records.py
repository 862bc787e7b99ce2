"""The records that the data files of the checks are read into. Input: parsed values. Limits: no logic but reading
a clause by a facet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model import ConflictKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One thing a facet can say; ``within`` names the value of which it is a part."""

    name: str
    pattern: re.Pattern[str]
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A question that clauses of one event may answer differently; ``kind`` is the conflict kind if they do.

    ``otherwise`` is the value of a clause in which nothing is found; empty means that it says nothing. ``nested``:
    a clause that names one thing more than another differs from it too.
    """

    id: str
    field: str
    kind: ConflictKind
    types: frozenset[str]
    values: tuple[FacetValue, ...]
    otherwise: str = ""
    nested: bool = False
    examples: tuple[Mapping[str, Any], ...] = ()

    def read(self, clause: str) -> tuple[str, ...]:
        """The values that ``clause`` names, in the facet's order; a part replaces its whole."""
        found = [value for value in self.values if value.pattern.search(clause)]
        wholes = {value.within for value in found}
        return tuple(value.name for value in found if value.name not in wholes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A kind of event row: a type and its modes (none: any)."""

    type: str
    modes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """``first`` cannot come after ``then`` for the same parties and agreement."""

    id: str
    first: Deed
    then: Deed
    says: str


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
class Tally:
    """How headlines count deeds: a pattern with the groups ``name`` and ``n``, and the words of each mode."""

    pattern: re.Pattern[str]
    deeds: tuple[tuple[str, re.Pattern[str]], ...]
    examples: tuple[Mapping[str, Any], ...]
