"""Shapes of unknown persons' names, by the word lists of shapes.toml.

Input: a Scene and a position beside a title. Output: (start, end) stretches that look like a person's name, the
best first. Korean: family name and one or two syllables, or a transcription of one to three words. Chinese: family
name and one or two characters, or characters of transcription with or without a dot. English: capitalised words.
Limits: shape is not proof; the caller demands a title or a known given name beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_edges import Boundaries
from pipeline.extract.entities_scene import CAPITAL, Scene, is_hangul
from pipeline.lexicon import Lexicon

_WORDS_BEFORE = re.compile(r"(?:[가-힣]{1,8}[ ·]){0,2}[가-힣]{2,8}$")
_WORDS_AFTER = re.compile(r" ([가-힣]{2,8}(?:[ ·][가-힣]{2,8}){0,2})")
_ONE_MORE = re.compile(rf" ([{CAPITAL}][^\W\d_A-Z][\w’'-]*)(?= [a-z]|[,.;])(?<!['’]s)")
_CAPITALS = re.compile(rf"\s((?:[{CAPITAL}][\w’'.-]*\s){{0,3}}[{CAPITAL}][\w’'-]+)")

_NAMES = ("nr", "ns", "nz")
"""Tags of names in jieba's dictionary."""


@dataclass(frozen=True)
class Shapes:
    """The compiled lists of shapes.toml."""

    lexicon: Lexicon
    boundaries: Boundaries

    @property
    def rows(self) -> dict[str, Any]:
        """shapes.toml as written."""
        return self.lexicon.shapes

    @cached_property
    def modifier(self) -> re.Pattern[str]:
        """A gap and a word like 전, 당시, or an age, between a Korean name and its title."""
        words = "|".join(map(re.escape, self.rows["ko"]["modifiers"]))
        return re.compile(rf"\s(?:(?:{words})(?=\s))?|{self.rows['ko']['aged']}")

    @cached_property
    def modifier_before(self) -> re.Pattern[str]:
        """The same, read backwards."""
        words = "|".join(map(re.escape, self.rows["ko"]["modifiers"]))
        return re.compile(rf"(?:(?<![가-힣])(?:{words})|{self.rows['ko']['aged']})\s?$")

    @cached_property
    def former(self) -> re.Pattern[str]:
        """former, then, 전, 前 before a title."""
        return re.compile(r"(?:\bformer\s|\bthen\s|\bthen-|(?<![가-힣])전\s?|前)$")

    @cached_property
    def _surnames(self) -> tuple[str, ...]:
        return tuple(self.rows["ko"]["surnames"])

    @cached_property
    def _foreign(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(re.escape, self.rows["ko"]["foreign"]), key=len, reverse=True)))

    @cached_property
    def _stop(self) -> frozenset[str]:
        return frozenset(self.rows["ko"]["not_names"])

    def korean_before(self, scene: Scene, end: int, sure: bool = False) -> Iterator[tuple[int, int]]:
        """Names that end at ``end``: 김승두 | 교육상, 마라트 쿠스눌린 | 부총리.

        ``sure``: an office follows, not a title alone.
        """
        match = _WORDS_BEFORE.search(scene.plain, max(0, end - 26), end)
        if match is None or (match.start() and is_hangul(scene.plain[match.start() - 1])):
            return
        words = [(m.start(), m.group()) for m in re.compile(r"[가-힣]+").finditer(scene.plain, match.start(), end)]
        last_start, last = words[-1]
        if self.korean_name(scene, last_start, last, sure):
            yield last_start, end
        elif self.foreign_name(scene, last_start, last):
            start = last_start
            for at, word in reversed(words[:-1]):
                if not self.foreign_name(scene, at, word):
                    break
                start = at
            yield start, end

    def korean_after(self, scene: Scene, at: int) -> Iterator[tuple[int, int]]:
        """Names behind a title: 국방장관 | 세르게이 쇼이구. Only transcriptions of two words or more."""
        match = _WORDS_AFTER.match(scene.plain, at)
        if match is None:
            return
        words = [
            (m.start(), m.group()) for m in re.compile(r"[가-힣]+").finditer(scene.plain, match.start(1), match.end(1))
        ]
        if len(words) > 1 and words[0][1] in self.given["ko"]:
            yield words[0][0], self.bare_end(words[1][0], words[1][1])

    def bare_end(self, start: int, word: str) -> int:
        """The end of a word without the particle that clings to it; a particle must fit the final consonant."""
        for particle in self._clinging:
            stem = word[: -len(particle)]
            if len(stem) >= 2 and word.endswith(particle) and self._fits_coda(stem[-1], particle):
                return start + len(stem)
        return start + len(word)

    @cached_property
    def _clinging(self) -> list[str]:
        kept = set(self.lexicon.forms["ko"]["particles"]) - set(self.rows["ko"]["not_clinging"])
        return sorted(kept, key=lambda particle: (-len(particle), particle))

    def _fits_coda(self, last: str, particle: str) -> bool:
        coda = (ord(last) - 0xAC00) % 28 != 0
        return coda if particle in self.rows["ko"]["after_consonant"] else True

    @cached_property
    def called(self) -> re.Pattern[str]:
        """A word that may be a family name before a title, with what stands for a given name that is not told."""
        row = self.rows["ko"]
        longest = max(map(len, row["surnames"]))
        return re.compile(rf"(?<![가-힣])(?P<surname>[가-힣]{{1,{longest}}})(?: {row['withheld']})?(?= )")

    def korean_name(self, scene: Scene, start: int, word: str, sure: bool = False) -> bool:
        """A family name and one or two syllables that are no common noun."""
        if word in self._stop or not 2 <= len(word) <= 4 or not word.startswith(self._surnames):
            return False
        if scene.ends_in_particle(start, start + len(word)):
            return False  # 김철수는 | 소련 총리를 만났다
        tag = scene.tag(start)
        if tag.startswith("NNP:인명") or (len(word) == 2 and word[1] == self.rows["ko"]["withheld"]):
            return True
        return len(word) == 3 and (sure or not self._common(scene, start, start + len(word)))

    def foreign_name(self, scene: Scene, start: int, word: str) -> bool:
        """A transcription: syllables that Korean words hardly hold, or a person's name by the dictionary."""
        if (
            word in self._stop
            or len(word) < 2
            or scene.ends_in_particle(start, start + len(word))
            or word.endswith(("은", "는", "을", "를", "에서", "에게", "하고", "했던", "으로"))
        ):
            return False
        if word in self.given["ko"] or scene.tag(start).startswith("NNP:인명"):
            return True
        return bool(self._foreign.search(word)) and not self._common(scene, start, start + len(word))

    def _common(self, scene: Scene, start: int, end: int) -> bool:
        """Whether the tokenizer sees ordinary words that fill the stretch."""
        tag, stop = scene.tag(start), scene.token_end(start)
        return (
            bool(tag)
            and stop - start >= 2
            and tag.startswith(("NNG", "NNB", "VV", "VA", "MAG", "MM", "NP", "NR", "XR"))
        ) or stop > end

    @cached_property
    def given(self) -> dict[str, frozenset[str]]:
        """Given names by language."""
        rows = [row.split(";") for row in self.rows["given"]["names"]]
        return {
            lang: frozenset(row[place] for row in rows if row[place]) for place, lang in enumerate(("ko", "zh", "en"))
        }

    @cached_property
    def _given_scan(self) -> re.Pattern[str]:
        korean = _one_of(name for name in self.given["ko"] if len(name) > 2)
        chinese = _one_of(name for name in self.given["zh"] if len(name) > 2)
        english = _one_of(name.casefold() for name in self.given["en"] if len(name) > 3)
        signs = self.rows["zh"]["transcription"]
        return re.compile(
            rf"(?<![가-힣]){korean} (?P<ko>[가-힣]{{2,7}})"
            rf"|{chinese}·(?P<zh>[{signs}]{{2,6}}(?:·[{signs}]{{2,6}})?)"
            rf"|\b{english}(?: [a-z]\.)? (?P<en>[a-z][a-z’'-]+)\b"
        )

    def given_names(self, scene: Scene) -> Iterator[tuple[int, int]]:
        """Known given names with the family name behind them."""
        for match in self._given_scan.finditer(scene.plain):
            lang = str(match.lastgroup)
            start, end = match.start(lang), match.end(lang)
            if lang == "en":
                word = scene.text[start:end]
                if (
                    scene.text[match.start()].isupper()
                    and word[0].isupper()
                    and word not in self.rows["en"]["not_names"]
                ):
                    yield match.start(), end - 2 if word.endswith(("'s", "’s")) else self._last_name(scene, end)
            elif lang == "zh":
                yield match.start(), end
            else:
                end = self.bare_end(start, match.group("ko"))
                if self._foreign.search(scene.plain, start, end) and not self._common(scene, start, end):
                    yield match.start(), end

    def _last_name(self, scene: Scene, end: int) -> int:
        """Past one more capitalised word before a small one: Alexander Graham | Bell, not in a line of capitals."""
        more = _ONE_MORE.match(scene.text, end)
        return more.end(1) if more and more[1] not in self.rows["en"]["not_names"] else end

    def with_given(self, scene: Scene, start: int, end: int) -> tuple[int, int]:
        """A family name with the known given name that stands directly before it."""
        match = self._given_before.search(scene.plain, max(0, start - 16), start)
        return (match.start(), end) if match else (start, end)

    @cached_property
    def _given_before(self) -> re.Pattern[str]:
        korean, chinese = (_one_of(self.given[lang]) for lang in ("ko", "zh"))
        english = _one_of(name.casefold() for name in self.given["en"])
        return re.compile(rf"(?:(?<![가-힣]){korean}\s|{chinese}·|\b{english}(?:\s[a-z]\.)?\s)$")

    @cached_property
    def _chinese(self) -> re.Pattern[str]:
        row = self.rows["zh"]
        signs = row["transcription"]
        double, single = "|".join(row["compound_surnames"]), "".join(row["surnames"])
        given = rf"[^\W0-9a-z가-힣{row['not_given']}]"
        return re.compile(
            rf"(?P<dot>[{signs}]{{2,7}}·[{signs}·]{{2,12}})|(?P<own>(?:(?:{double}){given}{{1,2}}|[{single}]{given}{{1,2}}))"
            rf"(?=[{row['not_given']}]|\W|$|{'|'.join(row['behind_name'])})|(?P<heard>[{signs}]{{3,6}})"
            rf"|(?P<brief>[{signs}]{{2}})"
        )

    def chinese_after(self, scene: Scene, at: int) -> Iterator[tuple[int, int]]:
        """Names directly behind a title: 外长 | 谢尔盖·拉夫罗夫.

        Two signs without a family name must be a word that the dictionary knows as a name, or not at all (not 加大).
        """
        match = self._chinese.match(scene.plain, at)
        if match is None:
            return
        if match.lastgroup != "brief" or self._is_word(scene, at, match.end()):
            yield at, match.end()

    def chinese_before(self, scene: Scene, end: int) -> Iterator[tuple[int, int]]:
        """Names directly before a title, where a clause opens: 王毅 | 外长, 富马 | 首相."""
        for size in (6, 5, 4, 3, 2):
            start = end - size
            opens = start == 0 or scene.plain[start - 1] in self.rows["zh"]["opens_name"]
            match = self._chinese.match(scene.plain, start) if start >= 0 and opens else None
            if match is None or match.end() != end:
                continue
            if match.group("own") or self._is_word(scene, start, end):
                yield start, end
                return

    def _is_word(self, scene: Scene, start: int, end: int) -> bool:
        """Whether a stretch is a word that the dictionary knows as a name, or not at all."""
        tag = scene.tag(start)
        return scene.token_end(start) == end and (not tag or tag.startswith(_NAMES))

    def english_after(self, scene: Scene, at: int) -> Iterator[tuple[int, int]]:
        """Capitalised words behind a title: President | Aleksandar Vucic."""
        match = _CAPITALS.match(scene.reading.folded, at)
        if match is None:
            return
        words = match.group(1).split()
        if words[0] in self.rows["en"]["not_names"] or len(words[0]) < 2:
            return
        kept: list[str] = []
        for word in words:
            if word in self.rows["en"]["not_names"]:
                break
            kept.append(word)
        length = len(match.group(1)) if len(kept) == len(words) else match.group(1).index(words[len(kept)])
        name = match.group(1)[:length].rstrip()
        name = name.removesuffix("'s").removesuffix("’s").rstrip(".")
        if len(name) > 2:
            yield match.start(1), match.start(1) + len(name)


def _one_of(names: Iterable[str]) -> str:
    """The pattern of any of these names, the longest first; a look at one sign tells where none of them begins."""
    ordered = sorted(names, key=len, reverse=True)
    firsts = "".join(sorted({re.escape(name[0]) for name in ordered}))
    return f"(?=[{firsts}])(?:{'|'.join(ordered)})"
