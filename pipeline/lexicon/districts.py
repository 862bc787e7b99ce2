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
    def town(self) -> re.Pattern[str]:
        """The word for a small town right behind a name."""
        return re.compile(self.rules["town"])

    @cached_property
    def peoples(self) -> re.Pattern[str]:
        """The peoples of a district and the word for it, behind its name."""
        return re.compile(self.rules["peoples"])

    @cached_property
    def _bare(self) -> re.Pattern[str]:
        return re.compile(self.rules["bare"])

    def bare(self, plain: str) -> str:
        """A Chinese town's name without a word for what it is, in pinyin; empty where it may be a foreign one's."""
        return self._syllables(plain) if self._bare.fullmatch(plain) else ""

    @cached_property
    def none(self) -> tuple[str, ...]:
        """Words that end as districts do and name no place."""
        return tuple(self.rules["not"])

    def named(self, plain: str) -> bool:
        """Whether a word in simplified characters has the shape of a district's name of two signs and more."""
        end = self.ends.search(plain)
        return end is not None and end.start() > 1 and not plain.endswith(self.none)

    def opening(self, plain: str) -> int:
        """Where the county, city or town ends that opens the name of a body (方城县公安局); 0 without one."""
        for end in range(2, min(self.rules["opens"], len(plain) - 1) + 1):
            if self._closed(plain[:end]):
                return end
        return 0

    def english(self, plain: str) -> str:
        """The English name of a district in simplified characters, the narrower before the wider."""
        plain = self.peoples.sub(lambda found: found["kind"], plain)
        return self.placed(plain) or self._own(plain) or self._chain(plain)

    def _chain(self, plain: str) -> str:
        """The name of towns that no table holds one behind the other (方城县柳河镇); empty where a part is no name."""
        at = next((cut for cut in range(len(plain) - 2, 1, -1) if self._wider(plain, cut)), 0)
        parts = [self.known(plain[:at])] if at else []
        while at < len(plain):
            cut = next((end for end in range(at + 2, len(plain) + 1) if self._closed(plain[at:end])), 0)
            word = self._own(plain[at:cut]) if cut else self._syllables(plain[at:])
            if not word or not (cut or parts):
                return ""
            parts, at = [word, *parts], cut or len(plain)
        return ", ".join(parts)

    def _wider(self, plain: str, cut: int) -> bool:
        """Whether the tables know what stands before ``cut``, and the sign behind it opens another name."""
        return self.ends.fullmatch(plain[cut : cut + 1]) is None and bool(self.known(plain[:cut]))

    def _closed(self, part: str) -> bool:
        """Whether a name ends with the word for a district here; one sign before it is enough for a county."""
        short = len(part) == 2 and part[1] in self.rules["short"] and not part.endswith(self.none)
        return short or self.named(part)

    def placed(self, plain: str) -> str:
        """The English name of a district that stands behind a larger place; empty where none does."""
        if not self.named(plain):
            return ""
        for cut in range(len(plain) - 2, 1, -1):
            if self._wider(plain, cut) and (own := self._own(plain[cut:])):
                return f"{own}, {self.known(plain[:cut])}"
        return ""

    def _own(self, plain: str) -> str:
        end = self.ends.search(plain)
        word = self._syllables(plain[: end.start()]) if end is not None else ""
        return " ".join(filter(None, (word, self.rules["ends"][end.group()]))) if end is not None and word else ""

    def _syllables(self, plain: str) -> str:
        """A name without the word that ends it, in pinyin; empty where it is too long for one or cannot be read."""
        if not 0 < len(plain) <= self.rules["longest"]:
            return ""
        word = ""
        for syllable in self.pinyin.syllables(plain):
            apart = "'" if word and syllable[0] in "aeo" else ""
            word += apart + syllable.replace("lv", "lü").replace("nv", "nü")
        return word.capitalize()
