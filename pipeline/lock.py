"""One run at a time in an output folder.

Input: the folder. Output: a context in which no other run writes there. The lock is the operating system's, on the
file ``.lock``: it ends with the process that holds it, however that ends, so a dead owner locks nobody out. Errors:
PipelineError ``busy`` (names the process that holds it) or ``unwritable``. Limits: on file systems without locks
(some network drives) two runs are not kept apart.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import PipelineError

NAME = ".lock"


@contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Hold the lock of ``out`` (the folder is made if absent); raises at once where another process holds it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = (out / NAME).open("a+b")
    except OSError as error:
        raise PipelineError("unwritable", path=out, why=error.strerror or error) from error
    with file:
        if not _locked(file):
            raise PipelineError("busy", path=out, who=_owner(file))
        with suppress(OSError):
            file.truncate(0)
            file.write(str(os.getpid()).encode())
            file.flush()
        yield


def _owner(file: BinaryIO) -> str:
    file.seek(0)
    number = file.read(20).decode("ascii", "replace")
    return f" (process {number})" if number.isdigit() else ""


def _locked(file: BinaryIO) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
