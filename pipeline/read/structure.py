"""Pieces → pieces with numbered, marked and wiki headings and list items decided.

Input: pieces with zones marked. Output: the same pieces, kinds filled in where the line's own form or the edit link
below it decides. Limits: a numbered line is a heading if it is short and ends like none of the languages'
sentences; else it is a list item.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Reason
from pipeline.read.pieces import Piece, follows

_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)(?:\.|\)|(?<=\.\d))\s*(?=\S)(?!\d)")
_LIST_MARK = re.compile(
    r"(?:[-–—*•·▪■□◆◇○●▶▲△☞※ㅇ](?!\d)|\(\d{1,2}\)|\d{1,2}\)|[①-⑳]|\([가-사一二三四五六七八九十]{1,2}\)|(?:[一二三四五六七八九十]{1,2}|\d{1,2})、|[▲△◆◇](?=\s?\d))\s*(?=\S)"
    r"|(?:\d{1,2}[.、]|\(?[a-z]\)|[a-z가나다라마바사]\.)\s+(?=\S)"
)
_CHAPTER = re.compile(
    r"(?:第\s?[一二三四五六七八九十百\d]{1,4}\s?(?P<zh>[部篇章节節])|제\s?\d{1,3}\s?(?P<ko>[부편장절])"
    r"|(?P<en>part|chapter|section)\s(?:\d{1,3}|[ivxlc]{1,6})\b)(?=[\s:：.]|$)",
    re.IGNORECASE,
)
_DEPTHS = {"部": 1, "篇": 1, "章": 1, "节": 2, "節": 2, "부": 1, "편": 1, "장": 1, "절": 2, "part": 1, "chapter": 1}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATED = re.compile(
    r"(?:[■□◆◇○●▶▲•【\[<(〈《-]\s?)*(?:(?P<year>\d{4}\s?[년年]?(?:도|度)?)"
    rf"|(?P<month>(?:\d{{4}}\s?[년年]\s?)?\d{{1,2}}\s?[월月]|{_MONTH}(?:\s\d{{4}})?)"
    r"|(?P<day>(?:\d{4}\s?[년年]\s?)?\d{1,2}\s?[월月]\s?\d{1,2}\s?[일日号號]|\d{4}([./-])\s?\d{1,2}\4\s?\d{1,2}"
    rf"|{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?))[】\]>)〉》:：.]*"
)
_CONTENTS = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.\s?[^\d.\s][^\d.!?。]{0,40}){2,}$")
_EDIT = re.compile(r"\s*\[\s?(?:编辑|編輯|edit(?: source)?|편집)(?:\s*\|\s*.{1,12})?\s?\]$", re.IGNORECASE)
_WIKI_EDIT_RULE = "zone.wiki_edit"
_SENTENCE_END = re.compile(r"[.!?。;:,…][\"'”’」』)\]]*(?:\s*(?:\[\d+\]|#\d*))*$|다[\"'”’]?\s*#*$")
_LONGEST_HEADING = 80
_SHORTEST_TEXT = 4
_LEAST_DAYS = 3
DATED_HEADING = "layout.dated_heading@1"


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence or in its middle: with a stop, a comma, or a Korean final form."""
    return _SENTENCE_END.search(text) is not None


def mark_structure(pieces: list[Piece]) -> list[Piece]:
    """Decide headings with numbers or marks, wiki headings and list items."""
    pieces = _chronology(_contents(pieces))
    marked: list[Piece] = []
    numbers: set[str] = set()
    base = title = 0
    for position, piece in enumerate(pieces):
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        decided = piece
        if piece.kind is None:
            decided = (
                _wiki_heading(piece, following, marked)
                or _marked(piece)
                or _chapter(piece, title)
                or _dated(piece, following, base)
                or _numbered(piece, numbers, title, _in_a_list(pieces, position))
                or piece
            )
            if match := _NUMBER.match(piece.text):
                numbers.add(match[1])
        if decided.kind == "heading" and not _is_dated(decided):
            base = decided.level
            title = 1 if base == 1 and _MARKDOWN.match(piece.text) else title
        marked.append(decided)
    return marked


def _in_a_list(pieces: list[Piece], position: int) -> bool:
    """Whether the line above or below bears the number next to this one's: then these are items, not headings."""
    match = _NUMBER.match(pieces[position].text)
    if match is None or "." in match[1]:
        return False
    for step in (-1, 1):
        at = position + step
        other = _NUMBER.match(pieces[at].text) if 0 <= at < len(pieces) and pieces[at].kind is None else None
        if other is not None and other[1] == str(int(match[1]) + step):
            return True
    return False


def _contents(pieces: list[Piece]) -> list[Piece]:
    """Lines of a table of contents: several numbers in one line, or a numbered line that comes again further down."""
    last: dict[str, int] = {}
    for position, piece in enumerate(pieces):
        if piece.kind is None and len(piece.text) <= _LONGEST_HEADING and _NUMBER.match(piece.text):
            last[_EDIT.sub("", piece.text)] = position
    reason = Reason(rule="layout.contents@1", says="a line of the table of contents")
    return [
        replace(piece, kind="navigation", tells=False, reasons=(reason,))
        if piece.kind is None and (last.get(piece.text, position) != position or _CONTENTS.match(piece.text))
        else piece
        for position, piece in enumerate(pieces)
    ]


def _chronology(pieces: list[Piece]) -> list[Piece]:
    """Days that stand alone above text again and again date what is below them; one or two are stamps."""
    stamps = {
        position
        for position, (piece, below) in enumerate(pairwise(pieces))
        if piece.kind == "byline" and below.kind in (None, "list_item") and _DATED.fullmatch(piece.text)
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


def _wiki_heading(piece: Piece, following: Piece | None, before: list[Piece]) -> Piece | None:
    glued = _EDIT.search(piece.text)
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


def _marked(piece: Piece) -> Piece | None:
    match = _MARKDOWN.match(piece.text)
    if match is None:
        return None
    return _heading(piece, len(match[1]), "layout.markdown_heading@1", "a Markdown heading")


def _chapter(piece: Piece, title: int) -> Piece | None:
    match = _CHAPTER.match(piece.text)
    if match is None or len(piece.text) > _LONGEST_HEADING or ends_sentence(piece.text):
        return None
    unit = (match["zh"] or match["ko"] or match["en"]).lower()
    level = _DEPTHS.get(unit, 2) + title
    return _heading(piece, level, "layout.chapter_heading@1", "a chapter's number opens the line")


def _dated(piece: Piece, following: Piece | None, base: int) -> Piece | None:
    """A line that holds a year, month or day alone heads what is below it, as in a chronology."""
    match = _DATED.fullmatch(piece.text)
    if match is None or following is None or sum(map(str.isalpha, following.text)) < _SHORTEST_TEXT:
        return None
    depth = 1 if match["year"] else 2 if match["month"] else 3
    return _heading(piece, base + depth, DATED_HEADING, "a date that stands alone above text")


def _is_dated(piece: Piece) -> bool:
    return any(reason.rule == DATED_HEADING for reason in piece.reasons)


def _numbered(piece: Piece, numbers: set[str], title: int, item: bool) -> Piece | None:
    match = _NUMBER.match(piece.text)
    short = len(piece.text) <= _LONGEST_HEADING and not ends_sentence(piece.text) and not item
    if match and short and ("." in match[1] or piece.text[match.end(1)] == ".") and _expected(match[1], numbers):
        level = match[1].count(".") + 1 + title
        return _heading(piece, level, "layout.numbered_heading@1", f"a heading with section number {match[1]}")
    if match or _LIST_MARK.match(piece.text):
        reason = Reason(rule="layout.list_item@1", says="a list mark or number opens the line", span=piece.span)
        return replace(piece, kind="list_item", reasons=(reason,))
    return None


def _expected(number: str, numbers: set[str]) -> bool:
    """On a line of its own the first number below an unnumbered heading counts too."""
    return follows(number, numbers) or number.endswith(".1")
