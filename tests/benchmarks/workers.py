"""What two worker processes gain over one process, on the documents of a folder.

    python -m tests.benchmarks.workers FOLDER [--turns 3] [--ner tables]

Each run starts in a process of its own into an empty folder, one and two workers in turn. Printed, of the quickest run
of each: wall time, that of the documents alone, processor time, the part of it that follows the documents in the
process that runs, and the gain. ``bound`` is the gain that two idle cores could give at most: what follows the
documents is not shared out, but for two of the files. Limits: with other programs on the machine wall times say little.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any


def measure(folder: Path, workers: int, ner: str) -> dict[str, float]:
    """One run in this process."""
    import pipeline
    from pipeline.process import collect_seldom, few_threads
    from pipeline.settings import Settings

    few_threads()
    collect_seldom()
    read = [0.0]

    def progress(*_: object) -> None:
        read[0] = _seconds(resource.RUSAGE_SELF)

    with tempfile.TemporaryDirectory() as out:
        settings, started = Settings(workers=workers, ner=ner), perf_counter()  # type: ignore[arg-type]
        report = pipeline.run(folder, out, settings, progress=progress)
        wall = perf_counter() - started
    return {
        "wall": wall,
        "documents": dict(report.seconds)["documents"],
        "cpu": _seconds(resource.RUSAGE_SELF) + _seconds(resource.RUSAGE_CHILDREN),
        "after": _seconds(resource.RUSAGE_SELF) - read[0],
    }


def _seconds(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def gained(one: dict[str, float], two: dict[str, float]) -> dict[str, float]:
    """How many times as fast two are: the whole run, the documents, and at most."""
    bound = one["cpu"] / ((one["cpu"] - one["after"]) / 2 + two["after"])
    return {"gain": one["wall"] / two["wall"], "documents": one["documents"] / two["documents"], "bound": bound}


def main() -> None:
    """Run both in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--ner", choices=("statistical", "tables"), default="statistical")
    parser.add_argument("--here", type=int, help="so many workers, in this process, as JSON")
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(measure(asked.folder, asked.here, asked.ner)))
        return
    runs: dict[int, list[dict[str, Any]]] = {1: [], 2: []}
    for _ in range(asked.turns):
        for workers, found in runs.items():
            command = [sys.executable, "-m", "tests.benchmarks.workers", str(asked.folder)]
            command += ["--ner", asked.ner, "--here", str(workers)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
    best = {workers: {name: min(run[name] for run in found) for name in found[0]} for workers, found in runs.items()}
    for name, values in {"1": best[1], "2": best[2], "gain": gained(best[1], best[2])}.items():
        print(name, {key: round(value, 2) for key, value in values.items()})


if __name__ == "__main__":
    main()
