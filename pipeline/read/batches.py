"""One file that holds many articles (CSV, TSV, JSONL, RSS, Atom) → Articles.

Input: the bytes, the suffix, the settings (``article_columns``, ``max_articles``). Output: a Batch: the articles in
the order of the file, and what could not be used. Errors: PipelineError ``bad-articles``, or those of decoding and of
the XML. Limits: an article is what the file itself holds; a feed that gives summaries alone gives summaries.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.read.encoding import decode
from pipeline.read.feeds import entries
from pipeline.read.limits import Limits
from pipeline.read.stamps import day_of
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.read.scripts import Scripts
    from pipeline.settings import Settings

TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
FEEDS = frozenset({".rss", ".atom", ".xml"})
SUFFIXES = TABLES | FEEDS
"""Suffixes (lower case) of files that are taken apart when they are named themselves, never inside a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article; ``published`` is an EDTF date or empty."""

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    id: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The articles of a file, and one remark for each kind of thing that was left out."""

    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()


def read_batch(data: bytes, path: Path, settings: Settings, scripts: Scripts) -> Batch:
    """Take a file apart; ``path`` gives the suffix, and the name for errors."""
    suffix = path.suffix.lower()
    if suffix in FEEDS:
        raw: Iterable[Mapping[str, str]] = entries(data, Limits.of(settings), path)
    else:
        text = decode(data, "", scripts).text
        rows = _json_rows(text, path) if suffix in (".jsonl", ".ndjson") else _csv_rows(text, path, len(data))
        raw = _mapped(rows, path, settings)
    return _batch(raw, path, settings.max_articles)


def _batch(raw: Iterable[Mapping[str, str]], path: Path, most: int) -> Batch:
    articles: list[Article] = []
    empty = undated = 0
    names = {field.name for field in fields(Article)}
    for number, row in enumerate(raw, 1):
        if number > most:
            raise PipelineError("bomb", what=f"more than {most} articles")
        given = {name: value.replace("\0", "") for name, value in row.items() if name in names}
        if not given.get("text", "").strip():
            empty += 1
            continue
        article = Article(**given)
        published = day_of(article.published)
        undated += bool(article.published.strip()) and not published
        articles.append(replace(article, published=published))
    if not articles:
        raise PipelineError("bad-articles", path=path, what="no row holds a text")
    notes = (f"{empty} rows without a text" if empty else "", f"{undated} dates not understood" if undated else "")
    return Batch(articles=tuple(articles), notes=tuple(note for note in notes if note))


def _mapped(rows: Iterable[Mapping[str, str]], path: Path, settings: Settings) -> Iterator[dict[str, str]]:
    """Rows by the names of Article's fields; the first row shows which columns there are."""
    columns: dict[str, str] = {}
    known = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    for row in rows:
        columns = columns or _columns(row, known, settings.article_columns, path)
        yield {name: row.get(column, "") for name, column in columns.items()}


def _columns(
    row: Mapping[str, str], known: Mapping[str, list[str]], given: Mapping[str, str], path: Path
) -> dict[str, str]:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise PipelineError("bad-articles", path=path, what=f"`article_columns` has no `{unknown[0]}`")
    lowered = {name.strip().lower(): name for name in reversed(list(row))}
    found = {field: lowered[name] for field, names in known.items() for name in reversed(names) if name in lowered}
    found |= given
    if found.get("text") not in row:
        names = ", ".join(list(row)[:20])
        what = f"no column holds the text (setting `article_columns`); the columns are {names}"
        raise PipelineError("bad-articles", path=path, what=what)
    return found


def _json_rows(text: str, path: Path) -> Iterator[dict[str, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise PipelineError("bad-articles", path=path, what=f"line {number} is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise PipelineError("bad-articles", path=path, what=f"line {number} is not an object")
        yield {name: _cell(value) for name, value in row.items()}


def _cell(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None or isinstance(value, dict | list) else str(value)


def _csv_rows(text: str, path: Path, size: int) -> Iterator[dict[str, str]]:
    header = text.partition("\n")[0]
    delimiter = max(",\t;", key=header.count)
    with _field_limit(size):
        try:
            for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey=""):
                yield {str(name): value for name, value in row.items() if isinstance(value, str)}
        except csv.Error as error:
            raise PipelineError("bad-articles", path=path, what=str(error)) from error


@contextmanager
def _field_limit(size: int) -> Iterator[None]:
    """The csv module cuts off at 131,072 characters a field unless told otherwise, for the whole process."""
    before = csv.field_size_limit(max(size, 131_072))
    try:
        yield
    finally:
        csv.field_size_limit(before)
