"""The document laid out for the resolver: every expression in its sentence, block, section and article.

Input: a Reading and its TimeExpressions. Output: a ``Plan`` of ``Item`` and ``Section``. A section is a run of blocks
of one article under one heading path. It is a chronicle if its paragraphs or bullets open with dates, a report if its
article has a document date that its words count from, else history. Limits: blocks outside any sentence count too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract.chains import Link, heaviest_chain
from pipeline.extract.cues import Cues
from pipeline.extract.discourse import Genre
from pipeline.extract.governing import Standing, standings
from pipeline.extract.valuing import value
from pipeline.model import Block, PartialDate, Reading, Sentence, Span, TimeExpression

OPENING = 4
"""Signs that may stand before the date that opens a bullet."""
FEW = 2
"""Stated years up to which a dated article counts as news."""
MIN_ITEMS = 3
"""Blocks that must open with a date before a section counts as a chronicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One expression in its place. ``head``: the first main date of its block. ``opens``: it opens the block."""

    index: int
    expression: TimeExpression
    sentence: int
    block: int
    standing: Standing
    head: bool
    opens: bool

    @property
    def stated(self) -> Edtf | None:
        """Its value where the expression itself holds the year, else None."""
        first, last = self.expression.start, self.expression.end
        if self.expression.kind not in ("date", "range") or first is None:
            return None
        p = last if last is not None and last.year is not None else first
        return value(p) if p.year is not None and p.shift_unit is None and not p.lunar else None

    @property
    def main(self) -> bool:
        """Whether it stands in the main line and may date what follows."""
        first = self.expression.start
        deadline = first is not None and first.edge == "by" and self.expression.kind == "date"
        return self.standing.place == "main" and not deadline and self.expression.kind in ("date", "range")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of blocks ``[first, last]`` of one article under one heading path."""

    first: int
    last: int
    article: int
    heading: Edtf | None
    chronicle: bool
    counts_from_document: bool
    years: tuple[int, ...] = ()
    article_start: int = 0

    def genre(self, year: int | None) -> Genre:
        """Chronicle, report (news of ``year``, that of the document) or history: what a date is counted from there."""
        if self.chronicle:
            return "chronicle"
        elsewhen = self.heading is not None and self.heading.start is not None and self.heading.start.year != year
        return "report" if year is not None and not elsewhen and self._reports(year) else "history"

    def _reports(self, year: int) -> bool:
        """Whether its words count from the day of writing, or its stated years are few or mostly that one."""
        stated = len(self.years)
        return self.counts_from_document or stated <= FEW or 2 * self.years.count(year) >= stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The document laid out. ``of_sentence`` and ``of_block`` hold item indices; ``section_of`` a section a block."""

    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    section_of: tuple[int, ...]
    of_sentence: Mapping[int, tuple[int, ...]]
    of_block: Mapping[int, tuple[int, ...]]
    ahead: tuple[Edtf | None, ...]
    in_order: frozenset[int]


def lay_out(reading: Reading, expressions: Sequence[TimeExpression], cues: Mapping[str, Cues]) -> Plan:
    """The plan of a document."""
    items = _items(reading, expressions, cues)
    by_sentence, by_block = _index(items)
    sections, section_of = _sections(reading, items, by_block)
    in_order = frozenset(_in_order(items, sections, section_of))
    return Plan(
        items=items,
        sections=sections,
        section_of=section_of,
        of_sentence=by_sentence,
        of_block=by_block,
        ahead=_ahead(items, section_of, sections, in_order),
        in_order=in_order,
    )


def _items(reading: Reading, expressions: Sequence[TimeExpression], cues: Mapping[str, Cues]) -> tuple[Item, ...]:
    starts = [sentence.span.start for sentence in reading.sentences]
    block_starts = [block.span.start for block in reading.blocks]
    homes: dict[int, list[TimeExpression]] = defaultdict(list)
    for expression in expressions:
        homes[_holder(starts, reading.sentences, expression.span.start)].append(expression)
    stand: dict[Span, Standing] = {}
    for number, group in homes.items():
        sentence = reading.sentences[number] if number >= 0 else None
        for expression in group:
            stand.setdefault(expression.span, Standing(place="main", governs=expression.span))
        if sentence is not None:
            for expression, standing in zip(group, standings(reading.folded, sentence, group, cues), strict=True):
                stand[expression.span] = standing
    items: list[Item] = []
    headed: set[int] = set()
    for index, expression in enumerate(expressions):
        number = _holder(starts, reading.sentences, expression.span.start)
        block = reading.sentences[number].block if number >= 0 else _block(block_starts, reading.blocks, expression)
        standing = stand[expression.span]
        dated = standing.place == "main" and expression.kind in ("date", "range")
        items.append(
            Item(
                index=index,
                expression=expression,
                sentence=number,
                block=block,
                standing=standing,
                head=dated and block not in headed,
                opens=block >= 0 and _opens(reading, reading.blocks[block], expression),
            )
        )
        if dated:
            headed.add(block)
    return tuple(items)


def _holder(starts: Sequence[int], sentences: Sequence[Sentence], at: int) -> int:
    index = bisect_right(starts, at) - 1
    return index if index >= 0 and at < sentences[index].span.end else -1


def _block(starts: Sequence[int], blocks: Sequence[Block], expression: TimeExpression) -> int:
    index = bisect_right(starts, expression.span.start) - 1
    return index if index >= 0 and expression.span.start < blocks[index].span.end else -1


def _opens(reading: Reading, block: Block, expression: TimeExpression) -> bool:
    lead = reading.folded[block.span.start : expression.span.start]
    return len(lead.strip(" \t-–·•*#.,、")) <= OPENING and "\n" not in lead.strip()


def _index(items: Sequence[Item]) -> tuple[Mapping[int, tuple[int, ...]], Mapping[int, tuple[int, ...]]]:
    by_sentence: dict[int, list[int]] = defaultdict(list)
    by_block: dict[int, list[int]] = defaultdict(list)
    for item in items:
        by_sentence[item.sentence].append(item.index)
        by_block[item.block].append(item.index)
    return ({k: tuple(v) for k, v in by_sentence.items()}, {k: tuple(v) for k, v in by_block.items()})


def _sections(
    reading: Reading, items: Sequence[Item], by_block: Mapping[int, tuple[int, ...]]
) -> tuple[tuple[Section, ...], tuple[int, ...]]:
    sections: list[Section] = []
    section_of: list[int] = []
    first = 0
    blocks = reading.blocks
    articles = _articles(reading, items)
    starts: dict[int, int] = {}
    for number, block in enumerate(blocks):
        starts.setdefault(block.article, number)
    for number, block in enumerate(blocks):
        last = number + 1 == len(blocks)
        ends = last or (blocks[number + 1].article, blocks[number + 1].headings) != (block.article, block.headings)
        if ends:
            sections.append(_section(reading, items, by_block, articles, starts, first, number))
            section_of += [len(sections) - 1] * (number + 1 - first)
            first = number + 1
    return tuple(sections), tuple(section_of)


def _section(
    reading: Reading,
    items: Sequence[Item],
    by_block: Mapping[int, tuple[int, ...]],
    articles: Mapping[int, tuple[bool, tuple[int, ...]]],
    starts: Mapping[int, int],
    first: int,
    last: int,
) -> Section:
    blocks = reading.blocks
    told = [n for n in range(first, last + 1) if blocks[n].tells_events and blocks[n].kind != "heading"]
    opened = [n for n in told if any(_calendar(items[i]) for i in by_block.get(n, ()))]
    dated = [n for n in told if any(items[i].main for i in by_block.get(n, ()))]
    return Section(
        first=first,
        last=last,
        article=blocks[first].article,
        heading=_heading(items, blocks[first].headings),
        chronicle=len(opened) >= MIN_ITEMS and 2 * len(opened) >= len(dated),
        counts_from_document=articles.get(blocks[first].article, (False, ()))[0],
        years=articles.get(blocks[first].article, (False, ()))[1],
        article_start=starts[blocks[first].article],
    )


def _articles(reading: Reading, items: Sequence[Item]) -> Mapping[int, tuple[bool, tuple[int, ...]]]:
    """By article: whether its words count from the day of writing, and the years that its main line states."""
    deictic: set[int] = set()
    years: dict[int, list[int]] = defaultdict(list)
    for item in items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or not block.tells_events:
            continue
        if _deictic(item):
            deictic.add(block.article)
        if item.main and item.stated is not None and item.stated.start is not None:
            years[block.article].append(item.stated.start.year)
    return {a: (a in deictic, tuple(years[a])) for a in sorted(deictic | set(years))}


def _calendar(item: Item) -> bool:
    """Whether a calendar date opens the block, as in a chronicle: with its year or month, not counted from a base."""
    p = item.expression.start
    stated = p is not None and p.base == "context" and (p.year is not None or p.month is not None)
    return item.opens and item.main and stated


def _heading(items: Sequence[Item], headings: Sequence[Span]) -> Edtf | None:
    """The date of the innermost dated heading above, if it names one year, month or day."""
    starts = [item.expression.span.start for item in items] if headings else []
    for heading in reversed(headings):
        inside = items[bisect_left(starts, heading.start) : bisect_left(starts, heading.end)]
        found = [item.stated for item in inside if item.stated is not None]
        if len(found) == 1 and found[0].precision in ("decade", "year", "month", "day"):
            return found[0]
    return None


def _deictic(item: Item) -> bool:
    """Whether the words count from the day of writing: 올해, last month, 上周五, a bare day, a weekday."""
    p = item.expression.start
    if p is None or item.standing.quoted or item.expression.kind not in ("date", "range"):
        return False
    return p.base == "document" or p.weekday is not None or _bare_day(p)


def _bare_day(p: PartialDate) -> bool:
    return p.base == "context" and p.day is not None and p.month is None and p.year is None


def _in_order(items: Sequence[Item], sections: Sequence[Section], section_of: Sequence[int]) -> list[int]:
    """Stated heads that form the heaviest forward-running chain of their chronicle; others move their bullet only."""
    heads: dict[int, list[Link]] = defaultdict(list)
    for item in items:
        stated = item.stated if item.head and item.block >= 0 else None
        if stated is None or stated.start is None:
            continue
        section = sections[section_of[item.block]]
        above = section.heading.start if section.heading else None
        if section.chronicle and (above is None or above <= stated.start):
            heads[section_of[item.block]].append(Link(item.index, stated.start, _weight(item, stated)))
    return [index for number in sorted(heads) for index in heaviest_chain(heads[number])]


def _weight(item: Item, stated: Edtf) -> int:
    """How much a stated date counts for the order of its list: fine dates that open their item count most."""
    return {"day": 4, "month": 3, "year": 1}.get(stated.precision, 1) * (2 if item.opens else 1)


def _ahead(
    items: Sequence[Item], section_of: Sequence[int], sections: Sequence[Section], in_order: frozenset[int]
) -> tuple[Edtf | None, ...]:
    """For each item the next stated main date of its section beyond its own sentence."""
    out: list[Edtf | None] = [None] * len(items)
    pending: tuple[int, int, Edtf | None] = (-1, -1, None)
    later: Edtf | None = None
    for item in reversed(items):
        section = section_of[item.block] if item.block >= 0 else -1
        if pending[0] != section:
            pending, later = (section, -1, None), None
        if item.sentence != pending[1]:
            later = pending[2]
        out[item.index] = later
        counts = item.main and item.stated is not None and item.standing.place == "main"
        if counts and section >= 0 and sections[section].chronicle:
            counts = item.index in in_order
        if counts:
            pending = (section, item.sentence, item.stated)
        elif pending[1] != item.sentence:
            pending = (section, item.sentence, later)
    return tuple(out)
