"""How alike two names sound across scripts: every name is heard as sequences of sound classes, the best pair counts.

Input: two names in Hangul, Han or Latin script. Output: a score 0..1; costs and thresholds are data
(lexicon/sound.toml), codes come from ``hearing.py``. Korean-shaped names are compared syllable by syllable, so that
one wrong syllable sinks them. Limits: of one script only spellings of foreign names are compared; sound cannot tell
father from son where one syllable is the same in both.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from pathlib import Path
from typing import Any

from pipeline.reconcile.hearing import VOWELS, Code, Codes, Hearing, parts_of, script_of
from pipeline.reconcile.sound_distance import ROUNDING, Distances, Near, edit, pair_of

_MANY = 400
"""Pairs of codes from which on they are compared all at once."""
_SYLLABLES = range(2, 5)
"""So many syllables has a name that is compared by them."""
_LETTERS = "KTPSJHMNLRFVZGaeiouyw"


@dataclass(frozen=True, slots=True)
class Projection:
    """One reading of a name as sound classes; ``sino`` if through Sino-Korean readings."""

    code: str
    weight: float
    sino: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A name made ready for comparison: its projections, its last word's, and its syllables if those are compared."""

    name: str
    script: str
    full: tuple[Projection, ...]
    last: tuple[Projection, ...]
    syllables: tuple[frozenset[str], ...]
    korean: bool
    codes: frozenset[str]


class Sound:
    """Makes and compares heard names. Holds the tables and a memory of compared codes."""

    def __init__(self, folder: Path, simplify: Mapping[int, str]) -> None:
        self._hearing = Hearing(folder, simplify)
        self._known: dict[tuple[str, str], float] = {}
        self._near = Near()
        self._heard: dict[str, Heard] = {}
        self._projections: dict[Code, Projection] = {}

    @property
    def rules(self) -> dict[str, Any]:
        """sound.toml as written."""
        return self._hearing.rules

    @cached_property
    def automatic(self) -> float:
        """The score from which two names are linked without a reviewer."""
        return float(self.rules["thresholds"]["automatic"])

    @cached_property
    def provisional(self) -> float:
        """The score from which a candidate is shown to the reviewer."""
        return float(self.rules["thresholds"]["provisional"])

    @cached_property
    def _gaps(self) -> dict[str, float]:
        """Cost of a letter that has no counterpart."""
        rules = self.rules["costs"]
        return {
            letter: rules["vowel_gap"] if letter in VOWELS else rules["gaps"].get(letter, rules["gap"])
            for letter in _LETTERS
        }

    @cached_property
    def _swaps(self) -> dict[str, dict[str, float]]:
        """Cost of one letter for another."""
        rules, gaps = self.rules["costs"], self._gaps
        swaps: dict[str, dict[str, float]] = {letter: {} for letter in _LETTERS}
        for one, two in itertools.product(_LETTERS, repeat=2):
            vowels = (one in VOWELS) + (two in VOWELS)
            near = rules["near"].get("".join(sorted((one, two))))
            worst = gaps[one] + gaps[two]
            swaps[one][two] = (
                0.0 if one == two else rules["vowel_vowel"] if vowels == 2 else near or (worst if vowels else 1.0)
            )
        return swaps

    def codes(self, name: str) -> Codes:
        """The codes of a name; remembered."""
        return self._hearing.codes(name)

    def blocks(self, name: str) -> tuple[str, ...]:
        """As in Hearing."""
        return self._hearing.blocks(name)

    def hear(self, name: str) -> Heard:
        """A name ready for comparison; remembered."""
        if name not in self._heard:
            self._heard[name] = self._made(name)
        return self._heard[name]

    def _made(self, name: str) -> Heard:
        script, parts, codes = script_of(name), parts_of(name), self.codes(name)
        korean = self._hearing.korean_shaped(script, parts)
        number = len(parts) if script == "latin" else sum(map(len, parts))
        spoken = number in _SYLLABLES and (korean or script != "latin")
        return Heard(
            name,
            script,
            self._weighed(codes.full),
            self._weighed(codes.last),
            self._hearing.syllables(script, parts) if spoken else (),
            korean,
            frozenset(code for code, _ in (*codes.full, *codes.last)),
        )

    def _weighed(self, codes: Sequence[Code]) -> tuple[Projection, ...]:
        """The codes with their weights; those that were weighed are the same again."""
        known = self._projections
        for code in codes:
            if code not in known:
                known[code] = Projection(code[0], self._weight(code[0]), code[1])
        return tuple(map(known.__getitem__, codes))

    def _weight(self, code: str) -> float:
        table = self._consonants
        consonants = [table[char] for char in code if char in table]
        return (len(code) - len(consonants)) * self._vowel + sum(consonants)

    @cached_property
    def _vowel(self) -> float:
        return float(self.rules["costs"]["weight_vowel"])

    @cached_property
    def _consonants(self) -> dict[str, float]:
        """What a consonant weighs."""
        return {letter: min(1.0, gap) for letter, gap in self._gaps.items() if letter not in VOWELS}

    def score(self, one: str, two: str, least: float = 0.0) -> float:
        """How alike two names of different scripts sound, 0..1; 0.0 for names of one script.

        Anything below ``least`` may come out as 0.0: pairs that cannot reach it are not compared to the end.
        """
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
        factor = float(self.rules["factors"]["across_scripts"])
        pairs = (
            (_heard(left.full) if heard else left.full, _heard(right.full) if heard else right.full),
            (left.last, right.full),
            (left.full, right.last),
            (left.last, right.last),
        )
        best = floor = self._floor(least)
        for a, b in () if self._near.apart(left.codes, right.codes, floor) else pairs:
            best = self._best(a, b, best)
        return max(best if best > floor else 0.0, syllabic or 0.0) * factor

    def measure(self, ones: Mapping[str, float], others: Mapping[str, float], least: float) -> None:
        """Compare the codes (with their weights) of two sets of names all at once, before ``score`` asks for names.

        What cannot reach ``least`` is known to be too far and not compared again; few pairs are left to ``score``.
        """
        floor = self._floor(least)
        self._near = Near.of(ones, others, floor, self._rows) if len(ones) * len(others) >= _MANY else Near()
        self._known |= self._near.distances

    def reached(self, codes: Collection[str]) -> bool:
        """Whether any of the codes lies near one of those last measured; those of few pairs are not known."""
        return self._near.reached(codes)

    def spelt_alike(self, left: Heard, right: Heard, least: float) -> bool:
        """Whether two names of different scripts are as much alike syllable by syllable."""
        if left.script == right.script:
            return False
        first, second = (left, right) if left.script < right.script else (right, left)
        return (self._by_syllables(first, second) or 0.0) >= least

    def coded(self, names: Sequence[str]) -> dict[str, float]:
        """The codes of names with their weights, as ``measure`` wants them."""
        heard = map(self.hear, names)
        return {each.code: each.weight for name in heard for each in (*name.full, *name.last)}

    def _floor(self, least: float) -> float:
        """The best score of two codes that names need to be as much alike as ``least``."""
        return max(0.0, least / float(self.rules["factors"]["across_scripts"]) - ROUNDING)

    @cached_property
    def _rows(self) -> Distances:
        return Distances(self._gaps, self._swaps)

    def spelling(self, one: str, two: str) -> float:
        """How alike two foreign names of one script sound (데쓰야, 테츠야); 0.0 where one looks Korean."""
        left, right = self.hear(one), self.hear(two)
        if left.script != right.script or left.korean or right.korean:
            return 0.0
        return self._best(_heard(left.full), _heard(right.full), 0.0)

    def _by_syllables(self, left: Heard, right: Heard) -> float | None:
        """Hangul against Han of equal length by readings; Korean-shaped names against as many Latin parts."""
        if len(left.syllables) != len(right.syllables) or not left.syllables:
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

    def _best(self, left: Sequence[Projection], right: Sequence[Projection], best: float) -> float:
        """The best score of two readings, or ``best`` where none is better."""
        sino = float(self.rules["factors"]["sino_korean"])
        for a in left:
            for b in right:
                heavier, lighter = max(a.weight, b.weight), min(a.weight, b.weight)
                factor = sino if a.sino or b.sino else 1.0
                if heavier <= 0 or (1 - (heavier - lighter) / heavier) * factor <= best:
                    continue
                most = (1 - best / factor) * heavier + ROUNDING
                best = max(best, (1 - self._distance(a.code, b.code, most) / heavier) * factor)
        return best

    def _distance(self, one: str, two: str, most: float = inf) -> float:
        """Weighted edit distance of two codes, remembered; infinite where it is above ``most``."""
        pair = pair_of(one, two)
        known = self._known.get(pair)
        if known is None:
            known = edit(*pair, self._gaps, self._swaps, most)
            if known < inf:
                self._known[pair] = known
        return known


def _heard(projections: Sequence[Projection]) -> tuple[Projection, ...]:
    return tuple(projection for projection in projections if not projection.sino)
