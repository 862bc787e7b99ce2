"""Pieces → the number of the embedded article that each belongs to (0 = the first).

A new article starts at a separator line, at a title with dateline, at a title that a dateline or stamp follows, and
where the language changes for good. Input: pieces with kinds. Output: one number a piece. Limits: the furniture
after the last article, a signature with its day too, counts to it.
"""

from __future__ import annotations

from pipeline.read.pieces import Piece
from pipeline.read.scripts import count

_NEAR = 2
_LONG = 150


def number_articles(pieces: list[Piece]) -> list[int]:
    """Article numbers, one a piece, rising."""
    starts = _starts(pieces)
    numbers: list[int] = []
    article = 0
    body_above = False
    for position, piece in enumerate(pieces):
        if position in starts and body_above:
            article += 1
        body_above = body_above or _is_body(piece)
        numbers.append(article)
    return numbers


def _is_body(piece: Piece) -> bool:
    return piece.kind in (None, "list_item") and len(piece.text) > 40


def _starts(pieces: list[Piece]) -> set[int]:
    starts: set[int] = set()
    script = ""
    last_body = max((position for position, piece in enumerate(pieces) if _is_body(piece)), default=-1)
    for position, piece in enumerate(pieces):
        if piece.breaks:
            starts.add(_title_above(pieces, position) if piece.kind == "heading" else position)
        elif piece.kind == "byline" and any(char.isdigit() for char in piece.text):
            top = _title_above(pieces, position)
            if top < position < last_body:  # below the last text it is the signature of what stands above
                starts.add(top)
        elif piece.kind is None and len(piece.text) >= _LONG:
            now = _script(piece.text)
            if script and now != script:
                starts.add(_title_above(pieces, position))
            script = now
    return _without_neighbours(starts, pieces)


def _title_above(pieces: list[Piece], position: int) -> int:
    top = position
    while top > 0 and position - top < 4 and pieces[top - 1].kind in ("heading", "byline"):
        top -= 1
    return top


def _without_neighbours(starts: set[int], pieces: list[Piece]) -> set[int]:
    """Of starts with no running text between them only the first counts."""
    kept: set[int] = set()
    last: int | None = None
    for position in sorted(starts):
        if last is None or any(_is_body(piece) for piece in pieces[last:position]):
            kept.add(position)
            last = position
    return kept


def _script(text: str) -> str:
    counts = count(text)
    parts = {"hangul": counts.hangul * 2, "han": counts.han * 2, "latin": counts.latin / 2, "other": counts.other / 2}
    return max(parts, key=lambda name: (parts[name], name))
