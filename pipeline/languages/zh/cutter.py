"""Chinese words with exact offsets: jieba over a simplified key of the same length.

Input: a text in either script. Output: Morphs; ``tag`` is the one that jieba's dictionary gives the word (no
context; empty for words that only its character model found), ``lemma`` the simplified form. Limits: names with a
middle dot are cut at the dot. Writes no cache file and touches no state of the jieba module.
"""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from sys import intern
from typing import Any

from pipeline.languages.tokenizers import Morph


class Cutter:
    """A jieba tokenizer of our own with its dictionary; ``cutter(text)`` yields the words."""

    def __init__(self) -> None:
        with warnings.catch_warnings():  # jieba imports pkg_resources and has old escape sequences
            warnings.simplefilter("ignore")
            import jieba

        self._jieba = jieba.Tokenizer()
        self._tags = _load_dictionary(self._jieba)
        self._simplify = simplifier()
        table = tomllib.loads(Path(__file__).with_name("tags.toml").read_text(encoding="utf-8"))["pos"]
        self._pos = {tag: _universal(tag, table) for tag in sorted(set(self._tags.values()))}

    def __call__(self, text: str) -> Iterator[Morph]:
        """The words of ``text`` in order; white space is no word."""
        key = self._simplify(text)
        for word, start, end in self._jieba.tokenize(key):
            tag = self._tags.get(word, "")
            if not word.isspace():
                yield Morph(start, end, word, tag, self._pos.get(tag) or _plain(word))


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


def _load_dictionary(tokenizer: Any) -> dict[str, str]:
    """Fill jieba's prefix table (as its ``initialize`` does, without the cache file) and return word -> tag."""
    frequency: dict[str, int] = {}
    tags: dict[str, str] = {}
    total = 0
    with tokenizer.get_dict_file() as file:
        for line in file.read().decode("utf-8").splitlines():
            word, count, tag = line.split(" ")
            frequency[word] = int(count)
            total += int(count)
            tags[word] = intern(tag)
    for word in tags:
        end = len(word) - 1
        while end and word[:end] not in frequency:  # the shorter prefixes of a prefix that is there are there too
            frequency[word[:end]] = 0
            end -= 1
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequency, total, True
    return tags


def _universal(tag: str, table: dict[str, str]) -> str:
    return next((table[tag[:end]] for end in range(len(tag), 0, -1) if tag[:end] in table), "X")


def _plain(word: str) -> str:
    if word.isdigit():
        return "NUM"
    return "X" if any(character.isalnum() for character in word) else "PUNCT"
