"""Features of the name tagger: one list of strings for each unit of a sentence.

Input: a tokenized Sentence and the Scene it stands in, with the marks that tables and rules have found. Output: units
(offsets) and their features, the same in training and in use. A unit is a morpheme in Korean, a character in
Chinese (simplified, with the jieba word it stands in) and a token in English. Limits: no feature looks beyond the
sentence; labels are B-/I- with PER, LOC, ORG.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.extract.entities_scene import Mark, Scene, is_han, is_hangul
from pipeline.model import Sentence, Token
from pipeline.records import quick

_KINDS = {"person": "P", "country": "C", "org": "O", "place": "L", "group": "G", "treaty": "T", "other": "X"}
_EDGE = "§"


@quick
@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: where it stands, its text, its tag or position in the word, and the word it belongs to.

    ``sign``: what the character does in Chinese names (``Lexicon.signs``), empty if nothing.
    """

    start: int
    end: int
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
    rows = _MAKERS.get(code, _english)(found)
    known = ["-", *_known(found, marks), "-"]
    for row, before, here, after in zip(rows, known, known[1:], known[2:], strict=False):
        row += (f"x0={here}", f"x-1={before}", f"x1={after}")
    return rows


def shape(text: str) -> str:
    """The kinds of the first characters, runs as one: ``Aa`` for Kim, ``가`` for Hangul, ``0`` for digits."""
    kinds = ""
    for char in text[:6]:
        kind = _kind(char)
        if not kinds.endswith(kind):
            kinds += kind
    return kinds


def _characters(scene: Scene, token: Token) -> list[Unit]:
    start, end = token.start, token.end
    text = scene.plain[start:end]
    sign = scene.lexicon.signs.get
    if len(text) == 1 or text.isascii():
        return [Unit(start, end, text, "S" if len(text) == 1 else "L", text, sign(text, ""))]
    last = len(text) - 1
    return [
        Unit(start + at, start + at + 1, char, "B" if at == 0 else "E" if at == last else "M", text, sign(char, ""))
        for at, char in enumerate(text)
    ]


def _morpheme(scene: Scene, token: Token) -> Unit:
    start, end, folded = token.start, token.end, scene.reading.folded
    opens = start == 0 or folded[start - 1].isspace()
    return Unit(start, end, folded[start:end], token.tag, "1" if opens else "0")


def _word(scene: Scene, token: Token) -> Unit:
    start, end = token.start, token.end
    text = scene.reading.folded[start:end]
    return Unit(start, end, text, shape(text), text.lower())


def _known(found: Sequence[Unit], marks: Sequence[Mark]) -> list[str]:
    """What tables and rules say of each unit: B or I, U where the name is unknown to the tables, and its kind."""
    labels = ["-"] * len(found)
    at = 0
    for index, unit in enumerate(found):
        while at < len(marks) and _head(marks[at])[1] <= unit.start:
            at += 1
        if at == len(marks):
            break
        start, end = _head(marks[at])
        if start < unit.end and unit.start < end:
            mark = marks[at]
            place = "B" if unit.start <= start else "I"
            labels[index] = place + ("" if mark.by == "table" else "U") + _KINDS[mark.kind]
    return labels


def _head(mark: Mark) -> tuple[int, int]:
    return mark.head or (mark.start, mark.end)


def _chinese(found: Sequence[Unit]) -> list[list[str]]:
    texts, tags = _edged(unit.text for unit in found), _edged(unit.tag for unit in found)[1:-1]
    signs = ["", *(unit.sign for unit in found), ""]
    beside = zip(texts, texts[1:], texts[2:], texts[3:], texts[4:], tags, tags[2:], signs, signs[2:], strict=False)
    around = zip(beside, found, _words_before(found), _words_after(found), _transcribed(found), strict=True)
    return [
        [
            "b", f"c-2={further}", f"c-1={left}", f"c0={here}", f"c1={right}", f"c2={beyond}",
            f"p-1={tag_left}", f"p0={unit.tag}", f"p1={tag_right}",
            f"c-1c0={left}{here}", f"c0c1={here}{right}", f"c-2c-1={further}{left}",
            f"c1c2={right}{beyond}", f"t3={left}{here}{right}", f"w={unit.word}", f"wp={unit.word}|{unit.tag}",
            f"pw={before}", f"nw={after}", f"pwe={before[-1:]}", f"nwf={after[:1]}", f"nwe={after[-1:]}",
            f"we={unit.word[-1:]}|{unit.tag}", f"wl={min(len(unit.word), 4)}|{unit.tag}",
            f"run={run}", f"s={sign_left}|{unit.sign}|{sign_right}", f"sp={unit.sign}|{unit.tag}",
        ]
        for (further, left, here, right, beyond, tag_left, tag_right, sign_left, sign_right), unit, before, after, run
        in around
    ]  # fmt: skip


def _edged(values: Iterable[str]) -> list[str]:
    """The values with two edges before and behind."""
    return [_EDGE, _EDGE, *values, _EDGE, _EDGE]


def _transcribed(found: Sequence[Unit]) -> list[int]:
    """For each character how many signs of transcription stand in a row there, at most four."""
    lengths: list[int] = []
    for heard, run in groupby(found, key=lambda unit: unit.sign in ("T", "B")):
        size = len(list(run))
        lengths += [min(size, 4) if heard else 0] * size
    return lengths


def _words_before(found: Sequence[Unit]) -> list[str]:
    """For each character the word before its own."""
    words, before, last = [], _EDGE, _EDGE
    for unit in found:
        if unit.tag in "BSL":
            before = last
        words.append(before)
        last = unit.word
    return words


def _words_after(found: Sequence[Unit]) -> list[str]:
    """For each character the word behind its own."""
    words, after, last = [], _EDGE, _EDGE
    for unit in reversed(found):
        if unit.tag in "ESL":
            after = last
        words.append(after)
        last = unit.word
    return words[::-1]


def _korean(found: Sequence[Unit]) -> list[list[str]]:
    texts, tags = _edged(unit.text for unit in found), _edged(unit.tag for unit in found)
    opens = [*(unit.word for unit in found), _EDGE]
    beside = zip(texts, texts[1:], texts[2:], texts[3:], texts[4:], strict=False)
    tagged = zip(tags, tags[1:], tags[2:], tags[3:], tags[4:], strict=False)
    around = zip(beside, tagged, opens, opens[1:], *_eojeols(found), strict=False)
    return [
        [
            "b", f"w-2={w_2}", f"t-2={t_2}", f"w-1={w_1}", f"t-1={t_1}", f"w0={here}", f"t0={tag}",
            f"w1={w1}", f"t1={t1}", f"w2={w2}", f"t2={t2}",
            f"s0={own}", f"s1={next_own}", f"w0w1={here}|{w1}",
            f"w-1w0={w_1}|{here}", f"t-1t0={t_1}|{tag}", f"t0t1={tag}|{t1}",
            f"t0t1t2={tag}|{t1}|{t2}", f"l1={here[-1:]}", f"l2={here[-2:]}", f"f1={here[:1]}",
            f"len={min(len(here), 5)}|{tag}", f"eo={texts[head + 2]}", f"nx={texts[following + 2]}",
            f"nxt={tags[following + 2]}", f"el={texts[following + 1]}",
        ]
        for (w_2, w_1, here, w1, w2), (t_2, t_1, tag, t1, t2), own, next_own, head, following in around
    ]  # fmt: skip


def _eojeols(found: Sequence[Unit]) -> tuple[list[int], list[int]]:
    """For each unit the first one of its spaced word, and the first one of the next word; one pass, no search."""
    heads: list[int] = []
    for index, unit in enumerate(found):
        heads.append(index if index == 0 or unit.word == "1" else heads[-1])
    followings: list[int] = []
    following = len(found)
    for index in reversed(range(len(found))):
        followings.append(following)
        following = index if found[index].word == "1" else following
    return heads, followings[::-1]


def _english(found: Sequence[Unit]) -> list[list[str]]:
    words, forms = _edged(unit.word for unit in found), _edged(unit.tag for unit in found)
    beside = zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
    formed = zip(forms, forms[1:], forms[2:], forms[3:], forms[4:], strict=False)
    return [
        [
            "b", f"w-2={w_2}", f"s-2={s_2}", f"w-1={w_1}", f"s-1={s_1}", f"w0={low}", f"s0={form}",
            f"w1={w1}", f"s1={s1}", f"w2={w2}", f"s2={s2}",
            f"suf3={low[-3:]}", f"suf2={low[-2:]}", f"pre3={low[:3]}", f"w-1w0={w_1}|{low}",
            f"w0w1={low}|{w1}", f"s-1s0s1={s_1}|{form}|{s1}", f"first={at == 0}|{form}",
        ]
        for at, ((w_2, w_1, low, w1, w2), (s_2, s_1, form, s1, s2)) in enumerate(zip(beside, formed, strict=True))
    ]  # fmt: skip


_MAKERS: dict[str, Callable[[Sequence[Unit]], list[list[str]]]] = {"ko": _korean, "zh": _chinese, "en": _english}


def _kind(char: str) -> str:
    if char.isdigit():
        return "0"
    if is_hangul(char):
        return "가"
    if is_han(char):
        return "漢"
    return "A" if char.isupper() else "a" if char.islower() else char
