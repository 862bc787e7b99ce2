"""Roles of the names around a trigger: who does it, to or with whom, and where.

Input: a passage, a draft and the names inside it. Output: actors with roles, and the place. Roles come from particles
or prepositions, word order and voice, as the trigger's frame reads them. Limits: names only; a modifier of another
name (the country of a president) is no actor; what stands in another clause is taken over by events.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.model import Actor, EntityMention, Role

_ACTING = ("person", "country", "org", "group", "other")
_PLACES = ("place", "country")
_COORDINATED = re.compile(r"\s?(?:,|、|·|및|와|과|이랑|와 함께|和|与|及|以及|and|&|, and)\s?(?:the )?")
_PASSIVE_KO = re.compile(r"(?:을|를)?\s?(?:되|됐|된|돼|될|당하|당했|받았|받은|받고|받아|히|혔|졌|지)")
_PASSIVE_ZH = re.compile(r"(?:被|遭到|遭|受到|获|得到|经)[^,，]{0,14}$")
_PASSIVE_EN = re.compile(r"\b(?:was|were|is|are|been|being|be)\s(?:\w+ly )?$")
_NOUNS = ("NN", "XS", "SL", "SN", "SH", "MM", "XP", "NR", "SS", "SY", "XR")

_FRAMES: dict[str, dict[str, Role]] = {
    "symmetric": dict.fromkeys(("subject", "object", "with", "to", "by", "from", "of", "bare"), "participant"),
    "visit": {"subject": "source", "object": "target", "to": "target", "at": "target", "of": "source", "bare": "target", "by": "source"},
    "directed": {"subject": "source", "object": "target", "to": "target", "with": "target", "by": "source", "of": "source", "bare": "target", "from": "target"},
    "attack": {"subject": "source", "object": "target", "to": "target", "with": "target", "by": "source", "of": "source", "bare": "target"},
    "give": {"subject": "source", "object": "target", "to": "target", "of": "source", "by": "source", "from": "source", "with": "target"},
    "receive": {"subject": "target", "from": "source", "by": "source", "of": "source", "with": "source", "bare": "source"},
    "transitive": {"subject": "source", "object": "target", "to": "target", "with": "target", "from": "target", "by": "source", "of": "source", "bare": "source"},
    "patient": {"subject": "target", "object": "target", "by": "source", "of": "target", "bare": "target"},
    "speech": {"subject": "source", "by": "source"},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A name with what its particle, preposition or place in the clause says of it."""

    entity: EntityMention
    slot: str
    start: int


def roles(passage: Passage, draft: Draft, start: int, end: int) -> tuple[tuple[Actor, ...], EntityMention | None]:
    """Actors in text order, one per entity, and the place, from the names in ``[start, end)``."""
    found = slots(passage, draft, start, end)
    frame = draft.hit.rule.frame
    table = _FRAMES.get(frame, _FRAMES["directed"])
    passive = _passive(passage, draft)
    actors: dict[str, Actor] = {}
    for item in found:
        role = table.get(item.slot)
        if role is None or item.entity.kind not in _ACTING:
            continue
        if passive and frame not in ("symmetric", "patient"):
            role = "target" if item.slot == "subject" else role
        key = item.entity.entity_id or item.entity.surface
        if key not in actors:
            actors[key] = Actor(entity=item.entity, role=role)
    return tuple(actors.values()), _place(passage, draft, found)


def _place(passage: Passage, draft: Draft, slots: Sequence[Slot]) -> EntityMention | None:
    places = [item for item in slots if item.entity.kind in _PLACES]
    if draft.hit.rule.frame == "visit":
        reached = [item for item in places if item.slot in ("object", "to", "at", "bare")]
        fine = [item for item in reached if item.entity.kind == "place"]
        if fine or reached:
            return (fine or reached)[0].entity
    there = [item for item in places if item.slot == "at"]
    fine = [item for item in there if item.entity.kind == "place"]
    if fine or there:
        return (fine or there)[0].entity
    return None


def slots(passage: Passage, draft: Draft, start: int, end: int) -> list[Slot]:
    """The names in ``[start, end)`` with the slot that each one fills, in text order."""
    inside = [
        entity for entity in passage.entities
        if start <= passage.local(entity.span)[0] and passage.local(entity.span)[1] <= end
        and not _masked(passage, entity) and not _in_content(passage, draft, entity)
    ]  # fmt: skip
    inside.sort(key=lambda entity: (entity.span.start, -entity.span.end, entity.entity_id))
    named = _Namer(passage, draft, inside)
    return [
        Slot(entity=entity, slot=named.slot(index), start=passage.local(entity.span)[0])
        for index, entity in enumerate(inside)
    ]


def _masked(passage: Passage, entity: EntityMention) -> bool:
    return any(mask.overlaps(entity.span) for mask in passage.masks)


def _in_content(passage: Passage, draft: Draft, entity: EntityMention) -> bool:
    """Names inside what is said are no actors of the saying, save its topic before the content."""
    if draft.content is None or draft.hit.rule.frame != "speech":
        return False
    start, end = passage.local(entity.span)
    if not passage.rules.final:
        return start >= draft.content[0]
    return end <= draft.content[1] and not _topic_zone(passage, draft, end)


def _topic_zone(passage: Passage, draft: Draft, end: int) -> bool:
    """Whether the name stands before the speaker's topic particle, with no predicate between."""
    for token in passage.tokens:
        at = token.span.start - passage.offset
        if at < end:
            continue
        tags = token.tag.split("+")
        if any(tag in ("EC", "EF", "ETM", "ETN") for tag in tags) or tags[0] in ("JKO", "JKB"):
            return tags[0] == "JKB" and passage.key[at : at + 3] == "에서는"
        if (tags[0] == "JX" and token.lemma in ("은", "는")) or tags[0] == "JKS":
            first = not any(
                t.tag in ("JX", "JKS") and draft.start <= t.span.start - passage.offset < end for t in passage.tokens
            )
            return first and (tags[0] == "JX" or not _speaker_after(passage, draft))
    return False


def _speaker_after(passage: Passage, draft: Draft) -> bool:
    if draft.content is None:
        return False
    return any(
        token.tag in ("JX", "JKS") and draft.content[1] < token.span.start - passage.offset < draft.hit.start
        for token in passage.tokens
    )


def _passive(passage: Passage, draft: Draft) -> bool:
    hit = draft.hit
    if passage.rules.final:
        return bool(_PASSIVE_KO.match(passage.key, hit.end)) and hit.noun
    if passage.rules.lexis.word_bounds:
        return hit.kind in ("past", "participle") and bool(_PASSIVE_EN.search(passage.key[: hit.start]))
    return bool(_PASSIVE_ZH.search(passage.key[draft.start : hit.start]))


class _Namer:
    """Reads the slot of each name of one draft; modifiers and coordinated names look to the name behind them."""

    def __init__(self, passage: Passage, draft: Draft, entities: Sequence[EntityMention]) -> None:
        self.passage = passage
        self.draft = draft
        self.entities = entities

    def slot(self, index: int) -> str:
        """The slot of the name at ``index``: subject, object, to, with, from, at, by, of, bare or modifier."""
        entity = self.entities[index]
        following = self._next(index)
        if following is not None:
            gap = self._gap(entity, self.entities[following])
            if _COORDINATED.fullmatch(gap):
                return self.slot(following)
            if self._modifies(gap, entity, self.entities[following]):
                return "modifier"
        if self.passage.rules.final:
            return self._after(entity)
        return self._before(index)

    def _next(self, index: int) -> int | None:
        end = self.entities[index].span.end
        for later in range(index + 1, len(self.entities)):
            if self.entities[later].span.start >= end:
                return later
        return None

    def _gap(self, left: EntityMention, right: EntityMention) -> str:
        return self.passage.key[left.span.end - self.passage.offset : right.span.start - self.passage.offset]

    def _modifies(self, gap: str, left: EntityMention, right: EntityMention) -> bool:
        """``러시아 외무장관 세르게이``, ``俄罗斯总统普京``, ``Russian president Putin``: nothing but nouns between."""
        if len(gap) > 16 or re.search(r"[,，。;()（）\d]", gap):
            return False
        if self.passage.rules.final:
            start = left.span.end
            between = [t for t in self.passage.tokens if start <= t.span.start < right.span.start]
            return right.kind in ("person", "org") and all(t.tag[:2] in _NOUNS for t in between)
        if self.passage.rules.lexis.word_bounds:
            return right.kind in ("person", "org") and left.kind == "country" and not re.search(
                r"\b(?:and|with|to|in|of|by|from|at|on|met|visited|the)\b", gap
            ) and not self._holds_hit(left, right)  # fmt: skip
        return (
            right.kind in ("person", "org")
            and not re.search(r"[与和同对向在于被由、]", gap)
            and not self._holds_hit(left, right)
        )

    def _holds_hit(self, left: EntityMention, right: EntityMention) -> bool:
        start, end = self.passage.local(left.span)[1], self.passage.local(right.span)[0]
        return start <= self.draft.hit.start < end

    def _after(self, entity: EntityMention) -> str:
        passage, key = self.passage, self.passage.key
        at = entity.span.end - passage.offset
        starts = {e.span.start - passage.offset for e in self.entities}
        for _ in range(6):
            found = self._particle(at)
            if found:
                return found
            token = next(
                (t for t in passage.tokens if t.span.start - passage.offset >= at and t.span.end - passage.offset > at),
                None,
            )
            if token is None or token.tag[:2] not in _NOUNS:
                break
            if (
                token.span.start - passage.offset in starts
                or self.draft.hit.start <= token.span.start - passage.offset < self.draft.hit.end
            ):
                break
            at = token.span.end - passage.offset
        direct = key[entity.span.end - passage.offset : self.draft.hit.start]
        if (
            entity.span.start - passage.offset >= self.draft.hit.start
            and entity.span.end - passage.offset <= self.draft.hit.end
        ):
            return "bare"
        return "bare" if 0 <= len(direct) <= 12 and not re.search(r"[은는이가을를에,]\s", direct) else "other"

    def _particle(self, at: int) -> str:
        for rule in self.passage.rules.particles:
            if rule.pattern.match(self.passage.key, at):
                return str(rule.fields["role"])
        return ""

    def _before(self, index: int) -> str:
        passage, hit = self.passage, self.draft.hit
        entity = self.entities[index]
        start = self._chain_start(index)
        before = passage.key[self.draft.start : start - 0]
        ahead = entity.span.end - passage.offset <= hit.start
        for rule in passage.rules.particles:
            if rule.fields.get("before"):
                if rule.pattern.search(before[-40:]):
                    return str(rule.fields["role"])
            elif rule.pattern.match(passage.key, entity.span.end - passage.offset) and ahead:
                return str(rule.fields["role"])
        if entity.span.start - passage.offset >= hit.start and entity.span.end - passage.offset <= hit.end:
            return "bare"
        return "subject" if ahead else "object"

    def _chain_start(self, index: int) -> int:
        """Where the noun phrase of the name starts: over its modifiers and coordinated names before it."""
        position = self.entities[index].span.start - self.passage.offset
        for earlier in range(index - 1, -1, -1):
            left = self.entities[earlier]
            gap = self.passage.key[left.span.end - self.passage.offset : position]
            joined = _COORDINATED.fullmatch(gap) or self._modifies(gap, left, self.entities[index])
            if left.span.end - self.passage.offset > position or not joined:
                break
            position = left.span.start - self.passage.offset
        return position
