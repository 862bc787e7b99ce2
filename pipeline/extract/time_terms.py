"""The closed vocabulary of a date rule's value: what a match says beside what its slots hold.

Input: a rule's ``value`` is ``KIND terms | terms of the second end``: KIND is one of
date, range, duration, anniversary, interval_since, clock or none (a blocker: the text is used up and nothing is
said). Terms, separated by commas:

    context, document, running           what supplies the parts that are not stated
    running:year+1, document:month-1     that base, moved by so many units
    running:-amount, document:+amount    that base, moved by the amount that the match states
    last, next                           the last or next such date seen from the base
    after, by, before, about, lunar, leap, holiday:NAME, section:NAME, part:early|mid|late
    year:N month:N day:N weekday:N, amount:N, unit:day
    ask:ru+de+fr                         dateparser reads the span as one of these languages, or there is no date

Output: Terms, each the key and value that it sets. Limits: what supplies missing parts is the resolver's work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

KINDS = {"date", "range", "duration", "anniversary", "interval_since", "clock", "none"}
NUMBERS = {
    "year",
    "month",
    "day",
    "weekday",
    "decade",
    "century",
    "nth",
    "era_first",
    "era_years",
    "decades",
    "years",
    "months",
    "weeks",
    "days",
    "short_year",
}
WORDS = {"section", "part", "holiday", "unit", "ask"}
FIELDS = NUMBERS | WORDS | {"terms"}
UNITS = {"year", "half", "quarter", "month", "week", "day"}
_FLAGS = {"after", "by", "before", "about", "lunar", "leap", "last", "next", "context", "document", "running"}
_MOVE = re.compile(r"(context|document|running):(?:(year|half|quarter|month|week|day)([+-])(\d+)|([+-])amount)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the closed vocabulary, as the key and value that it sets."""

    key: str
    value: Any


def parse_terms(text: str) -> tuple[Term, ...]:
    """The terms of ``text``; raises ValueError on a word outside the vocabulary."""
    return tuple(term for word in text.split(",") if word.strip() for term in _term(word.strip()))


def _term(word: str) -> tuple[Term, ...]:
    if word in ("after", "by", "before"):
        return (Term("edge", word),)
    if word in ("last", "next"):
        return (Term("direction", -1 if word == "last" else 1), Term("base", "document"))
    if word in ("context", "document", "running"):
        return (Term("base", word),)
    if word in _FLAGS:
        return (Term(word, True),)
    if move := _MOVE.fullmatch(word):
        base = Term("base", move[1])
        if move[5]:
            return (base, Term("sign", 1 if move[5] == "+" else -1))
        return (base, Term("shift_unit", move[2]), Term("shift", int(move[3] + move[4])))
    key, _, value = word.partition(":")
    if key in NUMBERS or key == "amount":
        return (Term(key, int(value)),)
    if key in WORDS and value:
        return (Term(key, value),)
    raise ValueError(f"unknown verb {word!r}")
