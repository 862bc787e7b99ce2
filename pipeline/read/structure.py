"""Pieces → pieces with numbered, marked and wiki headings and list items decided.

Input: pieces with zones marked. Output: the same pieces, kinds filled in where the line's own form or the edit link
below it decides. Limits: a numbered line is a heading if it is short and ends like none of the languages'
sentences; else it is a list item.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Reason
from pipeline.read.pieces import Piece, follows

_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)(?:\.|\)|(?<=\.\d))\s*(?=\S)(?!\d)")
_LIST_MARK = re.compile(
    r"(?:[-–—*•·▪■□◆◇○●▶☞※ㅇ](?!\d)|\(\d{1,2}\)|\d{1,2}\)|[①-⑳]|\([가-사一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、)\s*(?=\S)"
    r"|(?:\d{1,2}[.、]|\(?[a-z]\)|[a-z가나다라마바사]\.)\s+(?=\S)"
)
_EDIT = re.compile(r"\s*\[\s?(?:编辑|編輯|edit(?: source)?|편집)(?:\s*\|\s*.{1,12})?\s?\]$", re.IGNORECASE)
_WIKI_EDIT_RULE = "zone.wiki_edit"
_SENTENCE_END = re.compile(r"[.!?。;:,…][\"'”’」』)\]]*(?:\s*(?:\[\d+\]|#\d*))*$|다[\"'”’]?\s*#*$")
_LONGEST_HEADING = 80


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence or in its middle: with a stop, a comma, or a Korean final form."""
    return _SENTENCE_END.search(text) is not None


def mark_structure(pieces: list[Piece]) -> list[Piece]:
    """Decide headings with numbers or marks, wiki headings and list items."""
    marked: list[Piece] = []
    numbers: set[str] = set()
    for position, piece in enumerate(pieces):
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        decided = piece
        if piece.kind is None:
            decided = _wiki_heading(piece, following, marked) or _marked(piece) or _numbered(piece, numbers) or piece
        elif piece.kind == "heading" and following is not None and _is_edit(following):
            decided = replace(piece, level=_wiki_level(marked, own=1))
        if match := _NUMBER.match(piece.text):
            numbers.add(match[1])
        marked.append(decided)
    return marked


def _is_edit(piece: Piece) -> bool:
    return any(reason.rule.startswith(_WIKI_EDIT_RULE) for reason in piece.reasons)


def _heading(piece: Piece, level: int, rule: str, says: str) -> Piece:
    reason = Reason(rule=rule, says=says, span=piece.span)
    return replace(piece, kind="heading", level=level, tells=False, reasons=(reason,))


def _wiki_heading(piece: Piece, following: Piece | None, before: list[Piece]) -> Piece | None:
    glued = _EDIT.search(piece.text)
    if not glued and not (following is not None and _is_edit(following)):
        return None
    if len(piece.text) > _LONGEST_HEADING:
        return None
    return _heading(piece, _wiki_level(before), "layout.wiki_heading@1", "an edit link stands beside it")


def _wiki_level(before: list[Piece], own: int = 0) -> int:
    """Levels are lost in copied wiki text: a heading right under another one lies deeper, else on its level."""
    if own:
        return own
    for piece in reversed(before):
        if piece.kind == "heading":
            return piece.level + 1 if _only_edit_links_after(piece, before) else max(piece.level, 1)
    return 1


def _only_edit_links_after(heading: Piece, before: list[Piece]) -> bool:
    return all(_is_edit(piece) for piece in before[before.index(heading) + 1 :])


def _marked(piece: Piece) -> Piece | None:
    match = _MARKDOWN.match(piece.text)
    if match is None:
        return None
    return _heading(piece, len(match[1]), "layout.markdown_heading@1", "a Markdown heading")


def _numbered(piece: Piece, numbers: set[str]) -> Piece | None:
    match = _NUMBER.match(piece.text)
    short = len(piece.text) <= _LONGEST_HEADING and not ends_sentence(piece.text)
    if match and short and ("." in match[1] or piece.text[match.end(1)] == ".") and follows(match[1], numbers):
        depth = match[1].count(".") + 1
        return _heading(piece, depth, "layout.numbered_heading@1", f"a heading with section number {match[1]}")
    if _LIST_MARK.match(piece.text):
        reason = Reason(rule="layout.list_item@1", says="a list mark or number opens the line", span=piece.span)
        return replace(piece, kind="list_item", reasons=(reason,))
    return None
