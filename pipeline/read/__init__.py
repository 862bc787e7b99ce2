"""Stage: read. A file → a ``Reading``: its text exactly as stored, its layout, its sentences.

Input: a path and its row of ``sources.csv``. Output: ``Reading`` (see ``pipeline.model``), sentences without tokens.
Errors: PipelineError ``missing-path``, ``too-large``, ``empty-file``, ``no-text``, ``binary-file`` or
``unknown-encoding``, each about this one file.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.edtf import Edtf
from pipeline.model import Document, Reading, Span
from pipeline.read.content import Content
from pipeline.read.folding import fold
from pipeline.read.formats import read_content
from pipeline.read.language import sentences_of
from pipeline.read.layout import lay_out
from pipeline.read.residue import blank_residue
from pipeline.read.sources import SourceRow
from pipeline.read.spam import find_spam

if TYPE_CHECKING:
    from pipeline.resources import Resources

__all__ = ["SourceRow", "read", "read_text"]


def read(path: Path, source: SourceRow, resources: Resources) -> Reading:
    """Read one file. Offsets in the result are code points of ``Reading.document.text``, end exclusive."""
    content = read_content(path, source, resources)
    return _reading(_document(content, source, path), resources)


def read_text(text: str, source: SourceRow, resources: Resources) -> Reading:
    """The same for a text that is already in memory, such as a sentence typed at the command line."""
    return _reading(_document(Content(text=text), source, Path(source.path or source.id)), resources)


def _document(content: Content, source: SourceRow, path: Path) -> Document:
    published = source.published or content.published
    basis = "sources.csv" if source.published else content.published_basis
    return Document(
        id=source.id or path.stem,
        text=content.text,
        sha256=hashlib.sha256(content.text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=source.title or content.title,
        publisher=source.publisher or content.publisher,
        lang=source.lang,
        url=source.url or content.url,
        path=source.path or path.name,
        licence=source.licence,
        published=Edtf.parse(published) if published else None,
        published_basis=basis,
        copied_from=source.copied_from,
        role=source.role,
        warnings=content.warnings,
    )


def _reading(document: Document, resources: Resources) -> Reading:
    rules = resources.reading
    folded = blank_residue(fold(document.text, rules.folding), rules.residue)
    masks = find_spam(folded, rules.spam)
    folded = _blanked(folded, masks)
    blocks = lay_out(folded, rules.zones, rules.forms, masks)
    sentences = sentences_of(folded, blocks, document.lang, rules.scripts, rules.sentences)
    return Reading(document=document, folded=folded, blocks=blocks, sentences=sentences, masks=masks)


def _blanked(folded: str, masks: tuple[Span, ...]) -> str:
    parts: list[str] = []
    at = 0
    for mask in masks:
        parts += [folded[at : mask.start], " " * len(mask)]
        at = mask.end
    return "".join((*parts, folded[at:]))
