"""Doubles this process (fork), so that another one begins with all that is loaded here; where that is safe.

Input: a function with its arguments, what of them is open for it. Output: the process that runs it, started. Limits:
Linux alone, and only while one thread runs, Python's or a library's (but for those that bear it): of the others a child
has the locks without those who would open them. Elsewhere a process is started anew (spawn).
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

_THREADS = Path("/proc/self/task")
_OPEN = Path("/proc/self/fd")
_FORK_SAFE = frozenset({"jemalloc_bg_thd"})
"""Threads of libraries that hold none of their locks while a process is doubled, and are not missed in the double:
the one with which pyarrow's allocator gives memory back (it registers with ``pthread_atfork``)."""


def may_fork() -> bool:
    """Whether this process may be doubled: on Linux, while nothing but the main thread runs."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    try:
        names = [(thread / "comm").read_text().strip() for thread in _THREADS.iterdir()]
    except OSError:  # a thread that has just ended, or a system that tells nothing
        return False
    return sum(name not in _FORK_SAFE for name in names) == 1


def forked(serve: Callable[..., None], pipe: Connection, *given: Any, keep: Collection[int] = ()) -> ForkProcess:
    """A child that runs ``serve(pipe, *given)`` with what is loaded here, and keeps nothing open but the files
    ``keep``."""
    child = get_context("fork").Process(target=_begin, args=(serve, pipe, keep, *given), daemon=True)
    gc.freeze()  # what is loaded is not looked through again there, which would copy its pages
    child.start()
    gc.unfreeze()
    return child


def _begin(serve: Callable[..., None], pipe: Connection, keep: Collection[int], *given: Any) -> None:
    """The life of the child: files of the parent, its lock of the output folder among them, are the parent's alone."""
    for name in os.listdir(_OPEN):
        if int(name) > 2 and int(name) != pipe.fileno() and int(name) not in keep:
            with suppress(OSError):
                os.close(int(name))
    serve(pipe, *given)
