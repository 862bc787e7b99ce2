"""Feature rows as a DuckDB table, with the SQL functions that the comparison levels call.

Input: ``Feature`` rows. Output: a connection whose table ``features`` holds them. Limits: in memory; nothing of
it outlives the run. Results of DuckDB have no order of rows: every reader sorts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.columns import pieces_of, table_of
from pipeline.reconcile.features import Feature

if TYPE_CHECKING:
    import duckdb

    from pipeline.reconcile.vectors import Vectors

MEMORY = "700MB"
"""What DuckDB may hold; the rest lies in its files."""
_LEAST = "100MB"
MACROS = (
    "create temp macro if not exists sum_bits(a) as coalesce(list_sum(list_transform(a, lambda x: x & 65535)), 0)",
    # lists hold nothing twice; list_intersect tells the same, at four times the cost
    "create temp macro if not exists shared_bits(a, b) as sum_bits(list_filter(a, lambda x: list_contains(b, x)))",
    # 0 nothing of the same kind, 1 a name in common, 2 a kind in common but no name
    """create temp macro if not exists compare_names(a, b) as case
        when len(a) = 0 or len(b) = 0 then 0
        when list_has_any(a, b) then 1
        when list_has_any(
            list_transform(a, lambda x: x // 1099511627776), list_transform(b, lambda x: x // 1099511627776)) then 2
        else 0 end""",
    # 0 nothing comparable, 1 ranges of one unit meet within 5%, 2 the same thing in the same unit, but apart
    """create temp macro if not exists compare_amounts(a, b) as case
        when len(a) = 0 or len(b) = 0 then 0
        when len(list_filter(a, lambda x: len(list_filter(b, lambda y: x.unit = y.unit
            and x.low <= y.high * 1.05 and y.low <= x.high * 1.05)) > 0)) > 0 then 1
        when len(list_filter(a, lambda x: len(list_filter(b, lambda y: x.unit = y.unit and x.what = y.what)) > 0)) > 0
            then 2
        else 0 end""",
)


def connect(path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database with the functions of the levels: a fresh one in memory, or that of a file."""
    import os
    import tempfile

    import duckdb

    spill = os.path.join(tempfile.gettempdir(), f"pipeline-{os.getpid()}")  # made by DuckDB only if memory is short
    connection = duckdb.connect(str(path or ":memory:"))
    for name, value in (("preserve_insertion_order", "false"), ("temp_directory", spill), ("memory_limit", MEMORY)):
        connection.execute(f"set {name} = '{value}'")
    for macro in MACROS:
        connection.execute(macro)
    return connection


def put_away(connection: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB write what it holds to its files, so that what comes next has the room; what is in use stays.

    Dropping tables is not enough: inside a transaction they are held until its end.
    """
    import duckdb

    with connection.cursor() as beside:  # a limit that cannot be kept ends the transaction that asks for it
        with suppress(duckdb.Error):
            beside.execute(f"set memory_limit = '{_LEAST}'")
        beside.execute(f"set memory_limit = '{MEMORY}'")


def put_features(
    connection: duckdb.DuckDBPyConnection, rows: Sequence[Feature], vectors: Vectors | None = None
) -> None:
    """Create table ``features`` from the rows."""
    connection.register("feature_rows", arrow_of(rows, vectors))
    connection.execute("create or replace table features as select * from feature_rows")
    connection.unregister("feature_rows")


def arrow_of(rows: Sequence[Feature], vectors: Vectors | None = None) -> Any:
    """The rows as a pyarrow table; with vectors a column more, null where a mention has none."""
    types = _types()
    return _with_vectors(table_of(types, _plain_rows(rows, types.names)), vectors)


def arrow_pieces(rows: Sequence[Feature], vectors: Vectors | None = None) -> Iterator[Any]:
    """The same in tables of some thousand rows, so that never all of them are in memory."""
    types = _types()
    return (_with_vectors(piece, vectors) for piece in pieces_of(types, _plain_rows(rows, types.names)))


def _with_vectors(table: Any, vectors: Vectors | None) -> Any:
    return table if vectors is None else table.append_column("vector", vectors.of(table["mention_id"].to_pylist()))


def _plain_rows(rows: Sequence[Feature], names: Sequence[str]) -> Iterator[list[object]]:
    return ([_plain(getattr(row, name), name) for name in names] for row in rows)


def _types() -> Any:
    import pyarrow as pa

    amount = pa.struct([("what", pa.int64()), ("unit", pa.int64()), ("low", pa.float64()), ("high", pa.float64())])
    codes = pa.list_(pa.int64())
    types = {
        "num": pa.int32(), "mention_id": pa.string(), "doc": pa.int64(), "starts": pa.int32(), "language": pa.string(),
        "d0": pa.int32(), "d1": pa.int32(), "grain": pa.int8(), "type": pa.string(), "mode": pa.string(),
        "status": pa.string(), "actors": codes, "persons": codes, "sources": codes, "targets": codes, "states": codes,
        "place": pa.int64(), "places": codes, "quantities": pa.list_(amount), "names": codes, "ordinals": codes,
        "topics": codes, "things": codes, "terms": codes,
    }  # fmt: skip
    return pa.schema(types)


def _plain(value: object, name: str) -> object:
    if name == "quantities":
        assert isinstance(value, tuple)
        return [{"what": a.what, "unit": a.unit, "low": a.low, "high": a.high} for a in value]
    return list(value) if isinstance(value, tuple) else value
