"""The date rules of a language: loads ``time.toml`` and turns a match into a TimeExpression.

Input: ``time.toml`` with ``[slots]`` (names for pattern text), ``[values.NAME]`` (slots that carry a value) and
``[[rule]]``; slots and values may lie in a file beside it, which ``words = "FILE"`` names. Output: ``TimeRule``s with
the closed vocabulary below already checked. ``{name}`` in a pattern is a slot; ``{name2}`` is the same slot for the
second end of a range. A value slot has

    match  its pattern (else its words), field  what it fills (see FIELDS),
    words  value or terms -> its words, digits  how many digits it may have besides
    add    a number added to what is read (eras), like  another slot, whose words and pattern it shares

``own_script = true`` at the top of the file says that its rules need a letter of the language's own script, save
those marked ``digits_alone = true``. A rule's ``value`` is taken apart by
``time_terms``.

Limits: values are what the words say; what supplies missing parts is the resolver's work.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.extract.numerals import number
from pipeline.extract.scan import Scanner
from pipeline.extract.time_terms import FIELDS, KINDS, NUMBERS, Term, parse_terms
from pipeline.languages import Language
from pipeline.rules import Rule, RuleFile

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

Said = dict[str, Any]  # what one end of a match says, while it is being collected


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A slot that carries a value."""

    name: str
    match: str
    field: str
    table: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    add: int = 0
    era: str = ""

    def said(self, text: str) -> Iterator[tuple[str, Any]]:
        """The (field, value) pairs that ``text`` stands for."""
        known = self.table.get(_key(text))
        value: Any = number(text) if known is None else known
        if self.field == "terms":
            yield from ((term.key, term.value) for term in value)
            return
        yield self.field, value + self.add if self.field in NUMBERS else value
        if self.era:
            yield "era", f"{self.era} {value}"


@dataclass(frozen=True, kw_only=True)
class TimeRule:
    """A rule with its value taken apart; ``values`` are the slots that its file gives a value."""

    rule: Rule
    kind: str
    terms: tuple[tuple[Term, ...], ...]
    values: Mapping[str, Slot]
    own_script: bool = False

    @cached_property
    def groups(self) -> tuple[tuple[int, int, Slot], ...]:
        """What the groups of a match hold: (group number, end 0 or 1, slot), in their order."""
        named = sorted((index, name) for name, index in self.rule.pattern.groupindex.items())
        return tuple((index, _end(name), self.values[name.rpartition("__")[0]]) for index, name in named)

    def language(self, passage: str) -> str:
        """The language of the rule; rules for any language take that of the passage."""
        code = self.rule.id.partition(".")[0]
        return passage if code == "any" else code

    def said(self, match: re.Match[str]) -> tuple[Said, Said]:
        """What the match says about its first and its second end."""
        ends: tuple[Said, Said] = ({}, {})
        for end, terms in enumerate(self.terms):
            ends[end].update((term.key, term.value) for term in terms)
        found = match.groups()
        for group, end, slot in self.groups:
            if found[group - 1] is not None:
                ends[end].update(slot.said(found[group - 1]))
        return ends


class _Slots(Mapping[str, str]):
    """Pattern text of every slot; each use of a value slot becomes a group of its own: ``day__3``, ``day__e4``."""

    def __init__(self, plain: Mapping[str, str], values: Mapping[str, Slot]) -> None:
        self._plain, self._values = plain, values
        self._uses = 0

    def __getitem__(self, name: str) -> str:
        if name in self._plain:
            return self._plain[name]
        if name in self._values:
            return self._group(name, "")
        first = name[:-1]
        if name.endswith("2") and first in self._values:
            return self._group(first, "e")
        if name.endswith("2") and first in self._plain:
            return _PLACE.sub(partial(_second, self._values, self._plain), self._plain[first])
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter((*self._plain, *self._values))

    def __len__(self) -> int:
        return len(self._plain) + len(self._values)

    def _group(self, name: str, end: str) -> str:
        self._uses += 1
        return f"(?P<{name}__{end}{self._uses}>{self._values[name].match})"


def _second(values: Mapping[str, Slot], plain: Mapping[str, str], place: re.Match[str]) -> str:
    holds_value = place[1] in values or "{" in plain.get(place[1], "")
    return f"{{{place[1]}2}}" if holds_value else place[0]


def load(path: Path) -> tuple[TimeRule, ...]:
    """The date rules of ``path``, in file order; raises PipelineError ``bad-rule`` that names file, rule and line."""
    file = RuleFile.read(path)
    slots, values = _words_of(RuleFile.read(path.parent / file.data["words"]) if "words" in file.data else file)
    flags = re.IGNORECASE if file.data.get("ignore_case") else re.NOFLAG
    own_script = bool(file.data.get("own_script"))
    return tuple(_time_rule(rule, values, own_script) for rule in file.rules(_Slots(slots, values), flags=flags))


def _words_of(file: RuleFile) -> tuple[Mapping[str, str], dict[str, Slot]]:
    """The plain slots and the value slots of a file."""
    rows = file.data.get("values", {})
    lines = {line.strip(): n for n, line in enumerate(file.text.splitlines(), 1)}
    values = {
        name: _slot(file.path, lines.get(f"[values.{name}]", 0), name, rows.get(row.get("like"), {}) | row)
        for name, row in rows.items()
    }
    return file.data.get("slots", {}), values


def load_all(languages: Mapping[str, Language]) -> dict[str, tuple[TimeRule, ...]]:
    """The rules of every language that has a ``time.toml``, and under ``und`` those that serve any language."""
    shared = Path(__file__).parent.parent / "languages" / "time.toml"
    files = {code: language.folder / "time.toml" for code, language in languages.items()}
    return {"und": load(shared)} | {code: load(path) for code, path in files.items() if path.exists()}


def scanner(code: str, rules: Mapping[str, tuple[TimeRule, ...]]) -> Scanner[TimeRule]:
    """The scan for passages in ``code``: its own rules first, then those for any language.

    Then those of the other languages that cannot misread it: their own script stands in every match. So a line
    whose language was misjudged, or a foreign word in it, is still read; digits alone are read by its own rules only.
    """
    own = rules.get(code, ()) if code != "und" else ()
    guests = [rule for other in rules if other not in (code, "und") for rule in rules[other] if rule.own_script]
    chosen = (*own, *guests, *rules["und"])
    return Scanner([(rule.rule.pattern, rule) for rule in chosen])


def _slot(path: Path, line: int, name: str, row: Mapping[str, Any]) -> Slot:
    def fail(what: str) -> PipelineError:
        return PipelineError("bad-rule", path=path, line=line, rule=f"values.{name}", what=what)

    if row.get("field") not in FIELDS or set(row) - {"match", "field", "words", "add", "era", "digits", "like"}:
        raise fail(f"field must be one of {', '.join(sorted(FIELDS))}")
    try:
        table = {
            _key(word): _value(row["field"], value) for value, words in row.get("words", {}).items() for word in words
        }
    except ValueError as error:
        raise fail(str(error)) from error
    words = sorted((w for ws in row.get("words", {}).values() for w in ws), key=lambda word: (-len(word), word))
    digits = [f"[0-9]{{1,{row['digits']}}}"] if "digits" in row else []
    match = row.get("match") or "(?:" + "|".join(digits + [_words(word) for word in words]) + ")"
    return Slot(name=name, match=match, field=row["field"], table=table, add=row.get("add", 0), era=row.get("era", ""))


def _value(field: str, text: str) -> Any:
    if field == "terms":
        return parse_terms(text)
    return int(text) if field in NUMBERS else text


def _key(text: str) -> str:
    return " ".join(text.casefold().replace(".", "").split())


def _words(word: str) -> str:
    return r"\s{1,3}".join(re.escape(part) for part in word.split(" "))


def _time_rule(rule: Rule, values: Mapping[str, Slot], own_script: bool) -> TimeRule:
    kind, _, rest = str(rule.value or "").partition(" ")
    if kind not in KINDS or set(rule.fields) - {"digits_alone"}:
        raise rule.fail(
            f"a value begins with one of {', '.join(sorted(KINDS))}; of other keys only digits_alone is known"
        )
    if not rule.pattern.openings:
        raise rule.fail("a match could begin with anything")
    try:
        terms = tuple(parse_terms(end) for end in rest.split("|"))
    except ValueError as error:
        raise rule.fail(str(error)) from error
    return TimeRule(
        rule=rule,
        kind=kind,
        terms=terms,
        values=values,
        own_script=own_script and not rule.fields.get("digits_alone", False),
    )


def _end(group: str) -> int:
    return 1 if group.rpartition("__")[2].startswith("e") else 0
