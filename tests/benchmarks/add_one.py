"""One article into large tables: seconds and memory of ``pipeline add`` as a process, start-up included.

    python -m tests.benchmarks.add_one 10000 [--articles 5] [--folder FOLDER]

A corpus of that many made-up documents (synthetic.py) is run into FOLDER, whose tables and cache may be there already;
then articles are added one after the other. Printed: documents, mentions, events, and for each article wall seconds,
seconds of processor time, peak memory, and what the run says of why the tables are new. Limits: with other programs on
the machine only processor time means something; the corpus in FOLDER grows.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pipeline
from pipeline.settings import Settings
from tests.benchmarks.synthetic import documents, write


def added(article: Path, corpus: Path, out: Path, config: Path) -> dict[str, object]:
    """The figures of one ``pipeline add``."""
    command = [sys.executable, "-m", "pipeline", "add", str(article), "--to", str(corpus), "--out", str(out)]
    started = perf_counter()
    with subprocess.Popen([*command, "--config", str(config), "--quiet"], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    log = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return {
        "wall_s": round(perf_counter() - started, 2),
        "cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": used.ru_maxrss >> 10,
        "why": next(row["why"] for row in log["stages"] if row["stage"] == "reconcile"),
        **log["seconds"],
    }


def main() -> None:
    """Make the tables if need be, add the articles, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int)
    parser.add_argument("--articles", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        folder = asked.folder or Path(base)
        corpus, out = folder / "corpus", folder / "out"
        if not corpus.is_dir():
            write(corpus, asked.documents)
        pipeline.run(corpus, out, Settings(ner="tables"))
        config = Path(base) / "pipeline.toml"
        config.write_text('ner = "tables"\n', encoding="utf-8")
        counts = json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]
        print({name: counts[name] for name in ("documents", "mentions", "events")})
        there = len(list(corpus.glob("new-*")))
        for made in documents(asked.articles, asked.documents + there):
            article = Path(base) / f"new-{made.id}.txt"
            article.write_text(made.text, encoding="utf-8")
            print(added(article, corpus, out, config))


if __name__ == "__main__":
    main()
