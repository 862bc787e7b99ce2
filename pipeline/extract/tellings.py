"""What an article's words show of when it was written: deictic words, the years it states, the day it opens with.

Input: a Reading and its items. Output: a ``Telling`` an article. Limits: dates of the main line alone count; words in
quotations count from the day of the speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.edtf import Edtf
from pipeline.extract.placed import DATES, Item
from pipeline.model import PartialDate, Reading

LONG_AGO = 10
"""Years before its document date from which a text that opens with a day of then is no news."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What an article's words show: whether they count from the day of writing, and how often each year is stated.

    ``lead_year``: the year that its first paragraph tells, in a text of years alone: a trip, a life. ``opens_in``: the
    year of the first date in its main line, where that is a whole day: a battle, told on a page of another day.
    """

    first_block: int = 0
    counts_from_document: bool = False
    years: Mapping[int, int] = field(default_factory=dict)
    stated: int = 0
    lead_year: int | None = None
    opens_in: int | None = None

    @property
    def only_year(self) -> int | None:
        """The year of all its stated dates, where they are of one year."""
        return next(iter(self.years)) if len(self.years) == 1 else None

    def recounts(self, year: int | None) -> bool:
        """Whether a text of ``year`` opens with a day of long ago, and counts nothing from its own."""
        return (
            not self.counts_from_document
            and None not in (self.opens_in, year)
            and (self.opens_in or 0) < (year or 0) - LONG_AGO
        )


def tellings_of(reading: Reading, items: Sequence[Item]) -> Mapping[int, Telling]:
    """Article -> what its words show."""
    first: dict[int, int] = {}
    for number, each in enumerate(reading.blocks):
        first.setdefault(each.article, number)
    deictic: set[int] = set()
    opening: dict[int, int | None] = {}
    years: dict[int, Counter[int]] = defaultdict(Counter)
    for item in items:
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or not block.tells_events:
            continue
        if _deictic(item):
            deictic.add(block.article)
        if item.main:
            opening.setdefault(block.article, _year_of_day(item.stated))
        if item.main and item.stated is not None and item.stated.start is not None:
            years[block.article][item.stated.start.year] += 1
    leads = _lead_years(reading, items)
    return {
        a: Telling(start, a in deictic, years[a], years[a].total(), leads.get(a), opening.get(a))
        for a, start in first.items()
    }


def _year_of_day(date: Edtf | None) -> int | None:
    """The year of a whole day, None of any wider date."""
    return date.start.year if date is not None and date.precision == "day" and date.start is not None else None


def _lead_years(reading: Reading, items: Sequence[Item]) -> Mapping[int, int]:
    """By article that tells no month and no day: the latest year that its first paragraph states in the main line."""
    leads: dict[int, int] = {}
    for number, block in enumerate(reading.blocks):
        if block.tells_events and block.kind == "paragraph":
            leads.setdefault(block.article, number)
    found: dict[int, int] = {}
    finer: set[int] = set()
    for item in items:
        home = reading.blocks[item.block] if item.block >= 0 else None
        if home is None or not home.tells_events:
            continue
        p = item.expression.start
        if p is not None and not (p.month is None and p.day is None and p.weekday is None):
            finer.add(home.article)
        if leads.get(home.article) == item.block and item.main and item.stated is not None and item.stated.end:
            found[home.article] = max(found.get(home.article, 0), item.stated.end.year)
    return {article: year for article, year in found.items() if article not in finer}


def _deictic(item: Item) -> bool:
    """Whether the words count from the day of writing: 올해, last month, 上周五, a bare day, a weekday."""
    p = item.expression.start
    if p is None or item.standing.quoted or item.expression.kind not in DATES:
        return False
    return p.base == "document" or p.weekday is not None or _bare_day(p)


def _bare_day(p: PartialDate) -> bool:
    return p.base == "context" and p.day is not None and p.month is None and p.year is None
