"""Reading copy → reading copy in which leftover markup is blanked, same length. Data: ``residue.toml``.

Input: the reading copy. Output: the copy with wiki templates, references, links, language-converter marks and HTML
tags turned into spaces; the words that a reader would see stay. Limits: markup nested in markup of its own kind, or
longer than a rule allows, stays.
"""

from __future__ import annotations

import re

from pipeline.rules import Rule


def blank_residue(folded: str, rules: tuple[Rule, ...]) -> str:
    """Blank what the rules match, all but what they keep; line breaks stay."""
    if not any(sign in folded for sign in "<{[']"):
        return folded
    for rule in rules:
        folded = rule.pattern.sub(_blank, folded)
    return folded


def _blank(match: re.Match[str]) -> str:
    whole = match[0]
    name = next((name for name, kept in match.groupdict().items() if kept is not None), None)
    if name is None:
        return _spaces(whole)
    start, end = match.start(name) - match.start(), match.end(name) - match.start()
    return _spaces(whole[:start]) + whole[start:end] + _spaces(whole[end:])


def _spaces(text: str) -> str:
    return "".join(char if char in "\r\n" else " " for char in text)
