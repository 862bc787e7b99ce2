"""Shares a few documents between this process and one more, so that each loads as few languages as it can.

Input: jobs that are still to be done. Output: whether a second process pays, and a pile that both take from: the
worker from its end, where the language of the most text lies with its longest document last, this process from its
beginning. Limits: a language is what ``sources.csv`` says, else the script of the first bytes; one that is guessed
wrong costs time alone.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.read.scripts import count

if TYPE_CHECKING:
    from pipeline.chain import Job
    from pipeline.settings import Settings

BYTES_TO_SHARE = 40_000
"""A second process takes as long to start as so much text takes to be read."""
BYTES_A_LANGUAGE = 30_000
"""The rules of a language take as long to load as so much text takes to be read."""
_HEAD = 4096


def worth_sharing(jobs: Sequence[Job], settings: Settings) -> bool:
    """Whether a second process ends the work sooner than one alone; never where the settings name a number."""
    if settings.workers or len(jobs) < 2 or processors() < 2 or load() >= processors():
        return False
    return sum(size_of(job.path) for job in jobs) >= BYTES_TO_SHARE


def hands_for(settings: Settings, *, beside: bool) -> int:
    """How many processes may work on what follows the documents, this one among them: as many as the settings name,
    else as there are processors, if the program lets it be doubled (``beside``) and others leave one of them free."""
    if settings.workers:
        return settings.workers
    return processors() if beside and load() < processors() else 1


def processors() -> int:
    """On how many processors this process may run."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load() -> float:
    """How many processors other programs keep busy, over the last minute; 0 where that cannot be told.

    On a machine that is busy anyway a second process takes its turns from the first, and its start is lost time.
    """
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):
        return 0.0


def size_of(path: Path) -> int:
    """The bytes of a file; 0 where they cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


class Pile(deque["Job"]):
    """Jobs by language, that of the least text first; in a language the shortest first."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._languages = {job.source.id: _language(job) for job in jobs}
        self._sizes = {job.source.id: size_of(job.path) for job in jobs}
        self._begun: set[str] = set()
        texts: Counter[str] = Counter()
        for name, language in self._languages.items():
            texts[language] += self._sizes[name]

        def place(job: Job) -> tuple[int, str, int, str]:
            language = self._languages[job.source.id]
            return texts[language], language, self._sizes[job.source.id], job.source.id

        super().__init__(sorted(jobs, key=place))
        self._theirs = self._languages[self[-1].source.id]

    def mine(self) -> Job | None:
        """The next job for this process; None where what is left is better left to the worker."""
        if not self:
            return None
        language = self._languages[self[0].source.id]
        left = sum(self._sizes[job.source.id] for job in self)
        if language == self._theirs and language not in self._begun and left < BYTES_A_LANGUAGE:
            return None
        self._begun.add(language)
        return self.popleft()


def _language(job: Job) -> str:
    """A guess at the language of a document."""
    if job.source.lang:
        return job.source.lang.partition("-")[0]
    try:
        with job.path.open("rb") as file:
            head = count(file.read(_HEAD).decode("utf-8", "ignore"))
    except OSError:
        return ""
    return max(("ko", 2 * head.hangul), ("zh", head.han), ("en", head.latin / 3), key=lambda each: each[1])[0]
