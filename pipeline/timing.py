"""How long one document may take, and a limit that a process puts on itself.

Input: seconds. Output: a context that ends with PipelineError ``too-slow`` when they are over. Limits: only the main
thread of a Unix process can be told; code of C libraries that does not come back is not, so a worker process is also
watched from outside (``pipeline.pool``).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.settings import Settings

_MEGABYTE = 1_000_000


def seconds_for(path: Path, settings: Settings) -> int:
    """The seconds that the settings allow for a file of that size; 0 means no limit."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return settings.max_seconds * (1 + min(size, settings.max_bytes) // _MEGABYTE)


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Let the block run for so many seconds; 0, and threads beside the main one, are not limited."""
    if not seconds or threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def over(*_: object) -> NoReturn:
        raise PipelineError("too-slow", seconds=seconds)

    before = signal.signal(signal.SIGALRM, over)
    # again each second: a library may have caught the first one
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
