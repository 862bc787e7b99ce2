"""Korean and Chinese in Latin letters, for readers who lack the script.

Input: a text and its language tag. Output: pinyin without tones, or the letters of the Revised Romanisation, syllable
by syllable; what has no reading stays as it is. Limits: an aid to tell names apart, not a name to be quoted: no sound
changes between syllables, one reading for each character in its word; Han characters in Korean text stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.lexicon.romanising import Romanisation

_LETTERS = Path(__file__).parents[1] / "lexicon" / "romanisation.toml"
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_STOP = re.compile(r" (?=[：，。、；！？）》」』”’])|(?<=[（《「『“‘]) ")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


@dataclass(frozen=True, kw_only=True)
class Readings:
    """Reads texts; the letters are loaded on first use."""

    letters: Path = _LETTERS

    @cached_property
    def korean(self) -> Romanisation:
        """The Revised Romanisation."""
        return Romanisation.load(self.letters, "revised")

    def latin(self, text: str, language: str) -> str:
        """The reading of a text; empty where it says no more than the text."""
        read = _HANGUL.sub(lambda found: self._words(self.korean.syllables(found[0])), text)
        if language.startswith("zh"):
            read = _HAN.sub(lambda found: self._words(" ".join(_pinyin(found[0]))), read)
        read = _STOP.sub("", " ".join(read.split()))
        return read if read != text else ""

    def _words(self, text: str) -> str:
        return f" {text[:1].upper()}{text[1:]} "


def _pinyin(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    return list(lazy_pinyin(text, style=Style.NORMAL))
