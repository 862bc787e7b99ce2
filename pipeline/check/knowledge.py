"""The data behind the checks, loaded once: how values relate, facets, expressions of rank, agencies, templates.

Input: the TOML files beside this module. Output: ``Knowledge``. Errors: PipelineError ``bad-rule`` names the file
and what is wrong. Limits: patterns are read as regular expressions over the text as it stands, case ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.check.counted import Tolls, load_tolls
from pipeline.check.facets import Facet, load_facet
from pipeline.check.records import Deed, Denial, Growth, Notice, Order, Tally
from pipeline.check.sentences import Sentences
from pipeline.errors import PipelineError
from pipeline.model import ConflictKind
from pipeline.rules import Rule, RuleFile

HERE = Path(__file__).parent


class Knowledge:
    """Everything in the data files; each part is parsed on first use and then kept."""

    @cached_property
    def _relations(self) -> Mapping[str, Any]:
        return _toml("relations.toml")

    @cached_property
    def status_kinds(self) -> Mapping[frozenset[str], ConflictKind]:
        """Pair of statuses -> conflict kind."""
        return MappingProxyType({frozenset(row["pair"]): row["kind"] for row in self._relations["status"]})

    @cached_property
    def opposites(self) -> frozenset[frozenset[str]]:
        """Pairs of types that cannot name the same deed."""
        return frozenset(frozenset(pair) for pair in self._relations["types"]["opposites"])

    @cached_property
    def open_types(self) -> frozenset[str]:
        """Types that say too little to disagree with another."""
        return frozenset(self._relations["types"]["open"])

    @cached_property
    def unilateral(self) -> frozenset[str]:
        """Types of deeds that one side does, so that "who did it" is a fact."""
        return frozenset(self._relations["types"]["unilateral"])

    @cached_property
    def moving(self) -> frozenset[str]:
        """Modes during which the place changes."""
        return frozenset(self._relations["types"]["moving"])

    @cached_property
    def repeated(self) -> frozenset[str]:
        """Types of deeds of which one document may well tell two."""
        return frozenset(self._relations["types"]["repeated"])

    @cached_property
    def mutual(self) -> frozenset[str]:
        """Types of deeds that all their actors do."""
        return frozenset(self._relations["types"]["mutual"])

    @cached_property
    def countable(self) -> frozenset[str]:
        """Modes of deeds that recur and are counted."""
        return frozenset(self._relations["types"]["countable"])

    @cached_property
    def individual(self) -> frozenset[str]:
        """Modes of deeds whose figures are those of each person alone (who gets how many years)."""
        return frozenset(self._relations["types"]["individual"])

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """What must come first."""
        return tuple(
            Order(
                id=row["id"],
                tie=row["tie"],
                first=_deed(row["first"]),
                then=_deed(row["then"]),
                says=row["says"],
                days=row.get("days", 0),
            )
            for row in self._relations["order"]
        )

    @cached_property
    def death(self) -> Deed:
        """The deed after which its actor acts no more."""
        return _deed(self._relations["life"])

    @cached_property
    def posthumous(self) -> frozenset[str]:
        """Types in which the dead may still be named."""
        return frozenset(self._relations["life"]["except"])

    @cached_property
    def denial(self) -> Denial:
        """What a denial looks like."""
        row = self._relations["denial"]
        sets = {name: frozenset(row[name]) for name in ("types", "modes", "statuses", "claims")}
        return Denial(days=row["days"], figure=_pattern("relations.toml", "denial", row["figure"]), **sets)

    @cached_property
    def notice(self) -> Notice:
        """When an announced end is in question."""
        row = self._relations["notice"]
        agreement = _pattern("relations.toml", "notice", row["agreement"])
        return Notice(agreement=agreement, years=row["years"], field=row["field"])

    @cached_property
    def tolls(self) -> Tolls:
        """How the dead and hurt of a happening are counted."""
        return load_tolls(_toml("tolls.toml"), partial(_pattern, "tolls.toml"))

    @cached_property
    def agencies(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """News agencies and wire services: (name, pattern)."""
        rows = self._relations["agency"]
        return tuple((row["name"], _pattern("relations.toml", row["name"], row["match"])) for row in rows)

    @cached_property
    def credits(self) -> re.Pattern[str]:
        """Stretches at the head or tail of a text that may name its agency."""
        return re.compile(self._relations["credit"]["match"], re.MULTILINE)

    @cached_property
    def cites(self) -> re.Pattern[str]:
        """Words by which a sentence says that it repeats what another published."""
        return _pattern("relations.toml", "credit", self._relations["credit"]["cites"])

    @cached_property
    def dated_numbers(self) -> re.Pattern[str]:
        """Numbers of dates and times."""
        return re.compile(self._relations["translation"]["dated"])

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """All facets, in file order."""
        return tuple(load_facet(row, partial(_pattern, "facets.toml")) for row in _toml("facets.toml")["facet"])

    @cached_property
    def _expressions(self) -> RuleFile:
        return RuleFile.read(HERE / "expressions.toml")

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number words of every language, lower case -> value."""
        table = self._expressions.data["numbers"]
        return MappingProxyType({word.casefold(): int(value) for value, words in table.items() for word in words})

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """Names of weekdays, lower case -> 0 for Monday."""
        table = self._expressions.data["weekdays"]
        return MappingProxyType({word.casefold(): int(day) for day, words in table.items() for word in words})

    @cached_property
    def weekday_beside(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """A weekday that stands right before, and right after, a date."""
        ordered = sorted(self.weekdays, key=lambda name: (-len(name), name))
        names, full = ("|".join(re.escape(name) for name in ordered if len(name) > least) for least in (0, 2))
        before = _pattern("expressions.toml", "weekday", rf"(?<![^\W\d_])({full}),? ?(?:the )?$")
        after = _pattern("expressions.toml", "weekday", rf"^ ?(?:[(（] ?({names}) ?[)）]|,? ?({full})(?![a-z]))")
        return before, after

    @cached_property
    def expressions(self) -> tuple[Rule, ...]:
        """Rules that read rank, first time and count."""
        return self._expressions.rules({"number": self._number}, flags=re.IGNORECASE)

    @cached_property
    def sums(self) -> tuple[Rule, ...]:
        """What stands between parts and their total; value: exact or including."""
        return self._expressions.rules({}, flags=re.IGNORECASE, table="sum")

    @cached_property
    def parts(self) -> tuple[Rule, ...]:
        """Words beside a figure that is a part of another; value: before or behind."""
        return self._expressions.rules({}, flags=re.IGNORECASE, table="part")

    @cached_property
    def growths(self) -> tuple[Growth, ...]:
        """How growth from one figure to another is told."""
        return tuple(self._growth(row) for row in self._expressions.data["growth"])

    def _growth(self, row: Mapping[str, Any]) -> Growth:
        words = {word: float(value) for word, value in self.numbers.items()} | row.get("words", {})
        number = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))

        def pattern(key: str) -> re.Pattern[str] | None:
            text = row.get(key)
            number_ = rf"\d[\d,]*(?:\.\d+)?|{number}"
            return _pattern("expressions.toml", row["id"], text.replace("{number}", number_)) if text else None

        between = _pattern("expressions.toml", row["id"], row["between"])
        return Growth(
            id=row["id"],
            unit=row["unit"],
            between=between,
            before=pattern("before"),
            after=pattern("after"),
            words=MappingProxyType(words),
            plus=float(row.get("plus", 0)),
            examples=tuple(row["examples"]),
        )

    @cached_property
    def tally(self) -> Tally:
        """How headlines count deeds by person."""
        row = self._expressions.data["tally"]
        match = row["match"].replace("{number}", self._number)
        return Tally(
            pattern=re.compile(match),
            deeds=tuple((mode, _pattern("expressions.toml", mode, words)) for mode, words in row["deeds"].items()),
            examples=tuple(row["examples"]),
        )

    @cached_property
    def _number(self) -> str:
        words = sorted(self.numbers, key=lambda word: (-len(word), word))
        return r"\d{1,2}|" + "|".join(map(re.escape, words))

    @cached_property
    def sentences(self) -> Sentences:
        """The English sentences, as the tables have them."""
        return Sentences()

    @property
    def explanations(self) -> Mapping[str, Mapping[str, Any]]:
        """Sentence templates: field -> kind -> template, and the small parts they are made of."""
        return self.sentences.texts


def _toml(name: str) -> Mapping[str, Any]:
    return RuleFile.read(HERE / name).data


def _pattern(name: str, rule: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise PipelineError("bad-rule", path=HERE / name, line=0, rule=rule, what=error) from error


def _deed(row: Mapping[str, Any]) -> Deed:
    says = _pattern("relations.toml", row["type"], row["match"]) if "match" in row else None
    return Deed(type=row["type"], modes=frozenset(row.get("modes", ())), says=says)
