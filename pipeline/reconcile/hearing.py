"""What a name sounds like: every name as sequences of sound classes, by its script.

Input: a name in Hangul, Han or Latin script. Output: Codes: classes K T P S J H M N L R F V Z G as capitals, vowels
and glides as small letters; a Han name is read in pinyin and in every Sino-Korean reading. Letters and readings are
data (lexicon/sound.toml, hanja_readings.tsv; pinyin: lexicon/pinyin.py). Blocks and codes of the lexicon's names lie
ready (sound_blocks.tsv, sound_codes.tsv, made by ``tools/build_sound.py``), for they take long to make. The last word
of an inverted name (Tanaka, Haruto) is not heard alone. Limits: a Han name of more than six characters has no
Sino-Korean reading.
"""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.lexicon.pinyin import Pinyin, two_columns

_PARTS = re.compile(r"[\s·・‧•\-‐.'’,]+")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_READINGS = 64
BLOCKS, CODES = "sound_blocks.tsv", "sound_codes.tsv"
_SINO, _LAST = "*", "|"
"""In the table of codes: before one through a Sino-Korean reading, before those of the last word."""
VOWELS = frozenset("aeiouyw")
Code = tuple[str, bool]
"""Sound classes, and whether they come through a Sino-Korean reading."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a whole name, and of its last word where that is long enough to stand alone."""

    full: tuple[Code, ...]
    last: tuple[Code, ...]

    @classmethod
    def read(cls, text: str) -> Codes:
        """Those that ``written`` has written."""
        full, _, last = text.partition(_LAST)
        return cls(*(tuple((code.lstrip(_SINO), code[0] == _SINO) for code in part.split()) for part in (full, last)))

    @property
    def written(self) -> str:
        """As they stand in the table of codes."""
        full, last = (" ".join(_SINO * sino + code for code, sino in part) for part in (self.full, self.last))
        return f"{full}{_LAST}{last}" if last else full


class Hearing:
    """Makes codes of names. Holds the tables and a memory of names, words and characters."""

    def __init__(self, folder: Path, simplify: Mapping[int, str]) -> None:
        self._folder = folder
        self._simplify = simplify
        self._read = Pinyin(folder)
        self._names: dict[str, Codes] = {}
        self._words: dict[str, str] = {}
        self._characters: dict[str, str] = {}
        self._syllables: dict[tuple[str, str, bool], frozenset[str]] = {}

    @cached_property
    def rules(self) -> dict[str, Any]:
        """sound.toml as written."""
        return tomllib.loads((self._folder / "sound.toml").read_text(encoding="utf-8"))

    @cached_property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """Han character -> Sino-Korean readings."""
        table = {}
        for line in (self._folder / "hanja_readings.tsv").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 2 and len(cells[0]) == 1:
                table[cells[0]] = tuple(cells[1].split())
        return table

    @cached_property
    def _block_table(self) -> dict[str, str]:
        return two_columns(self._folder / BLOCKS)

    def blocks(self, name: str) -> tuple[str, ...]:
        """First consonant class and number of consonants of each code of a name (``K3``), sorted."""
        ready = self._block_table.get(name)
        return tuple(ready.split()) if ready is not None else self.blocks_made(name)

    def blocks_made(self, name: str) -> tuple[str, ...]:
        """As ``blocks``, from the codes of the name."""
        codes = self.codes_made(name)
        return tuple(sorted({_block(code) for code, _ in (*codes.full, *codes.last)}))

    def codes(self, name: str) -> Codes:
        """The codes of a name; remembered."""
        if name not in self._names:
            ready = self._code_table.get(name)
            self._names[name] = self.codes_made(name) if ready is None else Codes.read(ready)
        return self._names[name]

    @cached_property
    def _code_table(self) -> dict[str, str]:
        return two_columns(self._folder / CODES)

    def codes_made(self, name: str) -> Codes:
        """As ``codes``, from its letters and readings."""
        script, parts = script_of(name), parts_of(name)
        full = self._project(script, "".join(parts) if script != "latin" else " ".join(parts))
        stands = len(parts) > 1 and "," not in name and not self.korean_shaped(script, parts)
        last = self._project(script, parts[-1]) if stands else ()
        return Codes(full, tuple(code for code in last if len(code[0]) >= 4))

    def korean_shaped(self, script: str, parts: Sequence[str]) -> bool:
        """Whether the parts of a name look like a Korean name: family name and one or two syllables."""
        if script == "hangul":
            name = parts[0] if len(parts) == 1 else ""
            double, single = self._surnames
            return (len(name) == 4 and name.startswith(double)) or (2 <= len(name) <= 3 and name.startswith(single))
        if script == "latin":
            rules = self.rules["korean"]
            return 3 <= len(parts) <= rules["max_parts"] and parts[0].casefold() in rules["romanised"]
        return False

    @cached_property
    def _surnames(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Korean family names of two syllables, and of one."""
        rules = self.rules["korean"]
        return tuple(rules["double_surnames"]), tuple(rules["surnames"])

    def syllables(self, script: str, parts: Sequence[str]) -> tuple[frozenset[str], ...]:
        """The sound codes of each syllable: one per Hangul or Han character, one per Latin part."""
        if script == "latin":
            return tuple(frozenset({self._latin(part)}) for part in parts)
        return tuple(self._syllable_of(script, char, index == 0) for index, char in enumerate("".join(parts)))

    def _syllable_of(self, script: str, char: str, first: bool) -> frozenset[str]:
        """The codes of a Hangul or Han character; remembered."""
        key = script, char, first
        if key not in self._syllables:
            self._syllables[key] = frozenset(
                {self._hangul(char), *self._other_initial(char, first)}
                if script == "hangul"
                else map(self._hangul, self._sino(char, first))
            )
        return self._syllables[key]

    def _other_initial(self, char: str, first: bool) -> frozenset[str]:
        table = self.rules["korean"]["initial_sound"]
        other = table.get(char) or next((north for north, south in table.items() if south == char), "")
        return frozenset({self._hangul(other)} if first and other else ())

    def _sino(self, char: str, first: bool) -> tuple[str, ...]:
        forms = self.readings.get(char) or self.readings.get(self._simplify.get(ord(char), char), ())
        table = self.rules["korean"]["initial_sound"]
        return tuple(dict.fromkeys((*forms, *(table[form] for form in forms if first and form in table))))

    def _project(self, script: str, name: str) -> tuple[Code, ...]:
        if script == "hangul":
            codes = [("".join(map(self._hangul, name)), False)]
        elif script == "latin":
            codes = [("".join(self._latin(part) for part in name.split()), False)]
        else:
            codes = [(self._pinyin(name), False), *((code, True) for code in self._sino_codes(name))]
        return tuple(code for code in dict.fromkeys(codes) if code[0])

    def _sino_codes(self, name: str) -> list[str]:
        if len(name) > 6:
            return []
        forms = [self._sino(char, index == 0) for index, char in enumerate(name)]
        if not all(forms):
            return []
        combinations = itertools.islice(itertools.product(*forms), _READINGS)
        return list(dict.fromkeys("".join(map(self._hangul, combination)) for combination in combinations))

    def _hangul(self, char: str) -> str:
        """The code of one syllable; empty for anything else."""
        code = self._characters.get(char)
        if code is None:
            rules, index = self.rules["hangul"], ord(char) - 0xAC00
            places = (("onset", index // 588), ("vowel", index % 588 // 28), ("coda", index % 28))
            code = "".join(rules[part][place] for part, place in places) if 0 <= index < 11172 else ""
            self._characters[char] = code
        return code

    @cached_property
    def _digraphs(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(self.rules["latin"], key=lambda letters: (-len(letters), letters))))

    def _latin(self, word: str) -> str:
        if word not in self._words:
            self._words[word] = self._spelt(word)
        return self._words[word]

    def _spelt(self, word: str) -> str:
        plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if c.isascii() and c.isalpha())
        plain = _DOUBLED.sub(r"\1", plain)
        first = self.rules["latin_initial"].get(plain[:1])
        sounds: dict[str, str] = self.rules["latin"]
        return (first or "") + "".join(map(sounds.__getitem__, self._digraphs.findall(plain, 1 if first else 0)))

    def _pinyin(self, name: str) -> str:
        return "".join(map(self._syllable, self.pinyin(name.translate(self._simplify))))

    def pinyin(self, plain: str) -> list[str]:
        """The syllables of a name in simplified characters, without tones."""
        return self._read.syllables(plain)

    def _syllable(self, word: str) -> str:
        rules = self.rules["pinyin"]
        initial = next(
            (form for form in ("zh", "ch", "sh", word[:1]) if word.startswith(form) and form in rules["initial"]), ""
        )
        final = word[len(initial) :]
        if final == "i" and initial in rules["silent_i"]:
            return str(rules["initial"][initial])
        if initial == "y" and final not in ("i", "in", "ing"):
            return "y" + str(rules["final"].get(final, ""))
        return str(rules["initial"].get(initial, "")) + str(rules["final"].get(final, ""))


def _block(code: str) -> str:
    classes = [char for char in code if char.isupper()]
    return f"{''.join(classes[:1])}{len(classes)}"


def parts_of(name: str) -> list[str]:
    """The words of a name: what stands between blanks, dots, hyphens, apostrophes and commas."""
    return [part for part in _PARTS.split(name) if part]


def script_of(name: str) -> str:
    """hangul, han or latin, by the first letter that tells."""
    for char in name:
        if "\uac00" <= char <= "\ud7a3":
            return "hangul"
        if "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff":
            return "han"
        if char.isalpha():
            return "latin"
    return "latin"
