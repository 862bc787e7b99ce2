"""Korean names in Latin letters: of persons in the style of the North's own English texts (Pak Myong Ho), of places in
the Revised Romanisation (Yeongcheon).

Input: a name of two to four syllables, or the name of a place. Output: its words with capitals, or an empty text for
anything else. The letters are data (romanisation.toml). Limits: the South has no single style for names of persons, so
those stay unromanised; sound changes between syllables are those of the commonest pairs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_FIRST, _COUNT = 0xAC00, 11172
_SONORANT = frozenset("aeiouynmlg")


@dataclass(frozen=True, slots=True)
class Romanisation:
    """The letters of one style."""

    onset: Sequence[str]
    vowel: Sequence[str]
    coda: Sequence[str]
    voiced: Mapping[str, str]
    surnames: Mapping[str, str]
    whole: Mapping[str, str]
    joined: Mapping[str, str]
    linked: Sequence[str]

    @classmethod
    def load(cls, path: Path, style: str) -> Romanisation:
        """Read one style of romanisation.toml."""
        row = tomllib.loads(path.read_text(encoding="utf-8"))[style]
        return cls(row["onset"], row["vowel"], row["coda"], row["voiced"], row["surnames"], row["whole"],
                   row.get("joined", {}), row.get("linked", ()))  # fmt: skip

    def name(self, text: str) -> str:
        """The name in Latin letters; empty if it is not two to four Hangul syllables."""
        if not 2 <= len(text) <= 4 or not all(_FIRST <= ord(char) < _FIRST + _COUNT for char in text):
            return ""
        words = [self.surnames.get(text[0]) or self._syllable(text[0])]
        for char in text[1:]:
            word = self.whole.get(char) or self._syllable(char)
            voiced = len(words) > 1 and words[-1][-1] in _SONORANT
            words.append(self.voiced.get(word[0].lower(), word[0]) + word[1:] if voiced and word[1:2] != "h" else word)
        return " ".join(word.capitalize() for word in words)

    def syllables(self, text: str) -> str:
        """Hangul syllable by syllable, as one word; no sound changes between them."""
        return "".join(self._syllable(char) for char in text)

    def word(self, text: str) -> str:
        """Hangul as one word with the sounds that syllables make together (신라: silla), as names of places are
        spelled; empty if it is not all Hangul."""
        if not text or not all(_FIRST <= ord(char) < _FIRST + _COUNT for char in text):
            return ""
        out, last = "", 0  # `last`: the coda before, by its number
        for char in text:
            index = ord(char) - _FIRST
            onset, coda = self.onset[index // 588], self.coda[last]
            if last and not onset:
                out += self.linked[last]
            else:
                out += self.joined.get(f"{coda} {onset}", coda + onset)
            out += self.vowel[index % 588 // 28]
            last = index % 28
        return out + self.coda[last]

    def _syllable(self, char: str) -> str:
        index = ord(char) - _FIRST
        return self.onset[index // 588] + self.vowel[index % 588 // 28] + self.coda[index % 28]
