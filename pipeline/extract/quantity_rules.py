"""Numerals, units and bound words of one language, compiled from the ``[quantity]`` table of words.toml.

Output: ``QuantityRules`` with one pattern for a whole quantity and the tables that value it. Limits: a unit must be
listed; native numerals count only in front of a unit. What stands before numbers that are a name (``named_by_number``:
makers, flights), what has a leading nought or follows a colon (a clock time) counts nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import Quantity

_LED = 60
"""Signs before and behind a number without a noun in which words say that it counts people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityRules:
    """What values a quantity. ``pattern`` has groups before, prefix, number, second, over, unit, after."""

    pattern: re.Pattern[str] | None
    multipliers: Mapping[str, int]
    words: Mapping[str, int]
    numerals: tuple[str, ...]
    """The names of both, the longest first."""
    vague: frozenset[str]
    bounds: Mapping[str, str]
    units: Mapping[str, str]
    prefixes: Mapping[str, str]
    framed: Mapping[str, tuple[str, re.Pattern[str]]]
    stand_alone: frozenset[str]
    nouns: frozenset[str]
    what_after: re.Pattern[str]
    people_behind: re.Pattern[str]
    people_before: re.Pattern[str]
    things: Mapping[str, str]
    loose: frozenset[str]
    examples: tuple[Mapping[str, Any], ...]

    def counts_people(self, key: str, start: int, end: int) -> bool:
        """Whether a number without a noun counts people: 30 were killed; a quake killed 30."""
        if self.people_behind.match(key, end) is not None:
            return True
        return self.people_before.search(f"{key[max(0, start - _LED) : start]}|{key[end : end + _LED]}") is not None

    def refined(self, unit: str, what: str) -> str:
        """The unit of a bare counter (마리, 发, 곳) by the thing counted, where the thing is a known one."""
        if unit not in self.loose:
            return unit
        known = (name for name in self.things if what.endswith(name))
        return self.things.get(max(known, key=len, default=""), unit)


def load_quantity_rules(folder: Path) -> QuantityRules:
    """The rules of the language in ``folder``; a language without a ``[quantity]`` table finds nothing."""
    path = folder / "words.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    table: dict[str, Any] = data.get("quantity", {})
    framed = {unit: (row["unit"], re.compile(row["needs"])) for unit, row in table.get("framed", {}).items()}
    bounds = {
        word: bound
        for names, bound in (
            (("about_before", "about_after"), "about"),
            (("least_before", "least_after", "over_after"), "at_least"),
            (("most_before", "most_after"), "at_most"),
        )
        for name in names
        for word in table.get(name, ())
    }
    return QuantityRules(
        pattern=_pattern(table) if table else None,
        multipliers=table.get("multipliers", {}),
        words=table.get("words", {}),
        numerals=tuple(sorted([*table.get("multipliers", {}), *table.get("words", {})], key=len, reverse=True)),
        vague=frozenset(table.get("vague", ())),
        bounds=bounds,
        units=table.get("units", {}),
        prefixes=table.get("prefixes", {}),
        framed=framed,
        stand_alone=frozenset(table.get("stand_alone", ())),
        nouns=frozenset(word for word in table.get("units", {}) if table.get("units_are_nouns") and len(word) > 3),
        what_after=re.compile(table.get("what_after", "(?!)")),
        people_behind=re.compile(table.get("people_behind", "(?!)")),
        people_before=re.compile(table.get("people_before", "(?!)")),
        things=table.get("things", {}),
        loose=frozenset(table.get("loose_units", ())),
        examples=tuple(data.get("quantity_example", ())),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _pattern(table: Mapping[str, Any]) -> re.Pattern[str]:
    digits, multipliers = table["digits"], _any(table["multipliers"])
    spaced = any(word.isascii() for word in table["multipliers"])
    space = r"[\s-]" if spaced else r"\s?"
    edge = r"\b" if spaced else ""
    step = rf"(?:{space}?(?:{multipliers}){edge})"
    words = rf"{edge}{table.get('word_start', '')}(?:{_any(table['words'])}){edge}"
    in_digits = rf"{digits}{step}*(?:\s?{digits}{step}+|{digits}(?={_any(table['units'])}))*"
    in_words = rf"{words}(?:{step}|{space}?{words}|{step}{words})*"
    number = rf"(?:{in_digits}|{in_words}|{_any(table['vague'])})"
    prefixes = _any(table.get("prefixes", ()))
    before = _any([*table["about_before"], *table["least_before"], *table["most_before"]])
    after = _any([*table["about_after"], *table["least_after"], *table["most_after"]])
    units = _any([*table["units"], *table.get("framed", ())])
    unit = rf"\s?-?(?P<unit>{units}){edge if spaced else ''}"
    if spaced:
        unit = rf"\s?-?(?P<unit>{units})(?!\w)"
    unit += rf"(?!{table['unit_not_after']})" if "unit_not_after" in table else ""
    prefix = rf"(?P<prefix>{prefixes})\s?" if prefixes else r"(?P<prefix>(?!))"
    skip = rf"(?!{table['skip']})" if "skip" in table else ""
    named = "".join(
        rf"(?<!{re.escape(name + gap)})" for name in table.get("named_by_number", ()) for gap in ("", " ", "-")
    )
    return re.compile(
        rf"(?:(?P<before>{before})\s?)?(?:{prefix}|(?<!\d[.,:：])(?<![\da-z第제-])){skip}(?!0\d){named}"
        rf"(?P<number>{number})(?:{table['range']}(?P<second>{number}))?(?!{table['not_after']})"
        rf"(?P<over>\s?(?:{_any(table['over_after'])}))?(?:{unit})?(?P<after>\s?(?:{after}))?"
    )


def example_of(row: Mapping[str, Any], found: Iterable[Quantity]) -> bool:
    """Whether one of ``found`` is what an example row states."""
    keys = ("surface", "low", "high", "unit", "what", "bound")
    return any(all(getattr(q, key) == row.get(key, getattr(q, key)) for key in keys) for q in found)
