"""The cues of a language (languages/*/timeline.toml): words that tell the main line from what stands beside it.

Input: the folder of a language. Output: ``Cues``, its rules by where they look and what they mean. Limits: cues look
at the surface of the reading copy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.rules import Rule, load_rules

WHERE = ("before", "after", "content", "within", "ahead", "behind", "sentence", "opening", "ending", "noun")
MEANS = (
    "comparison", "reported", "modifier", "planned", "earlier", "later", "reaction", "coordinate", "adverbial",
    "lately", "halted", "content", "cause", "event", "done", "agreed", "dateline", "then", "first_since", "lasting",
    "festive", "ceremony", "deadline", "followed", "closed", "comment", "performs", "named_event", "consequence",
    "afterwards", "happening", "tally", "ahead", "label", "shared_year", "onset", "goes_on", "days_from", "again",
    "revision", "next", "lived", "aside", "day_of_years", "charged",
    "since_which", "moved_to", "present", "now", "nth", "about", "once", "postposition",
    "account", "account_over", "deed_before", "cited", "small", "late", "behind", "bygone", "birth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language by (where, means)."""

    table: Mapping[tuple[str, str], tuple[Rule, ...]]

    def rules(self, where: str, means: str = "") -> tuple[Rule, ...]:
        """The cues that look there; all of them, or those that mean ``means``."""
        return self.table.get((where, means), ())

    def search(self, where: str, means: str, text: str) -> re.Match[str] | None:
        """The first such cue found in ``text``."""
        for rule in self.table.get((where, means), ()):
            if found := rule.pattern.found(text):
                return found
        return None

    def match(self, where: str, means: str, text: str) -> re.Match[str] | None:
        """The first such cue that ``text`` begins with."""
        for rule in self.table.get((where, means), ()):
            if found := rule.pattern.match(text):
                return found
        return None


NONE = Cues({})


def load_cues(folder: Path) -> Cues:
    """The cues of a language folder; none where it brings no timeline.toml. PipelineError ``bad-rule`` if broken."""
    path = folder / "timeline.toml"
    table: dict[tuple[str, str], tuple[Rule, ...]] = {}
    for rule in load_rules(path, {}, table="cue") if path.exists() else ():
        where, means = str(rule.fields.get("where")), str(rule.fields.get("means"))
        if where not in WHERE or means not in MEANS:
            raise rule.fail(f"`where` is one of {', '.join(WHERE)}; `means` one of {', '.join(MEANS)}")
        table[where, means] = (*table.get((where, means), ()), rule)
    anything = {
        (where, ""): tuple(r for (at, _), rules in table.items() if at == where for r in rules) for where in WHERE
    }
    return Cues(table | anything)
