"""Where the rows of each table stand: its parts, and by what its rows are sorted.

Input: the files of a whole run, the book. Output: the parts of a table, written into the book; keys of rows, which sort
like the rows. Limits: ``event_id_history`` is written whole, since it is short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.growth.book import Book
from pipeline.growth.edits import row_ends
from pipeline.growth.row_groups import Groups
from pipeline.growth.splice import Key, Part, Spliced
from pipeline.write.rows import conflict_key, order_of_days

if TYPE_CHECKING:
    import pyarrow as pa

SPLICED = ("mentions", "events", "conflicts", "documents", "entities")
_BLOCK = 1 << 26
_OF_CONFLICTS = ("severity", "kind", "event_id", "field", "conflict_id")
_OF_EVENTS = ("date_start", "date_end", "event_id")
NO_EVENT = ("~",)
"""The key of an event that no table holds: behind all."""


def put_parts(book: Book, out: Path) -> None:
    """Write down the parts of the tables in ``out``; the events of the run must be in the book."""
    import pyarrow.parquet as parquet

    for name in SPLICED:
        keys = keys_of(book, name)
        with (out / f"{name}.parquet").open("rb") as file:
            rows = Groups.of(file).rows()
            whole = parquet.ParquetFile(file)
            columns = columns_of(name)
            heads = [whole.read_row_group(at, columns=columns).slice(0, 1) for at in range(len(rows))]
        sizes = _sizes(out / f"{name}.csv", rows)
        firsts = (keys(head)[0] if head.num_rows else () for head in heads)
        put(book, name, [Part(*each) for each in zip(rows, sizes, firsts, strict=True)])


def put(book: Book, name: str, parts: Iterable[Part]) -> None:
    """Write down the parts of a table."""
    book.set(f"parts of {name}", [(part.rows, part.size, part.first) for part in parts])


def spliced(book: Book, out: Path, name: str) -> Spliced:
    """A table of ``out``; the events of the book must be those of the new tables when it is written."""
    parts = [Part(rows, size, _tuple(first)) for rows, size, first in book.fact(f"parts of {name}")]
    return Spliced(out, name, parts, keys_of(book, name))


def event_keys(book: Book, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The keys of events of the book by their ids."""
    found = book.each("select id, start, stop from event where id in ({})", set(names))
    return {name: order_of_days(start, stop, name) for name, start, stop in found}


def columns_of(name: str) -> list[str]:
    """The columns that the rows of a table are sorted by."""
    told = {"events": _OF_EVENTS, "conflicts": _OF_CONFLICTS, "entities": ("entity_id",)}
    return list(told.get(name, ("doc_id",)))


def keys_of(book: Book, name: str) -> Callable[[pa.Table], list[Key]]:
    """What gives the keys of rows of a table."""

    def keys(rows: pa.Table) -> list[Key]:
        columns = [_plain(rows.column(column)) for column in columns_of(name)]
        if name == "events":
            return [order_of_days(*row) for row in zip(*columns, strict=True)]
        if name == "conflicts":
            known = event_keys(book, columns[2])
            return [conflict_key(known.get(row[2], NO_EVENT), *row) for row in zip(*columns, strict=True)]
        return [(value,) for value in columns[0]]

    return keys


def _plain(column: Any) -> list[Any]:
    import pyarrow as pa

    values: list[Any] = (column.cast("string") if pa.types.is_date(column.type) else column).to_pylist()
    return values


def _sizes(path: Path, rows: Sequence[int]) -> list[int]:
    """How many bytes of a CSV file each part has, of whose ``rows`` we know."""
    wanted = [1, *accumulate(rows, initial=1)][1:]
    ends: list[int] = []
    seen = start = 0
    with path.open("rb") as file:
        data = b""
        while more := file.read(_BLOCK):
            data += more
            found = row_ends(data)
            ends += [start + found[want - seen - 1] for want in wanted if seen < want <= seen + len(found)]
            if found:
                seen, start, data = seen + len(found), start + found[-1], data[found[-1] :]
    return [b - a for a, b in pairwise(ends)]


def _tuple(value: object) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
