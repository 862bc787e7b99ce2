"""How many disagreements events take part in, where some are gone and others have come.

Input: the book, what has changed. Output: ids of disagreements, numbers of them by event. Limits: as in ``book.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from pipeline.growth.book import Book
from pipeline.model import Conflict


def conflicts_of(book: Book, events: Iterable[str], mentions: Iterable[str]) -> set[str]:
    """The disagreements of the last run that events or mentions take part in."""
    found = book.names("select id from conflict where event in ({})", events)
    return found | book.names("select conflict from teller where mention in ({})", mentions)


def counts_now(
    book: Book, event_of: Mapping[str, str], gone: set[str], conflicts: Iterable[Conflict]
) -> dict[str, int]:
    """Numbers of disagreements of the events that took or take part in one that is gone or new."""
    now: dict[str, set[str]] = defaultdict(set)
    for conflict in conflicts:
        told = {name for value in conflict.values for name in value.mention_ids}
        for event in {event_of[name] for name in told} | {conflict.event_id}:
            now[event].add(conflict.id)
    events = now.keys() | book.names("select event from conflict where id in ({})", gone)
    stored = book.each("select event, id from conflict where event in ({})", events)
    for event, pairs in groupby(sorted(stored), key=lambda row: row[0]):
        now[event] |= {name for _, name in pairs} - gone
    return {event: len(now[event]) for event in sorted(events)}


def counts_before(book: Book, events: Iterable[str]) -> dict[str, int]:
    """The same as the book has it."""
    return dict(book.each("select event, count(*) from conflict where event in ({}) group by event", events))
