"""Growth: what 10², 10³, 10⁴, 10⁵ made-up documents cost each, in time and memory, and how well they are linked.

    python -m tests.benchmarks.scale 100 1000 10000 [--workers 2] [--ner tables] [--svg FILE] [--markdown FILE]

Each size runs in a process of its own into an empty folder. Printed: a Markdown table with milliseconds of processor
time and of wall time a document, the share of linking (``reconcile``) in the wall time, peak memory of the process that
runs (and of the largest worker), what lay in files beside the cache, mentions, and B-cubed against the events that
were told. Limits: documents of some 200
characters (synthetic.py); with other programs on the machine only processor time means something.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks.growth_plot import svg
from tests.benchmarks.synthetic import documents, write

COLUMNS = (
    "documents", "cpu_ms", "wall_ms", "per_s", "linking", "parent_mb", "worker_mb", "scratch_mb", "mentions", "found",
    "b3",
)  # fmt: skip


def measure(number: int, workers: int, ner: str) -> dict[str, Any]:
    """One run in this process."""
    import pipeline
    from pipeline.process import collect_seldom, few_threads
    from pipeline.settings import Settings

    few_threads()
    collect_seldom()
    with tempfile.TemporaryDirectory() as base:
        corpus = write(Path(base) / "corpus", number)
        before, started = _seconds(), perf_counter()
        report = pipeline.run(corpus, Path(base) / "out", Settings(workers=workers, ner=ner))  # type: ignore[arg-type]
        wall, used = perf_counter() - started, _seconds() - before
        parent, worker = _peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)
        quality = score(number, Path(base) / "out")
    seconds = dict(report.seconds)
    return {
        "documents": number,
        "cpu_ms": round(used / number * 1000, 2),
        "wall_ms": round(wall / number * 1000, 2),
        "per_s": round(number / wall, 1),
        "linking": round(seconds["reconcile"] / wall, 3),
        "parent_mb": parent,
        "worker_mb": worker,
        "scratch_mb": report.scratch >> 20,
        "mentions": dict(report.counts)["mentions"],
        **quality,
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
    }


def _seconds() -> float:
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


def score(number: int, out: Path) -> dict[str, float]:
    """Share of the told events found as one mention, and B-cubed F1 over those."""
    import pyarrow.parquet as parquet

    table = parquet.read_table(out / "mentions.parquet", columns=["doc_id", "start", "end", "event_id"])
    rows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for doc, start, end, event in zip(*(column.to_pylist() for column in table.columns), strict=True):
        rows[doc].append((start, end, event))
    pairs, told = [], 0
    for made in documents(number):
        for start, end, truth in made.told:
            told += 1
            events = {event for first, last, event in rows[made.id] if first < end and start < last}
            if len(events) == 1:
                pairs.append((truth, events.pop()))
    return {"found": round(len(pairs) / told, 3), "b3": round(b_cubed(pairs), 3)}


def b_cubed(pairs: Sequence[tuple[object, object]]) -> float:
    """F1 of (true cluster, found cluster) pairs, one a mention."""
    both, true, found = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(n * n / found[b] for (_, b), n in both.items()) / max(1, len(pairs))
    recall = sum(n * n / true[a] for (a, _), n in both.items()) / max(1, len(pairs))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def table(rows: Iterable[dict[str, Any]]) -> str:
    """The rows in Markdown."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---:|" * len(COLUMNS)]
    lines += ["| " + " | ".join(str(row[name]) for name in COLUMNS) + " |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Run the sizes one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ner", choices=("statistical", "tables"), default="statistical")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--markdown", type=Path, help="a file for the table")
    parser.add_argument("--here", action="store_true", help="one size, in this process, as JSON")
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(measure(asked.sizes[0], asked.workers, asked.ner)))
        return
    rows = []
    for size in asked.sizes:
        command = [sys.executable, "-m", "tests.benchmarks.scale", str(size), "--here"]
        command += ["--workers", str(asked.workers), "--ner", asked.ner]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print(rows[-1], file=sys.stderr)
    print(table(rows))
    if asked.markdown:
        asked.markdown.write_text(table(rows) + "\n", encoding="utf-8")
    if asked.svg:
        asked.svg.write_text(svg([(row["documents"], row["cpu_ms"]) for row in rows]), encoding="utf-8")


if __name__ == "__main__":
    main()
