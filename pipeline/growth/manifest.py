"""Which documents are new, and that all others are those of the last run: by size and times, by digest where in doubt.

Input: the folder or the documents of a run, the book. Output: ``Manifest``: the new ones. Errors: NotGrown where a
document has changed, is gone, or failed before. A corpus of one folder is compared folder by folder, and of its
``sources.csv`` only what was put behind is read (``_at_a_glance``); what that cannot tell is looked at document by
document. Limits: as in ``folders.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import time_ns

from pipeline.cache import digest_of_text
from pipeline.chain import Chain, Job
from pipeline.errors import PipelineError
from pipeline.growth.book import Book, NotGrown, Row
from pipeline.growth.folders import SURE, Seen, look
from pipeline.growth.keep import put_folders, row_of, stamp_of
from pipeline.read.sources import COLUMNS, SOURCES, SourceRow, rows_of
from pipeline.runlog import digest_of

MOST = 20
"""New documents that are taken in one by one; more are a run."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """``new``: the documents that the last run did not have; ``stamps`` those of documents whose content was looked
    at; ``seen``: the folder that holds them all, if one does."""

    new: tuple[Job, ...]
    stamps: Mapping[str, str] = field(default_factory=dict)
    seen: Seen | None = None

    def put(self, book: Book) -> None:
        """Write down how the documents lie now."""
        for name, stamp in self.stamps.items():
            book.db.execute("update doc set stamp = ? where id = ?", (stamp, name))
        put_folders(book, self.seen)


def manifest_of(book: Book, root: Path | None, jobs: Callable[[], Sequence[Job]], chain: Chain) -> Manifest:
    """The documents of a run over ``root`` alone, else over ``jobs``."""
    began = time_ns() - SURE
    if root is not None and (found := _at_a_glance(book, look(root, began), chain)) is not None:
        return found
    new, stamps = _one_by_one(book, jobs(), chain, began)
    return Manifest(new=new, stamps=stamps, seen=look(root, began) if root is not None else None)


def _at_a_glance(book: Book, seen: Seen, chain: Chain) -> Manifest | None:
    """None where the folders alone do not tell that no document has changed."""
    before = book.fact("corpus")
    rows = _put_behind(seen, *before["sources"]) if before and before["root"] == str(seen.root) else None
    if rows is None:
        return None
    new = tuple(Job(path=seen.root / row.path, source=row) for row in rows if not _known(book, seen.root, row))
    paths = {Path(job.source.path).as_posix() for job in new}
    ids = {job.source.id for job in new}
    unsure = {path for (path,) in book.ask("select path from unsure")}
    if (
        len(ids) < len(new)
        or book.names("select id from doc where id in ({})", ids)
        or any(job.path.is_symlink() or not job.path.is_file() for job in new)
        or seen.digests(unsure, paths) != dict(book.ask("select path, digest from folder"))
    ):
        return None
    if len(new) > MOST:
        raise NotGrown(f"more than {MOST} new documents")
    for path in sorted(unsure):
        for row in book.ask("select path, row, '', key from doc where path = ?", str(seen.root / path)):
            _check(_job(Path(row[0]), row[1]), row, chain)
    return Manifest(new=new, seen=seen)


def _put_behind(seen: Seen, size: int, digest: str) -> list[SourceRow] | None:
    """The rows that ``sources.csv`` has got behind its first ``size`` bytes; None where it has changed otherwise, or
    cannot be read."""
    old, more = seen.table[:size], seen.table[size:]
    if sha256(old).hexdigest() != digest or old.count(b'"') % 2:
        return None
    head = old.partition(b"\n")[0] + b"\n" if old else b""
    try:
        return [row for _, row in rows_of(head + more, seen.root / SOURCES)]
    except PipelineError:
        return None


def _known(book: Book, root: Path, row: SourceRow) -> bool:
    """Whether the last run had this document with this very row."""
    job = Job(path=root / row.path, source=row)
    return bool(book.ask("select 1 from doc where path = ? and row = ?", str(job.path), row_of(job)))


def _job(path: Path, row: str) -> Job:
    return Job(path=path, source=SourceRow(**dict(zip(COLUMNS, row.split("\0"), strict=True))))


def _one_by_one(book: Book, jobs: Sequence[Job], chain: Chain, sure: int) -> tuple[tuple[Job, ...], dict[str, str]]:
    """The jobs that the last run did not have; stamps of documents that were found unchanged by their digests."""
    known = {row[0]: row[1:] for row in book.ask("select id, path, row, stamp, key from doc")}
    new: list[Job] = []
    stamps: dict[str, str] = {}
    for job in jobs:
        before = known.pop(job.source.id, None)
        if before is None:
            new.append(job)
            continue
        _check(job, before, chain)
        if before[2] != (stamp := stamp_of(job.path, sure)) and stamp:
            stamps[job.source.id] = stamp
        if len(new) > MOST:
            raise NotGrown(f"more than {MOST} new documents")
    if known:
        raise NotGrown(f"document {min(known)}: gone")
    return tuple(new), stamps


def _check(job: Job, before: Row, chain: Chain) -> None:
    if (why := _why_changed(job, before, chain)) is not None:
        raise NotGrown(f"document {job.source.id}: {why}")


def _why_changed(job: Job, before: Row, chain: Chain) -> str | None:
    path, row, stamp, key = before
    if (path, row) != (str(job.path), row_of(job)):
        return "its path or its row of sources.csv has changed"
    if stamp and stamp == stamp_of(job.path):
        return None
    if not key:
        return "failed in the last run"
    try:
        return None if digest_of_text(repr(chain.extract_key(job))) == key else "changed"
    except PipelineError as error:
        return error.message


def check_tables(book: Book, out: Path, digests: dict[str, str]) -> None:
    """Raise NotGrown where a table in ``out`` is not the file that the last run wrote."""
    stamps = book.fact("stamps")
    for name, digest in digests.items():
        stamp = stamp_of(out / name)
        if not stamp or (stamp != stamps.get(name) and digest_of(out / name) != digest):
            raise NotGrown("the tables were changed by hand")
