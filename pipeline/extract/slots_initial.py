"""The slot of a name where prepositions and word order tell it (Chinese, English).

Input: the names of a draft and the index of one. Output: its slot, or the words that lead to it. Limits: surface
order; no parse.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.slot_chain import SPOKEN_OF, Chain
from pipeline.extract.triggers import Hit

_NEAR = 1
"""Signs between a preposition and the name that it governs."""


def before(chain: Chain, index: int) -> str:
    """The preposition before the name's phrase, else the side of the trigger on which it stands."""
    passage, hit = chain.passage, chain.draft.hit
    start, end = passage.local(chain.entities[index].span)
    if hit.start <= start and end <= hit.end:
        return "bare"
    ahead = end <= hit.start
    if mediates(chain, start):
        return "inner"
    about = _about(chain, start) if ahead else None
    if about is not None:
        return about
    if _somebody_else(chain, index) or (not ahead and passage.rules.said("speaker", passage.key, end)):
        return "inner"
    struck = start == hit.end and hit.rule.type in ("SANCTION", "ACCUSE")  # whoever is named next, whatever follows
    closed = _closed(chain) if not ahead and not struck else -1
    if closed > end:
        return "inner"
    between = [other for other in passage.hits if max(hit.end, closed) <= other.start and other.end <= start]
    if not ahead and between and not _judged(chain, between, start):
        return "inner"
    if ahead and chain.meets_first(index):
        return "inner"
    before = led_by(chain, index)
    for rule in passage.rules.particles:
        if rule.fields.get("before"):
            if rule.pattern.search(before):
                joint = rule.fields["role"] == "with" and passage.rules.said("together", passage.key, end)
                return "together" if joint else str(rule.fields["role"])
        elif ahead and rule.pattern.match(passage.key, end):
            return str(rule.fields["role"])
    if not ahead and passage.rules.said("agent_run", passage.key[hit.end : start], how="fullmatch") is not None:
        return "by"
    return "subject" if ahead else "object"


def mediates(chain: Chain, start: int) -> bool:
    """Whether the name at ``start`` is that of who helped the deed to come about (freed through the offices of ...)."""
    pattern = chain.passage.rules.heads.get("mediated")
    found = pattern.finditer(chain.passage.key, chain.draft.start) if pattern is not None else ()
    return any(match.start() <= start < match.end() for match in found)


def _about(chain: Chain, start: int) -> str | None:
    """The slot of a name at ``start`` beside what an attitude or talks are about (regret over A's decision to ...).

    Of the deed told in there the first name is the subject and nobody outside a party; of the attitude itself none is a
    party but the first and those behind a preposition of their own.
    """
    passage, draft = chain.passage, chain.draft
    pattern = passage.rules.heads.get("regarded")
    for found in pattern.finditer(passage.key, draft.start) if pattern is not None else ():
        opens, ends = found.span("what")
        first = opens <= start <= opens + _NEAR
        if opens <= draft.hit.start and draft.hit.end <= ends:
            return "subject" if first else "inner"
        own = passage.rules.said("governed", passage.key[opens:start], how="search")
        if opens <= start < ends <= draft.hit.start and not first and own is None:
            return "inner"
    return None


def _somebody_else(chain: Chain, index: int) -> bool:
    """Whether the person named only says whose relative or man somebody is (Kim's brother)."""
    entity, rules = chain.entities[index], chain.passage.rules
    end = chain.passage.local(entity.span)[1]
    return entity.kind == "person" and rules.said("follower_alone", chain.passage.key, end) is not None


def led_by(chain: Chain, index: int) -> str:
    """The words before the phrase of a name and the number it is given in (hundreds of); in English those behind the
    last date or name (in May A met B)."""
    passage, start, end = chain.passage, chain.draft.start, chain.opening(index)
    if passage.rules.lexis.word_bounds:
        spans = [time.span for time in passage.times if time.span is not None]
        spans += [entity.span for entity in chain.entities[:index]]
        start = max([start, *(last for _, last in map(passage.local, spans) if last <= end)])
    before = passage.key[start:end][-40:]
    counted = passage.rules.said("partitive", before, how="search")
    return before if counted is None else before[: counted.start()]


def _judged(chain: Chain, between: Sequence[Hit], start: int) -> bool:
    """Whether the name behind ``by`` did what the draft's deed judges (condemned the raid by A)."""
    if len(between) > 1 or not between[0].noun or chain.draft.hit.rule.type not in SPOKEN_OF:
        return False
    gap = chain.passage.key[between[0].end : start]
    return chain.passage.rules.said("done_by", gap, how="fullmatch") is not None


def _closed(chain: Chain) -> int:
    """Where a relative clause before the object ends (恢复了因A与B断交而中断的|关系); -1 without one."""
    passage, hit = chain.passage, chain.draft.hit
    ends = [
        other.end + 1 for other in passage.hits
        if hit.end <= other.start and other.end <= chain.draft.end
        and passage.rules.said("relative_end", passage.key, other.end) is not None
    ]  # fmt: skip
    return max(ends, default=-1)
