"""The document laid out for the resolver: items, sections, the order of its lists, and what comes next.

Input: a Reading and its TimeExpressions. Output: a ``Plan``. Limits: order is looked for in chronicles alone; only
dates that hold their year stand in it, the others are fitted between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract.chains import Link, heaviest_chain
from pipeline.extract.cues import Cues
from pipeline.extract.placed import Item, place
from pipeline.extract.sections import Section, divide
from pipeline.extract.year_days import YearDays, year_days
from pipeline.model import Reading, TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The document laid out.

    ``of_sentence`` and ``of_block`` hold item indices, ``section_of`` the section of each block. ``ahead`` is, for
    each item, the next stated main date of its section; ``beyond``, for each section, the first one of a later section
    of its article. ``in_order`` are the stated heads that keep a list's order. ``year_days``: days over lines of years.
    """

    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    section_of: tuple[int, ...]
    of_sentence: Mapping[int, tuple[int, ...]]
    of_block: Mapping[int, tuple[int, ...]]
    ahead: tuple[Edtf | None, ...]
    in_order: frozenset[int]
    beyond: tuple[Edtf | None, ...]
    year_days: YearDays


def lay_out(reading: Reading, expressions: Sequence[TimeExpression], cues: Mapping[str, Cues]) -> Plan:
    """The plan of a document."""
    items = place(reading, expressions, cues)
    by_sentence, by_block = _index(items)
    sections, section_of = divide(reading, items, by_block)
    in_order = frozenset(_in_order(items, sections, section_of))
    return Plan(
        items=items,
        sections=sections,
        section_of=section_of,
        of_sentence=by_sentence,
        of_block=by_block,
        ahead=_ahead(items, section_of, sections, in_order),
        in_order=in_order,
        beyond=_beyond(items, section_of, sections),
        year_days=year_days(reading, items, by_block, cues),
    )


def _beyond(items: Sequence[Item], section_of: Sequence[int], sections: Sequence[Section]) -> tuple[Edtf | None, ...]:
    first: dict[int, Edtf] = {}
    for item in items:
        if item.block >= 0 and item.main and item.stated is not None:
            first.setdefault(section_of[item.block], item.stated)
    out: list[Edtf | None] = [None] * len(sections)
    for number in range(len(sections) - 2, -1, -1):
        if sections[number + 1].article == sections[number].article:
            out[number] = first.get(number + 1) or out[number + 1]
    return tuple(out)


def _index(items: Sequence[Item]) -> tuple[Mapping[int, tuple[int, ...]], Mapping[int, tuple[int, ...]]]:
    by_sentence: dict[int, list[int]] = defaultdict(list)
    by_block: dict[int, list[int]] = defaultdict(list)
    for item in items:
        by_sentence[item.sentence].append(item.index)
        by_block[item.block].append(item.index)
    return ({k: tuple(v) for k, v in by_sentence.items()}, {k: tuple(v) for k, v in by_block.items()})


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
