"""Reading copy → Blocks: what every stretch of the text is, and whether its dates may date events.

Input: the reading copy and the zone rules. Output: Blocks in text order, not overlapping, with heading path and
the number of the embedded article. The passes, each a function from pieces to pieces: lines that give themselves
away (``zones.toml``) → structure (numbers, list marks, wiki headings) → entries of chronologies → repetition
(captions, verse, tables) → wrapped lines joined → titles → zones that reach down → articles and heading paths.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from pipeline.model import Block, BlockKind, Reason, Span
from pipeline.read.articles import number_articles
from pipeline.read.entries import cut_entries, mark_entries
from pipeline.read.forms import Forms
from pipeline.read.pieces import Piece, pieces_of
from pipeline.read.reach import reach_down
from pipeline.read.repeats import mark_repeats
from pipeline.read.scripts import count
from pipeline.read.structure import mark_structure
from pipeline.read.titles import mark_titles
from pipeline.read.wrapping import join_wrapped
from pipeline.read.zones import ZoneRule, zone_of
from pipeline.records import replace


def lay_out(folded: str, rules: tuple[ZoneRule, ...], forms: Forms, masks: tuple[Span, ...] = ()) -> tuple[Block, ...]:
    """The blocks of a text; spans are offsets into it, code points, end exclusive."""
    pieces, zones = mark_zones(_mark_advertising(pieces_of(folded), masks), rules)
    pieces = mark_structure(cut_entries(pieces, forms), forms)
    pieces = mark_entries(pieces, forms)
    pieces = mark_repeats(pieces, forms)
    pieces = join_wrapped(pieces, folded, forms)
    pieces = mark_titles(pieces, forms)
    pieces = reach_down(pieces, zones, forms)
    return _blocks(pieces)


def mark_zones(pieces: list[Piece], rules: tuple[ZoneRule, ...]) -> tuple[list[Piece], dict[int, ZoneRule]]:
    """Apply the zone rules line by line; also gives the rule by start offset where a zone reaches further down."""
    marked: list[Piece] = []
    zones: dict[int, ZoneRule] = {}
    for number, piece in enumerate(pieces):
        below = any(_is_text(other) for other in pieces[number + 1 : number + 4])
        for part, rule in _zoned(piece, below, number, rules):
            marked.append(part)
            if rule is not None and rule.scope in ("section", "run", "end"):
                zones[part.start] = rule
    return _headed(_listed(marked)), zones


def _listed(pieces: list[Piece]) -> list[Piece]:
    """Lines that open with one of the signs of captions, three and more in a row, are items of a list."""
    marked = list(pieces)
    for position in range(len(pieces)):
        run = pieces[position : position + _LIST]
        signs = {piece.text[0] for piece in run}
        if len(run) == _LIST and len(signs) == 1 and signs <= _SIGNS and all(piece.kind == "caption" for piece in run):
            for at in range(position, position + _LIST):
                marked[at] = replace(pieces[at], kind=None, tells=True, reasons=())
    return marked


def _headed(pieces: list[Piece]) -> list[Piece]:
    """Lines that open with the sign of a headline, each above running text, head the items of one page."""
    heads = [
        at for at, (piece, below) in enumerate(pairwise(pieces))
        if piece.kind == "caption" and piece.text[0] == _HEADLINE and piece.text[-1] not in ".。"
        and below.kind is None and (_is_text(below) or below.text[-1] in ".。")
    ]  # fmt: skip
    if len(heads) < _HEADS:
        return pieces
    marked = list(pieces)
    for at in heads:
        span = Span(pieces[at].start, pieces[at].end)
        reason = Reason(rule="layout.item_headline@1", says="the headlines of a page with several items", span=span)
        marked[at] = replace(pieces[at], kind="heading", level=2, reasons=(reason,))
    return marked


def _zoned(piece: Piece, below: bool, number: int, rules: tuple[ZoneRule, ...]) -> list[tuple[Piece, ZoneRule | None]]:
    """The piece with its kind, or its parts where a rule cuts off its head or tail."""
    hit = zone_of(piece.text, number, rules) if piece.kind is None else None
    if hit is None:
        return [(piece, None)]
    rule, match = hit
    framed = piece.text[: match.start()].endswith(_FRAMES)
    if rule.breaks and rule.scope == "tail" and not below and not framed:
        return [(piece, None)]  # a row that ends in a date, not a title with its dateline
    if rule.scope == "tail" and match.start() > 0:
        return [(part, None) for part in _cut_tail(piece, rule, match.start())]
    if rule.scope == "title":
        title, rest = _cut_head(piece, rule, match.start("stamp"))
        stamp, rest = _cut_head(rest, rule, match.end() - match.start("stamp"))
        title = replace(title, kind="heading", level=0, tells=True)
        return [(title, None), (stamp, None), *_zoned(rest, below, number, rules)]
    if rule.scope == "head" and match.end() < len(piece.text):
        head, rest = _cut_head(piece, rule, match.end())
        return [(head, None), *_zoned(rest, below, number, rules)]
    return [(_whole(piece, rule), rule)]


def _is_text(piece: Piece) -> bool:
    """Whether a line is long enough for running text; a Hangul or Han sign says as much as two Latin letters."""
    if 2 * len(piece.text) <= _TEXT:
        return False
    counts = count(piece.text[: _TEXT + 1])
    return len(piece.text) + counts.hangul + counts.han > _TEXT


def _whole(piece: Piece, rule: ZoneRule) -> Piece:
    heading = rule.scope == "section"
    return replace(
        piece,
        kind="heading" if heading else rule.kind,
        level=1 if heading else 0,
        tells=rule.tells,
        breaks=rule.breaks and rule.scope not in ("tail", "head"),
        reasons=(rule.reason(piece.span),),
    )


def _cut_head(piece: Piece, rule: ZoneRule, at: int) -> tuple[Piece, Piece]:
    """A line that opens with its dateline: the dateline is a block of its own."""
    head = piece.text[:at].rstrip()
    reason = rule.reason(Span(piece.start, piece.start + len(head)))
    rest = piece.text[at:].lstrip()
    return (
        replace(piece, end=piece.start + len(head), text=head, kind=rule.kind, tells=False, reasons=(reason,)),
        replace(piece, start=piece.end - len(rest), text=rest, blank=0),
    )


def _mark_advertising(pieces: list[Piece], masks: tuple[Span, ...]) -> list[Piece]:
    """Lines that hold little beside a masked stretch: they end or begin with it, and have no sentence of their own."""
    marked: list[Piece] = []
    for piece in pieces:
        at = bisect_left(masks, piece.start - _ADVERTISING, key=lambda mask: mask.start)
        near = any(mask.end >= piece.start - 2 and mask.start <= piece.end + 2 for mask in masks[at : at + 2])
        if near and sum(char.isalnum() for char in piece.text) < _ADVERTISING:
            reason = Reason(rule="layout.advertising@1", says="hardly more than inserted advertising", span=piece.span)
            piece = replace(piece, kind="navigation", tells=False, reasons=(reason,))
        marked.append(piece)
    return marked


_ADVERTISING = 12
_TEXT = 60
_LIST = 3
_SIGNS = frozenset("▲△▼◀▶")
_HEADLINE = "▶"
_FRAMES = ("】", "〗", "』")
"""What closes a framed title: with a day behind it, it heads what is below however short that is."""
_HEADS = 2
"""Headlines with that sign from which a page is one of several items; a lone one stands by a picture."""


def _cut_tail(piece: Piece, rule: ZoneRule, at: int) -> list[Piece]:
    """A line whose end is a stamp: the line keeps telling, the stamp is a block of its own; a dateline's is a title."""
    head = piece.text[:at].rstrip(" /|·,")
    tail = piece.text[at:].lstrip()
    cut = piece.end - len(tail)
    reason = rule.reason(Span(cut, piece.end))
    kind: BlockKind | None = "caption" if rule.kind == "caption" else "heading" if rule.breaks else None
    return [
        replace(
            piece,
            end=piece.start + len(head),
            text=head,
            kind=kind,
            level=1 if kind == "heading" else 0,
            breaks=rule.breaks,
            reasons=(reason,),
        ),
        replace(piece, start=cut, text=tail, blank=0, kind=rule.kind, tells=False, reasons=(reason,)),
    ]


def _blocks(pieces: list[Piece]) -> tuple[Block, ...]:
    articles = number_articles(pieces)
    blocks: list[Block] = []
    path: list[tuple[int, Span]] = []
    for piece, article in zip(pieces, articles, strict=True):
        if blocks and article != blocks[-1].article:
            path = []
        if piece.kind == "heading":
            path = [entry for entry in path if entry[0] < piece.level]
        blocks.append(
            Block(
                span=piece.span,
                kind=piece.kind or "paragraph",
                level=piece.level,
                article=article,
                headings=tuple(span for _, span in path),
                tells_events=piece.tells,
                reasons=piece.reasons or (_PARAGRAPH,),
            )
        )
        if piece.kind == "heading":
            path.append((piece.level, piece.span))
    return tuple(blocks)


_PARAGRAPH = Reason(rule="layout.paragraph@1", says="nothing speaks against running text")
