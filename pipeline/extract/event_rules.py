"""Everything that one language brings to the finding of events, compiled once.

Input: ``events.toml`` (triggers) and ``words.toml`` (clauses, status, attribution, features, particles) of the
language's folder. Output: an ``EventRules``. Limits: a file that breaks a rule of the format does not load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from re import Match
from typing import Any

from pipeline.extract.inflection import hangul_slots
from pipeline.extract.lexis import Lexis, build_lexis
from pipeline.extract.triggers import TriggerRule, load_triggers, trigger_of
from pipeline.patterns import Pattern
from pipeline.rules import Rule, RuleFile, expand


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """The compiled rules of one language. ``final``: its verbs stand at the end of their clause.

    ``dates_first``: a date stands before the verb that it dates, and so never dates a clause before its own.

    ``heads`` holds the named patterns that the reading of heads, dates and names asks for; see ``said``.
    """

    code: str
    final: bool
    dates_first: bool
    simplified: bool
    lexis: Lexis
    clauses: tuple[Rule, ...]
    quotes: tuple[Rule, ...]
    status: tuple[Rule, ...]
    attribution: tuple[Rule, ...]
    retype: tuple[Rule, ...]
    features: tuple[Rule, ...]
    unlisted: tuple[tuple[Rule, TriggerRule], ...]
    particles: tuple[Rule, ...]
    heads: Mapping[str, Pattern]
    pair_words: tuple[str, ...]
    side_words: tuple[str, ...]
    self_words: tuple[str, ...]
    pairing_words: tuple[str, ...]
    retag: Mapping[str, str]
    spoken_of: Pattern | None
    passive_after: Pattern | None
    passive_before: Pattern | None
    passive_headline: Pattern | None

    def said(self, name: str, text: str, at: int = 0, *, how: str = "match") -> Match[str] | None:
        """The match of the named pattern (``match`` at ``at``, ``search`` or ``fullmatch``); None where it has none."""
        pattern = self.heads.get(name)
        if pattern is None:
            return None
        if how == "match":
            return pattern.match(text, at)
        return pattern.search(text) if how == "search" else pattern.fullmatch(text)


def load_event_rules(code: str, folder: Path) -> EventRules:
    """The rules of the language ``code`` in ``folder``; raises PipelineError ``bad-rule``."""
    path = folder / "words.toml"
    file = RuleFile.read(path) if path.exists() else RuleFile(path, "", {})
    words = file.data
    slots = {**hangul_slots(), **words.get("slots", {})}
    triggers = load_triggers(folder / "events.toml", slots)

    def table(name: str) -> tuple[Rule, ...]:
        return file.rules(slots, table=name)

    return EventRules(
        code=code,
        final=words.get("order") == "final",
        dates_first=bool(words.get("time_before_verb", False)),
        simplified=words.get("script", "") == "simplified",
        lexis=_lexis(triggers, words),
        clauses=table("clause"),
        quotes=table("quote"),
        status=table("status"),
        attribution=table("attribution"),
        retype=table("retype"),
        features=table("feature"),
        unlisted=tuple((rule, trigger_of(rule)) for rule in table("unlisted")),
        particles=table("particle"),
        heads={name: Pattern(expand(text, slots)) for name, text in words.get("heads", {}).items()},
        pair_words=tuple(words.get("parties", {}).get("pair", ())),
        side_words=tuple(words.get("parties", {}).get("sides", ())),
        self_words=tuple(words.get("parties", {}).get("self_country", ())),
        pairing_words=tuple(words.get("pairing", {}).get("words", ())),
        retag=words.get("retag", {}),
        spoken_of=_optional(words, "nominal", "not_before"),
        passive_after=_optional(words, "voice", "passive_after"),
        passive_before=_optional(words, "voice", "passive_before"),
        passive_headline=_optional(words, "voice", "passive_headline"),
    )


def _optional(words: Mapping[str, Any], table: str, name: str) -> Pattern | None:
    text = words.get(table, {}).get(name, "")
    return Pattern(text) if text else None


def _lexis(triggers: tuple[TriggerRule, ...], words: Mapping[str, Any]) -> Lexis:
    return build_lexis(
        triggers,
        words.get("inflect", ""),
        words.get("irregular", {}),
        words.get("follows", {}),
        bool(words.get("word_bounds", False)),
        words.get("voice", {}).get("passive_link", ""),
    )
