"""Doubles this process (fork), so that another one begins with all that is loaded here; where that is safe.

Input: a function with its arguments, what of them is open for it. Output: the process that runs it, started. Limits:
Linux alone, and only while one thread runs, Python's or a library's: of the others a child has the locks without
those who would open them. Elsewhere a process is started anew (spawn).
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
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

_THREADS = Path("/proc/self/task")
_OPEN = Path("/proc/self/fd")


def may_fork() -> bool:
    """Whether this process may be doubled: on Linux, while nothing but the main thread runs."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    try:
        return len(os.listdir(_THREADS)) == 1
    except OSError:
        return False


def forked(serve: Callable[..., None], pipe: Connection, *given: Any) -> ForkProcess:
    """A child that runs ``serve(pipe, *given)`` with what is loaded here, and keeps nothing else open."""
    child = get_context("fork").Process(target=_begin, args=(serve, pipe, *given), daemon=True)
    gc.freeze()  # what is loaded is not looked through again there, which would copy its pages
    child.start()
    gc.unfreeze()
    return child


def _begin(serve: Callable[..., None], pipe: Connection, *given: Any) -> None:
    """The life of the child: files of the parent, its lock of the output folder among them, are the parent's alone."""
    for name in os.listdir(_OPEN):
        if int(name) > 2 and int(name) != pipe.fileno():
            with suppress(OSError):
                os.close(int(name))
    serve(pipe, *given)
