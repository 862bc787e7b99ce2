"""List items without a verb of their own inside one clause: ``1949 A, 1961 B and 1984 C``.

Input: a clause's dates in text order. Output: for each item its stretch, its dates and the noun phrase that stands for
the trigger. Limits: an item is a date (or several joined ones) and a noun phrase up to a comma, right before the next
date; the last item keeps the clause's predicate and is not given here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import TimeMention

_JOIN = re.compile(r"\s*(?:과|와|및|,|、|和|与|及|and|&|·|또는|or)?\s*(?:in |on )?")
_LEAD = re.compile(r"^(?:에는|에|엔|의|with|to|,)?\s*")
Item = tuple[int, int, list[TimeMention], tuple[int, int]]


def gapped_items(
    passage: Passage, start: int, end: int, times: Sequence[TimeMention], hits: Sequence[Hit]
) -> list[Item]:
    """The items of ``[start, end)`` before the last one; empty where the dates do not form a list."""
    groups = _groups(passage, times)
    items: list[Item] = []
    for group, following in zip(groups, groups[1:], strict=False):
        first, last = _ends(passage, group)
        gap = passage.key[last : _ends(passage, following)[0]]
        comma = max(gap.rfind(","), gap.rfind("、"))
        body = _LEAD.sub("", gap[:comma]) if comma >= 0 else ""
        if not _bare(body, gap[comma + 1 :], last, comma, hits):
            return []
        label = (last + comma - len(body), last + comma)
        items.append((first, last + comma, list(group), label))
    return items


def _bare(body: str, rest: str, last: int, comma: int, hits: Sequence[Hit]) -> bool:
    """Whether ``body`` is a noun phrase of some length: no trigger in it, nothing but blanks behind its comma."""
    if len(body) < 2 or len(body) > 40 or rest.strip(" 그리고및andin on"):
        return False
    return not any(last <= hit.start < last + comma for hit in hits)


def _groups(passage: Passage, times: Sequence[TimeMention]) -> list[list[TimeMention]]:
    """Dates with nothing but a joiner between them stand together."""
    groups: list[list[TimeMention]] = []
    for time in times:
        if groups and time.span is not None:
            gap = passage.key[_ends(passage, groups[-1])[1] : passage.local(time.span)[0]]
            if _JOIN.fullmatch(gap):
                groups[-1].append(time)
                continue
        groups.append([time])
    return groups


def _ends(passage: Passage, group: Sequence[TimeMention]) -> tuple[int, int]:
    spans = [passage.local(time.span) for time in group if time.span is not None]
    return spans[0][0], spans[-1][1]
