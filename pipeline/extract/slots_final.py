"""The slot of a name where particles stand behind nouns and the verb at the end (Korean).

Input: the names of a draft and the index of one. Output: its slot, or whether it says where. Limits: surface order
and tags; no parse.
"""

from __future__ import annotations

from pipeline.extract.slot_chain import NOUNS, Chain
from pipeline.model import EntityMention, Token

_ENDS = frozenset({"ETM", "ETN", "EF"})


def after(chain: Chain, entity: EntityMention) -> str:
    """The particle behind the name and the nouns that follow it."""
    passage, hit = chain.passage, chain.draft.hit
    start, at = passage.local(entity.span)
    if hit.start <= start and at <= hit.end:
        return "bare"
    aside = passage.rules.said("aside", passage.key, at)
    at = aside.end() if aside is not None else at
    if _land_of_place(chain, entity, at):
        return "inner"
    starts = {e.span.start - passage.offset for e in chain.entities}
    for token in [*passage.tokens_over(at, len(passage.text))[:6], None]:
        role = _particle(chain, at)
        if role == "of" and _struck(chain, at):
            return "by"
        if role == "of" and _by_means(chain, start, at):
            return "inner"
        if role == "of" and _owns_other(chain, at):
            return "inner"
        if role == "with" and _met_before(chain, at):
            return "inner"
        if role:
            free = _said(chain, at) or not _inner(chain, at, role) or (role == "subject" and not _of_inner(chain, at))
            return role if free else "inner"
        if token is None or token.tag[:2] not in NOUNS or token.start - passage.offset in starts:
            break
        if hit.start <= token.start - passage.offset < hit.end:
            return "bare"
        if _of_other(chain, token):
            return "inner"
        at = token.end - passage.offset
    return "bare" if 0 <= hit.start - passage.local(entity.span)[1] <= 3 else "other"


def _land_of_place(chain: Chain, entity: EntityMention, at: int) -> bool:
    """Whether the name only says in which land the place behind it lies (일본 도쿄에서 학생들이)."""
    behind = next((e for e in chain.entities if chain.passage.local(e.span)[0] == at + 1), None)
    if behind is None or entity.kind != "country" or behind.kind != "place" or chain.passage.key[at] != " ":
        return False
    return _particle(chain, chain.passage.local(behind.span)[1]) == "at"


def _met_before(chain: Chain, at: int) -> bool:
    """Whether the company is that of another deed (A과의 회담 끝에), not of what is done at it (회담에서)."""
    passage, hit = chain.passage, chain.draft.hit
    if passage.rules.said("company_of", passage.key, at) is None:
        return False
    other = next((h for h in passage.hits if at < h.start < hit.start and h.rule.frame == "symmetric"), None)
    return other is not None and _particle(chain, other.end) != "at"


def _of_other(chain: Chain, token: Token) -> bool:
    """Whether a noun in the row tells another deed that is over or only says when (연방 붕괴 후)."""
    start = token.start - chain.passage.offset
    other = next((h for h in chain.passage.hits if h.start == start and h.noun and h.rule.nominal), None)
    if other is None or other is chain.draft.hit:
        return False
    led = other.rule.frame == "visit" and _particle(chain, other.end) == "subject"  # 러시아 방문은: where it leads
    return led or chain.passage.rules.said("when", chain.passage.key, other.end) is not None


def _of_two(chain: Chain, token: Token, at: int) -> bool:
    """Whether the predicate that ends in ``token`` is itself a deed of two."""
    start, end = token.start - chain.passage.offset, token.end - chain.passage.offset
    return any(h.rule.frame == "symmetric" and at <= h.start and start - 1 <= h.end <= end for h in chain.passage.hits)


def _said(chain: Chain, at: int) -> bool:
    return chain.draft.content is not None and at <= chain.draft.content[1]


def _owns_other(chain: Chain, at: int) -> bool:
    """Whether the owner's deed is another one (A의 B 침공과 관련해), and not what the draft's deed is about."""
    passage, hit = chain.passage, chain.draft.hit
    for token in passage.tokens_between(at, hit.start):
        start = token.start - passage.offset
        other = next((h for h in passage.hits if h.start == start and h.noun and h.rule.nominal), None)
        if other is not None and other is not hit:
            return _particle(chain, other.end) not in ("object", "to")
        if token.tag[:2] not in NOUNS and token.tag != "JKG":
            return False
    return False


def _by_means(chain: Chain, start: int, at: int) -> bool:
    """Whether somebody told of before does it with the owner's help or on his word."""
    passage = chain.passage
    if passage.rules.said("by_means", passage.key, at) is None:
        return False
    return any(token.tag in ("JKS", "JX") for token in passage.tokens_between(chain.draft.start, start))


def _struck(chain: Chain, at: int) -> bool:
    """Whether the owner's deed is the blow that brought the draft's about (A의 공격으로 B가 폭사했다)."""
    passage, hit = chain.passage, chain.draft.hit
    blow = next(
        (other for other in passage.hits if at <= other.start < hit.start and other.rule.frame == "attack"), None
    )
    return (
        blow is not None
        and hit.rule.frame == "patient"
        and passage.rules.said("blow", passage.key, blow.end) is not None
        and all(token.tag[:2] in (*NOUNS, "JK") for token in passage.tokens_between(at, blow.start))
    )


def _inner(chain: Chain, at: int, role: str = "") -> bool:
    """Whether another predicate, adnominal, stands between the name and the draft's own trigger.

    With whom something is done goes with the draft's trigger unless that predicate, too, is a deed of two.
    """
    passage, hit = chain.passage, chain.draft.hit
    company = role == "with" and hit.rule.frame == "symmetric"
    for token in passage.tokens_between(_behind_particle(chain, at), hit.start):
        if any(time.span is not None and time.span.covers(token.span) for time in passage.times):
            continue
        if not _ENDS.isdisjoint(token.tag.split("+")):
            bound = passage.rules.said("bound", passage.key, token.end - passage.offset)
            return bound is None and not (company and not _of_two(chain, token, at))
    return False


def _of_inner(chain: Chain, at: int) -> bool:
    """Whether a subject, no topic, is that of the adnominal predicate behind it, which says when (러시아가 침공한
    2월 24일 유가가 올랐다) or describes the next subject (미국이 지정한 한국이), who is not led by the first one."""
    passage, hit = chain.passage, chain.draft.hit
    tokens = passage.tokens_between(at, hit.start)
    if not tokens or tokens[0].tag != "JKS" or passage.rules.said("leading", passage.key[at : hit.start], how="search"):
        return False
    closed = next((n for n, token in enumerate(tokens) if not _ENDS.isdisjoint(token.tag.split("+"))), len(tokens))
    behind = tokens[closed + 1 :]
    subjects = [token for token in behind if token.tag == "JKS"]
    when = bool(behind) and any(time.span is not None and time.span.covers(behind[0].span) for time in passage.times)
    return bool(subjects) and (when or any(e.span.end == t.start for t in subjects for e in chain.entities))


def _particle(chain: Chain, at: int) -> str:
    for rule in chain.passage.rules.particles:
        if rule.pattern.match(chain.passage.key, at):
            return str(rule.fields["role"])
    return ""


def _behind_particle(chain: Chain, at: int) -> int:
    """Where the particle ends, which may be spelled as a predicate (에 대한)."""
    matches = (rule.pattern.match(chain.passage.key, at) for rule in chain.passage.rules.particles)
    return next((match.end() for match in matches if match), at)


def in_place(chain: Chain, end: int) -> bool:
    """Whether the noun phrase that the name opens ends in a particle of place."""
    passage, noun = chain.passage, ""
    for token in passage.tokens_from(end)[:9]:
        at = token.start - passage.offset
        if passage.rules.said("at_end", passage.key, at) is not None:
            return passage.rules.said("no_place", noun, how="fullmatch") is None
        if passage.rules.said("to_end", passage.key, at) is not None:
            return bool(passage.rules.said("place_noun", noun, how="fullmatch"))
        if token.tag[:2] not in (*NOUNS, "JK") or (token.tag[:2] == "JK" and token.tag != "JKG"):
            return False
        noun = passage.key[at : token.end - passage.offset]
    return False


def far(chain: Chain, index: int) -> bool:
    """Whether other nouns stand between the name and the particle that tells its slot, where particles do."""
    passage = chain.passage
    if not passage.rules.final:
        return False
    end = passage.local(chain.entities[index].span)[1]
    behind = next(iter(passage.tokens_from(end)), None)
    if behind is None or behind.tag[:2] != "NN" or _particle(chain, end):
        return False
    return passage.rules.said("side", passage.key, end) is None
