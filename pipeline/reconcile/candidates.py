"""Which mentions are compared at all: own blocking keys, capped.

Input: table ``features``. Output: table ``pairs(l, r)``, l < r, and a report of blocks, pairs, splits and drops.
A block over the cap is split by the next field (place, then type, then mode) and dropped only after that. Limits:
at most the six rarest actors of a mention and eight days of an interval make keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# One row an actor (the six rarest) and one a pair of actors; months and years as numbers.
_PREPARE = """
create or replace temp table few as
    select num, d0, d1, grain, type, mode, coalesce(place, 0) as place,
        list_transform(
            list_sort(list_transform(actors, lambda x: (x % 65536) * 1099511627776 + x // 65536), 'DESC')[:6],
            lambda x: x % 1099511627776) as few,
        year(date '1970-01-01' + d0) as y0, year(date '1970-01-01' + d1) as y1,
        year(date '1970-01-01' + d0) * 12 + month(date '1970-01-01' + d0) as m0,
        year(date '1970-01-01' + d1) * 12 + month(date '1970-01-01' + d1) as m1,
        names
    from {source};
create or replace temp table solo as select *, unnest(few) as a from few;
create or replace temp table duo as
    select s.*, t.b from (select *, unnest(few) as a from few) s, lateral (select unnest(s.few) as b) t where s.a < t.b
"""
_DAYS = "select *, unnest(range(d0, least(d1, d0 + 7) + 1)) as d"
_MONTHS = "select *, unnest(range(m0, least(m1, m0 + 2) + 1)) as m"
_YEARS = "select *, unnest(range(y0, least(y1, y0 + 2) + 1)) as y"
# kind of key, rows, fields of the key
_KEYS = (
    ("day", f"{_DAYS} from solo where grain = 0", ("(d + 1) // 2 * 2", "a")),
    ("day, other series", f"{_DAYS} from solo where grain = 0", ("d // 2 * 2 + 1", "a")),
    ("month, two actors", f"{_MONTHS} from duo where grain <= 1", ("m", "a", "b")),
    ("month, type, place, actor",
     "select *, unnest(range(m0, least(m1, m0 + 2) + 1)) as m, few[1] as rare from few "
     "where grain <= 1 and place > 0 and len(few) > 0",
     ("m", "type", "place", "rare")),
    ("named thing, type", "select *, unnest(names) as n from few", ("n", "type")),
)  # fmt: skip
# keys that tell little of a day: their blocks grow with the corpus, and two that each tell their day and do not meet
# in a key above are hardly ever one
_COARSE_KEYS = (
    ("year, type, two actors", f"{_YEARS} from duo where d0 is not null", ("y", "type", "a", "b")),
    ("type, place, two actors", "select * from duo where place > 0", ("type", "place", "a", "b")),
)
# year-only rows with one actor in common: too many pairs in a very large corpus, the rarest actor alone in a large one
_SMALL_KEYS = (
    ("year, type, rarest actor", f"{_YEARS} from few where d0 is not null and len(few) > 0", ("y", "type", "few[1]")),
)
SMALL = 200_000  # mentions
# the same with any actor; and mentions of one place and day that name different actors
_FEW_KEYS = (
    ("year, type, actor", f"{_YEARS} from solo where d0 is not null", ("y", "type", "a")),
    ("day, type, place", f"{_DAYS} from few where grain = 0 and place > 0", ("d", "type", "place")),
)
FEW = 20_000  # mentions
# keys for mentions that name no actor; their pairs hold at least one of these
_BARE_KEYS = (("day, type", f"{_DAYS} from few where grain = 0", ("d", "type")),)
_COARSE_BARE_KEYS = (
    ("month, type", f"{_MONTHS} from few where grain <= 1", ("m", "type")),
    ("year, type, mode", f"{_YEARS} from few where d0 is not null", ("y", "type", "mode")),
)
_ANY, _BARE, _COARSE = "true", "len(few) = 0", "(d0 is null or grain > 0)"
_SPLITS = (("place",), ("place", "type"), ("place", "type", "mode"))
SETTLED = ("told", "sizes", "settled", "crowd")
"""The tables that ``settle`` leaves."""
_PARTS = 8  # a corpus is settled in parts, to spare memory


def find_pairs(connection: duckdb.DuckDBPyConnection, cap: int) -> tuple[tuple[str, int], ...]:
    """Create table ``pairs`` from table ``features`` and return the report, as (what, number)."""
    connection.execute("create or replace temp table raw (key ubigint, num integer, free boolean)")
    add_keys(connection, "features", one(connection, "select count(*) from features"))
    connection.execute("create or replace temp table keyed (key ubigint, num integer, free boolean)")
    blocks = split = dropped = 0
    for part in range(_PARTS):
        over, lost = settle(connection, f"select * from raw where key % {_PARTS} = {part}", cap)
        connection.execute("insert into keyed select key, num, free from settled")
        blocks += one(connection, "select count(distinct key) from settled")
        split, dropped = split + over, dropped + lost
    connection.execute("drop table raw")
    connection.execute(
        "create or replace table pairs as select distinct x.num as l, y.num as r "
        "from keyed x join keyed y on x.key = y.key and x.num < y.num and (x.free or y.free)"
    )
    drop(connection, ("keyed", *SETTLED))
    pairs = one(connection, "select count(*) from pairs")
    return (("blocks", blocks), ("pairs", pairs), ("blocks_split", split), ("blocks_dropped", dropped))


def add_keys(connection: duckdb.DuckDBPyConnection, source: str, n: int, into: str = "raw") -> None:
    """Append the keys of the features in table ``source`` to table ``into``; ``n`` is the size of the whole corpus.

    ``free`` says of a key whether a pair that has it in common may be compared: where it names no actor, one of the
    two must name none at all; where it tells little of a day, one of two in a large corpus must not tell its day.
    """
    for statement in _PREPARE.format(source=source).split(";"):
        connection.execute(statement)
    for (name, rows, fields), free in _keys(n):
        key = f"hash('{name}', {', '.join(fields)})"
        connection.execute(f"insert into {into} select distinct {key}, num, {free} from ({rows})")
    drop(connection, ("few", "solo", "duo"))


def _keys(n: int) -> Iterator[tuple[tuple[str, str, tuple[str, ...]], str]]:
    """The keys of a corpus of ``n`` mentions, each with the condition for a mention to be free."""
    few, small = n <= FEW, n <= SMALL
    one_actor = _FEW_KEYS if few else _SMALL_KEYS if small else ()
    yield from ((key, _ANY) for key in (*_KEYS, *one_actor))
    yield from ((key, _ANY if small else _COARSE) for key in _COARSE_KEYS)
    yield from ((key, _BARE) for key in _BARE_KEYS)
    yield from ((key, _BARE if few else f"{_BARE} and {_COARSE}") for key in _COARSE_BARE_KEYS)


def settle(connection: duckdb.DuckDBPyConnection, rows: str, cap: int) -> tuple[int, int]:
    """Create table ``settled(raw, key, num, free)`` from whole blocks; how many were over the cap, and were dropped.

    Blocks of one, and those without a mention that is free to be compared, are left out.
    """
    connection.execute(f"create or replace temp table told as {rows}")
    connection.execute(
        "create or replace temp table sizes as select key, count(*) as n from told group by key "
        "having count(*) > 1 and bool_or(free)"
    )
    connection.execute(
        "create or replace temp table settled as select key as raw, key, num, free from told "
        f"where key in (select key from sizes where n <= {cap})"
    )
    over = one(connection, f"select count(*) from sizes where n > {cap}")
    return over, _split(connection, cap) if over else 0


def _split(connection: duckdb.DuckDBPyConnection, cap: int) -> int:
    """Add the parts of blocks over the cap to ``settled``; how many are over it still, and are dropped."""
    connection.execute(
        "create or replace temp table crowd as select key as raw, key, num, free, place, type, mode "
        f"from told join features using (num) where key in (select key from sizes where n > {cap})"
    )
    for fields in _SPLITS:
        connection.execute(
            "create or replace temp table crowd as select raw, num, free, place, type, mode, "
            f"case when count(*) over (partition by key) > {cap} then hash(key, {', '.join(fields)}) "
            "else key end as key from crowd"
        )
    connection.execute(
        "insert into settled select raw, key, num, free from "
        f"(select *, count(*) over (partition by key) as n from crowd) where n between 2 and {cap}"
    )
    return one(connection, f"select count(*) from (select key from crowd group by key having count(*) > {cap})")


def drop(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Let go of temporary tables: what they hold counts as memory, however long ago they were needed."""
    for name in names:
        connection.execute(f"drop table if exists temp.{name}")


def one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The number that a query gives."""
    row = connection.execute(sql).fetchall()[0]
    return int(row[0])
