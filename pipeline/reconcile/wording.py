"""Wording of a clause as evidence: named things (numbers of resolutions, ordinals) and rare terms.

Input: a mention and its document's text. Output: (kind, number) pairs found by the rules of
``lexicon/linking.toml``, and the clause's terms: character pairs of Han and Hangul, Latin words of four letters
and more, numbers. Limits: terms compare clauses of one language only; actors, place and date are left out, since
they are compared on their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.model import EventMention, Span
from pipeline.rules import Rule, load_rules

RULES = Path(__file__).parents[1] / "lexicon" / "linking.toml"
_RUN = re.compile(r"[\uac00-\ud7a3]+|[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z]{4,}|\d[\d.,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPatterns:
    """The rules of named things, and the numbers that words stand for. ``kinds`` gives each kind its code."""

    rules: tuple[Rule, ...]
    numbers: tuple[tuple[str, int], ...]
    kinds: tuple[str, ...]


def load_patterns(path: Path = RULES) -> LinkPatterns:
    """Read and check the rule file; a rule whose example does not give its number does not load."""
    import tomllib

    rules = load_rules(path, {})
    numbers = tuple(sorted(tomllib.loads(path.read_text(encoding="utf-8"))["numbers"].items()))
    kinds = tuple(sorted({str(rule.fields["kind"]) for rule in rules}))
    patterns = LinkPatterns(rules=rules, numbers=numbers, kinds=kinds)
    for rule in rules:
        for example in rule.examples:
            if example["gives"] not in {value for _, value in _found(rule, example["text"], dict(numbers))}:
                raise rule.fail(f"the example `{example['text']}` does not give {example['gives']}")
        for text in rule.silent_on:
            if _found(rule, text, dict(numbers)):
                raise rule.fail(f"`{text}` must give nothing")
    return patterns


def named_things(mention: EventMention, text: str, patterns: LinkPatterns) -> tuple[tuple[int, int], ...]:
    """(code of the kind, number) of every named thing in the mention's clause, sorted."""
    clause = mention.span.of(text)
    numbers = dict(patterns.numbers)
    found = {
        (patterns.kinds.index(str(rule.fields["kind"])), value)
        for rule in patterns.rules
        for _, value in _found(rule, clause, numbers)
    }
    return tuple(sorted(found))


def _found(rule: Rule, text: str, numbers: dict[str, int]) -> list[tuple[int, int]]:
    values: list[tuple[int, int]] = []
    for match in rule.pattern.finditer(text):
        word = next((group for group in match.groups() if group is not None), "")
        digits = re.match(r"\d+", word)
        if digits is None and word not in numbers:
            raise PipelineError("bad-lexicon", path=rule.path, line=rule.line, what=f"no number for `{word}`")
        values.append((match.start(), int(digits[0]) if digits else numbers[word]))
    return values


def terms_of(mention: EventMention, text: str) -> tuple[str, ...]:
    """The terms of the clause, without its actors, place and date expression; sorted, each once."""
    if not text:
        return ()
    taken = [actor.entity.span for actor in mention.actors]
    taken += [mention.place.span] if mention.place else []
    taken += [mention.time.span] if mention.time.span else []
    found: set[str] = set()
    for match in _RUN.finditer(text, mention.span.start, mention.span.end):
        if not any(Span(match.start(), match.end()).overlaps(span) for span in taken):
            found.update(_terms(match[0]))
    return tuple(sorted(found))


def _terms(run: str) -> list[str]:
    if run[0].isdigit():
        return [run.rstrip(".,").replace(",", "")]
    if run[0] < "\u0250":
        return [run.casefold()[:6]]
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
