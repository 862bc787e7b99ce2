"""Two persons named by the first characters of their names: 文金二人, 川金會, 習拜通話.

Input: a Scene and the marks so far. Output: Marks with two ids, in the order of the characters. Limits: both persons
must be named in the text, each character must be the first of one person's names alone, and a word for what two do
together must follow (``initials_behind`` of shapes.toml).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.extract.entities_scene import Mark, Scene


def initials(scene: Scene, behind: str, marks: Sequence[Mark]) -> list[Mark]:
    """The pairs, in text order."""
    whose = _first_characters(scene, marks)
    if len(whose) < 2:
        return []
    letters = "".join(sorted(whose))
    found = []
    for match in re.finditer(rf"(?P<a>[{letters}])(?P<b>[{letters}])(?={behind})", scene.plain):
        ids = (whose[match["a"]], whose[match["b"]])
        if ids[0] != ids[1]:
            says = f"{match.group()}: the first characters of two persons of this text"
            found.append(Mark(
                start=match.start(), end=match.end(), kind="person", ids=ids, by="document",
                rule="names.document.initials", says=says,
            ))  # fmt: skip
    return found


def _first_characters(scene: Scene, marks: Sequence[Mark]) -> dict[str, str]:
    """First characters of Chinese names to the one person of the text that they can mean."""
    whose: dict[str, set[str]] = defaultdict(set)
    table = scene.lexicon.folding.table
    for mark in marks:
        if mark.kind == "person" and len(mark.ids) == 1 and scene.language(mark.start) == "zh":
            firsts = {name.name.translate(table)[:1] for name in scene.lexicon.names(mark.ids[0], "zh")}
            for first in firsts:
                if "一" <= first <= "鿿":
                    whose[first].add(mark.ids[0])
    return {first: next(iter(ids)) for first, ids in whose.items() if len(ids) == 1}
