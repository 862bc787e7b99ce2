"""A regular expression that is compiled when it is first used.

Input: the text of a pattern. Output: the methods of ``re.Pattern`` that rules need, and how its matches may open, read
from the text alone. A rule set has hundreds of patterns, of which one text needs some: to compile all of them took a
tenth of a run over a few documents. Limits: that a pattern does not compile is found out when it is first used; the
tests compile every pattern of every rule file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.openings import Openings
from pipeline.pattern_text import begins_text, openings_of

Fail = Callable[[str], Exception]


@dataclass(frozen=True)
class Pattern:
    """The text of a regular expression with its flags; ``fail`` makes the error for one that does not compile."""

    text: str
    flags: int = 0
    fail: Fail = field(default=ValueError, repr=False, compare=False)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern as ``re`` has it; raises what ``fail`` makes."""
        try:
            return re.compile(self.text, self.flags)
        except re.error as error:
            raise self.fail(f"the pattern does not compile: {error}") from error

    @cached_property
    def openings(self) -> Openings:
        """How a match may open; empty if that cannot be told. Raises what ``fail`` makes."""
        try:
            return openings_of(self.text, self.flags)
        except re.error as error:
            raise self.fail(f"the pattern does not compile: {error}") from error

    @cached_property
    def at_start(self) -> bool:
        """Whether each match begins where the text does."""
        return not self.flags & re.MULTILINE and begins_text(self.text)

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """As in ``re.Pattern``."""
        return self.compiled.match

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As in ``re.Pattern``."""
        return self.compiled.search

    @cached_property
    def found(self) -> Callable[[str], re.Match[str] | None]:
        """The first match in a text; a pattern that fits only its beginning is not tried elsewhere."""
        return self.match if self.at_start else self.search

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """As in ``re.Pattern``."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """As in ``re.Pattern``."""
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """As in ``re.Pattern``."""
        return self.compiled.sub

    @cached_property
    def groupindex(self) -> Any:
        """As in ``re.Pattern``."""
        return self.compiled.groupindex
