"""The XML of a word processor → plain text: a paragraph a line, the cells of a table row in one line.

Input: the steps of the XML and the names that the format uses. Output: text with ``\\n`` between paragraphs and
``CELL`` between cells. Limits: a table inside a cell is told in the line of that cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.read.markup import End, Start, Step

CELL = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a format calls its elements. ``signs``: elements that stand for a character; ``skipped``: left out."""

    text: frozenset[str]
    paragraph: str
    cell: str
    row: str
    signs: Mapping[str, str]
    skipped: frozenset[str]


def paragraphs(found: Iterable[Step], words: Words) -> str:
    """The text of the whole document."""
    writer = _Writer(words)
    for step in found:
        if isinstance(step, Start):
            writer.start(step.name)
        elif isinstance(step, End):
            writer.end(step.name)
        else:
            writer.text(step)
    return writer.whole()


class _Writer:
    """Puts one text together."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._lines: list[str] = []
        self._line: list[str] = []
        self._in_text = 0
        self._skipping = 0
        self._cells = 0

    def start(self, name: str) -> None:
        if self._skipping or name in self._words.skipped:
            self._skipping += 1
        elif name in self._words.text:
            self._in_text += 1
        elif name in self._words.signs:
            self._line.append(self._words.signs[name])
        elif name == self._words.cell:
            self._cells += 1
        elif name == self._words.paragraph and not self._cells and self._line:
            self._break()  # a paragraph inside another, as in a text box

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name in self._words.text:
            self._in_text = max(0, self._in_text - 1)
        elif name == self._words.cell:
            self._cells = max(0, self._cells - 1)
            self._line = ["".join(self._line).rstrip(), CELL]
        elif name == self._words.paragraph:
            self._line.append(" ") if self._cells else self._break()
        elif name == self._words.row and not self._cells:
            self._break()

    def text(self, text: str) -> None:
        if self._in_text and not self._skipping:
            self._line.append(text)

    def whole(self) -> str:
        self._break()
        return "\n".join(self._lines).strip("\n")

    def _break(self) -> None:
        line = "".join(self._line).strip()
        line = line.removesuffix(CELL.strip()).rstrip()
        self._line.clear()
        if line or (self._lines and self._lines[-1]):
            self._lines.append(line)
