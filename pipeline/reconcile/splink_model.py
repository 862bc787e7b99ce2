"""The same model for Splink: its settings made from our weights, for its charts, training and other backends.

Input: the weights, a DuckDB connection with tables ``features`` and ``pairs``. Output: Splink settings; a table of
pairs with our integer scores, taken from the levels that Splink found. A test sees to it that both ways agree.
Limits: Splink adds weights without a story cap, so its own ``match_weight`` differs where the cap bites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.reconcile.scoring import total_sql, used_columns
from pipeline.reconcile.weights import ComparisonRow, Weights

if TYPE_CHECKING:
    import duckdb

_RARE = 1e-6


def splink_settings(weights: Weights) -> dict[str, Any]:
    """Settings of a Splink model with preset m and u: every level weighs log2(m/u) = our bits."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "num",
        "probability_two_random_records_match": _probability(weights),
        "comparisons": [_comparison(weights, each) for each in weights.comparisons],
        "blocking_rules_to_generate_predictions": [],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
        "additional_columns_to_retain": [],
    }


def _probability(weights: Weights) -> float:
    odds = float(2 ** ((weights.prior - weights.offset) / 100))
    return odds / (1 + odds)


def _comparison(weights: Weights, comparison: ComparisonRow) -> dict[str, Any]:
    last = len(comparison.levels) - 1
    levels = []
    for number, level in enumerate(comparison.levels):
        ratio = 2 ** (level.bits / 100)
        condition = "ELSE" if number == last else weights.condition(level.sql, inline=True)
        levels.append({
            "sql_condition": condition,
            "label_for_charts": level.name,
            "m_probability": min(1.0, ratio) * 0.5,
            "u_probability": min(1.0, 1 / ratio) * 0.5,
        })  # fmt: skip
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def score_with_splink(connection: duckdb.DuckDBPyConnection, weights: Weights) -> None:
    """Create table ``splink_scored(l, r, w)`` from table ``pairs`` by way of Splink."""
    from splink import DuckDBAPI, Linker

    columns = ", ".join(("num", *used_columns(weights)))
    connection.execute(f"create or replace table splink_features as select {columns} from features")
    database = DuckDBAPI(connection)
    rows = database.register("splink_features")
    linker = Linker(rows, splink_settings(weights), log_level=None, validate_settings=False)
    connection.execute(
        "create or replace table splink_pairs as select l as join_key_l, r as join_key_r, '0' as match_key from pairs"
    )
    linker.table_management.register_blocked_pairs_for_predict(database.register("splink_pairs"))
    predicted = linker.inference.predict(warning_mode="never")
    levels = ", ".join(f"{level_number(each)} as g_{each.name}" for each in weights.comparisons)
    connection.execute(
        f"create or replace table splink_scored as select num_l as l, num_r as r, {total_sql(weights)} as w "
        f"from (select num_l, num_r, {levels} from {predicted.physical_name})"
    )


def level_number(comparison: ComparisonRow) -> str:
    """Splink counts levels from the last (0) to the first."""
    return f"{len(comparison.levels) - 1} - gamma_{comparison.name}"
