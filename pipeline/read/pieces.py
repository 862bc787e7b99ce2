"""Reading copy → Pieces: stripped lines, with headings and notes that are glued to a line cut off.

Input: the reading copy. Output: Pieces in text order, not overlapping; together they hold every visible character.
A section number glued to the sentence before it (``…했다.2.1. 제목``) starts a piece if numbers of that depth and
order are expected there; notes of one line (``[1] …[2] …``) become a piece each. Limits: one pass, no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import BlockKind, Reason, Span
from pipeline.records import quick

_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085]+")
_GLUED_NUMBER = re.compile(r"(?<=[.!?。！？…)\]\"”#])(?<!\d\.)\s*(?=(\d{1,2}(?:\.\d{1,2})*)\.\s?[^\s\d.][^\n.]{0,60}$)")
_GLUED_NOTE = re.compile(r"(?=\[(\d{1,3})\]\s)")
_LEADING_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.\s?\S")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line or part of one. ``blank`` counts the blank lines above it; ``kind`` is empty until decided."""

    start: int
    end: int
    text: str
    blank: int = 0
    kind: BlockKind | None = None
    level: int = 0
    tells: bool = True
    breaks: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def span(self) -> Span:
        """Where the piece stands."""
        return Span(self.start, self.end)


def pieces_of(folded: str) -> list[Piece]:
    """All pieces of the reading copy."""
    pieces: list[Piece] = []
    numbers: set[str] = set()
    last_end = 0
    for line in _LINE.finditer(folded):
        text = line[0].strip()
        if not text:
            continue
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        blank = max(0, _breaks(folded, last_end, start) - 1) if pieces else 0
        for offset, part in _parts(text, numbers):
            pieces.append(Piece(start=start + offset, end=start + offset + len(part), text=part, blank=blank))
            blank = 0
            if match := _LEADING_NUMBER.match(part):
                numbers.add(match[1])
        last_end = start + len(text)
    return pieces


def _breaks(folded: str, start: int, end: int) -> int:
    gap = folded[start:end]
    return gap.count("\n") or gap.count("\r") or sum(gap.count(char) for char in "\u2028\u2029\u0085")


def _parts(text: str, numbers: set[str]) -> Iterator[tuple[int, str]]:
    cuts = [0, *_note_cuts(text), *_heading_cuts(text, numbers), len(text)]
    cuts = sorted(set(cuts))
    for start, end in pairwise(cuts):
        part = text[start:end]
        stripped = part.strip()
        if stripped:
            yield start + len(part) - len(part.lstrip()), stripped


def _note_cuts(text: str) -> list[int]:
    if not text.startswith("["):
        return []
    cuts: list[int] = []
    expected: int | None = None
    for match in _GLUED_NOTE.finditer(text):
        number = int(match[1])
        if expected is None or number == expected:
            cuts.append(match.start())
            expected = number + 1
    return cuts if len(cuts) > 1 and cuts[0] == 0 else []


def _heading_cuts(text: str, numbers: set[str]) -> list[int]:
    match = _GLUED_NUMBER.search(text)
    if match is None or match.start() == 0 or not follows(match[1], numbers):
        return []
    return [match.end()]


def follows(number: str, numbers: set[str]) -> bool:
    """Whether section ``number`` is the next one, given those seen: its elder sibling or its parent was."""
    *parent, last = number.split(".")
    if int(last) > 1 and ".".join((*parent, str(int(last) - 1))) in numbers:
        return True
    return int(last) == 1 and (not parent or ".".join(parent) in numbers)
