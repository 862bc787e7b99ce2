"""Type and mode of a draft: those of its trigger, unless what is said or who is there makes it another deed.

Input: a passage, a draft, the states that the document is about. Output: type, mode and why. What a saying says may
make it a denial or a promise (``[[retype]]`` of ``words.toml``); a trigger that names a joint deed only where two
parties are there (``alone`` of ``events.toml``) is another one without them. Limits: parties are states of the clause,
words for "joint" or "both" (``joint``), and the pair of states that the whole document is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.model import EntityMention, Reason

Typed = tuple[str, str, Reason]
_DETAIL = 12
"""Signs behind a verdict on what is said, in a verb-final language, that may still belong to it."""


def typed(passage: Passage, draft: Draft, topic: Sequence[EntityMention]) -> Typed:
    """Type, mode and the reason for them."""
    rule = draft.hit.rule
    if rule.type == "STATEMENT" and draft.kind == "main":
        said = _by_content(passage, draft)
        if said is not None:
            return said
    if rule.alone[0] and not _joint(passage, draft, topic):
        return *rule.alone, Reason(rule=rule.name, says=f"{rule.alone[0]}.{rule.alone[1]}: one party alone does it")
    return rule.type, rule.mode, Reason(rule=rule.name, says=f"{rule.type}.{rule.mode} by its trigger")


def _by_content(passage: Passage, draft: Draft) -> Typed | None:
    """The deed that a saying does by what it says."""
    start, end = draft.content or (draft.start, draft.end)
    final = passage.rules.final
    for other in passage.rules.retype:
        match = other.pattern.search(passage.key, start, max(end, draft.hit.end if final else end))
        if match and (not final or end - match.end() <= _DETAIL or match.end() >= end):
            kind, mode = other.fields["type"], other.fields["mode"]
            where = passage.absolute(*match.span())
            return kind, mode, Reason(rule=other.name, says=f"what is said makes it {kind}", span=where)
    return None


def _joint(passage: Passage, draft: Draft, topic: Sequence[EntityMention]) -> bool:
    """Whether more than one party is there; for who travels, whether a state or a statesman does."""
    if len(topic) > 1 or passage.rules.said("joint", passage.key[draft.start : draft.end], how="search"):
        return True
    span = passage.absolute(draft.start, draft.end)
    named = [entity for entity in passage.entities if span.covers(entity.span)]
    if draft.hit.rule.frame == "visit" and any(entity.kind == "person" and _known(entity) for entity in named):
        return True
    return len({entity.entity_id for entity in named if entity.kind == "country"}) > 1


def _known(entity: EntityMention) -> bool:
    """Whether the person stands in the tables, which hold those who act for states."""
    return bool(entity.entity_id) and (entity.resolved_by == "table" or not entity.entity_id.startswith("local:"))
