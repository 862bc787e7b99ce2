"""Heads of clauses, and which date belongs to which head, where verbs stand before their objects (Chinese, English).

Input: a Passage. Output: ``Draft`` records in text order. The head of a clause is its first finite trigger; what
follows a saying is its content. A date before the head is the head's; one behind it belongs to the nearest trigger
before it (English) or to the predicate that it opens (Chinese). Limits: finiteness is read off forms and neighbours.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.clauses import Clause, split
from pipeline.extract.draft import Draft, hits_in, merged, times_in
from pipeline.extract.items import gapped_items
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import TimeMention

_BE = r"(?:was|were|is|are|been|being|be|has been|have been|had been|got|gets)"
_ADVERB = r"(?:\w+ly |also |later |then |since |already |just |first |not |never |again |once |still )*"
_TO = r"(?:to|help|helped|let)"
_PLANS = r"(?:decided?|agreed?|plan(?:s|ned)?|due|set|expected|scheduled|intends?|going|vow(?:s|ed)?|offer(?:s|ed)?|promised?|pledged?|began|begun|started|ordered|authori[sz]ed|sent|flew|travel+ed|continued?|continues|refused|failed|forced|allowed|tried|attempted|sought|helped|called on \w+|urged|threatened)"


@lru_cache(maxsize=8)
def _patterns(determiner: str, modal: str) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?:\b(?:{determiner})|-|\b\w+(?:al|ive|ous|ic|ful|ary|an|ese|ish|ing))\s$"),
        re.compile(rf"\b{_BE} {_ADVERB}$"),
        re.compile(rf"\b{_PLANS} (?:\w+ ){{0,2}}{_TO} {_ADVERB}$"),
        re.compile(rf"\b(?:{modal}|did|do|does) {_ADVERB}$"),
        re.compile(rf"\b{_TO} {_ADVERB}$"),
    )


def drafts(passage: Passage) -> list[Draft]:
    """All drafts of the sentence."""
    found = passage.hits
    reading = _read_english if passage.rules.lexis.word_bounds else _read_chinese
    finite = [hit for hit in found if reading(passage, hit) == "finite"]
    nominal = [hit for hit in found if hit not in finite and hit.rule.nominal]
    pieces: list[tuple[Clause, Hit | None]] = []
    said_until = -1
    for clause in split(passage, found):
        own = [hit for hit in hits_in(finite, clause.start, clause.end)]
        head = _head(passage, own)
        if head is None and not pieces and clause.end == passage.core[1]:
            head = _title_head(passage, clause, nominal)
        if clause.start < said_until:
            pieces.append((clause, None if head is None else head))
            continue
        pieces.append((clause, head))
    return _assemble(passage, merged(pieces), finite, nominal)


def _assemble(
    passage: Passage, pieces: list[tuple[Clause, Hit | None]], finite: list[Hit], nominal: list[Hit]
) -> list[Draft]:
    out: list[Draft] = []
    said: tuple[int, int] | None = None
    for clause, head in pieces:
        inside = said is not None and clause.start < said[1]
        made = _of_clause(passage, clause, head, finite, nominal)
        if inside:
            out += [_as_content(draft) for draft in made if draft.times]
            continue
        out += made
        if head is not None and head.rule.speech:
            said = (head.end, _said_until(passage, head.end))
    return out


def _as_content(draft: Draft) -> Draft:
    kind = "content" if draft.kind == "main" else draft.kind
    return Draft(start=draft.start, end=draft.end, hit=draft.hit, kind=kind, times=draft.times, rule="clause.content@1",
                 opened=draft.opened, content=None, label=draft.label)  # fmt: skip


def _said_until(passage: Passage, start: int) -> int:
    """Where what is said ends: at its closing mark where it is quoted, else at the next full stop or the end."""
    opened = re.compile(r"[^,，。.;；]{0,12}[:,]?\s?[“「『\"]").match(passage.key, start)
    if opened:
        closed = re.compile(r"[”」』\"]").search(passage.key, opened.end())
        if closed:
            return closed.end()
    stop = re.compile(r"[;；。!?！？]").search(passage.key, start)
    return stop.start() if stop else passage.core[1]


_BESIDE = re.compile(r"[^,，。]{0,6}?(?:时(?!隔)|后|之际|期间|会上|议上|上(?=[表强指宣呼提说谴批发称])|之后|以来|之前)")


def _head(passage: Passage, own: list[Hit]) -> Hit | None:
    """The first finite trigger of a clause, unless a later one outranks it or it only says when (会谈时表示)."""
    if not passage.rules.lexis.word_bounds and len(own) > 1:
        own = [hit for hit in own if hit is own[-1] or not _BESIDE.match(passage.key, hit.end, hit.end + 9)]
    if not own:
        return None
    if own[0].rule.speech and own[0].rule.strength >= 0.7:
        return own[0]
    scored = [
        (hit.rule.rank - 1.6 * index - (1.5 if hit.rule.strength < 0.7 else 0), -index) for index, hit in enumerate(own)
    ]
    return own[-max(scored)[1]]


def _title_head(passage: Passage, clause: Clause, nominal: list[Hit]) -> Hit | None:
    """A heading or caption without a verb: its event noun."""
    if passage.block.kind not in ("heading", "caption"):
        return None
    inner = hits_in(nominal, clause.start, clause.end)
    return max(inner, key=lambda hit: (hit.rule.rank, hit.start), default=None)


_CARRIED = re.compile(
    r"(?:表示|表达|给予|予以|进行|举行|展开|发表|作出|做出|提出|达成|实施|发动|开展|遭到|受到|得到|接受|完成)了?[^,。]{0,30}的$"
)


def _caused(passage: Passage, hit: Hit) -> bool:
    """Whether the trigger stands in what a clause gives as its cause (因为 A, B)."""
    return bool(re.search(r"(?:因为|由于|鉴于)[^,，。]{0,20}$", passage.key[max(0, hit.start - 26) : hit.start]))


def _read_chinese(passage: Passage, hit: Hit) -> str:
    """``finite`` unless the word stands behind 的 or in front of it as a modifier."""
    key = passage.key
    before = key[max(0, hit.start - 40) : hit.start]
    if before.endswith("的") and not hit.rule.speech and not _CARRIED.search(before):
        return "noun"
    if key[hit.end : hit.end + 1] == "的" and passage.rules.lexis.find(key[hit.end : hit.end + 40]):
        return "noun"
    return "finite"


def _read_english(passage: Passage, hit: Hit) -> str:
    determiner, be, plans, modal, to = _patterns(passage.rules.slots["determiner"], passage.rules.slots["modal"])
    before = passage.key[max(0, hit.start - 40) : hit.start]
    if hit.noun:
        return "noun"
    if hit.kind in ("past", "participle"):
        if be.search(before) or re.search(r"\b(?:has|have|had) " + _ADVERB + "$", before):
            return "finite"
        if hit.kind == "participle" or determiner.search(before) or _reduced(passage, hit):
            return "noun"
        return "finite"
    if hit.kind == "gerund":
        return "finite" if be.search(before) else "noun"
    if plans.search(before):
        return "finite"
    if to.search(before):
        return "noun"
    if modal.search(before):
        return "finite"
    if determiner.search(before) or not before.strip() or re.search(r"[,(\d]\s?$", before):
        return "noun"
    return "finite" if hit.kind in ("base", "third") else "noun"


def _reduced(passage: Passage, hit: Hit) -> bool:
    """``talks held in Rome were ...``: a participle after its noun, with a finite verb still to come."""
    if not re.match(r" (?:by|in|on|at|between|from|under|during)\b", passage.key[hit.end : hit.end + 10]):
        return False
    rest = re.split(r"[,;]", passage.key[hit.end : passage.core[1]])[0]
    return bool(re.search(r"\b(?:was|were|has|had|is|are|will|said|\w{3,}ed)\b", rest)) and not re.search(
        r"\b(?:which|who|that|and|but|when|where)\b", rest
    )


def _of_clause(
    passage: Passage, clause: Clause, head: Hit | None, finite: list[Hit], nominal: list[Hit]
) -> list[Draft]:
    times = times_in(passage, clause.start, clause.end)
    out: list[Draft] = []
    items = gapped_items(passage, clause.start, clause.end, times, [*finite, *nominal]) if head is not None else []
    for a, b, dates, label in items:
        assert head is not None
        out.append(Draft(start=a, end=b, hit=head, kind="item", times=tuple(dates), rule="clause.item@1", label=label,
                         opened=clause.opened))  # fmt: skip
    used = {id(time) for item in items for time in item[2]}
    own: list[TimeMention] = []
    govern = _govern_english if passage.rules.lexis.word_bounds else _govern_chinese
    for time in times:
        if id(time) in used:
            continue
        mine, more = govern(passage, clause, time, head, finite, nominal)
        out += more
        if mine:
            own.append(time)
    if head is not None:
        content = (head.end, min(clause.end, _said_until(passage, head.end))) if head.rule.speech else None
        out.append(Draft(start=clause.start, end=clause.end, hit=head, kind="main", times=tuple(own), content=content,
                         opened=clause.opened, rule=clause.rule))  # fmt: skip
    return out


def _govern_chinese(
    passage: Passage, clause: Clause, time: TimeMention, head: Hit | None, finite: list[Hit], nominal: list[Hit]
) -> tuple[bool, list[Draft]]:
    assert time.span is not None
    start, end = passage.local(time.span)
    everything = sorted([*finite, *nominal], key=lambda hit: hit.start)
    after = [hit for hit in hits_in(everything, end, clause.end) if hit is not head]
    if head is not None and start >= head.end:
        if after and after[0].start - end <= 30:
            stop = _phrase_end(passage, after[0], clause.end)
            effect = _effect(passage, start, after, time)
            return False, effect + [Draft(start=start, end=stop, hit=after[0], kind="content" if head.rule.speech else "relative",
                                 times=(time,), rule="clause.embedded@1")]  # fmt: skip
        return True, []
    between = [hit for hit in after if head is not None and hit.end <= head.start]
    for hit in between:
        if _BESIDE.match(passage.key, hit.end, hit.end + 9) or _caused(passage, hit):
            return True, [
                Draft(start=start, end=hit.end, hit=hit, kind="beside", times=(time,), rule="clause.beside@1")
            ]
    return True, []


def _effect(passage: Passage, start: int, after: list[Hit], time: TimeMention) -> list[Draft]:
    """``因 1990 年 A 而 B 的 N``: B happened with its cause A."""
    if len(after) < 2 or not re.search(r"[因由]于?$", passage.key[max(0, start - 2) : start]):
        return []
    second = after[1]
    if "而" not in passage.key[after[0].end : second.start]:
        return []
    stop = _phrase_end(passage, second, passage.core[1])
    return [
        Draft(
            start=start - 1,
            end=max(stop, second.end),
            hit=second,
            kind="relative",
            times=(time,),
            rule="clause.effect@1",
        )
    ]


def _phrase_end(passage: Passage, hit: Hit, end: int) -> int:
    match = re.compile(r"[^,，。的后时]{0,14}").match(passage.key, hit.end, end)
    return match.end() if match else hit.end


def _govern_english(
    passage: Passage, clause: Clause, time: TimeMention, head: Hit | None, finite: list[Hit], nominal: list[Hit]
) -> tuple[bool, list[Draft]]:
    assert time.span is not None
    start, end = passage.local(time.span)
    verbs = hits_in(finite, clause.start, clause.end)
    before = [hit for hit in verbs if hit.end <= start]
    noun = _dated_noun(passage, clause, time, before, nominal)
    if noun is not None:
        a, b = min(noun.start, start), max(noun.end, end)
        alone = Draft(start=_phrase_start(passage, a, clause.start), end=b, hit=noun, kind="nominal", times=(time,),
                      rule="clause.nominal@1")  # fmt: skip
        return not before and start < (head.start if head else -1) and noun.start > start, [alone]
    if before and head is not None and before[-1] is not head and before[-1].start > head.end:
        hit = before[-1]
        if head.rule.speech or start - head.end > 60:
            kind = "content" if head.rule.speech else "relative"
            begin = _phrase_start(passage, hit.start, head.end)
            return False, [
                Draft(start=begin, end=max(end, hit.end), hit=hit, kind=kind, times=(time,), rule="clause.embedded@1")
            ]
    return True, []


def _dated_noun(
    passage: Passage, clause: Clause, time: TimeMention, before: list[Hit], nominal: list[Hit]
) -> Hit | None:
    assert time.span is not None
    start, end = passage.local(time.span)
    for hit in reversed(hits_in(nominal, clause.start, start)):
        gap = passage.key[hit.end : start]
        if before and before[-1].start > hit.start:
            return None
        near = re.fullmatch(
            r"(?: of)?(?: the| its| his| her)?(?: [\w’'-]+){0,12},? ?(?:on|in|at|of|during|from)? ?(?:the )?", gap
        )
        led = hit.start - clause.start <= 12 and re.match(r" of\b[^;:]{0,160}\b(?:on|in) $", gap)
        if (near and (not before or len(gap) <= 14)) or (led and not before):
            return hit
    for hit in hits_in(nominal, end, clause.end):
        gap = passage.key[end : hit.start]
        if re.fullmatch(r" (?:[\w’'-]+ ){0,3}", gap) and re.search(
            r"\b(?:the|a|its|his|her|their|this) $", passage.key[:start]
        ):
            return hit
    return None


def _phrase_start(passage: Passage, position: int, floor: int) -> int:
    """Back to the start of the noun phrase: over the words since the last comma, verb or conjunction."""
    text = passage.key[floor:position]
    cut = max(
        (match.end() for match in re.finditer(r"[,;:“\"(]\s?|\b(?:that|and|but|with|after|of|to|since) ", text)),
        default=0,
    )
    return floor + cut if position - floor - cut < 80 else position
