"""Bodies that no table holds, where a Korean sentence makes them its subject: 감찰단이, 구호대는, 국경수비군도.

Input: a Scene, the marks so far, the ``[org]`` lists of shapes.toml. Output: Marks of organisations over single words
that end as bodies do and carry a particle of subject. Limits: words of three syllables or more; what the tokenizer does
not see as a particle is left; elsewhere in a sentence such words say too little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon

_WORD = re.compile(r"[가-힣A-Za-z]{3,12}$")
_LONGEST = 13
_SUBJECT = ("JKS", "JX")


@dataclass(frozen=True)
class ActingShapes:
    """The compiled lists of how bodies end, and of words that only look so."""

    lexicon: Lexicon

    @cached_property
    def body(self) -> re.Pattern[str]:
        """The end of a word that names a body."""
        return re.compile(f"{self.lexicon.shapes['org']['ko_acting']}$")

    @cached_property
    def other(self) -> re.Pattern[str]:
        """The end of a word that does not."""
        return re.compile(f"{self.lexicon.shapes['org']['ko_not_acting']}$")

    def names(self, word: str) -> bool:
        """Whether a word ends as bodies do."""
        return bool(self.body.search(word)) and not self.other.search(word)


def acting(scene: Scene, shapes: ActingShapes, marks: Sequence[Mark]) -> list[Mark]:
    """Words in front of a particle of subject that end as bodies do, outside every mark."""
    taken = {at for mark in marks for at in range(mark.start, mark.end)}
    found = []
    for sentence in scene.reading.sentences:
        if not sentence.language.startswith("ko") or not scene.reading.blocks[sentence.block].tells_events:
            continue
        for token in sentence.tokens:
            word = _word_before(scene, token.start) if token.tag in _SUBJECT else None
            if word is not None and shapes.names(word.group()) and taken.isdisjoint(range(*word.span())):
                found.append(Mark(
                    start=word.start(), end=word.end(), kind="org", by="provisional", rule="names.org.acting",
                    says="the subject of its sentence, a word that ends as bodies do",
                ))  # fmt: skip
    return found


def _word_before(scene: Scene, end: int) -> re.Match[str] | None:
    match = _WORD.search(scene.plain, max(0, end - _LONGEST), end)
    whole = match is not None and not scene.plain[match.start() - 1 : match.start()].isalnum()
    return match if whole else None
