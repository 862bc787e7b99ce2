"""A pattern compiled, and where and how its matches may open, from one reading of its text.

Input: the text of a regular expression. Output: Compiled; no openings where they cannot be told.
Date rules with all their words written out are long: to parse each of them twice took as long as to compile it.
Limits: leans on the parser of the standard library, whose interface is not promised; ``Pattern.pattern`` of what is
compiled here is None.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import Any

from pipeline.openings import Openings, at_start, openings_of


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern, its openings, and whether each match of it begins where the text does."""

    pattern: re.Pattern[str]
    openings: Openings
    at_start: bool


def compile_pattern(text: str, flags: int = 0) -> Compiled:
    """The pattern with what its text tells; raises ``re.error`` as ``re.compile`` does."""
    parser: Any = importlib.import_module("re._parser")
    compiler: Any = importlib.import_module("re._compiler")
    number = int(flags)  # the arithmetic of re.RegexFlag would take a fifth of the time
    tree = parser.parse(text, number)
    pattern: re.Pattern[str] = compiler.compile(tree, number)
    return Compiled(pattern, openings_of(tree, pattern.flags), not pattern.flags & re.MULTILINE and at_start(tree))


def openings(pattern: re.Pattern[str]) -> Openings:
    """How a match of ``pattern`` may open; empty if that cannot be told."""
    parser: Any = importlib.import_module("re._parser")
    return openings_of(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), pattern.flags)
