"""The organisation that an English page is about: by its name, a part of it, its kind (the club) and they.

Input: a Scene, the rules of topic.toml, the marks so far. Output: Marks of one organisation, the subject of the
sentence that opens the page and says what it is (a football club) or that it was founded. Limits: one a document, in
its first article; a subject that the tables know as a state or a place, or that is a person's name, is none; a part of
the name counts only where a verb follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_document import provisional_id
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon

_BEFORE = 6
"""Signs before a noun in which its article stands."""
_WORD = 20
"""Signs before a word in which one with a capital may stand."""
_CAPITAL = re.compile(r"[A-Z][\w.]*\s$")


@dataclass(frozen=True)
class Topics:
    """The compiled rules of topic.toml; ``alone`` finds a single capitalised word with a verb behind it."""

    lexicon: Lexicon
    alone: re.Pattern[str]

    @property
    def rows(self) -> dict[str, Any]:
        """topic.toml as written."""
        return self.lexicon.topic

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """The sentence that says what the page is about."""
        kinds = sorted(
            {noun for row in self.rows["words"]["rows"] for noun in row}, key=lambda noun: (-len(noun), noun)
        )
        return re.compile(self.rows["opening"]["match"].replace("{kinds}", "|".join(kinds)))

    @cached_property
    def edges(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What stands around a noun that means the topic."""
        return re.compile(self.rows["words"]["before"]), re.compile(self.rows["words"]["after"])

    @cached_property
    def they(self) -> re.Pattern[str]:
        """They, It at the head of a clause that tells a deed."""
        return re.compile(self.rows["words"]["they"])

    @cached_property
    def title(self) -> re.Pattern[str]:
        """The title of a page that tells the history of its subject."""
        return re.compile(self.rows["opening"]["title"])

    def nouns(self, kind: str) -> re.Pattern[str]:
        """The nouns that mean something of that kind."""
        nouns = [noun for row in self.rows["words"]["rows"] if kind in row for noun in row]
        return re.compile(rf"\b(?:{'|'.join(nouns) or kind})\b", re.IGNORECASE)

    def kind(self, name: str) -> str:
        """What a name says that it is; empty if it says nothing."""
        types = self.rows["types"]
        return next((types[word] for word in reversed(name.split()) if word in types), "")

    def short(self, name: str) -> tuple[str, set[str]]:
        """The name without the words for what it is, and its single words that may stand for it."""
        words = [word for word in name.split() if word not in self.rows["types"]]
        least = self.rows["parts"]["least"]
        return " ".join(words), {word for word in words if len(word) >= least and word[0].isupper()}


def topic(scene: Scene, rules: Topics, marks: Sequence[Mark]) -> list[Mark]:
    """The marks of the organisation that the page is about; none where it is about something else."""
    opened = _opened(scene, rules)
    if opened is None:
        return []
    start, end, kind = opened
    own = next((mark for mark in marks if mark.start <= start and end <= mark.end), None)
    if own is not None and (own.kind != "org" or own.by == "table"):
        return []
    name = scene.reading.folded[start:end]
    core, words = rules.short(name)
    title = _title(scene, rules, core) or name
    spans = dict.fromkeys(_named(scene, rules, (title, name, core), words), "names.topic")
    spans |= dict.fromkeys(_meant(scene, rules, kind, end), "names.definite.topic")
    says = f"what the page is about: {scene.text[start:end]}"
    return [
        Mark(start=a, end=b, kind="org", ids=(provisional_id(title),), by="provisional", rule=rule, says=says)
        for (a, b), rule in sorted(spans.items())
    ]


def _title(scene: Scene, rules: Topics, core: str) -> str:
    """The title of the page, where it is that name with other words for what it is; else empty."""
    first = scene.reading.blocks[0].span.of(scene.reading.folded).strip()
    return first if rules.short(first)[0] == core and len(first) > len(core) else ""


def _opened(scene: Scene, rules: Topics) -> tuple[int, int, str] | None:
    """The subject of the sentence that opens the page, or of its title, with the word for what it is."""
    reading, row = scene.reading, rules.rows["opening"]
    told = [s for s in reading.sentences if s.language == "en" and reading.blocks[s.block].kind == "paragraph"]
    long = [sentence for sentence in told if len(sentence.span) >= row["least"]]
    openings = [(sentence.span, rules.opening) for sentence in long[: row["within"]]]
    titles = [(block.span, rules.title) for block in reading.blocks[:1]]
    for span, pattern in (*titles, *openings):
        match = pattern.match(span.of(reading.folded).strip())
        if match is not None:
            name, named = match["name"], match.groupdict().get("kind")
            kind = named or rules.kind(name + " Company" if "Company" in match[0] else name)
            return (span.start + match.start("name"), span.start + match.end("name"), kind) if kind else None
    return None


def _named(scene: Scene, rules: Topics, names: Sequence[str], words: set[str]) -> Iterator[tuple[int, int]]:
    """Where the name stands, in full or without the words for what it is, and its single words that do something."""
    folded = scene.reading.folded
    wide = [name for name in dict.fromkeys(names) if " " in name]
    if wide:
        pattern = "|".join(re.escape(name) for name in sorted(wide, key=len, reverse=True))
        yield from (match.span() for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", folded))
    for match in rules.alone.finditer(folded):
        led = _CAPITAL.search(folded[max(0, match.start() - _WORD) : match.start()])
        if match["name"] in words and led is None:
            yield match.span("name")


def _meant(scene: Scene, rules: Topics, kind: str, start: int) -> Iterator[tuple[int, int]]:
    """Where a noun of its kind with an article means it, and they or it at the head of a clause."""
    before, after = rules.edges
    folded = scene.reading.folded
    for match in rules.nouns(kind).finditer(folded, start):
        if before.search(folded[max(0, match.start() - _BEFORE) : match.start()]) and after.match(folded, match.end()):
            yield match.span()
    for sentence in scene.reading.sentences:
        if sentence.span.start > start and scene.reading.blocks[sentence.block].kind == "paragraph":
            for match in rules.they.finditer(sentence.span.of(folded)):
                yield sentence.span.start + match.start("they"), sentence.span.start + match.end("they")
