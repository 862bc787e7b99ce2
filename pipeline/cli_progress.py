"""How a run that goes on looks on a terminal: progress and what failed, on stderr.

Input: the outcome of each document as it comes. Output: lines, or one line that changes. Limits: without a terminal (a
pipe, a log) there is no line that changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.chain import Outcome
    from pipeline.runner import Progress

_LINES = 500


def stderr() -> Console:
    """Where progress and remarks go; without colours where it is no terminal, or ``NO_COLOR`` is set."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """On stderr rate and time left on a terminal; elsewhere a line a document, or every ``_LINES`` of many."""
    if quiet:
        yield None
        return
    console, started = stderr(), monotonic()
    if not console.is_terminal:

        def line(outcome: Outcome, done: int, total: int) -> None:
            if outcome.failure is not None or total <= _LINES or done % _LINES == 0 or done == total:
                single = outcome.failure is not None or total <= _LINES
                told = _of(outcome) if single else pace(done, total, monotonic() - started)
                console.print(f"{done}/{total} {told}", markup=False)

        yield line
        return
    with console.status("reading") as status:

        def tell(outcome: Outcome, done: int, total: int) -> None:
            status.update(f"{done}/{total} {pace(done, total, monotonic() - started)} {outcome.document_id}")
            if outcome.failure is not None:
                console.print(_of(outcome), markup=False)

        yield tell


def pace(done: int, total: int, seconds: float) -> str:
    """How many documents a second, and how long the others will take at that rate."""
    rate = done / max(seconds, 0.001)
    left = round((total - done) / rate)
    return f"{rate:.1f}/s, {left // 60}:{left % 60:02} left"


def _of(outcome: Outcome) -> str:
    if outcome.failure is not None:
        return f"{outcome.document_id}: failed: {outcome.failure.message}"
    return f"{outcome.document_id}: {outcome.mentions} mentions{' (cache)' if 'extract' in outcome.reused else ''}"
