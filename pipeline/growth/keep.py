"""Write down what a whole run knew, for the next article (``book.py``).

Input: the corpus of the run, what was linked and checked, the names that were heard, the outcomes of the documents.
Output: a finished book. Limits: only for tables that the linker keeps (``rarity.is_large``), without reviewers'
decisions and sentence vectors; smaller tables are made anew quickly.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cache import digest_of_files, digest_of_text
from pipeline.chain import Job, Outcome
from pipeline.check.evidence import Evidence
from pipeline.check.origins import age
from pipeline.check.stage import Examined
from pipeline.check.ties import counts_deeds, ties
from pipeline.codec import encode
from pipeline.corpus import Corpus, in_text_order
from pipeline.growth.book import NAME, Book, Row
from pipeline.growth.clauses import Counts, clause_of, put_clauses
from pipeline.growth.denying import denials_of
from pipeline.growth.folders import SURE, Seen, look
from pipeline.growth.found import Found
from pipeline.growth.parts import put_parts
from pipeline.growth.unknown import put_unknown
from pipeline.languages import code_of
from pipeline.lending import Asked
from pipeline.model import Conflict, Document, Entity, Event, EventMention, Link, Linked
from pipeline.read.sources import COLUMNS
from pipeline.reconcile.names_index import Names
from pipeline.runlog import RunLog, document_line
from pipeline.shelf import Keyed
from pipeline.stages import PACKAGE, STAGES, Prints, is_data
from pipeline.write.rows import days_of

if TYPE_CHECKING:
    from pipeline.resources import Resources

_BATCH = 5_000
"""Mentions that are written down together: each is read once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a whole run hands over. ``asked``: the dates that documents asked of others; ``started``: when it began, in
    nanoseconds since 1970; ``root``: the folder that was read, if it was one alone."""

    root: Path | None
    jobs: Sequence[Job]
    outcomes: Sequence[Outcome]
    corpus: Corpus
    linked: Linked
    examined: Examined
    asked: Asked
    started: int


def book_of(out: Path) -> Path:
    """Where the book of an output folder lies."""
    return out / "cache" / NAME


def stamps_of(out: Path, names: Iterable[str]) -> dict[str, str]:
    """The stamps of files in ``out``."""
    return {name: stamp_of(out / name) for name in names}


def keep(out: Path, log: RunLog, known: Known, resources: Resources) -> None:
    """Write the book of the tables in ``out``; one that cannot be written is none, and the next run a whole one."""
    try:
        with Book.begun(book_of(out)) as book:
            _fill(book, known, resources)
            put_parts(book, out)
            book.set("stamps", stamps_of(out, dict(log.tables)))
            book.finished(log.token)
    except (OSError, sqlite3.Error):
        book_of(out).unlink(missing_ok=True)


def _fill(book: Book, known: Known, resources: Resources) -> None:
    evidence, checked = known.examined.evidence, known.examined.checked
    names = Names.of(known.corpus, resources)
    put_unknown(book, names)
    origins = known.examined.origins
    told = zip(in_text_order(checked.mentions), origins.cited, strict=True)
    counts = Counts.of(())
    row_of_link = Keyed(known.linked.links, {link.mention_id: at for at, link in enumerate(known.linked.links)})
    while some := list(islice(told, _BATCH)):
        mentions = [mention for mention, _ in some]
        book.put_all("mention", 13, (mention_row(one, row_of_link[one.id], cited) for one, cited in some))
        counts = counts.plus(Counts.of(map(evidence.quote, mentions)))
        put_clauses(book, (clause for mention in mentions if (clause := clause_of(mention, evidence))))
        book.put_all("named", 2, (row for mention in mentions for row in named_rows(mention)))
        book.put_all("tie", 3, (row for mention in mentions for row in tie_rows(mention, evidence)))
    denials_of(book, counts, (), {}, resources.check_knowledge.denial).put(book)
    book.put_all("sketch", 2, origins.sketches.items())
    book.put_all("doc", 12, _documents(known, evidence))
    put_folders(book, look(known.root, known.started - SURE) if known.root is not None else None)
    book.put_all("event", 5, map(event_book_row, checked.events))
    found = Found({})
    for document, entities in zip(known.corpus.documents, known.corpus.entities, strict=True):
        found.take(document.id, entities)
    book.put_all("found", 6, found.rows())
    book.put_all("entity", 2, map(entity_row, known.linked.entities))
    book.put_all("passage", 2, known.examined.origins.passages)
    book.put_all("link", 5, ((c.document_id, c.source, c.kind, c.share, c.says) for c in checked.copies))
    put_conflicts(book, checked.conflicts, evidence.event_of)
    book.set("asked", sorted({key for questions in known.asked.values() for key, _ in questions}))
    book.set("prints", prints_of(resources.prints))
    book.set("counts deeds", any(counts_deeds(document, evidence) for document in known.corpus.documents))


def prints_of(prints: Prints) -> str:
    """What the documents and this book were made with: another print means that all is made anew."""
    of_stages = [prints.of(stage) for stage in STAGES if stage.per == "document"]
    return digest_of_text(repr(of_stages) + digest_of_files([PACKAGE / "growth"], is_data))


def put_folders(book: Book, seen: Seen | None) -> None:
    """Write down how the files of a corpus lie, whose documents are in the book; nothing where that does not tell all
    that a run would find in it."""
    for table in ("folder", "unsure"):
        book.db.execute(f"delete from {table}")
    book.set("corpus", None)
    if seen is None or not seen.plain:
        return
    paths = {str(seen.root / path) for path in seen.unsure}
    if paths - book.names("select path from doc where path in ({})", paths):
        return  # put there while the run was at work
    book.set("corpus", {"root": str(seen.root), "sources": [len(seen.table), sha256(seen.table).hexdigest()]})
    book.put_all("folder", 2, seen.digests(seen.unsure).items())
    book.put_all("unsure", 1, ((path,) for path in sorted(seen.unsure)))


def mention_row(mention: EventMention, link: Link, cited: str) -> Row:
    """What the book says of a mention; days count as in ``translations.py``."""
    date = mention.time.date
    start, end = (date.start, date.end) if date else (None, None)
    return (
        *(mention.id, mention.document_id, mention.span.start, mention.span.end, link.event_id, mention.origin_group),
        *(cited, link.score, link.reasons, mention.type, start.toordinal() if start else 1),
        *(end.toordinal() if end else 10**7, code_of(mention.language)),
    )


def _documents(known: Known, evidence: Evidence) -> Iterator[Row]:
    origins, sure = dict(known.examined.checked.document_origins), known.started - SURE
    for job, outcome in zip(known.jobs, known.outcomes, strict=True):
        document = evidence.documents.get(job.source.id)
        stamp = stamp_of(job.path, sure)
        if document is None:
            line = document_line(outcome)
            yield (job.source.id, str(job.path), row_of(job), stamp, "", line, "", "", "", 0, 0, "")
            continue
        origin = origins.get(document.id, document.id)
        yield document_row(job, document, stamp, outcome, origin)


def document_row(job: Job, document: Document, stamp: str, outcome: Outcome, origin: str) -> Row:
    """What the book says of a document."""
    copy, day, _ = age(document)
    return (
        *(document.id, str(job.path), row_of(job), stamp, outcome.key, "", document.url),
        *(document.copied_from, document.publisher, int(copy), day, origin),
    )


def row_of(job: Job) -> str:
    """The row of ``sources.csv`` as one text."""
    return "\0".join(getattr(job.source, name) for name in COLUMNS)


def stamp_of(path: Path, before: int | None = None) -> str:
    """Size and times of a file; empty where it cannot be seen, or was touched at or after ``before``."""
    try:
        seen = path.stat()
    except OSError:
        return ""
    if before is not None and max(seen.st_mtime_ns, seen.st_ctime_ns) >= before:
        return ""
    return f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}"


def named_rows(mention: EventMention) -> Iterator[Row]:
    """The entities that a mention names."""
    found = {actor.entity.entity_id for actor in mention.actors} | {mention.place.entity_id if mention.place else ""}
    return ((entity, mention.id) for entity in sorted(found - {""}))


def tie_rows(mention: EventMention, evidence: Evidence) -> Iterator[Row]:
    """Its ties to other rows."""
    return ((tie.key, mention.id, int(tie.asks)) for tie in ties(mention, evidence))


def event_book_row(event: Event) -> Row:
    """What the book says of an event."""
    return event.id, event.type, event.mode, *days_of(event.date)


def entity_row(entity: Entity) -> Row:
    """What the book says of an entity."""
    return entity.id, json.dumps(encode(entity), ensure_ascii=False)


def put_conflicts(book: Book, conflicts: Iterable[Conflict], event_of: Mapping[str, str]) -> None:
    """Which events and mentions take part in each disagreement."""
    for conflict in conflicts:
        told = {name for value in conflict.values for name in value.mention_ids}
        events = {event_of[name] for name in told if name in event_of} | {conflict.event_id}
        row = (conflict.id, conflict.severity, conflict.kind, conflict.event_id, conflict.field)
        book.put_all("judged", 5, [row])
        book.put_all("conflict", 2, ((conflict.id, event) for event in sorted(events)))
        book.put_all("teller", 2, ((conflict.id, name) for name in sorted(told)))
