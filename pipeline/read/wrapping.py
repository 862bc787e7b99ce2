"""Pieces → pieces with hard-wrapped lines joined again into one paragraph, over a blank line too.

Input: pieces whose kinds are decided. Output: fewer pieces; a joined one spans the line breaks inside it. A line goes
on if it stops in mid-sentence and the next one takes it up (lower case, digit or bracket), or if it is one of a run
of lines of like length that do so. Limits: width is measured in characters.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Reason
from pipeline.read.pieces import Piece
from pipeline.read.scripts import count

_STOP = re.compile(r"[.!?。！？:：;；…][\"'”’」』)\]]*(?:\s*(?:\[\d+\]|#\d*))*$")
_OPEN_END = re.compile(
    r"[,，、(-]$|\b(?:the|a|an|of|to|and|or|in|on|at|by|for|with|from|that|which|was|were|is|are|has|have|had|its|their|his|her)$",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(r"[a-z(,;)]|\d{1,4}(?:[,\s]|st|nd|rd|th)(?!\s*[.)])")
_LEAST = 40
_LEAST_WIDE = 16


def join_wrapped(pieces: list[Piece], folded: str) -> list[Piece]:
    """Join what was wrapped."""
    joined: list[Piece] = []
    last = ""
    width = 0
    for piece in pieces:
        if joined and _goes_on(joined[-1], last, piece, width):
            reason = Reason(rule="layout.wrapped@1", says="the line before stops in mid-sentence", span=piece.span)
            head = joined[-1]
            whole = folded[head.start : piece.end]
            reasons = head.reasons if head.reasons and head.reasons[-1].rule == reason.rule else (*head.reasons, reason)
            joined[-1] = replace(head, end=piece.end, text=whole, reasons=reasons)
            width = max(width, len(last), len(piece.text))
        else:
            joined.append(piece)
            width = 0
        last = piece.text
    return joined


def _takes(piece: Piece) -> bool:
    return piece.kind in (None, "list_item", "quote")


def _goes_on(head: Piece, last: str, piece: Piece, width: int) -> bool:
    if not _takes(head) or piece.kind is not None or _STOP.search(last):
        return False
    counts = count(last)
    wide = counts.hangul + counts.han > counts.latin
    if wide:
        return _wide_goes_on(last, piece, head)
    if len(last) < _LEAST or piece.blank > 1:
        return False
    if _OPEN_END.search(last) or _TAKES_UP.match(piece.text):
        return True
    return bool(width) and len(last) >= width * 0.75


def _wide_goes_on(last: str, piece: Piece, head: Piece) -> bool:
    if piece.blank or len(last) < _LEAST_WIDE or last.endswith("다"):
        return False
    if last.endswith((",", "、")):
        return True
    near = abs(len(last) - len(piece.text)) <= 3 or (
        len(piece.text) < len(last) and _STOP.search(piece.text) is not None
    )
    return near and head.kind is None
