"""Paths and ``sources.csv`` → the documents of a run, in order.

Input: files and folders as a user names them. Output: ``(path, SourceRow)`` pairs, sorted inside a folder, each
with a document id (file name without suffix) that no other has. Limits: nothing is opened but ``sources.csv``;
hidden files, symbolic links and files without a known suffix are passed over inside folders (a file that is
named itself is always taken).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError

SOURCES = "sources.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What a user says about one document; every column may be empty. ``published`` is an EDTF date in text, ``role``
    "primary" for a text that is itself the treaty, ruling or record.
    """

    id: str = ""
    title: str = ""
    publisher: str = ""
    lang: str = ""
    published: str = ""
    url: str = ""
    path: str = ""
    licence: str = ""
    encoding: str = ""
    copied_from: str = ""
    role: str = ""


COLUMNS = tuple(field.name for field in fields(SourceRow))


def collect(paths: Sequence[Path], suffixes: frozenset[str]) -> tuple[tuple[Path, SourceRow], ...]:
    """All documents under ``paths`` in the order given, each once, with its row of ``sources.csv``.

    A folder gives the files that its ``sources.csv`` names, then every other file with one of ``suffixes``
    (folders inside it too). A path that does not exist is kept as a document that cannot be read. Raises PipelineError
    ``missing-path`` if none exists, ``nothing-to-read``, ``bad-sources`` or ``duplicate-id``.
    """
    if len(paths) > 0 and not any(path.exists() for path in paths):
        raise PipelineError("missing-path", path=", ".join(map(str, paths)))
    found: dict[Path, tuple[Path, SourceRow]] = {}
    real = _Real()
    for path in paths:
        if not path.exists():  # its reading will fail by itself, so that the other documents are done
            found.setdefault(path.absolute(), _of_file(path))
            continue
        if path.is_symlink() and path.is_file():
            raise PipelineError("symlink", path=path)
        before = len(found)
        for file, row in _of_folder(path, suffixes, real) if path.is_dir() else (_of_file(path),):
            found.setdefault(real(file), (file, row))
        if path.is_dir() and len(found) == before and not any(path.resolve() in file.parents for file in found):
            raise PipelineError("nothing-to-read", path=path)
    if not found:
        raise PipelineError("nothing-to-read", path=", ".join(map(str, paths)) or ".")
    return _unique(tuple(found.values()))


def _unique(pairs: tuple[tuple[Path, SourceRow], ...]) -> tuple[tuple[Path, SourceRow], ...]:
    seen: dict[str, Path] = {}
    for path, row in pairs:
        if row.id in seen:
            raise PipelineError("duplicate-id", id=row.id, first=seen[row.id], second=path)
        seen[row.id] = path
    return pairs


def _of_file(path: Path) -> tuple[Path, SourceRow]:
    rows = _rows_by_path(path.parent, _Real())
    return path, rows.get(path.resolve()) or SourceRow(id=path.stem, path=path.name)


class _Real:
    """Real paths of very many files: each folder is resolved once."""

    def __init__(self) -> None:
        self._folders: dict[Path, Path] = {}

    def __call__(self, path: Path) -> Path:
        if path.name in ("", "..") or path.is_symlink():
            return path.resolve()
        if path.parent not in self._folders:
            self._folders[path.parent] = path.parent.resolve()
        return self._folders[path.parent] / path.name


def _of_folder(folder: Path, suffixes: frozenset[str], real: _Real) -> Iterator[tuple[Path, SourceRow]]:
    inside = folder.resolve()
    rows: dict[Path, SourceRow] = {}
    within = sorted(folder.rglob("*"))
    for table in (folder, *(path for path in within if path.is_dir() and not path.is_symlink())):
        rows |= _rows_by_path(table, real)
    for file, row in rows.items():
        yield (folder / file.relative_to(inside) if file.is_relative_to(inside) else file), row
    for path in within:
        if real(path) not in rows and _is_document(path, folder, suffixes):
            yield path, SourceRow(id=path.stem, path=path.name)


def _is_document(path: Path, folder: Path, suffixes: frozenset[str]) -> bool:
    parts = path.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in parts)
    listed = path.suffix.lower() in suffixes and path.stem.upper() != "README"
    return listed and not hidden and not path.is_symlink() and path.is_file()


def _rows_by_path(folder: Path, real: _Real) -> dict[Path, SourceRow]:
    table = folder / SOURCES
    if not table.is_file():
        return {}
    rows: dict[Path, SourceRow] = {}
    inside = folder.resolve()
    for line, row in read_rows(table):
        file = real(folder / row.path)
        if not file.is_relative_to(inside) or (folder / row.path).is_symlink():
            raise PipelineError(
                "bad-sources", path=table, line=line, what=f"`{row.path}` is a link, or leads out of here"
            )
        if not file.is_file():
            raise PipelineError("bad-sources", path=table, line=line, what=f"there is no file `{row.path}`")
        if file in rows:
            raise PipelineError("bad-sources", path=table, line=line, what=f"`{row.path}` stands here twice")
        rows[file] = row
    return rows


def read_rows(table: Path) -> Iterator[tuple[int, SourceRow]]:
    """Line number and row of each line of a ``sources.csv`` (UTF-8, with or without byte order mark)."""
    return rows_of(table.read_bytes(), table)


def rows_of(data: bytes, table: Path) -> Iterator[tuple[int, SourceRow]]:
    """The same for bytes; ``table`` is named where they are wrong. No bytes are no rows."""
    if not data:
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PipelineError("bad-sources", path=table, line=line, what="the file is not UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    header = reader.fieldnames or ()
    unknown = sorted(set(header) - set(COLUMNS))
    if "path" not in header or unknown:
        what = f"unknown column `{unknown[0]}`" if unknown else "there is no column `path`"
        raise PipelineError("bad-sources", path=table, line=1, what=f"{what}; columns are {', '.join(COLUMNS)}")
    for values in reader:
        if any(value for value in values.values()):
            yield reader.line_num, _row(table, reader.line_num, values)


_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")


def unguarded(value: str) -> str:
    """A value without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return value[1:] if _GUARDED.match(value) else value


def _row(table: Path, line: int, values: Mapping[str, str | None]) -> SourceRow:
    def bad(what: str) -> PipelineError:
        return PipelineError("bad-sources", path=table, line=line, what=what)

    if "" in values:
        raise bad("there are more values than columns (a comma without quotation marks?)")
    given = {name: unguarded((value or "").strip()) for name, value in values.items()}
    path = Path(given["path"])
    if not given["path"] or path.is_absolute() or ".." in path.parts:
        raise bad("`path` must name a file in this folder")
    # the id is always the file name: ids that a table invents could not be found again in the folder
    if given.get("id", "") not in ("", path.stem):
        raise bad(f"`id` must be the file name without suffix, `{path.stem}`, or empty")
    if given.get("published"):
        try:
            Edtf.parse(given["published"])
        except (ValueError, PipelineError) as error:
            raise bad(f"`published` is not an EDTF date: {given['published']}") from error
    return SourceRow(**(given | {"id": path.stem}))
