"""The mentions of one event, field by field: date, status, place, type. (Actors, numbers and claims beside.)

Input: one event's mentions. Output: Findings with a kind; the first kind that holds, in the order granularity,
revision, scope, contradiction. Limits: a mention that says nothing on a field disagrees with nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt

from pipeline.check.claims import compare_claims
from pipeline.check.evidence import Evidence
from pipeline.check.figures import compare_lengths, compare_quantities
from pipeline.check.findings import Finding, Group, all_pairs, grouped, sides, widest
from pipeline.check.parties import compare_actors
from pipeline.edtf import Edtf
from pipeline.model import Event, EventMention

Mentions = Sequence[EventMention]
_NEAR_KM = 30  # a suburb, an airport, a port of the town


def compare(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """All disagreements between the mentions of one event."""
    for field in FIELDS:
        yield from field(event, mentions, evidence)


def compare_dates(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """Disjoint days contradict, unless one was a plan; one value inside another is granularity."""
    values = grouped(mentions, lambda mention: mention.time.date)
    groups = [Group(value=str(value), mentions=told) for value, told in values.items()]
    dates = list(values)
    apart = [(i, j) for i, j in all_pairs(groups) if gap(dates[i], dates[j]) > 0]
    moved = [(i, j) for i, j in apart if _postponed(groups[i], groups[j], evidence)]
    clash = [pair for pair in apart if pair not in moved]
    nested = [(i, j) for i, j in all_pairs(groups) if (i, j) not in apart and _nested(dates[i], dates[j])]
    told_coarse = [(i, j) for i, j in nested if _stated(groups[i]) and _stated(groups[j])]
    if told_coarse:
        used = [groups[i] for i in sorted({i for pair in told_coarse for i in pair})]
        precision = {dates[i].precision for pair in told_coarse for i in pair}
        yield Finding(
            event_id=event.id,
            field="date",
            kind="granularity",
            scope=widest(groups, told_coarse),
            groups=tuple(used),
            delta=" / ".join(sorted(precision)) if len(precision) > 1 else "one within the other",
        )
    for kind, pairs in (("revision", moved), ("contradiction", clash)):
        for side in sides(groups, pairs):
            days = max(gap(Edtf(side.groups[i].value), Edtf(side.groups[j].value)) for i, j in side.pairs)
            yield Finding(
                event_id=event.id,
                field="date",
                kind="revision" if kind == "revision" else "contradiction",
                scope=side.scope,
                groups=side.groups,
                delta=length(days),
                days=days,
                inferred=_inferred(side.groups),
            )


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


def length(days: int) -> str:
    """A number of days in words: days, then months, then years."""
    for size, name in ((365, "year"), (30, "month"), (1, "day")):
        if days >= 2 * size or size == 1:
            count = round(days / size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    raise AssertionError


def _nested(left: Edtf, right: Edtf) -> bool:
    return (left.start, left.end) != (right.start, right.end)


def _stated(group: Group) -> bool:
    """Whether a source says this value itself; a date that a clause merely inherits is not more or less precise."""
    return any(mention.time.basis != "inherited" for mention in group.mentions)


def _postponed(left: Group, right: Group, evidence: Evidence) -> bool:
    return _updates(left, right, evidence) or _updates(right, left, evidence)


def _updates(old: Group, new: Group, evidence: Evidence) -> bool:
    """Whether every telling of ``old`` is a plan that ``new`` overtook, or an earlier report of the same publisher."""
    plans = all(mention.status in ("planned", "cancelled") for mention in old.mentions)
    if plans and any(mention.status not in ("planned", "cancelled") for mention in new.mentions):
        return True
    return all(evidence.later(a, b) for a in old.mentions for b in new.mentions)


def _inferred(groups: Sequence[Group]) -> tuple[str, str]:
    """The value that our reading completed in every telling of it, with its anchor."""
    for group in groups:
        if all(mention.time.basis not in ("explicit", "duration") for mention in group.mentions):
            return group.value, group.mentions[0].time.anchor or group.mentions[0].time.basis
    return "", ""


def compare_statuses(event: Event, mentions: Mentions, evidence: Evidence) -> Iterator[Finding]:
    """Pairs of statuses by the table of kinds; a plan told after the fact is a contradiction, not a revision."""
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
    """A place in another is granularity; two stops of a visit are scope; else two places contradict."""
    values = grouped(mentions, lambda m: m.place.entity_id if m.place and m.place.entity_id else None)
    places = list(values)
    groups = [Group(value=_place_name(told, evidence), mentions=told) for told in values.values()]
    kinds = {(i, j): _place_kind(places[i], places[j], event, evidence) for i, j in all_pairs(groups)}
    for kind in ("granularity", "scope", "contradiction"):
        chosen = [pair for pair, found in kinds.items() if found == kind]
        if chosen:
            yield Finding(
                event_id=event.id,
                field="place",
                kind="granularity" if kind == "granularity" else "scope" if kind == "scope" else "contradiction",
                scope=widest(groups, chosen),
                groups=tuple(groups[i] for i in sorted({i for pair in chosen for i in pair})),
            )


def _place_name(mentions: Mentions, evidence: Evidence) -> str:
    place = mentions[0].place
    return evidence.name(place) if place else ""


def _place_kind(left: str, right: str, event: Event, evidence: Evidence) -> str:
    one, two = evidence.wholes(left), evidence.wholes(right)
    if left in two or right in one or _is_state_of(left, right, evidence) or _near(left, right, evidence):
        return "granularity"
    if event.mode in evidence.knowledge.moving and evidence.land(left) == evidence.land(right):
        return "scope"
    return "contradiction"


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
