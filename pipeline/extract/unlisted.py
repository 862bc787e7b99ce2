"""Dated happenings whose verb no list names: at worst they are OTHER.

Input: a passage and a clause that holds a date of its own or goes on from one that does, or a whole entry of a
chronicle (``1998: ...``). Output: a Hit for its finite verb, or a Draft for the entry. The ``[[unlisted]]`` rules of
``words.toml`` say what a finite verb looks like and which verbs only describe. Limits: word shapes and the tokenizer's
tags, no parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.clauses import Clause
from pipeline.extract.draft import Draft, times_in
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import TimeMention
from pipeline.rules import Rule

_OBJECT = 8
"""Signs of its object before a verb that tells whether it is a deed (의지를 다졌다)."""
_AUXILIARY = 40
"""Signs before a participle in which its auxiliary stands."""
_ENTRY = re.compile(r"\s?(?:[:：=]|[-–—]\s)\s?")
_ITEM = re.compile(r"\s?[:：=.]?\s?(?:[-–—]\s)?")
_LABEL = re.compile(r"[^,，。;；:：]{2,40}")


def dated_with(passage: Passage, clause: Clause, before: Sequence[tuple[Clause, Hit | None]]) -> bool:
    """Whether the clause holds a date, or goes on from one that does (On 3 May, ...; on 3 May A met B and ...)."""
    if times_in(passage, clause.start, clause.end):
        return True
    if not before or (before[-1][1] is not None and not goes_on(passage, clause.opened)):
        return False
    told = range(len(before)) if passage.rules.final else _unheaded(before)
    return any(times_in(passage, before[at][0].start, before[at][0].end) for at in told)


def _unheaded(before: Sequence[tuple[Clause, Hit | None]]) -> range:
    """The clauses behind the last one that has a head; where that is the last of all, it alone."""
    headed = next((at for at in range(len(before) - 1, -1, -1) if before[at][1] is not None), -1)
    return range(min(headed + 1, len(before) - 1), len(before))


def goes_on(passage: Passage, opened: str) -> bool:
    """Whether a clause opened so tells what the same subject did next (A met B and ...)."""
    return passage.rules.final or opened == "weak"


def unlisted(passage: Passage, start: int, end: int, opened: str = "main") -> Hit | None:
    """The finite verb of ``[start, end)``: the last one where verbs stand at the end, else the first.

    In a clause that goes on with the deeds of one subject it must have an object: what it did, not how it fared.
    """
    found = sorted(_verbs(passage, start, end), key=lambda hit: (hit.start, hit.end))
    if not found or passage.rules.said("learned", passage.key[start:end], how="search"):
        return None
    verb = found[-1] if passage.rules.final else found[0]
    if end < passage.core[1] and passage.rules.said("only_when", passage.key[verb.end : end], how="search"):
        return None
    dated = bool(times_in(passage, start, end))
    if goes_on(passage, opened) and not dated and _without_object(passage, verb):
        return None
    if not dated and passage.rules.said(
        "lasting", passage.key[max(start, verb.start - _OBJECT) : verb.end], how="search"
    ):
        return None
    return verb


def _without_object(passage: Passage, verb: Hit) -> bool:
    """Whether what follows a verb is no object; a goal with a name is as good as one (went to Rome), and what was done
    to its subject needs none (was taken in)."""
    rules, key = passage.rules, passage.key
    if rules.said("intransitive", key, verb.end) is None:
        return False
    goal = rules.said("goal", key, verb.end)
    if goal is not None and passage.text[goal.end() : goal.end() + 1].isupper():
        return False
    return rules.said("be", key[max(0, verb.start - _AUXILIARY) : verb.start], how="search") is None


def narrated(passage: Passage, start: int, end: int) -> Hit | None:
    """The first finite verb of a sentence that goes on with a dated story, where it has an object; none that tells what
    had been before."""
    hit = unlisted(passage, start, end, "weak")
    rules, key = passage.rules, passage.key
    if hit is None or rules.said("subordinate", key, start):
        return None
    return None if rules.said("been_before", key[start : hit.start], how="search") else hit


def reported(passage: Passage, start: int, end: int) -> Hit | None:
    """The finite verb of a clause of a news report that has a subject of its own and does not just describe."""
    hit = unlisted(passage, start, end)
    if hit is None or passage.rules.said("describing", passage.key[max(start, hit.start - 6) : end], how="search"):
        return None
    subject = any(token.tag in ("JKS", "JX") for token in passage.tokens_between(start, hit.start))
    return hit if subject else None


def _verbs(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    """The verbs outside dates; none whose subject is the date that opens the clause (the year 2014 went badly)."""
    dates = [passage.local(time.span) for time in passage.times if time.span is not None]
    words = passage.rules.lexis.word_bounds
    for rule, trigger in passage.rules.unlisted:
        for a, b in _matches(passage, rule, start, end):
            if words and passage.text[a].isupper() and _in_name(passage, a, b):
                continue  # Ahmed, Alfred
            if not any((x < b and a < y) or (words and x <= start and y + 1 == a) for x, y in dates):
                yield Hit(start=a, end=b, rule=trigger, noun=False, kind="finite")


def _in_name(passage: Passage, first: int, end: int) -> bool:
    """Whether a capitalised word is part of a name: of one that was found, or of one that goes on behind it."""
    if passage.block.kind != "heading" and passage.text[end : end + 2].strip()[:1].isupper():
        return True
    spans = (passage.local(entity.span) for entity in passage.entities)
    return any(start <= first < stop for start, stop in spans)


def _matches(passage: Passage, rule: Rule, start: int, end: int) -> Iterator[tuple[int, int]]:
    tag = rule.fields.get("tag", "")
    if not tag:
        for match in rule.pattern.finditer(passage.key, start, end):
            yield match.span("verb")
        return
    never, ends = frozenset(rule.fields.get("never", ())), tuple(rule.fields.get("not_before", ()))
    for token in passage.tokens_between(start, end):
        a, b = token.start - passage.offset, token.end - passage.offset
        if b > end or token.tag != tag or passage.key[a:b] in never:
            continue
        if rule.pattern.match(passage.key, a) and not passage.key.startswith(ends, b):
            yield a, b


def entry(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """The entry of a chronicle that opens with a date which no draft tells; empty where there is none."""
    if passage.entry and not drafts and passage.rules.unlisted and _begins_block(passage):
        return [_whole(passage)]
    first = next((time for time in passage.times if _opens(passage, time)), None)
    if first is None or any(time is first for draft in drafts for time in draft.times) or not passage.rules.unlisted:
        return []
    assert first.span is not None
    start, end = passage.local(first.span)
    lead = (_ITEM if passage.block.kind == "list_item" else _ENTRY).match(passage.key, end)
    label = _LABEL.search(passage.key, lead.end(), passage.core[1]) if lead else None
    told = label.span() if label is not None else _untold(passage, drafts, end)
    if told is None or not any(char.isalpha() for char in passage.key[slice(*told)]):
        return []
    words = passage.rules.lexis.word_bounds
    verb = told[1] if label is not None or words else told[0] + 1
    hit = Hit(start=told[0], end=verb, rule=passage.rules.unlisted[0][1], noun=label is not None,
              kind="third" if words and label is None else "noun")  # fmt: skip
    draft = Draft(start=start, end=passage.core[1], hit=hit, kind="item", times=(first,), rule="clause.entry@1",
                  label=told)  # fmt: skip
    return [*(draft for draft in drafts if draft.times), draft]


def _untold(passage: Passage, drafts: Sequence[Draft], end: int) -> tuple[int, int] | None:
    """What the clause behind the date that opens a sentence says of its subject, where nothing else is told: its verb
    is no word of any list (1968年秋,北遷近郊; 13 June 2011 Greece gets the lowest rating)."""
    pattern = passage.rules.heads.get("dated_deed")
    found = pattern.match(passage.key, end, passage.core[1]) if pattern is not None and not drafts else None
    if found is None:
        return None
    start, stop = found.span("deed")
    if passage.rules.lexis.word_bounds:
        return start, stop
    names = [passage.local(entity.span) for entity in passage.entities]
    pairs = [start + len(word) for word in passage.rules.pair_words if passage.key.startswith(word, start)]
    return max([start, *pairs, *(b for a, b in names if a <= start < b < stop)]), stop


def _begins_block(passage: Passage) -> bool:
    return passage.block.span.start == passage.offset and not passage.times


def _whole(passage: Passage) -> Draft:
    """The sentence under a bare date whose verb no list names."""
    start, end = passage.core
    hit = Hit(start=start, end=end, rule=passage.rules.unlisted[0][1], noun=True, kind="noun")
    return Draft(start=start, end=end, hit=hit, kind="item", rule="clause.entry@1")


def _opens(passage: Passage, time: TimeMention) -> bool:
    return time.span is not None and passage.local(time.span)[0] <= passage.core[0]
