"""Which pairs must be looked at again when a table of mentions changes, so that the rest can stay as it is.

Input: a database with the tables of ``ledger.py``, and in it the tables ``fresh`` (new or changed feature rows) and
``gone`` (numbers that are no more or are replaced). Output: ``features``, ``raw`` and ``tally`` brought up to date;
table ``redo`` of mentions whose pairs are to be made anew, and table ``pairs`` with these; of ``fresh`` and ``dirty``
the numbers are left. Old pairs that ``redo``
leaves in place and new ones together are those of a whole run, with its weights. The reasons to look again:

1. the mention is new or changed;
2. the rarity of one of its actors or words has moved by a step (``rarity.py``);
3. one of its blocks is over the cap, and is split otherwise than before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.columns import arrow_of
from pipeline.reconcile.candidates import SETTLED, add_keys, drop, one, settle
from pipeline.reconcile.rarity import IMAGINED, bits

if TYPE_CHECKING:
    import duckdb

_WORDS = ("topics", "things", "terms")
_CODES = (
    "select num, false as words, unnest(actors) // 65536 as code from {rows} union all "
    "select num, true, unnest(list_concat(topics, things, terms)) // 65536 from {rows}"
)
# not needed once features and keys are brought up to date
_MADE = ("recount", "moved", "stale", "leaving", "used", "weighed", "fresh_raw", "before", "crowded", "was", *SETTLED)
_RAW = "create or replace temp table fresh_raw (key ubigint, num integer, free boolean)"


def take_in(db: duckdb.DuckDBPyConnection, cap: int, size: int) -> None:
    """Bring the tables up to date; ``size`` is the number of mentions that weights and keys are made for."""
    _count(db, size)
    _take_stale(db)
    _weigh(db, size)
    _rekey(db, cap, size)
    drop(db, (*_MADE, *(f"packed_{name}" for name in ("actors", *_WORDS))))
    for name in ("fresh", "dirty"):
        db.execute(f"create or replace temp table {name} as select num from {name}")
    _pair(db, cap)


def _count(db: duckdb.DuckDBPyConnection, size: int) -> None:
    """Bring ``tally`` up to date; table ``moved`` of codes whose rarity has changed for mentions that stay."""
    old = "(select * from features where num in (select num from gone))"
    db.execute(
        "create or replace temp table recount as "
        "select words, code, coalesce(n, 0) as was, coalesce(n, 0) + d as now from ("
        "select words, code, sum(d) as d from ("
        f"select words, code, 1 as d from ({_CODES.format(rows='fresh')}) union all "
        f"select words, code, -1 from ({_CODES.format(rows=old)})) group by words, code having sum(d) <> 0) "
        "left join tally using (words, code)"
    )
    rows = db.execute("select words, code, was, now from recount where was > 0 and now > 0").fetchall()
    moved = [(words, code) for words, code, was, now in rows if _bits(size, was, words) != _bits(size, now, words)]
    _put(db, "moved", words=[words for words, _ in moved], code=[code for _, code in moved])
    db.execute("delete from tally where (words, code) in (select words, code from recount)")
    db.execute("insert into tally select words, code, now from recount where now > 0")


def _bits(size: int, n: int, words: bool) -> int:
    return bits(size, n, IMAGINED if words else 0)


def _take_stale(db: duckdb.DuckDBPyConnection) -> None:
    """Table ``dirty``: fresh rows and those that hold a moved code; ``leaving`` the numbers whose rows are replaced."""
    db.execute(
        "create or replace temp table stale as select * from features where num not in (select num from gone) and "
        f"num in (select num from ({_CODES.format(rows='features')}) semi join moved using (words, code))"
        if one(db, "select count(*) from moved")
        else "create or replace temp table stale as select * from features limit 0"
    )
    db.execute("create or replace temp table leaving as select num from gone union select num from stale")
    db.execute("create or replace temp table dirty as select * from fresh union all by name select * from stale")


def _weigh(db: duckdb.DuckDBPyConnection, size: int) -> None:
    """Give the codes of ``dirty`` the bits that they have now."""
    db.execute(f"create or replace temp table used as select distinct words, code from ({_CODES.format(rows='dirty')})")
    rows = db.execute("select words, code, n from used join tally using (words, code)").fetchall()
    bits_now = [_bits(size, n, words) for words, _, n in rows]
    _put(db, "weighed", words=[row[0] for row in rows], code=[row[1] for row in rows], bits=bits_now)
    for name in ("actors", *_WORDS):
        db.execute(
            f"create or replace temp table packed_{name} as select num, list_sort(list(code * 65536 + bits)) as {name} "
            f"from (select num, {name != 'actors'} as words, unnest({name}) // 65536 as code from dirty) "
            "join weighed using (words, code) group by num"
        )
    joins = " ".join(f"left join packed_{name} using (num)" for name in ("actors", *_WORDS))
    values = ", ".join(f"coalesce(packed_{name}.{name}, []) as {name}" for name in ("actors", *_WORDS))
    db.execute(f"create or replace temp table dirty as select dirty.* replace ({values}) from dirty {joins}")


def _rekey(db: duckdb.DuckDBPyConnection, cap: int, size: int) -> None:
    """Bring ``features`` and ``raw`` up to date; ``redo`` is what is dirty and what stands in blocks split anew."""
    db.execute(_RAW)
    add_keys(db, "dirty", size, into="fresh_raw")
    db.execute(
        "create or replace temp table before as select * from raw semi join ("
        "select key from raw semi join leaving using (num) union select key from fresh_raw) using (key)"
    )
    settle(db, "select * from before", cap)
    db.execute("create or replace temp table crowded as select key from sizes where n > " + str(cap))
    db.execute("create or replace temp table was as select raw, key, num from settled where raw in (from crowded)")
    for table in ("features", "raw"):
        db.execute(f"delete from {table} where num in (select num from leaving)")
    db.execute("insert into features by name select * from dirty")
    db.execute("insert into raw select * from fresh_raw")
    settle(db, "select * from before where num not in (from leaving) union all select * from fresh_raw", cap)
    db.execute(f"insert into crowded select key from sizes where n > {cap}")
    db.execute(
        "create or replace temp table redo as select num from dirty union select num from ("
        "select raw, key, num from was union all "
        "select raw, key, num from settled where raw in (from crowded)) "
        "where num not in (select num from leaving) group by raw, key, num having count(*) = 1"
    )


def _pair(db: duckdb.DuckDBPyConnection, cap: int) -> None:
    """Table ``pairs`` of all pairs with at least one mention of ``redo``."""
    rows = "select * from raw semi join (select distinct key from raw semi join redo using (num)) using (key)"
    settle(db, rows, cap)
    db.execute("create or replace temp table sides as select *, num in (from redo) as anew from settled")
    drop(db, SETTLED)
    # two that are both made anew meet once
    db.execute(
        "create or replace table pairs as select distinct least(x.num, y.num) as l, greatest(x.num, y.num) as r "
        "from (from sides where anew) x join sides y "
        "on x.key = y.key and x.num <> y.num and (x.num < y.num or not y.anew) and (x.free or y.free)"
    )
    drop(db, ("sides",))


def _put(db: duckdb.DuckDBPyConnection, name: str, **columns: list[Any]) -> None:
    import pyarrow as pa

    kinds = {"words": pa.bool_(), "code": pa.int64(), "bits": pa.int64()}
    db.register("made", arrow_of(**{column: (kinds[column], values) for column, values in columns.items()}))
    db.execute(f"create or replace temp table {name} as select * from made")
    db.unregister("made")
