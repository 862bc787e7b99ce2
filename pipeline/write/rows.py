"""What the stages hand on -> tables. Input: Corpus, Linked, Checked. Output: one Table per table, sorted.

Events are sorted by date, then id; mentions by document and offset. Quotes are slices of the untouched text.
Limits: the languages of a document are those of its extraction; a document without mentions still has its row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from sys import intern

from pipeline.check.matrix import MatrixRow, matrix
from pipeline.check.profile import Profile, profiles
from pipeline.check.report import KINDS, SEVERITIES
from pipeline.corpus import Corpus, in_text_order
from pipeline.edtf import Edtf
from pipeline.languages import code_of
from pipeline.model import (
    Checked,
    Conflict,
    CopyLink,
    Document,
    Entity,
    EntityMention,
    Event,
    EventMention,
    Link,
    Linked,
    Quantity,
)
from pipeline.shelf import Keyed, Mapped, Shelves, ordered
from pipeline.write.schemas import TABLES, Column, Row, Table

CONTEXT = 32
"""Code points of text kept before and after a quote, so that it can be found again."""


@dataclass(frozen=True, slots=True)
class Books:
    """What a mention's row looks up."""

    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    links: Mapping[str, Link]


def build(
    *, corpus: Corpus, linked: Linked, checked: Checked, shelves: Shelves, document_of: dict[str, str] | None = None
) -> tuple[Table, ...]:
    """All tables of a run. ``corpus`` brings the documents (with the publication date that was found); ``document_of``
    takes the document of each mention, so that mentions need not be read for it again."""
    books = Books(
        corpus.by_id(),
        {entity.id: entity for entity in linked.entities},
        Keyed(linked.links, {link.mention_id: place for place, link in enumerate(linked.links)}),
    )
    mentions = in_text_order(checked.mentions)
    events = ordered(checked.events, event_order)
    rank = {event.id: position for position, event in enumerate(events)}
    conflicts = sorted(
        checked.conflicts, key=lambda c: conflict_order(c.severity, c.kind, c.event_id, c.field, c.id, rank)
    )

    told_by = {} if document_of is None else document_of

    def rows() -> Iterator[Row]:
        for mention in mentions:
            told_by[mention.id] = intern(mention.document_id)
            yield mention_row(mention, books)

    return (
        Table("events", TABLES["events"], shelves.hold(map(event_row, events))),
        Table("mentions", TABLES["mentions"], shelves.hold(rows())),
        _table("entities", [entity_row(entity) for entity in sorted(linked.entities, key=lambda e: e.id)]),
        _table("conflicts", [conflict_row(conflict) for conflict in conflicts]),
        Table("documents", TABLES["documents"], shelves.hold(_documents(corpus, checked, told_by))),
        _table("event_id_history", sorted((h.old_id, h.new_id, h.kind) for h in linked.history)),
    )


def sheets(*, corpus: Corpus, linked: Linked, checked: Checked, document_of: Mapping[str, str]) -> tuple[Table, ...]:
    """What is written as CSV alone, for reading: the event by source matrix, the profile of each
    source, and who copies whom. ``document_of`` gives the document of each mention."""
    told = matrix(checked, corpus.documents, linked.entities)
    leading = ("event_id", "date", "title_en", "n_documents", "n_origins")
    counts = [astuple(profile) for profile in profiles(checked, corpus.documents, document_of)]
    return (
        Table("matrix", tuple(Column(name) for name in (*leading, *told.documents)), Mapped(_matrix_row, told.rows)),
        Table("profile", tuple(Column(field.name) for field in fields(Profile)), tuple(counts)),
        copies_table(checked.copies),
    )


def copies_table(copies: Iterable[CopyLink]) -> Table:
    """Who goes back to whom."""
    return Table("copies", tuple(Column(field.name) for field in fields(CopyLink)), tuple(map(astuple, copies)))


def _matrix_row(row: MatrixRow) -> Row:
    return row.event_id, row.date, row.title, row.n_documents, row.n_origins, *row.cells


def _table(name: str, rows: Sequence[Row]) -> Table:
    return Table(name, TABLES[name], tuple(rows))


def event_order(event: Event) -> tuple[str, str, str]:
    """What events are sorted by."""
    return order_of_days(*days_of(event.date), event.id)


def order_of_days(start: str | None, end: str | None, event_id: str) -> tuple[str, str, str]:
    """The same from the cells of a row."""
    return start or end or "9999", end or "9999", event_id


def conflict_order(
    severity: str, kind: str, event_id: str, field: str, conflict_id: str, rank: Mapping[str, int]
) -> tuple[int, int, int, str, str]:
    """What disagreements are sorted by: what matters first, then the place of the event among all (``rank``)."""
    return SEVERITIES.index(severity), KINDS.index(kind), rank.get(event_id, len(rank)), field, conflict_id


def conflict_key(
    event: tuple[str, ...], severity: str, kind: str, event_id: str, field: str, conflict_id: str
) -> tuple[int, int, tuple[str, ...], str, str]:
    """The same by what the event itself is sorted by (``order_of_days``)."""
    return SEVERITIES.index(severity), KINDS.index(kind), event, field, conflict_id


def days_of(date: Edtf | None) -> tuple[str | None, str | None]:
    """The first and the last day of a date in ISO."""
    if date is None:
        return None, None
    start, end = date.start, date.end
    return (start.isoformat() if start else None), (end.isoformat() if end else None)


def _date_cells(date: Edtf | None) -> tuple[str, str | None, str | None, str]:
    return (str(date) if date else "", *days_of(date), date.precision if date else "")


def event_row(event: Event) -> Row:
    """The row of an event."""
    return (
        event.id,
        list(event.merged_from),
        *(event.type, event.mode, event.plover, event.title_en, event.title_ko, event.title_zh),
        *_date_cells(event.date),
        bool(event.date and event.date.approximate),
        [{"entity_id": a.entity_id, "name": a.name, "role": a.role} for a in event.actors],
        *(event.place_id, event.place, event.country, event.status),
        [{"what": q.what, "unit": q.unit, "low": q.low, "high": q.high} for q in event.quantities],
        *(len(event.mentions), event.n_documents, event.n_origins),
        list(event.languages),
        *(event.first_published, event.last_published, event.n_conflicts, event.confidence),
        *(event.review_state, event.reviewed_by, event.reviewed_at),
    )


def mention_row(mention: EventMention, books: Books) -> Row:
    """The row of a mention."""
    text = books.documents[mention.document_id].text
    start, end = mention.span.start, mention.span.end
    link = books.links.get(mention.id)
    place = mention.place
    return (
        *(mention.id, link.event_id if link else "", mention.document_id, code_of(mention.language), mention.section),
        *(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]),
        *(mention.trigger.of(text), mention.trigger.start, mention.trigger.end),
        *_time_cells(mention, text),
        *_date_cells(mention.time.date),
        *(mention.time.basis, mention.time.anchor, mention.type, mention.mode),
        [
            {**_named(actor.entity, books), "role": actor.role, **_quoted(actor.entity, text)}
            for actor in mention.actors
        ],
        *((_named(place, books)["name"], place.entity_id) if place else ("", "")),
        [_figure(quantity) for quantity in mention.quantities],
        *(mention.status, mention.attribution, mention.origin_group),
        *((link.score, link.reasons) if link else (None, "")),
        _rules(mention),
        mention.confidence,
    )


def _time_cells(mention: EventMention, text: str) -> tuple[str, int | None, int | None]:
    """The dating expression, empty where it lies outside the mention's own span."""
    span = mention.time.span
    if span is None or not mention.span.covers(span):
        return "", None, None
    return span.of(text), span.start, span.end


def _named(entity: EntityMention, books: Books) -> dict[str, object]:
    known = books.entities.get(entity.entity_id)
    names = (known.name_en, known.name_ko, known.name_zh_hans, known.name_zh_hant) if known else ()
    return {"entity_id": entity.entity_id, "name": next((name for name in names if name), entity.surface)}


def _quoted(entity: EntityMention, text: str) -> dict[str, object]:
    return {"surface": entity.span.of(text), "start": entity.span.start, "end": entity.span.end}


def _figure(quantity: Quantity) -> dict[str, object]:
    return {
        **{"what": quantity.what, "unit": quantity.unit, "low": quantity.low, "high": quantity.high},
        **{"bound": quantity.bound, "text": quantity.surface},
        **{"start": quantity.span.start, "end": quantity.span.end},
    }


def _rules(mention: EventMention) -> list[str]:
    parts = [mention.reasons, mention.time.reasons]
    parts += [actor.entity.reasons for actor in mention.actors]
    parts += [quantity.reasons for quantity in mention.quantities]
    if mention.place:
        parts.append(mention.place.reasons)
    return sorted({reason.rule for reasons in parts for reason in reasons})


def entity_row(entity: Entity) -> Row:
    """The row of an entity."""
    return (
        *(entity.id, entity.kind, entity.name_en, entity.name_ko, entity.name_zh_hans, entity.name_zh_hant),
        list(entity.aliases),
        *(entity.country, entity.wikidata_id, entity.part_of),
        *(entity.n_mentions, entity.resolved_by, entity.confidence),
    )


def conflict_row(conflict: Conflict) -> Row:
    """The row of a disagreement; lists and structs inside."""
    values = [
        {
            **{"value": value.value, "quote": value.quote, "mention_ids": list(value.mention_ids)},
            **{"documents": list(value.documents), "languages": list(value.languages), "n_origins": value.n_origins},
        }
        for value in conflict.values
    ]
    return (
        *(conflict.id, conflict.event_id, conflict.field, conflict.kind, conflict.scope, values, conflict.delta),
        *(conflict.severity, conflict.preferred_value, conflict.preferred_rule, conflict.explanation),
        conflict.template,
        [{"name": name, "value": value} for name, value in conflict.facts],
        *(conflict.state, conflict.reviewed_by, conflict.note),
    )


def _documents(corpus: Corpus, checked: Checked, document_of: Mapping[str, str]) -> Iterator[Row]:
    counts = Counter(document_of.values())
    origins = dict(checked.document_origins)
    for document, languages in zip(corpus.documents, corpus.languages, strict=True):
        yield document_row(document, languages, counts[document.id], origins.get(document.id, document.id))


def document_row(document: Document, languages: Sequence[str], n_mentions: int, origin: str) -> Row:
    """The row of a document."""
    return (
        *(document.id, document.title, document.publisher, document.lang, list(languages)),
        *(str(document.published) if document.published else "", document.published_basis),
        *(document.url, document.path, document.sha256, len(document.text), n_mentions),
        *(origin, list(document.warnings)),
    )
