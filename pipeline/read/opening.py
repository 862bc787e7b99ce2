"""A path → the bytes of that file, and nothing else: no symbolic link, no device, no pipe, never above the limit.

Input: a path and a limit in bytes. Output: the bytes. Errors: PipelineError ``missing-path``, ``symlink``,
``not-a-file`` or ``too-large``. Limits: a link among the folders above the file is followed; the file is opened
without following one, so that a link put in its place at the last moment is refused too.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from pipeline.errors import PipelineError

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes."""
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno == errno.ELOOP or path.is_symlink():
            raise PipelineError("symlink", path=path) from error
        if error.errno == errno.ENXIO:
            raise PipelineError("not-a-file", path=path) from error
        raise PipelineError("missing-path", path=path) from error
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise PipelineError("not-a-file", path=path)
    with os.fdopen(handle, "rb") as file:
        if state.st_size > limit:
            raise PipelineError("too-large", size=state.st_size, limit=limit)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise PipelineError("too-large", size=len(data), limit=limit)
    return data
