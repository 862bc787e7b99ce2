"""Documents through the chain: here, or in worker processes where that pays.

Input: jobs in order. Output: their outcomes, in the order in which they are finished. Limits: a worker needs about
three seconds to load its tables, so it is started only for ``BYTES_A_WORKER`` of text or more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cache import Cache
from pipeline.chain import Chain, Job, Outcome
from pipeline.resources import Resources

if TYPE_CHECKING:
    from pipeline.settings import Settings

BYTES_A_WORKER = 600_000


def outcomes(jobs: Sequence[Job], resources: Resources, cache: Cache) -> Iterator[Outcome]:
    """Each job's outcome; raises PipelineError where the installation is at fault."""
    workers = workers_for(jobs, resources.settings)
    if workers < 2:
        yield from map(Chain(resources, cache).run, jobs)
    else:
        yield from _in_processes(jobs, resources.settings, cache, workers)


def workers_for(jobs: Sequence[Job], settings: Settings) -> int:
    """How many worker processes: as the settings say, else as many as have enough to do."""
    if settings.workers:
        return min(settings.workers, len(jobs))
    return min(os.cpu_count() or 1, len(jobs), sum(_size(job.path) for job in jobs) // BYTES_A_WORKER)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _in_processes(jobs: Sequence[Job], settings: Settings, cache: Cache, workers: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    # spawn: neither a Java machine nor loaded models survive a fork
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(settings, cache)) as pool:
        waiting = [pool.submit(_work, job) for job in jobs]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_worker: list[Chain] = []
"""The chain of a worker process: a pool can hand a task nothing that outlives it in any other way."""


def _start(settings: Settings, cache: Cache) -> None:
    _worker[:] = [Chain(Resources(settings), cache)]


def _work(job: Job) -> Outcome:
    return _worker[0].run(job)
