"""ZIP containers (DOCX, HWPX) read in memory: nothing is ever written to a path that the container names.

Input: bytes and Limits. Output: an Archive that gives parts by name. Errors: PipelineError ``broken-file`` or
``bomb``. The sizes that the directory states are checked before anything is unpacked, and the real ones while it is,
so a container that lies about itself is refused as well. Limits: encrypted parts are refused; a part inside a part
is not opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from pipeline.errors import PipelineError
from pipeline.read.limits import Limits

_SLACK = 1_000_000
_MOST_RATIO = 200
"""No text packs better than this; checked for parts beyond ``_SLACK`` bytes."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened container."""

    file: zipfile.ZipFile
    limits: Limits
    names: tuple[str, ...]

    def read(self, name: str) -> bytes:
        """A part, unpacked; raises PipelineError ``broken-file`` where it is absent, damaged or encrypted."""
        try:
            with self.file.open(name) as part:
                data = part.read(self.limits.unpacked + 1)
        except _BROKEN as error:
            raise PipelineError("broken-file", what=f"its part {name[:80]!r} cannot be read") from error
        if len(data) > self.limits.unpacked:
            raise PipelineError("bomb", what=f"more than {self.limits.unpacked} bytes unpacked")
        return data


def open_archive(data: bytes, limits: Limits) -> Archive:
    """The container in ``data``, its directory checked."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        parts = file.infolist()
    except _BROKEN as error:
        raise PipelineError("broken-file", what="it is no whole ZIP container") from error
    if len(parts) > limits.parts:
        raise PipelineError("bomb", what=f"{len(parts)} parts, more than {limits.parts}")
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked:
        raise PipelineError("bomb", what=f"{total} bytes unpacked, more than {limits.unpacked}")
    for part in parts:
        if part.file_size > max(_SLACK, part.compress_size * _MOST_RATIO):
            raise PipelineError("bomb", what=f"a part that unpacks to {part.file_size // max(1, part.compress_size)}×")
    return Archive(file, limits, tuple(part.filename for part in parts))
