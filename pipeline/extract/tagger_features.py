"""Features of the name tagger: one list of strings for each unit of a sentence.

Input: a tokenized Sentence and the Scene it stands in, with the marks that tables and rules have found. Output: units
(offset spans) and their features, the same in training and in use. A unit is a morpheme in Korean, a character in
Chinese (simplified, with the jieba word it stands in) and a token in English. Limits: no feature looks beyond the
sentence; labels are B-/I- with PER, LOC, ORG.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.extract.entities_scene import Mark, Scene, is_han, is_hangul
from pipeline.model import Sentence, Span, Token

_KINDS = {"person": "P", "country": "C", "org": "O", "place": "L", "group": "G", "treaty": "T", "other": "X"}
_EDGE = "§"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: where it stands, its text, its tag or position in the word, and the word it belongs to.

    ``sign``: what the character does in Chinese names (``Lexicon.signs``), empty if nothing.
    """

    span: Span
    text: str
    tag: str
    word: str
    sign: str = ""


def units(scene: Scene, sentence: Sentence, code: str) -> list[Unit]:
    """The units of a sentence in a language, in text order."""
    if code == "zh":
        return [unit for token in sentence.tokens for unit in _characters(scene, token)]
    if code == "ko":
        return [_morpheme(scene, token) for token in sentence.tokens]
    return [_word(scene, token) for token in sentence.tokens]


def features(found: Sequence[Unit], marks: Sequence[Mark], code: str) -> list[list[str]]:
    """The features of every unit; ``marks`` are those of the document, in text order."""
    make = _MAKERS.get(code, _english)
    known = _known(found, marks)
    rows = make(_Row(found))
    for index, row in enumerate(rows):
        row += [f"x0={known[index]}", f"x-1={_at(known, index - 1)}", f"x1={_at(known, index + 1)}"]
    return rows


def shape(text: str) -> str:
    """The kinds of the first characters, runs as one: ``Aa`` for Kim, ``가`` for Hangul, ``0`` for digits."""
    kinds = ""
    for char in text[:6]:
        kind = _kind(char)
        if not kinds.endswith(kind):
            kinds += kind
    return kinds


@dataclass(frozen=True, slots=True)
class _Row:
    found: Sequence[Unit]

    def text(self, index: int) -> str:
        return self.found[index].text if 0 <= index < len(self.found) else _EDGE

    def tag(self, index: int) -> str:
        return self.found[index].tag if 0 <= index < len(self.found) else _EDGE

    def sign(self, index: int) -> str:
        return self.found[index].sign if 0 <= index < len(self.found) else ""

    def word(self, index: int) -> str:
        return self.found[index].word if 0 <= index < len(self.found) else _EDGE


def _characters(scene: Scene, token: Token) -> list[Unit]:
    start, end = token.start, token.end
    text = scene.plain[start:end]
    signs = scene.lexicon.signs
    if len(text) == 1 or text.isascii():
        return [Unit(token.span, text, "S" if len(text) == 1 else "L", text, signs.get(text, ""))]
    last = len(text) - 1
    return [
        Unit(
            Span(start + at, start + at + 1), char, "B" if at == 0 else "E" if at == last else "M", text,
            signs.get(char, ""),
        )
        for at, char in enumerate(text)
    ]  # fmt: skip


def _morpheme(scene: Scene, token: Token) -> Unit:
    start, span = token.start, token.span
    opens = start == 0 or scene.reading.folded[start - 1].isspace()
    return Unit(span, span.of(scene.reading.folded), token.tag, "1" if opens else "0")


def _word(scene: Scene, token: Token) -> Unit:
    span = token.span
    text = span.of(scene.reading.folded)
    return Unit(span, text, shape(text), text.lower())


def _known(found: Sequence[Unit], marks: Sequence[Mark]) -> list[str]:
    """What tables and rules say of each unit: B or I, U where the name is unknown to the tables, and its kind."""
    labels = ["-"] * len(found)
    at = 0
    for index, unit in enumerate(found):
        while at < len(marks) and _head(marks[at])[1] <= unit.span.start:
            at += 1
        if at == len(marks):
            break
        start, end = _head(marks[at])
        if start < unit.span.end and unit.span.start < end:
            mark = marks[at]
            place = "B" if unit.span.start <= start else "I"
            labels[index] = place + ("" if mark.by == "table" else "U") + _KINDS[mark.kind]
    return labels


def _head(mark: Mark) -> tuple[int, int]:
    return mark.head or (mark.start, mark.end)


def _chinese(row: _Row) -> list[list[str]]:
    rows = []
    runs = _transcribed(row)
    for i, unit in enumerate(row.found):
        left, here, right = row.text(i - 1), unit.text, row.text(i + 1)
        before, after = _before(row, i), _after(row, i)
        rows.append([
            "b", f"c-2={row.text(i - 2)}", f"c-1={left}", f"c0={here}", f"c1={right}", f"c2={row.text(i + 2)}",
            f"p-1={row.tag(i - 1)}", f"p0={unit.tag}", f"p1={row.tag(i + 1)}",
            f"c-1c0={left}{here}", f"c0c1={here}{right}", f"c-2c-1={row.text(i - 2)}{left}",
            f"c1c2={right}{row.text(i + 2)}", f"t3={left}{here}{right}", f"w={unit.word}", f"wp={unit.word}|{unit.tag}",
            f"pw={before}", f"nw={after}", f"pwe={before[-1:]}", f"nwf={after[:1]}", f"nwe={after[-1:]}",
            f"we={unit.word[-1:]}|{unit.tag}", f"wl={min(len(unit.word), 4)}|{unit.tag}",
            f"run={runs[i]}", f"s={row.sign(i - 1)}|{unit.sign}|{row.sign(i + 1)}", f"sp={unit.sign}|{unit.tag}",
        ])  # fmt: skip
    return rows


def _transcribed(row: _Row) -> list[int]:
    """For each character how many signs of transcription stand in a row there, at most four."""
    lengths: list[int] = []
    for heard, run in groupby(row.found, key=lambda unit: unit.sign in ("T", "B")):
        size = len(list(run))
        lengths += [min(size, 4) if heard else 0] * size
    return lengths


def _before(row: _Row, index: int) -> str:
    while index >= 0 and row.tag(index) not in "BSL":
        index -= 1
    return row.word(index - 1)


def _after(row: _Row, index: int) -> str:
    while index < len(row.found) and row.tag(index) not in "ESL":
        index += 1
    return row.word(index + 1)


def _korean(row: _Row) -> list[list[str]]:
    rows = []
    heads, followings = _eojeols(row)
    for i, unit in enumerate(row.found):
        here, tag = unit.text, unit.tag
        head, following = heads[i], followings[i]
        made = ["b"]
        for offset in (-2, -1, 0, 1, 2):
            made += [f"w{offset}={row.text(i + offset)}", f"t{offset}={row.tag(i + offset)}"]
        made += [
            f"s0={unit.word}", f"s1={row.word(i + 1)}", f"w0w1={here}|{row.text(i + 1)}",
            f"w-1w0={row.text(i - 1)}|{here}", f"t-1t0={row.tag(i - 1)}|{tag}", f"t0t1={tag}|{row.tag(i + 1)}",
            f"t0t1t2={tag}|{row.tag(i + 1)}|{row.tag(i + 2)}", f"l1={here[-1:]}", f"l2={here[-2:]}", f"f1={here[:1]}",
            f"len={min(len(here), 5)}|{tag}", f"eo={row.text(head)}", f"nx={row.text(following)}",
            f"nxt={row.tag(following)}", f"el={row.text(following - 1)}",
        ]  # fmt: skip
        rows.append(made)
    return rows


def _eojeols(row: _Row) -> tuple[list[int], list[int]]:
    """For each unit the first one of its spaced word, and the first one of the next word; one pass, no search."""
    heads: list[int] = []
    for index in range(len(row.found)):
        heads.append(index if index == 0 or row.word(index) == "1" else heads[-1])
    followings: list[int] = []
    following = len(row.found)
    for index in reversed(range(len(row.found))):
        followings.append(following)
        following = index if row.word(index) == "1" else following
    return heads, followings[::-1]


def _english(row: _Row) -> list[list[str]]:
    rows = []
    for i, unit in enumerate(row.found):
        low, form = unit.word, unit.tag
        made = ["b"]
        for offset in (-2, -1, 0, 1, 2):
            made += [f"w{offset}={row.word(i + offset)}", f"s{offset}={row.tag(i + offset)}"]
        made += [
            f"suf3={low[-3:]}", f"suf2={low[-2:]}", f"pre3={low[:3]}", f"w-1w0={row.word(i - 1)}|{low}",
            f"w0w1={low}|{row.word(i + 1)}", f"s-1s0s1={row.tag(i - 1)}|{form}|{row.tag(i + 1)}",
            f"first={i == 0}|{form}",
        ]  # fmt: skip
        rows.append(made)
    return rows


_MAKERS: dict[str, Callable[[_Row], list[list[str]]]] = {"ko": _korean, "zh": _chinese, "en": _english}


def _at(labels: Sequence[str], index: int) -> str:
    return labels[index] if 0 <= index < len(labels) else "-"


def _kind(char: str) -> str:
    if char.isdigit():
        return "0"
    if is_hangul(char):
        return "가"
    if is_han(char):
        return "漢"
    return "A" if char.isupper() else "a" if char.islower() else char
