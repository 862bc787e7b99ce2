"""Titles and institution nouns in running text.

Input: a Scene. Output: Word hits. Limits: words only; whose they are is told by entities_institutions and the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_edges import Boundaries
from pipeline.extract.entities_scene import Scene
from pipeline.lexicon import Lexicon
from pipeline.lexicon.institutions import Institution


@dataclass(frozen=True, slots=True)
class Word:
    """A title or an institution noun at a place in the text."""

    start: int
    end: int
    lang: str
    text: str
    roles: tuple[str, ...] = ()
    kinds: tuple[Institution, ...] = ()


@dataclass(frozen=True)
class Words:
    """One compiled scan for titles and one for institution nouns, per language."""

    lexicon: Lexicon

    @cached_property
    def _not_before(self) -> frozenset[str]:
        return frozenset(self.lexicon.forms["zh"]["noun_not_before"])

    @cached_property
    def _titles(self) -> dict[str, re.Pattern[str]]:
        return {lang: _scan(titles, lang) for lang, titles in self.lexicon.offices.titles.items()}

    @cached_property
    def _nouns(self) -> dict[str, re.Pattern[str]]:
        return {lang: _scan(nouns, lang) for lang, nouns in self.lexicon.institutions.nouns.items()}

    @cached_property
    def _folded(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {
            lang: {title.casefold(): roles for title, roles in titles.items()}
            for lang, titles in self.lexicon.offices.titles.items()
        }

    @cached_property
    def _folded_nouns(self) -> dict[str, dict[str, tuple[Institution, ...]]]:
        return {
            lang: {noun.casefold(): kinds for noun, kinds in nouns.items()}
            for lang, nouns in self.lexicon.institutions.nouns.items()
        }

    def titles(self, scene: Scene) -> list[Word]:
        """Every title; English ones with a capital or after a comma."""
        found = []
        for lang, pattern in self._titles.items():
            for match in pattern.finditer(scene.plain):
                text = match.group()
                found.append(Word(match.start(), match.end(), lang, text, roles=self._folded[lang][text]))
        return found

    def nouns(self, scene: Scene, boundaries: Boundaries) -> list[Word]:
        """Every institution noun with a fitting edge."""
        found = []
        for lang, pattern in self._nouns.items():
            for match in pattern.finditer(scene.plain):
                text, end = match.group(), match.end()
                if lang == "zh" and scene.plain[end : end + 1] in self._not_before:
                    continue
                if lang == "ko" and not boundaries.hangul_after(scene.plain, end, len(text)):
                    continue
                found.append(Word(match.start(), end, lang, text, kinds=self._folded_nouns[lang][text]))
        return found


def _scan(words: Iterable[str], lang: str) -> re.Pattern[str]:
    body = "|".join(sorted((re.escape(word.casefold()) for word in words), key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{body})\b" if lang == "en" else body)
