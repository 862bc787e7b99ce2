"""What stands around each name of a draft: subject, object, to, with, from, at, by, of, bare - or nothing of the sort.

Input: a passage and a draft. Output: ``Slot`` records in text order. Particles and prepositions are rules of
``words.toml``; without one, word order decides. A name that only modifies another one (``러시아 외무장관 A``), or that
belongs to a predicate other than the draft's, fills no slot. Limits: surface order and tags; no parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.slot_chain import SPOKEN_OF, Chain, pair
from pipeline.extract.slots_final import after, far, in_place
from pipeline.extract.slots_initial import before, led_by, mediates
from pipeline.model import EntityMention
from pipeline.records import quick, replace


@quick
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
    dateline = passage.rules.said("dateline", passage.key) if inside else None
    begins = dateline.end() if dateline is not None and dateline.end() <= draft.hit.start else 0
    inside = [entity for entity in inside if not _set_apart(passage, draft, entity, begins)]
    inside.sort(key=lambda entity: (entity.span.start, -entity.span.end, entity.entity_id))
    chain = Chain(passage=passage, draft=draft, entities=tuple(inside))
    told = impersonal(passage, draft)
    out = []
    for index, entity in enumerate(inside):
        said = not told and _in_content(passage, draft, entity) and not _gathers(passage, entity)
        if said and about not in SPOKEN_OF:
            continue
        slot = _slot(chain, index)
        if entity.kind == "place" and slot == "subject" and draft.hit.rule.frame == "visit":
            slot = "object"  # nobody's deed: 부산도 방문했다
        out.append(Slot(entity=entity, slot=slot, said=said, located=_located(chain, index), far=far(chain, index)))
    if passage.rules.dates_first:
        return _of_first_subject(passage, draft, _of_own_clause(passage, draft, out))
    return _guest(out) if passage.rules.final and draft.hit.rule.frame == "visit" else out


def impersonal(passage: Passage, draft: Draft) -> bool:
    """Whether nobody speaks (…는 보도가 나왔다): who is named takes part in what is told."""
    if draft.content is None or passage.rules.said("impersonal", passage.key, draft.hit.start) is None:
        return False
    return passage.rules.said("side_speaks", passage.key[draft.start : draft.hit.start], how="search") is None


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


def _of_first_subject(passage: Passage, draft: Draft, found: list[Slot]) -> list[Slot]:
    """The slots; of two subjects with a verb between them the second is the verb's object (公司|完成董事会改选)."""
    first = next((item for item in found if item.slot == "subject"), None)
    if first is None or draft.hit.rule.frame == "symmetric":
        return found
    verbs = [token.start for token in passage.tokens if token.tag == "v"]

    def governed(item: Slot) -> bool:
        between = range(first.entity.span.end, item.entity.span.start)
        return item.slot == "subject" and any(at in between for at in verbs)

    found = [replace(item, slot="inner") if governed(item) else item for item in found]
    return [replace(item, slot="modifier") if _of_next(passage, item, found) else item for item in found]


def _of_next(passage: Passage, item: Slot, found: Sequence[Slot]) -> bool:
    """Whether a body only says whose the person is who acts (某大学教授、知名作家李某病逝)."""
    if item.slot != "subject" or item.entity.kind == "person":
        return False
    behind = (s for s in found if s.slot == "subject" and s.entity.span.start >= item.entity.span.end)
    following = next(behind, None)
    if following is None or following.entity.kind not in ("person", "group"):
        return False
    start, end = passage.local(item.entity.span)[1], passage.local(following.entity.span)[0]
    gap = passage.key[start:end]
    between = [token.tag for token in passage.tokens_between(start, end)]
    owned = "," not in gap and not {"p", "v", "d"}.intersection(between)
    return owned and passage.rules.said("joined", gap, how="fullmatch") is None


def _guest(found: list[Slot]) -> list[Slot]:
    """The slots; of two objects of a visit without a subject the person is the guest (외무상을 수도를 방문했다)."""
    objects = [item for item in found if item.slot == "object"]
    if len(objects) < 2 or objects[0].entity.kind != "person" or any(item.slot == "subject" for item in found):
        return found
    return [replace(item, slot="subject") if item is objects[0] else item for item in found]


def _set_apart(passage: Passage, draft: Draft, entity: EntityMention, begins: int) -> bool:
    """Whether the name stands in brackets that the trigger is not in, or before the report ``begins``."""
    start, end = passage.local(entity.span)
    if end <= begins:
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
    return draft.content[0] < end <= draft.content[1] and not _speaks(passage, draft, entity)


def _speaks(passage: Passage, draft: Draft, entity: EntityMention) -> bool:
    """Whether a topic or, where no speaker stands behind the content, the first subject follows the name."""
    end = passage.local(entity.span)[1]
    for token in passage.tokens_from(end):
        tags = token.tag.split("+")
        if any(tag in ("EC", "EF", "ETM", "ETN") for tag in tags) or tags[0] == "JKO":
            return False
        if tags[0] == "JKB" and not passage.rules.said("at_word", token.lemma, how="fullmatch"):
            return False
        if tags[0][:2] == "NN" and pair(passage, entity) and not passage.rules.said("side", passage.key, end):
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
    marks = {t.start - passage.offset for t in passage.tokens_between(start, end + 1) if t.tag in ("JX", "JKS")}
    names = [passage.local(e.span) for e in passage.entities if e.kind in ("person", "country", "org", "group")]
    return any(start <= first and last <= end and last in marks for first, last in names)


def _behind(draft: Draft) -> tuple[int, int]:
    assert draft.content is not None
    return draft.content[1], draft.hit.start


def _marked(passage: Passage, start: int, end: int) -> bool:
    """Whether a subject or topic particle lies in ``[start, end)``, or the words for a side that speaks."""
    if passage.rules.said("side_speaks", passage.key[start:end], how="search") is not None:
        return True
    return any(t.tag in ("JX", "JKS") for t in passage.tokens_between(start, end))


def _slot(chain: Chain, index: int) -> str:
    """The slot of the name at ``index``; ``modifier`` or ``inner`` where it fills none."""
    entity = chain.entities[index]
    rules, (start, end) = chain.passage.rules, chain.passage.local(entity.span)
    if rules.said("leaning", chain.passage.key[max(0, start - 5) : start], how="search"):
        return "modifier"
    if chain.passage.key.startswith("-", end) and rules.said("compound", chain.passage.key, end):
        return "modifier"
    if entity.kind in ("country", "place") and rules.said("describes", chain.passage.key, end):
        return "modifier"  # 英国文学, 台湾大赛
    if rules.said("origin", chain.passage.key, end):
        return "origin"
    if rules.said("inside", chain.passage.key, end):
        return "at"
    if index and chain.belongs(chain.entities[index - 1], entity):
        return "modifier"
    if index and chain.titled(chain.entities[index - 1], entity):
        return "modifier"
    following = chain.next(index)
    if following is not None:
        right = chain.entities[following]
        gap = chain.gap(entity, right)
        if chain.joined(entity, right):
            return "subject" if chain.meets_first(following) else _shared(chain, following)
        if chain.titled(entity, right):
            return _plain(chain, following)
        if chain.modifies(gap, entity, right):
            return "modifier"
    return _plain(chain, index)


def _located(chain: Chain, index: int) -> bool:
    """Whether the words beside the name say where, whatever predicate they belong to."""
    passage = chain.passage
    end = passage.local(chain.entities[index].span)[1]
    if passage.rules.said("inside", passage.key, end) is not None:
        return True
    if not passage.rules.final:
        if mediates(chain, passage.local(chain.entities[index].span)[0]):
            return False
        before = led_by(chain, index)
        first = next((r for r in passage.rules.particles if r.fields.get("before") and r.pattern.search(before)), None)
        return first is not None and str(first.fields["role"]) == "at"
    return in_place(chain, end)


def _plain(chain: Chain, index: int) -> str:
    return after(chain, chain.entities[index]) if chain.passage.rules.final else before(chain, index)


def _shared(chain: Chain, index: int) -> str:
    """The slot that a name coordinated with the phrase at ``index`` shares: that of its head."""
    slot, following = _slot(chain, index), chain.next(index)
    return _slot(chain, following) if slot == "modifier" and following is not None else slot
