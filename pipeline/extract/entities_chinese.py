"""Unknown Chinese names by their words: organisations by the last one, persons by their family name.

Input: a Scene whose sentences carry words with the tags of jieba's dictionary. Output: Marks with provisional ids. An
organisation is its last word (法院, 署) with the nouns before it. A person is a word that begins with a family name and
is said more than once, or a family name alone with what the person is (詹姓男子, 詹男). Limits: tags know no context;
a word of its own that is no noun in the dictionary ends a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon
from pipeline.model import Token

_NOUNS = ("n", "j", "b", "vn", "an", "s", "l")
_HAN = re.compile(r"[一-鿿]+")
_LONGEST = 8  # words of a name
_SAID = 2  # times that an unknown person is named


@dataclass(frozen=True)
class ChineseNames:
    """The compiled word lists of shapes.toml for Chinese."""

    lexicon: Lexicon

    @property
    def _org(self) -> dict[str, Any]:
        return self.lexicon.shapes["org"]  # type: ignore[no-any-return]

    @cached_property
    def last(self) -> re.Pattern[str]:
        """A word that ends as organisations do."""
        return re.compile(rf".*(?:{'|'.join(sorted(self._org['zh'], key=len, reverse=True))})")

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Words that name a kind, not one organisation."""
        return frozenset(self._org["zh"])

    @cached_property
    def of_states(self) -> frozenset[str]:
        """Nouns of institutions that every state has."""
        return frozenset(self.lexicon.institutions.nouns["zh"])

    @cached_property
    def not_last(self) -> frozenset[str]:
        """Words that end as organisations do and are none."""
        return frozenset(self._org["zh_not_last"])

    @cached_property
    def not_in(self) -> frozenset[str]:
        """Characters of grammar, which no unknown word of a name holds."""
        return frozenset(self._org["zh_not_in"])

    @cached_property
    def apart(self) -> frozenset[str]:
        """Words before an organisation that do not belong to its name."""
        return frozenset(self._org["zh_apart"])

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """A number with what it counts by, which is no part of a name: 12支|救援队."""
        row = self._org
        return re.compile(rf"[{row['zh_numerals']}][{row['zh_measures']}]")

    @cached_property
    def verbs_in(self) -> frozenset[str]:
        """Verbs that say what a body does (救援, 终审)."""
        return frozenset(self._org["zh_verbs_in"])

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words that begin with a family name and are no person."""
        return frozenset(self.lexicon.shapes["zh"]["not_persons"])

    @cached_property
    def titles(self) -> frozenset[str]:
        """What stands behind a family name and is no given name."""
        return frozenset(self.lexicon.shapes["zh"]["behind_surname"])

    @cached_property
    def surnames(self) -> tuple[str, ...]:
        """Family names."""
        row = self.lexicon.shapes["zh"]
        return (*row["surnames"], *row["surnames_rare"], *row["compound_surnames"])

    @cached_property
    def surnamed(self) -> re.Pattern[str]:
        """A family name that stands for somebody (詹姓男子)."""
        row = self.lexicon.shapes["zh"]
        return re.compile(rf"([一-鿿])姓(?:{row['surnamed']})?")


def organisations(scene: Scene, names: ChineseNames, lands: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """(start, end) of organisations: their last word, with the nouns and the names of ``lands`` before it."""
    ends = {mark.end: mark.start for mark in lands}
    states = {mark.end for mark in lands if mark.by == "table"}
    inside = {at: mark.start for mark in lands for at in range(mark.start, mark.end)}
    for words in _sentences(scene):
        for at, word in enumerate(words):
            if _is_last(words, at, names) and not (at + 1 < len(words) and _runs_on(words, at, names)):
                if word.lemma in names.of_states and word.start in states:
                    continue  # 平壤當局, 越南国会: an institution that its state's name makes
                first = words[_opening(words, at, names)]
                start = first.span.start + _is_counted(scene, first, names)
                start = inside.get(start, start)
                while start in ends:
                    start = ends[start]
                name = scene.plain[start : word.end]
                if name not in names.kinds and len(name) > 2:
                    yield start, word.end


def _sentences(scene: Scene) -> Iterator[Sequence[Token]]:
    blocks = scene.reading.blocks
    for sentence in scene.reading.sentences:
        if sentence.language.startswith("zh") and blocks[sentence.block].tells_events:
            yield sentence.tokens


def _is_last(words: Sequence[Token], at: int, names: ChineseNames) -> bool:
    word = words[at]
    if word.tag.startswith(("v", "d", "p", "a")) or names.last.fullmatch(word.lemma) is None:
        return False
    if word.lemma in names.not_last and len(word.lemma) > 1:
        return False
    return len(word.lemma) > 1 or (at > 0 and _belongs(words, at - 1, at, names))


def _runs_on(words: Sequence[Token], at: int, names: ChineseNames) -> bool:
    """Whether the next word ends the same name (市政府|警察局)."""
    following = words[at + 1]
    return following.start == words[at].span.end and _is_last(words, at + 1, names)


def _opening(words: Sequence[Token], last: int, names: ChineseNames) -> int:
    at = last
    while at > 0 and last - at < _LONGEST and _belongs(words, at - 1, at, names):
        at -= 1
    while at < last and words[at].tag.startswith(("v", "b")) and words[at].lemma in names.apart:
        at += 1
    return at


def _is_counted(scene: Scene, first: Token, names: ChineseNames) -> bool:
    """Whether a name opens with what it is counted by: a word of one sign, or one in a word that no dictionary holds
    (not 支队 in 第三支队医院)."""
    alone = len(first.lemma) == 1 or not first.tag
    return alone and first.start > 0 and names.counted.match(scene.plain, first.start - 1) is not None


def _belongs(words: Sequence[Token], before: int, at: int, names: ChineseNames) -> bool:
    """Whether the word before one of a name is part of it: a noun, an unknown word, what a body of one sign does."""
    word, following = words[before], words[at]
    if word.end != following.start or word.lemma in names.apart or _HAN.fullmatch(word.lemma) is None:
        return False
    if word.tag.startswith("v") and word.tag != "vn":
        return word.lemma in names.verbs_in
    if len(word.lemma) == 1 and word.lemma in names.not_in:
        return False
    if not word.tag or word.tag.startswith("nr"):
        return not names.not_in.intersection(word.lemma) and not following.tag.startswith(("ns", "nt"))
    return word.tag.startswith(_NOUNS)


def persons(scene: Scene, names: ChineseNames, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Persons whose names no table holds: said more than once, or by the family name alone."""
    taken = {at for mark in marks for at in range(mark.start, mark.end)}
    yield from _surnamed(scene, names, taken)
    found = [word for words in _sentences(scene) for word in words if _is_name(word, names)]
    said = Counter(word.lemma for word in found)
    for word in found:
        if said[word.lemma] >= _SAID and not taken.intersection(range(word.start, word.end)):
            yield Mark(
                start=word.start, end=word.end, kind="person", by="provisional",
                rule="names.person.said_again", says="begins with a family name and is said again",
            )  # fmt: skip


def _is_name(word: Token, names: ChineseNames) -> bool:
    size = len(word.lemma)
    shaped = word.lemma.startswith(names.surnames) and word.lemma not in names.not_names
    if not shaped or _HAN.fullmatch(word.lemma) is None:
        return False
    return size == 3 and word.tag in ("nr", "") and word.lemma[1:] not in names.titles


def _surnamed(scene: Scene, names: ChineseNames, taken: set[int]) -> Iterator[Mark]:
    """詹姓男子, and 詹男, 詹嫌 where the text tells of somebody so named: one person."""
    first: dict[str, re.Match[str]] = {}
    for match in names.surnamed.finditer(scene.plain):
        if match[1] in names.surnames and scene.language(match.start()) == "zh":
            first.setdefault(match[1], match)
            yield _same(match, first[match[1]])
    short = names.lexicon.shapes["zh"]["surnamed_short"]
    for surname, whole in first.items():
        for match in re.finditer(rf"{surname}(?:{short})", scene.plain):
            if not taken.intersection(range(*match.span())):
                yield _same(match, whole)


def _same(match: re.Match[str], first: re.Match[str]) -> Mark:
    whole = first.group()
    return Mark(start=match.start(), end=match.end(), kind="person", ids=(f"local:{whole}",), by="document",
                rule="names.person.surname", says=f"the person called {whole}")  # fmt: skip
