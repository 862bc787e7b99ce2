"""Unknown names by a statistical tagger: a linear-chain conditional random field (Lafferty et al. 2001).

Input: a Scene and the marks that tables and rules have found. Output: marks of persons, places and organisations that
those do not hold, only where none of them stands, with the model's own probability. Weights lie in
``pipeline/weights/names`` under their own licence; ``tools/train_tagger.py`` makes them. Limits: a language without
weights gets no such marks; a name is at least two characters long and never crosses a mark of the tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.extract.entities_scene import Mark, Scene
from pipeline.extract.tagger_features import features, units
from pipeline.model import EntityKind, Sentence

if TYPE_CHECKING:
    import pycrfsuite

FOLDER = Path(__file__).parent.parent / "weights" / "names"
_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "org"}


class NameTagger:
    """The weights of every language, opened on first use; one object serves one process."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._open: dict[str, pycrfsuite.Tagger | None] = {}

    @cached_property
    def card(self) -> dict[str, Any]:
        """card.toml: version, thresholds and how the weights were made."""
        import tomllib

        return tomllib.loads((self._folder / "card.toml").read_text(encoding="utf-8"))

    def marks(self, scene: Scene, known: Sequence[Mark]) -> list[Mark]:
        """Names beyond ``known`` (marks in text order) in the sentences of blocks that tell of events."""
        blocks = scene.reading.blocks
        starts = [mark.start for mark in known]
        found: list[Mark] = []
        for sentence in scene.reading.sentences:
            if blocks[sentence.block].tells_events:
                first, last = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
                reaches_in = first > 0 and known[first - 1].end > sentence.span.start
                found += self._sentence(scene, sentence, known[first - reaches_in : last])
        return found

    def _sentence(self, scene: Scene, sentence: Sentence, known: Sequence[Mark]) -> Iterator[Mark]:
        code = sentence.language.partition("-")[0]
        tagger = self._tagger(code)
        row = units(scene, sentence, code) if tagger is not None else []
        if tagger is None or not row:
            return
        tagger.set(features(row, known, code))
        labels = tagger.tag()
        for first, last, kind in stretches(labels):
            score = min(tagger.marginal(labels[at], at) for at in range(first, last + 1))
            # a person's name does not begin in the middle of a Chinese word (紧张|局势) and is none itself (马路)
            worded = kind == "PER" and (row[first].tag in ("M", "E") or _word(scene, row[first].start, row[last].end))
            if score >= self.card["threshold"][kind] and not worded:
                yield from _mark(scene, (row[first].start, row[last].end), kind, score, known)

    def _tagger(self, code: str) -> pycrfsuite.Tagger | None:
        if code not in self._open:
            import pycrfsuite

            path = self._folder / f"{code}.crf"
            self._open[code] = tagger = pycrfsuite.Tagger() if path.is_file() else None
            if tagger is not None:
                tagger.open(str(path))
        return self._open[code]


def _word(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch is one common word of the Chinese dictionary: of any class but names."""
    one = scene.language(start) == "zh" and scene.token_end(start) == end
    return one and scene.tag(start) in _WORDS


_WORDS = frozenset(("n", "v", "vn", "vd", "vi", "a", "ad", "an", "d", "t", "s", "f", *"cprmquyeobzilk"))
"""jieba's classes of words that are no names (北大 jieba tag set: n noun, c conjunction, p preposition, ...)."""


_SMALL_WORDS = re.compile(r"(?<=\w)(?: [a-z]+)+$")
"""Latin words without a capital at the end of what looked like a name (Cruz said)."""

_HYPHENED = re.compile(r"(?<=[A-Za-z])-[a-z]+")
"""The rest of a given name of two syllables (Cho June|-hyck)."""


def stretches(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first unit, last unit, kind) of every name in a row of B-/I-/O labels."""
    first = -1
    for index, label in enumerate([*labels, "O"]):
        inside = label.startswith("I-") and first >= 0 and labels[first][2:] == label[2:]
        if first >= 0 and not inside:
            yield first, index - 1, labels[first][2:]
            first = -1
        if label != "O" and not inside:
            first = index


def _mark(scene: Scene, stretch: tuple[int, int], kind: str, score: float, known: Sequence[Mark]) -> Iterator[Mark]:
    """The mark, unless it is short, holds a digit, crosses a mark, or is a name that the tables declined here."""
    start, end = stretch
    small = _SMALL_WORDS.search(scene.text[start:end])
    end = start + small.start() if small else end
    rest = _HYPHENED.match(scene.text, end) if kind == "PER" else None
    end = rest.end() if rest else end
    surface = scene.text[start:end]
    if end - start < 2 or any(map(str.isdigit, surface)) or scene.lexicon.lookup(surface):
        return
    if kind == "PER" and surface in scene.lexicon.shapes["ko"]["not_names"]:
        return  # a half-brother (이복형) whose word begins like a family name
    if surface.isascii() and surface.isalpha() and re.search(rf"\b{surface.lower()}\b", scene.text):
        return  # a word of the text that opens a sentence
    if not any(mark.start < end and start < mark.end for mark in known):
        says = f"an unknown name by its surroundings, probability {score:.2f}"
        yield Mark(start=start, end=end, kind=_KINDS[kind], by="provisional", rule="names.tagger", says=says)
