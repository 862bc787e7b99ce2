"""Titles (외무상, 外长, Foreign Minister) and who held which office when.

Input: titles.csv (``role, lang, title``) and terms.csv (``person, role, country, from, to, source``; ISO days,
start inclusive, end exclusive, empty = open). Output: the role of a title; the holders of a role on a day.
Limits: terms are ours and not complete; an unknown holder is reported as unknown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.lexicon import records

TITLE_COLUMNS = ["role", "lang", "title"]
TERM_COLUMNS = ["person", "role", "country", "from", "to", "source"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office. ``country`` is an alpha-3 code; dates may be years, months or days."""

    person: str
    role: str
    country: str
    start: str
    end: str

    def holds(self, day: str) -> bool:
        """Whether the office was held on that day (or somewhere in that year or month); empty = any time."""
        if not day:
            return True
        return self.start[: len(day)] <= day and (not self.end or day <= self.end[: len(day)])


@dataclass(frozen=True)
class Offices:
    """Titles by language and text, and terms of office."""

    titles: dict[str, dict[str, tuple[str, ...]]]
    terms: tuple[Term, ...]

    @classmethod
    def load(cls, titles: Path, terms: Path) -> Offices:
        """Read both tables; raises PipelineError ``bad-lexicon``."""
        table: dict[str, dict[str, tuple[str, ...]]] = {"ko": {}, "zh": {}, "en": {}}
        for role, lang, title in records.rows(titles, TITLE_COLUMNS):
            table[lang][title] = (*table[lang].get(title, ()), role)
        return cls(table, tuple(Term(*row[:5]) for row in records.rows(terms, TERM_COLUMNS)))

    @cached_property
    def _holders(self) -> dict[tuple[str, str], tuple[Term, ...]]:
        found: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for term in self.terms:
            found[term.role, term.country].append(term)
        return {key: tuple(terms) for key, terms in found.items()}

    @cached_property
    def roles_of(self) -> dict[str, tuple[Term, ...]]:
        """Person id -> the offices held."""
        found: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            found[term.person].append(term)
        return {person: tuple(terms) for person, terms in found.items()}

    def holders(self, role: str, country: str, day: str) -> tuple[str, ...]:
        """The persons who held the role in the country on an ISO day, in table order."""
        terms = self._holders.get((role, country), ())
        return tuple(dict.fromkeys(term.person for term in terms if term.holds(day)))
