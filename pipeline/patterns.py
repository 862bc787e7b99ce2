"""A pattern compiled, and the characters that its matches may begin with, from one reading of its text.

Input: the text of a regular expression. Output: the compiled pattern and its first characters; empty where they cannot
be told. Date rules with all their words written out are long: to parse each of them twice took as long as to compile
it. Limits: leans on the parser of the standard library, whose interface is not promised; ``Pattern.pattern`` of what is
compiled here is None.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

_MANY = 2000  # a class of more characters than this is treated as "any"


def compile_pattern(text: str, flags: int = 0) -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern and its first characters; raises ``re.error`` as ``re.compile`` does."""
    parser: Any = importlib.import_module("re._parser")
    compiler: Any = importlib.import_module("re._compiler")
    number = int(flags)  # the arithmetic of re.RegexFlag would take a fifth of the time
    tree = parser.parse(text, number)
    pattern: re.Pattern[str] = compiler.compile(tree, number)
    return pattern, _firsts(list(tree), pattern.flags)


def first_characters(pattern: re.Pattern[str]) -> frozenset[str]:
    """Every character that a match of ``pattern`` may begin with; empty if that cannot be told."""
    parser: Any = importlib.import_module("re._parser")
    return _firsts(list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)), pattern.flags)


def _firsts(tree: list[Any], flags: int) -> frozenset[str]:
    found, ends = _first(tree)
    if ends or found is None:
        return frozenset()
    if flags & re.IGNORECASE:
        found = {case for c in found for case in (c, c.lower(), c.upper()) if len(case) == 1}
    return frozenset(found)


def _first(items: list[Any]) -> tuple[set[str] | None, bool]:
    """First characters of a parsed sequence (None: any), and whether the sequence may match nothing."""
    found: set[str] = set()
    for operator, argument in items:
        more, empty = _first_of(str(operator), argument)
        if more is None:
            return None, False
        found |= more
        if not empty:
            return found, False
    return found, True


def _first_of(operator: str, argument: Any) -> tuple[set[str] | None, bool]:
    match operator:
        case "LITERAL":
            return {chr(argument)}, False
        case "IN":
            return _class(argument), False
        case "BRANCH":
            parts = [_first(list(branch)) for branch in argument[1]]
            if any(part is None for part, _ in parts):
                return None, False
            return set[str]().union(*(part for part, _ in parts if part)), any(empty for _, empty in parts)
        case "SUBPATTERN":
            return _first(list(argument[-1]))
        case "ATOMIC_GROUP":
            return _first(list(argument))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            found, empty = _first(list(argument[2]))
            return found, empty or argument[0] == 0
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return set(), True
    return None, False


def _class(items: list[Any]) -> set[str] | None:
    found: set[str] = set()
    for operator, argument in items:
        if str(operator) == "LITERAL":
            found.add(chr(argument))
        elif str(operator) == "RANGE" and argument[1] - argument[0] < _MANY:
            found |= {chr(code) for code in range(argument[0], argument[1] + 1)}
        else:
            return None
    return found
