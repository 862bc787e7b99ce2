"""Facets: questions that the clauses of one event may answer differently.

Input: a row of facets.toml; then a clause. Output: ``Facet``, which reads the values that the clause names. Limits:
patterns only; a clause that names none says nothing, unless the facet tells what is meant then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

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


def load_facet(row: Mapping[str, Any], pattern: Callable[[str, str], re.Pattern[str]]) -> Facet:
    """The facet of a table row; ``pattern`` compiles (name for errors, expression)."""
    values = tuple(
        FacetValue(
            name=value["name"],
            pattern=pattern(row["id"], value["match"]),
            within=value.get("within", ""),
        )
        for value in row["values"]
    )
    return Facet(
        id=row["id"],
        field=row["field"],
        kind=cast(ConflictKind, row["kind"]),
        types=frozenset(row["types"]),
        values=values,
        otherwise=row.get("otherwise", ""),
        nested=row.get("nested", False),
        examples=tuple(row["examples"]),
    )
