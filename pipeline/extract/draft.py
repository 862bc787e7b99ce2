"""A draft: a stretch of a sentence with a trigger and, if it has one of its own, a date; not yet a mention.

Made by heads_final.py (verb at the end) or heads_initial.py, judged and filled by events.py. Offsets are relative to
the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.clauses import Clause
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import EntityMention, TimeMention
from pipeline.records import quick, replace

_PREPOSITION = 8
"""Signs of what may be no more than the preposition of a relative clause (through which)."""
DraftKind = Literal["main", "content", "relative", "nominal", "beside", "item", "headline", "reduced"]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``times``: the dates that it holds itself. ``content`` is what is said, where the trigger is a saying.

    ``coarse`` asks for month precision (the content of a report that alone is dated to the day). ``rule`` says how
    the stretch was found. ``label`` is the trigger's span where it is not the hit's own (a list item without verb).
    ``whose``: of whom it tells, where that stands outside it (the years of a life behind a name).
    """

    start: int
    end: int
    hit: Hit
    kind: DraftKind
    times: tuple[TimeMention, ...] = ()
    content: tuple[int, int] | None = None
    coarse: bool = False
    opened: str = "main"
    rule: str = ""
    label: tuple[int, int] | None = None
    subject_from: int | None = None
    whose: EntityMention | None = None


def times_in(passage: Passage, start: int, end: int) -> list[TimeMention]:
    """The dates of the passage that lie in ``[start, end)``, in text order."""
    inside = []
    for time in passage.times:
        if time.span is not None:
            a, b = passage.local(time.span)
            if start <= a and b <= end:
                inside.append(time)
    return inside


def hits_in(hits: Iterable[Hit], start: int, end: int) -> list[Hit]:
    """The hits that lie in ``[start, end)``."""
    return [hit for hit in hits if start <= hit.start and hit.end <= end]


def merged(clauses: list[tuple[Clause, Hit | None]], *, back: bool = False) -> list[tuple[Clause, Hit | None]]:
    """Clauses without a trigger joined to the next one that has one; the last ones may have none.

    ``back``: to the one before it where the next only hangs on it (..., ending a feud, before moving to Rome in 1900).
    """
    out: list[tuple[Clause, Hit | None]] = []
    waiting: Clause | None = None
    for clause, hit in clauses:
        start, opened, rule = clause.start, clause.opened, clause.rule
        if waiting is not None and back and out and opened == "relative" and _hangs(waiting):
            out[-1] = (replace(out[-1][0], end=waiting.end), out[-1][1])
            waiting = None
        if waiting is not None:
            start, opened, rule = waiting.start, waiting.opened, waiting.rule
        joined = Clause(start=start, end=clause.end, opened=opened, rule=rule)
        if hit is None:
            waiting = joined
        else:
            out.append((joined, hit))
            waiting = None
    if waiting is not None:
        out.append((waiting, None))
    return out


def _hangs(clause: Clause) -> bool:
    """Whether a clause only adds to the one before it and is more than the preposition of the next."""
    return clause.opened == "relative" and clause.end - clause.start > _PREPOSITION
