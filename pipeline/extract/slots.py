"""What stands around each name of a draft: subject, object, to, with, from, at, by, of, bare - or nothing of the sort.

Input: a passage and a draft. Output: ``Slot`` records in text order. Particles and prepositions are rules of
``words.toml``; without one, word order decides. A name that only modifies another one (``러시아 외무장관 A``), or that
belongs to a predicate other than the draft's, fills no slot. Limits: surface order and tags; no parse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import EntityMention, Token

_NOUNS = ("NN", "XS", "SL", "SN", "SH", "MM", "XP", "NR", "SS", "SY", "XR")
_ENDS = ("ETM", "ETN", "EF")
_SPOKEN_OF = ("ACCUSE", "SUPPORT", "REQUEST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A name with what its particle, preposition or place in the clause says of it; ``said`` lies in what is said.

    ``far``: it only belongs to the noun that fills the slot (베트남 쌀을). ``located``: words beside it say that
    something is there, be it the draft's own happening or not.
    """

    entity: EntityMention
    slot: str
    said: bool = False
    located: bool = False
    far: bool = False


def slots(passage: Passage, draft: Draft, start: int, end: int, about: str = "") -> list[Slot]:
    """The names in ``[start, end)`` with the slot that each one fills; ``about`` is the type that the draft got."""
    inside = [entity for entity in passage.entities if _within(passage, entity, start, end)]
    inside = [entity for entity in inside if not _set_apart(passage, draft, entity)]
    inside.sort(key=lambda entity: (entity.span.start, -entity.span.end, entity.entity_id))
    namer = _Namer(passage, draft, inside)
    out = []
    for index, entity in enumerate(inside):
        said = _in_content(passage, draft, entity) and not _gathers(passage, entity)
        if said and about not in _SPOKEN_OF:
            continue
        slot = namer.slot(index)
        if entity.kind == "place" and slot == "subject" and draft.hit.rule.frame == "visit":
            slot = "object"  # nobody's deed: 부산도 방문했다
        located, far = namer.located(index), namer.far(index)
        out.append(Slot(entity=entity, slot=slot, said=said, located=located, far=far))
    if passage.rules.dates_first:
        return _of_own_clause(passage, draft, out)
    return _guest(out) if passage.rules.final and draft.hit.rule.frame == "visit" else out


def _of_own_clause(passage: Passage, draft: Draft, found: list[Slot]) -> list[Slot]:
    """The slots without subjects of what goes before the last comma, where the trigger's own clause has a subject."""
    comma = passage.key.rfind(",", draft.start, draft.hit.start)
    subjects = [(*passage.local(item.entity.span), item) for item in found if item.slot == "subject"]
    own = [item for item in subjects if item[0] > comma]
    other = [item for item in subjects if item[0] < comma]
    if comma < 0 or not own or not other:
        return found
    if passage.rules.said("joined", passage.key[other[-1][1] : own[0][0]], how="fullmatch"):
        return found
    return [item for item in found if all(item is not before for _, _, before in other)]


def _guest(found: list[Slot]) -> list[Slot]:
    """The slots; of two objects of a visit without a subject the person is the guest (외무상을 수도를 방문했다)."""
    objects = [item for item in found if item.slot == "object"]
    if len(objects) < 2 or objects[0].entity.kind != "person" or any(item.slot == "subject" for item in found):
        return found
    return [replace(item, slot="subject") if item is objects[0] else item for item in found]


def _set_apart(passage: Passage, draft: Draft, entity: EntityMention) -> bool:
    """Whether the name stands in brackets that the trigger is not in, or in the dateline of a report."""
    start, end = passage.local(entity.span)
    line = passage.rules.said("dateline", passage.key)
    if line is not None and end <= line.end() <= draft.hit.start:
        return True
    opened = max(passage.key.rfind("(", 0, start), passage.key.rfind("（", 0, start))
    closed = max(passage.key.rfind(")", 0, start), passage.key.rfind("）", 0, start))
    return opened > closed and not opened < draft.hit.start < _closing(passage.key, end)


def _closing(key: str, at: int) -> int:
    """Where the bracket closes that is open at a position; the end of the text if it does not."""
    ends = [place for sign in ")）" if (place := key.find(sign, at)) >= 0]
    return min(ends, default=len(key))


def _gathers(passage: Passage, entity: EntityMention) -> bool:
    """Whether who speaks does so at a gathering in the place (소치에서 열린 회의에서 …라고 말했다)."""
    end = passage.local(entity.span)[1]
    return entity.kind == "place" and passage.rules.said("spoken_at", passage.key, end) is not None


def _within(passage: Passage, entity: EntityMention, start: int, end: int) -> bool:
    a, b = passage.local(entity.span)
    return start <= a and b <= end and not any(mask.overlaps(entity.span) for mask in passage.masks)


def _in_content(passage: Passage, draft: Draft, entity: EntityMention) -> bool:
    """Whether the name stands in what is said, not in who says it."""
    if draft.content is None:
        return False
    start, end = passage.local(entity.span)
    if not passage.rules.final:
        return start >= draft.content[0]
    return end <= draft.content[1] and not _speaks(passage, draft, entity)


def of_two(entity: EntityMention) -> bool:
    """Whether the name is a word for two parties (양국, 双方, the two leaders)."""
    return any(reason.rule.startswith("names.document.pair") for reason in entity.reasons)


def _pair(passage: Passage, entity: EntityMention) -> bool:
    """Whether the name means several parties at once (북러, 양국)."""
    return sum(other.span == entity.span for other in passage.entities) > 1


def _speaks(passage: Passage, draft: Draft, entity: EntityMention) -> bool:
    """Whether a topic or, where no speaker stands behind the content, the first subject follows the name."""
    end = passage.local(entity.span)[1]
    for token in passage.tokens:
        if token.span.start - passage.offset < end:
            continue
        tags = token.tag.split("+")
        if any(tag in ("EC", "EF", "ETM", "ETN") for tag in tags) or tags[0] == "JKO":
            return False
        if tags[0] == "JKB" and token.lemma not in ("에서", "에서는"):
            return False
        if tags[0][:2] == "NN" and _pair(passage, entity) and not passage.rules.said("side", passage.key, end):
            return False  # 북러|관계가: nobody speaks
        if tags[0] in ("JX", "JKS", "JKB"):
            if _other_speaker(passage, draft):
                return False
            topic = tags[0] == "JX" or tags[0] == "JKB"
            return not _marked(passage, draft.start, end) and (topic or not _marked(passage, *_behind(draft)))
    return False


def _other_speaker(passage: Passage, draft: Draft) -> bool:
    """Whether a name behind what is said speaks (X는 도착했다고 | 통신은 13일 보도했다): who is first is spoken of."""
    start, end = _behind(draft)
    marks = {t.span.start - passage.offset for t in passage.tokens if t.tag in ("JX", "JKS")}
    names = [passage.local(e.span) for e in passage.entities if e.kind in ("person", "country", "org", "group")]
    return any(start <= first and last <= end and last in marks for first, last in names)


def _behind(draft: Draft) -> tuple[int, int]:
    assert draft.content is not None
    return draft.content[1], draft.hit.start


def _marked(passage: Passage, start: int, end: int) -> bool:
    """Whether a subject or topic particle lies in ``[start, end)``, or the words for a side that speaks."""
    if passage.rules.said("side_speaks", passage.key[start:end], how="search") is not None:
        return True
    return any(t.tag in ("JX", "JKS") and start <= t.span.start - passage.offset < end for t in passage.tokens)


class _Namer:
    """Reads the slot of each name; modifiers and coordinated names look to the name behind them."""

    def __init__(self, passage: Passage, draft: Draft, entities: Sequence[EntityMention]) -> None:
        self._passage = passage
        self._draft = draft
        self._entities = entities

    def slot(self, index: int) -> str:
        """The slot of the name at ``index``; ``modifier`` or ``inner`` where it fills none."""
        entity = self._entities[index]
        rules, (start, end) = self._passage.rules, self._passage.local(entity.span)
        if rules.said("leaning", self._passage.key[max(0, start - 5) : start], how="search"):
            return "modifier"
        if rules.said("origin", self._passage.key, end):
            return "origin"
        if rules.said("inside", self._passage.key, end):
            return "at"
        if index and self._belongs(self._entities[index - 1], entity):
            return "modifier"
        if index and self._titled(self._entities[index - 1], entity):
            return "modifier"
        following = self._next(index)
        if following is not None:
            right = self._entities[following]
            gap = self._gap(entity, right)
            if self._joined(entity, right):
                return "subject" if self._meets_first(following) else self._shared(following)
            if self._titled(entity, right):
                return self._plain(following)
            if self._modifies(gap, entity, right):
                return "modifier"
        return self._plain(index)

    def located(self, index: int) -> bool:
        """Whether the words beside the name say where, whatever predicate they belong to."""
        passage = self._passage
        end = passage.local(self._entities[index].span)[1]
        if passage.rules.said("inside", passage.key, end) is not None:
            return True
        if not passage.rules.final:
            before = self._led_by(index)
            first = next(
                (r for r in passage.rules.particles if r.fields.get("before") and r.pattern.search(before)), None
            )
            return first is not None and str(first.fields["role"]) == "at"
        return self._in_place(end)

    def far(self, index: int) -> bool:
        """Whether other nouns stand between the name and the particle that tells its slot, where particles do."""
        passage = self._passage
        if not passage.rules.final:
            return False
        end = passage.local(self._entities[index].span)[1]
        behind = next((t for t in passage.tokens if t.span.start - passage.offset >= end), None)
        if behind is None or self._particle(end):
            return False
        return behind.tag[:2] == "NN" and passage.rules.said("side", passage.key, end) is None

    def _in_place(self, end: int) -> bool:
        """Whether the noun phrase that the name opens ends in a particle of place."""
        passage, noun = self._passage, ""
        for token in [t for t in passage.tokens if t.span.start - passage.offset >= end][:9]:
            at = token.span.start - passage.offset
            if passage.rules.said("at_end", passage.key, at) is not None:
                return passage.rules.said("no_place", noun, how="fullmatch") is None
            if passage.rules.said("to_end", passage.key, at) is not None:
                return bool(passage.rules.said("place_noun", noun, how="fullmatch"))
            if token.tag[:2] not in (*_NOUNS, "JK") or (token.tag[:2] == "JK" and token.tag != "JKG"):
                return False
            noun = passage.key[at : token.span.end - passage.offset]
        return False

    def _plain(self, index: int) -> str:
        return self._after(self._entities[index]) if self._passage.rules.final else self._before(index)

    def _belongs(self, left: EntityMention, right: EntityMention) -> bool:
        """``the President of Peru``: what the office belongs to."""
        if left.kind not in ("person", "org") or right.kind not in ("country", "org"):
            return False
        return self._passage.rules.said("belongs", self._gap(left, right), how="fullmatch") is not None

    def _shared(self, index: int) -> str:
        """The slot that a name coordinated with the phrase at ``index`` shares: that of its head."""
        slot, following = self.slot(index), self._next(index)
        return self.slot(following) if slot == "modifier" and following is not None else slot

    def _joined(self, left: EntityMention, right: EntityMention, gap: str | None = None) -> bool:
        """Whether two names are coordinated: no party and place (A와 서울에서), no party and both (A와 양국의)."""
        gap = self._gap(left, right) if gap is None else gap
        if (left.kind == "place") != (right.kind == "place") or (of_two(right) and not of_two(left)):
            return False
        if left.kind == "person" and right.kind == "country" and _pair(self._passage, right):
            return False  # 트럼프 대통령과 한미정상회담
        if gap.strip() == "," and (left.kind == "person") != (right.kind == "person"):
            return False
        return self._passage.rules.said("joined", gap, how="fullmatch") is not None

    def _titled(self, left: EntityMention, right: EntityMention) -> bool:
        """A person and the office behind it (``세르게이 쇼이구 러시아 국가안보회의 서기``)."""
        gap = self._gap(left, right)
        if not self._passage.rules.final or left.kind != "person" or len(gap) > 1 or gap.strip():
            return False
        return left.span.end < right.span.start and right.kind in ("org", "person", "country")

    def _next(self, index: int) -> int | None:
        end = self._entities[index].span.end
        for later in range(index + 1, len(self._entities)):
            if self._entities[later].span.start >= end:
                return later
        return None

    def _gap(self, left: EntityMention, right: EntityMention) -> str:
        offset = self._passage.offset
        return self._passage.key[left.span.end - offset : max(left.span.end, right.span.start) - offset]

    def _modifies(self, gap: str, left: EntityMention, right: EntityMention) -> bool:
        """``러시아 외무장관 A``, ``俄罗斯总统普京``, ``Russian president A``: nothing but nouns between."""
        rules = self._passage.rules
        if len(gap) > 16 or right.kind not in ("person", "org") or rules.said("modifier_not", gap, how="search"):
            return False
        if rules.final:
            between = [t for t in self._passage.tokens if left.span.end <= t.span.start < right.span.start]
            owned = right.kind == "person" or len(between) > 1
            return all(t.tag[:2] in _NOUNS or (owned and t.tag == "JKG") for t in between)
        return not self._holds_trigger(left, right) and (not rules.lexis.word_bounds or left.kind == "country")

    def _holds_trigger(self, left: EntityMention, right: EntityMention) -> bool:
        start, end = self._passage.local(left.span)[1], self._passage.local(right.span)[0]
        return any(start <= hit.start < end for hit in self._passage.hits)

    def _after(self, entity: EntityMention) -> str:
        """The particle behind the name and the nouns that follow it."""
        passage, hit = self._passage, self._draft.hit
        start, at = passage.local(entity.span)
        if hit.start <= start and at <= hit.end:
            return "bare"
        aside = passage.rules.said("aside", passage.key, at)
        at = aside.end() if aside is not None else at
        starts = {e.span.start - passage.offset for e in self._entities}
        tokens = [t for t in passage.tokens if t.span.end - passage.offset > at]
        for token in [*tokens[:6], None]:
            role = self._particle(at)
            if role == "of" and self._struck(at):
                return "by"
            if role == "of" and self._owns_other(at):
                return "inner"
            if role == "with" and self._met_before(at):
                return "inner"
            if role:
                free = role == "subject" or self._said(at) or not self._inner(at, role)
                return role if free else "inner"
            if token is None or token.tag[:2] not in _NOUNS or token.span.start - passage.offset in starts:
                break
            if hit.start <= token.span.start - passage.offset < hit.end:
                return "bare"
            if self._of_other(token):
                return "inner"
            at = token.span.end - passage.offset
        return "bare" if 0 <= hit.start - passage.local(entity.span)[1] <= 3 else "other"

    def _met_before(self, at: int) -> bool:
        """Whether the company is that of another deed (A과의 회담 끝에), not of what is done at it (회담에서)."""
        passage, hit = self._passage, self._draft.hit
        if passage.rules.said("company_of", passage.key, at) is None:
            return False
        other = next((h for h in passage.hits if at < h.start < hit.start and h.rule.frame == "symmetric"), None)
        return other is not None and self._particle(other.end) != "at"

    def _of_other(self, token: Token) -> bool:
        """Whether a noun in the row tells another deed that is over or only says when (연방 붕괴 후)."""
        start = token.span.start - self._passage.offset
        other = next((h for h in self._passage.hits if h.start == start and h.noun and h.rule.nominal), None)
        if other is None or other is self._draft.hit:
            return False
        led = other.rule.frame == "visit" and self._particle(other.end) == "subject"  # 러시아 방문은: where it leads
        return led or self._passage.rules.said("when", self._passage.key, other.end) is not None

    def _of_two(self, token: Token, at: int) -> bool:
        """Whether the predicate that ends in ``token`` is itself a deed of two."""
        start, end = self._passage.local(token.span)
        return any(
            h.rule.frame == "symmetric" and at <= h.start and start - 1 <= h.end <= end for h in self._passage.hits
        )

    def _said(self, at: int) -> bool:
        return self._draft.content is not None and at <= self._draft.content[1]

    def _owns_other(self, at: int) -> bool:
        """Whether the owner's deed is another one (A의 B 침공과 관련해), and not what the draft's deed is about."""
        passage, hit = self._passage, self._draft.hit
        for token in _between(passage, at, hit.start):
            start = token.span.start - passage.offset
            other = next((h for h in passage.hits if h.start == start and h.noun and h.rule.nominal), None)
            if other is not None and other is not hit:
                return self._particle(other.end) not in ("object", "to")
            if token.tag[:2] not in _NOUNS and token.tag != "JKG":
                return False
        return False

    def _struck(self, at: int) -> bool:
        """Whether the owner's deed is the blow that brought the draft's about (A의 공격으로 B가 폭사했다)."""
        passage, hit = self._passage, self._draft.hit
        blow = next(
            (other for other in passage.hits if at <= other.start < hit.start and other.rule.frame == "attack"), None
        )
        return (
            blow is not None
            and hit.rule.frame == "patient"
            and passage.rules.said("blow", passage.key, blow.end) is not None
            and all(token.tag[:2] in (*_NOUNS, "JK") for token in _between(passage, at, blow.start))
        )

    def _inner(self, at: int, role: str = "") -> bool:
        """Whether another predicate, adnominal, stands between the name and the draft's own trigger.

        With whom something is done goes with the draft's trigger unless that predicate, too, is a deed of two.
        """
        passage, hit = self._passage, self._draft.hit
        company = role == "with" and hit.rule.frame == "symmetric"
        for token in _between(passage, at, hit.start):
            if any(time.span is not None and time.span.covers(token.span) for time in passage.times):
                continue
            if any(tag in _ENDS for tag in token.tag.split("+")):
                bound = passage.rules.said("bound", passage.key, token.span.end - passage.offset)
                return bound is None and not (company and not self._of_two(token, at))
        return False

    def _particle(self, at: int) -> str:
        for rule in self._passage.rules.particles:
            if rule.pattern.match(self._passage.key, at):
                return str(rule.fields["role"])
        return ""

    def _before(self, index: int) -> str:
        """The preposition before the name's phrase, else the side of the trigger on which it stands."""
        passage, hit = self._passage, self._draft.hit
        start, end = passage.local(self._entities[index].span)
        if hit.start <= start and end <= hit.end:
            return "bare"
        ahead = end <= hit.start
        struck = start == hit.end and hit.rule.type in ("SANCTION", "ACCUSE")  # whoever is named next, whatever follows
        closed = self._closed() if not ahead and not struck else -1
        if closed > end:
            return "inner"
        between = [other for other in passage.hits if max(hit.end, closed) <= other.start and other.end <= start]
        if not ahead and between and not self._judged(between, start):
            return "inner"
        if ahead and self._meets_first(index):
            return "inner"
        before = self._led_by(index)
        for rule in passage.rules.particles:
            if rule.fields.get("before"):
                if rule.pattern.search(before):
                    joint = rule.fields["role"] == "with" and passage.rules.said("together", passage.key, end)
                    return "together" if joint else str(rule.fields["role"])
            elif ahead and rule.pattern.match(passage.key, end):
                return str(rule.fields["role"])
        return "subject" if ahead else "object"

    def _led_by(self, index: int) -> str:
        """The words before the phrase of a name; in English those behind the last date or name (in May A met B)."""
        passage, start, end = self._passage, self._draft.start, self._chain_start(index)
        if passage.rules.lexis.word_bounds:
            spans = [time.span for time in passage.times if time.span is not None]
            spans += [entity.span for entity in self._entities[:index]]
            start = max([start, *(last for _, last in map(passage.local, spans) if last <= end)])
        return passage.key[start:end][-40:]

    def _judged(self, between: Sequence[Hit], start: int) -> bool:
        """Whether the name behind ``by`` did what the draft's deed judges (condemned the raid by A)."""
        if len(between) > 1 or not between[0].noun or self._draft.hit.rule.type not in _SPOKEN_OF:
            return False
        gap = self._passage.key[between[0].end : start]
        return self._passage.rules.said("done_by", gap, how="fullmatch") is not None

    def _closed(self) -> int:
        """Where a relative clause before the object ends (恢复了因A与B断交而中断的|关系); -1 without one."""
        passage, hit = self._passage, self._draft.hit
        ends = [
            other.end + 1 for other in passage.hits
            if hit.end <= other.start and other.end <= self._draft.end
            and passage.rules.said("relative_end", passage.key, other.end) is not None
        ]  # fmt: skip
        return max(ends, default=-1)

    def _meets_first(self, index: int) -> bool:
        """Whether the name is the second party of a meeting told before the draft's own deed (A与B会谈时表示)."""
        passage, hit = self._passage, self._draft.hit
        if passage.rules.final or not index or hit.rule.frame == "symmetric":
            return False
        if not self._joined(self._entities[index - 1], self._entities[index]):
            return False
        end = passage.local(self._entities[index].span)[1]
        met = [h for h in passage.hits if h.rule.frame == "symmetric" and h.end <= hit.start]
        return any(0 <= h.start - end <= 6 for h in met)

    def _chain_start(self, index: int) -> int:
        """Where the noun phrase of the name starts: over modifiers and coordinated names before it."""
        passage = self._passage
        position = passage.local(self._entities[index].span)[0]
        for left in reversed(self._entities[:index]):
            end = passage.local(left.span)[1]
            gap = passage.key[end:position]
            if end > position or not (
                self._joined(left, self._entities[index], gap) or self._modifies(gap, left, self._entities[index])
            ):
                break
            position = passage.local(left.span)[0]
        return position


def _between(passage: Passage, start: int, end: int) -> Iterator[Token]:
    for token in passage.tokens:
        if start <= token.span.start - passage.offset < end:
            yield token
