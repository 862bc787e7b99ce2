"""Which script a character belongs to, and how plausible a run of characters is as real text.

Input: strings. Output: counts by script, the Chinese script (simplified, traditional) of a passage, and a
plausibility score for guessed encodings. Data: ``scripts.toml`` (frequent characters). Limits: which Chinese
characters are simplified or traditional only is read off the national character sets (GB 2312 and Big5 hold
one form each), so forms that both sets hold count for neither.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import quick

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎᄀ-ᇿ]+")
_HAN = re.compile(r"[㐀-䶿一-鿿\uf900-﫿〇々\U00020000-\U0003134f]+")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_OTHER = re.compile(r"[Ͱ-ӿ԰-ۿऀ-๿Ⴀ-ჿ]+")
_FOREIGN = re.compile(f"{_KANA.pattern}|{_OTHER.pattern}")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many characters of each script a passage holds."""

    hangul: int
    han: int
    kana: int
    latin: int
    other: int

    @property
    def letters(self) -> int:
        """All letters together."""
        return self.hangul + self.han + self.kana + self.latin + self.other

    @property
    def east(self) -> int:
        """The signs of East Asian scripts; a syllable of Hangul, which is two or three letters, counts twice."""
        return 2 * self.hangul + self.han + self.kana


def count(text: str) -> Counts:
    """Characters by script."""
    if text.isascii():
        return Counts(hangul=0, han=0, kana=0, latin=_size(_LATIN, text), other=0)
    foreign = _FOREIGN.search(text) is not None
    return Counts(
        hangul=_size(_HANGUL, text),
        han=_size(_HAN, text),
        kana=_size(_KANA, text) if foreign else 0,
        latin=_size(_LATIN, text),
        other=_size(_OTHER, text) if foreign else 0,
    )


def _size(runs: re.Pattern[str], text: str) -> int:
    return len("".join(runs.findall(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """Character sets that tell scripts and encodings apart."""

    simplified: frozenset[str]
    traditional: frozenset[str]
    weights: dict[str, float]
    least_plausible: float

    def chinese(self, text: str) -> tuple[int, int]:
        """How many characters are simplified only, and how many traditional only."""
        return (
            sum(map(self.simplified.__contains__, text)),
            sum(map(self.traditional.__contains__, text)),
        )

    def plausibility(self, text: str) -> float:
        """Mean weight of the characters beyond ASCII; about 1 for real text, below 0 for a wrong encoding."""
        weights = self.weights
        beyond = [char for char in text if char > "\x7f"]
        if not beyond:
            return 0.0
        return sum(weights.get(char, _WEIGHT_OF_REST) for char in beyond) / len(beyond)


_WEIGHT_OF_REST = -1.0


def load_scripts(path: Path) -> Scripts:
    """Read ``scripts.toml`` and derive the character sets from the codecs."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    han = "".join(map(chr, range(0x4E00, 0xA000)))
    gb2312, big5 = _within(han, "gb2312"), _within(han, "big5")
    ksc = _within("".join(map(chr, range(0xAC00, 0xD7A4))), "euc-kr")
    weights = dict.fromkeys(gb2312 | big5, 0.1)
    weights |= dict.fromkeys(ksc, 0.4)
    for name, weight in data["weights"].items():
        weights |= {char: weight for char in data["characters"][name] if not char.isspace()}
    return Scripts(
        simplified=frozenset(gb2312 - big5),
        traditional=frozenset(big5 - gb2312),
        weights=weights,
        least_plausible=data["least_plausible"],
    )


def _within(characters: str, encoding: str) -> set[str]:
    """Those of ``characters`` that the encoding has."""
    return set(characters.encode(encoding, "ignore").decode(encoding))
