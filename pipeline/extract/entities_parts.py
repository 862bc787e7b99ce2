"""Hangul names of several words: whole where only a part was found, and one person where a text goes on with a part.

Input: a Scene and its marks. Output: marks of persons. ``whole``: a transcription found by its surroundings reaches
over the transcriptions beside it (이반|두케 후보). ``reunited``: the first or last word alone (두케 후보) is the one
person whom the text names in full. Limits: two persons who share the word leave it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.entities_document import head_text
from pipeline.extract.entities_persons import Phrases
from pipeline.extract.entities_scene import Mark, Scene, is_hangul
from pipeline.records import replace

_WORD_BEFORE = re.compile(r"(?<![가-힣])([가-힣]{2,8}) $")
_WORD_BEHIND = re.compile(r" ([가-힣]{2,8})")
_LONGEST = 9
"""Signs of a word and its blank."""
_WORDS = 3
"""Words by which a name may grow on one side."""


def whole(scene: Scene, phrases: Phrases, found: Sequence[Mark], known: Sequence[Mark]) -> list[Mark]:
    """``found`` with each Hangul person's name grown over the words of the name beside it, and over its title."""
    taken = frozenset(at for mark in known for at in range(mark.start, mark.end))
    return [_grown(scene, phrases, mark, taken) for mark in found]


def _grown(scene: Scene, phrases: Phrases, mark: Mark, taken: frozenset[int]) -> Mark:
    if mark.kind != "person" or not is_hangul(scene.plain[mark.start]):
        return mark
    name = scene.plain[mark.start : mark.end]
    if not phrases.shapes.foreign_name(scene, mark.start, name.partition(" ")[0]):
        return mark
    start, end = mark.start, mark.end
    for _ in range(_WORDS):
        start = _one_before(scene, phrases, start, taken)
        end = _one_behind(scene, phrases, end, taken)
    return phrases.widen(replace(mark, start=start, end=end, head=(start, end)))


def _one_before(scene: Scene, phrases: Phrases, start: int, taken: frozenset[int]) -> int:
    match = _WORD_BEFORE.search(scene.plain, max(0, start - _LONGEST), start)
    if match is None or not taken.isdisjoint(range(match.start(1), match.end(1))):
        return start
    return match.start(1) if phrases.shapes.foreign_name(scene, match.start(1), match[1]) else start


def _one_behind(scene: Scene, phrases: Phrases, end: int, taken: frozenset[int]) -> int:
    match = _WORD_BEHIND.match(scene.plain, end)
    if match is None or match.start(1) in phrases.titles_at:
        return end
    last = phrases.shapes.bare_end(match.start(1), match[1])
    if not taken.isdisjoint(range(match.start(1), last)):
        return end
    word = scene.plain[match.start(1) : last]
    return last if phrases.shapes.foreign_name(scene, match.start(1), word) else end


def reunited(scene: Scene, marks: Sequence[Mark]) -> list[Mark]:
    """``marks`` with single Hangul words that are the first or last one of one person's full name in the text."""
    owners: dict[str, set[str]] = {}
    for mark in marks:
        words = head_text(scene, mark).split()
        if mark.kind == "person" and len(mark.ids) == 1 and len(words) > 1 and is_hangul(words[-1][0]):
            for word in (words[0], words[-1]):
                owners.setdefault(word, set()).add(mark.ids[0])
    return [_owned(scene, mark, owners) for mark in marks]


def _owned(scene: Scene, mark: Mark, owners: dict[str, set[str]]) -> Mark:
    ids = owners.get(head_text(scene, mark), set()) if mark.kind == "person" and mark.by == "provisional" else set()
    if len(ids) != 1:
        return mark
    says = f"{head_text(scene, mark)}: part of the one full name in this text"
    return replace(mark, ids=tuple(ids), by="document", rule="names.document.part", says=says)
