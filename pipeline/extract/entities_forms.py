"""Dangerous short forms: letters that mean states only in company (북러, 朝俄, 한미일, 방북, 俄方, 北).

Input: a Scene and the marks of the table. Output: Marks; a compound is one Mark with one id per party. What may
stand where is data (forms.toml). Limits: a form that its rules do not know stays silent.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_edges import Boundaries
from pipeline.extract.entities_scene import Covered, Mark, Scene, is_hangul
from pipeline.lexicon import Lexicon


@dataclass(frozen=True)
class Forms:
    """The compiled rules of forms.toml."""

    lexicon: Lexicon

    @cached_property
    def ko(self) -> dict[str, Any]:
        """The Korean part."""
        return self.lexicon.forms["ko"]  # type: ignore[no-any-return]

    @cached_property
    def zh(self) -> dict[str, Any]:
        """The Chinese part."""
        return self.lexicon.forms["zh"]  # type: ignore[no-any-return]

    @cached_property
    def joined_ko(self) -> re.Pattern[str]:
        """북·러, 한·미·일, 북, 러 (a comma needs a space)."""
        letters, joint = "".join(self.ko["letters"]), re.escape(self.ko["compounds"]["joint"])
        return re.compile(rf"(?<![가-힣0-9])[{letters}](?:(?:\s?[{joint}]\s?|,\s)[{letters}]){{1,3}}")

    @cached_property
    def run_ko(self) -> re.Pattern[str]:
        """Two to four letters at the start of a word, also behind a joint."""
        letters = "".join(self.ko["letters"])
        return re.compile(rf"(?<![가-힣0-9])[{letters}]{{2,4}}")

    @cached_property
    def run_zh(self) -> re.Pattern[str]:
        """Two to four letters, with or without a joint between them."""
        letters, joint = self.zh["compounds"]["letters"], re.escape(self.zh["compounds"]["joint"])
        return re.compile(rf"[{letters}](?:[{joint}]?[{letters}]){{1,3}}")

    @cached_property
    def nouns_ko(self) -> re.Pattern[str]:
        """Nouns that prove a risky compound."""
        return _any(self.ko["compounds"]["before"], r"\s?")

    @cached_property
    def nouns_zh(self) -> re.Pattern[str]:
        """The same for Chinese."""
        return _any(self.zh["compounds"]["before"])

    @cached_property
    def single_ko(self) -> re.Pattern[str]:
        """One Hangul letter before an institution, a title or a listed noun."""
        nouns = {noun for noun in self.lexicon.institutions.nouns["ko"] if len(noun) > 1}
        words = {*self.ko["single_before"], *nouns, *_long(self.lexicon.offices.titles["ko"])}
        letters = "".join(self.ko["single"] + self.ko["single_after_stop"])
        return re.compile(rf"(?<![가-힣])([{letters}])(?=\s?(?:{_words(words)}))")

    @cached_property
    def single_zh(self) -> re.Pattern[str]:
        """One Han letter before an institution, a title or a listed noun."""
        nouns = {noun for noun in self.lexicon.institutions.nouns["zh"] if len(noun) > 1}
        words = {*self.zh["single_before"], *nouns, *_long(self.lexicon.offices.titles["zh"])}
        return re.compile(rf"([{self.zh['single']}])(?=({_words(words)}))")

    @cached_property
    def not_single_zh(self) -> re.Pattern[str]:
        """Words that only look like a letter before a noun."""
        return re.compile(self.zh["single_not"])

    @cached_property
    def han(self) -> re.Pattern[str]:
        """One Han letter as a word of its own in Korean text."""
        return re.compile(rf"(?<![\u3400-\u9fff가-힣A-Za-z0-9])[{''.join(self.ko['han'])}](?![\u3400-\u9fff])")

    @cached_property
    def directed_ko(self) -> re.Pattern[str]:
        """방북, 대러, 주한: a state that something is directed at."""
        return re.compile(rf"(?<![가-힣])(?:{_words(self.ko['compounds']['directed_words'])})")

    @cached_property
    def directed_zh(self) -> re.Pattern[str]:
        """访朝, 对俄, 驻华."""
        return re.compile(_words(self.zh["directed_words"]))


def form_marks(scene: Scene, forms: Forms, boundaries: Boundaries, taken: Sequence[Mark]) -> list[Mark]:
    """Marks for compounds, directed forms and single letters that do not cut a name of the table."""
    found: list[Mark] = []
    covered = Covered(scene, taken)
    compounds = (*_joined(scene, forms), *_runs(scene, forms, boundaries), *_chinese(scene, forms, taken))
    for mark in (*compounds, *_directed(scene, forms, boundaries), *_singles(scene, forms), *_han_words(scene, forms)):
        if not covered.touches(mark.start, mark.end):
            found.append(mark)
            covered.add(mark)
    return found


def _compound(scene: Scene, start: int, end: int, codes: Sequence[str], rule: str) -> Mark | None:
    ids = tuple(scene.lexicon.country_id(code) for code in codes)
    if not all(ids) or len(set(ids)) != len(ids):
        return None
    says = f"{scene.text[start:end]} names {' and '.join(codes)}"
    return Mark(start=start, end=end, kind="country", ids=ids, by="table", rule=rule, says=says)


def _joined(scene: Scene, forms: Forms) -> Iterator[Mark]:
    table = forms.ko["letters"]
    for match in forms.joined_ko.finditer(scene.plain):
        end = match.end()
        follow = scene.plain[end : end + 1]
        if (
            follow
            and is_hangul(follow)
            and not forms.nouns_ko.match(scene.plain, end)
            and not _particle(forms, scene, end)
        ):
            continue
        codes = [table[char] for char in match.group() if char in table]
        mark = _compound(scene, match.start(), end, codes, "names.compound.joined")
        if mark:
            yield mark


def _runs(scene: Scene, forms: Forms, boundaries: Boundaries) -> Iterator[Mark]:
    rules = forms.ko["compounds"]
    for match in forms.run_ko.finditer(scene.plain):
        for size in range(len(match.group()), 1, -1):
            word, end = match.group()[:size], match.start() + size
            if not _allowed_ko(word, rules):
                continue
            noun = forms.nouns_ko.match(scene.plain, end)
            if noun or (word not in rules["risky"] and boundaries.hangul_after(scene.plain, end, 2)):
                mark = _compound(
                    scene, match.start(), end, [forms.ko["letters"][c] for c in word], "names.compound.run"
                )
                if mark:
                    yield mark
                break


def _allowed_ko(word: str, rules: dict[str, Any]) -> bool:
    if word in rules["never"] or len(set(word)) != len(word):
        return False
    return word in rules["safe"] if len(word) == 2 else all(a + b in rules["safe"] for a, b in itertools.pairwise(word))


def _particle(forms: Forms, scene: Scene, end: int) -> bool:
    return any(scene.plain.startswith(particle, end) for particle in forms.ko["particles"])


def _chinese(scene: Scene, forms: Forms, taken: Sequence[Mark]) -> Iterator[Mark]:
    rules = forms.zh["compounds"]
    for match in forms.run_zh.finditer(scene.plain):
        if any(mark.start < match.end() < mark.end for mark in taken):
            continue
        letters = [char for char in match.group() if char in rules["letters"]]
        before, after = scene.plain[match.start() - 1 : match.start()], scene.plain[match.end() : match.end() + 1]
        if before and before in rules["not_after"].get(letters[0], ""):
            continue
        if after and after in rules["not_before"].get(letters[-1], ""):
            continue
        if "".join(letters) in rules["never"] and not forms.nouns_zh.match(scene.plain, match.end()):
            continue
        codes = [forms.zh["letters"][char] for char in letters]
        mark = _compound(scene, match.start(), match.end(), codes, "names.compound.zh")
        if mark:
            yield mark


def _directed(scene: Scene, forms: Forms, boundaries: Boundaries) -> Iterator[Mark]:
    words, rules = forms.ko["compounds"]["directed_words"], forms.ko["compounds"]["directed_before"]
    for match in forms.directed_ko.finditer(scene.plain):
        if _fitting(scene.plain, match.end(), rules.get(match.group())):
            yield from _state(scene, match, words[match.group()], "names.directed.ko")
    for match in forms.directed_zh.finditer(scene.plain):
        yield from _state(scene, match, forms.zh["directed_words"][match.group()], "names.directed.zh")


def _fitting(text: str, end: int, allowed: Sequence[str] | None) -> bool:
    if allowed is None:
        return True
    if "" in allowed and not is_hangul(text[end : end + 1]):
        return True
    rest = text[end : end + 8].lstrip(" ")
    return any(word and rest.startswith(word) for word in allowed)


def _state(scene: Scene, match: re.Match[str], code: str, rule: str) -> Iterator[Mark]:
    mark = _compound(scene, match.start(), match.end(), [code], rule)
    if mark:
        yield mark


def _singles(scene: Scene, forms: Forms) -> Iterator[Mark]:
    for match in forms.single_ko.finditer(scene.plain):
        letter = match.group(1)
        if letter in forms.ko["single_after_stop"] and not _opens(scene.plain, match.start()):
            continue
        yield from _state(scene, match, forms.ko["letters"][letter], "names.letter.ko")
    for match in forms.single_zh.finditer(scene.plain):
        letter, noun = match.groups()
        only = forms.zh["single_only"].get(letter)
        if only is not None and not noun.startswith(tuple(only)):
            continue
        before = scene.plain[match.start() - 1 : match.start()]
        if before and before in forms.zh["compounds"]["not_after"].get(letter, ""):
            continue
        if not forms.not_single_zh.search(scene.plain, max(0, match.start() - 1), match.end(2) + 2):
            yield from _state(scene, match, forms.zh["letters"][letter], "names.letter.zh")


def _opens(text: str, start: int) -> bool:
    """Whether a clause opens here: the line's start, or punctuation before it."""
    before = text[max(0, start - 2) : start].rstrip(" ")
    return not before or before[-1] in "\n,.·\"'“”‘’([【:;…"


def _han_words(scene: Scene, forms: Forms) -> Iterator[Mark]:
    for match in forms.han.finditer(scene.plain):
        if scene.language(match.start()) == "ko":
            yield from _state(scene, match, forms.ko["han"][match.group()], "names.letter.han")


def _words(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _any(words: Iterable[str], before: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{_words(words)})")


def _long(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if len(word) > 1)
