"""A view of the event table: filters in the address, facets with counts, pages.

Input: a Desk and the query of an address. Output: the events that fit, in the order of the table, and what each facet
offers. Limits: a facet shows the ``MOST`` most frequent values of the view, and those that are chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from pipeline.review.desk import Desk
from pipeline.review.facets import apart
from pipeline.review.tables import Row, folded

FACETS = ("type", "status", "source", "language", "year", "actor", "place", "concern", "state", "flag")
TYPED = ("text", "from", "to", "days")
"""What is typed rather than chosen; ``days``: dates in its sources lie at least so many days apart."""
FIELDS = (*FACETS, *TYPED)
MOST = 12
PAGE = 50
Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet: how many events of the view have it, whether it is chosen, and where it leads."""

    value: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The events that fit a query."""

    query: Query
    events: tuple[Row, ...]

    @property
    def address(self) -> str:
        """The query as it stands in an address."""
        return urlencode(self.query)

    def page(self, number: int) -> tuple[Row, ...]:
        """The events of a page, counted from 1."""
        return self.events[(number - 1) * PAGE : number * PAGE]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self.events) // PAGE))

    def beside(self, event_id: str) -> tuple[str, str]:
        """The events before and after one; empty at the ends."""
        at = next((n for n, row in enumerate(self.events) if row["event_id"] == event_id), None)
        if at is None:
            return "", self.events[0]["event_id"] if self.events else ""
        before, after = self.events[max(0, at - 1) : at], self.events[at + 1 : at + 2]
        return before[0]["event_id"] if before else "", after[0]["event_id"] if after else ""


def view(desk: Desk, wanted: Mapping[str, str]) -> View:
    """The view that ``wanted`` (field → value; unknown fields are ignored) asks for."""
    query = tuple((name, wanted[name].strip()) for name in FIELDS if wanted.get(name, "").strip())
    tests = tuple(_tests(desk, dict(query)))
    events = desk.tables.events
    return View(query=query, events=tuple(filter(lambda row: all(test(row) for test in tests), events)))


def facets(desk: Desk, shown: View) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Each facet with what it offers in a view."""
    return tuple((name, _choices(desk, name, shown)) for name in FACETS)


def values(desk: Desk, row: Row, facet: str) -> Iterable[str]:
    """The values of an event in a facet."""
    match facet:
        case "state":
            return (desk.state(row),)
        case "flag":
            return ("yes",) if desk.flag(row["event_id"]) else ()
        case _:
            return desk.tables.traits[row["event_id"]][facet]


Test = Callable[[Row], bool]


def _tests(desk: Desk, wanted: Mapping[str, str]) -> Iterator[Test]:
    """One test for each field of a query: made once, asked of every event."""
    for name in FACETS:
        if name in wanted:
            yield _has(desk, name, wanted[name])
    if since := wanted.get("from"):
        yield lambda row: str(row["date_end"] or row["date_start"] or "") >= since
    if until := wanted.get("to"):
        yield lambda row: "" < str(row["date_start"] or row["date_end"] or "")[: len(until)] <= until
    if text := wanted.get("text"):
        yield _tells(desk, folded(text).split())
    if days := wanted.get("days"):
        yield lambda row: _apart(desk, row, days)


def _has(desk: Desk, facet: str, value: str) -> Test:
    return lambda row: value in values(desk, row, facet)


def _tells(desk: Desk, words: Sequence[str]) -> Test:
    told = desk.tables.haystack
    return lambda row: all(word in told[row["event_id"]] for word in words)


def _apart(desk: Desk, row: Row, days: str) -> bool:
    told = desk.tables.told.get(row["event_id"], ())
    return len(told) > 1 and days.isdecimal() and apart(told) >= int(days)


def _choices(desk: Desk, facet: str, shown: View) -> tuple[Choice, ...]:
    query = shown.query
    counts = _counts(desk, facet, shown.events)
    chosen = dict(query).get(facet)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    offered = [item for n, item in enumerate(most) if n < MOST or item[0] == chosen]
    if chosen is not None and chosen not in counts:
        offered.append((chosen, 0))
    without = tuple(part for part in query if part[0] != facet)
    return tuple(
        Choice(
            value=value,
            count=count,
            chosen=value == chosen,
            query=urlencode(without if value == chosen else (*without, (facet, value))),
        )
        for value, count in offered
    )


def _counts(desk: Desk, facet: str, events: tuple[Row, ...]) -> Counter[str]:
    """How many events have each value. Few are touched by decisions: the others are counted without being asked."""
    if facet not in ("state", "flag"):
        if len(events) == len(desk.tables.events):
            return desk.tables.totals.get(facet, Counter())
        traits = desk.tables.traits
        return Counter(chain.from_iterable(traits[row["event_id"]][facet] for row in events))
    touched = [row for row in events if row["event_id"] in desk.touched]
    counts = Counter(value for row in touched for value in values(desk, row, facet))
    if facet == "state" and len(touched) < len(events):
        counts["auto"] += len(events) - len(touched)
    return counts
