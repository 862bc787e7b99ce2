"""Heads of clauses and the drafts they give where verbs stand at the end (Korean).

Input: a Passage with tagged tokens. Output: ``Draft`` records in text order. The head of a clause is its last
predicate, or the event noun that a light verb carries (``predicates_final``); the dates inside the clause go to the
head or to what else holds them (``dates_final``). Limits: without tags all predicates count as final.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.clauses import Clause, content_of, split
from pipeline.extract.dates_final import govern
from pipeline.extract.draft import Draft, DraftKind, hits_in, merged, times_in
from pipeline.extract.items import gapped_items
from pipeline.extract.passage import Passage
from pipeline.extract.predicates_final import (
    best_head,
    ending,
    in_modifier,
    in_phrase,
    is_subject,
    is_topic,
    outer_topic,
)
from pipeline.extract.triggers import Hit
from pipeline.extract.unlisted import dated_with, reported, unlisted
from pipeline.model import TimeMention

_INNER: tuple[DraftKind, ...] = ("relative", "nominal")
"""Kinds of drafts inside a clause that hold a date of their own."""
_CITING = 2
"""Highest rank of a saying that is no predicate."""
_MODIFIER = 60
"""Signs in front of a date within which a clause that modifies it is looked for."""


def drafts(passage: Passage) -> list[Draft]:
    """All drafts of the sentence."""
    hits = passage.hits
    pieces: list[tuple[Clause, Hit | None]] = []
    for clause in split(passage, hits):
        head = _clause_head(passage, clause, hits)
        if head is None and dated_with(passage, clause, pieces):
            head = unlisted(passage, clause.start, clause.end)
            head = None if head is not None and in_modifier(passage, head) else head
        elif head is None and passage.news:
            head = reported(passage, _since_headless(pieces, clause), clause.end)
        elif head is not None and _cites(head):
            head = reported(passage, head.end, clause.end) or head
        pieces.append((clause, head))
    out: list[Draft] = []
    for clause, head in merged(pieces):
        out += _of_clause(passage, clause, head, hits)
    return out


def _since_headless(before: Sequence[tuple[Clause, Hit | None]], clause: Clause) -> int:
    """Where the clauses open that hang on ``clause`` as none of them has a head: its subject may stand there."""
    start = clause.start
    for earlier, head in reversed(before):
        if head is not None:
            break
        start = earlier.start
    return start


def _clause_head(passage: Passage, clause: Clause, hits: tuple[Hit, ...]) -> Hit | None:
    content = content_of(passage, clause)
    start = content[1] if content else clause.start
    head = best_head(passage, hits_in(hits, start, clause.end), clause.end)
    if head is not None and content and head.rule.hearsay and not _spoken(passage, clause, content[1], head):
        head = None
    if head is None and content:
        head = best_head(passage, hits_in(hits, clause.start, clause.end), clause.end)
    if head is None and passage.block.kind == "heading":
        ends = _unquoted(passage, start, clause.end)
        head = next((found for end in ends if (found := best_head(passage, hits_in(hits, start, end), end))), None)
    return head


def _unquoted(passage: Passage, start: int, end: int) -> Iterator[int]:
    """Where a headline ends without the sign that closes a quotation at its end, and without that quotation."""
    quote = passage.rules.said("ends_quoted", passage.key[start:end], how="search")
    if quote is not None:
        yield from (start + quote.start(name) for name in ("close", "rest") if quote.start(name) > 0)


def _spoken(passage: Passage, clause: Clause, stop: int, head: Hit) -> bool:
    """Whether someone is named who passes the content on: a topic before it or a subject behind it."""
    if any(is_subject(token) for token in passage.tokens_over(stop, head.start)):
        return True
    return outer_topic(passage, clause.start, stop) is not None


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
    dates = _before(passage, cited, times)
    if cited is not None and dates:
        out.append(
            Draft(start=clause.start, end=clause.end, hit=cited, kind="main", times=tuple(dates),
                  content=(cited.end, clause.end), opened=clause.opened, rule="clause.citation@1")
        )  # fmt: skip
        times = [time for time in times if time not in dates]
        kind = "content"
    for time in times:
        mine, more = govern(passage, clause, time, head, hits, content)
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
        passed_on = bool(dates) and not own and not head.rule.speech and not any(d.kind in _INNER for d in out)
        out.append(
            Draft(start=start, end=clause.end, hit=head, kind=kind, times=tuple(dates if passed_on else own),
                  content=said, coarse=passed_on, opened=clause.opened, rule=clause.rule)
        )  # fmt: skip
    return out


def _before(passage: Passage, cited: Hit | None, times: Sequence[TimeMention]) -> list[TimeMention]:
    """The dates in front of a citation: they tell when it was said, and about when that was what is said."""
    if cited is None:
        return []
    return [time for time in times if time.span is not None and passage.local(time.span)[1] <= cited.start]


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
    for time in times:
        if time.span is None or time.kind != "date":
            continue
        at = passage.local(time.span)[0]
        stop = len(passage.key[:at].rstrip())
        token = passage.token_to(stop)
        inner = hits_in(hits, max(clause.start, stop - _MODIFIER), stop)
        if token is None or not token.tag.endswith("ETM") or not inner:
            continue
        hit = inner[-1]
        if not hit.rule.light and token.start - passage.offset <= hit.end + 1:
            start = _opening(passage, max(clause.start, hit.start - _MODIFIER), hit.start)
            yield Draft(start=start, end=stop, hit=hit, kind="relative", times=(time,), rule="clause.modifying@1")


def _opening(passage: Passage, start: int, end: int) -> int:
    """Where the clause that holds ``end`` opens: behind the last predicate or topic before it."""
    for token in passage.tokens_over(start, end):
        if is_topic(passage, token) or any(tag in ("EC", "EF") for tag in token.tag.split("+")):
            start = token.end - passage.offset
    while start < end and not passage.key[start].isalnum():
        start += 1
    return start


def _named(passage: Passage, clause: Clause, times: list[TimeMention], hits: tuple[Hit, ...]) -> Iterator[Draft]:
    """What a sentence without a predicate of its own says that its noun underwent (A는 2015년, B가 맺은 협정이다)."""
    assert times[-1].span is not None
    start = passage.local(times[-1].span)[1]
    last = [hit for hit in hits_in(hits, start, clause.end) if ending(passage, hit, clause.end) == "adnominal"]
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
        for token in reversed([t for t in passage.tokens if t.end - passage.offset <= hit.start]):
            if token.start - passage.offset < clause.start or not in_phrase(passage, token):
                break
            start = token.start - passage.offset
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
        if hit is not head and _cites(hit):
            return hit
    return None


def _cites(hit: Hit) -> bool:
    """Whether the words only name who says what the rest of the clause tells (보도에 따르면)."""
    return hit.rule.speech and hit.rule.frame == "speech" and hit.rule.rank <= _CITING
