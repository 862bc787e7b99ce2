"""How alike two names sound across scripts: every name becomes sequences of sound classes, and the best pair counts.

Input: two names in Hangul, Han or Latin script. Output: a score 0..1. Classes K T P S J H M N L R F V Z G are
capitals, vowels and glides small letters; costs, classes and thresholds are data (lexicon/sound.toml). A Han name
is read in pinyin and in every Sino-Korean reading. Korean-shaped names are compared syllable by syllable, so that
one wrong syllable sinks them. Limits: names of one script are never compared here; sound cannot tell father from
son where one syllable is the same in both.
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

_PARTS = re.compile(r"[\s·・‧•\-‐.'’]+")
_READINGS = 64
_VOWELS = frozenset("aeiouyw")


@dataclass(frozen=True, slots=True)
class Projection:
    """One reading of a name as sound classes; ``sino`` if through Sino-Korean readings."""

    code: str
    weight: float
    sino: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A name made ready for comparison: its projections, its last word's, and its syllables if Korean-shaped."""

    name: str
    script: str
    full: tuple[Projection, ...]
    last: tuple[Projection, ...]
    syllables: tuple[frozenset[str], ...]
    korean: bool


class Sound:
    """Makes and compares heard names. Holds the tables and a memory of compared codes."""

    def __init__(self, folder: Path, simplify: Mapping[int, str]) -> None:
        self.folder = folder
        self._simplify = simplify
        self._known: dict[tuple[str, str], float] = {}
        self._heard: dict[str, Heard] = {}

    @cached_property
    def rules(self) -> dict[str, Any]:
        """sound.toml as written."""
        return tomllib.loads((self.folder / "sound.toml").read_text(encoding="utf-8"))

    @cached_property
    def automatic(self) -> float:
        """The score from which two names are linked without a reviewer."""
        return float(self.rules["thresholds"]["automatic"])

    @cached_property
    def provisional(self) -> float:
        """The score from which a candidate is shown to the reviewer."""
        return float(self.rules["thresholds"]["provisional"])

    @cached_property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """Han character -> Sino-Korean readings."""
        table = {}
        for line in (self.folder / "hanja_readings.tsv").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 2 and len(cells[0]) == 1:
                table[cells[0]] = tuple(cells[1].split())
        return table

    @cached_property
    def _costs(self) -> dict[str, float]:
        """Cost of a substitution (two letters) or of a gap (one letter)."""
        rules = self.rules["costs"]
        letters = "KTPSJHMNLRFVZGaeiouyw"
        costs: dict[str, float] = {}
        for letter in letters:
            costs[letter] = rules["vowel_gap"] if letter in _VOWELS else rules["gaps"].get(letter, rules["gap"])
        for one, two in itertools.product(letters, repeat=2):
            vowels = (one in _VOWELS) + (two in _VOWELS)
            near = rules["near"].get("".join(sorted((one, two))))
            worst = costs[one] + costs[two]
            costs[one + two] = (
                0.0 if one == two else rules["vowel_vowel"] if vowels == 2 else near or (worst if vowels else 1.0)
            )
        return costs

    def hear(self, name: str) -> Heard:
        """A name ready for comparison; remembered."""
        if name not in self._heard:
            self._heard[name] = self._make(name)
        return self._heard[name]

    def _make(self, name: str) -> Heard:
        script = script_of(name)
        parts = [part for part in _PARTS.split(name) if part]
        korean = self._korean_shaped(script, parts)
        full = self._project(script, "".join(parts) if script != "latin" else " ".join(parts))
        last = self._project(script, parts[-1]) if len(parts) > 1 and not korean else ()
        last = tuple(projection for projection in last if _consonants(projection.code) + _vowels(projection.code) >= 4)
        return Heard(name, script, full, last, self._syllables(script, parts), korean)

    def _korean_shaped(self, script: str, parts: Sequence[str]) -> bool:
        rules = self.rules["korean"]
        if script == "hangul":
            name = parts[0] if len(parts) == 1 else ""
            double = len(name) == 4 and name.startswith(tuple(rules["double_surnames"]))
            return double or (2 <= len(name) <= 3 and name.startswith(tuple(rules["surnames"])))
        if script == "latin":
            return 3 <= len(parts) <= rules["max_parts"] and parts[0].casefold() in rules["romanised"]
        return False

    def _syllables(self, script: str, parts: Sequence[str]) -> tuple[frozenset[str], ...]:
        """The sound codes of each syllable: one per Hangul or Han character, one per Latin part."""
        if script == "hangul":
            return tuple(
                frozenset({self._hangul(char), *self._other_initial(char, index == 0)})
                for index, char in enumerate("".join(parts))
            )
        if script == "han":
            chars = "".join(parts)
            return tuple(
                frozenset(self._hangul(form) for form in self._sino(char, index == 0))
                for index, char in enumerate(chars)
            )
        return tuple(frozenset({self._latin(part)}) for part in parts)

    def _other_initial(self, char: str, first: bool) -> frozenset[str]:
        table = self.rules["korean"]["initial_sound"]
        other = table.get(char) or next((north for north, south in table.items() if south == char), "")
        return frozenset({self._hangul(other)} if first and other else ())

    def _sino(self, char: str, first: bool) -> tuple[str, ...]:
        forms = self.readings.get(char) or self.readings.get(self._simplify.get(ord(char), char), ())
        table = self.rules["korean"]["initial_sound"]
        return tuple(dict.fromkeys((*forms, *(table[form] for form in forms if first and form in table))))

    def _project(self, script: str, name: str) -> tuple[Projection, ...]:
        if script == "hangul":
            codes = [("".join(map(self._hangul, name)), False)]
        elif script == "latin":
            codes = [("".join(self._latin(part) for part in name.split()), False)]
        else:
            codes = [(self._pinyin(name), False), *((code, True) for code in self._sino_codes(name))]
        return tuple(Projection(code, self._weight(code), sino) for code, sino in dict.fromkeys(codes) if code)

    def _sino_codes(self, name: str) -> list[str]:
        if len(name) > 6:
            return []
        forms = [self._sino(char, index == 0) for index, char in enumerate(name)]
        if not all(forms):
            return []
        combinations = itertools.islice(itertools.product(*forms), _READINGS)
        return list(dict.fromkeys("".join(map(self._hangul, combination)) for combination in combinations))

    def _hangul(self, text: str) -> str:
        rules = self.rules["hangul"]
        code = []
        for char in text:
            index = ord(char) - 0xAC00
            if 0 <= index < 11172:
                code += [rules["onset"][index // 588], rules["vowel"][index % 588 // 28], rules["coda"][index % 28]]
        return "".join(code)

    @cached_property
    def _digraphs(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(self.rules["latin"], key=lambda letters: (-len(letters), letters))))

    def _latin(self, word: str) -> str:
        plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if c.isascii() and c.isalpha())
        plain = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", plain)
        first = self.rules["latin_initial"].get(plain[:1])
        sounds: dict[str, str] = self.rules["latin"]
        return (first or "") + "".join(map(sounds.__getitem__, self._digraphs.findall(plain, 1 if first else 0)))

    def _pinyin(self, name: str) -> str:
        from pypinyin import Style, lazy_pinyin

        plain = name.translate(self._simplify)
        return "".join(self._syllable(word) for word in lazy_pinyin(plain, style=Style.NORMAL, v_to_u=False))

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

    def _weight(self, code: str) -> float:
        rules = self.rules["costs"]
        return _vowels(code) * float(rules["weight_vowel"]) + sum(
            min(1.0, self._costs[char]) for char in code if char not in _VOWELS
        )

    def score(self, one: str, two: str) -> float:
        """How alike two names of different scripts sound, 0..1; 0.0 for names of one script."""
        left, right = self.hear(one), self.hear(two)
        if left.script == right.script:
            return 0.0
        if left.script > right.script:
            left, right = right, left
        shaped = left.korean or right.korean
        syllabic = self._by_syllables(left, right)
        if syllabic == 1.0 or (syllabic is not None and shaped and "latin" in (left.script, right.script)):
            return syllabic or 0.0
        heard = shaped and syllabic is not None  # then readings have spoken, and only pinyin is left to ask
        best = self._best(_heard(left.full) if heard else left.full, _heard(right.full) if heard else right.full)
        for a, b in ((left.last, right.full), (left.full, right.last), (left.last, right.last)):
            best = max(best, self._best(a, b))
        return max(best, syllabic or 0.0) * float(self.rules["factors"]["across_scripts"])

    def _by_syllables(self, left: Heard, right: Heard) -> float | None:
        """Hangul against Han of equal length by readings; Korean-shaped names against as many Latin parts."""
        if len(left.syllables) != len(right.syllables) or not 2 <= len(left.syllables) <= 4:
            return None
        scripts = {left.script, right.script}
        if scripts == {"hangul", "han"}:
            share = sum(bool(a & b) for a, b in zip(left.syllables, right.syllables, strict=True)) / len(left.syllables)
            if share == 1.0:
                return 1.0
            return share / 2 if left.korean or right.korean else None
        parts = left if left.script == "latin" else right
        other = right if parts is left else left
        if not parts.korean or (other.script == "hangul" and not other.korean):
            return None
        scores = [
            max((self._codes(x, y) for x in a for y in b), default=0.0)
            for a, b in zip(left.syllables, right.syllables, strict=True)
        ]
        return (min(scores) + sum(scores) / len(scores)) / 2

    def _codes(self, one: str, two: str) -> float:
        heavier = max(self._weight(one), self._weight(two), 0.01)
        return max(0.0, 1 - self._distance(one, two) / heavier)

    def _best(self, left: Sequence[Projection], right: Sequence[Projection]) -> float:
        best = 0.0
        sino = float(self.rules["factors"]["sino_korean"])
        for a in left:
            for b in right:
                heavier, lighter = max(a.weight, b.weight), min(a.weight, b.weight)
                factor = sino if a.sino or b.sino else 1.0
                if heavier <= 0 or (1 - (heavier - lighter) / heavier) * factor <= best:
                    continue
                best = max(best, (1 - self._distance(a.code, b.code) / heavier) * factor)
        return best

    def _distance(self, one: str, two: str) -> float:
        """Weighted edit distance of two codes, remembered."""
        pair = (one, two) if one <= two else (two, one)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = _edit(*pair, self._costs)
        return known


def _heard(projections: Sequence[Projection]) -> tuple[Projection, ...]:
    return tuple(projection for projection in projections if not projection.sino)


def _edit(one: str, two: str, costs: Mapping[str, float]) -> float:
    row = [0.0, *itertools.accumulate(costs[char] for char in two)]
    for char in one:
        gap, above = costs[char], row[0]
        row[0] = left = above + gap
        for index, other in enumerate(two, 1):
            diagonal, above = above + costs[char + other], row[index]
            left = min(diagonal, above + gap, left + costs[other])
            row[index] = left
    return row[-1]


def _vowels(code: str) -> int:
    return sum(char in _VOWELS for char in code)


def _consonants(code: str) -> int:
    return len(code) - _vowels(code)


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
