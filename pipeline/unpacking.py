"""A file of many articles → a folder with a text file for each of them and their ``sources.csv``.

Input: a table or feed (``read.batches``), a folder for the result. Output: the rows; from then on each article is a
document like any other, and offsets refer to its text file. The same bytes give the same files. Limits: names are made
of the file's name and the article's id or number; whatever else they hold becomes ``_``, so that none leads elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.listed import table_of
from pipeline.read.batches import SUFFIXES, Article, read_batch
from pipeline.read.opening import read_bytes
from pipeline.read.sources import SOURCES, SourceRow

if TYPE_CHECKING:
    from pipeline.settings import Settings

FOLDER = "articles"
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """Articles as files: (name, text, row) each, and remarks on what was left out."""

    files: tuple[tuple[str, str, SourceRow], ...]
    notes: tuple[str, ...]


def holds_articles(path: Path) -> bool:
    """Whether a file that is named itself is taken apart."""
    return path.suffix.lower() in SUFFIXES and path.name != SOURCES and path.is_file()


def in_outputs(paths: Sequence[Path], out: Path, settings: Settings) -> tuple[list[Path], tuple[str, ...]]:
    """``paths`` with each table or feed replaced by the folder below ``out`` that it was taken apart into."""
    from pipeline.write.publish import keep_set

    given: list[Path] = []
    notes: list[str] = []
    for path in paths:
        if not holds_articles(path):
            given.append(path)
            continue
        unpacked = unpack(path, settings)
        folder = out / FOLDER / f"{safe(path.stem)}-{sha256(str(path.resolve()).encode()).hexdigest()[:8]}"
        rows = [row for _, _, row in unpacked.files]
        files = {name: text.encode("utf-8", "surrogatepass") for name, text, _ in unpacked.files}
        keep_set(folder, files | {SOURCES: table_of(rows)})
        given.append(folder)
        notes += [f"{path}: {note}" for note in unpacked.notes]
    return given, tuple(notes)


def unpack(path: Path, settings: Settings, data: bytes | None = None) -> Unpacked:
    """The articles of a file, or of ``data`` under that name; raises PipelineError ``bad-articles`` and others."""
    from pipeline.resources import Resources

    if data is None:
        data = read_bytes(path, settings.max_bytes)
    batch = read_batch(data, path, settings, Resources(settings).reading.scripts)
    names = _names(path, batch.articles)
    files = tuple((name, one.text, _row(name, one)) for name, one in zip(names, batch.articles, strict=True))
    return Unpacked(files=files, notes=batch.notes)


def safe(name: str) -> str:
    """A name that is harmless on any file system: letters, digits, ``_`` and ``-``; never empty."""
    return "".join(char if char.isalnum() or char == "-" else "_" for char in name)[:_LONGEST].strip("_") or "file"


def _names(path: Path, articles: Sequence[Article]) -> Iterator[str]:
    width = len(str(len(articles)))
    taken: set[str] = set()
    for number, article in enumerate(articles, 1):
        name = f"{safe(path.stem)}-{safe(article.id) if article.id.strip() else str(number).zfill(width)}"
        if name.casefold() in taken:
            name = f"{name}-{str(number).zfill(width)}"
        taken.add(name.casefold())
        yield f"{name}.txt"


def _row(name: str, one: Article) -> SourceRow:
    return SourceRow(
        id=Path(name).stem,
        path=name,
        title=one.title,
        publisher=one.publisher,
        lang=one.lang,
        published=one.published,
        url=one.url,
        encoding="utf-8",
    )
