"""Put finished files in place: written to a folder beside, flushed to disk, then swapped in one by one.

Input: an output folder and a function that writes files into a folder. Output: the paths now in place. A run
that fails while writing leaves the old files as they were. Limits: each file is swapped atomically, the set of
files is not; two runs that write to one folder at once are not kept apart.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import PipelineError


def publish(out: Path, fill: Callable[[Path], None]) -> tuple[Path, ...]:
    """Let ``fill`` write files into a temporary folder, then move them into ``out`` (made if absent).

    Raises PipelineError ``unwritable`` where the folder cannot be made or written, or the disk is full.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=out))
        try:
            fill(beside)
            return _swap(beside, out)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise PipelineError("unwritable", path=out, why=error.strerror or error) from error


def check_writable(out: Path) -> None:
    """Raise PipelineError ``unwritable`` now rather than after the work, if nothing can be written to ``out``."""
    publish(out, lambda _: None)


def write_file(path: Path, data: bytes) -> None:
    """Put one file in place, the same way."""
    publish(path.parent, lambda beside: _fill_one(beside / path.name, data))


def _fill_one(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _swap(beside: Path, out: Path) -> tuple[Path, ...]:
    files = sorted(path for path in beside.iterdir() if path.is_file())
    for path in files:
        path.chmod(0o644)
        _flush(path)
    for path in files:
        path.replace(out / path.name)
    _flush(out)
    return tuple(out / path.name for path in files)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
