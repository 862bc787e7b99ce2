"""New clusters where pairs have changed; all others stay as they are.

Input: a database with ``scored``, ``clusters``, ``verdicts``; tables ``fresh`` and ``gone`` (mentions), ``down`` and
``up`` (pairs). Output: ``clusters`` brought up to date, and how many mentions were looked at. Made anew is every part
of the graph (connected by positive pairs) in which a pair has changed, or that is tied to another now, which is what a
whole run would make of it: parts with only negative pairs between them do not matter to each other. Limits: of a part
of more than ``WIDE`` mentions only those clusters are taken apart that lost a mention, or have a pair inside that
weighs something else; the others may join with them and with what is new, but stay whole until the next whole run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.columns import numbers_of, table_of
from pipeline.reconcile.candidates import one
from pipeline.reconcile.clusters import CANNOT, MUST, Groups, cluster
from pipeline.reconcile.rounds import cluster_arrays, parts_of
from pipeline.reconcile.store import put_away

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

WIDE = 20_000  # mentions
_BATCH = 200_000  # edges
_FEW = 50_000  # edges

_FORCED = (
    "select a.num as l, b.num as r, v.same from verdicts v "
    "join features a on a.mention_id = v.l join features b on b.mention_id = v.r"
)
# the ends of changed pairs; what is fresh counts anyway, and in a whole run that is all of it
_CHANGED = """
create or replace temp view changed as select l, r, w from down union all select l, r, w from up;
create or replace temp view ends_changed as
    from (select l as num, * from changed union all select r, * from changed) anti join fresh using (num)
"""
# changed pairs between parts that do not tie them, before or after, cannot matter to either
_TURNED = """
create or replace temp table turned as
    select num from fresh union select num from gone union select num from judged
    union select e.num from ends_changed e
    left join clusters a on a.num = l left join clusters b on b.num = r where w > 0 or a.part = b.part;
insert into turned
    select l from forced where r in (from turned) and same
    union select r from forced where l in (from turned) and same
"""
# what is taken apart: whole narrow parts, clusters of wide ones where something has changed inside, what is new
_LOOSE = """
create or replace temp table shaken as
    select num from fresh union select num from gone union select num from judged
    union select e.num from ends_changed e
    join clusters a on a.num = l join clusters b on b.num = r where a.label = b.label;
create or replace temp table wide as select part from clusters group by part having count(*) > {wide};
create or replace temp table loose as
    select num from clusters where part in
        (select part from clusters where num in (from turned) and part not in (from wide))
    union select num from clusters where label in
        (select label from clusters where num in (from shaken) and part in (from wide))
    union select num from fresh union select num from judged;
delete from loose where num not in (select num from features)
"""
# pairs of loose mentions, among each other or with a wide part, where a cluster stands for its mentions
_EDGES = """
create or replace temp table nodes as
    select num, num as node from loose union all
    select num, label from clusters where part in (from wide) and num not in (from loose);
create or replace temp view weighed_pairs as
    select l, r, w from scored union all select l, r, if(same, {must}, {cannot}) from forced;
create or replace temp view edges as select a.node as l, b.node as r, w from (
    from weighed_pairs semi join loose on l = num union all
    from (from weighed_pairs semi join loose on r = num) anti join loose on l = num
) s join nodes a on a.num = s.l join nodes b on b.num = s.r where a.node <> b.node
"""


def regroup(db: duckdb.DuckDBPyConnection, verdicts: Sequence[tuple[str, str, bool]], unmet: int) -> int:
    """Bring ``clusters`` up to date; ``verdicts`` are all those that hold now, ``unmet`` as in ``clusters.py``."""
    _take_verdicts(db, verdicts)
    for statement in f"{_CHANGED};{_TURNED};{_LOOSE.format(wide=WIDE)}".split(";"):
        db.execute(statement)
    put_away(db)
    edges = _edges(db)
    nodes, sizes = _nodes(db, edges)
    put_away(db)
    labels, parts = _grouped(nodes, sizes, edges, unmet)
    _put_back(db, nodes, labels, parts)
    return one(db, "select count(*) from loose")


def _take_verdicts(db: duckdb.DuckDBPyConnection, verdicts: Sequence[tuple[str, str, bool]]) -> None:
    """Mentions of verdicts that are new or gone are looked at again as well."""
    import pyarrow as pa

    schema = pa.schema([("l", pa.string()), ("r", pa.string()), ("same", pa.bool_())])
    db.register("told_now", table_of(schema, verdicts))
    db.execute(
        "create or replace temp table judged as select num from features where mention_id in (select unnest([l, r]) "
        "from ((from told_now except from verdicts) union (from verdicts except from told_now)))"
    )
    db.execute("truncate verdicts")
    db.execute("insert into verdicts from told_now")
    db.unregister("told_now")
    db.execute(f"create or replace temp table forced as {_FORCED}")


def _edges(db: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The edges inside parts that positive ones tie: few; what lies between parts does not matter to them."""
    import numpy as np

    for statement in _EDGES.format(must=MUST, cannot=CANNOT).split(";"):
        db.execute(statement)
    if _all_loose(db):  # no wide part, no mention that stays where it is: what follows costs a third of a whole run
        db.execute("create or replace temp view edges as from weighed_pairs where l <> r")
    tied = db.execute("select l, r, w from edges where w > 0").fetchnumpy()
    ends, places = np.unique(np.concatenate([tied["l"], tied["r"]]), return_inverse=True)
    left, right = np.split(places, 2)
    part = np.full(int(ends[-1]) + 1 if len(ends) else 0, -1, dtype=np.int64)
    part[ends] = _parts(len(ends), left, right, np.asarray(tied["w"]))
    del tied, ends, places, left, right
    found: list[Ints] = [np.empty((3, 0), dtype=np.int32)]
    for batch in db.sql("select l, r, w from edges").to_arrow_reader(_BATCH):
        each = np.stack([np.from_dlpack(column) for column in batch.columns])  # to_numpy would load pandas
        known = each[:, (each[:2] < len(part)).all(axis=0)]
        inside = (part[known[0]] == part[known[1]]) & (part[known[0]] >= 0)
        found.append(known[:, inside])
    return dict(zip(("l", "r", "w"), np.concatenate(found, axis=1), strict=True))


def _all_loose(db: duckdb.DuckDBPyConnection) -> bool:
    return one(db, "select count(*) from loose") == one(db, "select count(*) from features")


def _nodes(db: duckdb.DuckDBPyConnection, edges: dict[str, Any]) -> tuple[Ints, Ints]:
    """Loose mentions and clusters beside them, in the order of the mention ids: ties go to the smaller one; and how
    many mentions each stands for."""
    import numpy as np

    ends = np.unique(np.concatenate([edges["l"], edges["r"]]))
    db.register("ends", numbers_of(num=ends))
    found = db.execute(
        "select num, coalesce(n, 1) as n from features left join "
        "(select node as num, count(*) as n from nodes group by node having count(*) > 1) using (num) "
        "where num in (from loose union from ends) order by mention_id"
    ).fetchnumpy()
    db.unregister("ends")
    return np.asarray(found["num"]), np.asarray(found["n"])


def _grouped(nodes: Ints, sizes: Ints, edges: dict[str, Any], unmet: int) -> tuple[Ints, Ints]:
    """Of each node the first of its cluster, and of its part, as places among the nodes."""
    import numpy as np

    order = np.argsort(nodes)
    left, right = (order[np.searchsorted(nodes, edges[side], sorter=order)] for side in ("l", "r"))
    weight = edges["w"].astype(np.int64)
    parts = _parts(len(nodes), left, right, weight)
    met = weight + unmet
    if len(weight) > _FEW:
        return cluster_arrays(len(nodes), left, right, met, unmet=unmet, sizes=sizes), parts
    rows = zip(left.tolist(), right.tolist(), met.tolist(), strict=True)
    labels = cluster(len(nodes), rows, unmet=unmet, sizes=sizes.tolist())
    return np.asarray(labels, dtype=np.int64), parts


def _parts(n: int, left: Ints, right: Ints, weight: Ints) -> Ints:
    """The connected part of each node, over positive edges; for few edges without what handles many, which takes
    longer to load."""
    import numpy as np

    if len(weight) > _FEW:
        return parts_of(n, left, right, weight)
    groups = Groups(n)
    for node, other in zip(left[weight > 0].tolist(), right[weight > 0].tolist(), strict=True):
        groups.join(node, other)
    return np.asarray([groups.find(node) for node in range(n)], dtype=np.int64)


def _put_back(db: duckdb.DuckDBPyConnection, nodes: Ints, labels: Ints, parts: Ints) -> None:
    """Write the clusters of loose mentions; a cluster that was not taken apart gives its number to what joins it."""

    db.register("made", numbers_of(num=nodes, head=nodes[labels], root=parts))
    db.execute(
        "create or replace temp table joined as select m.num, m.num in (from loose) as is_loose, "
        "coalesce(min(c.label) filter (where m.num not in (from loose)) over (partition by head), head) as label, "
        "min(c.part) filter (where m.num not in (from loose)) over (partition by root) as part, root "
        "from made m left join clusters c using (num)"
    )
    db.unregister("made")
    _renumber_parts(db)
    db.execute(
        "update clusters set label = j.label, part = j.part from (select c.label as was, "
        "any_value(joined.label) as label, any_value(joined.part) as part "
        "from joined join clusters c using (num) where not is_loose group by c.label) j "
        "where clusters.label = j.was and clusters.label <> j.label"
    )
    db.execute(
        "update clusters set part = j.part from (select distinct c.part as was, joined.part from joined "
        "join clusters c using (num) where not is_loose and c.part <> joined.part) j where clusters.part = j.was"
    )
    db.execute("delete from clusters where num in (from loose) or num not in (select num from features)")
    db.execute("insert into clusters select num, label, part from joined where is_loose")


def _renumber_parts(db: duckdb.DuckDBPyConnection) -> None:
    """Parts that hold nothing of old get numbers that were never used."""
    db.execute(
        "update joined set part = fresh.part from (select root, (select coalesce(max(part), 0) from clusters) "
        "+ row_number() over (order by root) as part from (select distinct root from joined where part is null)) fresh "
        "where joined.root = fresh.root and joined.part is null"
    )
