"""How fast the review screen answers over many events, on the server's side.

    python -m tests.benchmarks.review [--events 10000] [--times 20]

Runs the sample corpus, writes its tables so many times over, under other ids, that there are that many events, and
prints for each kind of page the median and the slowest answer and the processor's time in milliseconds, after one that
warms up; ``decide`` is a decision with the page that follows it. The last line is the report of a thousand events.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pipeline
from pipeline.write.formats import write_parquet
from pipeline.write.report import page
from tests.articles import ROOT
from tests.multiplied import multiplied


def main() -> None:
    """Print one line a page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=10_000)
    options.add_argument("--times", type=int, default=20)
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), told.events, told.times)


def fill(out: Path, events: int) -> list[str]:
    """Tables with at least so many events; their ids. Those of the sample itself are kept beside it as ``once``."""
    pipeline.run(ROOT / "corpus", out)
    copytree(out, out.parent / "once")
    made = multiplied(out, events)
    for one in made:
        write_parquet(one, out / f"{one.name}.parquet")
    return [str(row[0]) for row in made[0].rows]


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
        "/?text=%ED%8F%89%EC%96%91&type=CONSULT&language=ko&from=2018&to=2019-12": "five filters",
        "/?days=1&concern=languages": "days apart",
        "/?status=occurred&page=100": "page 100",
        "/?text=pyongyang&status=occurred&page=40": "search, page 40",
        "/?text=nowhere+at+all": "nothing found",
        f"/event/{middle}": "event",
        "/queue/conflicts": "conflicts",
        "/queue/pairs": "pairs",
    }
    for address, name in pages.items():
        _report(name, times, lambda address=address: client.get(address))
    for suffix in ("csv", "json"):
        _report(f"all as {suffix}", 2, lambda suffix=suffix: client.get(f"/events.{suffix}"))
    form = {"event": middle, "verdict": "accept", "then": f"/event/{middle}"}
    _report("decide", times, lambda: client.post("/decide/verdict", data=form))
    busy = time.process_time()
    text = "".join(page(multiplied(folder / "once", 1000)))
    print(f"report.html of 1000 events: {len(text.encode()) / 1e6:.2f} MB, made in {time.process_time() - busy:.2f} s")


def _report(name: str, times: int, ask: Callable[[], object]) -> None:
    ask()
    taken, busy = [], time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    busy = (time.process_time() - busy) * 1000 / times
    print(
        f"{name:16} median {statistics.median(taken):7.1f} ms   slowest {max(taken):7.1f} ms   processor {busy:7.1f} ms"
    )


if __name__ == "__main__":
    main()
