"""Who is cited for what is told.

Input: the passage and a draft. Output: the name as written (or the id's name, where an entity covers it), empty where
nobody is cited, with the rule. Limits: the citation must stand in the same sentence; pronouns stay unresolved.
"""

from __future__ import annotations

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.model import EntityMention, Reason
from pipeline.rules import Rule


def attribution_of(passage: Passage, draft: Draft) -> tuple[EntityMention | None, str, Reason | None]:
    """The cited entity if known, the words that name it, and why; a saying's own speaker is its actor instead."""
    main = draft.kind == "main"
    if draft.kind not in ("content", "main") or (main and draft.hit.rule.speech):
        return None, "", None
    for rule in passage.rules.attribution:
        anywhere = not main or "according" in rule.id
        if not (anywhere or rule.id.endswith(".after")) or not _may_cite(rule, passage.key):
            continue
        for match in rule.pattern.finditer(passage.key):
            start, end = match.span("who")
            if start <= draft.hit.start < end or not (anywhere or start >= draft.end):
                continue
            entity = _entity(passage, start, end)
            words = passage.text[start:end].strip()
            reason = Reason(rule=rule.name, says=f"cites {words}", span=passage.absolute(start, end))
            return entity, words, reason
    return None, "", None


def _may_cite(rule: Rule, key: str) -> bool:
    """Whether one of the words stands here without which the rule finds nothing (``signs``): looking is quicker."""
    signs = rule.fields.get("signs")
    return signs is None or any(sign in key for sign in signs)


def _entity(passage: Passage, start: int, end: int) -> EntityMention | None:
    inside = [e for e in passage.entities if start <= passage.local(e.span)[0] and passage.local(e.span)[1] <= end]
    rank = {"person": 2, "org": 1}
    return max(inside, key=lambda e: (rank.get(e.kind, 0), e.span.start), default=None)
