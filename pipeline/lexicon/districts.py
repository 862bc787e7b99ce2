"""Names of Chinese districts that no table holds, in English: the larger place behind, the own name in pinyin.

Input: a name as written (新余市渝水区). Output: ``Yushui District, Xinyu``; empty where a part cannot be
read. The words are data (districts.toml). Limits: pinyin only; a place with a customary spelling gets another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.lexicon.pinyin import Pinyin


@dataclass(frozen=True)
class Districts:
    """The rules of districts.toml. ``known`` gives the English name of a place that the tables hold, or nothing."""

    rules: Mapping[str, Any]
    pinyin: Pinyin
    known: Callable[[str], str]

    @cached_property
    def ends(self) -> re.Pattern[str]:
        """The word that ends the name of a district, the longest one first."""
        words = sorted(self.rules["ends"], key=lambda word: (-len(word), word))
        return re.compile(f"(?:{'|'.join(words)})$")

    @cached_property
    def small(self) -> tuple[str, ...]:
        """Endings of towns and parts of towns."""
        return tuple(self.rules["small"])

    @cached_property
    def states(self) -> frozenset[str]:
        """The alpha-3 codes of the states whose districts are meant."""
        return frozenset(self.rules["states"])

    @cached_property
    def none(self) -> tuple[str, ...]:
        """Words that end as districts do and name no place."""
        return tuple(self.rules["not"])

    def named(self, plain: str) -> bool:
        """Whether a word in simplified characters has the shape of a district's name of two signs and more."""
        end = self.ends.search(plain)
        return end is not None and end.start() > 1 and not plain.endswith(self.none)

    def english(self, plain: str) -> str:
        """The English name of a district in simplified characters."""
        return self.placed(plain) or self._own(plain)

    def placed(self, plain: str) -> str:
        """The English name of a district that stands behind a larger place; empty where none does."""
        if not self.named(plain):
            return ""
        for cut in range(len(plain) - 2, 1, -1):
            if (larger := self.known(plain[:cut])) and (own := self._own(plain[cut:])):
                return f"{own}, {larger}"
        return ""

    def _own(self, plain: str) -> str:
        end = self.ends.search(plain)
        if end is None or not 0 < end.start() <= self.rules["longest"]:
            return ""
        word = ""
        for syllable in self.pinyin.syllables(plain[: end.start()]):
            apart = "'" if word and syllable[0] in "aeo" else ""
            word += apart + syllable.replace("lv", "lü").replace("nv", "nü")
        return " ".join(filter(None, (word.capitalize(), self.rules["ends"][end.group()])))
