"""Reading copy → Blocks: what every stretch of the text is, and whether its dates may date events.

Input: the reading copy and the zone rules. Output: Blocks in text order, not overlapping, with heading path and
the number of the embedded article. The passes, each a function from pieces to pieces: lines that give themselves
away (``zones.toml``) → structure (numbers, list marks, wiki headings) → repetition (captions, verse) → titles →
zones that reach down → wrapped lines joined → articles and heading paths.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Block, BlockKind, Reason, Span
from pipeline.read.articles import number_articles
from pipeline.read.pieces import Piece, pieces_of
from pipeline.read.reach import reach_down
from pipeline.read.repeats import mark_repeats
from pipeline.read.structure import mark_structure
from pipeline.read.titles import mark_titles
from pipeline.read.wrapping import join_wrapped
from pipeline.read.zones import ZoneRule, zone_of


def lay_out(folded: str, rules: tuple[ZoneRule, ...]) -> tuple[Block, ...]:
    """The blocks of a text; spans are offsets into it, code points, end exclusive."""
    pieces, zones = mark_zones(pieces_of(folded), rules)
    pieces = mark_structure(pieces)
    pieces = mark_repeats(pieces)
    pieces = mark_titles(pieces)
    pieces = reach_down(pieces, zones)
    pieces = join_wrapped(pieces, folded)
    return _blocks(pieces)


def mark_zones(pieces: list[Piece], rules: tuple[ZoneRule, ...]) -> tuple[list[Piece], dict[int, ZoneRule]]:
    """Apply the zone rules line by line; also gives the rule by start offset where a zone reaches further down."""
    marked: list[Piece] = []
    zones: dict[int, ZoneRule] = {}
    for number, piece in enumerate(pieces):
        hit = zone_of(piece.text, number, rules)
        if hit is None:
            marked.append(piece)
            continue
        rule, match = hit
        if rule.scope == "tail" and match.start() > 0:
            marked += _cut_tail(piece, rule, match.start())
            continue
        heading = rule.scope == "section"
        marked.append(
            replace(
                piece,
                kind="heading" if heading else rule.kind,
                level=1 if heading else 0,
                tells=rule.tells,
                breaks=rule.breaks and rule.scope != "tail",
                reasons=(rule.reason(piece.span),),
            )
        )
        if rule.scope in ("section", "run", "end"):
            zones[piece.start] = rule
    return marked, zones


def _cut_tail(piece: Piece, rule: ZoneRule, at: int) -> list[Piece]:
    """A line whose end is a stamp: the line keeps telling, the stamp is a block of its own."""
    head = piece.text[:at].rstrip(" /|·,")
    cut = piece.start + at
    reason = rule.reason(Span(cut, piece.end))
    kind: BlockKind = "caption" if rule.kind == "caption" else "heading"
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
        replace(piece, start=cut, text=piece.text[at:], blank=0, kind=rule.kind, tells=False, reasons=(reason,)),
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
