"""Which predicate of a Chinese clause a date belongs to: its head, the one that it opens, or an occasion beside it.

Input: a Passage, a clause, one of its dates, the clause's head and the sentence's other triggers. Output: whether the
date is the head's, and the drafts of what else it dates. Limits: word order and the patterns of ``[heads]``, no parse.
"""

from __future__ import annotations

from pipeline.extract.clauses import Clause
from pipeline.extract.draft import Draft, DraftKind, hits_in
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import TimeMention


def govern_chinese(
    passage: Passage, clause: Clause, time: TimeMention, head: Hit | None, finite: list[Hit], nominal: list[Hit]
) -> tuple[bool, list[Draft]]:
    """Whether ``time`` dates the head of its clause, and the drafts of what it dates instead or beside it."""
    assert time.span is not None
    start, end = passage.local(time.span)
    everything = sorted([*finite, *nominal], key=lambda hit: hit.start)
    after = [hit for hit in hits_in(everything, end, clause.end) if hit is not head]
    if head is not None and start >= head.end:
        gap = passage.key[head.end : start]
        if passage.rules.said("moved_to", passage.key[clause.start : start], how="search"):
            return False, []
        if passage.rules.said("until", gap, how="fullmatch"):
            return True, []
        if after and _took_place(passage, head, gap, after[0]):
            return True, []
        if after and after[0].start - end <= 30:
            stop = _phrase_end(passage, after[0], clause.end)
            effect = _effect(passage, start, after, time)
            kind: DraftKind = "content" if head.rule.speech else "relative"
            told = Draft(start=start, end=stop, hit=after[0], kind=kind, times=(time,), rule="clause.embedded@1")
            return False, [*effect, told]
        return True, []
    between = [hit for hit in after if head is not None and hit.end <= head.start]
    for hit in between:
        if passage.rules.said("beside", passage.key, hit.end) or _caused(passage, hit):
            return True, [] if hit.rule.speech else [
                Draft(start=start, end=hit.end, hit=hit, kind="beside", times=(time,), rule="clause.beside@1")
            ]
    return True, []


def _effect(passage: Passage, start: int, after: list[Hit], time: TimeMention) -> list[Draft]:
    """``因 1990 年 A 而 B 的 N``: B happened with its cause A."""
    if len(after) < 2 or not passage.rules.said("effect_cause", passage.key[max(0, start - 2) : start], how="search"):
        return []
    second = after[1]
    if not passage.rules.said("effect_link", passage.key[after[0].end : second.start], how="search"):
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


def _took_place(passage: Passage, head: Hit, gap: str, verb: Hit) -> bool:
    """Whether the verb behind the date only says that what the head names took place then."""
    said = passage.rules.said
    if head.rule.speech or said("named_at", gap, how="fullmatch") is None:
        return False
    return said("took_place", passage.key[verb.start : verb.end], how="fullmatch") is not None


def _phrase_end(passage: Passage, hit: Hit, end: int) -> int:
    match = passage.rules.said("phrase_end", passage.key[:end], hit.end)
    return match.end() if match else hit.end


def _caused(passage: Passage, hit: Hit) -> bool:
    """Whether the trigger stands in what a clause gives as its cause (因为 A, B)."""
    return passage.rules.said("caused", passage.key[max(0, hit.start - 26) : hit.start], how="search") is not None
