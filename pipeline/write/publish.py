"""Put finished files in place as one set: written to a folder beside, flushed to disk, then moved in.

Input: an output folder and a function that writes files into a folder. Output: the paths now in place. The set counts
as written from the moment its folder gets the name of a finished one: a process that is killed before leaves the old
files as they were, one that is killed later leaves a finished set whose files ``finish`` moves in, which every
reader of tables and the next run call first. Limits: a program that reads a table without ``finish`` in the instant of
moving, or after a kill in it, can see files of two sets; who writes to one folder at once is for ``pipeline.lock``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.errors import PipelineError

_WRITING = ".writing-"
_FINISHED = ".finished-"
_FLUSHES = 8  # files that are flushed at once


def publish(out: Path, fill: Callable[[Path], None]) -> tuple[Path, ...]:
    """Let ``fill`` write files into a temporary folder, then move them into ``out`` (made if absent).

    Raises PipelineError ``unwritable`` where the folder cannot be made or written, or the disk is full.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=_WRITING, dir=out))
        try:
            fill(beside)
            files = _flushed(beside)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        finished = beside.with_name(_FINISHED + beside.name.removeprefix(_WRITING))
        beside.rename(finished)
        _flush(out)
        _move(finished, out)
        return tuple(out / name for name in files)
    except OSError as error:
        raise PipelineError("unwritable", path=out, why=error.strerror or error) from error


def finish(out: Path) -> None:
    """Move in what a killed process had finished; nothing happens where there is none, or nothing may be written."""
    with suppress(OSError):
        for folder in sorted(out.glob(f"{_FINISHED}*")):
            _move(folder, out)


def clear(out: Path) -> None:
    """Finish what is finished, throw away what a killed process left half-written. Only for who holds the lock."""
    finish(out)
    for folder in sorted(out.glob(f"{_WRITING}*")):
        shutil.rmtree(folder, ignore_errors=True)


def keep_set(folder: Path, wanted: Mapping[str, bytes]) -> None:
    """Make ``folder`` hold exactly these files beside its subfolders; what is there already is not written again."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name: path for path in folder.iterdir() if path.is_symlink() or path.is_file()}
        new = {name: data for name, data in wanted.items() if not _same(there.get(name), data)}
        if new:
            publish(folder, lambda beside: _fill_all(beside, new))
        for name in there.keys() - wanted.keys():
            there[name].unlink()
    except OSError as error:
        raise PipelineError("unwritable", path=folder, why=error.strerror or error) from error


def _same(path: Path | None, data: bytes) -> bool:
    if path is None or path.is_symlink():
        return False
    return path.stat().st_size == len(data) and path.read_bytes() == data


def check_writable(out: Path) -> None:
    """Raise PipelineError ``unwritable`` now rather than after the work, if nothing can be written to ``out``."""
    publish(out, lambda _: None)


def write_file(path: Path, data: bytes) -> None:
    """Put one file in place, the same way."""
    publish(path.parent, lambda beside: _fill_one(beside / path.name, data))


def _fill_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        _fill_one(folder / name, data)


def _fill_one(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _flushed(folder: Path) -> tuple[str, ...]:
    """The names of the files of ``folder``, all of them on disk: side by side, which takes as long as one alone."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    for path in files:
        path.chmod(0o644)
    if len(files) == 1:
        _flush(files[0])
    elif files:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(_FLUSHES) as threads:
            list(threads.map(_flush, files))
    _flush(folder)
    return tuple(path.name for path in files)


def _move(folder: Path, out: Path) -> None:
    """Move the files of a finished set; two processes may do so at once."""
    for name in sorted(path.name for path in folder.iterdir()):
        with suppress(FileNotFoundError):
            (folder / name).replace(out / name)
    _flush(out)
    with suppress(FileNotFoundError):
        folder.rmdir()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
