"""The formats that can be read: suffix → how its bytes become text. Unknown suffixes are tried as text.

Input: a path and the row of ``sources.csv``. Output: ``Content``: the text exactly as it will be stored, and what
the format itself says about title, publisher and date. Limits: the size limit is checked before anything is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.read.content import Content
from pipeline.read.encoding import decode

if TYPE_CHECKING:
    from pipeline.read.sources import SourceRow
    from pipeline.resources import Resources


Reader = Callable[[bytes, "SourceRow", "Resources"], Content]


def plain_text(data: bytes, source: SourceRow, resources: Resources) -> Content:
    """Text as it stands; line ends are kept."""
    decoded = decode(data, source.encoding, resources.reading.scripts)
    return Content(text=decoded.text, warnings=decoded.warnings)


def web_page(data: bytes, source: SourceRow, resources: Resources) -> Content:
    """A saved web page; needs the extra ``html``."""
    from pipeline.read.webpage import read_page

    return read_page(data, source.encoding, resources.reading.scripts)


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": plain_text,
        ".text": plain_text,
        ".md": plain_text,
        ".markdown": plain_text,
        ".html": web_page,
        ".htm": web_page,
    }
)
SUFFIXES = frozenset(READERS)
"""Suffixes (lower case) that are taken from a folder."""


def read_content(path: Path, source: SourceRow, resources: Resources) -> Content:
    """The content of a file; raises PipelineError ``missing-path``, ``too-large``, ``empty-file``, ``no-text`` …"""
    limit = resources.settings.max_bytes
    try:
        size = path.stat().st_size
        if size > limit:
            raise PipelineError("too-large", size=size, limit=limit)
        data = path.read_bytes()
    except OSError as error:
        raise PipelineError("missing-path", path=path) from error
    if not data:
        raise PipelineError("empty-file")
    content = READERS.get(path.suffix.lower(), plain_text)(data, source, resources)
    if not content.text.strip():
        raise PipelineError("no-text")
    return content
