"""Patterns whose parts are read once are compiled to the same codes."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest

from pipeline import fragments
from pipeline.fragments import share_fragments
from pipeline.resources import Resources

PARSER: Any = import_module("re._parser")
COMPILER: Any = import_module("re._compiler")
SPECIAL = (
    r"(?P<one>last week|next week)(?P<two>last week|next week)",
    r"(?P<one>(last) week)(?P<two>(next) week|(last) week)",
    r"(?:(last week) or (?P<w>next week))(?P=w)(?:(last week) or \1)",
    r"(?P<one>a week ago)?(?(one)then: (?:last week|next week)|(?:last week|next week))",
    r"(?i:last week|next week)(?:last week|next week)(?-i:last week|next week)",
    r"(?<=last week)(?:last week)(?<!last week)(?!last week|next week)(?>last week|next week)",
    r"(?:last week|next week){2,3}(?:last week|next week)*?(?:last week|next week)++",
    r"(?:last week|next week)[)|(](?:last week|next week\))(?:last week|next week\)x)",
    "(?x: last week # one\n | next week)(?: last week # one\n | next week)",
    r"(?:last week|last wek)(?:last week|last wek|l)(?:aaaaaaaaaa|b|c)(?:[abc]|d)",
    r"(?s:.{3,9}last)(?:.{3,9}last)(?m:^next week$)(?:^next week$)",
)


def codes(text: str, flags: int) -> object:
    try:
        parsed = PARSER.parse(text, flags)
        return COMPILER._code(parsed, flags), parsed.state.groupdict, parsed.state.flags, parsed.getwidth()
    except re.error as error:
        return str(error)


@pytest.fixture
def original(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is replaced is put back behind the test."""
    monkeypatch.setattr(PARSER, "_parse_sub", PARSER._parse_sub)
    monkeypatch.setattr(COMPILER, "_compile", COMPILER._compile)


def test_the_same_codes_for_every_date_rule_and_for_what_must_not_be_shared(
    original: None, resources: Resources
) -> None:
    dates = [rule.rule.pattern for rules in resources.time_rules.values() for rule in rules]
    asked = [(one.text, one.flags) for one in dates]
    asked += [(text, flags) for text in SPECIAL for flags in (0, re.IGNORECASE, re.MULTILINE | re.DOTALL)]
    as_they_are = [codes(*one) for one in asked]
    share_fragments()
    assert PARSER._parse_sub.__module__ == fragments.__name__
    assert [codes(*one) for one in asked] == as_they_are
    assert [codes(*one) for one in asked] == as_they_are


def test_parts_are_read_once(original: None, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    parse = PARSER._parse
    monkeypatch.setattr(PARSER, "_parse", lambda *given: read.append(given[0].tell()) or parse(*given))
    share_fragments()
    codes("(?P<one>monday|tuesday|someday)", 0)
    read.clear()
    codes("on (?P<two>monday|tuesday|someday) or (?P<three>monday|tuesday|someday)", 0)
    assert len(read) == 1


def test_errors_are_those_of_the_whole_pattern(original: None) -> None:
    share_fragments()
    codes("(?:monday|tuesday)", 0)
    with pytest.raises(re.error, match="unterminated subpattern at position 3"):
        re.compile("on (?:monday|tuesday")
    with pytest.raises(re.error, match="look-behind requires fixed-width"):
        re.compile("(?<=monday|tuesday)")


def test_a_compiler_that_makes_something_else_of_it_is_left_alone(
    original: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = PARSER._parse_sub, COMPILER._compile
    share_fragments()
    replaced = PARSER._parse_sub
    share_fragments()
    assert PARSER._parse_sub is replaced
    PARSER._parse_sub, COMPILER._compile = plain
    monkeypatch.setattr(fragments, "_coding", lambda code: lambda codes, *_: codes.append(0))
    share_fragments()
    assert (PARSER._parse_sub, COMPILER._compile) == plain
