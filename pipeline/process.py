"""What a process that does nothing but run the pipeline sets for itself: how much memory, how often to look
for cycles, how often ``re`` works out a class of characters, how it ends.

For the command line and for worker processes; a program that calls the library keeps its own ways. Limits: the memory
limit is one of Unix, on address space.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

_OBJECTS = 250_000


def collect_seldom() -> None:
    """Look for cycles of objects seldom: almost everything here is freed without, and looking took a sixth of a run."""
    gc.set_threshold(_OBJECTS, 20, 20)


def few_threads() -> None:
    """Let numpy start none of its own: nothing here multiplies matrices, and a process with threads cannot be doubled.

    To be called before numpy is imported.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def share_classes() -> None:
    """Let ``re`` work out each class of characters once: five of six that rules are made of were met before, and a map
    of 64,000 characters for each was a third of compiling.

    ``re`` offers no way to do so. The function of its compiler is replaced by one that keeps what it answered, for the
    same members and flags; a Python whose compiler has no such function goes on as it is.
    """
    compiler = import_module("re._compiler")
    work_out = getattr(compiler, "_optimize_charset", None)
    if work_out is None or work_out.__module__ == __name__:  # there is none, or it has been replaced
        return
    known: dict[tuple[object, ...], tuple[Any, ...]] = {}

    def once(members: list[Any], *how: object) -> tuple[Any, ...]:
        key = (*members, *map(id, how))  # functions and tables of the compiler, which live as long as it does
        if key not in known:
            known[key] = work_out(members, *how)
        return known[key]

    vars(compiler)["_optimize_charset"] = once


def leave(code: int) -> NoReturn:
    """End the process without taking its objects apart one by one, which takes a third of a second after a run.

    What is registered for the end is done and output is written before; where it cannot be, or threads are at work,
    the process ends as others do.
    """
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody reads it any more, or it is closed
        sys.exit(code)
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        sys.exit(code)
    os._exit(code)


def limit_memory(megabytes: int) -> None:
    """Let this process have no more address space than that; 0 sets no limit."""
    if megabytes:
        with suppress(ImportError, ValueError, OSError):
            import resource

            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, hard))
