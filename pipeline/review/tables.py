"""The tables of a run as the review screen looks them up: by id, by document, by event.

Input: the output folder. Output: ``Tables``, frozen; what is derived is made once, on first use. Limits: all rows are
held in memory; the text of a document is read when it is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pipeline.decisions import Books, Place
from pipeline.model import Span

Row = Mapping[str, Any]
NAMES = ("name_en", "name_ko", "name_zh_hans", "name_zh_hant")


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The rows of a run."""

    out: Path
    events: tuple[Row, ...]
    mentions: tuple[Row, ...]
    conflicts: tuple[Row, ...]
    documents: tuple[Row, ...]
    entities: tuple[Row, ...]

    @cached_property
    def event(self) -> Mapping[str, Row]:
        """Events by id."""
        return {row["event_id"]: row for row in self.events}

    @cached_property
    def mention(self) -> Mapping[str, Row]:
        """Mentions by id."""
        return {row["mention_id"]: row for row in self.mentions}

    @cached_property
    def conflict(self) -> Mapping[str, Row]:
        """Conflicts by id."""
        return {row["conflict_id"]: row for row in self.conflicts}

    @cached_property
    def document(self) -> Mapping[str, Row]:
        """Documents by id."""
        return {row["doc_id"]: row for row in self.documents}

    @cached_property
    def entity(self) -> Mapping[str, Row]:
        """Entities by id."""
        return {row["entity_id"]: row for row in self.entities}

    @cached_property
    def told(self) -> Mapping[str, tuple[Row, ...]]:
        """Event id → its mentions, by document and place in the text."""
        return _grouped(self.mentions, "event_id")

    @cached_property
    def held(self) -> Mapping[str, tuple[Row, ...]]:
        """Document id → its mentions, by place in the text."""
        return _grouped(self.mentions, "doc_id")

    @cached_property
    def disputes(self) -> Mapping[str, tuple[Row, ...]]:
        """Event id → its conflicts."""
        return _grouped(self.conflicts, "event_id")

    @cached_property
    def dated(self) -> tuple[Row, ...]:
        """The events that have a day, in the order of the table."""
        return tuple(row for row in self.events if row["date_start"] or row["date_end"])

    @cached_property
    def traits(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Event id → facet → its values."""
        from pipeline.review.facets import traits

        return {row["event_id"]: traits(self, row) for row in self.events}

    @cached_property
    def totals(self) -> Mapping[str, Counter[str]]:
        """Facet → how many of all events have each value."""
        found: dict[str, Counter[str]] = {}
        for told in self.traits.values():
            for facet, values in told.items():
                found.setdefault(facet, Counter()).update(values)
        return found

    @cached_property
    def books(self) -> Books:
        """Where decisions are looked up."""
        digests = {row["doc_id"]: row["sha256"] for row in self.documents}
        return Books(digests=digests, text=cache(self.text), places=[_place(row) for row in self.mentions])

    @cached_property
    def by_name(self) -> Mapping[str, Row]:
        """Entities by the name that rows call them."""
        return {name: row for row in self.entities for name in _names(row)[:1]}

    def called(self, entity_id: str, name: str, language: str) -> str:
        """The name of an entity in a language of the screen; else ``name``, else any name of it, else its id."""
        row = self.entity.get(entity_id)
        field = {"en": "name_en", "ko": "name_ko", "zh": "name_zh_hans"}[language]
        return str((row and row[field]) or name or (row and next(iter(_names(row)), "")) or entity_id)

    @cached_property
    def haystack(self) -> Mapping[str, str]:
        """Event id → all that a text search looks through, folded."""
        return {
            row["event_id"]: folded(" ".join(_texts(row, self.told.get(row["event_id"], ())))) for row in self.events
        }

    def text(self, doc_id: str) -> str:
        """The stored text of a document; empty if it is gone."""
        from pipeline.write.texts import FOLDER, name_of

        try:
            data = (self.out / FOLDER / name_of(doc_id)).read_bytes()
        except OSError:
            return ""
        return data.decode("utf-8", "surrogatepass")


def _place(row: Row) -> Place:
    return Place(
        mention_id=row["mention_id"],
        document_id=row["doc_id"],
        span=Span(row["start"], row["end"]),
        trigger=row["trigger"],
        time=row["time_text"] or "",
    )


def _grouped(rows: Sequence[Row], field: str) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[field], []).append(row)
    return {name: tuple(members) for name, members in found.items()}


def _names(entity: Row) -> list[str]:
    return [entity[name] for name in NAMES if entity[name]]


def folded(text: str) -> str:
    """Text for searching: compatibility forms and case folded."""
    from unicodedata import normalize

    return normalize("NFKC", text).casefold()


def _texts(event: Row, mentions: Sequence[Row]) -> list[str]:
    names = [actor["name"] for actor in event["actors"]]
    own = [event[name] for name in ("event_id", "title_en", "title_ko", "title_zh", "date", "place", "type", "mode")]
    return [*own, *names, *(row["text"] for row in mentions)]


def read_tables(out: Path) -> Tables:
    """The tables of the last run into ``out``."""
    from pipeline.write.tables import rows

    names = ("events", "mentions", "conflicts", "documents", "entities")
    return Tables(out=out, **{name: tuple(rows(out, name)) for name in names})
