"""The dates that the mentions of one event tell: finer and coarser, moved, or in contradiction.

Input: one event's mentions. Output: Findings of field ``date``. Limits: what our own reading supplied is told apart
from what a source states only by the basis of the date and the parts that its expression gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Literal

from pipeline.check.distances import difference, gap
from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding, Group, Side, all_pairs, grouped, sides, widest
from pipeline.edtf import Edtf
from pipeline.model import Event, EventMention

_LONGEST_STAY = 45  # days


def compare_dates(event: Event, mentions: Sequence[EventMention], evidence: Evidence) -> Iterator[Finding]:
    """Disjoint days contradict, unless one was a plan; one value inside another is granularity.

    Two days of a happening that some text dates to several days, or says to last them, agree. Two dates that one
    clause tells side by side are of two happenings, whatever the row: other texts with these dates do not contradict
    each other. Nor does a clause that itself counts the years back to the other date.
    """
    values = grouped((m for m in mentions if not _misread(m, mentions)), lambda mention: mention.time.date)
    groups = [Group(value=str(value), mentions=told) for value, told in values.items()]
    dates = list(values)
    listed = [
        (dates[i], dates[j]) for i, j in combinations(range(len(groups)), 2) if _same_clause(groups[i], groups[j])
    ]
    stays = [date for date in dates if date.precision in ("interval", "week") and _days(date) <= _LONGEST_STAY]
    stays += [stay for mention in mentions for stay in _lasting(mention, evidence)]
    far = [
        (i, j)
        for i, j in all_pairs(groups)
        if gap(dates[i], dates[j]) > 0
        and not any(stay.contains(dates[i]) and stay.contains(dates[j]) for stay in stays)
    ]
    apart = [
        (i, j)
        for i, j in far
        if not any(_listed(dates[i], dates[j], pair) for pair in listed)
        and not (_counts_back(groups[i], dates[j], evidence) or _counts_back(groups[j], dates[i], evidence))
    ]
    once = event.type not in evidence.knowledge.repeated
    yield from _more_precise(event, groups, dates, far, evidence)
    moved = [(i, j) for i, j in apart if _postponed(groups[i], groups[j], evidence)]
    quarrel = [pair for pair in apart if pair not in moved]
    yield from _apart(event, groups, "revision", moved, once, evidence)
    yield from _apart(event, groups, "contradiction", quarrel, once, evidence)


def _misread(mention: EventMention, mentions: Sequence[EventMention]) -> bool:
    """Whether our reading of a date is at odds with what its own text states, and no other text tells it."""
    mine = mention.time.date
    dated = [(other, other.time.date) for other in mentions if mine and other.time.date]
    if mine is None or any(o.document_id != mention.document_id and mine.overlaps(date) for o, date in dated):
        return False
    beside = [(o, _part(mine, date)) for o, date in dated if o.document_id == mention.document_id and gap(mine, date)]
    return any(part in stated_parts(o) and part not in stated_parts(mention) for o, part in beside)


def _lasting(mention: EventMention, evidence: Evidence) -> Iterator[Edtf]:
    """The days of a happening whose clause tells its first day and for how many days it lasts."""
    date = mention.time.date
    for time in evidence.times_in(mention.span, mention.document_id, ("duration",)):
        days = int(time.amount or 0)
        if date and date.start and date.precision == "day" and time.unit == "day" and 1 < days <= _LONGEST_STAY:
            yield Edtf(f"{date.start}/{date.start + timedelta(days=days - 1)}")


def _same_clause(left: Group, right: Group) -> bool:
    return any(a.document_id == b.document_id and a.span == b.span for a in left.mentions for b in right.mentions)


def _listed(one: Edtf, two: Edtf, pair: tuple[Edtf, Edtf]) -> bool:
    first, second = pair
    if not gap(first, second):
        return False
    return (one.overlaps(first) and two.overlaps(second)) or (one.overlaps(second) and two.overlaps(first))


def _counts_back(group: Group, other: Edtf, evidence: Evidence) -> bool:
    """Whether a clause itself counts the years to the other value: "marked 25 years since" tells both dates."""
    for mention in group.mentions:
        start = mention.time.date.start if mention.time.date else None
        for time in evidence.times_in(mention.span, mention.document_id, ("anniversary", "interval_since")):
            if start and other.start and time.unit == "year" and start.year - (time.amount or 0) == other.start.year:
                return True
    return False


def _more_precise(
    event: Event, groups: Sequence[Group], dates: Sequence[Edtf], far: Sequence[tuple[int, int]], evidence: Evidence
) -> Iterator[Finding]:
    """The values that agree with most tellings and with each other, where one is finer than another."""
    stated = [i for i in range(len(groups)) if _stated(evidence, groups[i])]
    clash = {frozenset(pair) for pair in far}
    backed = {i: sum(len(groups[j].mentions) for j in stated if frozenset((i, j)) not in clash) for i in stated}
    chosen: list[int] = []
    for i in sorted(stated, key=lambda i: (-backed[i], -len(groups[i].mentions), i)):
        if all(frozenset((i, j)) not in clash for j in chosen):
            chosen.append(i)
    used = [groups[i] for i in sorted(chosen)]
    pairs = all_pairs(used)
    scope = widest(used, pairs)
    if len({(dates[i].start, dates[i].end) for i in chosen}) < 2 or not pairs:
        return
    if scope == "within_document":
        return  # one text that says it again more exactly goes into detail
    precision = sorted({dates[i].precision for i in chosen})
    yield Finding(
        event_id=event.id,
        field="date",
        kind="granularity",
        scope=scope,
        groups=tuple(used),
        delta=" / ".join(precision) if len(precision) > 1 else "one within the other",
    )


def _apart(
    event: Event,
    groups: Sequence[Group],
    kind: Literal["revision", "contradiction"],
    pairs: Sequence[tuple[int, int]],
    once: bool,
    evidence: Evidence,
) -> Iterator[Finding]:
    for side in sides(groups, pairs, within=once):
        if kind == "contradiction" and not any(
            _stated(evidence, side.groups[i], side.groups[j]) for i, j in side.pairs
        ):
            continue
        widest_pair = max(side.pairs, key=lambda pair: _pair_gap(side, pair))
        days = _pair_gap(side, widest_pair)
        yield Finding(
            event_id=event.id,
            field="date",
            kind=kind,
            scope=side.scope,
            groups=side.groups,
            delta=difference(*(Edtf(side.groups[i].value) for i in widest_pair)),
            days=days,
            inferred=_inferred(side.groups[widest_pair[0]], side.groups[widest_pair[1]]),
        )


def _stated(evidence: Evidence, *groups: Group) -> bool:
    """Whether every value is told by some sentence itself: no text contradicts a date by one that it never gives."""
    return all(any(evidence.states_date(mention) for mention in group.mentions) for group in groups)


def _pair_gap(side: Side, pair: tuple[int, int]) -> int:
    return gap(Edtf(side.groups[pair[0]].value), Edtf(side.groups[pair[1]].value))


def _days(value: Edtf) -> int:
    return (value.end - value.start).days if value.start and value.end else 10**6


def _postponed(left: Group, right: Group, evidence: Evidence) -> bool:
    return _updates(left, right, evidence) or _updates(right, left, evidence)


def _updates(old: Group, new: Group, evidence: Evidence) -> bool:
    """Whether every telling of ``old`` is a plan that ``new`` overtook, or an earlier report of the same publisher."""
    plans = all(mention.status in ("planned", "cancelled") for mention in old.mentions)
    if plans and any(mention.status not in ("planned", "cancelled") for mention in new.mentions):
        return True
    return all(evidence.later(a, b) for a in old.mentions for b in new.mentions)


def _inferred(left: Group, right: Group) -> tuple[str, str]:
    """The value whose differing part our reading completed in every telling of it, with its anchor."""
    part = _part(Edtf(left.value), Edtf(right.value))
    for group in (left, right) if part else ():
        if not any(part in stated_parts(mention) for mention in group.mentions):
            return group.value, group.mentions[0].time.anchor or group.mentions[0].time.basis
    return "", ""


def _part(left: Edtf, right: Edtf) -> str:
    """The widest part in which two dates begin to differ; empty where one has no start."""
    one, two = left.start, right.start
    if not one or not two:
        return ""
    return "year" if one.year != two.year else "month" if one.month != two.month else "day"


def stated_parts(mention: EventMention) -> frozenset[str]:
    """The parts of its date that the mention's own expression states."""
    time = mention.time
    if time.basis in ("explicit", "duration"):
        return frozenset(("year", "month", "day"))
    if time.given is not None:
        given = {"year": time.given.year, "month": time.given.month, "day": time.given.day}
        return frozenset(part for part, value in given.items() if value is not None)
    return frozenset(("month", "day")) if time.basis == "partial" else frozenset()
