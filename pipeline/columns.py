"""Rows of plain Python values → an Arrow table, without pandas.

Input: an Arrow schema of texts, numbers, booleans, days, lists and structs, and rows in the order of its fields: str,
int, float, bool, None, lists, dicts; a day is counted from 1970-01-01. Output: one table in one piece. The rows go
through JSON, since ``pyarrow.array`` imports pandas (half a second) to see whether it was given a Series. Limits: no
NaN, no lone surrogates.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

T = TypeVar("T")
BATCH = 5_000
"""Rows of one table of ``pieces_of``."""


def table_of(schema: pa.Schema, rows: Iterable[Sequence[object]]) -> pa.Table:
    """The rows as a table; raises ValueError where a value is not of its column's type."""
    import pyarrow as pa

    pieces = list(pieces_of(schema, rows))
    return pieces[0] if len(pieces) == 1 else pa.concat_tables(pieces).combine_chunks()


def arrow_of(**columns: tuple[Any, Iterable[object]]) -> pa.Table:
    """A table of columns given as (type, values)."""
    import pyarrow as pa

    schema = pa.schema([(name, kind) for name, (kind, _) in columns.items()])
    return table_of(schema, zip(*(values for _, values in columns.values()), strict=True))


def numbers_of(**columns: NDArray[np.integer[Any]]) -> pa.Table:
    """A table of arrays of whole numbers."""
    import pyarrow as pa

    return pa.table({name: _numbers(each) for name, each in columns.items()})


def _numbers(values: NDArray[np.integer[Any]]) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    data = pa.py_buffer(np.ascontiguousarray(values, np.int64))
    return pa.Array.from_buffers(pa.int64(), len(values), [None, data])


def pieces_of(schema: pa.Schema, rows: Iterable[Sequence[object]]) -> Iterator[pa.Table]:
    """The same, in tables of at most ``BATCH`` rows one after the other; at least one, which may be empty."""
    pieces = (piece_of(schema, batch) for batch in batches(rows))
    yield next(pieces, piece_of(schema, ()))
    yield from pieces


def batches(rows: Iterable[T]) -> Iterator[list[T]]:
    """The rows, ``BATCH`` at a time."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def piece_of(schema: pa.Schema, rows: Sequence[Sequence[object]]) -> pa.Table:
    """A few rows as a table in one piece."""
    import pyarrow as pa
    from pyarrow import json as reader

    if not rows:
        return pa.Table.from_batches([], schema=schema)
    names = schema.names
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False) for row in rows)
    data = "\n".join(lines).encode()
    return reader.read_json(
        pa.BufferReader(data),
        # one block, so that a long row fits and the table comes in one piece
        read_options=reader.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=reader.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
    )
