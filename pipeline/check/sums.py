"""Totals against their parts, and growth against the figures it is told of, inside one sentence.

Input: Evidence. Output: Findings of kind ``arithmetic`` on quantities. A total is known by the words of ``[[sum]]``
before it, or by a bracket behind it that lists parts of its unit; "including", "etc." let parts be fewer, never more.
Growth ("from 20 to 40, twice as much") fits when it is the ratio cut down or rounded. Limits: figures of one unit
that one mention holds, at most ``_GAP`` code points apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.check.arithmetic import finding
from pipeline.check.evidence import Evidence
from pipeline.check.figures import number
from pipeline.check.findings import Finding
from pipeline.check.records import Growth
from pipeline.model import EventMention, Quantity, Span

_GAP = 40
_OPEN, _CLOSE = re.compile(r"[^()（）\d]{0,12}[(（][^()（）]*$"), re.compile(r"[^()（）\d]{0,12}[)）]")
_PERCENT_SLACK, _FACTOR_SLACK = 0.1, 1.0

Figures = Sequence[Quantity]


def check_sums(mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """Every total and every growth that a clause of a document tells with its figures."""
    seen = set[Span]()
    for mention in mentions:
        if mention.span not in seen:
            seen.add(mention.span)
            yield from _check(mention, evidence)


def _check(mention: EventMention, evidence: Evidence) -> Iterator[Finding]:
    text = evidence.documents[mention.document_id].text
    figures = sorted((q for q in mention.quantities if q.low is not None), key=lambda q: q.span)
    for unit in sorted({figure.unit for figure in figures}):
        told = [figure for figure in figures if figure.unit == unit]
        for total, parts, may_lack in (*_before(told, text, evidence), *_in_brackets(told, text)):
            if not _adds_up(total, parts, may_lack):
                listed = " + ".join(number(part) for part in parts)
                values = ((number(total), (mention,)), (listed, (mention,)))
                yield finding(mention, values, evidence, "sum", "quantity", stated=total.surface, found=listed)
        yield from _growth(told, text, mention, evidence)


def _before(told: Figures, text: str, evidence: Evidence) -> Iterator[tuple[Quantity, Figures, bool]]:
    """Totals behind their parts: (total, parts, whether parts may be missing)."""
    for at in range(2, len(told)):
        between = text[told[at - 1].span.end : told[at].span.start]
        rule = next((rule for rule in evidence.knowledge.sums if rule.pattern.search(between)), None)
        parts = _run(told[:at], text)
        if rule is not None and len(between) <= _GAP and len(parts) > 1:
            yield told[at], parts, bool(rule.value == "including")


def _run(told: Figures, text: str) -> Figures:
    """The last figures that follow each other closely, without a full stop between them."""
    first = len(told) - 1
    while first > 0:
        between = text[told[first - 1].span.end : told[first].span.start]
        if len(between) > _GAP or not between.strip() or re.search(r"[.。;；(（]", between):
            break
        first -= 1
    return told[first:]


def _in_brackets(told: Figures, text: str) -> Iterator[tuple[Quantity, Figures, bool]]:
    """A total and the bracket behind it that lists its parts; a bracket may leave some out."""
    for at, total in enumerate(told[:-2]):
        if not _OPEN.fullmatch(text[total.span.end : told[at + 1].span.start]):
            continue
        inside = [told[at + 1]]
        for part in told[at + 2 :]:
            if re.search(r"[()（）]", text[inside[-1].span.end : part.span.start]):
                break
            inside.append(part)
        if len(inside) > 1 and _CLOSE.match(text[inside[-1].span.end :]):
            yield total, inside, True


def _adds_up(total: Quantity, parts: Figures, may_lack: bool) -> bool:
    low = sum(part.low or 0 for part in parts)
    most = total.high if total.high is not None else float("inf")
    if low > most + 1e-9 and total.bound != "about":
        return False
    if may_lack or total.bound in ("about", "at_least", "at_most") or any(part.bound != "exact" for part in parts):
        return True
    return (total.low or 0) <= low + 1e-9


def _growth(told: Figures, text: str, mention: EventMention, evidence: Evidence) -> Iterator[Finding]:
    for old, new in pairwise(told):
        if not old.low or new.low is None or new.bound != "exact" or old.bound != "exact":
            continue
        for growth in evidence.knowledge.growths:
            stated = growth.read(text, old.span, new.span)
            if stated is not None and not _fits(growth, stated[1], new.low / old.low):
                values = ((stated[0], (mention,)), (f"{number(old)} → {number(new)}", (mention,)))
                yield finding(
                    mention, values, evidence, "growth", "quantity", stated=stated[0], found=f"{new.low / old.low:.2f}"
                )


def _fits(growth: Growth, stated: float, ratio: float) -> bool:
    """Whether the ratio of the figures is what is stated: a share in per cent, or so many times."""
    if growth.unit == "percent":
        change = abs(ratio - 1) * 100
        return abs(change - stated) <= max(1.0, stated * _PERCENT_SLACK)
    return min(abs(ratio - stated), abs(ratio - stated - growth.plus)) < _FACTOR_SLACK
