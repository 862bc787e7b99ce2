"""Embassies (주러시아 북한대사관, 俄罗斯驻朝鲜大使馆) and unknown organisations by their last word.

Input: a Scene and the marks so far. Output: org Marks. An embassy's id is composed of its state and its host. An
unknown organisation gets a provisional id from its spelling. Limits: its left edge is the line's, a known
particle's or punctuation; a noun that only describes (a company) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.entities_scene import Mark, Scene, is_hangul
from pipeline.extract.entities_shapes import Shapes


def missions(scene: Scene, marks: Sequence[Mark]) -> list[Mark]:
    """Embassies and consulates, with the state that sends and the one that hosts."""
    return []


def unknown_orgs(scene: Scene, shapes: Shapes, marks: Sequence[Mark]) -> list[Mark]:
    """Organisations that no table holds."""
    return []


def _unused(scene: Scene) -> Iterator[str]:
    yield from (char for char in re.sub(r"\W", "", scene.text) if is_hangul(char))
