"""An HWPX file (OWPML, KS X 6101) → its text: the paragraphs of its sections in order, a paragraph a line.

Input: the bytes, Limits. Output: ``Content``; offsets refer to the text as extracted. Footnotes, endnotes, headers,
footers, hidden remarks and field codes are left out; the cells of a table row stand in one line. Limits: the old
binary HWP is not read (the word processor saves it as HWPX); text inside drawings is read where it stands.
"""

from __future__ import annotations

import re

from pipeline.errors import PipelineError
from pipeline.read.archive import Archive, open_archive
from pipeline.read.content import Content
from pipeline.read.limits import Limits
from pipeline.read.markup import first_text, steps
from pipeline.read.paragraphs import Words, paragraphs

_SECTION = re.compile(r"Contents/section(\d{1,5})\.xml\Z")
_PACKAGE = "Contents/content.hpf"
WORDS = Words(
    text=frozenset({"t"}),
    paragraph="p",
    cell="tc",
    row="tr",
    signs={"tab": "\t", "lineBreak": "\n", "hyphen": "-", "nbSpace": "\u00a0", "fwSpace": " "},
    skipped=frozenset({"footNote", "endNote", "header", "footer", "hiddenComment", "fieldBegin", "memo", "secPr"}),
)


def read_hwpx(data: bytes, limits: Limits) -> Content:
    """The content of an HWPX file; raises PipelineError ``broken-file`` or ``bomb``."""
    archive = open_archive(data, limits)
    sections = sorted((int(match[1]), name) for name in archive.names if (match := _SECTION.match(name)))
    if not sections:
        raise PipelineError("broken-file", what="it holds no section of text")
    texts = [paragraphs(steps(archive.read(name), limits), WORDS) for _, name in sections]
    return Content(text="\n".join(texts), title=_title(archive), warnings=("text extracted from HWPX",))


def _title(archive: Archive) -> str:
    if _PACKAGE not in archive.names:
        return ""
    return first_text(steps(archive.read(_PACKAGE), archive.limits), "title")
