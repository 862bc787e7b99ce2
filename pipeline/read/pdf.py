"""A PDF → its text, page by page, through pdfium.

Input: the bytes, Limits. Output: ``Content``; offsets refer to the text as extracted: lines as they stand on the
page, a blank line between pages, words that were hyphenated at the end of a line as they stand. Errors: PipelineError
``broken-file``, ``locked-file``, ``bomb`` or ``no-text``. Limits: scanned pages hold no text; columns come in the
order of the file; the date of the properties is when the file was made, so it dates nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from pipeline.errors import PipelineError
from pipeline.read.content import Content
from pipeline.read.limits import Limits


def read_pdf(data: bytes, limits: Limits) -> Content:
    """The content of a PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = "locked-file" if "password" in str(error).lower() else "broken-file"
        raise PipelineError(code, what="it is no whole PDF") from error
    with closing(document):
        if len(document) > limits.parts:
            raise PipelineError("bomb", what=f"{len(document)} pages, more than {limits.parts}")
        text = "\n\n".join(page for page in _pages(document, limits) if page)
        title = " ".join(str(document.get_metadata_value("Title") or "").split())
    return Content(text=text, title=title, warnings=(f"text extracted from PDF by pdfium {_version()}",))


def _pages(document: Any, limits: Limits) -> Iterator[str]:
    from pypdfium2 import PdfiumError

    left = limits.unpacked
    for number in range(len(document)):
        try:
            with closing(document[number]) as page, closing(page.get_textpage()) as words:
                text = words.get_text_bounded(errors="replace") if words.count_chars() else ""
        except PdfiumError as error:
            raise PipelineError("broken-file", what=f"its page {number + 1} cannot be read") from error
        left -= len(text.encode("utf-8", "surrogatepass"))
        if left < 0:
            raise PipelineError("bomb", what=f"more than {limits.unpacked} bytes of text")
        yield _plain(text)


def _plain(text: str) -> str:
    """Line ends as ``\\n``; what pdfium puts for a hyphen at a line's end becomes one; no zero or noncharacters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-")
    return text.replace("\0", "").strip()


def _version() -> str:
    import pypdfium2

    return str(pypdfium2.PYPDFIUM_INFO)
