"""The linker's own tables on disk, so that new mentions join a large table and the rest is not scored again.

Input: a DuckDB file beside the cache, feature rows that are new or changed, ids of mentions that are gone. Output:
the clusters that came of it. Tables: ``features``; ``raw`` keys of blocks; ``tally`` of how many mentions have a
code; ``scored`` pairs; ``clusters``: a label (a member's number) and the part of the graph for each mention;
``verdicts`` of reviewers; ``facts`` (the size that weights are made for, next numbers). Limits: what ``fits`` does
not allow (other weights, a number of mentions a step further, ``rarity.size_of``) is made anew by a whole run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.columns import arrow_of
from pipeline.reconcile.candidates import drop, one
from pipeline.reconcile.growing import take_in
from pipeline.reconcile.rarity import size_of
from pipeline.reconcile.regrouping import regroup
from pipeline.reconcile.scoring import ENDS, Scorer, score_here
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
# both ways of every pair inside a cluster, of the mentions asked for
_INSIDE = """
select num, other, w from (
    select l as num, r as other, w from scored{some} union all select r, l, w from scored{some}
) s join clusters a using (num) join clusters b on b.num = other where a.label = b.label
"""
_SOME = " where l in (from wanted) and r in (from wanted)"
# mentions whose cluster, or whose links in it, a change may have touched: clusters with other members than before (by
# a print of them), with a pair inside that changed, or with a mention that was compared as something else
_PRINTS = """
create or replace temp table {name} as
    select num, hash(count(*) over (partition by label), bit_xor(hash(num)) over (partition by label)) as print
    from clusters
"""
_TOUCHED = """
select mention_id, label from clusters join features using (num) where label in (
    select label from clusters join prints using (num) left join prints_before b using (num)
        where b.print is distinct from prints.print
    union select label from clusters where num in (select num from dirty)
    union select a.label from (select l, r from down union all select l, r from up)
        join clusters a on a.num = l join clusters b on b.num = r where a.label = b.label
) order by mention_id
"""
_SCORE = """
create or replace temp table again as select num from redo union select num from gone;
create or replace temp table old as
    select rowid as spot, * from scored semi join again on l = num union all
    from (select rowid as spot, * from scored semi join again on r = num) anti join again on l = num;
create or replace temp table down as select * from old anti join compared using (l, r, w);
create or replace temp table up as select l, r, w from compared anti join old using (l, r, w);
delete from scored where rowid in (select spot from down);
insert into scored from up
"""
PACKED = ("actors", "topics", "things", "terms")
_BATCH = 5_000
Verdict = tuple[str, str, bool]
"""Two mention ids, and whether a reviewer said that they are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What a change did: mentions compared anew, pairs scored, mentions whose clusters were made anew."""

    compared: int
    pairs: int
    regrouped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where the tables are kept between runs (None: nowhere), and the name of what they were made with."""

    path: Path | None = None
    key: str = ""


class Ledger:
    """The tables of one output folder; ``key`` names what they were made with. Use as a context, one at a time."""

    def __init__(self, path: Path | None, weights: Weights, key: str = "", scorer: Scorer = score_here) -> None:
        self.db: duckdb.DuckDBPyConnection = _opened(path)
        self.weights = weights
        self.key = key
        self.scorer = scorer
        self.some = ""
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

    def follow(self, pieces: Iterable[Any], verdicts: tuple[Verdict, ...] = ()) -> Grown:
        """Make the tables those of all rows that there are now, which come in pieces (``store.arrow_pieces``); what
        has not changed stays."""
        self._bring(pieces)
        gone: list[str] = []
        if self.fits(one(self.db, "select count(*) from now")):
            found = self.db.execute(
                "select mention_id from features where mention_id not in (select mention_id from now)"
            ).fetchall()
            gone = [name for (name,) in found]
            self.db.execute(
                "delete from now where mention_id not in (select mention_id from (select * exclude (num) from now "
                "except select * exclude (num) from features))"
            )
        else:
            self.clear()
        return self._taking("now", gone, verdicts)

    def _bring(self, pieces: Iterable[Any]) -> None:
        """Table ``now`` of the rows."""
        make = "create or replace temp table now as"
        for piece in pieces:
            self.db.register("piece", piece)
            self.db.execute(f"{make} select * from piece")
            self.db.unregister("piece")
            make = "insert into now"

    def change(self, rows: Any, gone: list[str], verdicts: tuple[Verdict, ...] = ()) -> Grown:
        """Take in feature rows (a pyarrow table as ``store.arrow_of`` makes it), let go of mentions by their ids."""
        self._bring([rows])
        return self._taking("now", gone, verdicts)

    def _taking(self, rows: str, gone: list[str], verdicts: tuple[Verdict, ...]) -> Grown:
        self.db.execute("begin")
        try:
            grown = self._changed(rows, gone, verdicts)
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")
        return grown

    def _changed(self, rows: str, gone: list[str], verdicts: tuple[Verdict, ...]) -> Grown:
        db = self.db
        self._number(rows, gone)
        db.execute(f"drop table {rows}")
        total = one(db, "select count(*) from features") - one(db, "select count(*) from gone")
        total += one(db, "select count(*) from fresh")
        size = size_of(total)
        take_in(db, self.weights.block_cap, size)
        weights = self.weights.at_density(size)
        self._score(weights)
        pairs = one(db, "select count(*) from pairs")
        db.execute("drop table pairs")
        drop(db, ("compared", "old", "again"))
        regrouped = regroup(db, verdicts, weights.unmet)
        self._set("size", str(size))
        self._set("key", self.key)
        return Grown(compared=one(db, "select count(*) from redo"), pairs=pairs, regrouped=regrouped)

    def change_and_tell(self, rows: Any) -> list[tuple[str, int]]:
        """Take in feature rows; (mention id, label) of all mentions whose cluster or links may be others now."""
        self.db.execute(_PRINTS.format(name="prints_before"))
        self.change(rows, [])
        self.db.execute(_PRINTS.format(name="prints"))
        return self.db.execute(_TOUCHED).fetchall()

    def count(self) -> int:
        """How many mentions there are."""
        return int(one(self.db, "select count(*) from clusters"))

    def narrow(self, mentions: list[str] | None) -> None:
        """Let ``rows``, ``pairs`` and ``packed`` tell of these mentions alone, which are whole clusters; None: all."""
        import pyarrow as pa

        self.some = ""
        if mentions is not None:
            self.db.register("names", arrow_of(mention_id=(pa.string(), mentions)))
            self.db.execute(
                "create or replace temp table wanted as select num from features semi join names using (mention_id)"
            )
            self.db.unregister("names")
            self.some = _SOME

    def packed(self) -> dict[str, tuple[tuple[int, ...], ...]]:
        """Mention id → actors, topics, things and terms with the bits that they have now; of ``narrow`` mentions."""
        found = self.db.execute(
            f"select mention_id, {', '.join(PACKED)} from features where num in (from wanted)"
        ).fetchall()
        return {row[0]: tuple(tuple(codes) for codes in row[1:]) for row in found}

    def labels(self) -> Any:
        """(mention id, label) of all mentions as a pyarrow table, in the order of the ids."""
        return self.db.sql(
            "select mention_id, label from clusters join features using (num) order by mention_id"
        ).to_arrow_table()

    def rows(self) -> Iterator[tuple[str, int, float]]:
        """Mention id, label, and mean weight in bits to those of its cluster that it was compared with; by id."""
        only = "where num in (from wanted) " if self.some else ""
        return self._told(
            "select mention_id, label, coalesce(mean, 0) from clusters join features using (num) left join "
            f"(select num, sum(w) / 100 / count(*) as mean from ({_INSIDE.format(some=self.some)}) group by num) "
            f"using (num) {only}order by mention_id"
        )

    def _told(self, sql: str) -> Iterator[Any]:
        """The rows of a query, some thousand at a time; nothing else may be asked before the last."""
        found = self.db.execute(sql)
        while some := found.fetchmany(_BATCH):
            yield from some

    def pairs(self) -> Iterator[tuple[str, str, int, bytes]]:
        """Of each mention the heaviest and the lightest pair inside its cluster: ids, weight, levels."""
        db = self.db
        db.execute(
            "create or replace temp table ends as select i.num, i.other, w, mention_id "
            f"from ({_INSIDE.format(some=self.some)}) i join features on features.num = i.other"
        )
        db.execute(
            "create or replace table pairs as select distinct least(num, other) as l, greatest(num, other) as r from ("
            "select num, arg_max(other, (w, mention_id)) as other from ends group by num union all "
            "select num, arg_min(other, (w, mention_id)) from ends group by num)"
        )
        used = self.weights.at_density(int(self._fact("size")))
        score_here(db, used, "compared", "pairs", "features")
        levels = ", ".join(f"g_{each.name}" for each in used.comparisons)
        found = self._told(
            f"select a.mention_id, b.mention_id, w, {levels} from compared s "
            "join features a on a.num = s.l join features b on b.num = s.r order by 1, 2"
        )
        return ((row[0], row[1], row[2], bytes(row[3:])) for row in found)

    def _number(self, rows: str, gone: list[str]) -> None:
        """Tables ``gone`` and ``fresh``: a row that is there already is replaced."""
        import pyarrow as pa

        db = self.db
        db.register("lost", arrow_of(mention_id=(pa.string(), gone)))
        db.execute(f"create table if not exists features as select * from {rows} limit 0")
        db.execute(
            "create or replace temp table gone as select num from features where mention_id in "
            f"(select mention_id from lost union select mention_id from {rows})"
        )
        first = int(self._fact("next") or 0)
        db.execute(
            "create or replace temp table fresh as select * replace "
            f"(cast({first} - 1 + row_number() over (order by mention_id) as integer) as num) from {rows}"
        )
        self._set("next", str(first + one(db, "select count(*) from fresh")))
        db.unregister("lost")

    def _score(self, weights: Weights) -> None:
        """Replace the pairs of ``redo``: ``down`` are gone or weigh something else, ``up`` came instead."""
        self.scorer(self.db, weights, "compared", "pairs", "features", ENDS)
        for statement in _SCORE.split(";"):
            self.db.execute(statement)

    def _fact(self, name: str) -> str:
        found = self.db.execute("select value from facts where name = ?", [name]).fetchall()
        return str(found[0][0]) if found else ""

    def _set(self, name: str, value: str) -> None:
        self.db.execute("delete from facts where name = ?", [name])
        self.db.execute("insert into facts values (?, ?)", [name, value])


def _opened(path: Path | None) -> duckdb.DuckDBPyConnection:
    """The database of that file; one that cannot be read is thrown away: all it holds can be made anew."""
    import duckdb

    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return connect(path)
    except duckdb.IOException:
        assert path is not None
        path.unlink()
        return connect(path)
