"""A DOCX file (Office Open XML) → its text: a paragraph a line, the cells of a table row in one line.

Input: the bytes, Limits. Output: ``Content``; offsets refer to the text as extracted. Deleted text, field codes,
notes, headers and footers are left out, inserted text is kept. The title comes from the file's properties. Limits:
numbers that the word processor makes for lists are not in the file, so they are not in the text; the date of the
properties is when the file was saved, so it dates nothing.
"""

from __future__ import annotations

from pipeline.read.archive import Archive, open_archive
from pipeline.read.content import Content
from pipeline.read.limits import Limits
from pipeline.read.markup import first_text, steps
from pipeline.read.paragraphs import Words, paragraphs

_MAIN = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
WORDS = Words(
    text=frozenset({"t"}),
    paragraph="p",
    cell="tc",
    row="tr",
    signs={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    skipped=frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sectPr"}),
)


def read_docx(data: bytes, limits: Limits) -> Content:
    """The content of a DOCX file; raises PipelineError ``broken-file`` or ``bomb``."""
    archive = open_archive(data, limits)
    text = paragraphs(steps(archive.read(_MAIN), limits), WORDS)
    return Content(text=text, title=_title(archive), warnings=("text extracted from DOCX",))


def _title(archive: Archive) -> str:
    if _PROPERTIES not in archive.names:
        return ""
    return first_text(steps(archive.read(_PROPERTIES), archive.limits), "title")
