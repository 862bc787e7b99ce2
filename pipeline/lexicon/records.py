"""The records of the lexicon and how they are read from CSV tables.

Input: ``*_entities.csv`` / ``entities.csv`` and ``*_aliases.csv`` / ``aliases.csv`` (columns in ENTITY_COLUMNS,
ALIAS_COLUMNS; UTF-8, one fact a row). Output: entities as Entry records, names as columns. Errors: PipelineError
``bad-lexicon`` names file and line. Dates are ISO 8601 days, start inclusive, end exclusive; empty means open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import PipelineError
from pipeline.model import EntityKind

ENTITY_COLUMNS = [
    "id", "qid", "kind", "label_en", "country", "part_of", "valid_from", "valid_to",
    "latitude", "longitude", "source", "licence",
]  # fmt: skip
ALIAS_COLUMNS = ["id", "lang", "name", "status", "scope", "source", "licence"]
USER_COLUMNS = [*ALIAS_COLUMNS, "kind", "country"]
KINDS = frozenset(("person", "country", "org", "group", "place", "treaty", "other"))
STATUSES = frozenset(("pref", "alt", "abbr", "hist", "variant", "typo", "short", "adj"))
SCOPES = frozenset(("", "actor", "place", "ko-KP", "context", "title", "generic"))

_ALLOWED = frozenset((status, scope) for status in STATUSES for scope in SCOPES)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in the world. ``country`` is an ISO 3166-1 alpha-3 code (SUN for the Soviet Union)."""

    id: str
    kind: EntityKind
    label: str
    qid: str = ""
    country: str = ""
    part_of: str = ""
    valid_from: str = ""
    valid_to: str = ""
    latitude: float | None = None
    longitude: float | None = None
    source: str = ""


class Alias(NamedTuple):
    """A name of an entry. ``scope`` says where it may be read so; empty means anywhere.

    ``status``: pref, alt, abbr, hist, variant, typo, adj (Russian: of the state), or short (a last name that
    stands for the person on its own). ``scope``: ``actor`` (a place name for its government), ``place``,
    ``ko-KP`` (only in North Korean text), ``context`` (only where the text names the entry or its country
    otherwise), ``title`` (only beside a title), ``generic`` (a common noun too).
    """

    id: str
    lang: str
    name: str
    status: str
    scope: str = ""
    rank: int = 0


class NameColumns(NamedTuple):
    """The names of a table, a column for each field of ``Alias``."""

    id: Sequence[str]
    lang: Sequence[str]
    name: Sequence[str]
    status: Sequence[str]
    scope: Sequence[str]
    rank: Sequence[int]


def rows(path: Path, columns: list[str], least: int = 0) -> list[list[str]]:
    """The rows of a table without its header, both checked; raises PipelineError ``bad-lexicon``.

    With ``least`` the header may stop after so many of the columns; the missing cells are then empty.
    """
    with _reader(path) as reader:
        table = list(reader)
    _check_header(path, table[0] if table else [], columns, least)
    width = len(table[0])
    if set(map(len, table)) != {width}:
        number = next(number for number, row in enumerate(table, 1) if len(row) != width)
        raise PipelineError("bad-lexicon", path=path, line=number, what=f"{len(table[number - 1])} cells")
    return [row + [""] * (len(columns) - width) for row in table[1:]] if width < len(columns) else table[1:]


def _columns(path: Path, columns: list[str], least: int = 0) -> list[list[str]]:
    """The same table by columns. No row is kept, which spares the collector of garbage the walk through them."""
    cells: list[str] = []
    widths: set[int] = set()
    with _reader(path) as reader:
        header = next(reader, [])
        for row in reader:
            cells += row
            widths.add(len(row))
    _check_header(path, header, columns, least)
    if not widths <= {len(header)}:
        rows(path, columns, least)  # raises, with the line
    width = len(header)
    missing = [[""] * (len(cells) // width)] * (len(columns) - width)
    return [cells[number::width] for number in range(width)] + missing


@contextmanager
def _reader(path: Path) -> Iterator[Iterator[list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield csv.reader(stream)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PipelineError("bad-lexicon", path=path, line=1, what=error) from error


def _check_header(path: Path, header: list[str], columns: list[str], least: int) -> None:
    if header != columns and not (least and header == columns[:least]):
        raise PipelineError("bad-lexicon", path=path, line=1, what=f"the columns must be {','.join(columns)}")


def entries(path: Path) -> Iterator[Entry]:
    """The entities of a table."""
    for line, row in enumerate(rows(path, ENTITY_COLUMNS), 2):
        if row[2] not in KINDS or not row[0] or not row[3]:
            raise PipelineError("bad-lexicon", path=path, line=line, what="id, kind or label_en is missing or unknown")
        yield Entry(
            row[0], row[2], row[3], row[1], row[4], row[5], row[6], row[7],  # type: ignore[arg-type]
            float(row[8]) if row[8] else None, float(row[9]) if row[9] else None, row[10],
        )  # fmt: skip


def names(path: Path, rank: int) -> NameColumns:
    """The names of a table. A lower ``rank`` wins where two tables hold the same name."""
    return _names(path, _columns(path, ALIAS_COLUMNS), rank)


def user_table(path: Path, rank: int) -> tuple[tuple[Entry, ...], NameColumns]:
    """The names in a file of the user, and the entities it brings: those of rows that say a ``kind``.

    The columns are those of aliases.csv, with ``kind`` and ``country`` behind them where wanted.
    """
    columns = _columns(path, USER_COLUMNS, least=len(ALIAS_COLUMNS))
    ids, langs, labels, *_, kinds, countries = columns
    if not (set(kinds) <= {*KINDS, ""} and all(ids) and all(langs) and all(labels)):
        told = enumerate(zip(ids, langs, labels, kinds, strict=True), 2)
        line = next(line for line, row in told if not (all(row[:3]) and row[3] in {*KINDS, ""}))
        raise PipelineError("bad-lexicon", path=path, line=line, what="id, lang, name or kind is missing or unknown")
    found: dict[str, Entry] = {}
    for number in [number for number, kind in enumerate(kinds) if kind]:
        ident = ids[number]
        if langs[number] == "en" or ident not in found:
            kind: EntityKind = kinds[number]  # type: ignore[assignment]
            found[ident] = Entry(ident, kind, labels[number], _qid(ident), countries[number], source="user")
    return tuple(found.values()), _names(path, columns, rank)


def _qid(ident: str) -> str:
    return ident if ident[:1] == "Q" and ident[1:].isdigit() else ""


def _names(path: Path, columns: list[list[str]], rank: int) -> NameColumns:
    ids, langs, names, statuses, scopes, *_ = columns
    if not set(zip(statuses, scopes, strict=True)) <= _ALLOWED:
        told = enumerate(zip(statuses, scopes, strict=True), 2)
        line, (status, scope) = next((line, both) for line, both in told if both not in _ALLOWED)
        raise PipelineError("bad-lexicon", path=path, line=line, what=f"status `{status}` or scope `{scope}`")
    return NameColumns(ids, langs, names, statuses, scopes, [rank] * len(ids))
