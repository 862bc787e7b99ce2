"""Documents through the chain: here, or in worker processes where that pays or where code of others reads the bytes.

Input: jobs in order. Output: their outcomes, in the order in which they are finished; what the cache holds comes first.
A worker that dies or takes too long costs the one document that it had, which is named; another takes its place.
Limits: a worker needs about three seconds to load its tables, so for plain text it is started only for
``BYTES_A_WORKER`` of text or more, and there a process that is killed is the run itself.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from pipeline.cache import Cache
from pipeline.chain import Chain, Failure, Job, Outcome
from pipeline.codec import decode, encode
from pipeline.errors import PipelineError
from pipeline.model import Extraction
from pipeline.process import collect_seldom, limit_memory
from pipeline.resources import Resources
from pipeline.timing import seconds_for

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext, SpawnProcess

    from pipeline.settings import Settings

BYTES_A_WORKER = 600_000
_GRACE = 30
"""A worker stops itself in time; it is killed so many seconds later, if it did not."""


def outcomes(jobs: Sequence[Job], resources: Resources, cache: Cache) -> Iterator[Outcome]:
    """Each job's outcome; raises PipelineError where the installation is at fault."""
    chain = Chain(resources, cache)
    left: list[Job] = []
    for job in jobs:
        known = chain.known(job)
        if known is None:
            left.append(job)
        else:
            yield known
    workers = workers_for(left, resources.settings)
    if resources.settings.engine == "spark":
        yield from _on_spark(left, chain, resources.settings, cache)
    elif workers:
        yield from _in_processes(left, resources.settings, cache, workers)
    else:
        yield from map(chain.run, left)


def _on_spark(jobs: Sequence[Job], chain: Chain, settings: Settings, cache: Cache) -> Iterator[Outcome]:
    """Documents that can be read go to Spark; the others fail here, each by itself."""
    from pipeline.spark import outcomes as on_spark

    ready = [job for job in jobs if chain.readable(job)]
    chain.check()
    yield from (chain.run(job) for job in jobs if job not in ready)
    if ready:
        by_id = {job.source.id: job for job in ready}
        for outcome in on_spark(ready, settings, cache.folder):
            chain.keep(by_id[outcome.document_id], outcome)
            yield outcome


def workers_for(jobs: Sequence[Job], settings: Settings) -> int:
    """How many worker processes; 0 means none: the work is done here.

    As the settings say, else as many as have enough to do; at least one where files are not plain text.
    """
    from pipeline.read.formats import PLAIN

    least = int(any(job.path.suffix.lower() not in PLAIN for job in jobs))
    if settings.workers:
        asked = min(settings.workers, len(jobs))
    else:
        asked = min(os.cpu_count() or 1, len(jobs), sum(_size(job.path) for job in jobs) // BYTES_A_WORKER)
    return asked if asked > 1 else least


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _in_processes(jobs: Sequence[Job], settings: Settings, cache: Cache, number: int) -> Iterator[Outcome]:
    from multiprocessing import get_context
    from multiprocessing.connection import wait

    # spawn: neither a Java machine nor loaded models survive a fork
    context = get_context("spawn")
    waiting = deque(jobs)
    busy: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < number:
                busy.append(_Worker(context, settings, cache, waiting.popleft()))
            wait([worker.pipe for worker in busy], timeout=1)
            for worker in list(busy):
                outcome = worker.result()
                if outcome is None:
                    continue
                yield outcome
                if not (worker.alive and waiting):
                    worker.end()
                    busy.remove(worker)
                else:
                    worker.give(waiting.popleft())
    finally:
        for worker in busy:
            worker.end()


class _Worker:
    """A worker process from here: the job it has, and how long it may keep it."""

    def __init__(self, context: SpawnContext, settings: Settings, cache: Cache, job: Job) -> None:
        self._settings = settings
        self._cache = cache
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, settings, cache), daemon=True)
        self.process.start()
        theirs.close()
        self.alive = True
        self._ready = False
        self.give(job)

    def give(self, job: Job) -> None:
        """Hand it the next document."""
        self._job = job
        seconds = seconds_for(job.path, self._settings)
        self._until = monotonic() + seconds + _GRACE if seconds else float("inf")
        with suppress(OSError):  # a dead worker is found when its answer is asked for
            self.pipe.send(job)

    def result(self) -> Outcome | None:
        """What became of its job, or None while it works; raises what is the fault of the installation."""
        try:
            if self.pipe.poll():
                answer = self.pipe.recv()
                if isinstance(answer, Exception):
                    raise answer
                self._ready = True
                return self._outcome(answer) if isinstance(answer, str) else None
        except (EOFError, ConnectionError):
            return self._died()
        return self._late() if monotonic() > self._until else None

    def _outcome(self, answer: str) -> Outcome:
        """The answer with its extraction; what is decoded here shares its strings with those before it."""
        outcome = decode(Outcome, json.loads(answer))
        if not outcome.key:
            return outcome
        return replace(outcome, extraction=self._cache.latest("extract", outcome.document_id, Extraction))

    def end(self) -> None:
        """Let it go; one that is at work is killed."""
        self.pipe.close()
        self.process.join(timeout=0.2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def _died(self) -> Outcome:
        self.alive = False
        self.process.join()
        code = self.process.exitcode or 0
        if not self._ready and code >= 0:
            raise PipelineError("no-workers")
        return _failed(self._job, PipelineError("worker-died", what=f"signal {-code}" if code < 0 else f"exit {code}"))

    def _late(self) -> Outcome:
        self.alive = False
        self.process.kill()
        return _failed(self._job, PipelineError("too-slow", seconds=seconds_for(self._job.path, self._settings)))


def _failed(job: Job, error: PipelineError) -> Outcome:
    blank = Outcome(document_id=job.source.id, path=str(job.path))
    return replace(blank, failure=Failure.of(error))


def as_text(outcome: Outcome) -> str:
    """An outcome as it goes from worker to parent: without its extraction, which lies in the cache."""
    return json.dumps(encode(replace(outcome, extraction=None)))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a worker says when it has started."""


def _serve(pipe: Connection, settings: Settings, cache: Cache) -> None:
    """The life of a worker: a job in, an outcome out, until nobody is there any more."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the business of the process that started this one
    limit_memory(settings.max_memory_mb)
    collect_seldom()
    chain = Chain(Resources(settings), cache)
    with suppress(EOFError, ConnectionError):
        pipe.send(_Ready())
        while True:
            job = pipe.recv()
            try:
                answer: str | Exception = as_text(chain.run(job))
            except (PipelineError, ImportError) as error:
                answer = error
            pipe.send(answer)
