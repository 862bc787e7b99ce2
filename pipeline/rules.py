"""Rule files: load, check and compile. A rule has an id, a pattern, a value and at least one example.

    [[rule]]
    id = "ko.last_month_day"
    version = 1                       # optional, 1 unless said
    match = '지난달\\s*{day}일(?!간)'    # {slot} comes from the words given by the caller
    value = "..."                     # meaning is the caller's: each stage has its own closed vocabulary
    examples = [{ text = "지난달 3일 문을 열었다", span = "지난달 3일", gives = "..." }]
    not = ["지난달 30일간 쉬었다"]

Checked here: unique ids, known slots, at least one example with a ``text``. That patterns compile and whether an
example gives what it says is checked by the stage that owns the rule file (tests/languages/test_rule_examples.py
runs them all). Errors name the file, the rule and the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.errors import PipelineError
from pipeline.patterns import Pattern

_SLOT = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_KNOWN = {"id", "version", "match", "value", "examples", "not"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A loaded rule. ``pattern`` has its slots filled in and is compiled when it is first used; ``fields`` holds the
    stage's own keys, checked by the stage."""

    id: str
    version: int
    pattern: Pattern
    value: Any
    examples: tuple[Mapping[str, Any], ...]
    silent_on: tuple[str, ...]
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    path: Path
    line: int

    @property
    def name(self) -> str:
        """The id with its version, as written into every reason."""
        return f"{self.id}@{self.version}"

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in ``text``; a pattern that fits only its beginning is not tried elsewhere."""
        return self.pattern.found(text)

    def fail(self, what: str) -> PipelineError:
        """An error that points at this rule."""
        return PipelineError("bad-rule", path=self.path, line=self.line, rule=self.id, what=what)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file as it was read: to take several tables from it, it is parsed once."""

    path: Path
    text: str
    data: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> RuleFile:
        """Parse ``path``; raises PipelineError ``bad-rule`` where it cannot be read or is no TOML."""
        try:
            text = path.read_text(encoding="utf-8")
            return cls(path, text, tomllib.loads(text))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise PipelineError("bad-rule", path=path, line=0, rule="-", what=error) from error

    def rows(self, table: str) -> list[tuple[int, dict[str, Any]]]:
        """The ``[[table]]`` tables with their lines, in file order."""
        heads = (number for number, line in enumerate(self.text.splitlines(), 1) if line.strip() == f"[[{table}]]")
        return list(zip(heads, self.data.get(table, []), strict=True))

    def rules(self, slots: Mapping[str, str], *, flags: int = 0, table: str = "rule") -> tuple[Rule, ...]:
        """All ``[[table]]`` tables as rules, in file order. ``slots`` maps slot names to pattern text."""
        rules: list[Rule] = []
        seen: set[str] = set()
        for line, row in self.rows(table):
            rules.append(_rule(self.path, line, row, slots, flags))
            if rules[-1].id in seen:
                raise rules[-1].fail("the id is used twice")
            seen.add(rules[-1].id)
        return tuple(rules)


def load_rules(path: Path, slots: Mapping[str, str], *, flags: int = 0, table: str = "rule") -> tuple[Rule, ...]:
    """The rules of one table of ``path``, see ``RuleFile.rules``."""
    return RuleFile.read(path).rules(slots, flags=flags, table=table)


def expand(pattern: str, slots: Mapping[str, str]) -> str:
    """``pattern`` with every {slot} replaced, slots inside slots too; KeyError names an unknown one."""
    while _SLOT.search(pattern):
        pattern = _SLOT.sub(lambda match: slots[match[1]], pattern)
    return pattern


def _rule(path: Path, line: int, row: dict[str, Any], slots: Mapping[str, str], flags: int) -> Rule:
    def fail(what: str) -> PipelineError:
        return PipelineError("bad-rule", path=path, line=line, rule=row.get("id", "-"), what=what)

    if "id" not in row or "match" not in row:
        raise fail("a rule needs an id and a match")
    examples = tuple(row.get("examples", ()))
    if not examples or any("text" not in example for example in examples):
        raise fail("a rule needs at least one example with a text")
    try:
        pattern = Pattern(expand(row["match"], slots), int(flags), fail)
    except KeyError as error:
        raise fail(f"unknown slot {{{error.args[0]}}}") from error
    return Rule(
        id=row["id"],
        version=row.get("version", 1),
        pattern=pattern,
        value=row.get("value"),
        examples=examples,
        silent_on=tuple(row.get("not", ())),
        fields=MappingProxyType({key: value for key, value in row.items() if key not in _KNOWN}),
        path=path,
        line=line,
    )
