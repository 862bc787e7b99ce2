"""Pieces → pieces with repeated captions, verse and table rows decided, by repetition and line length.

Input: pieces with structure marked. Output: the same pieces. A line that stands twice in a row is a caption (its
picture was shown twice); a run of short lines without sentence ends, some of them repeated, is verse. Limits: verse
without a repeated line is not recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Reason
from pipeline.read.pieces import Piece

_VERSE_LINES = 4
_VERSE_LENGTH = 40
_VERSE_REPEATED = 2


def mark_repeats(pieces: list[Piece]) -> list[Piece]:
    """Decide captions that stand twice, and verse."""
    return _verse(_captions(pieces))


def _captions(pieces: list[Piece]) -> list[Piece]:
    marked = list(pieces)
    for position in range(1, len(pieces)):
        left, right = pieces[position - 1], pieces[position]
        if left.text == right.text and left.kind is None and right.kind is None and len(left.text) >= 20:
            reason = Reason(rule="layout.repeated_caption@1", says="the line stands twice in a row", span=left.span)
            marked[position - 1] = replace(left, kind="caption", reasons=(reason,))
            marked[position] = replace(right, kind="caption", reasons=(reason,))
    return marked


def _verse(pieces: list[Piece]) -> list[Piece]:
    counts = Counter(piece.text for piece in pieces if len(piece.text) <= _VERSE_LENGTH)
    marked = list(pieces)
    for first, last in _short_runs(pieces):
        repeated = sum(1 for piece in pieces[first:last] if counts[piece.text] > 1)
        if last - first >= _VERSE_LINES and repeated >= max(_VERSE_REPEATED, (last - first) // 4):
            reason = Reason(rule="layout.verse@1", says="short lines without sentence ends, some of them repeated")
            for position in range(first, last):
                marked[position] = replace(pieces[position], kind="verse", tells=False, reasons=(reason,))
    return marked


def _short_runs(pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for position, piece in enumerate(pieces):
        short = piece.kind is None and len(piece.text) <= _VERSE_LENGTH and piece.text[-1] not in ".。!?"
        if short and first is None:
            first = position
        if not short and first is not None:
            yield first, position
            first = None
    if first is not None:
        yield first, len(pieces)
