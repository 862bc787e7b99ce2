"""Pieces → pieces with repeated captions, verse and table rows decided, by repetition and line length.

Input: pieces with structure marked. Output: the same pieces. A line that stands twice in a row is a caption (its
picture was shown twice) and tells once; a run of short lines without sentence ends is verse if some of them come back
in it, a chronology if most open with a date, and rows of a table if they are very short or split by bars. Limits:
verse without a line that comes back is not recognised; rows of a table tell events where they hold more than a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.model import BlockKind, Reason
from pipeline.read.forms import Forms
from pipeline.read.pieces import Piece
from pipeline.read.scripts import count
from pipeline.records import replace

_RUN_LINES = 4
_LONGEST_LINE = 40
_LONGEST_LATIN_LINE = 80
_VERSE_SHARE = 5
_CELL = 12
_CAPTION = 20
_TOP = 3
_STOPS = ".。!?！？"


def mark_repeats(pieces: list[Piece], forms: Forms) -> list[Piece]:
    """Decide captions that stand twice, verse and rows of tables."""
    return _runs(_told_once(_captions(pieces, forms)), forms)


def _told_once(pieces: list[Piece]) -> list[Piece]:
    """A caption that repeats an earlier line of the document tells nothing again."""
    marked = list(pieces)
    seen: set[str] = set()
    for position, piece in enumerate(pieces):
        line = " ".join(piece.text.split())
        if piece.kind == "caption" and piece.tells and line in seen:
            marked[position] = _as(piece, "caption", "layout.caption_again@1", "a caption told before", tells=False)
        seen.add(line)
    return marked


def _captions(pieces: list[Piece], forms: Forms) -> list[Piece]:
    marked = list(pieces)
    titled = False
    for position in range(1, len(pieces)):
        titled = titled or pieces[position - 1].kind == "heading" or position > _TOP
        left, right = pieces[position - 1], pieces[position]
        if left.text == right.text and left.kind is None and right.kind is None and len(left.text) >= _CAPTION:
            if not titled and not forms.ends_sentence(left.text):
                continue  # the title of the page, once in its head and once above the text
            for at in (position - 1, position):
                marked[at] = _as(pieces[at], "caption", "layout.repeated_caption@1", "the line stands twice in a row")
    return marked


def _as(piece: Piece, kind: BlockKind, rule: str, says: str, *, tells: bool = True) -> Piece:
    return replace(piece, kind=kind, tells=tells, reasons=(Reason(rule=rule, says=says, span=piece.span),))


def _runs(pieces: list[Piece], forms: Forms) -> list[Piece]:
    marked = list(pieces)
    for first, last in _short_runs(pieces):
        lines = pieces[first:last]
        if 2 * sum(forms.entry.match(line.text) is not None for line in lines) > len(lines):
            continue  # a chronology: each line tells what happened when
        if _is_verse(lines):
            says = "short lines without sentence ends, some of which come back"
            marked[first:last] = [_as(line, "verse", "layout.verse@1", says, tells=False) for line in lines]
        elif len(lines) >= _RUN_LINES and sum(1 for line in lines if _is_cell(line)) * 2 > len(lines):
            marked[first:last] = [_row(line) for line in lines]
    return [_row(line) if _is_row(marked, position, forms) else line for position, line in enumerate(marked)]


def _is_row(pieces: list[Piece], position: int, forms: Forms) -> bool:
    """Cells split by bars; or a name with its value, right above or below another such line."""
    piece = pieces[position]
    if piece.kind is not None:
        return False
    near = (pieces[at] for at in (position - 1, position + 1) if 0 <= at < len(pieces))
    return forms.cells.search(piece.text) is not None or (
        _is_field(piece, forms) and any(_is_field(other, forms) for other in near)
    )


def _is_field(piece: Piece, forms: Forms) -> bool:
    return piece.kind in (None, "table") and piece.text[-1] not in _STOPS and forms.field.match(piece.text) is not None


def _row(line: Piece) -> Piece:
    return _as(line, "table", "layout.table@1", "a short line among short lines, or cells", tells=not _is_cell(line))


def _is_verse(lines: list[Piece]) -> bool:
    if len(lines) < _RUN_LINES:
        return False
    counts = Counter(line.text for line in lines)
    back = sum(number for number in counts.values() if number > 1)
    return back * _VERSE_SHARE >= len(lines) and back < len(lines) and _words(lines)


def _words(lines: list[Piece]) -> bool:
    """Verse has words: most of its lines hold more than one."""
    return sum(1 for line in lines if len(line.text) > _CELL // 2) * 2 > len(lines)


def _is_cell(line: Piece) -> bool:
    counts = count(line.text)
    return counts.east + counts.latin // 3 <= _CELL


def _short_runs(pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for position, piece in enumerate(pieces):
        short = piece.kind is None and _is_short(piece)
        if short and first is None:
            first = position
        if not short and first is not None:
            yield first, position
            first = None
    if first is not None:
        yield first, len(pieces)


def _is_short(piece: Piece) -> bool:
    longest = _LONGEST_LATIN_LINE if piece.text.isascii() else _LONGEST_LINE
    return len(piece.text) <= longest and piece.text[-1] not in _STOPS
