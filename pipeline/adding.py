"""Take files and addresses into a corpus, run it, and say what changed.

Input: paths and URLs, the corpus folder, the output folder. Output: Added. The bytes are kept in the corpus as they
came, articles of a table or feed also as a text file each, and each is a row of ``sources.csv``, so that a later run
needs no network. Errors: PipelineError; nothing is registered unless every target could be taken. Limits: an address
whose page has changed is kept as another document beside the first one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.changes import Changes
from pipeline.errors import PipelineError
from pipeline.listed import Listed
from pipeline.lock import only_run
from pipeline.read.batches import SUFFIXES as ARTICLES
from pipeline.read.fetch import Fetched, fetch
from pipeline.read.formats import SUFFIXES
from pipeline.read.opening import read_bytes
from pipeline.read.sources import SOURCES, SourceRow, collect
from pipeline.run_report import RunReport
from pipeline.runner import Progress, run
from pipeline.unpacking import safe, unpack
from pipeline.write.publish import write_file

if TYPE_CHECKING:
    from pipeline.settings import Settings

_MEDIA = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/x-ndjson": ".jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
Fetch = Callable[[str, "Settings"], Fetched]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file to be put into the corpus: its name there, its bytes, its row (None: kept, but not a document)."""

    name: str
    data: bytes
    row: SourceRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of it: the documents that are new in the corpus, remarks, the run, and what changed."""

    documents: tuple[str, ...]
    notes: tuple[str, ...]
    report: RunReport
    changes: Changes


def from_web(url: str, settings: Settings) -> Fetched:
    """Fetch one address within the limits of the settings."""
    return fetch(url, most=settings.max_bytes, seconds=settings.fetch_seconds)


def add(
    targets: Sequence[str],
    corpus: Path,
    out: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    web: Fetch = from_web,
) -> Added:
    """Register ``targets`` in ``corpus`` and run it into ``out``."""
    items: list[Item] = []
    notes: list[str] = []
    for target in targets:
        for item in _taken(target, corpus, settings, web):
            if Path(item.name).suffix.lower() in ARTICLES:
                unpacked = unpack(Path(item.name), settings, item.data)
                items += [replace(item, row=None), *map(_article, unpacked.files)]
                notes += [f"{target}: {note}" for note in unpacked.notes]
            else:
                items.append(item)
    with only_run(out):  # two that add at once would lose each other's rows
        new = _register(items, corpus)
    report = run(corpus, out, settings, progress=progress, grow=True)
    return Added(documents=new, notes=tuple(notes), report=report, changes=report.changes or Changes())


def is_url(target: str) -> bool:
    """Whether a target is an address rather than a path."""
    return _ADDRESS.match(target) is not None


def _article(file: tuple[str, str, SourceRow]) -> Item:
    name, text, row = file
    return Item(name=name, data=text.encode("utf-8", "surrogatepass"), row=row)


def _taken(target: str, corpus: Path, settings: Settings, web: Fetch) -> Iterator[Item]:
    """The files that a target stands for."""
    if is_url(target):
        came = web(target, settings)
        name = _name_of(came)
        yield Item(name=name, data=came.data, row=SourceRow(id=Path(name).stem, path=name, url=came.url))
        return
    path = Path(target)
    if not path.exists():
        raise PipelineError("missing-path", path=path)
    one = path.is_file() and path.suffix.lower() in ARTICLES
    found = ((path, SourceRow(id=path.stem, path=path.name)),) if one else collect([path], SUFFIXES)
    for file, row in found:
        inside = file.resolve().is_relative_to(corpus.resolve())
        name = file.resolve().relative_to(corpus.resolve()).as_posix() if inside else file.name
        yield Item(name=name, data=read_bytes(file, settings.max_bytes), row=row)


def _name_of(came: Fetched) -> str:
    """A file name for what an address gave: host and path, and the suffix of its media type."""
    parts = urlsplit(came.url)
    tail = Path(parts.path).name
    suffix = _MEDIA.get(came.media, "")
    if not suffix or came.media in ("text/plain", "application/xml", "text/xml"):
        named = Path(tail).suffix.lower()
        suffix = named if named in SUFFIXES | ARTICLES else suffix or ".html"
    stem = safe(f"{(parts.hostname or '').removeprefix('www.')}-{Path(tail).stem or 'index'}-{parts.query}".strip("-"))
    return f"{stem}{suffix}"


def _register(items: Sequence[Item], corpus: Path) -> tuple[str, ...]:
    """Write the files that the corpus does not hold yet, then the table; returns the ids of the new documents."""
    table = corpus / SOURCES
    listed = Listed.of(table)
    stems = set(_stems(corpus)) if corpus.is_dir() else set()
    rows: dict[str, SourceRow] = {}
    for item in items:
        name = _place(item, corpus, stems)
        if not (corpus / name).exists():
            stems.add(Path(name).stem.casefold())
            write_file(corpus / name, item.data)
        if item.row is not None and not listed.names(name):
            rows.setdefault(name, replace(item.row, id=Path(name).stem, path=name))
    write_file(table, listed.with_rows(tuple(rows.values())))
    return tuple(row.id for row in rows.values())


def _stems(folder: Path) -> Iterator[str]:
    """The names of all files under a folder, without suffix."""
    for _, _, names in os.walk(folder):
        for name in names:
            stem = name.rpartition(".")[0] if name[0] != "." else os.path.splitext(name)[0]
            yield (stem or name).casefold()


def _place(item: Item, corpus: Path, stems: set[str]) -> str:
    """The name that a file gets: its own if it is free or already holds these bytes, else with a number."""
    path = Path(item.name)
    stem = path.stem.lstrip(".") or "file"
    number = 1
    while True:
        name = path.with_name(f"{stem}{path.suffix}" if number == 1 else f"{stem}-{number}{path.suffix}").as_posix()
        there = corpus / name
        if there.is_file() and not there.is_symlink() and there.read_bytes() == item.data:
            return name
        if Path(name).stem.casefold() not in stems and not there.exists():
            return name
        number += 1
