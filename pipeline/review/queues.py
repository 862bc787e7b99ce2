"""What needs a person: conflicts, uncertain pairs, low confidence, provisional names, orphans.

Input: a Desk. Output: items of one queue, what matters first; those decided already stand at the end as done. Limits:
pairs are those that stand in one row on weak grounds, and those that stand in two rows though type, date and an actor
are the same; others are not offered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from pipeline.check.report import chosen
from pipeline.model import Decision
from pipeline.reconcile.reviewed import PROVISIONAL
from pipeline.review.desk import Desk
from pipeline.review.tables import NAMES, Row

LOW = 0.6
"""Events less sure than this are offered."""
WEAK = 2.0
"""Bits: a mention that its row holds by less is offered."""
_CROWD = 8
_OTHER = re.compile(r"\bm-[0-9a-f]+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to decide. ``key`` is what a decision names; ``left`` and ``right`` are mentions of a pair."""

    key: str
    event_id: str
    says: str
    why: str = ""
    value: str = ""
    verdict: str = ""
    left: Row | None = None
    right: Row | None = None
    conflict: Row | None = None
    entity: Row | None = None
    decision: Decision | None = None


def items(desk: Desk, name: str) -> tuple[Item, ...]:
    """The items of a queue; KeyError for a queue that there is not."""
    return tuple(sorted(QUEUES[name](desk), key=lambda item: bool(item.verdict)))


def _conflicts(desk: Desk) -> Iterator[Item]:
    for row in chosen(desk.tables.conflicts):
        decision = desk.settled.get(row["conflict_id"])
        done = decision.verdict if decision else row["state"] if row["state"] != "open" else ""
        yield Item(
            key=row["conflict_id"],
            event_id=row["event_id"],
            says=row["explanation"],
            why=f"{row['severity']} · {row['field']} · {row['kind']}",
            verdict=done,
            conflict=row,
        )


def _pairs(desk: Desk) -> Iterator[Item]:
    seen: set[frozenset[str]] = set()
    for left, right, why in (*_weak(desk), *_near(desk)):
        key = frozenset((left["mention_id"], right["mention_id"]))
        if len(key) == 2 and key not in seen:
            seen.add(key)
            decision = desk.pairs.get(key)
            together = "one row" if left["event_id"] == right["event_id"] else "two rows"
            yield Item(
                key=f"{left['mention_id']} {right['mention_id']}",
                event_id=left["event_id"],
                says=together,
                why=why,
                verdict=decision.verdict if decision else "",
                left=left,
                right=right,
            )


def _weak(desk: Desk) -> list[tuple[Row, Row, str]]:
    """Mentions that their row holds only just, with the one that holds them most; the weakest first."""
    found = []
    for row in desk.tables.mentions:
        other = _OTHER.search(row["link_reasons"] or "")
        if other and row["link_score"] < WEAK and other[0] in desk.tables.mention:
            found.append((row["link_score"], row, desk.tables.mention[other[0]]))
    found.sort(key=lambda one: (one[0], one[1]["mention_id"]))
    return [(left, right, left["link_reasons"]) for _, left, right in found]


def _near(desk: Desk) -> list[tuple[Row, Row, str]]:
    """First mentions of two rows with the same type and day and an actor in common."""
    alike: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in desk.tables.events:
        if row["date"]:
            alike[row["type"], row["date"]].append(row)
    found = []
    for key, rows in sorted(alike.items()):
        for one, other in combinations(rows[:_CROWD], 2):
            common = {a["name"] for a in one["actors"]} & {a["name"] for a in other["actors"]}
            told = desk.tables.told
            if common and one["event_id"] in told and other["event_id"] in told:
                why = f"{' '.join(key)} · {', '.join(sorted(common))}"
                found.append((told[one["event_id"]][0], told[other["event_id"]][0], why))
    return found


def _unsure(desk: Desk) -> Iterator[Item]:
    for row in sorted(desk.tables.events, key=lambda row: (row["confidence"], row["event_id"])):
        if row["confidence"] < LOW:
            state = desk.state(row)
            says = f"{row['date']} {row['title_en']}"
            verdict = "" if state == "auto" else state
            yield Item(
                key=row["event_id"], event_id=row["event_id"], says=says, why=str(row["confidence"]), verdict=verdict
            )


def _names(desk: Desk) -> Iterator[Item]:
    first: dict[str, str] = {}
    for mention in desk.tables.mentions:
        for actor in mention["actors"]:
            first.setdefault(actor["entity_id"], mention["event_id"])
        first.setdefault(mention["place_id"] or "", mention["event_id"])
    for row in sorted(desk.tables.entities, key=lambda row: (-(row["n_mentions"] or 0), row["entity_id"])):
        if row["resolved_by"] == PROVISIONAL:
            decision = desk.settled.get(row["entity_id"])
            yield Item(
                key=row["entity_id"],
                event_id=first.get(row["entity_id"], ""),
                says=" · ".join(dict.fromkeys(row[field] for field in NAMES if row[field])),
                why=f"{row['kind']} · {row['n_mentions']}",
                value=decision.value if decision else "",
                verdict=decision.verdict if decision else "",
                entity=row,
            )


def _orphans(desk: Desk) -> Iterator[Item]:
    """Decisions whose text has vanished; they are kept, and hold again if it comes back."""
    for one in desk.located.orphans:
        quotes = " | ".join(anchor.quote for anchor in one.anchors)
        yield Item(key=one.id, event_id="", says=quotes, why=f"{one.kind} {one.field} {one.verdict}", decision=one)


QUEUES: Mapping[str, Callable[[Desk], Iterator[Item]]] = {
    "conflicts": _conflicts,
    "pairs": _pairs,
    "unsure": _unsure,
    "names": _names,
    "orphans": _orphans,
}
