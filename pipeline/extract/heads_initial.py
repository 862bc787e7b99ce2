"""Heads of clauses, and which date belongs to which head, where verbs stand before their objects (Chinese, English).

Input: a Passage. Output: ``Draft`` records in text order. The head of a clause is its first finite trigger; what
follows a saying is its content. A date before the head is the head's; one behind it belongs to the nearest trigger
before it (English) or to the predicate that it opens (Chinese). Limits: finiteness is read off forms and neighbours.
"""

from __future__ import annotations

import re

from pipeline.extract.clause_heads import attributed, carried, head_of, held, participle, speaks, title_head
from pipeline.extract.clauses import Clause, split
from pipeline.extract.draft import Draft, hits_in, merged, times_in
from pipeline.extract.finiteness import is_finite
from pipeline.extract.governed_chinese import govern_chinese
from pipeline.extract.governed_english import govern_english, phrase_start
from pipeline.extract.items import gapped_items, shared_items, tail_item
from pipeline.extract.own_dates import of_one_day
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.extract.unlisted import dated_with, narrated, unlisted
from pipeline.model import TimeMention
from pipeline.records import replace

_QUOTE_OPENS = re.compile(r"[^,，。.;；]{0,12}[:,]?\s?[“「『\"]")
_QUOTE_CLOSES = re.compile(r"[”」』\"]")
_STOP = re.compile(r"[;；。!?！？]")


def drafts(passage: Passage) -> list[Draft]:
    """All drafts of the sentence; of one that ends in its source (..., officials said), those of what is told, or its
    saying where nothing told is dated or known."""
    source = _source_at(passage)
    if source is None:
        return _drafts(passage)
    if passage.times:
        found = _drafts(_without(passage, source))
        if any(draft.times for draft in found):
            return found
    return _drafts(passage) or _saying(passage, source)


def _source_at(passage: Passage) -> int | None:
    """Where a source named at the end of a sentence begins, if no date stands in it."""
    pattern = passage.rules.heads.get("source_after")
    source = pattern.search(passage.key, *passage.core) if pattern is not None else None
    dated = source is not None and times_in(passage, source.start(), passage.core[1])
    return source.start() if source is not None and not dated else None


def _without(passage: Passage, end: int) -> Passage:
    """The passage up to ``end``."""
    hits = tuple(hit for hit in passage.hits if hit.end <= end)
    return replace(passage, core=(passage.core[0], end), hits=hits)


def _saying(passage: Passage, start: int) -> list[Draft]:
    """The saying of the source named from ``start`` on, behind what is said."""
    hit = next((hit for hit in passage.hits if hit.start >= start and speaks(hit)), None)
    if hit is None:
        return []
    return [Draft(start=passage.core[0], end=passage.core[1], hit=hit, kind="main", content=(passage.core[0], start),
                  rule="clause.source@1")]  # fmt: skip


def _drafts(passage: Passage) -> list[Draft]:
    finite = [hit for hit in passage.hits if is_finite(passage, hit)]
    nominal = [hit for hit in passage.hits if hit not in finite and hit.rule.nominal]
    pieces: list[tuple[Clause, Hit | None]] = []
    for clause in split(passage, passage.hits):
        if _leads_up(passage, clause):
            pieces.append((clause, None))
            continue
        head = head_of(passage, hits_in(finite, clause.start, clause.end))
        if head is None and not pieces:
            head = title_head(passage, clause, nominal) or held(passage, clause, nominal)
        head = head or attributed(passage, clause)
        said = any(before is not None and speaks(before) for _, before in pieces)
        if head is None and (not said or clause.opened == "strong") and dated_with(passage, clause, pieces):
            head = participle(passage, clause) or unlisted(passage, clause.start, clause.end, clause.opened)
        elif head is None and passage.goes_on and not said and clause.opened != "relative":
            head = narrated(passage, clause.start, clause.end)
        noun = carried(passage, clause, head, nominal)
        if noun is not head:
            finite = [hit for hit in finite if hit is not head]
            nominal = [hit for hit in nominal if hit is not noun]
        pieces.append((clause, noun))
    return _assemble(passage, merged(pieces, back=passage.rules.lexis.word_bounds), finite, nominal)


def _leads_up(passage: Passage, clause: Clause) -> bool:
    """Whether a clause dates what follows it and gives only its cause, end or occasion (on the 14th, to protest A, they
    ...)."""
    rules, key = passage.rules, passage.key
    if clause.end >= passage.core[1] or times_in(passage, clause.end, passage.core[1]):
        return False
    own = hits_in(passage.hits, clause.start, clause.end)
    if own and own[-1].rule.speech and _only_beside(passage, own[-1], clause.end):
        return True
    meant = any(rules.said("purposed", key[clause.start : hit.start], how="search") for hit in own)
    return meant or rules.said("because", key[clause.start : clause.end], how="search") is not None


def _only_beside(passage: Passage, hit: Hit, end: int) -> bool:
    """Whether a clause ends in words that make its speech the occasion of what follows (在街头演讲中,遭...)."""
    beside = passage.rules.said("beside", passage.key, hit.end)
    return beside is not None and not passage.key[beside.end() : end].strip(" ,，")


def _assemble(
    passage: Passage, pieces: list[tuple[Clause, Hit | None]], finite: list[Hit], nominal: list[Hit]
) -> list[Draft]:
    out: list[Draft] = []
    said: tuple[int, int] | None = None
    saying: int | None = None
    for clause, head in pieces:
        resumed = passage.rules.said("said_anew", passage.key, clause.start) is not None
        inside = said is not None and clause.start < said[1] and clause.opened != "strong" and not resumed
        said = None if resumed else said
        made = _of_clause(passage, clause, head, finite, nominal)
        if inside:
            dated = [_as_content(draft) for draft in made if draft.times]
            coarse = saying is not None and not all(map(of_one_day, out[saying].times))
            done = [] if dated or coarse else [_as_content(one) for one in made if _told_as_done(passage, one)]
            if not dated and saying is not None:
                out[saying] = replace(out[saying], end=clause.end)
            if saying is not None and passage.rules.dates_first and not out[saying].times and _tells(dated):
                del out[saying]  # what is said is dated, the saying is not: the rest goes on from it
                said = None
            if not dated and saying is None and passage.rules.dates_first:
                dated = [draft for draft in made if draft.kind == "main" and not _only_when(passage, draft)]
            out += dated or done
            saying = None if dated else saying
            continue
        out += [draft for draft in made if draft.times or not _only_when(passage, draft)]
        if head is not None and head.rule.speech:
            thought = passage.rules.said("thought", passage.key, head.start) is not None
            said = (head.end, clause.end if thought else _said_until(passage, head.end))
            saying = next((i for i, draft in enumerate(out) if draft.hit is head and draft.kind == "main"), None)
    return out


def _told_as_done(passage: Passage, draft: Draft) -> bool:
    """Whether a clause of what is said tells of a deed as done (宣布,总统已被逮捕)."""
    if not passage.rules.dates_first or draft.kind != "main" or draft.hit.rule.speech:
        return False
    return passage.rules.said("told_done", passage.key[draft.start : draft.hit.end + 2], how="search") is not None


def _tells(drafts: list[Draft]) -> bool:
    """Whether one of the drafts is dated by a date, not by a length of time."""
    return any(time.kind in ("date", "range") for draft in drafts for time in draft.times)


def _only_when(passage: Passage, draft: Draft) -> bool:
    """An undated clause that only says when (会议结束后)."""
    return passage.rules.said("only_when", passage.key[draft.hit.end : draft.end], how="search") is not None


def _as_content(draft: Draft) -> Draft:
    kind = "content" if draft.kind == "main" else draft.kind
    return Draft(start=draft.start, end=draft.end, hit=draft.hit, kind=kind, times=draft.times, rule="clause.content@1",
                 opened=draft.opened, content=None, label=draft.label)  # fmt: skip


def _said_until(passage: Passage, start: int) -> int:
    """Where what is said ends: at its closing mark where it is quoted, else at the next full stop or the end.

    What follows the saying without a mark is one clause where the next clause has a date of its own (宣布辞职,次年...),
    or is what somebody else says to it (宣布辞职,议长随即批评).
    """
    opened = _QUOTE_OPENS.match(passage.key, start)
    if opened:
        closed = _QUOTE_CLOSES.search(passage.key, opened.end())
        if closed:
            return closed.end()
    stop = _STOP.search(passage.key, start)
    end = stop.start() if stop else passage.core[1]
    if not passage.rules.dates_first or passage.rules.said("marked", passage.key, start):
        return end
    comma = passage.key.find(",", start, end)
    after = passage.key.find(",", comma + 1, end)
    dated = comma >= 0 and times_in(passage, comma, after if after >= 0 else end)
    answered = comma >= 0 and passage.rules.said("answered", passage.key, comma + 1)
    return comma if dated or answered else end


def _of_clause(
    passage: Passage, clause: Clause, head: Hit | None, finite: list[Hit], nominal: list[Hit]
) -> list[Draft]:
    times = times_in(passage, clause.start, clause.end)
    out: list[Draft] = []
    items = gapped_items(passage, clause.start, clause.end, times, [*finite, *nominal]) if head is not None else []
    if head is not None:
        items += tail_item(passage, head, clause.end, times, [*finite, *nominal])
        items += shared_items(passage, head, times, [*finite, *nominal])
    for a, b, dates, label in items:
        assert head is not None
        out.append(Draft(start=a, end=b, hit=head, kind="item", times=tuple(dates), rule="clause.item@1", label=label,
                         opened=clause.opened))  # fmt: skip
    used = {id(time) for item in items for time in item[2]}
    own: list[TimeMention] = []
    govern = govern_english if passage.rules.lexis.word_bounds else govern_chinese
    for time in times:
        if id(time) in used:
            continue
        mine, more = govern(passage, clause, time, head, finite, nominal)
        out += more
        if mine:
            own.append(time)
    if head is not None and own:
        out += _accompanying(passage, clause, head, own, nominal)
    if head is not None:
        content = (head.end, min(clause.end, _said_until(passage, head.end))) if head.rule.speech else None
        aside = passage.rules.lexis.word_bounds and clause.opened == "relative" and _unfinite(head, finite)
        out.append(Draft(start=clause.start, end=clause.end, hit=head, kind="reduced" if aside else "main",
                         times=tuple(own), content=content, opened=clause.opened, rule=clause.rule))  # fmt: skip
        if content is not None and not times and passage.rules.lexis.word_bounds:
            out += _done_in(passage, content, finite)
    return out


def _done_in(passage: Passage, content: tuple[int, int], finite: list[Hit]) -> list[Draft]:
    """The deed that is told as done in what somebody says, without any date (said that two people were killed)."""
    done = [hit for hit in hits_in(finite, *content) if hit.kind == "past" and not hit.rule.speech]
    start = phrase_start(passage, done[0].start, content[0]) if done else 0
    if not done or passage.rules.said("been_before", passage.key[start : done[0].start], how="search"):
        return []
    start += len(passage.key[start:]) - len(passage.key[start:].lstrip())
    return [Draft(start=start, end=content[1], hit=done[0], kind="content", rule="clause.content@1")]


def _unfinite(head: Hit, finite: list[Hit]) -> bool:
    """Whether a clause has a participle for its verb."""
    return head not in finite and head.kind != "finite"


def _accompanying(
    passage: Passage, clause: Clause, head: Hit, times: list[TimeMention], nominal: list[Hit]
) -> list[Draft]:
    """A happening that goes with the main one (with A's trip to B): it shares the date."""
    out = []
    for hit in hits_in(nominal, head.end, clause.end):
        owned = passage.rules.said("accompanying", passage.key[head.end : hit.start], how="search")
        if owned and hit.rule.type != head.rule.type:
            start = phrase_start(passage, hit.start, head.end)
            out.append(
                Draft(start=start, end=clause.end, hit=hit, kind="beside", times=tuple(times), rule="clause.with@1")
            )
    return out
