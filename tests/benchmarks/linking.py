"""Linking of synthetic mention tables: time, memory and (where the truth is in the table) B-cubed.

    python tests/benchmarks/linking.py link MENTIONS.parquet CLUSTERS.parquet [--vectors] [--by ours]

``--by`` names a baseline in place of our clusters: ``components`` (all that positive pairs connect), ``exact`` (same
date, type and actors) or ``cosine`` (all that candidate pairs with a cosine of 0.85 and more connect; wants vectors).

MENTIONS has the columns of the mentions table that linking reads (mention_id, doc_id, lang, date_start, date_end,
date_precision, type, mode, actors, place_id, quantities, status, optionally embedding). CLUSTERS gets mention_id and
event_id. Columns that start with ``true_`` are never read here.
"""

from __future__ import annotations

import argparse
import json
import resource
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from pipeline.reconcile.candidates import find_pairs
from pipeline.reconcile.rounds import cluster_arrays, parts_of
from pipeline.reconcile.scoring import scoring_sql
from pipeline.reconcile.store import connect
from pipeline.reconcile.weights import ComparisonRow, Weights, load_weights

if TYPE_CHECKING:
    import duckdb

ABSENT = ("position", "persons", "speaker", "states", "wording", "topics", "things", "named", "ordinals")

FEATURES = """
create or replace table coded as
    select row_number() over (order by mention_id) - 1 as num, * from read_parquet('{path}');
create or replace table actor_bits as
    select id, dense_rank() over (order by id) as code,
        cast(round(100 * log2((select count(*) from coded) / count(*))) as bigint) as bits
    from (select unnest(actors).entity_id as id from coded) group by id;
create or replace table actor_lists as
    select num, list_sort(list(distinct b.code * 65536 + b.bits)) as actors,
        list(b.code) filter (role = 'source') as sources, list(b.code) filter (role = 'target') as targets
    from (select num, unnest(actors, recursive := true) from coded) a join actor_bits b on a.entity_id = b.id
    group by num;
create or replace table features as
    select cast(c.num as integer) as num, mention_id, cast(hash(doc_id) % 1000000000 as integer) as doc,
        0 as starts, lang as language,
        cast(cast(c.date_start as date) - date '1970-01-01' as integer) as d0,
        cast(cast(c.date_end as date) - date '1970-01-01' as integer) as d1,
        case date_precision when 'month' then 1 when 'year' then 2 when '' then null else 0 end as grain,
        type, coalesce(type || '.' || mode, '') as mode, status, coalesce(a.actors, []) as actors,
        []::integer[] as persons, coalesce(a.sources, []) as sources, coalesce(a.targets, []) as targets,
        cast(substr(place_id, 8) as integer) + 1 as place,
        case when place_id is null then [] else [cast(substr(place_id, 8) as integer) + 1] end as places,
        list_transform(quantities, lambda q: {{'what': 1, 'unit': 1, 'low': q.low, 'high': q.high}}) as quantities,
        []::integer[] as states, []::bigint[] as names, []::bigint[] as ordinals,
        []::bigint[] as topics, []::bigint[] as things, []::bigint[] as terms {vector}
    from coded c left join actor_lists a using (num)
"""


def load(connection: duckdb.DuckDBPyConnection, path: Path, vectors: bool) -> int:
    """Table ``features`` from a mentions table; the number of mentions."""
    vector = ", embedding::float[64] as vector" if vectors else ""
    for statement in FEATURES.format(path=path, vector=vector).split(";"):
        connection.execute(statement)
    for name in ("coded", "actor_lists", "actor_bits"):
        connection.execute(f"drop table {name}")
    return int(connection.execute("select count(*) from features").fetchall()[0][0])


EDGES = {
    "ours": "select l, r, w from ({scored})",
    "components": "select l, r, w from ({scored}) where w > 0",
    "cosine": "select p.l, p.r, 1 as w from pairs p join features a on a.num = p.l join features b on b.num = p.r "
    "where array_cosine_similarity(a.vector, b.vector) >= 0.85",
    "exact": "select num as l, first as r, 1 as w from (select num, min(num) over "
    "(partition by d0, d1, grain, type, actors) as first from features where d0 is not null) where num <> first",
}


def link(path: Path, vectors: bool, weights: Weights, by: str = "ours") -> tuple[object, dict[str, float]]:
    """Labels by mention id as a table, and the seconds of each step."""
    connection = connect()
    clock = [perf_counter()]
    n = load(connection, path, vectors)
    clock.append(perf_counter())
    used = weights.without(*ABSENT, *(() if vectors else ("vectors",))).at_density(n)
    report = find_pairs(connection, used.block_cap)
    clock.append(perf_counter())
    edges = connection.execute(EDGES[by].format(scored=scoring_sql(used, levels=False))).fetchnumpy()
    ids = connection.execute("select mention_id from features order by num").fetchnumpy()["mention_id"]
    connection.close()
    clock.append(perf_counter())
    ends = (edges["l"], edges["r"])
    if by == "ours":
        labels = cluster_arrays(n, *ends, edges["w"] + used.unmet, unmet=used.unmet)
    else:
        labels = parts_of(n, *ends, edges["w"])
    clock.append(perf_counter())
    import pyarrow as pa

    table = pa.table({"mention_id": ids, "event_id": pa.array(labels).cast(pa.string())})
    names = ("load", "block", "score", "cluster")
    steps = {name: round(b - a, 2) for name, a, b in zip(names, clock, clock[1:], strict=False)}
    return table, {**steps, "total": round(clock[-1] - clock[0], 2), **dict(report)}


def fitted(weights: Weights) -> Weights:
    """The weights with those levels of the cosine that fit the vectors of the synthetic tables (vectors.json).

    These separate far better than those of sentences, for which the preset's levels are made.
    """
    row = ComparisonRow.model_validate_json(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
    return replace(weights, comparisons=tuple(row if each.name == row.name else each for each in weights.comparisons))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("link",))
    parser.add_argument("mentions", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--vectors", action="store_true")
    parser.add_argument("--by", choices=tuple(EDGES), default="ours")
    args = parser.parse_args()
    table, steps = link(args.mentions, args.vectors, fitted(load_weights()), args.by)
    import pyarrow.parquet as parquet

    parquet.write_table(table, args.out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({**steps, "peak_gb": round(peak, 2)}))


if __name__ == "__main__":
    main()
