"""The scan: leftmost, then longest; first characters are all that a pattern may begin with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.scan import Scanner
from pipeline.patterns import compile_pattern, first_characters

PATTERNS = ["ab?", "abc", "[x-z]+1", "(?:가|나)다", "(?<!q)q?7", "(?:a|b){2}c", "(?i:k)m"]


def test_longest_wins_then_the_earlier_pattern() -> None:
    scanner = Scanner([(re.compile(p), p) for p in ("ab", "abc", "a..")])
    assert [(m.group(), p) for m, p in scanner.scan("abc ab xabc")] == [("abc", "abc"), ("ab ", "a..")]


def test_not_inside_a_number_or_a_latin_word() -> None:
    scanner = Scanner([(re.compile(p), p) for p in ("[0-9]월", "may", "일")])
    assert [m.group() for m, _ in scanner.scan("13월 3월 1.5월 dismay may 사일")] == ["3월", "may", "일"]


@pytest.mark.parametrize("pattern", ["a?", ".x", "", "[^a]b"])
def test_patterns_that_could_begin_anywhere_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="could begin with anything"):
        Scanner([(re.compile(pattern), None)])


@given(st.text(alphabet="abckmqxyz17가나다", max_size=30))
def test_every_match_begins_with_a_first_character(text: str) -> None:
    for pattern in map(re.compile, PATTERNS):
        compiled, firsts = compile_pattern(pattern.pattern)
        assert firsts == first_characters(pattern) != frozenset()
        assert [m.span() for m in compiled.finditer(text)] == [m.span() for m in pattern.finditer(text)]
        assert all(match.group()[0] in firsts for match in pattern.finditer(text))


@given(st.text(alphabet="abcxyz1가나다 ", max_size=40))
def test_matches_are_in_order_and_apart(text: str) -> None:
    scanner = Scanner([(re.compile(p), p) for p in PATTERNS])
    reach = 0
    for match, _ in scanner.scan(text):
        assert match.start() >= reach
        reach = match.end()
