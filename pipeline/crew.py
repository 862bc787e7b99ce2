"""Worker processes: each with one document at a time, watched, and let go at the end.

They are started anew (spawn), or, where a chain is lent to them, as doubles of this process with all that it has
loaded (``pipeline.forking``). Input: jobs on a pile, whose end is taken first. Output: their outcomes, in the order in
which they are finished. A worker that dies or takes too long costs the one document that it had, which is named;
another takes its place.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from pipeline.cache import Cache
from pipeline.chain import Chain, Failure, Job, Outcome
from pipeline.errors import PipelineError
from pipeline.forking import forked, may_fork
from pipeline.fragments import share_fragments
from pipeline.packing import packed, unpacked
from pipeline.process import collect_seldom, limit_memory, share_classes
from pipeline.resources import Resources
from pipeline.timing import seconds_for

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from pipeline.settings import Settings

_AHEAD, _MANY = 3, 100
"""Jobs that a worker is given at once, so that it need not wait for the next, where more than so many are waiting."""
_GRACE = 30
"""A worker stops itself in time; it is killed so many seconds later, if it did not."""


class Crew:
    """So many workers at most, started when there is something to do; they wait for more until the crew is let go."""

    def __init__(
        self, settings: Settings, cache: Cache, number: int, pile: deque[Job], lent: Chain | None = None
    ) -> None:
        self._settings, self._cache, self._number = settings, cache, number
        self._pile = pile
        self._lent = lent
        self._workers: list[_Worker] = []
        self._hand_out()

    def end(self) -> None:
        """Let all workers go; what they are at is not finished."""
        for worker in self._workers:
            worker.end()

    def add(self, job: Job) -> None:
        """One more document, which is done next."""
        self._pile.append(job)
        self._hand_out()

    @property
    def at_work(self) -> bool:
        """Whether any document is not done yet."""
        return any(worker.jobs for worker in self._workers) or bool(self._pile)

    def finished(self, seconds: float) -> list[Outcome]:
        """What was done since this was last asked, after waiting so long at most for something to be done."""
        from multiprocessing.connection import wait

        wait([worker.pipe for worker in self._workers if worker.jobs], timeout=seconds)
        done = [outcome for worker in self._workers if (outcome := worker.result()) is not None]
        for worker in self._workers:
            while not worker.alive and worker.jobs:
                self._pile.append(worker.jobs.pop())
        self._workers = [worker for worker in self._workers if worker.alive]
        self._hand_out()
        return done

    def _hand_out(self) -> None:
        """Give the idle something to do, and start more workers for the rest."""
        ahead = _AHEAD if len(self._pile) > _MANY else 1
        for worker in self._workers:
            while self._pile and len(worker.jobs) < ahead:
                worker.give(self._pile.pop())
        while self._pile and len(self._workers) < self._number:
            self._workers.append(_Worker(self._settings, self._cache, self._lent, self._pile.pop()))


class _Worker:
    """A worker process from here: the job it has and those that wait behind it, and how long it may keep the first."""

    def __init__(self, settings: Settings, cache: Cache, lent: Chain | None, job: Job) -> None:
        from multiprocessing import Pipe

        self._settings = settings
        self._cache = cache
        self.pipe, theirs = Pipe()
        self.process = _started(theirs, settings, cache, lent)
        theirs.close()
        self.alive = True
        self._ready = False
        self.jobs: deque[Job] = deque()
        self.give(job)

    def give(self, job: Job) -> None:
        """Hand it one document more."""
        self.jobs.append(job)
        if len(self.jobs) == 1:
            self._begin()
        with suppress(OSError):  # a dead worker is found when its answer is asked for
            self.pipe.send(job)

    def _begin(self) -> None:
        """The time of its first job runs from now."""
        seconds = seconds_for(self.jobs[0].path, self._settings) if self.jobs else 0
        self._until = monotonic() + seconds + _GRACE if seconds else float("inf")

    def result(self) -> Outcome | None:
        """What became of its first job, or None while it works or has none; raises what is the fault of the
        installation."""
        if not self.jobs:
            return None
        outcome = self._answer(self.jobs[0])
        if outcome is not None:
            self.jobs.popleft()
            self._begin()
        return outcome

    def _answer(self, job: Job) -> Outcome | None:
        try:
            if self.pipe.poll():
                answer = unpacked(self.pipe.recv_bytes())
                if isinstance(answer, Exception):
                    raise answer
                self._ready = True
                return answer if isinstance(answer, Outcome) else None
        except (EOFError, ConnectionError):
            return self._died(job)
        return self._late(job) if monotonic() > self._until else None

    def end(self) -> None:
        """Let it go. What it has done lies in the cache; to take its objects apart would take a fifth of a second."""
        self.pipe.close()
        self.process.kill()
        self.process.join()

    def _died(self, job: Job) -> Outcome:
        self.alive = False
        self.process.join()
        code = self.process.exitcode or 0
        if not self._ready and code >= 0:
            raise PipelineError("no-workers")
        return _failed(job, PipelineError("worker-died", what=f"signal {-code}" if code < 0 else f"exit {code}"))

    def _late(self, job: Job) -> Outcome:
        self.alive = False
        self.process.kill()
        return _failed(job, PipelineError("too-slow", seconds=seconds_for(job.path, self._settings)))


def _started(pipe: Connection, settings: Settings, cache: Cache, lent: Chain | None) -> BaseProcess:
    """A worker at the other end of ``pipe``."""
    from multiprocessing import get_context

    if lent is not None and may_fork():
        return forked(_serve, pipe, settings, cache, lent)
    # spawn: neither a Java machine nor threads survive a fork
    process = get_context("spawn").Process(target=_serve, args=(pipe, settings, cache), daemon=True)
    process.start()
    return process


def _failed(job: Job, error: PipelineError) -> Outcome:
    blank = Outcome(document_id=job.source.id, path=str(job.path))
    return replace(blank, failure=Failure.of(error))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a worker says when it has started."""


def _serve(pipe: Connection, settings: Settings, cache: Cache, lent: Chain | None = None) -> None:
    """The life of a worker: a job in, an outcome out, until nobody is there any more.

    With a chain that was lent the tokenizers are not tried all at once: that is done where it comes from.
    """
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the business of the process that started this one
    limit_memory(settings.max_memory_mb)
    collect_seldom()
    share_classes()
    share_fragments()
    chain = lent or Chain(Resources(settings), cache)
    with suppress(EOFError, ConnectionError):
        pipe.send_bytes(packed(_Ready()))
        while True:
            job = pipe.recv()
            try:
                answer: Outcome | Exception = chain.run(job)
            except (PipelineError, ImportError) as error:
                answer = error
            pipe.send_bytes(packed(answer))
