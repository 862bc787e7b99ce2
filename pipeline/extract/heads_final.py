"""Heads of clauses, and which date belongs to which head, where verbs stand at the end (Korean).

Input: a Passage with tagged tokens. Output: ``Draft`` records in text order. The head of a clause is its last
predicate, or the event noun that a light verb carries. A date belongs to the noun phrase, the adnominal clause or
the reported content that holds it alone, else to the head. Limits: without tags all predicates count as final.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.clauses import Clause, content_of, split
from pipeline.extract.draft import Draft, DraftKind, hits_in, merged, times_in
from pipeline.extract.items import gapped_items
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.extract.unlisted import dated_with, reported, unlisted
from pipeline.model import TimeMention, Token

_MODIFIER = 60
"""Signs in front of a date within which a clause that modifies it is looked for."""
_ENDS = ("ETM", "ETN", "EC", "EF")
_NOUN_TAGS = ("NN", "NR", "XP", "SN", "SL", "SH", "MM", "SS", "NP")
_LOOSE_TAGS = ("XSN", "XR", "SSO", "SSC", "UNKNOWN", "")


def drafts(passage: Passage) -> list[Draft]:
    """All drafts of the sentence."""
    hits = passage.hits
    pieces: list[tuple[Clause, Hit | None]] = []
    for clause in split(passage, hits):
        head = _clause_head(passage, clause, hits)
        if head is None and dated_with(passage, clause, pieces):
            head = unlisted(passage, clause.start, clause.end)
        elif head is None and passage.news:
            head = reported(passage, clause.start, clause.end)
        pieces.append((clause, head))
    out: list[Draft] = []
    for clause, head in merged(pieces):
        out += _of_clause(passage, clause, head, hits)
    return out


def _clause_head(passage: Passage, clause: Clause, hits: tuple[Hit, ...]) -> Hit | None:
    content = content_of(passage, clause)
    start = content[1] if content else clause.start
    head = _head(passage, hits_in(hits, start, clause.end), clause.end)
    if head is not None and content and head.rule.hearsay and not _spoken(passage, clause, content[1], head):
        head = None
    if head is None and content:
        head = _head(passage, hits_in(hits, clause.start, clause.end), clause.end)
    if head is None and passage.block.kind == "heading":
        ends = _unquoted(passage, start, clause.end)
        head = next((found for end in ends if (found := _head(passage, hits_in(hits, start, end), end))), None)
    return head


def _unquoted(passage: Passage, start: int, end: int) -> Iterator[int]:
    """Where a headline ends without the sign that closes a quotation at its end, and without that quotation."""
    quote = passage.rules.said("ends_quoted", passage.key[start:end], how="search")
    if quote is not None:
        yield from (start + quote.start(name) for name in ("close", "rest") if quote.start(name) > 0)


def _spoken(passage: Passage, clause: Clause, stop: int, head: Hit) -> bool:
    """Whether someone is named who passes the content on: a topic before it or a subject behind it."""
    if any(_is_subject(token) for token in _after(passage, stop, head.start)):
        return True
    return _outer_topic(passage, clause.start, stop) is not None


def _head(passage: Passage, hits: list[Hit], end: int) -> Hit | None:
    """The best predicate of a stretch that ends at ``end``: high rank, near the end, not adnominal."""
    open_ended = [hit for hit in hits if _ending(passage, hit, end) != "adnominal"]
    finite = [hit for hit in open_ended if _predicative(passage, hit, end)]
    if not finite:
        finite = [hit for hit in open_ended if _loose(passage, hit, end)]
    if not finite:
        finite = [hit for hit in hits if hit.noun and end - hit.end <= (2 if hit.rule.nominal else 0)]
    if not finite:
        return None
    best = max(finite, key=lambda hit: (hit.rule.rank - 0.12 * (end - hit.end), hit.start))
    return _carried(passage, best, hits, end)


def _carried(passage: Passage, best: Hit, hits: list[Hit], end: int) -> Hit:
    """The event noun that a light verb (열리다, 일어나다, 진행되다) carries as its subject or object."""
    if not best.rule.light:
        return best
    nouns = [
        hit for hit in hits
        if hit.noun and hit.rule.nominal and hit.end <= best.start and not hit.rule.light
        and (
            passage.rules.said("object_or_subject", passage.key, hit.end)
            or passage.rules.said("carried", passage.key[hit.end : best.start], how="fullmatch")
        )
    ]  # fmt: skip
    return max(nouns, key=lambda hit: hit.start, default=best)


def _predicative(passage: Passage, hit: Hit, end: int) -> bool:
    """A verb, or a noun that a light verb follows; entries that hold their verb count as they are."""
    if not hit.noun or " " in passage.key[hit.start : hit.end] or _past(passage.key[hit.end - 1]):
        return True
    if hit.end >= end:
        return False
    return passage.rules.said("light", passage.key[: end + 1], hit.end) is not None


def _past(char: str) -> bool:
    return "가" <= char <= "힣" and (ord(char) - 0xAC00) % 28 == 20


def _loose(passage: Passage, hit: Hit, end: int) -> bool:
    """An event noun with a case particle, near the end: its verb is one that no list names."""
    particle = passage.rules.said("loose", passage.key, hit.end)
    return hit.noun and particle is not None and end - hit.end <= 14 and not hit.rule.speech


def _ending(passage: Passage, hit: Hit, end: int) -> str:
    """How the predicate of ``hit`` ends: adnominal, connective, final, noun; empty without tags."""
    for token in _after(passage, hit.end - (0 if hit.noun else 1), end):
        for tag in token.tag.split("+")[::-1]:
            if tag not in _ENDS:
                continue
            if tag == "ETM":
                bound = passage.rules.said("bound", passage.key, token.span.end - passage.offset)
                return "final" if bound else "adnominal"
            after = token.span.end - passage.offset
            if tag == "ETN" and passage.rules.said("purpose", passage.key, after):
                return "adnominal"
            return {"EC": "connective", "EF": "final", "ETN": "noun"}[tag]
    return ""


def _after(passage: Passage, start: int, end: int) -> Iterator[Token]:
    offset = passage.offset
    for token in passage.tokens:
        if token.span.start - offset >= end:
            return
        if token.span.end - offset > start:
            yield token


def _of_clause(passage: Passage, clause: Clause, head: Hit | None, hits: tuple[Hit, ...]) -> list[Draft]:
    times = times_in(passage, clause.start, clause.end)
    content = content_of(passage, clause)
    if content and head is not None and head.start < content[1]:
        content = None
    own: list[TimeMention] = []
    shared: list[TimeMention] = []
    out: list[Draft] = []
    items = gapped_items(passage, clause.start, clause.end, times, hits)
    if head is not None and items:
        out += [
            Draft(start=a, end=b, hit=head, kind="item", times=tuple(dates), rule="clause.item@1", label=label,
                  opened=clause.opened, subject_from=clause.start)
            for a, b, dates, label in items
        ]  # fmt: skip
        used = {id(time) for item in items for time in item[2]}
        times = [time for time in times if id(time) not in used]
    cited = _cited(clause, head, hits)
    kind: DraftKind = "main"
    if cited is not None:
        dates = [time for time in times if time.span is not None and passage.local(time.span)[1] <= cited.start]
        if dates:
            out.append(
                Draft(start=clause.start, end=clause.end, hit=cited, kind="main", times=tuple(dates),
                      content=(cited.end, clause.end), opened=clause.opened, rule="clause.citation@1")
            )  # fmt: skip
            times = [time for time in times if time not in dates]
            kind = "content"
    for time in times:
        mine, more = _govern(passage, clause, time, head, hits, content)
        out += more
        if mine:
            (shared if more else own).append(time)
    own = [_narrowed(time, out) for time in own or shared]
    out += _modifying(passage, clause, times, hits)
    if head is None and own:
        out += _named(passage, clause, own, hits)
    if own and head is not None and content is None:
        out += _accompanied(passage, clause, head, own, hits)
    if head is not None and (own or not items):
        start = min([passage.local(t.span)[0] for t in own if t.span], default=clause.start) if items else clause.start
        said = (content[0], content[1]) if content else None
        out.append(
            Draft(start=start, end=clause.end, hit=head, kind=kind, times=tuple(own), content=said,
                  opened=clause.opened, rule=clause.rule)
        )  # fmt: skip
    return out


def _narrowed(time: TimeMention, inner: Sequence[Draft]) -> TimeMention:
    """A clause named after a wide date takes the finer one inside it that a clause in it tells (the 2021 flood, which
    hit the town on 3 May, left 40 homeless)."""
    for draft in inner:
        fine = draft.times[0]
        if draft.kind != "relative" or time.date is None or fine.date is None or fine.date == time.date:
            continue
        if time.date.contains(fine.date):
            return fine
    return time


def _modifying(passage: Passage, clause: Clause, times: list[TimeMention], hits: tuple[Hit, ...]) -> Iterator[Draft]:
    """A happening told in a clause that modifies a date (계엄이 선포된 12월 3일): the date is its own."""
    ends = {token.span.end - passage.offset: token for token in passage.tokens}
    for time in times:
        if time.span is None or time.kind != "date":
            continue
        at = passage.local(time.span)[0]
        stop = len(passage.key[:at].rstrip())
        token = ends.get(stop)
        inner = hits_in(hits, max(clause.start, stop - _MODIFIER), stop)
        if token is None or not token.tag.endswith("ETM") or not inner:
            continue
        hit = inner[-1]
        if not hit.rule.light and token.span.start - passage.offset <= hit.end + 1:
            start = _opening(passage, max(clause.start, hit.start - _MODIFIER), hit.start)
            yield Draft(start=start, end=stop, hit=hit, kind="relative", times=(time,), rule="clause.modifying@1")


def _opening(passage: Passage, start: int, end: int) -> int:
    """Where the clause that holds ``end`` opens: behind the last predicate or topic before it."""
    for token in _after(passage, start, end):
        topic = token.tag == "JX" and token.lemma in ("은", "는")
        if topic or any(tag in ("EC", "EF") for tag in token.tag.split("+")):
            start = token.span.end - passage.offset
    while start < end and not passage.key[start].isalnum():
        start += 1
    return start


def _named(passage: Passage, clause: Clause, times: list[TimeMention], hits: tuple[Hit, ...]) -> Iterator[Draft]:
    """What a sentence without a predicate of its own says that its noun underwent (A는 2015년, B가 맺은 협정이다)."""
    assert times[-1].span is not None
    start = passage.local(times[-1].span)[1]
    last = [hit for hit in hits_in(hits, start, clause.end) if _ending(passage, hit, clause.end) == "adnominal"]
    if last and not last[-1].rule.light:
        yield Draft(start=clause.start, end=clause.end, hit=last[-1], kind="main", times=tuple(times),
                    rule="clause.named@1", opened=clause.opened)  # fmt: skip


def _accompanied(
    passage: Passage, clause: Clause, head: Hit, times: list[TimeMention], hits: tuple[Hit, ...]
) -> list[Draft]:
    """A happening during which the main one takes place (A의 B 방문 중): it shares the date."""
    out = []
    for hit in hits_in(hits, clause.start, head.start):
        if not (hit.noun and hit.rule.nominal and passage.rules.said("accompanied", passage.key, hit.end)):
            continue
        start = hit.start
        for token in reversed([t for t in passage.tokens if t.span.end - passage.offset <= hit.start]):
            if token.span.start - passage.offset < clause.start or not _in_phrase(token):
                break
            start = token.span.start - passage.offset
        whose = any(start <= passage.local(e.span)[0] < hit.start for e in passage.entities)
        dated = any(t.span is not None and start <= passage.local(t.span)[0] < hit.start for t in passage.times)
        if whose and not dated:
            out.append(
                Draft(start=start, end=hit.end, hit=hit, kind="beside", times=tuple(times), rule="clause.during@1")
            )
    return out


def _cited(clause: Clause, head: Hit | None, hits: tuple[Hit, ...]) -> Hit | None:
    """A citation (보도에 따르면) in front of what it tells."""
    for hit in hits_in(hits, clause.start, clause.end):
        if hit is not head and hit.rule.speech and hit.rule.frame == "speech" and hit.rule.rank <= 2:
            return hit
    return None


def _govern(
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
    fronted = not any(_is_subject(token) for token in _after(passage, clause.start, start))
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
    before = [token for token in passage.tokens if token.span.end - passage.offset <= stop]
    topical = bool(before) and before[-1].tag == "JX" and before[-1].lemma in ("은", "는")
    return topical and passage.rules.said("bare_day", passage.key[start : end + 12]) is not None


def _set_off(passage: Passage, clause: Clause, end: int) -> bool:
    """A date with a comma or full stop behind it dates the whole clause."""
    return passage.rules.said("set_off", passage.key, end) is not None


def _is_subject(token: Token) -> bool:
    return token.tag in ("JKS", "JX") or token.tag.endswith("+JX")


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
    for token in _after(passage, end, clause.end):
        at = token.span.start - passage.offset
        if at < end:
            continue
        if passage.rules.said("quoted", passage.key, at):
            return None
        for hit in names:
            if hit.start <= at < hit.end and not _predicative(passage, hit, clause.end):
                return None if _spoken_of(passage, hit) or _object_of(hit, head) else hit
        if not _in_phrase(token):
            return None
    return None


def _spoken_of(passage: Passage, hit: Hit) -> bool:
    """Whether the noun is only part of a longer one (합의문) or what is talked about (정상회담 일정)."""
    if passage.rules.spoken_of is not None and passage.rules.spoken_of.match(passage.key, hit.end):
        return True
    glued = next((t for t in passage.tokens if t.span.start - passage.offset == hit.end), None)
    return (
        glued is not None
        and glued.tag.startswith("NNG")
        and glued.lemma not in ("중", "때", "후", "이후", "당시", "직후", "전")
    )


def _object_of(hit: Hit, head: Hit | None) -> bool:
    """Whether the noun right in front of the head is what that is done to (회담 타결, 총선 승리)."""
    return head is not None and head.noun and 0 <= head.start - hit.end <= 1


def _in_phrase(token: Token) -> bool:
    """Whether a token may stand inside a noun phrase: nouns, numbers, 의, 과."""
    if token.tag == "JKB":
        return token.lemma in ("과", "와")
    if token.tag in _LOOSE_TAGS:
        return True
    return all(tag[:2] in _NOUN_TAGS or tag in ("JKG", "JC", "SY") for tag in token.tag.split("+"))


def _adnominal(
    passage: Passage, start: int, end: int, hits: tuple[Hit, ...], head: Hit | None, fronted: bool = True
) -> tuple[int, Hit] | None:
    """The first predicate after ``start``, if it is adnominal and holds a trigger.

    Behind a subject (not ``fronted``) connective forms are passed over: they lead up to the adnominal one. A topic
    between a fronted date and the predicate shows that the date belongs to the clause.
    """
    for token in _after(passage, start, end):
        tags = token.tag.split("+")
        if fronted and token.tag == "JX" and token.lemma in ("은", "는"):
            return None
        if not any(tag in _ENDS for tag in tags) or (tags[-1] == "EC" and not fronted):
            continue
        stop = token.span.end - passage.offset
        if passage.rules.said("about", passage.key, token.span.start - passage.offset):
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
    for token in _after(passage, stop, passage.core[1]):
        at = token.span.start - passage.offset
        found = next((h for h in hits if h.start <= at < h.end and h.noun and h.rule.nominal), None)
        if found is not None or not _in_phrase(token):
            return found
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
    if agreed is not None and _head(passage, hits_in(hits, end, agreed[1]), agreed[1]) is not None:
        stop = agreed[1]
    inner = _head(passage, hits_in(hits, end, stop), stop)
    if inner is None:
        return True, []
    speaker_after = any(_is_subject(token) for token in _after(passage, stop, head.start))
    topic = _outer_topic(passage, end, stop)
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


def _outer_topic(passage: Passage, start: int, stop: int) -> int | None:
    """Where a topic (은, 는) ends that stands before the first predicate after ``start``."""
    for token in _after(passage, start, stop):
        if any(tag in _ENDS for tag in token.tag.split("+")):
            return None
        if token.tag == "JX" and token.lemma in ("은", "는"):
            return token.span.end - passage.offset
    return None


def _content_start(passage: Passage, end: int, topic: int | None) -> int:
    start = topic if topic is not None else end
    while start < len(passage.text) and passage.text[start] in " ,에":
        start += 1
    return start
