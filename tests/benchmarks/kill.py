"""Kill runs with SIGKILL at random moments: are the tables whole, does the next run end as if nothing had happened?

    python -m tests.benchmarks.kill [--times 50] [--seed 1]

Each round starts from a finished run A, changes the corpus, starts a run and kills it (its whole process group) after
a random time between 0 and a little more than a whole run takes. Printed: how often the tables were those of A or those
of the uninterrupted run B and nothing between, and how often the next run gave B. Half of the kills are aimed at the
end of the run, where files are moved.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pipeline.write.publish import finish
from tests.articles import ARTICLES, ROOT, write_articles

KINDS = {".csv", ".parquet", ".xlsx", ".sqlite"}
MORE = "On 9 September 2021 the presidents of Ghana and Togo held a summit in Accra.\n"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), asked.times, random.Random(asked.seed))


def report(base: Path, times: int, chance: random.Random) -> None:
    """All rounds."""
    articles = write_articles(base / "articles")
    start(articles, base / "a").wait()
    (articles / "en_bridge.txt").write_text(ARTICLES["en_bridge.txt"] + MORE, encoding="utf-8")
    shutil.copytree(base / "a", base / "b")
    begun = time.monotonic()
    start(articles, base / "b").wait()
    whole = time.monotonic() - begun
    old, new = tables(base / "a"), tables(base / "b")
    kept = equal = killed = before = 0
    for number in range(times):
        out = shutil.copytree(base / "a", base / f"{number}")
        run = start(articles, out)
        time.sleep(chance.uniform(0, whole) if number % 2 else chance.uniform(whole * 0.75, whole * 1.05))
        killed += run.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        finish(out)
        found = tables(out)
        kept += found in (old, new)
        before += found == old
        start(articles, out).wait()
        equal += tables(out) == new and not list(out.glob(".[fw]*"))
        shutil.rmtree(out)
    print(f"one run {whole:.1f} s; {killed} of {times} runs were killed while they worked, {before} before the tables")
    print(f"tables whole after the kill  {kept}/{times}")
    print(f"next run like an unbroken one {equal}/{times}")
    sys.exit(kept != times or equal != times)


def start(articles: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run in a process group of its own."""
    command = [sys.executable, "-m", "pipeline", "run", str(articles), "--out", str(out), "--quiet"]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)


def tables(out: Path) -> dict[str, str]:
    """Names and digests of the tables and stored texts."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir()) if path.suffix in KINDS}


if __name__ == "__main__":
    main()
