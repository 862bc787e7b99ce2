"""Things named in a row, each with its year in brackets: ``A(1905년), B(1906년)``; each came about in its year.

Input: a passage with the dates that stand in its brackets. Output: an item for each name. The ``named_year`` pattern of
the language's heads says what a name with its year looks like. Limits: two brackets at least; a lone one only says
which thing is meant.
"""

from __future__ import annotations

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit

_ROW = 2
"""Names with their years in one sentence from which they are told one by one."""


def named_years(passage: Passage) -> list[Draft]:
    """The items of a row of names with their years; empty where the passage holds none."""
    pattern = passage.rules.heads.get("named_year")
    if pattern is None or len(passage.asides) < _ROW or not passage.rules.unlisted:
        return []
    dates = {passage.local(time.span): time for time in passage.asides if time.span is not None}
    found = [match for match in pattern.finditer(passage.key, *passage.core) if match.span("date") in dates]
    if len(found) < _ROW:
        return []
    rule = passage.rules.unlisted[0][1]
    return [
        Draft(start=match.start(), end=match.end(), kind="item", times=(dates[match.span("date")],),
              hit=Hit(start=match.start(), end=match.start() + 1, rule=rule, noun=True, kind="noun"),
              rule="clause.named_year@1", label=match.span("name"))
        for match in found
    ]  # fmt: skip
