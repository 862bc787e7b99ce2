"""Wording of a clause as evidence: named things, topics of any language, terms of one language.

Input: a mention, its document's text, the rules of ``lexicon/linking.toml``, the name tables. Output:
``Wording``: ``names`` are treaties and numbered resolutions; ``ordinals`` are counts (second visit); ``topics`` are
other entities and numbers of the clause, comparable across languages, as are ``things`` (``things.py``);
``terms`` are character pairs of Han and Hangul and Latin words, comparable within a language; ``stage`` is the part
of a visit that the trigger names, ``rank`` that of those who meet. Limits: actors, place and date are left out, they
are compared on their own; a name with two readings is no topic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.model import EventMention
from pipeline.reconcile.things import Things, load_things
from pipeline.rules import Rule, load_rules

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon

RULES = Path(__file__).parents[1] / "lexicon" / "linking.toml"
_RUN = re.compile(r"[\uac00-\ud7a3]+|[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z]{4,}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_STOP = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
_FAR = 200  # characters: no sentence reaches further
_BEFORE = 12  # characters: an attribute of the trigger
_TOPICAL = ("person", "country", "org", "group", "place")


@dataclass(frozen=True, kw_only=True)
class LinkPatterns:
    """The rules of named things, and the numbers that words stand for. ``kinds`` gives each kind its code."""

    rules: tuple[Rule, ...]
    numbers: tuple[tuple[str, int], ...]
    kinds: tuple[str, ...]
    lexicon: Lexicon | None = None
    things: Things | None = None

    def kind(self, name: str) -> int:
        """The code of a kind of named thing; treaties come first."""
        return self.kinds.index(name)

    @cached_property
    def of_sort(self) -> Mapping[str, Sequence[Rule]]:
        """The rules by what they find."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(str(rule.fields.get("sort", "names")), []).append(rule)
        return found

    @cached_property
    def value_of(self) -> Mapping[str, int]:
        """The numbers by their words."""
        return dict(self.numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a clause says beside who, where and when. ``names`` and ``ordinals`` are (kind, name) pairs; all sorted.

    ``of_parties`` are things without a number, (kind, word): who takes part and when makes them a name."""

    names: tuple[tuple[int, str], ...] = ()
    ordinals: tuple[tuple[int, str], ...] = ()
    of_parties: tuple[tuple[int, str], ...] = ()
    topics: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    stage: str = ""
    rank: str = ""
    terms: tuple[str, ...] = ()


def load_patterns(lexicon: Lexicon | None = None, path: Path = RULES) -> LinkPatterns:
    """Read and check the rule file; a rule whose example does not give its number does not load."""
    import tomllib

    rules = load_rules(path, {})
    numbers = tuple(sorted(tomllib.loads(path.read_text(encoding="utf-8"))["numbers"].items()))
    things = load_things(lexicon.folding.table) if lexicon else None
    kinds = ("treaty", *sorted({str(rule.fields["kind"]) for rule in rules}))
    for rule in rules:
        for example in rule.examples:
            if example["gives"] not in _found(rule, example["text"], dict(numbers)):
                raise rule.fail(f"the example `{example['text']}` does not give {example['gives']}")
        for text in rule.silent_on:
            if _found(rule, text, dict(numbers)):
                raise rule.fail(f"`{text}` must give nothing")
    return LinkPatterns(rules=rules, numbers=numbers, kinds=kinds, lexicon=lexicon, things=things)


def wording_of(mention: EventMention, text: str, patterns: LinkPatterns) -> Wording:
    """The wording of a mention's clause; empty where the text is not at hand."""
    if not text:
        return Wording()
    clause = mention.span.of(text)
    rest = _without_arguments(mention, text)
    treaties, topics = _entities(clause, rest, patterns.lexicon)
    topics |= {number for number in _numbers(rest) if len(number) > 1}
    treaty = patterns.kind("treaty")
    return Wording(
        names=tuple(sorted({(treaty, name) for name in treaties} | _things(clause, patterns, "names"))),
        ordinals=tuple(sorted(_things(clause, patterns, "counts"))),
        of_parties=tuple(sorted(_things(clause, patterns, "of_parties"))),
        topics=tuple(sorted(topics or _topics_around(mention, text, patterns.lexicon))),
        things=tuple(sorted(patterns.things.of(clause))) if patterns.things else (),
        stage=_kind_of("stage", mention.trigger.of(text), patterns),
        rank=_kind_of("rank", _before(mention, text), patterns),
        terms=tuple(sorted({term for match in _RUN.finditer(_folded(rest, patterns)) for term in _terms(match[0])})),
    )


def _folded(text: str, patterns: LinkPatterns) -> str:
    """Both Chinese scripts in one, so that they compare."""
    return text.translate(patterns.lexicon.folding.table) if patterns.lexicon else text


def _numbers(text: str) -> set[str]:
    return {match[0].replace(",", "") for match in _NUMBER.finditer(text)}


def _topics_around(mention: EventMention, text: str, lexicon: Lexicon | None) -> set[str]:
    """Topics of the whole sentence, for a clause that names none itself; who takes part is no topic."""
    start = max((end.end() for end in _STOP.finditer(text, max(0, mention.span.start - _FAR), mention.span.start)),
                default=max(0, mention.span.start - _FAR))  # fmt: skip
    stop = _STOP.search(text, mention.span.end, mention.span.end + _FAR)
    sentence = text[start : stop.start() if stop else mention.span.end + _FAR]
    known = {actor.entity.entity_id for actor in mention.actors}
    return _entities(sentence, sentence, lexicon)[1] - known - {mention.place.entity_id if mention.place else ""}


def _things(clause: str, patterns: LinkPatterns, sort: str) -> set[tuple[int, str]]:
    """(kind, name) of the things of one sort that the rules find."""
    return {
        (patterns.kind(str(rule.fields["kind"])), f"{rule.fields['kind']} {number}")
        for rule in patterns.of_sort.get(sort, ())
        for number in _found(rule, clause, patterns.value_of)
    }


def _kind_of(sort: str, text: str, patterns: LinkPatterns) -> str:
    """The kind that the first rule of one sort finds: the part of a longer happening, the rank of those who meet."""
    rules = patterns.of_sort.get(sort, ()) if text else ()
    return next((str(rule.fields["kind"]) for rule in rules if rule.pattern.search(text)), "")


def _before(mention: EventMention, text: str) -> str:
    """The words up to the trigger and the actors as printed; empty where a person is named."""
    if any(actor.entity.kind == "person" for actor in mention.actors):
        return ""
    start = max(mention.span.start, mention.trigger.start - _BEFORE)
    return "\n".join((text[start : mention.trigger.end], *(actor.entity.surface for actor in mention.actors)))


def _without_arguments(mention: EventMention, text: str) -> str:
    """The clause with actors, place and date blanked out, as long as before."""
    start = mention.span.start
    letters = list(mention.span.of(text))
    taken = [actor.entity.span for actor in mention.actors]
    taken += [mention.place.span] if mention.place else []
    taken += [mention.time.span] if mention.time.span else []
    for span in taken:
        for at in range(max(span.start, start), min(span.end, mention.span.end)):
            letters[at - start] = " "
    return "".join(letters)


def _entities(clause: str, rest: str, lexicon: Lexicon | None) -> tuple[set[str], set[str]]:
    """Ids of treaties in the clause, and of other entities in what is left of it; the longest name wins."""
    if lexicon is None:
        return set(), set()
    key = lexicon.folding.fold(clause)
    found: list[tuple[int, int, str, str]] = []
    for first, last, rows in lexicon.scan(key):
        ids = {alias.id for alias in rows if alias.scope in ("", "actor", "place")}
        entry = lexicon.entry(next(iter(ids))) if len(ids) == 1 else None
        if entry is not None and last - first > 1:
            found.append((*key.source(first, last), entry.id, entry.kind))
    treaties: set[str] = set()
    topics: set[str] = set()
    end = 0
    for start, stop, ident, kind in sorted(found, key=lambda each: (each[0], -each[1], each[2])):
        if start < end:
            continue
        end = stop
        if kind == "treaty":
            treaties.add(ident)
        elif kind in _TOPICAL and rest[start:stop].strip():
            topics.add(ident)
    return treaties, topics


def state_in(words: str, lexicon: Lexicon | None) -> str:
    """The id of the one state that the words name; empty where they name none, or more than one."""
    if lexicon is None:
        return ""
    named = ((ident, lexicon.entry(ident)) for ident in _entities(words, words, lexicon)[1])
    states = [ident for ident, entry in named if entry is not None and entry.kind == "country"]
    return states[0] if len(states) == 1 else ""


def _found(rule: Rule, text: str, numbers: Mapping[str, int]) -> set[int]:
    values: set[int] = set()
    for match in rule.pattern.finditer(text):
        word = next((group for group in match.groups() if group is not None), "1")
        digits = re.match(r"\d+", word)
        if digits is None and word not in numbers:
            raise PipelineError("bad-lexicon", path=rule.path, line=rule.line, what=f"no number for `{word}`")
        values.add(int(digits[0]) if digits else numbers[word])
    return values


def _terms(run: str) -> list[str]:
    if run[0] < "\u0250":
        return [run.casefold()[:6]]
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
