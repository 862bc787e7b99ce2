"""An announcement and the deed itself that are put on one date, where other rows put the deed later.

Input: Evidence. Output: Findings of field ``claim``: was that date the notice that an agreement would end, or its end?
Limits: ends of agreements between the same states alone (relations.toml, ``notice``; facets ``treaty_end`` and
``deed_stage``); only where a third row tells the end on a later date is the earlier one in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from pipeline.check.distances import gap
from pipeline.check.evidence import Evidence
from pipeline.check.facets import Facet
from pipeline.check.findings import Finding, Group, grouped, widest
from pipeline.model import EventMention

_YEAR = 366  # days


def check_notices(evidence: Evidence) -> Iterator[Finding]:
    """Each notice that some text tells as the end itself."""
    stage = _facet("deed_stage", evidence)
    ends = [mention for mention in _ends(evidence) if mention.time.date]
    for notice in (m for m in ends if stage.read(evidence.quote(m))):
        others = [
            m for m in ends if m is not notice and not stage.read(evidence.quote(m)) and _tied(notice, m, evidence)
        ]
        early = [m for m in others if _one_time(notice, m)]
        later = [m for m in others if _later(notice, m, evidence)]
        if early and later:
            yield _finding(notice, early, later, evidence)


def _ends(evidence: Evidence) -> Iterator[EventMention]:
    """The mentions of all rows that tell of the end of an agreement."""
    types = _facet("treaty_end", evidence).types
    told = evidence.of_kinds(lambda kind: kind[0] in types and kind[2] == "occurred")
    return (mention for mention in told if ends_agreement(mention, evidence))


def ends_agreement(mention: EventMention, evidence: Evidence) -> bool:
    """Whether a mention tells of the end of an agreement."""
    facet = _facet("treaty_end", evidence)
    if mention.type not in facet.types or mention.status != "occurred" or not mention.time.date:
        return False
    words = evidence.quote(mention)
    return bool(evidence.knowledge.notice.agreement.search(words) and facet.read(words))


def _facet(name: str, evidence: Evidence) -> Facet:
    return next(facet for facet in evidence.knowledge.facets if facet.id == name)


def _tied(notice: EventMention, other: EventMention, evidence: Evidence) -> bool:
    """Whether another row tells the end of an agreement of the same states; a text may name one of them alone."""
    mine, theirs = _lands(notice, evidence), _lands(other, evidence)
    apart = evidence.event_of[notice.id] != evidence.event_of[other.id]
    return apart and len(mine) > 1 and bool(theirs) and theirs <= mine


def _lands(mention: EventMention, evidence: Evidence) -> frozenset[str]:
    ids = (actor.entity.entity_id for actor in mention.actors)
    return frozenset(evidence.land(i) for i in ids if i and evidence.placed(i))


def _one_time(notice: EventMention, other: EventMention) -> bool:
    one, two = notice.time.date, other.time.date
    return bool(one and two and one.overlaps(two))


def _later(notice: EventMention, other: EventMention, evidence: Evidence) -> bool:
    one, two = notice.time.date, other.time.date
    if not one or not two or not one.end or not two.start or not gap(one, two):
        return False
    return one.end < two.start <= one.end + timedelta(days=_YEAR * evidence.knowledge.notice.years)


def _finding(
    notice: EventMention, early: Sequence[EventMention], later: Sequence[EventMention], evidence: Evidence
) -> Finding:
    told = grouped((*early, *later), lambda mention: f"ended {mention.time.date}")
    groups = (
        Group(value=f"announced {notice.time.date}", mentions=(notice,)),
        *(Group(value=value, mentions=mentions) for value, mentions in told.items()),
    )
    return Finding(
        event_id=evidence.event_of[notice.id],
        field="claim",
        kind="contradiction",
        scope=widest(groups, [(0, i) for i in range(1, len(groups))]),
        groups=groups,
        facts=(("facet", evidence.knowledge.notice.field),),
    )
