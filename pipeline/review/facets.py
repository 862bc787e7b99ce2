"""What an event can be filtered by.

Input: the tables and an event. Output: facet → values. ``concern`` gathers what analysts look for: a field that sources
disagree on, a denial somewhere, one origin alone, sources in several languages. Limits: what reviewers decided is not
here, since it changes while the tables do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.review.tables import Row, Tables


def traits(tables: Tables, event: Row) -> Mapping[str, tuple[str, ...]]:
    """The values of an event in each facet."""
    told = tables.told.get(event["event_id"], ())
    return {
        "type": (event["type"],),
        "status": (event["status"],),
        "source": tuple(dict.fromkeys(row["doc_id"] for row in told)),
        "language": tuple(event["languages"]),
        "year": (str(event["date_start"] or event["date_end"])[:4],) if _dated(event) else (),
        "actor": tuple(dict.fromkeys(actor["name"] for actor in event["actors"])),
        "place": (event["place"],) if event["place"] else (),
        "concern": tuple(dict.fromkeys(_concerns(tables, event, told))),
    }


def _dated(event: Row) -> bool:
    return bool(event["date_start"] or event["date_end"])


def _concerns(tables: Tables, event: Row, told: tuple[Row, ...]) -> Iterator[str]:
    yield from (f"differs_{row['field']}" for row in tables.disputes.get(event["event_id"], ()))
    if any(row["status"] == "denied" for row in told):
        yield "denied"
    if event["n_origins"] == 1:
        yield "one_origin"
    if len(event["languages"]) > 1:
        yield "languages"
    if not _dated(event):
        yield "undated"


def apart(told: tuple[Row, ...]) -> int:
    """Days between the earliest and the latest first day that the mentions of an event tell; 0 for fewer than two."""
    days = [date.fromisoformat(str(row["date_start"])).toordinal() for row in told if row["date_start"]]
    return max(days) - min(days) if days else 0
