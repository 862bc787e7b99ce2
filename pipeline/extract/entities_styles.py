"""English persons by how texts introduce them: by age (Ana Bell, 42,), with a style (Mr Bell), with middle names.

Input: a Scene, the ``[aged]`` and ``[style]`` rules of capitals.toml, the marks so far. Output: ``aged``: Marks of
persons in front of an age. ``plain``: the marks, unknown persons without the styles and offices before their names,
those who share first and last name one person; a last name behind a style is left to entities_document. Limits: what
a work is called (the book Ana Bell) is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_document import head_text, provisional_id
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon
from pipeline.records import replace

_WORK = 24
"""Signs before a name in which the word for a work stands."""


@dataclass(frozen=True)
class Styles:
    """The compiled rules of capitals.toml on how persons are introduced."""

    lexicon: Lexicon

    @cached_property
    def aged(self) -> re.Pattern[str]:
        """A name with an age behind it."""
        return re.compile(self.lexicon.capitals["aged"]["match"])

    @cached_property
    def words(self) -> frozenset[str]:
        """Styles, ranks and offices that are no part of a name."""
        return frozenset(self.lexicon.capitals["style"]["words"])

    @cached_property
    def work(self) -> re.Pattern[str]:
        """The word for a work right before what it is called."""
        return re.compile(self.lexicon.capitals["style"]["work"])


def aged(scene: Scene, rules: Styles, marks: Sequence[Mark]) -> list[Mark]:
    """The persons whose age the text gives, by the full name where only the last one stands there."""
    taken = [(mark.start, mark.end) for mark in marks if mark.kind != "place"]
    found = []
    for match in rules.aged.finditer(scene.reading.folded):
        for start, end in (match.span("name"), *_in_full(scene, match["name"])):
            if scene.language(start) == "en" and not any(a < end and start < b for a, b in taken):
                found.append(Mark(
                    start=start, end=end, kind="person", by="provisional", rule="names.aged",
                    says="a name whose bearer's age the text gives", head=(start, end),
                ))  # fmt: skip
                taken.append((start, end))
    full = [mark for mark in found if " " in head_text(scene, mark)]
    return full or [mark for mark in found if mark.start == found[0].start]


def _in_full(scene: Scene, last: str) -> Iterator[tuple[int, int]]:
    """Where the first of the text's full names that end in ``last`` stands, with styles before it."""
    pattern = rf"(?<![\w’'-])[A-Z][\w’'-]+(?: [A-Z][\w’'-]*\.?){{0,2}} {re.escape(last)}(?![\w-])"
    match = re.search(pattern, scene.reading.folded) if " " not in last else None
    if match is not None:
        yield match.span()


def plain(scene: Scene, rules: Styles, marks: Sequence[Mark]) -> list[Mark]:
    """The marks with bare heads of unknown English persons, each person under one id."""
    bare = [found for mark in marks if (found := _bare(scene, rules, mark)) is not None]
    ids: dict[tuple[str, str], str] = {}
    for mark in bare:
        if ends := _ends(scene, mark):
            ids.setdefault(ends, provisional_id(head_text(scene, mark)))
    return [replace(mark, ids=(ids[ends],)) if (ends := _ends(scene, mark)) else mark for mark in bare]


def _ends(scene: Scene, mark: Mark) -> tuple[str, str] | None:
    """First and last word of the bare name of an unknown person in English text; None of any other."""
    words = head_text(scene, mark).casefold().split()
    own = mark.kind == "person" and mark.by == "provisional" and scene.language(mark.start) == "en"
    return (words[0], words[-1]) if own and len(words) > 1 else None


def _bare(scene: Scene, rules: Styles, mark: Mark) -> Mark | None:
    """The mark with the styles before the name left out of its head; None where nothing but a last name is left."""
    name = head_text(scene, mark)
    if mark.kind != "person" or mark.by != "provisional" or scene.language(mark.start) != "en":
        return mark
    start, end = mark.head or (mark.start, mark.end)
    if rules.work.search(scene.plain[max(0, start - _WORK) : start]):
        return None
    words = list(re.finditer(r"\S+", name))
    kept = max((at + 1 for at, word in enumerate(words) if word[0].casefold().strip(".") in rules.words), default=0)
    if kept == 0:
        return mark
    if kept >= len(words) - 1:
        return None
    return replace(mark, head=(start + words[kept].start(), end))
