"""Pieces → pieces with the entries of a chronology decided: lines, or parts of one, that open with a date each.

Input: pieces whose zones are decided. Output: the same pieces, a line that holds several marked entries (``▲2020년
3월 2일=… ▲3월 9일=…``) cut in front of each mark, and entries that stand near one another and end like no sentence
as list items. Limits: two dated lines are no chronology yet; a line with a full stop stays running text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Reason
from pipeline.read.forms import Forms
from pipeline.read.pieces import Piece
from pipeline.records import replace

_LEAST = 3
_NEAR = 2
"""Pieces between two entries of one chronology at most: a year that stands alone, a line that goes on."""


def cut_entries(pieces: Sequence[Piece], forms: Forms) -> list[Piece]:
    """The pieces with lines of several marked entries cut into one piece an entry."""
    return [part for piece in pieces for part in (_cut(piece, forms) if piece.kind is None else [piece])]


def _cut(piece: Piece, forms: Forms) -> list[Piece]:
    marks = [match.start() for match in forms.marked_entry.finditer(piece.text)]
    if len(marks) < _LEAST:
        return [piece]
    return list(_parts(piece, sorted({0, *marks})))


def _parts(piece: Piece, cuts: Sequence[int]) -> Iterator[Piece]:
    for first, last in zip(cuts, [*cuts[1:], len(piece.text)], strict=True):
        text = piece.text[first:last].rstrip()
        start = piece.start + first
        yield replace(piece, start=start, end=start + len(text), text=text, blank=0 if first else piece.blank)


def mark_entries(pieces: Sequence[Piece], forms: Forms) -> list[Piece]:
    """The pieces with dated lines without a full stop, three or more near one another, as items of a list."""
    found = [at for at, piece in enumerate(pieces) if piece.kind is None and forms.entry.match(piece.text)]
    entries = {at for run in _runs(found) if len(run) >= _LEAST and _open(pieces, run, forms) for at in run}
    return [_item(piece) if at in entries else piece for at, piece in enumerate(pieces)]


def _runs(found: Sequence[int]) -> Iterator[list[int]]:
    """The positions in runs with at most ``_NEAR`` others between two."""
    run: list[int] = []
    for at in found:
        if run and at - run[-1] > _NEAR + 1:
            yield run
            run = []
        run.append(at)
    yield run


def _open(pieces: Sequence[Piece], run: Sequence[int], forms: Forms) -> bool:
    """Whether most entries of a run end like no sentence."""
    return 2 * sum(forms.ends_sentence(pieces[at].text) for at in run) < len(run)


def _item(piece: Piece) -> Piece:
    reason = Reason(rule="layout.entry@1", says="a line that opens with a date among other such lines", span=piece.span)
    return replace(piece, kind="list_item", reasons=(reason,))
