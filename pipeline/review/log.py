"""Append human judgements to ``decisions.jsonl``: under a lock, flushed to disk before anyone is told.

Input: drafts of decisions (without id, time and reviewer). Output: the decisions as written. Lines are only ever added:
two tabs, two processes and a run at the same time lose nothing. A torn last line is closed by a line end first, so
that it spoils no other. Errors: PipelineError ``unwritable``. Limits: on file systems without locks two processes
are kept apart by appending alone.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pipeline.codec import encode
from pipeline.errors import PipelineError
from pipeline.model import Decision

NAME = "decisions.jsonl"


def append(path: Path, drafts: Sequence[Decision], by: str) -> tuple[Decision, ...]:
    """Write ``drafts`` as one action; their ids share what stands before the last dash."""
    action, at = f"d-{secrets.token_hex(6)}", datetime.now(UTC).isoformat(timespec="seconds")
    made = tuple(replace(draft, id=f"{action}-{n}", at=at, by=by) for n, draft in enumerate(drafts, 1))
    lines = "".join(json.dumps(encode(one), ensure_ascii=False) + "\n" for one in made)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file, _locked(file):
            file.write(_closing(file) + lines.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise PipelineError("unwritable", path=path, why=error.strerror or error) from error
    return made


def action_of(decision_id: str) -> str:
    """What the decisions written by one action share."""
    return decision_id.rpartition("-")[0] or decision_id


def _closing(file: BinaryIO) -> bytes:
    """A line end where the last line has none."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


@contextmanager
def _locked(file: BinaryIO) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX)
    yield  # closing the file gives the lock back
