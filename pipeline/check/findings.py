"""A disagreement as found, before it is judged; and how values are grouped and paired.

Input: the mentions of one event with the value that each tells. Output: ``Finding``. Limits: pure bookkeeping.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from pipeline.languages import code_of
from pipeline.model import ConflictField, ConflictKind, ConflictScope, EventMention

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A value in words, and the mentions that tell it; or a document and its words, where no mention does."""

    value: str
    mentions: tuple[EventMention, ...]
    document: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A disagreement inside an event. ``days`` is how far dates lie apart (0 elsewhere).

    ``inferred`` names a value whose difference our reading supplied, with the anchor; ``template`` names the
    sentence where it is not the one of field and kind, ``facts`` fill it.
    """

    event_id: str
    field: ConflictField
    kind: ConflictKind
    scope: ConflictScope
    groups: tuple[Group, ...]
    delta: str = ""
    days: int = 0
    inferred: tuple[str, str] = ("", "")
    template: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def grouped(
    mentions: Iterable[EventMention], value: Callable[[EventMention], V | None]
) -> Mapping[V, tuple[EventMention, ...]]:
    """Mentions by the value they tell, in order of first telling; None tells nothing."""
    found: dict[V, list[EventMention]] = defaultdict(list)
    for mention in mentions:
        told = value(mention)
        if told is not None:
            found[told].append(mention)
    return {told: tuple(group) for told, group in found.items()}


def apart(left: Group, right: Group) -> bool:
    """Whether the two values stand in different clauses: what one clause tells twice is no disagreement."""
    return any(a.document_id != b.document_id or a.span != b.span for a in left.mentions for b in right.mentions)


def scope_of(left: EventMention, right: EventMention) -> ConflictScope:
    """Within a document, across documents, or across languages."""
    if left.document_id == right.document_id:
        return "within_document"
    return "cross_document" if code_of(left.language) == code_of(right.language) else "cross_lingual"


_WIDTH: Mapping[ConflictScope, int] = {"within_document": 0, "cross_document": 1, "cross_lingual": 2}


def widest(groups: Sequence[Group], pairs: Iterable[tuple[int, int]]) -> ConflictScope:
    """The widest scope among the mentions of disagreeing groups (pairs of positions)."""
    scopes = {scope_of(a, b) for i, j in pairs for a in groups[i].mentions for b in groups[j].mentions}
    return max(scopes, key=_WIDTH.__getitem__, default="within_document")


@dataclass(frozen=True, slots=True)
class Side:
    """The part of a disagreement that lies inside one document, or between documents."""

    scope: ConflictScope
    groups: tuple[Group, ...]
    pairs: tuple[tuple[int, int], ...]


def sides(groups: Sequence[Group], pairs: Sequence[tuple[int, int]], *, within: bool = True) -> tuple[Side, ...]:
    """Split a contradiction: one side for each document that contradicts itself, one between documents.

    ``pairs`` are positions of groups that cannot both be right; ``within`` False leaves out the first kind.
    """
    found = []
    for document in sorted({m.document_id for group in groups for m in group.mentions} if within else ()):
        inside = [tuple(m for m in group.mentions if m.document_id == document) for group in groups]
        told = [(i, j) for i, j in pairs if inside[i] and inside[j]]
        if told:
            found.append(_side("within_document", groups, inside, told))
    across = [(i, j) for i, j in pairs if _between(groups[i], groups[j])]
    if across:
        kept = [group.mentions for group in groups]
        found.append(_side(widest(groups, across), groups, kept, across))
    return tuple(found)


def _side(
    scope: ConflictScope,
    groups: Sequence[Group],
    mentions: Sequence[tuple[EventMention, ...]],
    pairs: Sequence[tuple[int, int]],
) -> Side:
    used = sorted({position for pair in pairs for position in pair})
    place = {position: index for index, position in enumerate(used)}
    return Side(
        scope,
        tuple(Group(value=groups[i].value, mentions=mentions[i]) for i in used),
        tuple((place[i], place[j]) for i, j in pairs),
    )


def _between(left: Group, right: Group) -> bool:
    return any(a.document_id != b.document_id for a in left.mentions for b in right.mentions)


def all_pairs(groups: Sequence[Group]) -> list[tuple[int, int]]:
    """All pairs of positions whose values stand in different clauses."""
    return [(i, j) for i, j in combinations(range(len(groups)), 2) if apart(groups[i], groups[j])]
