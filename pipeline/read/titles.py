"""Pieces → pieces with unmarked titles decided: short lines that head running text, and the document's own title.

Input: pieces with structure and repetition marked. Output: the same pieces, titles as headings. The lines above the
first sentence of a document or article are its headlines and may tell of events, the first of them, its title, has
level 0 and stays in the heading path of all below; a short line between paragraphs
heads those below it. Limits: judged by length, ending and neighbours alone, without knowing a language.
"""

from __future__ import annotations

import re

from pipeline.model import Reason
from pipeline.read.forms import Forms
from pipeline.read.pieces import Piece
from pipeline.read.scripts import count
from pipeline.read.structure import DATED_HEADING
from pipeline.records import replace

_LONGEST_TITLE = 30
_LONGEST_LATIN_TITLE = 100
_HEADLINES = 8
_PARAGRAPH = 60
_DATES_BEHIND = re.compile(r"[(（][^()（）]{0,12}\d{1,4}\s?[年月][^()（）]{0,20}[)）]$")
"""The brackets with dates that close the heading of a phase: 第二阶段(9月22日至10月6日)."""


def mark_titles(pieces: list[Piece], forms: Forms) -> list[Piece]:
    """Decide headlines and the titles between paragraphs."""
    return _between(_headlines(pieces, forms), forms)


def _headlines(pieces: list[Piece], forms: Forms) -> list[Piece]:
    """Lines at the top of the document before its first sentence, if a sentence follows at all."""
    marked = list(pieces)
    fresh, seen = True, 0
    for position, piece in enumerate(pieces):
        if piece.breaks:
            fresh, seen = True, 0
        if _dated(piece):
            fresh = False  # what a chronicle tells below its first date is no headline
        if piece.kind is not None or not fresh:
            continue
        seen += 1
        if forms.ends_sentence(piece.text) or len(piece.text) > _LONGEST_LATIN_TITLE or seen > _HEADLINES:
            fresh = False
        elif _text_below(pieces, position, forms):
            reason = Reason(rule="layout.headline@1", says="a line above the first sentence", span=piece.span)
            marked[position] = replace(piece, kind="heading", level=min(seen - 1, 1), reasons=(reason,))
    return marked


def _text_below(pieces: list[Piece], position: int, forms: Forms) -> bool:
    below = pieces[position + 1 : position + 2 * _HEADLINES]
    return any(is_prose(piece, forms) or piece.kind == "list_item" for piece in below)


def is_prose(piece: Piece, forms: Forms) -> bool:
    """Whether a piece reads as running text."""
    return piece.kind is None and (forms.ends_sentence(piece.text) or len(piece.text) > _PARAGRAPH)


def _between(pieces: list[Piece], forms: Forms) -> list[Piece]:
    marked = list(pieces)
    last = 0
    for position, piece in enumerate(pieces[:-1]):
        below = pieces[position + 1]
        stamped = below.kind == "byline" and any(char.isdigit() for char in below.text)
        piece = _unmarked(piece, below, forms)
        if piece.kind is None and is_title(piece, forms) and stamped:
            reason = Reason(rule="layout.stamped_title@1", says="a line above a byline or stamp", span=piece.span)
            marked[position] = replace(piece, kind="heading", level=1, reasons=(reason,))
        elif piece.kind is None and is_title(piece, forms) and _heads(piece, below, forms):
            above = marked[position - 1] if position else None
            if above is not None and _dated(above) and _dated(below):
                continue  # the one entry of its month
            reason = Reason(rule="layout.title@1", says="a short line without an end, above running text")
            level = above.level + 1 if above is not None and above.kind == "heading" else max(last, 1)
            marked[position] = replace(
                piece, kind="heading", level=level, tells=len(piece.text) > _LONGEST_TITLE // 2, reasons=(reason,)
            )
        if marked[position].kind == "heading":
            last = marked[position].level
    return marked


def _unmarked(piece: Piece, below: Piece, forms: Forms) -> Piece:
    """A Chinese list number on a short line above running text numbers a section, not an item."""
    section = piece.kind == "list_item" and forms.han_number.match(piece.text) is not None and below.kind is None
    return (
        replace(piece, kind=None, reasons=())
        if section and is_title(piece, forms) and _heads(piece, below, forms)
        else piece
    )


def _heads(piece: Piece, below: Piece, forms: Forms) -> bool:
    if _dated(below) or below.kind == "list_item":
        return True
    long = len(below.text) > 2 * len(piece.text) or _DATES_BEHIND.search(piece.text) is not None
    return long and is_prose(below, forms)


def _dated(piece: Piece) -> bool:
    """Whether it is the date that heads entries of a chronicle."""
    return any(reason.rule == DATED_HEADING for reason in piece.reasons)


def is_title(piece: Piece, forms: Forms) -> bool:
    """Whether a line is short and open-ended enough for a title."""
    if len(piece.text) > _LONGEST_LATIN_TITLE or forms.ends_sentence(piece.text):
        return False
    counts = count(piece.text)
    wide = counts.hangul + counts.han + counts.kana
    longest = _LONGEST_TITLE if wide * 3 > counts.letters else _LONGEST_LATIN_TITLE
    return bool(counts.letters) and len(piece.text) <= longest
