"""Stories → a SQLite file with three plain tables and a view that puts event and quote side by side.

Input: stories. Output: bytes of the database: ``events`` (one line an event, see flat.py), ``quotes``, ``conflicts``,
view ``evidence``. Limits: made in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple, fields

from pipeline.export.flat import COLUMNS, flat
from pipeline.export.stories import Dispute, Story, Told

_QUOTES, _DISPUTES = ([field.name for field in fields(record)] for record in (Told, Dispute))
_VIEW = """CREATE VIEW evidence AS SELECT e.event_id, e.date AS event_date, e.title_en, q.* FROM events e
JOIN quotes q ON q.event = e.event_id"""


def database(told: Sequence[Story]) -> bytes:
    """The file; the same stories give the same bytes."""
    with closing(sqlite3.connect(":memory:")) as base:
        _table(base, "events", COLUMNS, [astuple(flat(story)) for story in told])
        quotes = [(story.event_id, *astuple(one)) for story in told for one in story.told]
        _table(base, "quotes", ("event", *_QUOTES), quotes)
        disputes = [(story.event_id, *astuple(one)) for story in told for one in story.disputes]
        _table(base, "conflicts", ("event", *_DISPUTES), disputes)
        base.execute("CREATE UNIQUE INDEX events_id ON events (event_id)")
        for name in ("quotes", "conflicts"):
            base.execute(f"CREATE INDEX {name}_event ON {name} (event)")
        base.execute(_VIEW)
        base.commit()
        return base.serialize()


def _table(base: sqlite3.Connection, name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    base.execute(f"CREATE TABLE {name} ({named})")
    base.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)
