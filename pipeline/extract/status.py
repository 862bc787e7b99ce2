"""Status of a mention: occurred, ongoing, planned, claimed, denied or cancelled.

Input: the passage and a draft. Output: the status with the rule that gave it. Rules stand in ``words.toml`` in order of
strength; the first that matches the predicate wins. Limits: reads tense, modality and evidentials near the trigger
(from it to the end of its clause in a verb-final language, the words around it elsewhere), no inference.
"""

from __future__ import annotations

from pipeline.edtf import Edtf
from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.model import Reason, Status

_LOOK_BACK = 40
_CARRIER = 10
"""How far behind an event noun its verb tells of the future (峰会将于)."""
_BEHIND = 14
"""How far behind what is said its verb tells how sure it is."""
_ADNOMINAL = 3
"""How far behind a verb that describes a noun its ending reaches; the rest tells of the noun (맺은 협정은 … 담았다)."""
_PRESENT = ".status.present@"
"""Part of the name of rules that take the present tense for a plan."""
_BEFORE = {"planned": False, "ongoing": True}


def status_of(passage: Passage, draft: Draft) -> tuple[Status, Reason]:
    """The status, and why. A dated saying has occurred, if it is not still to come; its content is judged by its own
    words."""
    if draft.hit.rule.speech and draft.kind in ("main", "item"):
        return "occurred", Reason(rule="status.saying@1", says="a dated saying has taken place")
    start, end = _window(passage, draft)
    for rule in passage.rules.status:
        if rule.fields.get("block", passage.block.kind) != passage.block.kind:
            continue
        stop, carrier = end, 0
        if rule.value in _BEFORE and not passage.rules.final and draft.kind != "nominal":
            stop = draft.hit.end if _BEFORE[rule.value] else draft.hit.start
            carrier = _CARRIER if draft.hit.rule.nominal and draft.kind == "main" else 0
        match = rule.pattern.search(passage.key, start, stop)
        if match is None and carrier:
            match = rule.pattern.search(passage.key, start, min(draft.end, draft.hit.end + carrier))
        if match is None:
            continue
        if draft.kind == "nominal" and rule.value not in ("planned", "cancelled"):
            continue
        if draft.hit.rule.mode == "deny" and rule.value == "denied":
            continue
        return rule.value, Reason(
            rule=rule.name, says=f"the wording says {rule.value}", span=passage.absolute(*match.span())
        )
    return "occurred", Reason(rule="status.told@1", says="told as a fact")


def _window(passage: Passage, draft: Draft) -> tuple[int, int]:
    if passage.rules.final:
        end = draft.end + (_BEHIND if draft.kind == "content" or _bound(passage, draft) else 0)
        end = draft.hit.end + _ADNOMINAL if draft.rule.startswith("clause.named@") else end
        return draft.hit.start, min(end, len(passage.key))
    if draft.kind == "nominal":
        return max(draft.start, draft.hit.start - 12), draft.hit.end
    start = max(draft.start, draft.hit.start - _LOOK_BACK)
    comma = max(passage.key.rfind(",", start, draft.hit.start), start)
    return comma, min(draft.end, draft.hit.end + 40)


def _bound(passage: Passage, draft: Draft) -> bool:
    """Whether the noun that a clause describes says how sure it is (열릴 예정인, 열린 것으로 알려진)."""
    return draft.kind == "relative" and passage.rules.said("qualified", passage.key, draft.end) is not None


def still_to_come(
    status: Status, why: Reason, date: Edtf | None, published: Edtf | None, open_: bool
) -> tuple[Status, Reason]:
    """What a text tells of a day after its own publication is planned, unless its wording is past (not ``open_``)."""
    if why.rule not in ("status.told@1", "status.saying@1") and not open_:
        return status, why
    if status != "occurred" or date is None or published is None or date.start is None or published.end is None:
        return status, why
    if date.start <= published.end:
        return status, why
    return "planned", Reason(
        rule="status.after_publication@1", says=f"{date} lies after the text's own date {published}"
    )


def of_history(status: Status, why: Reason, date: Edtf | None, published: Edtf | None) -> tuple[Status, Reason]:
    """What the present tense tells of a day before the text was written is done."""
    if status != "planned" or _PRESENT not in why.rule or date is None or published is None:
        return status, why
    if date.end is None or published.start is None or date.end >= published.start:
        return status, why
    return "occurred", Reason(rule="status.of_history@1", says="the present tense of a life or a history")


def settled(passage: Passage, draft: Draft, status: Status, by: str) -> Status:
    """Content that someone else is cited for is claimed, unless its own words say more or who says it must know.

    What is only named as over ("after the talks, ties grew") is not what the speaker claims, nor is a saying that a
    report passes on. What a sentence tells that opens with hearsay (据悉) is claimed too.
    """
    if status != "occurred":
        return status
    rules, key = passage.rules, passage.key
    if draft.kind in ("main", "content") and rules.said("hearsay_lead", key, passage.core[0]):
        return "claimed"
    vouched = rules.said("vouched", key[: draft.start], how="search") is not None
    known = draft.hit.rule.speech or rules.said("over", key, draft.hit.end) is not None
    return "claimed" if draft.kind == "content" and by and not vouched and not known else status
