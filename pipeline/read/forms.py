"""The forms of lines that the layout is read from. Data: ``forms.toml``.

Input: the rule file. Output: ``Forms``, one pattern a form. Limits: a form says how a line looks, never
what it means; the passes of the layout weigh it against the lines around it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.patterns import Pattern
from pipeline.rules import load_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Patterns. Matched from the line's start, but for those said to be searched for."""

    markdown: Pattern
    number: Pattern
    list_mark: Pattern
    han_number: Pattern
    chapter: Pattern
    dated: Pattern
    entry: Pattern
    contents: Pattern
    takes_up: Pattern
    date_on: Pattern
    field: Pattern
    edit_link: Pattern
    """Searched for, as are those below."""
    sentence_end: Pattern
    stop: Pattern
    open_end: Pattern
    date_cut: Pattern
    cells: Pattern
    marked_entry: Pattern

    def ends_sentence(self, text: str) -> bool:
        """Whether a line ends as a sentence or in its middle: with a stop, a comma, or a Korean final form."""
        return self.sentence_end.search(text) is not None


def load_forms(path: Path) -> Forms:
    """Read ``forms.toml``; raises PipelineError ``bad-rule``."""
    slots = tomllib.loads(path.read_text(encoding="utf-8"))["slots"]
    rules = load_rules(path, slots)
    patterns = {rule.id.removeprefix("form."): rule.pattern for rule in rules}
    if set(patterns) != {field.name for field in fields(Forms)}:
        odd = sorted(set(patterns) ^ {field.name for field in fields(Forms)})
        raise PipelineError("bad-rule", path=path, line=0, rule=odd[0], what="missing or unknown form")
    return Forms(**patterns)
