"""Pair scores on Apache Spark by way of Splink: the levels of the same model, found on a cluster.

Input: a DuckDB connection with tables of features and of candidate pairs, the weights. Output: a table of scored pairs
as ``scoring.py`` makes it, equal to the integer: Spark finds the level of each comparison, the sum is made here.
Candidates are found and clusters made where the run was started. The SQL of the levels is written for DuckDB, and
turned into Spark's by sqlglot, which Splink brings. Errors: PipelineError ``no-spark``.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError
from pipeline.reconcile.candidates import one
from pipeline.reconcile.scoring import score_here, total_sql, used_columns
from pipeline.reconcile.splink_model import level_number, splink_settings
from pipeline.reconcile.weights import ComparisonRow, Weights
from pipeline.spark import session

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

MANY = 1_000_000  # pairs: two seconds of DuckDB, and about as many minutes of a Spark on the same two cores
_AMOUNTS = "array<struct<what: bigint, unit: bigint, low: double, high: double>>"
# the macros of store.py in Spark's words
_FUNCTIONS = (
    "sum_bits(a array<bigint>) returns bigint return aggregate(a, 0L, (total, x) -> total + x % 65536)",
    "shared_bits(a array<bigint>, b array<bigint>) returns bigint return sum_bits(array_intersect(a, b))",
    "compare_names(a array<bigint>, b array<bigint>) returns int return case "
    "when arrays_overlap(a, b) then 1 when arrays_overlap(transform(a, x -> x div 1099511627776), "
    "transform(b, x -> x div 1099511627776)) then 2 else 0 end",
    f"compare_amounts(a {_AMOUNTS}, b {_AMOUNTS}) returns int return case "
    "when exists(a, x -> exists(b, y -> x.unit = y.unit and x.low <= y.high * 1.05 and y.low <= x.high * 1.05)) then 1 "
    "when exists(a, x -> exists(b, y -> x.unit = y.unit and x.what = y.what)) then 2 else 0 end",
    "array_inner_product(a array<double>, b array<double>) returns double "
    "return aggregate(zip_with(a, b, (x, y) -> x * y), 0D, (total, x) -> total + x)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkScorer:
    """Scores pairs on the Spark of ``master``; fewer than ``least`` here, before Spark would have made its plan."""

    master: str
    least: int = MANY

    def __call__(
        self,
        connection: duckdb.DuckDBPyConnection,
        weights: Weights,
        into: str,
        pairs: str,
        features: str,
        columns: str = "*",
    ) -> None:
        """Create the temporary table ``into`` from the pairs of table ``pairs``."""
        if one(connection, f"select count(*) from {pairs}") < self.least:
            score_here(connection, weights, into, pairs, features, columns)
            return
        spark = session(self.master)
        folder = Path(tempfile.mkdtemp(prefix="pipeline-spark-"))
        try:
            _hand_over(connection, weights, pairs, features, folder)
            _compare(spark, weights, folder)
            _take_back(connection, weights, into, folder, columns)
        finally:
            spark.stop()
            shutil.rmtree(folder, ignore_errors=True)


def _hand_over(
    connection: duckdb.DuckDBPyConnection, weights: Weights, pairs: str, features: str, folder: Path
) -> None:
    # DuckDB writes arrays of which some are null in a way that no reader understands; lists are fine
    told = ("vector::double[] as vector" if name == "vector" else name for name in used_columns(weights))
    columns = ", ".join(("num", *told))
    connection.execute(
        f"copy (select {columns} from {features} where num in (select unnest([l, r]) from {pairs})) "
        f"to '{folder / 'features.parquet'}'"
    )
    connection.execute(
        f"copy (select l as join_key_l, r as join_key_r, '0' as match_key from {pairs}) to '{folder / 'pairs.parquet'}'"
    )


def _compare(spark: SparkSession, weights: Weights, folder: Path) -> None:
    """Write the levels of all pairs as Parquet shards into ``folder``."""
    try:
        from splink import Linker, SparkAPI
    except ImportError as error:
        raise PipelineError("missing-extra", what="Splink", extra="spark") from error
    for function in _FUNCTIONS:
        spark.sql(f"create or replace temporary function {function}")
    logging.getLogger("splink").setLevel(logging.ERROR)
    parts = max(spark.sparkContext.defaultParallelism, 1) * 4
    spark.conf.set("spark.sql.shuffle.partitions", parts)
    database = SparkAPI(  # type: ignore[no-untyped-call]
        spark_session=spark,
        break_lineage_method="persist",
        num_partitions_on_repartition=parts,
        register_udfs_automatically=False,
    )
    rows = database.register(spark.read.parquet(str(folder / "features.parquet")))
    linker = Linker(rows, splink_settings(_in_spark(weights)), log_level=None, validate_settings=False)
    pairs = database.register(spark.read.parquet(str(folder / "pairs.parquet")))
    linker.table_management.register_blocked_pairs_for_predict(pairs)
    predicted = linker.inference.predict(warning_mode="never")
    levels = ", ".join(f"{level_number(each)} as g_{each.name}" for each in weights.comparisons)
    found = spark.sql(f"select num_l as l, num_r as r, {levels} from {predicted.physical_name}")
    found.write.parquet(str(folder / "levels"))


def _take_back(connection: duckdb.DuckDBPyConnection, weights: Weights, into: str, folder: Path, columns: str) -> None:
    levels = ", ".join(f"g_{each.name}" for each in weights.comparisons)
    connection.execute(
        f"create or replace temp table {into} as select {columns} from (select l, r, {total_sql(weights)} as w, "
        f"{levels} from read_parquet('{folder / 'levels' / '*.parquet'}'))"
    )


def _in_spark(weights: Weights) -> Weights:
    """The weights with the conditions of their levels in Spark's SQL, shared expressions written out."""
    return replace(weights, comparisons=tuple(_translated(weights, each) for each in weights.comparisons))


def _translated(weights: Weights, comparison: ComparisonRow) -> ComparisonRow:
    levels = tuple(
        level
        if level.sql == "else"
        else level.model_copy(update={"sql": spark_sql(weights.condition(level.sql, inline=True))})
        for level in comparison.levels
    )
    return comparison.model_copy(update={"levels": levels})


def spark_sql(condition: str) -> str:
    """A condition in DuckDB's SQL in that of Spark."""
    from sqlglot import parse_one

    tree = parse_one(condition, read="duckdb").transform(_node)
    return str(tree.sql(dialect="spark"))


def _node(node: Any) -> Any:
    """What sqlglot does not know, or takes for a function of texts."""
    from sqlglot import exp

    if isinstance(node, exp.ArrayOverlaps):
        return exp.func("arrays_overlap", node.this, node.expression)
    if isinstance(node, exp.Length):
        return exp.func("size", node.this)
    if isinstance(node, exp.Anonymous) and node.name.lower() == "list_has_all":
        whole, part = node.expressions
        missing = exp.func("array_except", part, whole)
        return exp.EQ(this=exp.func("size", missing), expression=exp.Literal.number(0))
    return node
