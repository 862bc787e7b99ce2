"""List items without a verb of their own inside one clause: ``1949 A, 1961 B and 1984 C``.

Input: a clause's dates in text order. Output: for each item its stretch, its dates and the noun phrase that stands for
the trigger. Limits: an item is a date (or several joined ones) and a noun phrase up to a comma, right before the next
date; the last item keeps the clause's predicate and is not given here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.extract.unlisted import unlisted
from pipeline.model import TimeMention

_TAIL = 60
"""Signs of an item behind the predicate."""
_ENDINGS = ("EC", "EF", "ETM")
"""Tags of verb endings: a stretch that holds one is no bare noun phrase."""

Item = tuple[int, int, list[TimeMention], tuple[int, int]]


def gapped_items(
    passage: Passage, start: int, end: int, times: Sequence[TimeMention], hits: Sequence[Hit]
) -> list[Item]:
    """The items of ``[start, end)`` before the last one; empty where the dates do not form a list."""
    found = groups(passage, times)
    items: list[Item] = []
    for group, following in pairwise(found):
        if group[-1].date == following[0].date and not group[-1].kind == following[0].kind == "clock":
            return []
        first, last = _ends(passage, group)
        gap = passage.key[last : _ends(passage, following)[0]]
        comma = max(gap.rfind(","), gap.rfind("、"))
        lead = passage.rules.said("item_lead", gap)
        body = gap[lead.end() if lead else 0 : comma] if comma >= 0 else ""
        if not _bare(passage, body, gap[comma + 1 :], (last, last + comma), hits):
            return []
        label = (last + comma - len(body), last + comma)
        items.append((first, last + comma, list(group), label))
    return items


def tail_item(passage: Passage, head: Hit, end: int, times: Sequence[TimeMention], hits: Sequence[Hit]) -> list[Item]:
    """The item behind the clause's predicate that shares it (became treasurer in 1987 and in 1989 mayor); or none."""
    last = times[-1] if len(times) > 1 else None
    if last is None or last.span is None or last.date == times[-2].date:
        return []
    start, stop = passage.local(last.span)
    led = passage.rules.said("item_tail", passage.key[head.end : start], how="search")
    label = passage.key[stop:end].strip(" .,")
    if led is None or not 3 <= len(label) <= _TAIL or any(start <= hit.start < end for hit in hits):
        return []
    at = passage.key.index(label, stop)
    plain = passage.rules.said("item_label", label, how="fullmatch")
    return [(start, at + len(label), [last], (at, at + len(label)))] if plain else []


def shared_items(passage: Passage, head: Hit, times: Sequence[TimeMention], hits: Sequence[Hit]) -> list[Item]:
    """The items behind the clause's predicate that share it, each before its date (was renamed A in 1953 and B in
    1959); the first date is the predicate's own."""
    found = groups(passage, times)
    items: list[Item] = []
    for before, group in pairwise(found):
        a, (first, last) = _ends(passage, before)[1], _ends(passage, group)
        led = passage.rules.said("item_shared", passage.key[a:first], how="fullmatch")
        if led is None or _ends(passage, before)[0] < head.end or before[-1].date == group[0].date:
            continue
        label = (a + led.start("label"), a + led.end("label"))
        if not any(a <= hit.start < first for hit in hits) and unlisted(passage, *label) is None:
            items.append((label[0], last, list(group), label))
    return items


def _bare(passage: Passage, body: str, rest: str, stretch: tuple[int, int], hits: Sequence[Hit]) -> bool:
    """Whether ``body`` is a noun phrase of some length: no trigger in it, nothing but a joiner behind its comma."""
    if not 2 <= len(body) <= 40 or not passage.rules.said("item_join", rest, how="fullmatch"):
        return False
    if any(stretch[0] <= hit.start < stretch[1] for hit in hits):
        return False
    return not any(token.tag.endswith(_ENDINGS) for token in passage.tokens_between(*stretch))


def groups(passage: Passage, times: Sequence[TimeMention]) -> list[list[TimeMention]]:
    """Dates with nothing but a joiner between them stand together."""
    found: list[list[TimeMention]] = []
    for time in times:
        if found and time.span is not None:
            gap = passage.key[_ends(passage, found[-1])[1] : passage.local(time.span)[0]]
            spelled = gap.strip() or not passage.rules.lexis.word_bounds
            if spelled and passage.rules.said("item_join", gap, how="fullmatch"):
                found[-1].append(time)
                continue
        found.append([time])
    return found


def _ends(passage: Passage, group: Sequence[TimeMention]) -> tuple[int, int]:
    spans = [passage.local(time.span) for time in group if time.span is not None]
    return spans[0][0], spans[-1][1]
