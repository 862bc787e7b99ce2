"""The rows of a run, event by event: what every export is made of.

Input: the tables in an output folder. Output: one ``Story`` for each event, sorted by date and id; its quotes in the
order of document and place. Offsets are code points of the stored text. Limits: events that a reviewer rejected are
left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.write.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One place that tells of the event, with its document."""

    mention_id: str
    doc_id: str
    title: str
    publisher: str
    published: str
    url: str
    lang: str
    quote: str
    start: int
    end: int
    prefix: str
    suffix: str
    date: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor of the event: entity id (a QID where known), English name, role."""

    entity_id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity of the event; ``low`` and ``high`` are None where open."""

    what: str
    unit: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A disagreement of the sources on the event."""

    field: str
    kind: str
    severity: str
    state: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event with all that tells of it. ``date`` is EDTF, ``first`` and ``last`` the ISO days that it spans."""

    event_id: str
    type: str
    mode: str
    plover: str
    title_en: str
    title_ko: str
    title_zh: str
    date: str
    first: str
    last: str
    precision: str
    approximate: bool
    actors: tuple[Party, ...]
    place: str
    place_id: str
    country: str
    status: str
    quantities: tuple[Figure, ...]
    n_origins: int
    confidence: float
    review_state: str
    told: tuple[Told, ...]
    disputes: tuple[Dispute, ...]


def stories(out: Path, *, reviewed: bool = False) -> tuple[Story, ...]:
    """All events of the run in ``out``; with ``reviewed`` only those that a reviewer accepted or edited.

    Raises PipelineError ``no-tables``.
    """
    documents = {row["doc_id"]: row for row in rows(out, "documents")}
    told: dict[str, list[Told]] = defaultdict(list)
    for row in sorted(rows(out, "mentions"), key=lambda row: (row["doc_id"], row["start"], row["mention_id"])):
        told[row["event_id"]].append(_told(row, documents[row["doc_id"]]))
    disputes: dict[str, list[Dispute]] = defaultdict(list)
    for row in rows(out, "conflicts"):
        names = ("field", "kind", "severity", "state", "explanation")
        disputes[row["event_id"]].append(Dispute(**{name: row[name] or "" for name in names}))
    kept = ("accepted", "edited") if reviewed else ("auto", "accepted", "edited")
    found = [
        _story(row, tuple(told[row["event_id"]]), tuple(disputes[row["event_id"]]))
        for row in rows(out, "events")
        if row["review_state"] in kept
    ]
    return tuple(sorted(found, key=lambda story: (story.first or "9", story.last, story.event_id)))


def _told(row: Mapping[str, Any], document: Mapping[str, Any]) -> Told:
    return Told(
        mention_id=row["mention_id"],
        doc_id=row["doc_id"],
        title=document["title"] or "",
        publisher=document["publisher"] or "",
        published=document["published"] or "",
        url=document["url"] or "",
        lang=row["lang"],
        quote=row["text"],
        start=row["start"],
        end=row["end"],
        prefix=row["prefix"] or "",
        suffix=row["suffix"] or "",
        date=row["date"] or "",
        status=row["status"],
    )


def _story(row: Mapping[str, Any], told: tuple[Told, ...], disputes: tuple[Dispute, ...]) -> Story:
    texts = ("type", "mode", "plover", "title_en", "title_ko", "title_zh", "date", "place", "place_id", "country")
    return Story(
        event_id=row["event_id"],
        **{name: row[name] or "" for name in texts},
        first=row["date_start"].isoformat() if row["date_start"] else "",
        last=row["date_end"].isoformat() if row["date_end"] else "",
        precision=row["date_precision"] or "",
        approximate=bool(row["date_approximate"]),
        actors=tuple(
            Party(**{key: actor[key] or "" for key in ("entity_id", "name", "role")}) for actor in row["actors"]
        ),
        status=row["status"],
        quantities=tuple(Figure(**figure) for figure in row["quantities"]),
        n_origins=row["n_origins"],
        confidence=row["confidence"] or 0.0,
        review_state=row["review_state"],
        told=told,
        disputes=disputes,
    )
