"""A run that goes on from the last one: new documents are read, and what they touch is made again, nothing else.

Input: the documents of a run, the output folder of the last one, settings. Output: a Growth, its tables in place.
Errors: NotGrown, before anything is written, where the tables would not come out as a whole run makes them, or cannot
be known to; the caller then makes a whole run. Limits: files for reading alone are left as they are and named
(``tables.OLDER``); reviewers' decisions, sentence vectors and Spark need whole runs.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from pipeline.cache import Cache, Key
from pipeline.chain import Chain, Failure, Job, Outcome
from pipeline.changes import Changes
from pipeline.check.origins import with_origin
from pipeline.growth.book import Book, NotGrown
from pipeline.growth.entering import changes_of, enter
from pipeline.growth.keep import book_of, prints_of, stamps_of
from pipeline.growth.library import Library
from pipeline.growth.manifest import check_tables, manifest_of
from pipeline.growth.naming import take_names
from pipeline.growth.rechecking import Now, Rechecked, Rechecker
from pipeline.growth.relinking import Relinker
from pipeline.growth.sources import Finder
from pipeline.growth.tables import OLDER, Grown, Tables
from pipeline.lending import questions_of, stated
from pipeline.model import Extraction
from pipeline.reconcile.identity import read_history
from pipeline.runlog import NAME, RunLog, digest_of, document_line, document_lines

if TYPE_CHECKING:
    from pipeline.reconcile.ledger import Kept
    from pipeline.resources import Resources


_AT_ONCE = 2
"""Tables that are digested side by side; hashing lets other threads go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What came of it: the log and report-to-be of the run. ``counts`` are those of the tables as they are now;
    ``outcomes`` are those of new documents and of such as failed, ``lines`` those of all."""

    outcomes: tuple[Outcome, ...]
    kept: int
    counts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    changes: Changes
    why: str
    lines: tuple[str, ...]
    seconds: tuple[tuple[str, float], ...]
    log: RunLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a run is asked to do: documents, where to, with what; ``log`` is that of the last run. ``root``: the folder
    that holds all documents, if it is one alone; ``key``: what tables depend on with some documents more."""

    out: Path
    root: Path | None
    jobs: Callable[[], Sequence[Job]]
    resources: Resources
    cache: Cache
    kept: Kept
    log: RunLog
    key: Callable[[Iterable[tuple[str, str]]], Key]


def grow(task: Task, write_log: Callable[[Growth], bytes]) -> Growth:
    """Go on from the last run; ``write_log`` gives the bytes of ``run.json``."""
    settings = task.resources.settings
    if settings.engine != "local" or settings.link_vectors:
        raise NotGrown("settings that need a whole run")
    if not book_of(task.out).is_file():
        raise NotGrown("there is no book of the last run")
    try:
        with Book(book_of(task.out)) as book:
            if not book.fits(task.log.token):
                raise NotGrown("the book is not that of the last run")
            return _Growing(task, book).done(write_log)
    except sqlite3.Error as error:
        raise NotGrown(f"the book of the last run: {error}") from error


class _Growing:
    """The steps, in order, with their times."""

    def __init__(self, task: Task, book: Book) -> None:
        self._task = task
        self._book = book
        self._clock: list[tuple[str, float]] = []
        self._at = perf_counter()

    def done(self, write_log: Callable[[Growth], bytes]) -> Growth:
        """Read, link, check, write, and keep the book."""
        outcomes = self._read()
        self._lap("documents")
        grown, now = self._link({one.document_id: _told(one) for one in outcomes})
        self._lap("reconcile")
        checked = Rechecker(self._book, grown.library, now, self._task.resources).recheck()
        self._lap("check")
        return self._write(grown, checked, outcomes, write_log)

    def _lap(self, name: str) -> None:
        now = perf_counter()
        self._clock.append((name, now - self._at))
        self._at = now

    def _read(self) -> tuple[Outcome, ...]:
        """The outcomes of new documents."""
        task, book = self._task, self._book
        if book.fact("prints") != prints_of(task.resources.prints):
            raise NotGrown("code, rules or settings have changed")
        chain = Chain(task.resources, task.cache)
        self._manifest = manifest_of(book, task.root, task.jobs, chain)
        if not self._manifest.new:
            raise NotGrown("no new document")
        check_tables(book, task.out, dict(task.log.tables))
        outcomes = tuple(map(chain.run, self._manifest.new))
        for one in outcomes:
            if one.failure is not None:
                raise NotGrown(f"document {one.document_id} failed")
            self._check_lending(_told(one))
            self._check_copies(_told(one))
        self._key = task.key((one.document_id, one.key) for one in outcomes)
        before = dict(task.log.key)
        if changed := [name for name, value in self._key if name != "documents" and before.get(name) != value]:
            raise NotGrown(f"changed: {', '.join(changed)}")
        return outcomes

    def _check_copies(self, found: Extraction) -> None:
        """Mentions are told apart by the text they stand in: two documents of one text share theirs."""
        if self._book.names("select id from mention where id in ({})", (mention.id for mention in found.mentions)):
            raise NotGrown(f"{found.document.id} is another document, letter by letter")

    def _check_lending(self, found: Extraction) -> None:
        """Documents that date each other are dated by a whole run."""
        from pipeline.corpus import Corpus

        asked = {tuple(key) for key in self._book.fact("asked")}
        answers = {key for mention in found.mentions for key, _ in stated(mention)} if asked else set()
        if questions_of(Corpus.of([found])) or asked & answers:
            raise NotGrown(f"{found.document.id} and other documents may date each other")

    def _link(self, fresh: dict[str, Extraction]) -> tuple[Grown, Now]:
        task, book = self._task, self._book
        naming = take_names(book, fresh, task.resources)
        library = Library(book, task.cache, fresh, naming.rename)
        turned = book.names("select mention from named where entity in ({})", naming.turned)
        mentions = library.mentions(turned | library.new_mentions.keys())
        total = int(book.ask("select count(*) from mention")[0][0]) + len(library.new_mentions)
        history = read_history(task.out)
        finder = Finder(book, library, task.resources.check_knowledge, task.resources.settings)
        with Relinker(book, library, naming.entities, history, task.kept, task.resources) as relinker:
            groups = relinker.regroup(mentions, total)
            sources = finder.find(groups.event_of, groups.was)
            moved = relinker.events_of(sources.mentions.keys() - groups.event_of.keys())
            event_of = {**moved, **groups.event_of}
            members = {event: set[str]() for event in event_of.values()}
            for name, event in groups.event_of.items():
                members[event].add(name)
            for name, event in book.each("select id, event from mention where event in ({})", set(moved.values())):
                if name not in groups.event_of:
                    members[event].add(name)
            event_of |= {name: event for event, names in members.items() for name in names}
            told = library.mentions(event_of)
            linked = relinker.linked(told)
        origins = sources.mentions
        stored = dict(book.each("select id, origin from mention where id in ({})", event_of)) | dict(origins)
        told = tuple(with_origin(mention, stored[mention.id]) for mention in told)
        now = Now(
            linked=linked, event_of=event_of, was={**moved, **groups.was}, origins=origins, entities=naming.entities,
            turned=naming.turned,
        )  # fmt: skip
        return Grown(library=library, naming=naming, sources=sources, linked=linked, mentions=told), now

    def _write(
        self, grown: Grown, checked: Rechecked, outcomes: Sequence[Outcome], write_log: Callable[[Growth], bytes]
    ) -> Growth:
        from pipeline.write.publish import publish
        from pipeline.write.texts import FOLDER, name_of

        out, book = self._task.out, self._book
        texts = {name_of(name): each.document.text for name, each in grown.library.fresh.items()}
        publish(out / FOLDER, lambda folder: _fill(folder, texts))
        tables = Tables(book, out, grown, checked)
        made: list[Growth] = []

        def fill(folder: Path) -> None:
            tables.write(folder)
            self._lap("write")
            made.append(self._growth(outcomes, tables.sizes, folder))
            (folder / NAME).write_bytes(write_log(made[0]))

        self._changes = changes_of(book, grown, checked)
        book.db.execute("begin")
        enter(book, grown, checked, outcomes, {job.source.id: job for job in self._manifest.new})
        self._manifest.put(book)
        publish(out, fill)
        tables.put(book)
        book.set("stamps", stamps_of(out, dict(made[0].log.tables)))
        book.set("token", made[0].log.token)
        book.db.execute("commit")
        return made[0]

    def _growth(self, outcomes: Sequence[Outcome], sizes: dict[str, int], folder: Path) -> Growth:
        task = self._task
        files = sorted(folder.iterdir())
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            made = dict(zip((path.name for path in files), threads.map(digest_of, files), strict=True))
        digests = dict(task.log.tables) | made
        older = tuple(name for name in OLDER if name in digests)
        counts = dict(task.log.counts) | {
            name: sizes[name] for name in ("documents", "mentions", "events", "conflicts")
        }
        log = RunLog(key=self._key, counts=tuple(counts.items()), tables=tuple(sorted(digests.items())), older=older)
        failed = [_failed(line) for (line,) in self._book.ask("select line from doc where key = '' order by id")]
        says = f"older than the tables until the next whole run: {', '.join(older)}"
        return Growth(
            outcomes=(*failed, *(replace(one, extraction=None) for one in outcomes)),
            kept=counts["documents"] - len(outcomes),
            counts=log.counts,
            notes=tuple(sorted({note for one in outcomes for note in one.notes} | {says})),
            changes=self._changes,
            why=f"{len(outcomes)} new, the rest gone on from",
            lines=(document_lines(task.out), *map(document_line, outcomes)),
            seconds=tuple(self._clock),
            log=log,
        )


def _told(one: Outcome) -> Extraction:
    assert one.extraction is not None
    return one.extraction


def _fill(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))


def _failed(line: str) -> Outcome:
    """The outcome of a document that the last run could not read, from its line of ``run.json``."""
    row = json.loads(line)
    failure = Failure(code=row["code"], message=row["message"], hint=row["hint"])
    return Outcome(document_id=row["id"], path=row["path"], failure=failure)
