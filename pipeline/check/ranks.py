"""Rank and number against the rows of the table: second visit, first summit, three times.

Input: Evidence. Output: Findings of kind ``arithmetic``. Limits: the table may lack rows, so a rank is wrong only
where more earlier deeds are known than it allows; deeds within a month of each other count once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.arithmetic import finding
from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding
from pipeline.check.knowledge import Knowledge
from pipeline.check.series import apart, before, countable, distinct, latest_of_span, series
from pipeline.model import EventMention, Span
from pipeline.rules import Rule

_REACH = 14  # code points between an expression of rank and the trigger it counts


@dataclass(frozen=True, slots=True)
class Ranked:
    """An expression of rank or number in a clause: what it asks for, in the document's code points."""

    kind: str
    n: int
    span: Span


def check_ranks(mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """Every expression of rank or number of a document beside a trigger, against the series of its deed."""
    for mention in mentions:
        if countable(mention, evidence) and latest_of_span(mention, evidence):
            yield from _check(mention, evidence)


def _check(mention: EventMention, evidence: Evidence) -> Iterator[Finding]:
    for ranked in ranks(mention, evidence):
        stated = ranked.span.of(evidence.documents[mention.document_id].text).strip()
        if ranked.kind == "count":
            yield from _count(mention, ranked, stated, evidence)
        elif not (ranked.kind == "first" and evidence.times_in(mention.span, mention.document_id, ("interval_since",))):
            others = before(mention, series(mention, evidence))
            if ranked.n == 1:  # a clause that says "first" does not itself tell of an earlier one
                others = tuple(o for o in others if (o.document_id, o.span) != (mention.document_id, mention.span))
            earlier = distinct([other for other in others if apart(other, mention)], evidence)
            if len(earlier) >= ranked.n:
                yield _finding(mention, stated, earlier, evidence, "first" if ranked.n == 1 else "rank")


def _count(mention: EventMention, ranked: Ranked, stated: str, evidence: Evidence) -> Iterator[Finding]:
    """ "Three times" over as many dates in one clause; and never fewer than the table knows of that time."""
    clause = evidence.clause(mention)
    listed = [other for other in clause if other.type == mention.type]
    if len(listed) > 1 and len(listed) != ranked.n:
        yield _finding(mention, stated, tuple(listed), evidence, "count")
    date = mention.time.date
    if len(listed) > 1 or date is None:
        return
    inside = tuple(m for m in series(mention, evidence) if m.time.date and date.contains(m.time.date))
    if len(distinct(inside, evidence)) > ranked.n:
        yield _finding(mention, stated, distinct(inside, evidence), evidence, "count_table")


def ranks(mention: EventMention, evidence: Evidence) -> Iterator[Ranked]:
    """The expressions of rank and number that stand beside the mention's trigger, inside its clause."""
    text = evidence.documents[mention.document_id].text
    low = max(mention.span.start, mention.trigger.start - _REACH - 10)
    high = min(mention.span.end, mention.trigger.end + _REACH)
    window = text[low:high]
    for rule in evidence.knowledge.expressions:
        for found in rule.pattern.finditer(window):
            span = Span(low + found.start(), low + found.end())
            if span.end <= mention.trigger.end and mention.trigger.start - span.end <= _REACH:
                yield Ranked(str(rule.value), number(rule, found.groupdict(), evidence.knowledge), span)


def number(rule: Rule, groups: dict[str, str | None], knowledge: Knowledge) -> int:
    """The number that an expression names; 1 for "first"."""
    word = groups.get("n") or groups.get("m")
    if rule.value == "first" or not word:
        return 1
    return int(word) if word.isdigit() else knowledge.numbers[word.casefold()]


def _finding(
    mention: EventMention, stated: str, others: tuple[EventMention, ...], evidence: Evidence, says: str
) -> Finding:
    told: dict[str, list[EventMention]] = {}
    for other in others:
        told.setdefault(str(other.time.date), []).append(other)
    values = ((stated, (mention,)), *((value, tuple(ms)) for value, ms in sorted(told.items())))
    return finding(mention, values, evidence, says, "quantity", stated=stated, found=str(len(others)))
