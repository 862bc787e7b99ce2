"""Pieces → pieces with numbered, marked and wiki headings and list items decided.

Input: pieces with zones marked. Output: the same pieces, kinds filled in where the line's own form or the edit link
below it decides. Limits: a numbered line is a heading if it is short and ends like none of the languages'
sentences; else it is a list item.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.model import Reason
from pipeline.read.forms import Forms
from pipeline.read.pieces import Piece, follows
from pipeline.records import replace

_DEPTHS = {"部": 1, "篇": 1, "章": 1, "节": 2, "節": 2, "부": 1, "편": 1, "장": 1, "절": 2, "part": 1, "chapter": 1}
_WIKI_EDIT_RULE = "zone.wiki_edit"
_LONGEST_HEADING = 80
_SHORTEST_TEXT = 4
_LEAST_DAYS = 3
_FIELD = (":", "：")
DATED_HEADING = "layout.dated_heading@1"


def mark_structure(pieces: list[Piece], forms: Forms) -> list[Piece]:
    """Decide headings with numbers or marks, wiki headings and list items."""
    pieces = _chronology(_contents(pieces, forms), forms)
    marked: list[Piece] = []
    numbers: set[str] = set()
    base = title = 0
    for position, piece in enumerate(pieces):
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        decided = piece
        if piece.kind is None:
            decided = (
                _wiki_heading(piece, following, marked, forms)
                or _marked(piece, forms)
                or _chapter(piece, title, forms)
                or _dated(piece, pieces[position - 1] if position else None, following, base, forms)
                or _numbered(piece, numbers, title, _in_a_list(pieces, position, forms), forms)
                or piece
            )
            if match := forms.number.match(piece.text):
                numbers.add(match[1])
        if decided.kind == "heading" and not _is_dated(decided):
            base = decided.level
            title = 1 if base == 1 and forms.markdown.match(piece.text) else title
        marked.append(decided)
    return marked


def _in_a_list(pieces: list[Piece], position: int, forms: Forms) -> bool:
    """Whether the line above or below bears the number next to this one's: then these are items, not headings."""
    match = forms.number.match(pieces[position].text)
    if match is None or "." in match[1]:
        return False
    for step in (-1, 1):
        at = position + step
        other = forms.number.match(pieces[at].text) if 0 <= at < len(pieces) and pieces[at].kind is None else None
        if other is not None and other[1] == str(int(match[1]) + step):
            return True
    return False


def _contents(pieces: list[Piece], forms: Forms) -> list[Piece]:
    """Lines of a table of contents: several numbers in one line, or a numbered line that comes again further down."""
    last: dict[str, int] = {}
    for position, piece in enumerate(pieces):
        if piece.kind is None and len(piece.text) <= _LONGEST_HEADING and forms.number.match(piece.text):
            last[forms.edit_link.sub("", piece.text)] = position
    reason = Reason(rule="layout.contents@1", says="a line of the table of contents")
    return [
        replace(piece, kind="navigation", tells=False, reasons=(reason,))
        if piece.kind is None and (last.get(piece.text, position) != position or forms.contents.match(piece.text))
        else piece
        for position, piece in enumerate(pieces)
    ]


def _chronology(pieces: list[Piece], forms: Forms) -> list[Piece]:
    """Days that stand alone above text again and again date what is below them; one or two are stamps."""
    stamps = {
        position
        for position, (piece, below) in enumerate(pairwise(pieces))
        if piece.kind == "byline" and below.kind in (None, "list_item") and forms.dated.match(piece.text)
    }
    if len(stamps) < _LEAST_DAYS:
        return pieces
    return [
        replace(piece, kind=None, tells=True, reasons=()) if position in stamps else piece
        for position, piece in enumerate(pieces)
    ]


def _is_edit(piece: Piece) -> bool:
    return any(reason.rule.startswith(_WIKI_EDIT_RULE) for reason in piece.reasons)


def _heading(piece: Piece, level: int, rule: str, says: str) -> Piece:
    reason = Reason(rule=rule, says=says, span=piece.span)
    return replace(piece, kind="heading", level=level, tells=False, reasons=(reason,))


def _wiki_heading(piece: Piece, following: Piece | None, before: list[Piece], forms: Forms) -> Piece | None:
    glued = forms.edit_link.search(piece.text)
    if not glued and not (following is not None and _is_edit(following)):
        return None
    if len(piece.text) > _LONGEST_HEADING:
        return None
    return _heading(piece, _wiki_level(before), "layout.wiki_heading@1", "an edit link stands beside it")


def _wiki_level(before: list[Piece]) -> int:
    """Levels are lost in copied wiki text: a heading right under another one lies deeper, else on its level."""
    bare = True
    for piece in reversed(before):
        if piece.kind == "heading":
            return piece.level + 1 if bare else max(piece.level, 1)
        bare = bare and _is_edit(piece)
    return 1


def _marked(piece: Piece, forms: Forms) -> Piece | None:
    match = forms.markdown.match(piece.text)
    if match is None:
        return None
    return _heading(piece, len(match[1]), "layout.markdown_heading@1", "a Markdown heading")


def _chapter(piece: Piece, title: int, forms: Forms) -> Piece | None:
    match = forms.chapter.match(piece.text)
    if match is None or len(piece.text) > _LONGEST_HEADING or forms.ends_sentence(piece.text):
        return None
    unit = (match["zh"] or match["ko"] or match["en"]).lower()
    level = _DEPTHS.get(unit, 2) + title
    return _heading(piece, level, "layout.chapter_heading@1", "a chapter's number opens the line")


def _dated(piece: Piece, above: Piece | None, following: Piece | None, base: int, forms: Forms) -> Piece | None:
    """A line that holds a year, month or day alone heads what is below it, as in a chronology.

    Not so between two names of fields ("Year built:", "Owner:"): there it is the value of the first.
    """
    match = forms.dated.match(piece.text)
    if match is None or following is None:
        return None
    finer = forms.dated.match(following.text) if match["year"] else None
    within = finer is not None and finer["year"] is None  # a year right above the first of its months
    if not within and sum(map(str.isalpha, following.text)) < _SHORTEST_TEXT:
        return None
    if above is not None and above.text.endswith(_FIELD) and following.text.endswith(_FIELD):
        return None
    depth = 1 if match["year"] else 2 if match["month"] else 3
    return _heading(piece, base + depth, DATED_HEADING, "a date that stands alone above text")


def _is_dated(piece: Piece) -> bool:
    return any(reason.rule == DATED_HEADING for reason in piece.reasons)


def _numbered(piece: Piece, numbers: set[str], title: int, item: bool, forms: Forms) -> Piece | None:
    match = forms.number.match(piece.text)
    short = len(piece.text) <= _LONGEST_HEADING and not forms.ends_sentence(piece.text) and not item
    if match and short and ("." in match[1] or piece.text[match.end(1)] == ".") and _expected(match[1], numbers):
        level = match[1].count(".") + 1 + title
        return _heading(piece, level, "layout.numbered_heading@1", f"a heading with section number {match[1]}")
    if match or forms.list_mark.match(piece.text):
        reason = Reason(rule="layout.list_item@1", says="a list mark or number opens the line", span=piece.span)
        return replace(piece, kind="list_item", reasons=(reason,))
    return None


def _expected(number: str, numbers: set[str]) -> bool:
    """On a line of its own the first number below an unnumbered heading counts too."""
    return follows(number, numbers) or number.endswith(".1")
