"""Unknown Japanese persons in Chinese text: 田中健二, a family name of two characters with a given name behind it.

Input: a Scene, the word lists of shapes.toml (``japanese``), the marks so far. Output: Marks with a provisional id. The
whole name is found where the tagger saw a part of it (山上彻|也). Limits: the frequent family names of two characters;
given names of two or three characters of those that given names are made of; what is a name in a table stays that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon


@dataclass(frozen=True)
class JapaneseNames:
    """The compiled word lists of shapes.toml for Japanese names."""

    lexicon: Lexicon

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A family name with the given name behind it, in simplified characters."""
        row = self.lexicon.shapes["japanese"]
        given = f"[{row['given']}]{{2}}[{row['given_third']}]?"
        return re.compile(f"(?:{'|'.join(row['surnames'])}){given}(?!{row['not_after']})")


def japanese_names(scene: Scene, names: JapaneseNames, marks: Sequence[Mark]) -> list[Mark]:
    """The unknown Japanese names of the Chinese sentences, none across or inside a known name."""
    known = {at for mark in marks if mark.by != "provisional" for at in range(mark.start, mark.end)}
    return [
        Mark(
            start=match.start(), end=match.end(), kind="person", by="provisional", rule="names.person.japanese",
            says="a Japanese family name and a given name",
        )
        for match in names.pattern.finditer(scene.plain)
        if scene.language(match.start()) == "zh" and known.isdisjoint(range(*match.span()))
    ]  # fmt: skip
