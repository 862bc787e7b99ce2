"""English words with exact offsets, by the rules of ``tokens.toml``, about as treebanks of English are cut.

Input: a text. Output: Morphs. What stands between spaces is one piece; punctuation and the like are taken off its
front and its end until nothing more can be, then it is cut in the middle. ``lemma`` is the word in small letters; there
are no tags. Limits: no addresses of the web but as one piece; what is no letter or digit is punctuation.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.languages.tokenizers import ChosenAnalyser, Morph

PATH = Path(__file__).with_name("tokens.toml")
_PIECE = re.compile(r"\S+")
_NUMBER = re.compile(r"[+\-±~]?\d[\d,./]*|\d+(?:st|nd|rd|th)")
Cut = tuple[int, int]


class Cutter:
    """The rules, compiled; ``cutter(text)`` yields the words in order."""

    def __init__(self, rules: Mapping[str, Any] | None = None) -> None:
        table = rules or tomllib.loads(PATH.read_text(encoding="utf-8"))
        self._whole = frozenset(table["whole"].split())
        self._joined: dict[str, str] = table["joined"]
        self._numbers = frozenset(table["numbers"].split())
        self._address = re.compile(table["address"])
        self._front = _any_of(table["front"], "{}")
        self._back = _any_of(table["back"], "(?:{})$")
        self._between = _any_of(table["between"], "{}")

    def __call__(self, text: str) -> Iterator[Morph]:
        """The words of ``text``; white space is no word."""
        for piece in _PIECE.finditer(text):
            for start, end in self._cuts(text, *piece.span()):
                word = text[start:end]
                yield Morph(start, end, word.lower(), pos=self._pos(word))

    def _cuts(self, text: str, start: int, end: int) -> Iterator[Cut]:
        """A piece, cut."""
        if text[start:end].isalpha() and text[start:end] not in self._joined:
            yield start, end
            return
        behind: list[Cut] = []
        while start < end and text[start:end] not in self._whole:
            if found := self._front.match(text, start, end):
                yield found.span()
                start = found.end()
            elif found := self._back.search(text, start, end):
                behind.append(found.span())
                end = found.start()
            else:
                break
        yield from self._inside(text, start, end)
        yield from reversed(behind)

    def _inside(self, text: str, start: int, end: int) -> Iterator[Cut]:
        """What is left between front and back, cut in the middle."""
        first, _, _ = self._joined.get(text[start:end], "").partition(" ")
        if first:
            yield start, start + len(first)
            start += len(first)
        if text[start:end] not in self._whole and not self._address.match(text, start, end):
            for found in self._between.finditer(text, start, end):
                if found.start() > start:
                    yield start, found.start()
                yield found.span()
                start = found.end()
        if start < end:
            yield start, end

    def _pos(self, word: str) -> str:
        if not any(map(str.isalnum, word)):
            return "PUNCT"
        return "NUM" if _NUMBER.fullmatch(word) or word.lower() in self._numbers else "X"


def english_analyser() -> ChosenAnalyser:
    """The rules of tokens.toml alone."""
    return ChosenAnalyser("rules", Cutter())


def _any_of(rows: list[dict[str, Any]], form: str) -> re.Pattern[str]:
    return re.compile(form.format("|".join(row["match"] for row in rows)))
