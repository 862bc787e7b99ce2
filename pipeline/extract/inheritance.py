"""What a sentence inherits when it holds no date of its own: from its bullet, its neighbours, its document.

Input: the plan and the steps of the walk. Output: one ``SentenceTime`` a sentence. Precision is that of rule 6: the
bullet's date as told; between neighbours of one year the year, of different years an interval of years, of days close
together their months. Limits: an undated sentence between two distant dates of prose stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.discourse import DocumentDate, Told
from pipeline.extract.evidence import Step
from pipeline.extract.plan import Plan, Section
from pipeline.extract.valuing import joined, month_value
from pipeline.model import Reading, Reason, SentenceTime

CLOSE = 10
"""Days between two neighbours up to which an undated item between them takes their months."""
WIDEST = 3
"""Years beyond which an interval between neighbours says nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The main line at one sentence: what its block told so far, what the list told, what comes next."""

    block: Told | None = None
    list_: Told | None = None
    last: Told | None = None


def sentence_times(
    reading: Reading, plan: Plan, steps: Sequence[Step], documents: Sequence[DocumentDate | None]
) -> tuple[SentenceTime, ...]:
    """What each sentence inherits, in order."""
    after = _next_told(reading, plan, steps)
    out: list[SentenceTime] = []
    line, section, block = _Line(), -1, -1
    for number, sentence in enumerate(reading.sentences):
        if plan.section_of[sentence.block] != section:
            section, line = plan.section_of[sentence.block], _Line()
        if sentence.block != block:
            block, line = sentence.block, replace(line, block=None)
        own = [told for index in plan.of_sentence.get(number, ()) if (told := steps[index].told)]
        place = plan.sections[section]
        if not reading.blocks[block].tells_events:
            out.append(_time(number, None, anchors.nothing("this zone dates no event"), "time.zone", 0.0))
        elif own:
            out.append(_time(number, own[0].date, anchors.same_sentence(own[0].date), "time.own_sentence", 0.9))
        else:
            out.append(_undated(number, line, after[number], place, documents[block]))
        for told in own:
            moved = told if _moves(told, line, place) else line.list_
            line = _Line(block=told, list_=moved, last=told)
    return tuple(out)


def _moves(told: Told, line: _Line, section: Section) -> bool:
    if not section.chronicle or line.list_ is None or line.list_.position is None:
        return True
    return told.date.end is not None and told.date.end >= line.list_.position


def _undated(
    number: int, line: _Line, after: Told | None, section: Section, document: DocumentDate | None
) -> SentenceTime:
    if line.block is not None:
        words = anchors.same_item(line.block.date)
        return _time(number, line.block.date, words, "time.same_item", 0.8)
    if section.chronicle:
        return _between(number, line.list_, after)
    if document is not None and section.counts_from_document:
        drifted = line.last is not None and line.last.year is not None and line.last.year != document.year
        if not drifted or document.day is None:
            if document.day is not None or line.last is None:
                return _time(number, document.date, document.words, "time.document", 0.6)
    if line.last is not None:
        return _time(number, line.last.date, anchors.sentence_before(line.last.date), "time.sentence_before", 0.6)
    if section.heading is not None:
        return _time(number, section.heading, anchors.heading(section.heading), "time.heading", 0.6)
    if document is not None and document.day is not None:
        return _time(number, document.date, document.words, "time.document", 0.4)
    return _time(number, None, anchors.nothing("nothing dated before it"), "time.no_base", 0.0)


def _between(number: int, before: Told | None, after: Told | None) -> SentenceTime:
    """Rule 6: an undated item of a list, from its dated neighbours."""
    if before is None or before.moment is None or before.position is None:
        return _time(number, None, anchors.nothing("no dated item before it"), "time.no_base", 0.0)
    a, words = before, anchors.between(before.date, after.date if after else None)
    if after is None or after.date.start is None:
        year = Edtf(f"{a.moment.year:04}") if a.moment else a.date
        return _time(number, year, words, "time.list_order", 0.6)
    start, end = a.position or a.moment, after.date.start
    assert start is not None
    if a.day and after.day and 0 <= (end - a.day).days <= CLOSE:
        made = joined(month_value(a.day), month_value(end))
        return _time(number, made, words, "time.list_order", 0.75)
    first = a.moment.year if a.moment else start.year
    if end.year == first:
        return _time(number, Edtf(f"{first:04}"), words, "time.list_order", 0.75)
    if 0 < end.year - first <= WIDEST:
        return _time(number, Edtf(f"{first:04}/{end.year:04}"), words, "time.list_order", 0.6)
    return _time(number, None, anchors.nothing("its neighbours lie years apart"), "time.no_base", 0.0)


def _next_told(reading: Reading, plan: Plan, steps: Sequence[Step]) -> list[Told | None]:
    """For each sentence the next date that a later block of its section tells in order."""
    out: list[Told | None] = [None] * len(reading.sentences)
    pending: Told | None = None
    section = -1
    for number in range(len(reading.sentences) - 1, -1, -1):
        sentence = reading.sentences[number]
        if plan.section_of[sentence.block] != section:
            section, pending = plan.section_of[sentence.block], None
        out[number] = pending
        for index in reversed(plan.of_sentence.get(number, ())):
            item, told = plan.items[index], steps[index].told
            if told is None or not item.head:
                continue
            if plan.sections[section].chronicle and item.stated is not None and index not in plan.in_order:
                continue
            pending = told
    return out


def _time(number: int, date: Edtf | None, anchor: str, rule: str, confidence: float) -> SentenceTime:
    basis: Literal["inherited"] = "inherited"
    says = f"inherited: {anchor}" if anchor else "inherited"
    reason = Reason(rule=f"{rule}@1", says=says)
    return SentenceTime(
        sentence=number, date=date, basis=basis, anchor=anchor, confidence=confidence, reasons=(reason,)
    )
