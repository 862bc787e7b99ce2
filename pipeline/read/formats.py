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
from pipeline.read.limits import Limits
from pipeline.read.opening import read_bytes

if TYPE_CHECKING:
    from pipeline.read.sources import SourceRow
    from pipeline.resources import Resources


Reader = Callable[[bytes, "SourceRow", "Resources"], Content]


def plain_text(data: bytes, source: SourceRow, resources: Resources) -> Content:
    """Text as it stands; line ends are kept."""
    decoded = decode(data, source.encoding, resources.reading.scripts)
    return Content(text=decoded.text, warnings=decoded.warnings)


def web_page(data: bytes, source: SourceRow, resources: Resources) -> Content:
    """A saved web page."""
    from pipeline.read.webpage import read_page

    return read_page(data, source.encoding, resources.reading.scripts, Limits.of(resources.settings))


def pdf(data: bytes, source: SourceRow, resources: Resources) -> Content:
    """A PDF that holds text."""
    from pipeline.read.pdf import read_pdf

    return read_pdf(data, Limits.of(resources.settings))


def docx(data: bytes, source: SourceRow, resources: Resources) -> Content:
    """A document of a word processor."""
    from pipeline.read.docx import read_docx

    return read_docx(data, Limits.of(resources.settings))


def hwpx(data: bytes, source: SourceRow, resources: Resources) -> Content:
    """A document of the Korean word processor."""
    from pipeline.read.hwpx import read_hwpx

    return read_hwpx(data, Limits.of(resources.settings))


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": plain_text,
        ".text": plain_text,
        ".md": plain_text,
        ".markdown": plain_text,
        ".html": web_page,
        ".htm": web_page,
        ".xhtml": web_page,
        ".pdf": pdf,
        ".docx": docx,
        ".hwpx": hwpx,
    }
)
PLAIN = frozenset({".txt", ".text", ".md", ".markdown"})
"""Suffixes of files whose bytes are the text itself; the readers of all others run code of other libraries."""
SUFFIXES = frozenset(READERS)
"""Suffixes (lower case) that are taken from a folder."""


def read_content(path: Path, source: SourceRow, resources: Resources) -> Content:
    """The content of a file; raises PipelineError ``missing-path``, ``too-large``, ``empty-file``, ``no-text`` …"""
    data = read_bytes(path, resources.settings.max_bytes)
    if not data:
        raise PipelineError("empty-file")
    content = reader_of(path, data)(data, source, resources)
    if not content.text.strip():
        raise PipelineError("no-text")
    return content


def reader_of(path: Path, data: bytes) -> Reader:
    """Who reads a file: its suffix says, but a PDF is one under any name."""
    suffix = path.suffix.lower()
    named = READERS.get(suffix, plain_text)
    return pdf if named is not pdf and data.startswith(b"%PDF-") else named
