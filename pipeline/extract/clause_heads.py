"""Which trigger heads a clause where verbs stand before their objects (Chinese, English).

Input: a passage, a clause and the triggers found in it. Output: the trigger that says what the clause tells, or None:
its first finite trigger unless a later one outranks it, the event noun that a light verb carries, the noun of a
heading, a dated participle. Limits: ranks and words are data; finiteness is read in finiteness.py.
"""

from __future__ import annotations

from pipeline.extract.clauses import Clause
from pipeline.extract.draft import hits_in, times_in
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit

_FORCE = ("COERCE", "ASSAULT", "RETREAT", "MOBILIZE")
_OPENING = 16
"""Signs of a dated phrase before the participle that opens it (before, originally)."""


def speaks(hit: Hit) -> bool:
    """Whether the trigger is a saying that heads its clause, not a mere citation (据...报道)."""
    return hit.rule.speech and hit.rule.strength >= 0.7


def head_of(passage: Passage, own: list[Hit]) -> Hit | None:
    """The first finite trigger of a clause, unless a later one outranks it or it only says when (会谈时表示)."""
    if not passage.rules.lexis.word_bounds and len(own) > 1:
        own = [hit for hit in own if hit is own[-1] or not passage.rules.said("beside", passage.key, hit.end)]
    if not own:
        return None
    if len(own) > 1 and any(leads(passage, own[0], own[1]) for leads in (_led_in, _performed, _ordered)):
        own = own[1:]
    if own[0].rule.speech and own[0].rule.strength >= 0.7:
        return own[0]
    undergone = _undergone(passage, own) if passage.rules.dates_first else 0
    scored = [
        (
            hit.rule.rank
            - 1.6 * index
            - (1.5 if hit.rule.strength < 0.7 else 0)
            + (undergone if hit is own[-1] else 0),
            -index,
        )
        for index, hit in enumerate(own)
    ]
    return own[-max(scored)[1]]


def _undergone(passage: Passage, own: list[Hit]) -> int:
    """How far the last trigger leads where the clause says that it was done to its subject (提议遭拒绝), at its end
    above all; the mark of the passive must be its own (被拒 says nothing of 保释)."""
    voice, hit, key = passage.rules.passive_before, own[-1], passage.key
    floor = own[-2].end if len(own) > 1 else 0
    if voice is None or voice.search(key, max(floor, hit.start - 10), hit.start) is None:
        return 0
    return 4 if not key[hit.end : hit.end + 1].isalnum() else 2


def _led_in(passage: Passage, hit: Hit, second: Hit) -> bool:
    """Whether ``hit`` only says on what occasion the saying right behind it was made (开庭表示), not how (警告说)."""
    close = second.rule.speech and second.start - hit.end <= 1
    verb = close and passage.rules.said("saying_verb", passage.key, second.start)
    return bool(verb) and passage.rules.said("utterance", hit.rule.type) is None


def _performed(passage: Passage, hit: Hit, second: Hit) -> bool:
    """Whether the saying does what it says: to announce an end, a resignation, a ban (宣布终止)."""
    said = passage.rules.said("performed", passage.key, hit.start) if hit.rule.speech else None
    return said is not None and second.start - said.end() <= 1


def _ordered(passage: Passage, hit: Hit, second: Hit) -> bool:
    """Whether the first trigger orders the force that the second tells of (下令被告还押)."""
    order = passage.rules.said("ordered", passage.key, hit.start)
    return order is not None and second.start <= order.end() and second.rule.type in _FORCE


def carried(passage: Passage, clause: Clause, head: Hit | None, nominal: list[Hit]) -> Hit | None:
    """The event noun that a light verb carries: its object (launched an offensive), else its subject (a protest was
    held, fighting began)."""
    rules, key = passage.rules, passage.key
    if head is None or not rules.said("light", key, head.start):
        return head
    for hit in hits_in(nominal, head.end, clause.end):
        if rules.said("light_object", key[head.end : hit.start], how="fullmatch"):
            return hit
    before = key[max(clause.start, head.start - 40) : head.start]
    if not rules.said("happens", key, head.start) and not rules.said("be", before, how="search"):
        return head
    comma = key.rfind(",", clause.start, head.start)
    opening = [hit for hit in hits_in(nominal, clause.start, head.start) if hit.start - clause.start <= 16]
    return next(iter([*hits_in(nominal, max(comma, clause.start), head.start), *opening]), head)


def held(passage: Passage, clause: Clause, nominal: list[Hit]) -> Hit | None:
    """``The talks held in A were ...``: the happening that a copula says something of."""
    inner = hits_in(nominal, clause.start, clause.end)
    return next((hit for hit in inner if passage.rules.said("held", passage.key, hit.end)), None)


def title_head(passage: Passage, clause: Clause, nominal: list[Hit]) -> Hit | None:
    """A heading or caption without a verb: its event noun."""
    if passage.block.kind not in ("heading", "caption") or clause.end != passage.core[1]:
        return None
    inner = hits_in(nominal, clause.start, clause.end)
    return max(inner, key=lambda hit: (hit.rule.rank, hit.start), default=None)


def attributed(passage: Passage, clause: Clause) -> Hit | None:
    """The dated deed that describes the subject of the clauses behind it (1940年出生的他,于1958年入学)."""
    more = passage.rules.dates_first and times_in(passage, clause.end, passage.core[1])
    if not more or not times_in(passage, clause.start, clause.end):
        return None
    own = hits_in(passage.hits, clause.start, clause.end)
    return next((hit for hit in own if passage.rules.said("modifies", passage.key, hit.end)), None)


def participle(passage: Passage, clause: Clause) -> Hit | None:
    """The participle that opens a dated phrase (her novel, published in 2003; ..., winning the cup in 1998): listed, or
    else of the shape of one."""
    rules = passage.rules
    if clause.opened != "relative" or not rules.lexis.word_bounds:
        return None
    for hit in hits_in(passage.hits, clause.start, clause.end):
        opens = hit.noun and hit.rule.nominal and hit.start == clause.start  # born on ...
        if opens or (hit.kind in ("past", "participle", "gerund") and hit.start - clause.start <= _OPENING):
            return hit
    led = rules.said("participle_opens", passage.key, clause.start)
    if led is None or led.end() > clause.end or not rules.unlisted:
        return None
    start, end = led.span("verb")
    return Hit(start=start, end=end, rule=rules.unlisted[0][1], noun=False, kind="participle")
