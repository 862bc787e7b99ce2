"""What a whole run knew, in one SQLite file beside the cache, so that a new article need not be set beside all others.

Input: facts about documents, mentions, names, origins and conflicts. Output: the same by key. The book belongs to the
tables of one moment: ``token`` names them, and a book with another token is no use. Changes are one transaction,
committed after the tables are in place: whatever happens between leaves a book that no longer fits, never a wrong one.
Limits: texts and mentions themselves are read from the cache, document by document.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError

NAME = "book.sqlite"
_SCHEMA = """
create table fact (name text primary key, value text) without rowid;
create table doc (id text primary key, path text, row text, stamp text, key text, line text, url text,
    copied_from text, publisher text, copy int, day int, origin text);
create table sketch (doc text primary key, hashes blob) without rowid;
create table mention (id text primary key, doc text, first int, last int, event text, origin text, cited text,
    score real, reasons text, type text, day0 int, day1 int, lang text) without rowid;
create table event (id text primary key, type text, mode text, start text, stop text) without rowid;
create table named (entity text, mention text);
create table tie (key text, mention text, asks int);
create table folder (path text primary key, digest text) without rowid;
create table unsure (path text primary key) without rowid;
create table entity (id text primary key, row text) without rowid;
create table found (id text, doc text, place int, n int, least real, row text);
create table heard (id text primary key, row text) without rowid;
create table block (name text, id text);
create table sought (name text, id text);
create table passage (one text, two text);
create table link (doc text, source text, kind text, share real, says text);
create table conflict (id text, event text);
create table judged (conflict text primary key, severity text, kind text, event text, field text) without rowid;
create table teller (conflict text, mention text);
create table said (id text primary key, denies int, asserts int, language text, first int, last int, speakers text,
    lands text, figures text, codes blob) without rowid;
create table pairs (total int, codes blob, numbers blob);
create table denied (denial text primary key, claim text) without rowid;
"""
_INDEXES = """
create index mention_doc on mention (doc, first, last);
create index mention_event on mention (event);
create index mention_day on mention (type, day0);
create index mention_cited on mention (cited) where cited <> '';
create index doc_url on doc (url);
create index found_id on found (id);
create index block_name on block (name);
create index block_id on block (id);
create index sought_name on sought (name);
create index sought_id on sought (id);
create index doc_path on doc (path);
create index doc_failed on doc (id) where key = '';
create index doc_origin on doc (origin);
create index named_entity on named (entity);
create index named_mention on named (mention);
create index tie_key on tie (key);
create index tie_mention on tie (mention);
create index passage_one on passage (one);
create index passage_two on passage (two);
create index conflict_id on conflict (id);
create index conflict_event on conflict (event);
create index teller_mention on teller (mention);
create index teller_conflict on teller (conflict);
create index said_denies on said (denies)
"""
_MANY = 500
"""Names that one statement asks for."""
_BATCH = 2_000
Row = tuple[Any, ...]


class NotGrown(Exception):
    """Why the tables cannot be gone on from, so that a whole run must make them; ``args[0]`` says it in words."""


class Book:
    """An open book; use as a context. What is changed and not committed is forgotten."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.db = sqlite3.connect(path, isolation_level=None)
        except sqlite3.Error as error:
            raise PipelineError("unwritable", path=path, why=error) from error

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    @classmethod
    def begun(cls, path: Path) -> Book:
        """An empty book; what was there is thrown away."""
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in (path, path.with_name(f"{path.name}-journal")):
            old.unlink(missing_ok=True)
        book = cls(path)
        book.db.execute("pragma synchronous = off")  # a torn book has no token
        book.db.execute("begin")
        for statement in _SCHEMA.split(";"):
            book.db.execute(statement)
        return book

    def finished(self, token: str) -> None:
        """Index what was put in, and say to which tables it belongs."""
        for statement in _INDEXES.split(";"):
            self.db.execute(statement)
        self.set("token", token)
        self.db.execute("commit")

    def fits(self, token: str) -> bool:
        """Whether the book is that of the tables which ``token`` names."""
        with suppress(sqlite3.Error):
            return bool(self.fact("token") == token)
        return False

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table; one with the key of an older row replaces it."""
        for row in rows:
            slots = ", ".join("?" * len(row))
            self.db.execute(f"insert or replace into {table} values ({slots})", row)

    def put_all(self, table: str, width: int, rows: Iterable[Row]) -> None:
        """The same for very many rows of one width."""
        self.db.executemany(f"insert or replace into {table} values ({', '.join('?' * width)})", rows)

    def ask(self, query: str, *values: object) -> list[Row]:
        """All rows of a query."""
        return self.db.execute(query, values).fetchall()

    def some(self, query: str) -> Iterator[list[Row]]:
        """The rows of a query, some thousand at a time."""
        found = self.db.execute(query)
        while rows := found.fetchmany(_BATCH):
            yield rows

    def each(self, query: str, names: Iterable[str]) -> Iterator[Row]:
        """The rows of a query that holds ``in ({})`` once, over any number of names."""
        wanted = sorted(names)
        for first in range(0, len(wanted), _MANY):
            part = wanted[first : first + _MANY]
            yield from self.db.execute(query.format(", ".join("?" * len(part))), part)

    def names(self, query: str, names: Iterable[str]) -> set[str]:
        """The first column of such a query."""
        return {row[0] for row in self.each(query, names)}

    def drop(self, table: str, column: str, names: Iterable[str]) -> None:
        """Remove the rows with one of the names in a column."""
        for _ in self.each(f"delete from {table} where {column} in ({{}})", names):
            raise AssertionError

    def fact(self, name: str) -> Any:
        """One value; None where it was never set."""
        found = self.ask("select value from fact where name = ?", name)
        return json.loads(found[0][0]) if found else None

    def set(self, name: str, value: object) -> None:
        """Set one value."""
        self.put("fact", [(name, json.dumps(value, ensure_ascii=True))])


def texts(rows: Iterable[Sequence[Any]]) -> list[str]:
    """The first column of rows."""
    return [str(row[0]) for row in rows]
