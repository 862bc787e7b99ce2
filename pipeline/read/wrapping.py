"""Pieces → pieces with hard-wrapped lines joined again into one paragraph, over a blank line too.

Input: pieces whose zones are decided. Output: fewer pieces; a joined one spans the line breaks inside it. Three
signs join lines: the upper one stops in mid-sentence and the lower one takes it up (lower case, digit, bracket); or a
Korean or Chinese date runs from the one into the other; or both stand in a stretch of lines of like length most of
which stop in mid-sentence. Limits: width is counted in
characters; a title of the same width right above such a stretch is drawn into it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Reason
from pipeline.read.forms import Forms
from pipeline.read.pieces import Piece
from pipeline.read.scripts import count
from pipeline.records import replace

_LEAST_LATIN = 40
_LEAST_WIDE = 20
_LEAST_LINES = 3
_NARROWEST = 0.75
_NARROWEST_WIDE = 0.9
_DATELINE = "zone.dateline@"
_REASON = "the line above it stops in mid-sentence"


def join_wrapped(pieces: list[Piece], folded: str, forms: Forms) -> list[Piece]:
    """Join what was wrapped."""
    lower = {*_taken_up(pieces, forms), *_cut_dates(pieces, forms), *_uniform(pieces, forms)}
    joined: list[Piece] = []
    for position, piece in enumerate(pieces):
        if position not in lower:
            joined.append(piece)
            continue
        head = joined[-1]
        reasons = head.reasons
        if not any(reason.rule == "layout.wrapped@1" for reason in reasons):
            reasons = (*reasons, Reason(rule="layout.wrapped@1", says=_REASON, span=piece.span))
        joined[-1] = replace(head, end=piece.end, text=folded[head.start : piece.end], reasons=reasons)
    return joined


def _open(piece: Piece) -> bool:
    return piece.kind in (None, "list_item", "quote", "footnote")


def _wide(piece: Piece) -> bool:
    counts = count(piece.text)
    return (counts.hangul + counts.han) * 2 > counts.latin


def _taken_up(pieces: list[Piece], forms: Forms) -> Iterator[int]:
    """Lines (Latin script) that take up the one above them, and those that go on in such a run, over blank lines."""
    width = 0
    for position in range(1, len(pieces)):
        above, below = pieces[position - 1], pieces[position]
        size = above.end - _line_start(pieces, position - 1)
        if (
            not _open(above)
            or below.kind is not None
            or below.blank > 1
            or _wide(above)
            or forms.stop.search(above.text)
        ):
            width = 0
        elif size >= _LEAST_LATIN and (forms.open_end.search(above.text) or forms.takes_up.match(below.text)):
            width = max(width, size)
            yield position
        elif width and size >= width * _NARROWEST:
            yield position
        else:
            width = 0


def _line_start(pieces: list[Piece], position: int) -> int:
    """Where the line of a piece starts: a dateline cut off its head counts."""
    piece, before = pieces[position], pieces[position - 1] if position else None
    if before is None or piece.blank or not any(reason.rule.startswith(_DATELINE) for reason in before.reasons):
        return piece.start
    return before.start


def _cut_dates(pieces: list[Piece], forms: Forms) -> Iterator[int]:
    """Lines that go on with the date in which the long line right above them stops."""
    for position in range(1, len(pieces)):
        above, below = pieces[position - 1], pieces[position]
        if len(above.text) < _LEAST_WIDE or not _open(above) or below.kind is not None or below.blank:
            continue
        cut = forms.date_cut.search(above.text)
        if cut and forms.date_on.match(below.text):
            yield position


def _uniform(pieces: list[Piece], forms: Forms) -> Iterator[int]:
    """Lines below the first of each stretch of lines that were wrapped at one width, with no blank line inside."""
    first = 0
    while first < len(pieces):
        last = first + 1
        while last < len(pieces) and _open(pieces[first]) and pieces[last].kind is None and not pieces[last].blank:
            last += 1
        yield from _uniform_runs(pieces, first, last, forms)
        first = last


def _uniform_runs(pieces: list[Piece], first: int, last: int, forms: Forms) -> Iterator[int]:
    start = first
    for position in range(first + 1, last + 1):
        if position < last and _same_width(pieces[start], pieces[position]):
            continue
        # the last line of a paragraph is short: it belongs to the run above it
        end = position + 1 if position < last and _may_close(pieces[start], pieces[position], forms) else position
        if _wrapped(pieces[start:end], forms):
            yield from range(start + 1, end)
        start = end if end > position else position


def _same_width(left: Piece, right: Piece) -> bool:
    narrow = _NARROWEST_WIDE if _wide(left) else _NARROWEST
    shorter, longer = sorted((len(left.text), len(right.text)))
    return shorter >= longer * narrow


def _may_close(first: Piece, last: Piece, forms: Forms) -> bool:
    return len(last.text) < len(first.text) and forms.stop.search(last.text) is not None


def _wrapped(lines: list[Piece], forms: Forms) -> bool:
    if len(lines) < _LEAST_LINES:
        return False
    least = _LEAST_WIDE if _wide(lines[0]) else _LEAST_LATIN
    stopped = sum(1 for line in lines[:-1] if forms.stop.search(line.text))
    longest = max(len(line.text) for line in lines)
    ends = forms.stop.search(lines[-1].text) is not None
    return ends and len(lines[0].text) >= least and longest <= 120 and stopped * 2 < len(lines) - 1
