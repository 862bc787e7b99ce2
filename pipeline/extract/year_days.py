"""Days of the year that stand over lines of years: ``31 May:``, then ``1902: ...``, ``1911: ...``.

Input: a Reading, its items, the cues of the languages. Output: for the date that opens each such line, the day above
it; and the days themselves, which alone are no date. Limits: a line opens with a bare year; without a word that names
such a page (on this day), the year must be set off by a colon or a dash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.extract import anchors
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import Answer
from pipeline.extract.placed import Item
from pipeline.extract.valuing import value
from pipeline.model import PartialDate, Reading

MIN_YEARS = 2
"""Lines of years that a day must stand over."""
BARE, TITLE = 3, 40
"""Signs beside the day in a line that is nothing but a day; in one that names the page as well."""
_SET_OFF = re.compile(r"[ \t]{0,2}[:：–—-]")
_NOTHING: Mapping[int, PartialDate] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class YearDays:
    """``over``: by item index of a year, the day above it; ``days``: the items that are such days."""

    over: Mapping[int, PartialDate] = field(default_factory=lambda: _NOTHING)
    days: frozenset[int] = frozenset()

    def answer(self, item: Item) -> Answer | None:
        """What the item means under such a day, or as one; None for any other."""
        if item.index in self.days:
            why = "a day of many years"
            return Answer(None, "partial", anchors.nothing(why), "time.day_of_years", why, 0.0)
        day, year = self.over.get(item.index), item.stated.start.year if item.stated and item.stated.start else None
        made = value(day, year) if day is not None and year is not None else None
        if made is None or day is None:
            return None
        words = anchors.heading(f"{day.month:02}-{day.day:02}")
        return Answer(made, "partial", words, "time.day_above", "the line above gives the day of the year", 0.95)


def year_days(
    reading: Reading, items: Sequence[Item], by_block: Mapping[int, tuple[int, ...]], cues: Mapping[str, Cues]
) -> YearDays:
    """The days that stand over lines of years, and the years below each."""
    over: dict[int, PartialDate] = {}
    days: set[int] = set()
    above: Item | None = None
    below: list[Item] = []
    for number in [*sorted(n for n in by_block if n >= 0), -1]:
        own = [items[index] for index in by_block[number]] if number >= 0 else []
        day = _day_alone(reading, own, cues)
        if day is None and number >= 0:
            below += [item for item in own[:1] if above is not None and _opens_with_year(reading, item)]
            continue
        if above is not None and (p := above.expression.start) and _stands_over(reading, above, below, cues):
            over.update((item.index, p) for item in below)
            days.add(above.index)
        above, below = day, []
    return YearDays(over, frozenset(days))


def _day_alone(reading: Reading, own: Sequence[Item], cues: Mapping[str, Cues]) -> Item | None:
    """The one date of a block, where that is a day without a year and nothing else is told beside it."""
    dated = [item for item in own if item.expression.start is None or item.expression.start.base == "context"]
    item = dated[0] if len(dated) == 1 and dated[0].expression.kind == "date" else None
    p = item.expression.start if item is not None else None
    if item is None or p is None or p.year is not None or p.month is None or p.day is None or p.holiday:
        return None
    rest = len(reading.blocks[item.block].span) - len(item.expression.span)
    return item if rest <= BARE or (rest <= TITLE and _named(reading, item, cues)) else None


def _named(reading: Reading, item: Item, cues: Mapping[str, Cues]) -> bool:
    """Whether its line, or the one above it, names the page as one of a day of the year."""
    lines = reading.blocks[max(0, item.block - 2) : item.block + 1]
    text = "\n".join(line.span.of(reading.folded)[: 2 * TITLE] for line in lines)
    return cues.get(item.expression.language, NONE).search("sentence", "day_of_years", text) is not None


def _opens_with_year(reading: Reading, item: Item) -> bool:
    """Whether a line tells something behind the bare year that opens it; a year that stands alone is a heading."""
    p = item.expression.start
    tells = len(reading.blocks[item.block].span) - len(item.expression.span) > BARE
    return tells and item.opens and item.stated is not None and p is not None and p.month is None and p.edge == ""


def _stands_over(reading: Reading, day: Item, below: Sequence[Item], cues: Mapping[str, Cues]) -> bool:
    """Whether the years below it are lines of such a page."""
    if len(below) < MIN_YEARS:
        return False
    set_off = sum(_SET_OFF.match(reading.folded, item.expression.span.end) is not None for item in below)
    return 2 * set_off > len(below) or _named(reading, day, cues)
