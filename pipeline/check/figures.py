"""Numbers told of one event: counts with a unit, and lengths of time.

Input: one event's mentions. Output: Findings of field ``quantity``. Counts agree within the tolerance of the
settings and their bounds; lengths agree where the coarser one is the other rounded or cut down. Limits: units are
compared as extraction names them; what is counted is compared only within a language; two clauses
of one document are compared only where their dates are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor, inf

from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding, Group, widest
from pipeline.check.parts import without_parts
from pipeline.languages import code_of
from pipeline.model import ConflictKind, Event, EventMention, Quantity, TimeMention

DAYS = {"year": 365.2425, "half": 182.62, "quarter": 91.31, "month": 30.44, "week": 7.0, "day": 1.0}


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure, and the mention that tells it."""

    mention: EventMention
    figure: Quantity


def compare_quantities(event: Event, mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """For each unit, the figures on which the mentions of an event do not agree; tolls are compared elsewhere."""
    figures = {mention.id: _comparable_figures(mention, evidence) for mention in mentions}
    for unit in sorted({q.unit for told in figures.values() for q in told}):
        told = {m.id: [_Told(m, q) for q in figures[m.id] if q.unit == unit] for m in mentions}
        found: dict[ConflictKind, list[tuple[_Told, _Told]]] = {}
        for left, right in combinations([figures for figures in told.values() if figures], 2):
            one, two = left[0].mention, right[0].mention
            if _two_deeds(one, two) or (len(left) * len(right) > 1 and one.mode in evidence.knowledge.individual):
                continue
            if _of_two_persons(one, two, evidence):
                continue
            kind, pair = _closest(left, right, evidence)
            if kind:
                found.setdefault(kind, []).append(pair)
        for kind in sorted(found):
            yield _finding(event, kind, found[kind])


def _two_deeds(left: EventMention, right: EventMention) -> bool:
    """Whether two clauses of one document differ in date too: their figures are then more likely of two deeds."""
    one, two = left.time.date, right.time.date
    same_day = one and two and (one.start, one.end) == (two.start, two.end)
    return left.document_id == right.document_id and not same_day


def _of_two_persons(left: EventMention, right: EventMention, evidence: Evidence) -> bool:
    """Whether figures that are each person's own are not seen to be of one person (two terms of one verdict)."""
    if left.mode not in evidence.knowledge.individual:
        return False
    same = {a.entity.entity_id for a in left.actors if a.role == "target"}.intersection(
        a.entity.entity_id for a in right.actors if a.role == "target"
    )
    return left.document_id == right.document_id or not same - {""}


def _comparable_figures(mention: EventMention, evidence: Evidence) -> tuple[Quantity, ...]:
    """The figures of a mention that have a value, are no toll and no part of a larger one."""
    text, tolls = evidence.documents[mention.document_id].text, evidence.knowledge.tolls
    valued = [q for q in mention.quantities if q.low is not None or q.high is not None]
    whole = without_parts(valued, text, evidence.knowledge.parts)
    return tuple(q for q in whole if q.unit != "people" or not tolls.counted(text, q.span))


def _closest(
    left: list[_Told], right: list[_Told], evidence: Evidence
) -> tuple[ConflictKind | None, tuple[_Told, _Told]]:
    """The pair of figures that lie nearest, and how they disagree; figures of the same thing come first."""
    pairs = [(a, b) for a in left for b in right]
    nearest = min(pairs, key=lambda pair: (distance(pair[0].figure, pair[1].figure), _other_thing(*pair)))
    return _kind(*nearest, evidence), nearest


def _kind(a: _Told, b: _Told, evidence: Evidence) -> ConflictKind | None:
    apart = distance(a.figure, b.figure)
    if apart == 0 and (a.figure.low, a.figure.high) == (b.figure.low, b.figure.high):
        return None
    if apart <= evidence.settings.check_count_tolerance:
        return "granularity"
    if evidence.later(a.mention, b.mention) or evidence.later(b.mention, a.mention):
        return "revision"
    return "scope" if _other_thing(a, b) else "contradiction"


def distance(left: Quantity, right: Quantity) -> float:
    """How far two ranges lie apart, as a share of the larger end; 0 where they meet."""
    (low, high), (other_low, other_high) = _range(left), _range(right)
    if low <= other_high and other_low <= high:
        return 0.0
    lower, upper = (high, other_low) if high < other_low else (other_high, low)
    return (upper - lower) / max(abs(upper), 1e-9)


def _range(quantity: Quantity) -> tuple[float, float]:
    low = quantity.low if quantity.low is not None else -inf
    high = quantity.high if quantity.high is not None else inf
    if quantity.bound == "about":
        return low * 0.9, high * 1.1
    return low, high


def _other_thing(a: _Told, b: _Told) -> bool:
    same_language = code_of(a.mention.language) == code_of(b.mention.language)
    return same_language and bool(a.figure.what and b.figure.what) and a.figure.what != b.figure.what


def _finding(event: Event, kind: ConflictKind, pairs: Sequence[tuple[_Told, _Told]]) -> Finding:
    by_value: dict[str, dict[str, EventMention]] = {}
    for told in (told for pair in pairs for told in pair):
        by_value.setdefault(number(told.figure), {})[told.mention.id] = told.mention
    groups = tuple(Group(value=value, mentions=tuple(ms.values())) for value, ms in by_value.items())
    apart = [(i, j) for i in range(len(groups)) for j in range(i + 1, len(groups))]
    share = max(distance(a.figure, b.figure) for a, b in pairs)
    return Finding(
        event_id=event.id,
        field="quantity",
        kind=kind,
        scope=widest(groups, apart),
        groups=groups,
        delta=f"{share:.0%}" if share else "",
    )


def number(quantity: Quantity) -> str:
    """A figure in words: bound, number, unit, what."""
    low, high = quantity.low, quantity.high
    ends = [f"{end:,.0f}" if end == int(end) else f"{end:,.10g}" for end in (low, high) if end is not None]
    mark = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(quantity.bound, "")
    value = mark + "–".join(dict.fromkeys(ends))
    return " ".join(part for part in (value, quantity.unit) if part)


def compare_lengths(event: Event, mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """Lengths of one interruption or stay: the coarser may be the finer rounded or cut down."""
    told = [(m, time) for m in mentions for time in _lengths(m, evidence)]
    rounded: list[_LengthPair] = []
    clash: list[_LengthPair] = []
    for (one, left), (two, right) in combinations(told, 2):
        if one.id == two.id or one.span == two.span or not _comparable(left, right):
            continue
        if _of_two_persons(one, two, evidence):
            continue
        if (left.amount, left.unit) != (right.amount, right.unit):
            (rounded if fits(left, right) else clash).append(((one, left), (two, right)))
    for kind, pairs in (("granularity", rounded), ("contradiction", clash)):
        if pairs:
            yield _length_finding(event, "granularity" if kind == "granularity" else "contradiction", pairs, evidence)


def _lengths(mention: EventMention, evidence: Evidence) -> tuple[TimeMention, ...]:
    found = evidence.times_in(mention.span, mention.document_id, ("duration", "interval_since"))
    told = tuple(time for time in found if time.amount and time.unit)
    return told if len(told) == 1 or mention.mode not in evidence.knowledge.individual else ()


def _comparable(left: TimeMention, right: TimeMention) -> bool:
    """The same sort of length, or both long and less than a factor of two apart: one interruption told twice."""
    days, others = days_of(left), days_of(right)
    return min(days, others) * 2 > max(days, others) and (left.kind == right.kind or min(days, others) > 31)


def days_of(time: TimeMention) -> float:
    """The length of a duration in days."""
    return (time.amount or 0) * DAYS[time.unit or "day"]


def fits(left: TimeMention, right: TimeMention) -> bool:
    """Whether one length is the other in its own unit, rounded or cut down."""
    return _rounds(left, right) or _rounds(right, left)


def _rounds(coarse: TimeMention, fine: TimeMention) -> bool:
    if coarse.amount is None or coarse.amount != floor(coarse.amount):
        return False
    exact = days_of(fine) / DAYS[coarse.unit or "day"]
    return coarse.amount in (floor(exact + 1e-6), round(exact))


_LengthPair = tuple[tuple[EventMention, TimeMention], tuple[EventMention, TimeMention]]


def _length_finding(event: Event, kind: ConflictKind, pairs: Sequence[_LengthPair], evidence: Evidence) -> Finding:
    by_value: dict[str, dict[str, EventMention]] = {}
    for mention, time in (told for pair in pairs for told in pair):
        if time.span:
            surface = time.span.of(evidence.documents[mention.document_id].text)
            by_value.setdefault(surface, {})[mention.id] = mention
    groups = tuple(Group(value=value, mentions=tuple(ms.values())) for value, ms in by_value.items())
    apart = [(i, j) for i in range(len(groups)) for j in range(i + 1, len(groups))]
    days = max(abs(days_of(a[1]) - days_of(b[1])) for a, b in pairs)
    return Finding(
        event_id=event.id,
        field="quantity",
        kind=kind,
        scope=widest(groups, apart),
        groups=groups,
        delta=f"about {round(days)} days",
    )
