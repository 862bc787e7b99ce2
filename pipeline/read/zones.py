"""Zone rules: what single lines show of their zone. Data: ``zones.toml``, with an id and examples for each rule.

Input: one line of the reading copy, stripped. Output: the first rule that matches. A rule's keys beside those of
every rule file: ``kind`` (a block kind), ``says`` (the reason in words), ``tells`` (whether its dates may date
events), ``breaks`` (a new article starts), ``most`` (longest line, in characters, 200 unless said), ``top`` (only
among the first so many lines) and ``scope``:

- ``line``: this line alone;
- ``head``, ``tail``: the match, cut off at the beginning or end of the line;
- ``title``: the match at the beginning of the line, a title and its stamp (the group ``stamp``), two blocks;
- ``section``: this line is the heading of such a zone, which reaches to the next heading of its level;
- ``run``: the short lines below too;
- ``end``: all that follows, to the next separator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from pipeline.model import BlockKind, Reason, Span
from pipeline.patterns import Pattern
from pipeline.rules import Rule, load_rules

Scope = Literal["line", "head", "title", "tail", "section", "run", "end"]
_FIELDS = {"kind", "says", "scope", "tells", "breaks", "most", "top", "level"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRule:
    """One zone rule, checked."""

    name: str
    pattern: Pattern
    kind: BlockKind
    scope: Scope
    says: str
    tells: bool
    breaks: bool
    most: int
    top: int
    rule: Rule

    def reason(self, span: Span) -> Reason:
        """Why a block is what it is."""
        return Reason(rule=self.name, says=self.says, span=span)


def load_zone_rules(path: Path, slots: dict[str, str]) -> tuple[ZoneRule, ...]:
    """The rules of ``zones.toml`` in file order; raises PipelineError ``bad-rule``."""
    return tuple(_zone_rule(rule) for rule in load_rules(path, slots, flags=re.IGNORECASE))


def _zone_rule(rule: Rule) -> ZoneRule:
    unknown = sorted(set(rule.fields) - _FIELDS)
    if unknown:
        raise rule.fail(f"unknown key `{unknown[0]}`")
    kind, scope = rule.fields.get("kind", ""), rule.fields.get("scope", "line")
    if kind not in get_args(BlockKind) or scope not in get_args(Scope):
        raise rule.fail(f"unknown kind `{kind}` or scope `{scope}`")
    return ZoneRule(
        name=rule.name,
        pattern=rule.pattern,
        kind=cast(BlockKind, kind),
        scope=cast(Scope, scope),
        says=rule.fields["says"],
        tells=rule.fields.get("tells", False),
        breaks=rule.fields.get("breaks", False),
        most=rule.fields.get("most", 200),
        top=rule.fields.get("top", 0),
        rule=rule,
    )


def zone_of(line: str, number: int, rules: tuple[ZoneRule, ...]) -> tuple[ZoneRule, re.Match[str]] | None:
    """The first rule that matches ``line`` (stripped), which is non-blank line ``number`` of its document."""
    size = len(line)
    for rule in rules:
        if size <= rule.most and (not rule.top or number < rule.top) and (match := rule.pattern.found(line)):
            return rule, match
    return None
