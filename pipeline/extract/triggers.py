"""Trigger rules: the words that say that something happens, with type, mode and frame.

Input: ``[[trigger]]`` tables of ``languages/*/events.toml``. Output: ``TriggerRule`` records; what is found with them
is a ``Hit`` (lexis.py). Limits: words only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.extract.inflection import FormKind
from pipeline.patterns import Fail, Pattern
from pipeline.records import quick
from pipeline.rules import Rule, RuleFile, expand

_KEYS = {
    "id", "version", "type", "mode", "frame", "nouns", "verbs", "words", "nominal", "speech", "light", "rank",
    "hearsay", "strength", "needs", "unless", "keeps_negation", "alone", "examples", "not",
}  # fmt: skip
UNLISTED_STRENGTH = 0.55
"""How surely a dated verb that no list names is a happening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRule:
    """One rule: what its words mean. ``rank`` decides inside a clause, ``strength`` how surely it is a happening.

    ``alone``: type and mode where one party does it by itself (a school opened, not a joint office); else empty.
    """

    id: str
    version: int
    type: str
    mode: str
    frame: str
    nominal: bool
    speech: bool
    light: bool
    hearsay: bool
    keeps_negation: bool
    rank: int
    strength: float
    alone: tuple[str, str]
    needs: Pattern | None
    unless: Pattern | None
    entries: tuple[tuple[str, str], ...]
    examples: tuple[Mapping[str, Any], ...]
    silent_on: tuple[str, ...]

    @property
    def name(self) -> str:
        """The id with its version, as written into every reason."""
        return f"{self.id}@{self.version}"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A trigger found at ``[start, end)`` of the text searched. ``noun`` tells event nouns from verbs."""

    start: int
    end: int
    rule: TriggerRule
    noun: bool
    kind: FormKind


def load_triggers(path: Path, slots: Mapping[str, str]) -> tuple[TriggerRule, ...]:
    """All ``[[trigger]]`` tables of ``path``; raises PipelineError ``bad-rule`` with the rule and its line."""
    rules: list[TriggerRule] = []
    seen: set[str] = set()
    for line, row in RuleFile.read(path).rows("trigger"):
        rules.append(_rule(path, line, row, slots))
        if rules[-1].id in seen:
            raise PipelineError("bad-rule", path=path, line=line, rule=rules[-1].id, what="the id is used twice")
        seen.add(rules[-1].id)
    return tuple(rules)


def _rule(path: Path, line: int, row: Mapping[str, Any], slots: Mapping[str, str]) -> TriggerRule:
    unknown = set(row) - _KEYS
    missing = {"id", "type", "mode", "frame", "examples"} - set(row)
    if unknown or missing or not row["examples"]:
        what = f"unknown keys {sorted(unknown)}, missing keys {sorted(missing)}; at least one example is needed"
        raise PipelineError("bad-rule", path=path, line=line, rule=row.get("id", "-"), what=what)
    fail = partial(_failed, path, line, row["id"])
    try:
        needs, unless = (_pattern(row.get(name, ""), slots, fail) for name in ("needs", "unless"))
    except KeyError as error:
        raise fail(f"unknown slot {error}") from error
    return TriggerRule(
        id=row["id"], version=row.get("version", 1), type=row["type"], mode=row["mode"], frame=row["frame"],
        nominal=row.get("nominal", False), speech=row.get("speech", False), light=row.get("light", False),
        hearsay=row.get("hearsay", False),
        keeps_negation=row.get("keeps_negation", False),
        rank=row.get("rank", 5), strength=row.get("strength", 1.0), alone=_alone(row), needs=needs, unless=unless,
        entries=tuple((kind, text) for kind in ("nouns", "verbs", "words") for text in row.get(kind, ())),
        examples=tuple(row["examples"]), silent_on=tuple(row.get("not", ())),
    )  # fmt: skip


def _failed(path: Path, line: int, rule: str, what: str) -> PipelineError:
    return PipelineError("bad-rule", path=path, line=line, rule=rule, what=what)


def _alone(row: Mapping[str, Any]) -> tuple[str, str]:
    type_, mode = row.get("alone", ("", ""))
    return type_, mode


def trigger_of(rule: Rule) -> TriggerRule:
    """The trigger rule that stands for all verbs that ``rule`` finds; its ``frame`` says who does what."""
    return TriggerRule(
        id=rule.id, version=rule.version, type="OTHER", mode="other", frame=rule.fields.get("frame", "patient"),
        nominal=False, speech=False, light=False, hearsay=False, keeps_negation=False, rank=0,
        strength=UNLISTED_STRENGTH, alone=("", ""), needs=None, unless=None, entries=(), examples=(), silent_on=(),
    )  # fmt: skip


def _pattern(text: str, slots: Mapping[str, str], fail: Fail) -> Pattern | None:
    return Pattern(expand(text, slots), fail=fail) if text else None
