"""The mentions of one event, field by field: date, status, place, type. (Actors, numbers and claims beside.)

Input: one event's mentions. Output: Findings with a kind; the first kind that holds, in the order granularity,
revision, scope, contradiction. Limits: a mention that says nothing on a field disagrees with nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from pipeline.check.claims import compare_claims
from pipeline.check.evidence import Evidence
from pipeline.check.figures import compare_lengths, compare_quantities
from pipeline.check.findings import Finding, Group, Side, all_pairs, grouped, sides, widest
from pipeline.check.parties import compare_actors
from pipeline.edtf import Edtf
from pipeline.model import Event, EventMention

Mentions = Sequence[EventMention]
_LONGEST_STAY = 45  # days
_NEAR_KM = 30  # a suburb, an airport, a port of the town


def compare(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """All disagreements between the mentions of one event."""
    for field in FIELDS:
        yield from field(event, mentions, evidence)


def compare_dates(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """Disjoint days contradict, unless one was a plan; one value inside another is granularity.

    Two days of a happening that some text dates to several days agree. Two dates that one clause tells side by
    side are of two happenings, whatever the row: other texts with these dates do not contradict each other. Nor
    does a clause that itself counts the years back to the other date.
    """
    values = grouped(mentions, lambda mention: mention.time.date)
    groups = [Group(value=str(value), mentions=told) for value, told in values.items()]
    dates = list(values)
    listed = [
        (dates[i], dates[j]) for i, j in combinations(range(len(groups)), 2) if _same_clause(groups[i], groups[j])
    ]
    stays = [date for date in dates if date.precision in ("interval", "week") and _days(date) <= _LONGEST_STAY]
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
    yield from _more_precise(event, groups, dates, far, once)
    moved = [(i, j) for i, j in apart if _postponed(groups[i], groups[j], evidence)]
    yield from _apart(event, groups, "revision", moved, once)
    yield from _apart(event, groups, "contradiction", [pair for pair in apart if pair not in moved], once)


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
    event: Event, groups: Sequence[Group], dates: Sequence[Edtf], far: Sequence[tuple[int, int]], once: bool
) -> Iterator[Finding]:
    """The values that agree with most tellings and with each other, where one is finer than another."""
    stated = [i for i in range(len(groups)) if _stated(groups[i])]
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
    if scope == "within_document" and not once:
        return
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
) -> Iterator[Finding]:
    for side in sides(groups, pairs, within=once):
        if side.scope == "within_document" and not any(_stated(side.groups[i], side.groups[j]) for i, j in side.pairs):
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


def _stated(*groups: Group) -> bool:
    """Whether every value is told by some clause itself: no document contradicts a date that it never gives."""
    return all(any(mention.time.basis != "inherited" for mention in group.mentions) for group in groups)


def _pair_gap(side: Side, pair: tuple[int, int]) -> int:
    return gap(Edtf(side.groups[pair[0]].value), Edtf(side.groups[pair[1]].value))


def _days(value: Edtf) -> int:
    return (value.end - value.start).days if value.start and value.end else 10**6


def gap(left: Edtf, right: Edtf) -> int:
    """Days from the end of the earlier value to the start of the later; 0 where they share a day.

    A value marked approximate reaches one of its own units further on both sides.
    """
    first, second = _reach(left), _reach(right)
    if first[0] > second[0]:
        first, second = second, first
    return max(0, second[0] - first[1])


def _reach(value: Edtf) -> tuple[int, int]:
    start, end = value.start, value.end
    low = start.toordinal() if start else date.min.toordinal()
    high = end.toordinal() if end else date.max.toordinal()
    slack = min(high - low + 1, 366) if value.approximate else 0
    return low - slack, high + slack


def difference(left: Edtf, right: Edtf) -> str:
    """How far two values lie apart, in words, no finer than the coarser of them."""
    one, two = left.start, right.start
    precisions = {left.precision, right.precision}
    if one and two and precisions & {"year", "decade"}:
        return _count(abs(one.year - two.year), "year")
    if one and two and "month" in precisions:
        months = abs((one.year - two.year) * 12 + one.month - two.month)
        return _count(months, "month") if months < 24 else _count(round(months / 12), "year")
    return length(gap(left, right))


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def length(days: int) -> str:
    """A number of days in words: days, then months, then years."""
    for size, name in ((365, "year"), (30, "month"), (1, "day")):
        if days >= 2 * size or size == 1:
            return _count(round(days / size), name)
    raise AssertionError


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
    one, two = Edtf(left.value).start, Edtf(right.value).start
    if not one or not two:
        return "", ""
    part = "year" if one.year != two.year else "month" if one.month != two.month else "day"
    for group in (left, right):
        if not any(part in stated_parts(mention) for mention in group.mentions):
            return group.value, group.mentions[0].time.anchor or group.mentions[0].time.basis
    return "", ""


def stated_parts(mention: EventMention) -> frozenset[str]:
    """The parts of its date that the mention's own expression states."""
    time = mention.time
    if time.basis in ("explicit", "duration"):
        return frozenset(("year", "month", "day"))
    if time.given is not None:
        given = {"year": time.given.year, "month": time.given.month, "day": time.given.day}
        return frozenset(part for part, value in given.items() if value is not None)
    return frozenset(("month", "day")) if time.basis == "partial" else frozenset()


def compare_statuses(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """Pairs of statuses by the table of kinds, one finding a kind."""
    groups = [Group(value=s, mentions=told) for s, told in grouped(mentions, lambda m: str(m.status)).items()]
    kinds = evidence.knowledge.status_kinds
    pairs = {(i, j): kinds.get(frozenset((groups[i].value, groups[j].value))) for i, j in all_pairs(groups)}
    for kind in ("granularity", "revision", "contradiction"):
        chosen = [pair for pair, found in pairs.items() if found == kind]
        if chosen:
            yield Finding(
                event_id=event.id,
                field="status",
                kind=kinds[frozenset((groups[chosen[0][0]].value, groups[chosen[0][1]].value))],
                scope=widest(groups, chosen),
                groups=tuple(groups[i] for i in sorted({i for pair in chosen for i in pair})),
                delta=" / ".join(sorted({groups[i].value for pair in chosen for i in pair})),
            )


def compare_places(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """A place in another is granularity; two stops of a visit are scope; else two places contradict.

    A state that is both place and party of one clause says little of where: it contradicts no other place.
    """
    values = grouped(mentions, lambda m: m.place.entity_id if m.place and m.place.entity_id else None)
    places = list(values)
    groups = [Group(value=_place_name(told, evidence), mentions=told) for told in values.values()]
    kinds = {(i, j): _place_kind(places[i], places[j], event, evidence) for i, j in all_pairs(groups)}
    vague = {i for i in range(len(groups)) if all(_is_party(mention, evidence) for mention in groups[i].mentions)}
    for kind in ("granularity", "scope", "contradiction"):
        chosen = [pair for pair, found in kinds.items() if found == kind]
        if kind == "contradiction":
            chosen = [pair for pair in chosen if not vague & set(pair)]
        if chosen:
            yield Finding(
                event_id=event.id,
                field="place",
                kind="granularity" if kind == "granularity" else "scope" if kind == "scope" else "contradiction",
                scope=widest(groups, chosen),
                groups=tuple(groups[i] for i in sorted({i for pair in chosen for i in pair})),
            )


def _is_party(mention: EventMention, evidence: Evidence) -> bool:
    place = mention.place.entity_id if mention.place else ""
    known = evidence.entities.get(place)
    doers = {actor.entity.entity_id for actor in mention.actors if actor.role != "target"}
    return known is not None and known.kind == "country" and place in doers


def _place_name(mentions: Mentions, evidence: Evidence) -> str:
    place = mentions[0].place
    return evidence.name(place) if place else ""


def _place_kind(left: str, right: str, event: Event, evidence: Evidence) -> str:
    one, two = evidence.wholes(left), evidence.wholes(right)
    if left in two or right in one or _is_state_of(left, right, evidence) or _near(left, right, evidence):
        return "granularity"
    if event.mode in evidence.knowledge.moving and evidence.land(left) == evidence.land(right):
        return "scope"
    return "contradiction" if evidence.placed(left) and evidence.placed(right) else ""


def _is_state_of(left: str, right: str, evidence: Evidence) -> bool:
    kinds = {evidence.entities[i].kind for i in (left, right) if i in evidence.entities}
    return "country" in kinds and evidence.land(left) == evidence.land(right)


def _near(left: str, right: str, evidence: Evidence) -> bool:
    a, b = evidence.entities.get(left), evidence.entities.get(right)
    if not a or not b or a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return False
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    half = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * 6371 * asin(sqrt(half)) < _NEAR_KM


def compare_types(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """Opposite types contradict; other differences are sides of one happening; open types say too little."""
    known = evidence.knowledge
    values = grouped(mentions, lambda m: None if m.type in known.open_types else m.type)
    groups = [Group(value=value, mentions=told) for value, told in values.items()]
    pairs = all_pairs(groups)
    clash = [(i, j) for i, j in pairs if frozenset((groups[i].value, groups[j].value)) in known.opposites]
    if pairs:
        yield Finding(
            event_id=event.id,
            field="type",
            kind="contradiction" if clash else "scope",
            scope=widest(groups, clash or pairs),
            groups=tuple(groups),
        )


FIELDS: tuple[Callable[[Event, Mentions, Evidence], Iterator[Finding]], ...] = (
    compare_dates,
    compare_quantities,
    compare_lengths,
    compare_places,
    compare_actors,
    compare_statuses,
    compare_types,
    compare_claims,
)
