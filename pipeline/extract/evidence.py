"""Inner evidence for a year that the order of a list leaves open: anniversaries, weekdays, days that are named again.

Input: the steps of a first walk. Output: votes, an ``Answer`` for each expression whose year the evidence settles.
An anniversary of one thing names one base: if its 20th fell in 2020, its 21st falls in 2021. Limits: what a length of
time leads back to is found by ``lengths``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.edtf import Edtf
from pipeline.extract import anchors, digit_order, lengths
from pipeline.extract.amounts import back
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import Answer, Step, Told
from pipeline.extract.lengths import GAP
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import value
from pipeline.model import Reading

NAME = re.compile(r"([\w·’'-]{2,24})\s*$")
AFTER_NAME = re.compile(r"\s*(?:of|since|from)\s+(?:the\s+|signing\s+|its\s+|their\s+)*((?:\w+\s?){1,3})")


def votes(reading: Reading, plan: Plan, steps: Sequence[Step], cues: Mapping[str, Cues]) -> Mapping[int, Answer]:
    """Expression index -> the answer that the evidence gives."""
    named = {**_years_to_the_day(reading, plan, steps), **_named_again(reading, plan, steps)}
    named |= _weekdays_of_titles(reading, plan, steps)
    named |= {**_shared_years(reading, plan, cues), **digit_order.settled(reading, plan)}
    return {**named, **lengths.settled(reading, plan, steps, cues), **_anniversaries(reading, plan, steps)}


def _named_again(reading: Reading, plan: Plan, steps: Sequence[Step]) -> Mapping[int, Answer]:
    """A day told with its year before and named again, far from where the text has got, is that day again."""
    told: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    out: dict[int, Answer] = {}
    for item, step in zip(plan.items, steps, strict=True):
        p, date = item.expression.start, step.answer.date
        if p is None or item.block < 0 or p.month is None or p.day is None or item.expression.kind != "date" or p.lunar:
            continue
        key = reading.blocks[item.block].article, p.month, p.day
        if item.stated is not None and p.year is not None:
            told[key].add(p.year)
        elif p.base == "context" and len(told[key]) == 1 and (date is None or _leaps(step, date)):
            made = value(p, next(iter(told[key])))
            if made is not None and made != date:
                words, says = anchors.running("day", made), "the day told before is named again"
                others = (date,) if date is not None else ()
                out[item.index] = Answer(made, "partial", words, "time.named_again", says, 0.75, others)
    return out


def _weekdays_of_titles(reading: Reading, plan: Plan, steps: Sequence[Step]) -> Mapping[int, Answer]:
    """The weekday of a title is the one that the text below it names first."""
    titles: dict[tuple[int, int | None], int] = {}
    out: dict[int, Answer] = {}
    for item, step in zip(plan.items, steps, strict=True):
        p, date = item.expression.start, step.answer.date
        if p is None or p.weekday is None or p.base != "document" or p.day is not None or item.block < 0:
            continue
        block = reading.blocks[item.block]
        if block.kind == "heading":
            titles.setdefault((block.article, p.weekday), item.index)
        elif block.tells_events and date is not None and (block.article, p.weekday) in titles:
            title = titles.pop((block.article, p.weekday))
            own = steps[title].answer.date
            if own != date and date.precision == "day":
                words, says = anchors.running("day", date), "the text below names that weekday"
                others = (own,) if own is not None else ()
                out[title] = Answer(date, "relative", words, "time.weekday_of_title", says, 0.75, others)
    return out


def _shared_years(reading: Reading, plan: Plan, cues: Mapping[str, Cues]) -> Mapping[int, Answer]:
    """ "In June and September 2024": the year behind the last of the dates joined is that of all of them."""
    out: dict[int, Answer] = {}
    for item, following in zip(reversed(plan.items[:-1]), reversed(plan.items[1:]), strict=True):
        p, q = item.expression.start, following.expression.start
        if p is None or q is None or p.year is not None or p.base != "context" or p.month is None or q.month is None:
            continue
        if item.sentence != following.sentence or (p.day is None) != (q.day is None) or item.expression.kind != "date":
            continue
        between = reading.folded[item.expression.span.end : following.expression.span.start]
        date = following.stated or (out[following.index].date if following.index in out else None)
        joined = cues.get(item.expression.language, NONE).match("after", "shared_year", between)
        if joined is None or date is None or date.start is None:
            continue
        made = value(p, date.start.year - (p.month > q.month))
        says = "the date joined to it gives the year"
        if made is not None:
            out[item.index] = Answer(made, "partial", anchors.same_sentence(date), "time.shared_year", says, 0.95)
    return out


def _years_to_the_day(reading: Reading, plan: Plan, steps: Sequence[Step]) -> Mapping[int, Answer]:
    """ "Signed 20 years ago" in a report that tells of that very day, years back: that day."""
    days = {
        (reading.blocks[item.block].article, item.stated.start)
        for item in plan.items
        if item.block >= 0 and item.stated is not None and item.stated.precision == "day"
    }
    out: dict[int, Answer] = {}
    for item, step in zip(plan.items, steps, strict=True):
        p, document = item.expression.start, step.before.document
        if p is None or p.base != "document" or p.shift_unit != "year" or p.shift >= 0 or p.month is not None:
            continue
        if document is None or document.day is None or item.block < 0:
            continue
        then = back(document.date, -p.shift, "year")
        if then is not None and (reading.blocks[item.block].article, then.start) in days:
            words, says = anchors.counted(document.date, back=True), "the text tells of that very day"
            own = step.answer.date or then
            out[item.index] = Answer(own, "relative", words, "time.years_to_the_day", says, 0.75, (then,))
    return out


def _leaps(step: Step, date: Edtf) -> bool:
    """Whether ``date`` lies far ahead of what the main line told last, outside a list."""
    last = step.before.last
    if step.before.genre == "chronicle" or last is None or last.moment is None or date.start is None:
        return False
    return (date.start - last.moment).days > GAP


def _anniversaries(reading: Reading, plan: Plan, steps: Sequence[Step]) -> Mapping[int, Answer]:
    """Undated anniversaries whose base a dated one of the same name, or the list itself, gives."""
    bases: dict[str, Edtf] = {}
    section, latest = -1, ""
    out: dict[int, Answer] = {}
    for item in plan.items:
        if item.expression.kind != "anniversary" or item.expression.amount is None:
            continue
        name, n = _named(reading, item), int(item.expression.amount)
        if item.block >= 0 and plan.section_of[item.block] != section:
            section, latest = plan.section_of[item.block], ""
        name = name or latest
        told = _sentence_date(plan, steps, item)
        if told is not None and name:
            base = back(told.date, n, "year")
            if base is not None:
                bases.setdefault(name, base)
                latest = name
                if steps[item.index].answer.date is None and item.expression.unit == "year":
                    words, says = anchors.counted(told.date, back=True), "the date of what is commemorated"
                    out[item.index] = Answer(base, "relative", words, "time.anniversary_base", says, 0.7)
        elif name in bases:
            out[item.index] = _celebrated(bases[name], n)
    return {index: answer for index, answer in out.items() if answer.date is not None}


def _celebrated(base: Edtf, n: int) -> Answer:
    made = value_of(base, n)
    words = anchors.anniversary(base, n)
    return Answer(made, "relative", words, "time.anniversary", "the base and the count give the date", 0.8)


def value_of(base: Edtf, n: int) -> Edtf | None:
    """``base`` moved on by ``n`` years, at its precision."""
    from pipeline.model import PartialDate

    if base.start is None:
        return None
    fine = base.precision
    p = PartialDate(
        year=base.start.year + n,
        month=base.start.month if fine in ("month", "day") else None,
        day=base.start.day if fine == "day" else None,
    )
    return value(p)


def _named(reading: Reading, item: Item) -> str:
    text, span = reading.folded, item.expression.span
    sentence = reading.sentences[item.sentence].span if item.sentence >= 0 else span
    found = NAME.search(text[max(sentence.start, span.start - 30) : span.start])
    if item.expression.language == "en":
        found = AFTER_NAME.match(text[span.end : min(sentence.end, span.end + 60)])
    return found[1].strip().lower() if found else ""


def _sentence_date(plan: Plan, steps: Sequence[Step], item: Item) -> Told | None:
    """The date that the main line of the anniversary's sentence tells."""
    for index in plan.of_sentence.get(item.sentence, ()) if item.sentence >= 0 else ():
        told = steps[index].told
        if told is not None and told.fine and plan.items[index].expression.kind in ("date", "range"):
            return told
    return None
