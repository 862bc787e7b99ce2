"""Linking that goes on from a large table: time of adding mentions, ids that change, agreement with a whole run.

    python tests/benchmarks/link_grow.py MENTIONS.parquet [--add 1000] [--folder FOLDER] [--clusters CLUSTERS.parquet]

MENTIONS as for ``linking.py``. All but the last ``--add`` mentions are linked in a whole run into a file in FOLDER,
then the rest is added; a whole run over all of them is what that is compared with. Seconds are given as wall clock
and as processor time of all threads. CLUSTERS gets the clusters after the addition.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as parquet
from linking import ABSENT, load

from pipeline.reconcile.ledger import Ledger
from pipeline.reconcile.store import connect
from pipeline.reconcile.weights import load_weights

T = TypeVar("T")


def features(path: Path) -> Any:
    """The feature rows of a table of mentions."""
    connection = connect()
    load(connection, path, vectors=False)
    return connection.sql("select * from features order by num").to_arrow_table()


def heads(labels: Any) -> dict[str, str]:
    """Mention id → the smallest id of its cluster; the labels come in the order of the ids."""
    first: dict[int, str] = {}
    return {row["mention_id"]: first.setdefault(row["label"], row["mention_id"]) for row in labels.to_pylist()}


def clocked(step: Callable[[], T]) -> tuple[T, dict[str, float]]:
    wall, cpu = perf_counter(), process_time()
    value = step()
    return value, {"wall_s": round(perf_counter() - wall, 2), "cpu_s": round(process_time() - cpu, 2)}


def run(rows: Any, add: int, folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The figures, and the clusters after the addition."""
    weights = load_weights().without(*ABSENT, "vectors")
    old, new = rows.slice(0, rows.num_rows - add), rows.slice(rows.num_rows - add)
    path = folder / "linking.duckdb"

    def into(what: Any) -> Any:
        with Ledger(path, weights) as ledger:
            return ledger.change(what, [])

    _, whole = clocked(lambda: into(old))
    with Ledger(path, weights) as ledger:
        before = heads(ledger.labels())
    grown, adding = clocked(lambda: into(new))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    with Ledger(path, weights) as ledger:
        after = heads(ledger.labels())
    with Ledger(None, weights) as ledger:
        ledger.change(pa.concat_tables([old, new]), [])
        expected = heads(ledger.labels())
    figures = {
        "mentions": rows.num_rows,
        "whole run": whole,
        f"adding {add}": adding,
        "compared": grown.compared,
        "pairs_scored": grown.pairs,
        "regrouped": grown.regrouped,
        "old_mentions_in_another_row": sum(after[name] != head for name, head in before.items()),
        "agreement_with_whole_run": sum(after[name] == head for name, head in expected.items()) / len(expected),
        "peak_gb": round(peak, 2),
    }
    return figures, after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", type=Path)
    parser.add_argument("--add", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--clusters", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        figures, clusters = run(features(args.mentions), args.add, Path(folder))
    print(json.dumps(figures))
    if args.clusters:
        table = pa.table({"mention_id": list(clusters), "event_id": list(clusters.values())})
        parquet.write_table(table, args.clusters)


if __name__ == "__main__":
    main()
