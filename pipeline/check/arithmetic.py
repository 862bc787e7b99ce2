"""Stated figures against dates: first in N years, anniversaries, lengths of stay, weekdays.

Input: Evidence. Output: Findings of kind ``arithmetic``. A figure fits when it is the exact length cut down or
rounded in its own unit; Korean and Chinese day counts may include both ends. Limits: a missing earlier row is no
error of the source, only one that should not be there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import inf

from pipeline.check.distances import difference, gap
from pipeline.check.evidence import Evidence
from pipeline.check.figures import DAYS
from pipeline.check.findings import Finding, Group, grouped, scope_of, widest
from pipeline.check.sentences import ARITHMETIC
from pipeline.check.series import apart, before, countable, latest_of_span, series
from pipeline.model import ConflictField, EventMention, TimeMention


def check_arithmetic(mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """All checks of one mention at a time; ``mentions`` are those of one document, in text order."""
    for mention in mentions:
        yield from check_interval(mention, evidence)
        yield from check_anniversary(mention, evidence)
        yield from check_length(mention, evidence)
        yield from check_weekday(mention, evidence)


def check_interval(mention: EventMention, evidence: Evidence) -> Iterator[Finding]:
    """ "First in N years": no deed of the series may lie less than N years back."""
    times = _amounts(mention, evidence, "interval_since")
    if not times or not countable(mention, evidence) or not latest_of_span(mention, evidence):
        return
    when, time = mention.time.date, times[0]
    if when is None or when.start is None or when.end is None or when.approximate:
        return  # "the first since 2007": such a date is that of the one before
    unit, amount = DAYS[time.unit or "day"], time.amount or 0.0
    others = [other for other in before(mention, series(mention, evidence)) if apart(other, mention)]
    since = [other for other in others if _days_back(when.end, other) / unit < amount - 1]
    if since:
        expected = str(when.start.year - round(amount * unit / DAYS["year"]))
        stated = _words(time, mention, evidence)
        off = max(int(amount * unit - _days_back(when.end, other)) for other in since)
        yield _against(mention, since, evidence, "interval", off, stated=stated, expected=expected)
        fitting = [other for other in others if abs(_days_back(when.end, other) / unit - amount) < 1]
        yield from _counted(mention, since, fitting, stated, evidence)


def _counted(
    mention: EventMention,
    since: Sequence[EventMention],
    fitting: Sequence[EventMention],
    stated: str,
    evidence: Evidence,
) -> Iterator[Finding]:
    """A clause that itself dates the one before, against another row that has it where the clause counts back to."""
    beside = [other for other in since if (other.document_id, other.span) == (mention.document_id, mention.span)]
    rows = {evidence.event_of[other.id] for other in fitting} - {evidence.event_of[other.id] for other in beside}
    if not beside or not rows:
        return
    home = evidence.event_of[max(fitting, key=lambda other: (str(other.time.date), other.id)).id]
    told = grouped((*beside, *fitting), lambda other: other.time.date)
    groups = tuple(Group(value=str(value), mentions=mentions) for value, mentions in told.items())
    dates = list(told)
    yield Finding(
        event_id=home,
        field="date",
        kind="contradiction",
        scope=widest(groups, [(0, i) for i in range(1, len(groups))]),
        groups=groups,
        delta=difference(dates[0], dates[-1]),
        days=gap(dates[0], dates[-1]),
        template="counted",
        facts=(("stated", stated),),
    )


def check_anniversary(mention: EventMention, evidence: Evidence) -> Iterator[Finding]:
    """ "Nth anniversary of the agreement": the agreement of these parties was made N years before."""
    times = _amounts(mention, evidence, "anniversary")
    when = mention.time.date
    if not times or when is None or when.precision not in ("day", "month", "year") or when.start is None:
        return
    if mention.type == "AGREE":
        return  # the agreement itself, told with its anniversary
    expected = when.start.year - round(times[0].amount or 0)
    kept = list(_kept(mention, evidence))
    years = {other.time.date.start.year for other in kept if other.time.date and other.time.date.start}
    if kept and len(years) == 1 and expected not in years:
        words = _words(times[0], mention, evidence)
        off = abs(min(years) - expected) * 365
        yield _against(mention, kept, evidence, "anniversary", off, stated=words, expected=str(expected))


def _kept(mention: EventMention, evidence: Evidence) -> Iterator[EventMention]:
    """Signings by the same states whose agreement has the name that the clause gives."""
    name = agreement_of(mention, evidence)
    lands = evidence.lands(mention)
    for event in evidence.events:
        for other in evidence.told.get(event.id, ()) if event.type == "AGREE" else ():
            same = evidence.lands(other) == lands
            if name and lands and same and agreement_of(other, evidence) == name and other.status == "occurred":
                yield other


def agreement_of(mention: EventMention, evidence: Evidence) -> tuple[str, ...]:
    """The names of agreements that a clause speaks of."""
    facet = next(facet for facet in evidence.knowledge.facets if facet.id == "agreement")
    return facet.read(evidence.quote(mention))


def check_length(mention: EventMention, evidence: Evidence) -> Iterator[Finding]:
    """A length told beside a range of days: the range has that many days, or one more where both ends count."""
    when, span = mention.time.date, mention.time.span
    if span is None or when is None or not when.is_interval or when.start is None or when.end is None:
        return
    days = (when.end - when.start).days
    for time in _amounts(mention, evidence, "duration"):
        beside = time.span is not None and 0 <= time.span.start - span.end <= 6 and not time.span.overlaps(span)
        if beside and not _fits(time, days):
            told = ((str(when), (mention,)), (_words(time, mention, evidence), (mention,)))
            yield finding(mention, told, evidence, "length", "quantity")


def _fits(time: TimeMention, days: int) -> bool:
    if time.unit == "day":
        return time.amount in (days, days + 1)
    return abs(days / DAYS[time.unit or "day"] - (time.amount or 0)) < 1


def check_weekday(mention: EventMention, evidence: Evidence) -> Iterator[Finding]:
    """A weekday told with a full date is the weekday of that date."""
    when = mention.time.date
    if when is None or when.precision != "day" or when.start is None:
        return
    told = _weekday(mention, evidence)
    if told is not None and told != when.start.weekday():
        names: Sequence[str] = evidence.knowledge.explanations["weekdays"]["names"]
        values = ((str(when), (mention,)), (names[told], (mention,)))
        actual = names[when.start.weekday()]
        yield finding(mention, values, evidence, "weekday", "date", date=str(when), actual=actual)


def _weekday(mention: EventMention, evidence: Evidence) -> int | None:
    time = mention.time
    if time.given is not None and time.given.weekday is not None:
        return time.given.weekday if time.given.day is not None else None
    if time.span is None or (time.given is not None and time.given.day is None):
        return None
    text = evidence.documents[mention.document_id].text
    left, right = evidence.knowledge.weekday_beside
    found = right.search(text[time.span.end : time.span.end + 16]) or left.search(
        text[max(0, time.span.start - 16) : time.span.start]
    )
    return evidence.knowledge.weekdays[found[found.lastindex or 1].casefold()] if found else None


def _amounts(mention: EventMention, evidence: Evidence, kind: str) -> tuple[TimeMention, ...]:
    times = evidence.times_in(mention.span, mention.document_id, (kind,))
    return tuple(time for time in times if time.amount and time.unit)


def _days_back(end: date, other: EventMention) -> float:
    start = other.time.date.start if other.time.date else None
    return (end - start).days if start else inf


def _words(time: TimeMention, mention: EventMention, evidence: Evidence) -> str:
    return time.span.of(evidence.documents[mention.document_id].text) if time.span else ""


def _against(
    mention: EventMention,
    others: Sequence[EventMention],
    evidence: Evidence,
    template: str,
    days: int,
    **facts: str,
) -> Finding:
    """A stated figure against the dates of other mentions."""
    told: dict[str, list[EventMention]] = {}
    for other in others:
        told.setdefault(str(other.time.date), []).append(other)
    values = ((facts["stated"], (mention,)), *((value, tuple(ms)) for value, ms in sorted(told.items())))
    return finding(mention, values, evidence, template, "date", days, **facts)


def finding(
    mention: EventMention,
    values: Sequence[tuple[str, tuple[EventMention, ...]]],
    evidence: Evidence,
    template: str,
    field: ConflictField,
    days: int = 0,
    **facts: str,
) -> Finding:
    """A finding of kind arithmetic: ``template`` names the sentence among the arithmetic ones that ``facts`` fill."""
    groups = tuple(Group(value=value, mentions=mentions) for value, mentions in values)
    others = [(0, i) for i in range(1, len(groups))]
    return Finding(
        event_id=evidence.event_of[mention.id],
        field=field,
        kind="arithmetic",
        scope=widest(groups, others) if others else scope_of(mention, mention),
        groups=groups,
        delta=" / ".join(group.value for group in groups[:3]),
        days=days,
        template=f"{ARITHMETIC}.{template}",
        facts=tuple(facts.items()),
    )
