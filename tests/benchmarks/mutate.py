"""Read many damaged and hostile inputs: nothing may crash, hang, or move an offset.

    python -m tests.benchmarks.mutate [--inputs 100000] [--first 0] [--seed 1] [--deep 20]

Every input is read in a process that is watched from here: one that dies, or takes longer than a minute of processor
time for one input (and a minute more for each megabyte; ten times as long by the clock), is counted with the input's
number and started again. Every ``--deep``-th input
goes through the whole extraction too. Printed: inputs, those read and those refused by error code, uncaught
exceptions, offset mismatches, dead and late processes, the slowest input, the largest memory. The exit code is 1 if
anything happened that must not.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.mutations import examine, make

LATE = 60


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deep", type=int, default=20)
    asked = parser.parse_args()
    counts, wrong, slowest, memory = watch(range(asked.first, asked.first + asked.inputs), asked.seed, asked.deep)
    print(f"{counts.total()} inputs")
    for code, number in counts.most_common():
        print(f"  {code:<20} {number}")
    for what, numbers in wrong.items():
        print(f"{what}: {len(numbers)} {numbers[:20] if numbers else ''}")
    print(f"slowest input {slowest[0]:.1f} s of processor time (number {slowest[1]}); largest memory {memory} MiB")
    sys.exit(any(wrong.values()))


def watch(numbers: range, seed: int, deep: int) -> tuple[Counter[str], dict[str, list[object]], tuple[float, int], int]:
    """Send every number to a worker, and see what comes back."""
    counts: Counter[str] = Counter()
    wrong: dict[str, list[object]] = {"uncaught exceptions": [], "offset mismatches": [], "dead": [], "late": []}
    slowest, memory = (0.0, -1), 0
    process, pipe = start(seed, deep)
    for number in numbers:
        pipe.send(number)
        try:
            if not answered(pipe, process, LATE * (1 + len(make(number, seed).data) // 1_000_000)):
                wrong["late"].append(number)
                raise EOFError
            outcome, mismatches, taken, memory = pipe.recv()
        except (EOFError, ConnectionError):
            if number not in wrong["late"][-1:]:
                wrong["dead"].append(number)
            process.kill()
            process.join()
            process, pipe = start(seed, deep)
            continue
        slowest = max(slowest, (taken, number))
        if outcome.startswith("!"):
            wrong["uncaught exceptions"].append((number, outcome))
        if mismatches:
            wrong["offset mismatches"].append(number)
        counts[outcome] += 1
        if number % 1000 == 999:
            print(f"{number + 1} …", {name: len(found) for name, found in wrong.items()}, file=sys.stderr, flush=True)
    pipe.close()
    process.join()
    return counts, wrong, slowest, memory


def answered(pipe: Connection, process: multiprocessing.process.BaseProcess, seconds: float) -> bool:
    """Wait for an answer, as long as the worker has not used up its processor time, or ten times it by the clock."""
    begun, give_up = processor_time(process), time.monotonic() + 10 * seconds
    while not pipe.poll(1):
        if processor_time(process) - begun > seconds or time.monotonic() > give_up:
            return False
    return True


def processor_time(process: multiprocessing.process.BaseProcess) -> float:
    """Seconds of processor time of a running process (Linux)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(seed: int, deep: int) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    """A worker and the pipe to it, after it has warmed up."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, seed, deep), daemon=True)
    process.start()
    theirs.close()
    ours.recv()
    return process, ours


def serve(pipe: Connection, seed: int, deep: int) -> None:
    """Read one input after the other."""
    resources = Resources(Settings())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(3):
            examine(make(number, seed), Path(folder), resources, deep=True)
        pipe.send("ready")
        while True:
            try:
                number = pipe.recv()
            except EOFError:
                return
            begun = time.process_time()
            try:
                verdict = examine(make(number, seed), Path(folder), resources, deep=bool(deep) and number % deep == 0)
                outcome, mismatches = verdict.outcome, verdict.mismatches
            except Exception as error:
                outcome, mismatches = f"!{type(error).__name__}: {str(error)[:200]}", 0
            taken = time.process_time() - begun
            pipe.send((outcome, mismatches, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


if __name__ == "__main__":
    main()
