"""Pieces → pieces where zones that reach below their first line are carried down.

Input: pieces, and the zone rules that hit, by start offset. Output: the same pieces. ``section`` reaches to the next
heading that is no deeper, ``run`` over the lines that are no running text, ``end`` to the next separator or the
end of the document; a count of comments above the text is a line of its own and reaches no further.
"""

from __future__ import annotations

from pipeline.read.forms import Forms
from pipeline.read.pieces import Piece
from pipeline.read.titles import is_prose
from pipeline.read.zones import ZoneRule
from pipeline.records import replace

_PROSE = 60
_TITLE = 40
"""Signs up to which a line that asks may be the title above the text (다리의 역사는?)."""


def reach_down(pieces: list[Piece], zones: dict[int, ZoneRule], forms: Forms) -> list[Piece]:
    """Carry the zones down."""
    marked: list[Piece] = []
    rule: ZoneRule | None = None
    head: Piece | None = None
    told = False
    for piece in pieces:
        told = told or (piece.start not in zones and is_prose(piece, forms) and not _asks(piece))
        if rule is not None and head is not None and _ends(piece, rule, head, forms):
            rule = None
        if piece.start in zones:
            rule, head = zones[piece.start], piece
            if rule.scope == "end" and not told and not piece.breaks:
                rule = None
            marked.append(piece)
        elif rule is not None and head is not None:
            marked.append(_inside(piece, rule, head))
        else:
            marked.append(piece)
    return marked


def _asks(piece: Piece) -> bool:
    return len(piece.text) <= _TITLE and piece.text.endswith(("?", "？"))


def _inside(piece: Piece, rule: ZoneRule, head: Piece) -> Piece:
    if piece.kind in ("copyright", "navigation", "byline", "footnote", "reference") or piece.breaks:
        return piece
    return replace(piece, kind=rule.kind, level=0, tells=False, reasons=(rule.reason(head.span),))


def _ends(piece: Piece, rule: ZoneRule, head: Piece, forms: Forms) -> bool:
    if piece.breaks:
        return True
    if rule.scope == "section":
        return piece.kind == "heading" and 0 < piece.level <= head.level
    return rule.scope == "run" and is_prose(piece, forms) and len(piece.text) > _PROSE
