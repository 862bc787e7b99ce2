"""Every time expression in its sentence and block, with how it stands there.

Input: a Reading, its TimeExpressions in text order and the cues of the languages. Output: one ``Item`` an expression,
in the same order. Limits: an expression outside any sentence stands in its block alone, in the main line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract.cues import Cues
from pipeline.extract.governing import Standing, standings
from pipeline.extract.valuing import value
from pipeline.model import Block, Reading, Sentence, Span, TimeExpression
from pipeline.records import quick

OPENING = 2
"""Signs that may stand before the date that opens a bullet."""
DATES = ("date", "range")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One expression in its place. ``sentence`` and ``block`` are numbers, -1 outside any.

    ``head``: the first main date of its block. ``opens``: it opens the block. ``stated``: its value where the
    expression itself holds its year.
    """

    index: int
    expression: TimeExpression
    sentence: int
    block: int
    standing: Standing
    head: bool
    opens: bool
    stated: Edtf | None

    @property
    def main(self) -> bool:
        """Whether it stands in the main line and may date what follows."""
        first = self.expression.start
        deadline = (
            first is not None and first.edge == "by" and self.expression.kind == "date" and not self.standing.done
        )
        return self.standing.place == "main" and not deadline and self.expression.kind in DATES


def place(reading: Reading, expressions: Sequence[TimeExpression], cues: Mapping[str, Cues]) -> tuple[Item, ...]:
    """The items of a document, in text order."""
    starts = [sentence.span.start for sentence in reading.sentences]
    block_starts = [block.span.start for block in reading.blocks]
    homes = [_holder(starts, reading.sentences, expression.span.start) for expression in expressions]
    stand = _stand(reading, expressions, homes, cues)
    items: list[Item] = []
    headed: set[int] = set()
    for index, (expression, number) in enumerate(zip(expressions, homes, strict=True)):
        block = reading.sentences[number].block if number >= 0 else _block(block_starts, reading.blocks, expression)
        dated = stand[index].place == "main" and expression.kind in DATES
        items.append(
            Item(
                index=index,
                expression=expression,
                sentence=number,
                block=block,
                standing=stand[index],
                head=dated and block not in headed,
                opens=block >= 0 and _opens(reading, reading.blocks[block], expression),
                stated=_stated(expression),
            )
        )
        if dated:
            headed.add(block)
    return tuple(items)


def _stand(
    reading: Reading, expressions: Sequence[TimeExpression], homes: Sequence[int], cues: Mapping[str, Cues]
) -> dict[int, Standing]:
    """The standing of each expression, sentence by sentence."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, number in enumerate(homes):
        groups[number].append(index)
    out: dict[int, Standing] = {}
    for number, group in groups.items():
        if number < 0:
            out.update((index, Standing(place="main", governs=expressions[index].span)) for index in group)
            continue
        mine = [expressions[index] for index in group]
        out.update(zip(group, standings(reading.folded, reading.sentences[number], mine, cues), strict=True))
    return out


def _holder(starts: Sequence[int], sentences: Sequence[Sentence], at: int) -> int:
    index = bisect_right(starts, at) - 1
    return index if index >= 0 and at < sentences[index].span.end else -1


def _block(starts: Sequence[int], blocks: Sequence[Block], expression: TimeExpression) -> int:
    index = bisect_right(starts, expression.span.start) - 1
    return index if index >= 0 and expression.span.start < blocks[index].span.end else -1


def _stated(expression: TimeExpression) -> Edtf | None:
    """The value of an expression that itself holds its year, else None."""
    first, last = expression.start, expression.end
    if expression.kind not in DATES or first is None:
        return None
    p = last if last is not None and last.year is not None else first
    return value(p) if p.year is not None and p.shift_unit is None and not p.lunar else None


def season_of(item: Item) -> Edtf | None:
    """The two years of a season, a school year or a term (2016-17), else None."""
    first, last = item.expression.start, item.expression.end
    if item.expression.kind != "range" or first is None or last is None or first.month or last.month:
        return None
    whole = first.year is not None and last.year == first.year + 1 and not (first.section or last.section)
    return Edtf(f"{first.year:04}/{last.year:04}") if whole else None


def _opens(reading: Reading, block: Block, expression: TimeExpression) -> bool:
    if expression.span.start - block.span.start > 40:
        return False
    lead = Span(block.span.start, expression.span.start).of(reading.folded).strip()
    return len(lead.strip("-–·•*#.,、")) <= OPENING and "\n" not in lead
