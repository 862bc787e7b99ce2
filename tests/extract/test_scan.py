"""The scan: leftmost, then longest; first characters are all that a pattern may begin with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.scan import Scanner
from pipeline.patterns import Pattern

PATTERNS = [
    "ab?",
    "abc",
    "[x-z]+1",
    "(?:가|나)다",
    "(?<!q)q?7",
    "(?:a|b){2}c",
    "(?i:k)m",
    "1?7+가",
    "[17]{2,}(?:x|나)?",
    "가?나* 다",
    "a[^b]",
    "(?=7)[0-9](?!1)",
]


def test_longest_wins_then_the_earlier_pattern() -> None:
    scanner = Scanner([(Pattern(p), p) for p in ("ab", "abc", "a..")])
    assert [(m.group(), p) for m, p in scanner.scan("abc ab xabc")] == [("abc", "abc"), ("ab ", "a..")]


def test_not_inside_a_number_or_a_latin_word() -> None:
    scanner = Scanner([(Pattern(p), p) for p in ("[0-9]월", "may", "일")])
    assert [m.group() for m, _ in scanner.scan("13월 3월 1.5월 dismay may 사일")] == ["3월", "may", "일"]


@pytest.mark.parametrize("pattern", ["a?", ".x", "", "[^a]b"])
def test_patterns_that_could_begin_anywhere_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="could begin with anything"):
        Scanner([(Pattern(pattern), None)])


@given(st.text(alphabet="abckKmqxyz17가나다 ", max_size=30))
def test_every_match_opens_as_told(text: str) -> None:
    for pattern in map(re.compile, PATTERNS):
        told = Pattern(pattern.pattern).openings
        assert told
        for start in range(len(text)):
            match = pattern.match(text, start)
            if match and match.end() > start:
                behind = told[match[0][0]]
                rest = match[0].lstrip("0123456789") if match[0][0].isdigit() else match[0][1:]
                assert behind is None or ("0" if rest[0].isdigit() else rest[0]) in behind


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^a", True),
        ("^a|^b", True),
        ("(?:^a|b)", False),
        ("a$", False),
        ("(^)a", True),
        ("(?m)^a", False),
        (r"\Aa", True),
    ],
)
def test_what_fits_only_the_beginning_is_known(pattern: str, expected: bool) -> None:
    assert Pattern(pattern).at_start is expected


@pytest.mark.parametrize(
    ("pattern", "first", "behind"),
    [
        (r"[a\-c]x", "-", {"x"}),
        (r"[\u00b7.]\)", "·", {")"}),
        ("(?-i:K)m|x", "K", {"m", "M"}),
        (r"(?:a|(?:b(?=c)))\|", "b", {"|"}),
        (r"(?P<x>a)(?P=x)", "a", None),
        ("a{2,3}b", "a", {"a"}),
        ("[]a]b", "]", {"b"}),
        (r"x[\da]", "x", None),
        ("abc|d", "a", {"b"}),
        ("ab?c", "a", {"b", "c"}),
        ("(?i)ab", "A", {"b", "B"}),
    ],
)
def test_the_text_of_a_pattern_is_read_as_re_reads_it(pattern: str, first: str, behind: set[str] | None) -> None:
    assert Pattern(pattern, re.IGNORECASE * ("-i" in pattern)).openings[first] == behind


@pytest.mark.parametrize("pattern", ["a(", "(?:a|b", "a)", "(?=b"])
def test_groups_that_are_not_closed_are_found_without_compiling(pattern: str) -> None:
    with pytest.raises(ValueError, match="does not compile"):
        _ = Pattern(pattern).openings


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    broken = Pattern("[b-a]")
    with pytest.raises(ValueError, match="does not compile"):
        broken.search("b")


def test_openings_tell_apart_what_begins_alike() -> None:
    told = dict(Pattern("(?P<n>[1-3]?[0-9])(?: ?일|월 [0-9]+일)|(?i:may|march) [0-9]|tues(?:day)?|[0-9]{4}").openings)
    assert told["m"] == told["M"] == {"a", "A"}
    assert told["t"] == {"u"}
    assert told["7"] is None  # four digits may be all
    assert Pattern("[0-9]{1,2}(?: ?일|월)").openings["7"] == {" ", "일", "월"}
    assert Pattern("제[0-9]+차").openings["제"] == {"0"}


@given(st.text(alphabet="abcxyz1가나다 ", max_size=40))
def test_matches_are_in_order_and_apart(text: str) -> None:
    scanner = Scanner([(Pattern(p), p) for p in PATTERNS])
    reach = 0
    for match, _ in scanner.scan(text):
        assert match.start() >= reach
        reach = match.end()


@given(st.text(alphabet="abckKmqxyz17가나다 ", max_size=30))
def test_what_does_not_fit_is_not_missed(text: str) -> None:
    scanner = Scanner([(Pattern(p), p) for p in PATTERNS])
    for match, _ in scanner.scan(text):
        every = [found for p in PATTERNS if (found := re.compile(p).match(text, match.start()))]
        assert match.end() == max(found.end() for found in every)
