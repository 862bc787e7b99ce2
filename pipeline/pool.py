"""Documents through the chain: here, or in worker processes where that pays or where code of others reads the bytes.

Input: jobs in order. Output: their outcomes, in the order in which they are finished; what the cache holds comes first.
Limits: a worker loads its own tables, so for plain text several are started only for ``BYTES_A_WORKER`` of text each,
one beside this process where ``pipeline.sharing`` says that it pays; a document that is read here and kills its process
kills the run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.cache import Cache
from pipeline.chain import Chain, Job, Outcome
from pipeline.crew import Crew
from pipeline.forking import may_fork
from pipeline.resources import Resources
from pipeline.sharing import Pile, processors, size_of, worth_sharing

if TYPE_CHECKING:
    from pipeline.settings import Settings

BYTES_A_WORKER = 600_000


class Documents:
    """Where the documents of a run are worked on; its workers are let go at the end of the ``with`` block.

    ``beside``: a few documents may be shared with one more process: a double of this one, or the program started anew.
    """

    def __init__(self, resources: Resources, cache: Cache, *, beside: bool = False) -> None:
        self._resources, self._cache, self._beside = resources, cache, beside
        self._chain = Chain(resources, cache)
        self._crew: Crew | None = None

    def __enter__(self) -> Documents:
        return self

    def __exit__(self, *_: object) -> None:
        if self._crew is not None:
            self._crew.end()

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Each job's outcome; raises PipelineError where the installation is at fault."""
        left: list[Job] = []
        for job in jobs:
            known = self._chain.known(job)
            if known is None:
                left.append(job)
            else:
                yield known
        settings = self._resources.settings
        workers = workers_for(left, settings)
        if settings.engine == "spark":
            yield from _on_spark(left, self._chain, settings, self._cache)
        elif workers:
            yield from self._by_workers(deque(reversed(left)), workers)
        elif self._beside and worth_sharing(left, settings):
            yield from self._shared(Pile(left))
        else:
            yield from map(self._chain.run, left)

    def again(self, job: Job) -> Outcome:
        """The outcome of one more document, by the workers, whose rules are loaded, where there are any."""
        if self._crew is None:
            return self._chain.run(job)
        known = self._chain.known(job)
        if known is None:
            self._crew.add(job)
        return known or next(self._rest(self._crew))

    def _by_workers(self, pile: deque[Job], number: int) -> Iterator[Outcome]:
        lent = None
        if may_fork():
            self._resources.load_common()
            self._chain.check()
            lent = self._chain.lent()
        self._crew = Crew(self._resources.settings, self._cache, number, pile, lent)
        self._resources.look_ahead()
        yield from self._rest(self._crew)

    def _shared(self, pile: Pile) -> Iterator[Outcome]:
        """A worker takes documents from the end of the pile, this process from its beginning as long as that pays. What
        both need is loaded before, where it can be lent; what comes behind the documents while this one would wait.
        """
        double = may_fork()
        if double:
            self._resources.load_common()
        crew = self._crew = Crew(self._resources.settings, self._cache, 1, pile, self._chain.lent())
        own: list[Outcome] = []
        while (job := pile.mine()) is not None:
            own.append(self._chain.run(job))
            yield own[-1]
            yield from crew.finished(0)
        self._resources.look_ahead()
        self._hear(crew, own)
        for outcome in self._rest(crew):
            yield outcome
            self._hear(crew, [outcome])

    def _hear(self, crew: Crew, outcomes: Sequence[Outcome]) -> None:
        """Hear names while the crew is at work."""
        from pipeline.reconcile.names import hear

        for outcome in outcomes:
            if outcome.extraction is not None and crew.at_work:
                hear(outcome.extraction, self._resources)

    def _rest(self, crew: Crew) -> Iterator[Outcome]:
        while crew.at_work:
            yield from crew.finished(1)


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
        asked = min(processors(), len(jobs), sum(size_of(job.path) for job in jobs) // BYTES_A_WORKER)
    return asked if asked > 1 else least
