"""How fast the review screen answers over many events, on the server's side.

    python -m tests.benchmarks.review [--events 10000] [--times 20]

Runs the sample corpus, writes its tables so many times over, under other ids, that there are that many events, and
prints for each kind of page the median and the slowest answer and the processor's time in milliseconds, after one that
warms up; ``decide`` is a decision with the page that follows it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pipeline
from pipeline.write.formats import write_parquet
from pipeline.write.schemas import TABLES, Table
from pipeline.write.tables import rows
from tests.articles import ROOT

IDS = ("event_id", "mention_id", "doc_id", "conflict_id", "mention_ids", "documents", "origin_group")


def main() -> None:
    """Print one line a page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=10_000)
    options.add_argument("--times", type=int, default=20)
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), told.events, told.times)


def fill(out: Path, events: int) -> list[str]:
    """Tables with at least so many events; their ids."""
    pipeline.run(ROOT / "corpus", out)
    told = {name: rows(out, name) for name in ("events", "mentions", "conflicts", "documents")}
    times = -(-events // len(told["events"]))
    for name, once in told.items():
        made = [_renamed(row, f"{n:x}") for n in range(times) for row in once]
        order = [column.name for column in TABLES[name]]
        if name == "events":
            made.sort(key=lambda row: (str(row["date_start"] or ""), row["event_id"]))
            names = [row["event_id"] for row in made]
        write_parquet(
            Table(name, TABLES[name], tuple(tuple(row[one] for one in order) for row in made)), out / f"{name}.parquet"
        )
    return names


def _renamed(value: Any, copy: str, field: str = "") -> Any:
    """A row with ``copy`` behind every id in it, also in lists."""
    if isinstance(value, dict):
        return {name: _renamed(one, copy, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, copy, field) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return f"{value}{copy}" if field in IDS and value else value


def measure(folder: Path, events: int, times: int) -> None:
    """Write tables, ask for pages, print times."""
    from starlette.testclient import TestClient

    from pipeline.review.app import make_app

    names = fill(folder / "out", events)
    app = make_app(out=folder / "out", log=folder / "decisions.jsonl", by="bench")
    client = TestClient(app, base_url="http://127.0.0.1")
    start = time.perf_counter()
    client.get("/")
    print(f"{events} events; first page, tables read: {time.perf_counter() - start:.2f} s")
    middle = names[len(names) // 2]
    pages = {
        "/": "table",
        "/?text=seoul&status=occurred": "filtered",
        "/?page=100": "page 100",
        f"/event/{middle}": "event",
        "/queue/conflicts": "conflicts",
        "/queue/pairs": "pairs",
    }
    for address, name in pages.items():
        _report(name, times, lambda address=address: client.get(address))
    form = {"event": middle, "verdict": "accept", "then": f"/event/{middle}"}
    _report("decide", times, lambda: client.post("/decide/verdict", data=form))


def _report(name: str, times: int, ask: Callable[[], object]) -> None:
    ask()
    taken, busy = [], time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    busy = (time.process_time() - busy) * 1000 / times
    print(
        f"{name:10} median {statistics.median(taken):7.1f} ms   slowest {max(taken):7.1f} ms   processor {busy:7.1f} ms"
    )


if __name__ == "__main__":
    main()
