"""Our tokenizers as spaCy tokenizers, named in pyproject under ``spacy_tokenizers``.

Input: a text and an analyser (``text -> Morphs in order, none overlapping``). Output: a ``Doc`` whose ``text`` is
the input, always: white space between morphs becomes trailing spaces or white-space tokens, anything else that the
analyser left out becomes a token without tag. Limits: endings lie in ``doc.user_data["endings"]``, one per token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language as Nlp
    from spacy.tokens import Doc

ENDINGS = "endings"


class Morph(NamedTuple):
    """A token of an analyser: ``[start, end)`` in code points of the analysed text.

    A text has one for every two characters: a tuple is made in a third of the time of a frozen dataclass.
    """

    start: int
    end: int
    lemma: str
    tag: str = ""
    pos: str = ""
    ending: str = ""


Analyser = Callable[[str], Iterable[Morph]]


@dataclass(frozen=True, slots=True)
class ChosenAnalyser:
    """An analyser, the name of the tool behind it, and a note where it is not the one that was asked for."""

    name: str
    analyse: Analyser
    note: str = ""


class MorphTokenizer:
    """A spaCy tokenizer over an analyser; keeps no state of its own, so there is nothing to save or load."""

    def __init__(self, nlp: Nlp, analyse: Analyser) -> None:
        from spacy.tokens import Doc

        self._doc = Doc
        self._vocab = nlp.vocab
        self._analyse = analyse

    def morphs(self, text: str) -> Iterator[Morph]:
        """The tokens of ``text`` before a ``Doc`` is made of them: runs of white space too, nothing left out."""
        return tile(text, self._analyse(text))

    def __call__(self, text: str) -> Doc:
        """``text`` as a ``Doc`` with tags, parts of speech and dictionary forms."""
        morphs = list(self.morphs(text))
        words, spaces, kept = _words(text, morphs)
        doc = self._doc(
            self._vocab,
            words=words,
            spaces=spaces,
            tags=[morph.tag for morph in kept],
            pos=[morph.pos for morph in kept],
            lemmas=[morph.lemma for morph in kept],
        )
        doc.user_data[ENDINGS] = tuple(morph.ending for morph in kept)
        return doc

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """One ``Doc`` per text."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to save: the config names the tokenizer."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> MorphTokenizer:
        """Nothing to load."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Nothing to save."""

    def from_disk(self, _path: str | Path, **_: Any) -> MorphTokenizer:
        """Nothing to load."""
        return self


def tile(text: str, morphs: Iterable[Morph], *, blanks: bool = True) -> Iterator[Morph]:
    """``morphs`` with every gap filled, so that their slices joined give ``text``; overlapping ones are dropped.

    Without ``blanks`` gaps of white space alone stay.
    """
    position = 0
    for morph in morphs:
        if morph.start < position or morph.end <= morph.start:
            continue
        if position < morph.start and (blanks or not text[position : morph.start].isspace()):
            yield from _gap(text, position, morph.start)
        yield morph
        position = morph.end
    yield from _gap(text, position, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[Morph]:
    """Runs of white space and runs of anything else between ``start`` and ``end``."""
    if end - start == 1:
        yield Morph(start, end, text[start], pos="SPACE" if text[start].isspace() else "X")
        return
    while start < end:
        stop, blank = start + 1, text[start].isspace()
        while stop < end and text[stop].isspace() == blank:
            stop += 1
        yield Morph(start, stop, text[start:stop], pos="SPACE" if blank else "X")
        start = stop


def _words(text: str, morphs: list[Morph]) -> tuple[list[str], list[bool], list[Morph]]:
    """Words and trailing-space flags as ``Doc`` wants them: one plain space after a word belongs to that word."""
    words: list[str] = []
    spaces: list[bool] = []
    kept: list[Morph] = []
    for morph in morphs:
        word = text[morph.start : morph.end]
        if morph.pos == "SPACE" and word[0] == " " and kept and kept[-1].pos != "SPACE":
            spaces[-1] = True
            word = word[1:]
        if word:
            words.append(word)
            spaces.append(False)
            kept.append(morph)
    return words, spaces, kept


def korean(tagger: str = "mecab", fallback: str = "") -> Callable[[Nlp], MorphTokenizer]:
    """spaCy tokenizer ``pipeline.ko.v1``; raises PipelineError if the tagger cannot start and there is no fallback."""

    def make(nlp: Nlp) -> MorphTokenizer:
        from pipeline.languages.ko.tagger import korean_analyser

        return _tokenizer(nlp, korean_analyser(tagger, fallback))

    return make


def chinese() -> Callable[[Nlp], MorphTokenizer]:
    """spaCy tokenizer ``pipeline.zh.v1``: jieba, for both scripts."""

    def make(nlp: Nlp) -> MorphTokenizer:
        from pipeline.languages.zh.cutter import chinese_analyser

        return _tokenizer(nlp, chinese_analyser())

    return make


def english() -> Callable[[Nlp], MorphTokenizer]:
    """spaCy tokenizer ``pipeline.en.v1``: rules."""

    def make(nlp: Nlp) -> MorphTokenizer:
        from pipeline.languages.en.cutter import english_analyser

        return _tokenizer(nlp, english_analyser())

    return make


def _tokenizer(nlp: Nlp, chosen: ChosenAnalyser) -> MorphTokenizer:
    nlp.meta["tokenizer"] = chosen.name
    nlp.meta["tokenizer_note"] = chosen.note
    return MorphTokenizer(nlp, chosen.analyse)
