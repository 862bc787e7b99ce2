"""Which predicate or event noun a date belongs to where verbs stand at the end (Korean).

Input: a clause, its head, a date inside it. Output: whether the head takes the date, and ``Draft`` records for what
else takes it: the noun phrase, the adnominal clause or the reported content that holds the date alone.
"""

from __future__ import annotations

from pipeline.extract.clauses import Clause, content_of
from pipeline.extract.draft import Draft, hits_in
from pipeline.extract.passage import Passage
from pipeline.extract.predicates_final import (
    best_head,
    in_phrase,
    is_subject,
    is_topic,
    outer_topic,
    predicative,
)
from pipeline.extract.triggers import Hit
from pipeline.model import TimeMention
from pipeline.records import replace

_ENDS = frozenset({"ETM", "ETN", "EC", "EF"})


def govern(
    passage: Passage,
    clause: Clause,
    time: TimeMention,
    head: Hit | None,
    hits: tuple[Hit, ...],
    content: tuple[int, int, object] | None,
) -> tuple[bool, list[Draft]]:
    """Whether the head takes ``time``, and the drafts inside the clause that take it too or alone."""
    assert time.span is not None
    start, end = passage.local(time.span)
    fronted = not any(is_subject(token) for token in passage.tokens_over(clause.start, start))
    if content and head is not None and head.rule.speech and _said_on(passage, start, end):
        return True, []
    nominal = None if _set_off(passage, clause, end) else _nominal(passage, time, clause, hits, head)
    if nominal is not None and nominal.rule.type == "OTHER" and passage.rules.said("scene", passage.key, nominal.end):
        nominal = None
    if nominal is not None:
        draft = Draft(start=start, end=nominal.end, hit=nominal, kind="nominal", times=(time,), rule="clause.nominal@1")
        if fronted and _adverbial(passage, nominal.end):
            behind = _adnominal(passage, nominal.end, clause.end, hits, head, fronted)
            if behind is not None:
                more = Draft(start=start, end=behind[0], hit=behind[1], kind="relative", times=(time,),
                             rule="clause.adnominal@1")  # fmt: skip
                return not _says_which(time), [draft, more]
        shares = fronted and not _says_which(time)
        return shares or (_adverbial(passage, nominal.end) and not (content and start < content[1])), [draft]
    if content and start < content[1] and head is not None:
        return _govern_content(passage, clause, time, head, hits, content[1], fronted)
    adnominal = None if _set_off(passage, clause, end) else _adnominal(passage, end, clause.end, hits, head, fronted)
    if adnominal is not None:
        stop, hit = adnominal
        draft = Draft(start=start, end=stop, hit=hit, kind="relative", times=(time,), rule="clause.adnominal@1")
        return fronted and not _says_which(time), [draft]
    return not _says_which(time), []


def _says_which(time: TimeMention) -> bool:
    """Whether the date only says which thing is spoken of (the school opened in 1941): see governing.py."""
    return any(reason.rule.startswith("time.says_which@") for reason in time.reasons)


def _said_on(passage: Passage, start: int, end: int) -> bool:
    """Whether a bare date right behind a topic says when the topic spoke (외교부는 22일 ...고 밝혔다)."""
    lead = passage.rules.said("local_time", passage.key[:start], how="search")
    stop = len(passage.key[: lead.start() if lead else start].rstrip())
    before = next((t for t in reversed(passage.tokens_between(0, stop)) if t.end - passage.offset <= stop), None)
    topical = before is not None and is_topic(passage, before)
    return topical and passage.rules.said("bare_day", passage.key[start : end + 12]) is not None


def _set_off(passage: Passage, clause: Clause, end: int) -> bool:
    """A date with a comma or full stop behind it dates the whole clause."""
    return passage.rules.said("set_off", passage.key, end) is not None


def _adverbial(passage: Passage, position: int) -> bool:
    """Whether the noun phrase that ends here only says when or where (정상회담에서, 회담 당시)."""
    return passage.rules.said("adverbial", passage.key, position) is not None


def _nominal(
    passage: Passage, time: TimeMention, clause: Clause, hits: tuple[Hit, ...], head: Hit | None
) -> Hit | None:
    """An event noun that ``time`` dates inside its noun phrase: nothing but nouns, 의 and 과 between."""
    assert time.span is not None
    end = passage.local(time.span)[1]
    names = [hit for hit in hits_in(hits, end, clause.end - 1) if hit.noun and hit.rule.nominal and hit is not head]
    for token in passage.tokens_over(end, clause.end):
        at = token.start - passage.offset
        if at < end:
            continue
        if passage.rules.said("quoted", passage.key, at):
            return None
        for hit in names:
            if hit.start <= at < hit.end and not predicative(passage, hit, clause.end):
                part = _spoken_of(passage, hit) or _object_of(hit, head) or _in_course(passage, hit)
                return None if part else hit
        if not in_phrase(passage, token):
            return None
    return None


def _spoken_of(passage: Passage, hit: Hit) -> bool:
    """Whether the noun is only part of a longer one (합의문) or what is talked about (정상회담 일정)."""
    if passage.rules.spoken_of is not None and passage.rules.spoken_of.match(passage.key, hit.end):
        return True
    glued = passage.token_at(hit.end)
    return (
        glued is not None
        and glued.tag.startswith("NNG")
        and passage.rules.said("glued_when", glued.lemma, how="fullmatch") is None
    )


def _in_course(passage: Passage, hit: Hit) -> bool:
    """Whether the noun only says of what kind that is in whose course all happens (선거 지원 유세 중)."""
    course = passage.rules.said("course", passage.key, hit.end)
    between = passage.tokens_over(hit.end, course.end("of")) if course is not None else ()
    return course is not None and not any(token.tag[0] in "JVEX" for token in between)


def _object_of(hit: Hit, head: Hit | None) -> bool:
    """Whether the noun right in front of the head is what that is done to (회담 타결, 총선 승리)."""
    return head is not None and head.noun and 0 <= head.start - hit.end <= 1


def _adnominal(
    passage: Passage, start: int, end: int, hits: tuple[Hit, ...], head: Hit | None, fronted: bool = True
) -> tuple[int, Hit] | None:
    """The first predicate after ``start``, if it is adnominal and holds a trigger.

    Behind a subject (not ``fronted``) connective forms are passed over: they lead up to the adnominal one. A topic
    between a fronted date and the predicate shows that the date belongs to the clause.
    """
    for token in passage.tokens_over(start, end):
        tags = token.tag.split("+")
        if fronted and is_topic(passage, token):
            return None
        if _ENDS.isdisjoint(tags) or (tags[-1] == "EC" and not fronted):
            continue
        stop = token.end - passage.offset
        if passage.rules.said("about", passage.key, token.start - passage.offset):
            continue
        if tags[-1] != "ETM" or passage.rules.said("bound", passage.key, stop):
            return None
        if passage.key[stop : stop + 2].strip()[:1].isdigit():
            continue
        inner = [hit for hit in hits_in(hits, start, stop) if hit is not head]
        best = max(inner, key=lambda hit: (hit.rule.rank - 0.12 * (stop - hit.end), hit.start), default=None)
        if best is None or best.rule.light:
            best = _followed(passage, stop, hits)
            best = best if best is not head else None
            stop = best.end if best is not None else stop
        return (stop, best) if best is not None else None
    return None


def _followed(passage: Passage, stop: int, hits: tuple[Hit, ...]) -> Hit | None:
    """The event noun in the phrase behind an adnominal light verb (평양에서 열린 정상회담)."""
    for token in passage.tokens_over(stop, passage.core[1]):
        at = token.start - passage.offset
        found = next((h for h in hits if h.start <= at < h.end and h.noun and h.rule.nominal), None)
        if found is not None or not in_phrase(passage, token):
            return None if found is not None and _in_course(passage, found) else found
    return None


def _govern_content(
    passage: Passage, clause: Clause, time: TimeMention, head: Hit, hits: tuple[Hit, ...], stop: int, fronted: bool
) -> tuple[bool, list[Draft]]:
    """A date before or inside what is said: the saying's, the content's, or both (see the conventions)."""
    assert time.span is not None
    start, end = passage.local(time.span)
    first = _adnominal(passage, end, stop, hits, head, fronted=False)
    if fronted and first is not None and not passage.key[end : first[1].start].strip():
        return False, [
            Draft(start=start, end=first[0], hit=first[1], kind="relative", times=(time,), rule="clause.adnominal@1")
        ]
    agreed = content_of(passage, replace(clause, start=end, end=stop))
    if agreed is not None and best_head(passage, hits_in(hits, end, agreed[1]), agreed[1]) is not None:
        stop = agreed[1]
    inner = best_head(passage, hits_in(hits, end, stop), stop)
    if inner is None:
        return True, []
    speaker_after = any(is_subject(token) for token in passage.tokens_over(stop, head.start))
    topic = outer_topic(passage, end, stop)
    comma = passage.key[end : end + 2].lstrip().startswith((",", "."))
    day = time.date is not None and time.date.precision == "day"
    content = Draft(start=start if fronted and not day else _content_start(passage, end, topic), end=stop, hit=inner,
                    kind="content", times=(time,), coarse=fronted and day, rule="clause.content@1")  # fmt: skip
    if not fronted:
        nested = _adnominal(passage, end, stop, hits, head, fronted)
        if nested is not None:
            return False, [
                Draft(
                    start=start, end=nested[0], hit=nested[1], kind="relative", times=(time,), rule="clause.adnominal@1"
                )
            ]
        return False, [Draft(start=start, end=stop, hit=inner, kind="content", times=(time,), rule="clause.content@1")]
    if topic or comma or (day and not speaker_after):
        return True, []
    if speaker_after:
        return day, [content]
    return True, []


def _content_start(passage: Passage, end: int, topic: int | None) -> int:
    start = topic if topic is not None else end
    lead = passage.rules.said("content_lead", passage.key, start)
    return lead.end() if lead is not None else start
