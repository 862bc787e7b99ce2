"""Towns that are none: the family name of a person of an English text, standing alone (Santos said).

Input: the marks so far and what stands before a place (capitals.toml). Output: the marks without those places; the
last name is found later. Limits: the person must be named in full somewhere, and no preposition of place may stand
before the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.entities_scene import Mark, Scene

_BEFORE = 16


def without_namesakes(scene: Scene, marks: Sequence[Mark], led: re.Pattern[str]) -> list[Mark]:
    """``marks`` without the towns that bear the last name of somebody; ``led`` leads to a place."""
    full = [scene.text[slice(*mark.head)].split() for mark in marks if mark.kind == "person" and mark.head]
    last = {words[-1] for words in full if len(words) > 1}

    def namesake(mark: Mark) -> bool:
        if mark.kind != "place" or scene.text[mark.start : mark.end] not in last or scene.language(mark.start) != "en":
            return False
        return led.search(scene.plain, max(0, mark.start - _BEFORE), mark.start) is None

    return [mark for mark in marks if not namesake(mark)]
