"""A Finding -> a Conflict: severity, preferred value by a printed rule, one sentence, state from decisions.

Severity: high for status, actor and dates a month or more apart; medium for smaller date and count
contradictions; else low; one step lower where our reading supplied the difference. Preferred value: reviewer, then
primary text, then explicit date, then more independent origins, then later text, then none. Limits: a text is primary
only where ``sources.csv`` says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, cast

from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding, Group
from pipeline.check.sentences import Statement, Told
from pipeline.edtf import Edtf
from pipeline.model import Conflict, ConflictValue, Decision, EventMention, Severity

State = Literal["open", "explained", "resolved", "dismissed"]
_STEPS: tuple[Severity, ...] = ("low", "medium", "high")
_STATES = ("open", "explained", "resolved", "dismissed")


def judge(finding: Finding, evidence: Evidence, decisions: Sequence[Decision]) -> Conflict:
    """The row of the conflicts table."""
    values = tuple(_value(group, evidence) for group in finding.groups)
    preferred, rule = prefer(finding, evidence, decisions)
    said = stated(finding)
    conflict = Conflict(
        id=conflict_id(finding),
        event_id=finding.event_id,
        field=finding.field,
        kind=finding.kind,
        scope=finding.scope,
        values=values,
        delta=finding.delta,
        severity=severity(finding, evidence),
        explanation=evidence.knowledge.sentences.sentence(said, subject=evidence.label),
        template=said.template,
        facts=tuple(sorted(said.facts.items())),
        preferred_value=preferred,
        preferred_rule=rule,
    )
    return decided(conflict, decisions)


def conflict_id(finding: Finding) -> str:
    """The same for the same event, field, kind, scope and told values, whatever else a run reads."""
    told = sorted((group.value, sorted(m.id for m in group.mentions)) for group in finding.groups)
    said = (finding.template, finding.facts) if finding.facts else ()
    key = repr((finding.event_id, finding.field, finding.kind, finding.scope, told, said))
    return "cf-" + hashlib.sha256(key.encode()).hexdigest()[:12]


def _value(group: Group, evidence: Evidence) -> ConflictValue:
    if group.document:
        return ConflictValue(
            value=group.value, quote=group.quote, mention_ids=(), documents=(group.document,), languages=(), n_origins=1
        )
    mentions = sorted(group.mentions, key=lambda m: (m.document_id, m.span, m.id))
    return ConflictValue(
        value=group.value,
        quote=evidence.quote(mentions[0]),
        mention_ids=tuple(mention.id for mention in mentions),
        documents=tuple(sorted({mention.document_id for mention in mentions})),
        languages=tuple(sorted({mention.language for mention in mentions})),
        n_origins=origins(mentions),
    )


def origins(mentions: Sequence[EventMention]) -> int:
    """How many independent origins tell it."""
    return len({mention.origin_group or mention.document_id for mention in mentions})


def severity(finding: Finding, evidence: Evidence) -> Severity:
    """How much a conflict matters; see the rule at the top."""
    step = _step(finding, evidence.settings.check_month_days)
    return _STEPS[max(0, step - bool(finding.inferred[0]))]


def _step(finding: Finding, month: int) -> int:
    if finding.kind not in ("contradiction", "arithmetic"):
        return 0
    if finding.field in ("status", "actor"):
        return 2
    if finding.field == "date":
        return 2 if finding.days >= month else 1
    return 1 if finding.field == "quantity" else 0


def prefer(finding: Finding, evidence: Evidence, decisions: Sequence[Decision]) -> tuple[str, str]:
    """The value to use if one must be used, and the printed rule that says so; both empty if no rule does."""
    names = evidence.knowledge.explanations["preferred"]
    if chosen := _reviewed(finding, decisions):
        return chosen, names["reviewer"]
    if finding.kind != "arithmetic" and (chosen := _primary(finding, evidence)):
        return chosen, names["primary"]
    if finding.field == "date" and finding.kind != "arithmetic" and (chosen := _explicit(finding, evidence)):
        return chosen, names["explicit"]
    if finding.kind == "contradiction" and (chosen := _most_origins(finding, evidence)):
        return chosen, names["origins"]
    if finding.kind in ("contradiction", "revision") and (chosen := _latest(finding, evidence)):
        return chosen, names["later"]
    return "", ""


def _reviewed(finding: Finding, decisions: Sequence[Decision]) -> str:
    members = {mention.id for group in finding.groups for mention in group.mentions}
    chosen = ""
    for decision in decisions:
        if decision.kind == "field" and decision.field == finding.field and set(decision.target) & members:
            chosen = decision.value
    return chosen


def _primary(finding: Finding, evidence: Evidence) -> str:
    """The one value that primary texts tell."""
    told = [
        g.value for g in finding.groups if any(evidence.documents[m.document_id].role == "primary" for m in g.mentions)
    ]
    return told[0] if len(told) == 1 else ""


def _explicit(finding: Finding, evidence: Evidence) -> str:
    """The one value that texts state in full; where compatible dates are stated, the one day among them."""
    stated = [group.value for group in finding.groups if _backed(group, evidence, finding.event_id)]
    if finding.kind == "granularity":
        days = [value for value in stated if Edtf(value).precision == "day"]
        return days[0] if len(days) == 1 else ""
    return stated[0] if len(stated) == 1 else ""


def _backed(group: Group, evidence: Evidence, event_id: str) -> bool:
    """Whether some mention of the event states this date in full, or a finer one inside it."""
    return any(mention.time.basis == "explicit" for mention in _support(group, evidence, event_id))


def _support(group: Group, evidence: Evidence, event_id: str) -> tuple[EventMention, ...]:
    """The mentions of the event, in any document, whose date is this one or lies in it."""
    value = Edtf(group.value)
    told = evidence.told.get(event_id, group.mentions)
    return tuple(mention for mention in told if mention.time.date and value.contains(mention.time.date))


def _most_origins(finding: Finding, evidence: Evidence) -> str:
    """The value that more independent origins tell than any other."""
    told = {g.value: g.mentions for g in finding.groups}
    if finding.field == "date":
        told = {group.value: _support(group, evidence, finding.event_id) for group in finding.groups}
    counts = {value: origins(mentions) for value, mentions in told.items()}
    if len(set(counts.values())) == 1:
        return ""
    best = [value for value, count in counts.items() if count == max(counts.values())]
    if finding.field == "date":
        best = _finest(best, list(counts))
    return best[0] if len(best) == 1 else ""


def _finest(best: list[str], told: list[str]) -> list[str]:
    """The finest date told inside the best ones, unless dates inside exclude each other: 2018-06-12 for 2018-06."""
    inside = [value for value in told if any(Edtf(one).contains(Edtf(value)) for one in best)]
    finest = max(inside, key=lambda value: (sum(Edtf(other).contains(Edtf(value)) for other in inside), value))
    return [finest] if all(Edtf(value).overlaps(Edtf(finest)) for value in inside) else best


def _latest(finding: Finding, evidence: Evidence) -> str:
    """The value that only the latest text tells, where all texts have a date."""
    days = {group.value: [evidence.published(mention) for mention in group.mentions] for group in finding.groups}
    if any(day is None for told in days.values() for day in told):
        return ""
    last = sorted(((max(day for day in told if day), value) for value, told in days.items()), reverse=True)
    return last[0][1] if len(last) > 1 and last[0][0] > last[1][0] else ""


def stated(finding: Finding) -> Statement:
    """What a finding says, ready to be put into words."""
    template = finding.template or finding.kind
    facts = dict(finding.facts)
    if finding.inferred[0]:
        facts |= dict(zip(("inferred", "anchor"), finding.inferred, strict=True))
    return Statement(
        field=finding.field,
        template=template if "." in template else f"{finding.field}.{template}",
        scope=finding.scope,
        told=tuple(_told(group) for group in finding.groups),
        delta=finding.delta,
        facts=facts,
    )


def _told(group: Group) -> Told:
    return Told(
        value=group.value,
        documents=tuple(sorted({mention.document_id for mention in group.mentions})),
        places=tuple(sorted({mention.span.start for mention in group.mentions})),
    )


def decided(conflict: Conflict, decisions: Sequence[Decision]) -> Conflict:
    """The conflict with what a reviewer decided on it; the last decision holds.

    A decision finds its conflict by id, or by field and mentions where new mentions changed the id.
    """
    for decision in decisions:
        if decision.kind == "conflict" and _meant(decision, conflict):
            state = decision.verdict if decision.verdict in _STATES else "resolved"
            conflict = replace(conflict, state=cast(State, state), reviewed_by=decision.by, note=decision.note)
            if decision.value:
                conflict = replace(conflict, preferred_value=decision.value, preferred_rule="reviewer")
    return conflict


def _meant(decision: Decision, conflict: Conflict) -> bool:
    if conflict.id in decision.target:
        return True
    if decision.field != conflict.field or decision.old not in ("", conflict.kind):
        return False
    members = {member for value in conflict.values for member in value.mention_ids}
    mentions = {name for name in decision.target if not name.startswith("cf-")}
    return bool(mentions) and mentions <= members


def by_event(conflicts: Sequence[Conflict], event_of: Mapping[str, str]) -> Mapping[str, int]:
    """How many conflicts each event takes part in, the ones it shares with another row too."""
    counts: dict[str, int] = {}
    for conflict in conflicts:
        members = {event_of[m] for value in conflict.values for m in value.mention_ids if m in event_of}
        for event_id in members | {conflict.event_id}:
            counts[event_id] = counts.get(event_id, 0) + 1
    return counts
