"""The linker's own tables on disk, so that new mentions join a large table and the rest is not scored again.

Input: a DuckDB file beside the cache, feature rows that are new or changed, ids of mentions that are gone. Output:
the clusters that came of it. Tables: ``features``; ``raw`` keys of blocks; ``tally`` of how many mentions have a
code; ``scored`` pairs; ``clusters``: a label (a member's number) and the part of the graph for each mention;
``verdicts`` of reviewers; ``facts`` (the size that weights are made for, next numbers). Limits: what ``fits`` does
not allow (other weights, a number of mentions a step further, ``rarity.size_of``) is made anew by a whole run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.reconcile.candidates import one
from pipeline.reconcile.growing import take_in
from pipeline.reconcile.rarity import size_of
from pipeline.reconcile.regrouping import regroup
from pipeline.reconcile.scoring import scoring_sql
from pipeline.reconcile.store import connect

if TYPE_CHECKING:
    import duckdb

    from pipeline.reconcile.weights import Weights

_TABLES = """
create table if not exists raw (key ubigint, num integer, free boolean);
create table if not exists tally (words boolean, code bigint, n bigint);
create table if not exists scored (l integer, r integer, w integer);
create table if not exists clusters (num integer, label integer, part integer);
create table if not exists verdicts (l varchar, r varchar, same boolean);
create table if not exists facts (name varchar, value varchar)
"""
Verdict = tuple[str, str, bool]
"""Two mention ids, and whether a reviewer said that they are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What a change did: mentions compared anew, pairs scored, mentions whose clusters were made anew."""

    compared: int
    pairs: int
    regrouped: int


class Ledger:
    """The tables of one output folder; ``key`` names what they were made with. Use as a context, one at a time."""

    def __init__(self, path: Path | None, weights: Weights, key: str = "") -> None:
        self.db: duckdb.DuckDBPyConnection = connect(path)
        self.weights = weights
        self.key = key
        for statement in _TABLES.split(";"):
            self.db.execute(statement)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def fits(self, total: int) -> bool:
        """Whether the tables can grow to ``total`` mentions as they are."""
        return self._fact("key") == self.key and self._fact("size") == str(size_of(total))

    def clear(self) -> None:
        """Throw everything away."""
        for name in ("raw", "tally", "scored", "clusters", "verdicts", "facts"):
            self.db.execute(f"truncate {name}")
        self.db.execute("drop table if exists features")

    def change(self, rows: Any, gone: list[str], verdicts: tuple[Verdict, ...] = ()) -> Grown:
        """Take in feature rows (a pyarrow table as ``store.arrow_of`` makes it), let go of mentions by their ids."""
        db = self.db
        self._number(rows, gone)
        total = one(db, "select count(*) from features") - one(db, "select count(*) from gone")
        total += one(db, "select count(*) from fresh")
        size = size_of(total)
        take_in(db, self.weights.block_cap, size)
        self._score(self.weights.at_density(size))
        db.execute("insert into redo select num from gone")
        regrouped = regroup(db, verdicts)
        self._note(size)
        pairs = one(db, "select count(*) from pairs")
        return Grown(compared=one(db, "select count(*) from redo"), pairs=pairs, regrouped=regrouped)

    def labels(self) -> Any:
        """(mention id, label) of all mentions as a pyarrow table, in the order of the ids."""
        return self.db.sql(
            "select mention_id, label from clusters join features using (num) order by mention_id"
        ).to_arrow_table()

    def _number(self, rows: Any, gone: list[str]) -> None:
        """Tables ``gone`` and ``fresh``: a row that is there already is replaced."""
        import pyarrow as pa

        db = self.db
        db.register("rows", rows)
        db.register("lost", pa.table({"mention_id": pa.array(gone, type=pa.string())}))
        db.execute("create table if not exists features as select * from rows limit 0")
        db.execute(
            "create or replace temp table gone as select num from features where mention_id in "
            "(select mention_id from lost union select mention_id from rows)"
        )
        first = int(self._fact("next") or 0)
        db.execute(
            "create or replace temp table fresh as select * replace "
            f"(cast({first} - 1 + row_number() over (order by mention_id) as integer) as num) from rows"
        )
        self._set("next", str(first + one(db, "select count(*) from fresh")))
        db.unregister("rows")
        db.unregister("lost")

    def _score(self, weights: Weights) -> None:
        out = "(select num from redo union select num from gone)"
        self.db.execute(f"delete from scored where l in {out} or r in {out}")
        self.db.execute(f"insert into scored select l, r, w from ({scoring_sql(weights)})")

    def _note(self, size: int) -> None:
        self._set("size", str(size))
        self._set("key", self.key)

    def _fact(self, name: str) -> str:
        found = self.db.execute("select value from facts where name = ?", [name]).fetchall()
        return str(found[0][0]) if found else ""

    def _set(self, name: str, value: str) -> None:
        self.db.execute("delete from facts where name = ?", [name])
        self.db.execute("insert into facts values (?, ?)", [name, value])
