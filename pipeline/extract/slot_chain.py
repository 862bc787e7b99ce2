"""The names of a draft as a row: which are coordinated, which only modify the next one, where their phrase opens.

Input: a passage, a draft and its names in text order. Positions of names are indices into the row, other positions
offsets into the passage. Limits: surface order, the signs between names and tags; no parse.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.model import EntityMention, Token

NOUNS = ("NN", "XS", "SL", "SN", "SH", "MM", "XP", "NR", "SS", "SY", "XR")
"""Tags, by their first two signs, of what may stand inside a noun phrase (Sejong tag set)."""
SPOKEN_OF = ("ACCUSE", "SUPPORT", "REQUEST")
"""Types of a saying whose other parties are named in what is said."""


def of_two(entity: EntityMention) -> bool:
    """Whether the name is a word for two parties (양국, 双方, the two leaders)."""
    return any(reason.rule.startswith("names.document.pair") for reason in entity.reasons)


def pair(passage: Passage, entity: EntityMention) -> bool:
    """Whether the name means several parties at once (북러, 양국)."""
    return sum(other.span == entity.span for other in passage.entities) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The names of one draft in text order, with the passage that they stand in."""

    passage: Passage
    draft: Draft
    entities: tuple[EntityMention, ...]

    def next(self, index: int) -> int | None:
        """The index of the first name that starts behind the one at ``index``; None if it is the last."""
        end = self.entities[index].span.end
        for later in range(index + 1, len(self.entities)):
            if self.entities[later].span.start >= end:
                return later
        return None

    def gap(self, left: EntityMention, right: EntityMention) -> str:
        """The key text between two names; empty where they overlap."""
        offset = self.passage.offset
        return self.passage.key[left.span.end - offset : max(left.span.end, right.span.start) - offset]

    def joined(self, left: EntityMention, right: EntityMention, gap: str | None = None) -> bool:
        """Whether two names are coordinated: no party and place (A와 서울에서), no party and both (A와 양국의)."""
        gap = self.gap(left, right) if gap is None else gap
        if (left.kind == "place") != (right.kind == "place") or (of_two(right) and not of_two(left)):
            return False
        if left.kind == "person" and right.kind == "country" and pair(self.passage, right):
            return False  # 트럼프 대통령과 한미정상회담
        if gap.strip() == "," and (left.kind == "person") != (right.kind == "person"):
            return False
        return self.passage.rules.said("joined", gap, how="fullmatch") is not None

    def titled(self, left: EntityMention, right: EntityMention) -> bool:
        """A person and the office behind it (``세르게이 쇼이구 러시아 국가안보회의 서기``)."""
        gap = self.gap(left, right)
        if not self.passage.rules.final or left.kind != "person" or len(gap) > 1 or gap.strip():
            return False
        return left.span.end < right.span.start and right.kind in ("org", "person", "country")

    def belongs(self, left: EntityMention, right: EntityMention) -> bool:
        """``the President of Peru``: what the office belongs to."""
        if left.kind not in ("person", "org") or right.kind not in ("country", "org"):
            return False
        return self.passage.rules.said("belongs", self.gap(left, right), how="fullmatch") is not None

    def modifies(self, gap: str, left: EntityMention, right: EntityMention) -> bool:
        """``러시아 외무장관 A``, ``俄罗斯总统普京``, ``Russian president A``: nothing but nouns between."""
        rules = self.passage.rules
        if len(gap) > 16 or right.kind not in ("person", "org") or rules.said("modifier_not", gap, how="search"):
            return False
        if rules.final:
            between = self._between(left, right)
            owned = right.kind == "person" or len(between) > 1
            return all(t.tag[:2] in NOUNS or (owned and t.tag == "JKG") for t in between)
        if rules.lexis.word_bounds and left.kind != "country":
            begins, ends = self.passage.local(right.span)
            led = rules.said("follower", self.passage.key, self.passage.local(left.span)[1])
            return right.kind == "person" and led is not None and begins <= led.end() < ends
        verbal = not rules.lexis.word_bounds and self._holds_verb(left, right)
        return not verbal and not self._holds_trigger(left, right)

    def _holds_verb(self, left: EntityMention, right: EntityMention) -> bool:
        """Whether a verb stands between two names, or before a body a word that the dictionary does not know."""
        unsure = ("v", "d", "p") if right.kind == "person" or "《" in self.gap(left, right) else ("v", "d", "p", "")
        return any(t.tag in unsure for t in self._between(left, right))

    def _between(self, left: EntityMention, right: EntityMention) -> tuple[Token, ...]:
        """The tokens between two names."""
        return self.passage.tokens_between(self.passage.local(left.span)[1], self.passage.local(right.span)[0])

    def _holds_trigger(self, left: EntityMention, right: EntityMention) -> bool:
        start, end = self.passage.local(left.span)[1], self.passage.local(right.span)[0]
        return any(start <= hit.start < end for hit in self.passage.hits)

    def opening(self, index: int) -> int:
        """Where the noun phrase of the name starts: over modifiers and coordinated names before it."""
        passage = self.passage
        position = passage.local(self.entities[index].span)[0]
        for left in reversed(self.entities[:index]):
            end = passage.local(left.span)[1]
            gap = passage.key[end:position]
            if end > position or not (
                self.joined(left, self.entities[index], gap) or self.modifies(gap, left, self.entities[index])
            ):
                break
            position = passage.local(left.span)[0]
        return position

    def meets_first(self, index: int) -> bool:
        """Whether the name is the second party of a meeting told before the draft's own deed (A与B会谈时表示)."""
        passage, hit = self.passage, self.draft.hit
        if passage.rules.final or not index or hit.rule.frame == "symmetric":
            return False
        if not self.joined(self.entities[index - 1], self.entities[index]):
            return False
        end = passage.local(self.entities[index].span)[1]
        met = [h for h in passage.hits if h.rule.frame == "symmetric" and h.end <= hit.start]
        return any(0 <= h.start - end <= 6 for h in met)
