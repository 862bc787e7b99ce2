"""Sections of a document: runs of blocks of one article under one heading path, and what kind of telling each is.

Input: a Reading and its items. Output: sections, and the section of each block. A section is a chronicle if its
paragraphs or bullets open with calendar dates; a report if its article has a document date that its words count from;
else history. Limits: the kind is judged for a whole section, and for news by its whole article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract.discourse import Genre
from pipeline.extract.placed import Item, season_of
from pipeline.extract.tellings import LONG_AGO, Telling, tellings_of
from pipeline.extract.valuing import value, year_of_season
from pipeline.model import Block, Reading, Span
from pipeline.records import replace

FEW = 2
"""Stated years up to which a dated article counts as news."""
BARE = 4
"""Signs beside the year in a heading that is nothing but a year."""
MIN_ITEMS = 3
"""Blocks that must open with a date before a section counts as a chronicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of blocks of one article under one heading path. ``heading`` is the date that the path gives."""

    article: int
    heading: Edtf | None
    chronicle: bool
    telling: Telling

    def genre(self, year: int | None) -> Genre:
        """Chronicle, report (news of ``year``, that of the document) or history: what a date is counted from there."""
        if self.chronicle:
            return "chronicle"
        elsewhen = self.heading is not None and self.heading.start is not None and self.heading.start.year != year
        return "report" if year is not None and not elsewhen and self._reports(year) else "history"

    def _reports(self, year: int) -> bool:
        """Whether its words count from the day of writing, or its stated years are few or mostly that one."""
        own = self.telling
        if own.lead_year is not None and own.lead_year < year - 1 and not own.counts_from_document:
            return False
        if own.recounts(year):
            return max(own.years) >= year - LONG_AGO
        return own.counts_from_document or own.stated <= FEW or 2 * own.years.get(year, 0) >= own.stated


def divide(
    reading: Reading, items: Sequence[Item], by_block: Mapping[int, tuple[int, ...]]
) -> tuple[tuple[Section, ...], tuple[int, ...]]:
    """The sections in text order, and the number of the section of each block."""
    tellings, starts = tellings_of(reading, items), [item.expression.span.start for item in items]
    sections: list[Section] = []
    section_of: list[int] = []
    blocks, first = reading.blocks, 0
    years = _year_headings(reading, items, by_block)
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        same = following is not None and (following.article, following.headings) == (block.article, block.headings)
        if same and not _opens_list(reading, items, by_block, first, number + 1):
            continue
        sections.append(
            Section(
                article=block.article,
                heading=_heading(items, starts, block.headings, _misplaced(years, blocks[first])),
                chronicle=_is_chronicle(reading, items, by_block, first, number),
                telling=tellings[block.article],
            )
        )
        section_of += [len(sections) - 1] * (number + 1 - first)
        first = number + 1
    return tuple(sections), tuple(section_of)


def _is_chronicle(
    reading: Reading, items: Sequence[Item], by_block: Mapping[int, tuple[int, ...]], first: int, last: int
) -> bool:
    blocks = reading.blocks
    told = [
        n for n in range(first, last + 1) if blocks[n].tells_events and blocks[n].kind not in ("heading", "caption")
    ]
    opened = sum(any(_calendar(items[i]) for i in by_block.get(n, ())) for n in told)
    dated = sum(any(items[i].main for i in by_block.get(n, ())) for n in told)
    return opened >= MIN_ITEMS and 2 * opened >= dated


def _opens_list(
    reading: Reading, items: Sequence[Item], by_block: Mapping[int, tuple[int, ...]], first: int, number: int
) -> bool:
    """Whether block ``number`` opens a list of dated items behind the text of its section (news, then its log)."""
    blocks = reading.blocks
    if blocks[number].kind != "list_item" or not any(_calendar(items[i]) for i in by_block.get(number, ())):
        return False
    told = [n for n in range(first, number) if blocks[n].tells_events and blocks[n].kind != "heading"]
    return bool(told) and not any(_calendar(items[i]) for n in told for i in by_block.get(n, ()))


def _calendar(item: Item) -> bool:
    """Whether a calendar date opens the block, as in a chronicle: with its year or month, not counted from a base."""
    p = item.expression.start
    stated = p is not None and p.base == "context" and (p.year is not None or p.month is not None)
    return item.opens and item.main and stated


def _year_headings(
    reading: Reading, items: Sequence[Item], by_block: Mapping[int, tuple[int, ...]]
) -> list[tuple[int, int, Edtf]]:
    """(start, article, year) of every heading that is a bare year, in text order."""
    out: list[tuple[int, int, Edtf]] = []
    for number, block in enumerate(reading.blocks):
        own = [items[i] for i in by_block.get(number, ())] if block.kind == "heading" else []
        bare = len(own) == 1 and len(block.span) - len(own[0].expression.span) <= BARE
        if bare and own[0].stated is not None and own[0].stated.precision == "year":
            out.append((block.span.start, block.article, own[0].stated))
    return out


def _misplaced(years: Sequence[tuple[int, int, Edtf]], block: Block) -> tuple[int, Edtf] | None:
    """The last bare year heading before a block, where layout put it under the bare year before it."""
    at = bisect_left(years, block.span.start, key=lambda row: row[0]) - 1
    path = {heading.start for heading in block.headings}
    if at < 1 or years[at][1] != block.article or years[at][0] in path:
        return None
    return (years[at][0], years[at][2]) if path & {start for start, _, _ in years[max(0, at - 40) : at]} else None


def _heading(
    items: Sequence[Item], starts: Sequence[int], headings: Sequence[Span], latest: tuple[int, Edtf] | None
) -> Edtf | None:
    """The date that the heading path gives: that of its innermost dated heading, a month or day under a year too.

    ``latest`` is a bare year heading that stands between those of the path: it takes the place of the year above.
    """
    found: Edtf | None = None
    for heading in headings:
        if latest is not None and latest[0] < heading.start:
            found, latest = latest[1], None
        inside = items[bisect_left(starts, heading.start) : bisect_left(starts, heading.end)]
        seasons = [made for item in inside if (made := season_of(item)) is not None]
        dated = seasons or [made for item in inside if (made := item.stated or _under(item, found)) is not None]
        if len(dated) == 1 and (seasons or dated[0].precision in ("decade", "year", "month", "day")):
            found = dated[0]
    return latest[1] if latest is not None else found


def _under(item: Item, above: Edtf | None) -> Edtf | None:
    """The value of a month or day in a heading under one that gives its year (and month)."""
    p = item.expression.start
    if p is None or above is None or above.start is None or item.expression.kind != "date" or p.base != "context":
        return None
    fine = above.precision in ("month", "day")
    if above.precision == "decade" or (p.month is None and (p.day is None or not fine)):
        return None
    year = year_of_season(above, p.month or 0) or above.start.year
    return value(p, year, above.start.month if fine else None)


def headed(
    sections: Sequence[Section],
    section_of: Sequence[int],
    reading: Reading,
    items: Sequence[Item],
    answers: Sequence[Edtf | None],
) -> tuple[Section, ...]:
    """``sections``, those without a dated heading under what their bare one of a month or day was found to be.

    ``answers`` are the dates of ``items``; a heading such as "16 April" takes its year from the document.
    """
    starts, out = [item.expression.span.start for item in items], list(sections)
    for block, number in zip(reading.blocks, section_of, strict=True):
        if out[number].heading is not None or not block.headings:
            continue
        above = block.headings[-1]
        inside = range(bisect_left(starts, above.start), bisect_left(starts, above.end))
        date = answers[inside[0]] if len(inside) == 1 else None
        if date is not None and date.precision in ("month", "day"):
            bare = len(above) - len(items[inside[0]].expression.span) <= BARE
            out[number] = replace(out[number], heading=date) if bare else out[number]
    return tuple(out)
