"""The triggers of one language, compiled: every form of their words in one automaton.

Input: ``TriggerRule`` records. Output: per text the ``Hit`` list in text order, longest first where hits overlap.
Matching runs over a key of the same length as the text (lower case; Chinese in simplified script). Limits: words only;
which hit heads a clause is decided in clause_heads.py and heads_final.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.extract.inflection import Form, forms, hangul_slots
from pipeline.extract.triggers import Hit, TriggerRule
from pipeline.patterns import Pattern
from pipeline.rules import expand

_SUBJECT_BEFORE = 90
"""Signs before a passive verb in which its subject is looked for."""
_GAP = r"(?:\W+[\w'’-]+){0,6}?\W+"
_SHORT_GAP = r"[^,，。;；:：]{1,24}?"


@dataclass(frozen=True, slots=True)
class _Entry:
    rule: TriggerRule
    form: Form
    noun: bool
    tail: str
    size: int
    """Signs of what stands before the gap, or of all."""


@dataclass(slots=True)
class Lexis:
    """The compiled triggers of one language: an Aho-Corasick automaton over all forms, built once.

    What stands behind a gap (``call ... off``) is compiled when its head is first met.
    """

    rules: tuple[TriggerRule, ...]
    follows: Mapping[str, Pattern]
    word_bounds: bool
    passive_link: str = ""
    _automaton: Any = field(default=None)
    _tails: dict[str, re.Pattern[str]] = field(default_factory=dict)
    _objects: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        import ahocorasick

        self._automaton = ahocorasick.Automaton()

    def add(self, entry: _Entry, head: str) -> None:
        """Make ``head`` findable; several entries may share it."""
        if head in self._automaton:
            self._automaton.get(head).append(entry)
        else:
            self._automaton.add_word(head, [entry])

    def close(self) -> None:
        """End of building."""
        self._automaton.make_automaton()

    def find(self, key: str, accept: Callable[[Hit], bool] | None = None) -> tuple[Hit, ...]:
        """All hits in ``key`` that ``accept`` takes, in text order; of overlapping ones the longest, then the rank."""
        all_hits = self._all(key) if accept is None else filter(accept, self._all(key))
        found = sorted(
            all_hits, key=lambda hit: (hit.start - hit.end, -hit.rule.rank, hit.noun, hit.start, hit.rule.id)
        )
        kept: list[Hit] = []
        taken = bytearray(len(key) + 1)
        for hit in found:
            if not any(taken[hit.start : hit.end]):
                kept.append(hit)
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _all(self, key: str) -> Iterator[Hit]:
        for last, entries in self._automaton.iter(key):
            for entry in entries:
                hit = self._hit(key, entry, last + 1)
                if hit is not None:
                    yield hit

    def _hit(self, key: str, entry: _Entry, end: int) -> Hit | None:
        start = end - entry.size
        if self.word_bounds and (key[start - 1 : start].isalnum() or key[end : end + 1].isalnum()):
            return None
        if self.word_bounds and not entry.noun and key[start - 1 : start] == "-":
            return None  # part of a compound: re-released, US-backed
        if entry.form.follow and not self.follows[entry.form.follow].match(key, end):
            return None
        if entry.tail:
            if entry.tail not in key:
                return None
            tail = self._tail(entry.tail).match(key, end)
            if tail is None and not self._undergone(key, entry, start):
                return None
            end = tail.end() if tail is not None else end
        rule = entry.rule
        window = key[max(0, start - 60) : end + 60]
        if rule.unless is not None and _touches(rule.unless, window, start - max(0, start - 60), end - start):
            return None
        if rule.needs is not None and not rule.needs.search(window):
            return None
        return Hit(start=start, end=end, rule=rule, noun=entry.noun, kind=entry.form.kind)

    def _undergone(self, key: str, entry: _Entry, start: int) -> bool:
        """Whether the object of a phrase (file ... appeal) is the subject of its passive (an appeal was filed)."""
        if not self.passive_link or entry.form.kind not in ("past", "participle"):
            return False
        if entry.tail not in self._objects:
            self._objects[entry.tail] = re.compile(rf"\b{re.escape(entry.tail)}s?{self.passive_link}$")
        return self._objects[entry.tail].search(key, max(0, start - _SUBJECT_BEFORE), start) is not None

    def _tail(self, words: str) -> re.Pattern[str]:
        """The pattern of a gap with these words behind it."""
        if words not in self._tails:
            bounded = _GAP + re.escape(words) + r"s?\b" if self.word_bounds else _SHORT_GAP + re.escape(words)
            self._tails[words] = re.compile(bounded)
        return self._tails[words]


def _touches(pattern: Pattern, window: str, at: int, length: int) -> bool:
    """Whether a match of ``pattern`` overlaps the hit, so that a like word elsewhere does not silence it."""
    return any(match.start() < at + length and at < match.end() for match in pattern.finditer(window))


def build_lexis(
    rules: tuple[TriggerRule, ...],
    inflect: str,
    irregular: Mapping[str, str],
    follows: Mapping[str, str],
    word_bounds: bool,
    passive_link: str = "",
) -> Lexis:
    """Compile ``rules``: ``follows`` gives the pattern of what must come after a form of that class, ``passive_link``
    what stands between the object of a phrase and its verb in the passive."""
    slots = hangul_slots()
    patterns = {name: Pattern(expand(text, slots)) for name, text in follows.items()}
    lexis = Lexis(rules=rules, follows=patterns, word_bounds=word_bounds, passive_link=passive_link)
    for rule in rules:
        for kind, text in rule.entries:
            for form in _forms(kind, text, inflect, irregular):
                head, _, tail = form.text.partition(" ... ")
                lexis.add(_Entry(rule, form, kind == "nouns", tail, len(head)), head)
    lexis.close()
    return lexis


def _forms(kind: str, text: str, inflect: str, irregular: Mapping[str, str]) -> tuple[Form, ...]:
    if kind == "verbs":
        return forms(text, inflect, irregular)
    if kind == "nouns" and inflect == "en" and " " not in text:
        plural = text[:-1] + "ies" if text.endswith("y") and text[-2] not in "aeou" else text + "s"
        return (Form(text, "noun"), Form(plural if not text.endswith("s") else text, "noun"))
    return (Form(text, "noun" if kind == "nouns" else "plain"),)
