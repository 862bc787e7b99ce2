"""Foreign persons in Chinese text: transcriptions with a dot (拉吉·梅农), and the last part of the name alone (梅农).

Input: a Scene with words, and the names of the tables. Output: Marks of persons; the last part alone is the one person
whom the text names in full so. Limits: Chinese sentences; every sign must be one of transcriptions; a name that a table
holds is left to it; a last part that two persons share stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_document import provisional_id
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon

_DOT = "·・‧•"
_SHORTEST = 2
"""Signs of a last part that stands alone."""


@dataclass(frozen=True)
class DottedNames:
    """The compiled shape of such a name."""

    lexicon: Lexicon

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """Two to five parts of transcription."""
        rules = self.lexicon.shapes["zh"]
        signs = rules["transcription"] + rules["transcription_dotted"]
        return re.compile(rf"(?<![{signs}{_DOT}])[{signs}]{{2,7}}(?:[{_DOT}][{signs}]{{1,8}}){{1,4}}(?![{_DOT}])")

    @cached_property
    def apart(self) -> frozenset[str]:
        """Words of one sign that are signs of transcriptions too, behind a name (马丁·科瓦奇|以)."""
        return frozenset(self.lexicon.shapes["zh"]["not_given"])


def dotted_names(scene: Scene, names: DottedNames, table: Sequence[Mark]) -> list[Mark]:
    """Persons by full names with a dot, and by the last parts of these."""
    known = frozenset(at for mark in table if mark.kind == "person" for at in range(mark.start, mark.end))
    full = [mark for mark in _whole(scene, names) if known.isdisjoint(range(mark.start, mark.end))]
    return [*full, *_last_parts(scene, full, known)]


def _whole(scene: Scene, names: DottedNames) -> Iterator[Mark]:
    for match in names.whole.finditer(scene.plain):
        start, end = match.start(), _end(scene, names, match)
        if scene.language(start) == "zh":
            yield Mark(
                start=start, end=end, kind="person", by="provisional", rule="names.person.dotted",
                says="a transcription with a dot", head=(start, end),
            )  # fmt: skip


def _end(scene: Scene, names: DottedNames, match: re.Match[str]) -> int:
    """The end of the name, without a word of grammar that clings to its last part."""
    end = match.end()
    while end - match.start() > _SHORTEST and scene.plain[end - 1] in names.apart and scene.token_end(end - 1) == end:
        end -= 1
    return end


def _last_parts(scene: Scene, full: Sequence[Mark], known: frozenset[int]) -> Iterator[Mark]:
    owners: dict[str, set[str]] = {}
    for mark in full:
        name = scene.plain[mark.start : mark.end]
        last = re.split(f"[{_DOT}]", name)[-1]
        if len(last) >= _SHORTEST:
            owners.setdefault(last, set()).add(provisional_id(name))
    taken = known | {at for mark in full for at in range(mark.start, mark.end)}
    for last, ids in sorted(owners.items()):
        for match in re.finditer(re.escape(last), scene.plain) if len(ids) == 1 else ():
            whole = scene.token_end(match.start()) > 0
            if whole and taken.isdisjoint(range(*match.span())) and scene.language(match.start()) == "zh":
                yield Mark(
                    start=match.start(), end=match.end(), kind="person", ids=tuple(ids), by="document",
                    rule="names.document.part", says=f"{last}: the last part of the one full name in this text",
                    head=match.span(),
                )  # fmt: skip
