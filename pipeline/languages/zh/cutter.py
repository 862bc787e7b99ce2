"""Chinese words with exact offsets: jieba over a simplified key of the same length.

Input: a text in either script. Output: Morphs; ``tag`` is the one that jieba's dictionary gives the word (no
context; empty for words that only its character model found), ``lemma`` the simplified form. Limits: names with a
middle dot are cut at the dot. Writes no cache file and touches no state of the jieba module.
"""

from __future__ import annotations

import sys
import tomllib
import warnings
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from sys import intern
from typing import Any

from pipeline.languages.tokenizers import ChosenAnalyser, Morph

_PAIR = itemgetter(slice(2))
_LAST = chr(0x10FFFF)


class Cutter:
    """A jieba tokenizer of our own with its dictionary; ``cutter(text)`` yields the words."""

    def __init__(self) -> None:
        self._jieba = _jieba().Tokenizer()
        known = tomllib.loads(Path(__file__).with_name("tags.toml").read_text(encoding="utf-8"))
        self._words = _Dictionary.of(self._jieba, known["dictionary"])
        self._simplify = simplifier()
        self._pos = known["pos"]

    def __call__(self, text: str) -> Iterator[Morph]:
        """The words of ``text`` in order; white space is no word."""
        key = self._simplify(text)
        self._words.open(key)
        for word, start, end in self._jieba.tokenize(key):
            tag = self._words.tags.get(word, "")
            if not word.isspace():
                yield Morph(start, end, word, tag, self._universal(tag) if tag else _plain(word))

    def _universal(self, tag: str) -> str:
        """The part of speech of the longest prefix of ``tag`` that is listed."""
        known: dict[str, str] = self._pos
        if tag not in known:
            known[tag] = next((known[tag[:end]] for end in range(len(tag), 0, -1) if tag[:end] in known), "X")
        return known[tag]


def chinese_analyser() -> ChosenAnalyser:
    """jieba, for both scripts."""
    return ChosenAnalyser("jieba", Cutter())


def simplifier() -> Callable[[str], str]:
    """``text -> simplified key`` of exactly the same length; a character that would change it stays as it is."""
    import opencc

    converter = opencc.OpenCC("t2s")

    def simplify(text: str) -> str:
        key: str = converter.convert(text)
        if len(key) == len(text):
            return key
        singles = (converter.convert(character) for character in text)
        return "".join(new if len(new) == 1 else old for old, new in zip(text, singles, strict=True))

    return simplify


def _jieba() -> Any:
    """The module. It does without pkg_resources, whose import takes as long as its own, where there is none."""
    with warnings.catch_warnings(), _hidden("pkg_resources"):
        warnings.simplefilter("ignore")  # it has old escape sequences
        import jieba
    return jieba


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """Let the import of a module fail that is not loaded yet."""
    loaded = sys.modules.setdefault(module, None)  # type: ignore[arg-type]  # None says that there is none
    try:
        yield
    finally:
        if loaded is None:
            del sys.modules[module]


class _Dictionary:
    """jieba's dictionary, read into its prefix table as pairs of characters are met: a text can only hold words that
    begin with two characters which stand side by side in it.

    Opening all 350,000 words takes half a second and 60 MB; a text needs those of some thousand pairs.
    """

    def __init__(self, lines: list[str], frequency: dict[str, int]) -> None:
        self._lines = lines  # sorted: the words of a character stand together
        self._frequency = frequency
        self._met: set[str] = set()
        self._waiting: dict[str, list[str]] = {}
        self.tags: dict[str, str] = {}

    @classmethod
    def of(cls, tokenizer: Any, known: Mapping[str, int]) -> _Dictionary:
        """The dictionary of ``tokenizer``, which from now on knows the words that were opened.

        The frequencies of the ``known`` one are not added up again (70 ms), those of any other size are.
        """
        with tokenizer.get_dict_file() as file:
            data = file.read()
        text = data.decode("utf-8")
        # what jieba's own ``initialize`` sets, which would read everything and write a cache file
        tokenizer.FREQ, tokenizer.initialized = {}, True
        tokenizer.total = known["total"] if len(data) == known["bytes"] else total_of(text)
        return cls(sorted(text.splitlines()), tokenizer.FREQ)

    def open(self, text: str) -> None:
        """Make the words known that ``text`` may hold."""
        for character in set(text) - self._met:
            self._met.add(character)
            for pair, lines in groupby(self._words_of(character), _PAIR):
                self._waiting[pair] = list(lines)
        # a word of one character stands in its line before a blank
        pairs = {*map("".join, pairwise(text)), *(f"{character} " for character in text)}
        for pair in self._waiting.keys() & pairs:
            self._add(self._waiting.pop(pair))

    def _words_of(self, character: str) -> list[str]:
        """The lines of the words that begin with a character."""
        first = bisect_left(self._lines, character)
        return self._lines[first : bisect_left(self._lines, f"{character}{_LAST}", first)]

    def _add(self, lines: list[str]) -> None:
        frequency = self._frequency
        for line in lines:
            word, number, tag = line.split(" ")
            frequency[word] = int(number)
            self.tags[word] = intern(tag)
            end = len(word) - 1
            while end and word[:end] not in frequency:  # the shorter prefixes of a prefix that is there are there too
                frequency[word[:end]] = 0
                end -= 1


def total_of(text: str) -> int:
    """The sum of the frequencies in jieba's dictionary."""
    return sum(map(int, text.split(" ")[1::2]))


def _plain(word: str) -> str:
    if word.isdigit():
        return "NUM"
    return "X" if any(character.isalnum() for character in word) else "PUNCT"
