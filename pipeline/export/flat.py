"""A story as one line of plain values, for spreadsheets: lists become text that a person reads.

Input: a Story. Output: ``Line``. Limits: for reading; whoever wants to compute takes Parquet or JSON Lines.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from pipeline.export.stories import Figure, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event; lists are joined by ``; ``, quotes by line ends."""

    event_id: str
    date: str
    date_start: str
    date_end: str
    type: str
    mode: str
    status: str
    title_en: str
    title_ko: str
    title_zh: str
    actors: str
    place: str
    country: str
    quantities: str
    n_documents: int
    n_origins: int
    n_conflicts: int
    confidence: float
    review_state: str
    sources: str
    quotes: str


COLUMNS = tuple(field.name for field in fields(Line))


def flat(story: Story) -> Line:
    """The line of one event."""
    documents = list(dict.fromkeys(told.doc_id for told in story.told))
    return Line(
        event_id=story.event_id,
        date=story.date,
        date_start=story.first,
        date_end=story.last,
        type=story.type,
        mode=story.mode,
        status=story.status,
        title_en=story.title_en,
        title_ko=story.title_ko,
        title_zh=story.title_zh,
        actors="; ".join(f"{actor.name} ({actor.role})" for actor in story.actors),
        place=story.place,
        country=story.country,
        quantities="; ".join(map(_figure, story.quantities)),
        n_documents=len(documents),
        n_origins=story.n_origins,
        n_conflicts=len(story.disputes),
        confidence=story.confidence,
        review_state=story.review_state,
        sources="; ".join(documents),
        quotes="\n".join(f"[{told.doc_id}:{told.start}-{told.end}] {told.quote}" for told in story.told),
    )


def _figure(figure: Figure) -> str:
    ends = dict.fromkeys(f"{end:,.10g}" for end in (figure.low, figure.high) if end is not None)
    mark = "at least " if figure.high is None else "at most " if figure.low is None else ""
    return " ".join(part for part in (mark + "–".join(ends), figure.unit, figure.what) if part)
