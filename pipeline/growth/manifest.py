"""Which documents are new, and that all others are those of the last run: by size and times, by digest where in doubt.

Input: the documents of a run, the book. Output: the new ones. Errors: NotGrown where a document has changed, is gone,
or failed before. Limits: as in version control, a file whose size and both times are as before counts as unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import time_ns

from pipeline.cache import digest_of_text
from pipeline.chain import Chain, Job
from pipeline.errors import PipelineError
from pipeline.growth.book import Book, NotGrown, Row
from pipeline.growth.keep import SURE, row_of, stamp_of
from pipeline.runlog import digest_of

MOST = 20
"""New documents that are taken in one by one; more are a run."""


def new_documents(book: Book, jobs: Sequence[Job], chain: Chain) -> tuple[tuple[Job, ...], dict[str, str]]:
    """The jobs that the last run did not have; stamps of documents that were found unchanged by their digests."""
    known = {row[0]: row[1:] for row in book.ask("select id, path, row, stamp, key from doc")}
    new: list[Job] = []
    stamps: dict[str, str] = {}
    sure = time_ns() - SURE
    for job in jobs:
        before = known.pop(job.source.id, None)
        if before is None:
            new.append(job)
        elif (why := _why_changed(job, before, chain)) is not None:
            raise NotGrown(f"document {job.source.id}: {why}")
        elif before[2] != (stamp := stamp_of(job.path, sure)) and stamp:
            stamps[job.source.id] = stamp
        if len(new) > MOST:
            raise NotGrown(f"more than {MOST} new documents")
    if known:
        raise NotGrown(f"document {min(known)}: gone")
    return tuple(new), stamps


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
