"""What a figure of people counts: the killed, the hurt, the missing, by the words around it.

Input: the parsed tolls.toml; then a text and the span of a figure. Output: ``Tolls``. Limits: words at most
``_AROUND`` code points from the figure; a part of a toll (women, foreigners, two more) counts nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model import Span

_AROUND = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class TollKind:
    """What a toll counts, by the words right before and right behind its figure, or in it."""

    name: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolls:
    """How tolls are told. ``happenings``: types, or type.mode, that have one; ``running``: words that count on.

    ``days``: how long a count goes on, ``settled``: after how many it changes no more by the hour; ``part_before``
    and ``part_after``: words around a figure that is a part of the toll or an addition to it.
    """

    happenings: frozenset[str]
    days: int
    settled: int
    running: re.Pattern[str]
    part_before: re.Pattern[str]
    part_after: re.Pattern[str]
    kinds: tuple[TollKind, ...]

    def counted(self, text: str, figure: Span) -> str:
        """What the figure of ``text`` counts: the name of a kind; empty if it is no toll, or a part of one."""
        before = text[max(0, figure.start - _AROUND) : figure.start]
        after = text[figure.end : figure.end + _AROUND]
        if self.part_before.search(before) or self.part_after.match(after):
            return ""
        own = figure.of(text)
        found = (kind.name for kind in self.kinds if kind.after.match(after) or kind.after.search(own))
        return next(found, "") or next((kind.name for kind in self.kinds if kind.before.search(before)), "")


def load_tolls(table: Mapping[str, Any], pattern: Callable[[str, str], re.Pattern[str]]) -> Tolls:
    """The toll words of a table; ``pattern`` compiles (name for errors, expression)."""
    kinds = tuple(
        TollKind(
            name=row["name"],
            before=pattern(row["name"], row["before"]),
            after=pattern(row["name"], row["after"]),
            examples=tuple(row["examples"]),
        )
        for row in table["kind"]
    )
    words = {name: pattern(name, table[name]) for name in ("running", "part_before", "part_after")}
    happenings = frozenset(table["happenings"])
    return Tolls(happenings=happenings, days=table["days"], settled=table["settled"], kinds=kinds, **words)
