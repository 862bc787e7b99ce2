"""Which word of an English clause a date belongs to: its verb, an event noun, a participle behind its noun.

Input: a Passage, a clause, one of its dates, the clause's head and the sentence's other triggers. Output: whether the
date is the head's, and the drafts of what else it dates. Limits: word order and the patterns of ``[heads]``, no parse.
"""

from __future__ import annotations

from pipeline.extract.clauses import Clause
from pipeline.extract.draft import Draft, DraftKind, hits_in
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.extract.unlisted import unlisted
from pipeline.model import TimeMention
from pipeline.records import replace

_OWNED = 30
"""Signs from a date that only names a thing to that thing (this week's rounds of talks)."""


def govern_english(
    passage: Passage, clause: Clause, time: TimeMention, head: Hit | None, finite: list[Hit], nominal: list[Hit]
) -> tuple[bool, list[Draft]]:
    """Whether ``time`` dates the head of its clause, and the drafts of what it dates instead."""
    assert time.span is not None
    start, end = passage.local(time.span)
    modifier = behind_noun(passage, clause, start, end, head)
    if modifier is not None:
        return False, [replace(modifier, times=(time,))]
    verbs = hits_in(finite, clause.start, clause.end)
    before = [hit for hit in verbs if hit.end <= start]
    noun = _dated_noun(passage, clause, time, before, nominal)
    if noun is None and attributive(passage, start, end):
        return head is not None and head.noun and 0 < head.start - end <= _OWNED, []
    if noun is not None:
        a, b = min(noun.start, start), _with_company(passage, max(noun.end, end), clause.end)
        alone = Draft(start=phrase_start(passage, a, clause.start), end=b, hit=noun, kind="nominal", times=(time,),
                      rule="clause.nominal@1")  # fmt: skip
        return not before and start < (head.start if head else -1) and noun.start > start, [alone]
    if before and before[-1] is head and head.rule.speech and passage.key[head.end : start].count(" ") > 3:
        if _before_what_is_said(passage, head, start, end):
            return True, []
        content = _unlisted_content(passage, head, time)
        return not content and _names_what(passage, head, start), content
    if before and head is not None and before[-1] is not head and before[-1].start > head.end:
        hit = before[-1]
        if head.rule.speech or start - head.end > 60:
            kind: DraftKind = "content" if head.rule.speech else "relative"
            begin = phrase_start(passage, hit.start, head.end)
            return False, [
                Draft(start=begin, end=max(end, hit.end), hit=hit, kind=kind, times=(time,), rule="clause.embedded@1")
            ]
    return True, []


def behind_noun(passage: Passage, clause: Clause, start: int, end: int, head: Hit | None) -> Draft | None:
    """What a dated participle behind its noun tells (replaced the treaty signed in 1913; a man held on Monday was
    freed): it has the date that ends at ``end``, the finite verb of the clause has none."""
    if head is None or head.noun or (head.rule.speech and head.end > start):
        return None
    rules, key = passage.rules, passage.key
    led = rules.said("participle_dated", key[clause.start : start], how="search")
    if led is None:
        return None
    at, stop = clause.start + led.start("verb"), clause.start + led.end("verb")
    noun = clause.start + led.start()
    if head.start <= at:
        if head.end > at or head.rule.speech or rules.said("new_predicate", key[head.end : noun], how="search"):
            return None
    elif head.start < end or rules.said("new_predicate", key[clause.start : noun], how="search"):
        return None
    listed = next((hit for hit in passage.hits if hit.start == at and hit.kind in ("past", "participle")), None)
    hit = listed or Hit(start=at, end=stop, rule=passage.rules.unlisted[0][1], noun=False, kind="participle")
    begin = phrase_start(passage, noun, head.end + 1 if head.end < at else clause.start)
    return Draft(start=begin, end=end, hit=hit, kind="reduced", rule="clause.participle@1")


def _with_company(passage: Passage, end: int, limit: int) -> int:
    """Behind the parties that a dated noun goes on to name (the 2001 summit between A and B, its ties with C)."""
    if not passage.rules.said("company", passage.key, end):
        return end
    for entity in sorted(passage.entities, key=lambda entity: entity.span):
        start, stop = passage.local(entity.span)
        led = passage.rules.said("company", passage.key, end)
        if led is not None and start == led.end() and stop <= limit:
            end = stop
    return end


def _unlisted_content(passage: Passage, head: Hit, time: TimeMention) -> list[Draft]:
    """The deed that a saying dates with a verb no list names (said the boat was raised on Friday)."""
    assert time.span is not None
    start, end = passage.local(time.span)
    hit = unlisted(passage, head.end, start)
    if hit is None:
        return []
    begin = phrase_start(passage, hit.start, head.end)
    return [Draft(start=begin, end=end, hit=hit, kind="content", times=(time,), rule="clause.embedded@1")]


def _names_what(passage: Passage, head: Hit, start: int) -> bool:
    """Whether nothing but the noun phrase that it is about stands between a saying and the date (announced a change of
    its name on Friday)."""
    return passage.rules.said("said_of", passage.key[head.end : start], how="fullmatch") is not None


def _before_what_is_said(passage: Passage, head: Hit, start: int, end: int) -> bool:
    """Whether the date stands between who is told and what (told reporters at the port late on Tuesday that ...), or
    behind the words for how it was said (declared it in an address on Tuesday)."""
    rules, key = passage.rules, passage.key
    if rules.said("spoken_in", key[head.end : start], how="search") is not None:
        return True
    led = rules.said("said_opens", key[head.end : start], how="search") is not None
    return not led and rules.said("said_opens", key[end : end + 8]) is not None


def attributive(passage: Passage, start: int, end: int) -> bool:
    """A date that only names a thing (the 1961 treaty, a July 2014 ruling, last year's talks), not the time of it (in
    the 2014 season)."""
    rules, key = passage.rules, passage.key
    if rules.said("date_owns", key, end):
        return True
    behind = "attributive_year" if key[start:end].isdigit() else "attributive_day"
    if not rules.said(behind, key, end) or rules.said("time_of", key[:start], how="search"):
        return False
    return rules.said("date_first", key[:start], how="search") is not None


def _dated_noun(
    passage: Passage, clause: Clause, time: TimeMention, before: list[Hit], nominal: list[Hit]
) -> Hit | None:
    assert time.span is not None
    start, end = passage.local(time.span)
    around = next((hit for hit in nominal if hit.start < start and end <= hit.end), None)
    if around is not None:
        return around
    for hit in reversed(hits_in(nominal, clause.start, start)):
        gap = passage.key[hit.end : start]
        if before and before[-1].start > hit.start:
            return None
        if before and _object_of(passage, before[-1], hit, time):
            return None
        near = passage.rules.said("near_date", gap, how="fullmatch")
        led = hit.start - clause.start <= 12 and passage.rules.said("led_date", gap)
        if (near and (not before or len(gap) <= 14)) or (led and not before):
            return hit
    for hit in hits_in(nominal, end, clause.end):
        owned = passage.rules.said("date_owns", passage.key, end)
        gap = passage.key[owned.end() - 1 if owned else end : hit.start]
        first = owned or passage.rules.said("date_first", passage.key[:start], how="search")
        if first and passage.rules.said("after_date", gap, how="fullmatch"):
            return hit
    return None


def _object_of(passage: Passage, verb: Hit, noun: Hit, time: TimeMention) -> bool:
    """Whether a day dates the verb that the event noun is the object of (acquitted him of murder on Tuesday)."""
    if verb.rule.type == noun.rule.type:
        return True
    if time.date is None or time.date.precision != "day":
        return False
    return passage.rules.said("led_away", passage.key[verb.end : noun.start], how="search") is None


def phrase_start(passage: Passage, position: int, floor: int) -> int:
    """Back to the start of the noun phrase: over the words since the last comma, verb or conjunction."""
    pattern = passage.rules.heads.get("phrase_start")
    if pattern is None:
        return position
    cut = max((match.end() for match in pattern.finditer(passage.key, floor, position)), default=floor)
    return cut if position - cut < 80 else position
