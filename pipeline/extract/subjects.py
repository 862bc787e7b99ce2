"""Subjects that stand outside the clause: whether it lacks one of its own, and what the sentence offers for it.

Input: a passage, a draft and its slots. Output: a name, or None. The head noun of an adnominal clause, the owner in
front of a dated noun phrase, the speaker of what is said, the topic of the sentence. Limits: names only, one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.draft import Draft
from pipeline.extract.frames import acts
from pipeline.extract.passage import Passage
from pipeline.extract.predicates_final import outer_topic
from pipeline.extract.slots import Slot
from pipeline.model import Actor, EntityMention

_ADVERBS = ("d", "ad", "vd", "a", "z", "c")
"""Tags of adverbs, of adjectives that may be one, and of conjunctions in jieba's dictionary."""


def may_elide(passage: Passage, draft: Draft, found: Sequence[Slot]) -> bool:
    """Whether the clause has no subject of its own, be it a known name or any other noun."""
    if any(item.slot == "subject" and not item.said for item in found):
        return False
    if passage.rules.final:
        return not has_subject(passage, draft)
    if draft.kind in ("nominal", "relative", "reduced"):
        return not any(item.slot in ("subject", "of") for item in found)
    return draft.opened != "relative" and _adverbs_alone(passage, draft.start, draft.hit.start)


def _adverbs_alone(passage: Passage, start: int, end: int) -> bool:
    """Whether nothing but what may precede a verb without its subject stands in ``[start, end)``: the language's words,
    and adverbs by their tag."""
    at = start
    while at < end:
        led = passage.rules.said("elided", passage.key[:end], at)
        token = passage.token_at(at)
        if led is not None and led.end() > at:
            at = led.end()
        elif token is not None and token.tag in _ADVERBS:
            at = token.end - passage.offset
        else:
            return False
    return True


def has_subject(passage: Passage, draft: Draft) -> bool:
    """Whether any noun is the subject where verbs stand at the end; of a saying the topic before what is said, too."""
    if draft.content is None:
        return any(_subject_at(passage, draft.start, draft.hit.end))  # its own words may name it: 불이 나다
    if any(_subject_at(passage, draft.content[1], draft.hit.start)):
        return True
    return outer_topic(passage, draft.start, _content_start(passage, draft.start, draft.content[1])) is not None


def _content_start(passage: Passage, start: int, end: int) -> int:
    """Where a quotation opens in ``[start, end)``: a topic inside it is none of the saying (이어 "책임은 …"고)."""
    opened = passage.rules.said("quoted", passage.key[start:end], how="search")
    return start + opened.start() if opened else end


def unnamed(passage: Passage, draft: Draft, actors: Sequence[Actor]) -> bool:
    """Whether the clause has a topic (은, 는) that is somebody, but none of the names that take part in it."""
    topic = outer_topic(passage, draft.start, draft.hit.start) if passage.rules.final else None
    if topic is None or passage.rules.said("somebody", passage.key[draft.start : topic], how="search") is None:
        return False
    clause = passage.absolute(draft.start, topic)
    return not any(clause.covers(actor.entity.span) for actor in actors)


def _subject_at(passage: Passage, start: int, end: int) -> Iterator[bool]:
    """For each subject or topic particle in ``[start, end)``; a topic behind a particle or an ending is no subject."""
    led = passage.tokens_between(0, start)
    before = led[-1].tag if led else ""
    for token in passage.tokens_between(start, end):
        at = token.start - passage.offset
        topical = token.tag == "JX" and before.rpartition("+")[2] in ("JKB", "JC", "EC")
        also = before[:2] in ("NN", "XS") and passage.rules.said("also", passage.key, at) is not None  # 시민들 역시
        named = also or (token.tag in ("JKS", "JX") and not topical)
        named = named and passage.rules.said("becomes", passage.key, at) is None
        if named and not passage.rules.said("own_subject_end", passage.key, at):
            yield True
        before = token.tag


def marked_subject(passage: Passage, entity: EntityMention) -> bool:
    """Whether the name stands in the sentence with a particle of subject or topic behind it."""
    inside = passage.rules.final and passage.sentence.span.covers(entity.span)
    return inside and _is_subject(passage, passage.local(entity.span)[1])


def says_pair(passage: Passage, entity: EntityMention) -> bool:
    """Whether the name is a word for two parties (양측, 双方, the two sides)."""
    start, end = passage.local(entity.span)
    name = passage.key[start:end]
    return any(word in name for words in (passage.rules.pair_words, passage.rules.side_words) for word in words)


def theme(passage: Passage) -> EntityMention | None:
    """What a sentence without any deed is about: the last name with a topic particle, or the name that opens it."""
    named = [entity for entity in passage.entities if acts(entity) and entity.entity_id]
    if passage.rules.final:
        about = [entity for entity in named if passage.rules.said("topic", passage.key, passage.local(entity.span)[1])]
        return about[-1] if about else None
    first = next(iter(named), None)
    if (
        first is None
        or passage.rules.said("opening", passage.key[: passage.local(first.span)[0]], how="fullmatch") is None
    ):
        return None
    return first if passage.rules.said("goes_on", passage.key, passage.local(first.span)[1]) is None else None


def outer(passage: Passage, draft: Draft) -> EntityMention | None:
    """The name outside ``draft`` that its left-out subject means."""
    named = [entity for entity in passage.entities if acts(entity)]
    if draft.kind == "relative" and passage.rules.final:
        behind = next((e for e in named if 0 <= passage.local(e.span)[0] - draft.end <= 1), None)
        if behind is not None:
            return behind
    before = [entity for entity in named if passage.local(entity.span)[1] <= draft.start]
    if draft.kind in ("relative", "nominal") and before:
        last = max(before, key=lambda entity: entity.span)
        gap = passage.key[passage.local(last.span)[1] : draft.start]
        if passage.rules.said("whose", gap, how="fullmatch") is not None:
            return last
    if draft.kind in ("relative", "nominal", "content"):
        return _topic(passage, draft, named)
    return None


def _topic(passage: Passage, draft: Draft, named: Sequence[EntityMention]) -> EntityMention | None:
    """The subject of the sentence around the draft: the last one before it, else the first behind it."""
    if not passage.rules.final:
        return None
    subjects = [
        entity for entity in named
        if _is_subject(passage, passage.local(entity.span)[1]) and not says_pair(passage, entity)
    ]  # fmt: skip
    before = [entity for entity in subjects if passage.local(entity.span)[1] <= draft.start]
    behind = [entity for entity in subjects if passage.local(entity.span)[0] >= draft.end]
    if before or draft.kind == "nominal":
        return max(before, key=lambda entity: entity.span, default=None)
    return min(behind, key=lambda entity: entity.span, default=None)


def _is_subject(passage: Passage, at: int) -> bool:
    for rule in passage.rules.particles:
        if not rule.fields.get("before") and rule.pattern.match(passage.key, at):
            return str(rule.fields["role"]) == "subject"
    return False
