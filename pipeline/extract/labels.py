"""The day that the head of a text names as its own: ``Date: 3 May 2020 ...``, ``港口网2020年5月3日消息``.

Input: a Reading, its plan, the document dates known so far, the cues of the languages. Output: the document dates, with
those that labels give to articles that have none. Limits: whole days, near the head of the article. Which words are
labels is a cue of the language (timeline.toml, `means = "label"`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import DocumentDate
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.model import Reading

HEAD, LEAD = 12, 80
"""Blocks from the head of its article, signs from the head of its block."""


def labelled(
    reading: Reading, plan: Plan, known: Sequence[DocumentDate | None], cues: Mapping[str, Cues]
) -> tuple[DocumentDate | None, ...]:
    """``known`` with the days that labels name, where an article has no date yet; the first label of each counts."""
    days: dict[int, DocumentDate] = {}
    for item in plan.items:
        if item.block < 0 or known[item.block] is not None or item.stated is None:
            continue
        if not _labels(reading, plan, item, cues):
            continue
        words = item.expression.span.of(reading.folded)
        found = DocumentDate(
            date=item.stated, basis=f"inferred from the day it is labelled with: {words}", inferred=True
        )
        days.setdefault(reading.blocks[item.block].article, found)
    pairs = zip(reading.blocks, known, strict=True)
    return tuple(date or days.get(block.article) for block, date in pairs)


def _labels(reading: Reading, plan: Plan, item: Item, cues: Mapping[str, Cues]) -> bool:
    """Whether it is a whole day near the head of its article, beside a word that labels it as the text's own."""
    block, section = reading.blocks[item.block], plan.sections[plan.section_of[item.block]]
    first = next(i for i, other in enumerate(reading.blocks) if other.article == block.article)
    start = item.expression.span.start
    if item.stated is None or item.stated.precision != "day" or item.block - first > HEAD:
        return False
    if start - block.span.start > LEAD:
        return False
    own, end = cues.get(item.expression.language, NONE), item.expression.span.end
    lead, rest = reading.folded[block.span.start : start], reading.folded[end : end + LEAD].partition("\n")[0]
    # the first entry of a chronicle opens with its day and a dash as well; such a day is no dateline
    opens = not section.chronicle and own.match("after", "dateline", rest)
    return bool(own.search("before", "label", lead) or opens)
