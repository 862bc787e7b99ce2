"""Scores of candidate pairs: the levels of ``pair_weights.json`` in SQL, integer hundredths of a bit.

Input: tables ``features`` and ``pairs``. Output: table ``scored(l, r, w, g_<comparison> ...)`` where ``g_`` is the
number of the level that held. ``w = prior - offset + event part + min(story part, story_cap)``, clipped. Two ways
lead there and agree to the integer (a test sees to it): plain DuckDB, which starts at once, and Splink
(``splink_settings``), whose charts and training can then be used on the same model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from pipeline.reconcile.weights import ComparisonRow, Weights

if TYPE_CHECKING:
    import duckdb

_PASSED = ("d0", "d1", "grain", "type", "mode", "status", "actors", "persons", "sources", "targets", "states",
           "place", "places", "quantities", "names", "ordinals", "topics", "things", "terms", "doc", "starts",
           "language", "vector")  # fmt: skip
ENDS = "l, r, w"
"""The columns of a pair without its levels."""
_PART = 500_000


class Scorer(Protocol):
    """Creates the temporary table ``into`` from the tables ``pairs`` and ``features``, as ``scoring_sql`` makes it.

    ``columns`` says which of its columns are wanted.
    """

    def __call__(
        self,
        connection: duckdb.DuckDBPyConnection,
        weights: Weights,
        into: str,
        pairs: str,
        features: str,
        columns: str = "*",
    ) -> None:
        """Score all pairs."""


def score_here(
    connection: duckdb.DuckDBPyConnection,
    weights: Weights,
    into: str,
    pairs: str,
    features: str,
    columns: str = "*",
) -> None:
    """The scorer that needs nothing but DuckDB; many pairs a part at a time, to spare memory."""
    make = f"create or replace temp table {into} as"
    levels = columns != ENDS
    for bounds in _parts(connection, pairs):
        connection.execute(f"create or replace temp table few_pairs as select * from {pairs} where {bounds}")
        connection.execute(
            "create or replace temp table few_sides as "
            f"select * from {features} semi join (select unnest([l, r]) as num from few_pairs) using (num)"
        )
        connection.execute(f"{make} select {columns} from ({scoring_sql(weights, 'few_pairs', 'few_sides', levels)})")
        make = f"insert into {into}"
    connection.execute("drop table few_pairs")
    connection.execute("drop table few_sides")


def _parts(connection: duckdb.DuckDBPyConnection, pairs: str) -> list[str]:
    """Conditions that part the pairs, by their left ends, so that some ``_PART`` pairs go together; at least one."""
    found = connection.execute(
        f"select max(l) from (select l, sum(n) over (order by l) // {_PART} as part from "
        f"(select l, count(*) as n from {pairs} group by l)) group by part order by part"
    ).fetchall()
    lasts = [int(last) for (last,) in found]
    firsts = [-1, *lasts]
    return [f"l > {first} and l <= {last}" for first, last in zip(firsts, lasts, strict=False)] or ["true"]


def score_pairs(connection: duckdb.DuckDBPyConnection, weights: Weights, scorer: Scorer = score_here) -> None:
    """Create table ``scored`` from the pairs of table ``pairs``."""
    scorer(connection, weights, "scored", "pairs", "features")


def scoring_sql(weights: Weights, pairs: str = "pairs", features: str = "features", levels: bool = True) -> str:
    """The whole query: features side by side, then shared expressions, then levels, then the sum.

    Without ``levels`` it tells the sums alone: each level is its bits at once.
    """
    used = used_columns(weights)
    sides = ", ".join(f"{side}.{name} as {name}_{side}" for name in used for side in ("l", "r"))
    joined = (
        f"select p.l, p.r, {sides} from {pairs} p join {features} l on l.num = p.l join {features} r on r.num = p.r"
    )
    shared = ", ".join(f"{text} as x_{name}" for name, text in weights.expressions if _needs(weights, name))
    told = f"with joined as ({joined}), shared as (select *, {shared or '0 as x_none'} from joined)"
    if not levels:
        bits = {each.name: _case(weights, each, [level.bits for level in each.levels]) for each in weights.comparisons}
        return f"{told} select l, r, {_sum(weights, bits)} as w from shared"
    cases = ", ".join(
        f"{_case(weights, each, range(len(each.levels)))} as g_{each.name}" for each in weights.comparisons
    )
    return (
        f"{told}, levels as (select l, r, {cases} from shared) "
        f"select l, r, {total_sql(weights)} as w, * exclude (l, r) from levels"
    )


def total_sql(weights: Weights, prefix: str = "g_") -> str:
    """The score of a row of level numbers, as SQL."""
    return _sum(weights, {each.name: _bits(each, prefix) for each in weights.comparisons})


def _sum(weights: Weights, bits: Mapping[str, str]) -> str:
    """The score as SQL, from that of the bits of each comparison."""
    event = " + ".join(bits[each.name] for each in weights.comparisons if each.part == "event") or "0"
    story = " + ".join(bits[each.name] for each in weights.comparisons if each.part == "story") or "0"
    total = f"({weights.prior - weights.offset}) + {event} + least({story}, {weights.story_cap})"
    return f"cast(greatest(least({total}, {weights.clip}), -{weights.clip}) as integer)"


def _bits(comparison: ComparisonRow, prefix: str) -> str:
    """Bits of the level that held: a list look-up, one-based."""
    return f"[{', '.join(str(level.bits) for level in comparison.levels)}][{prefix}{comparison.name} + 1]"


def _case(weights: Weights, comparison: ComparisonRow, values: Sequence[int]) -> str:
    """The value of the level that holds."""
    whens = " ".join(
        f"when {weights.condition(level.sql, inline=False)} then {value}"
        for level, value in zip(comparison.levels[:-1], values, strict=False)
    )
    return f"case {whens} else {values[-1]} end"


def _needs(weights: Weights, name: str) -> bool:
    return any("{" + name + "}" in level.sql for each in weights.comparisons for level in each.levels)


def used_columns(weights: Weights) -> list[str]:
    """The feature columns that the comparisons read."""
    text = " ".join(level.sql for each in weights.comparisons for level in each.levels)
    text += " ".join(sql for name, sql in weights.expressions if _needs(weights, name))
    return [name for name in _PASSED if f"{name}_l" in text]
