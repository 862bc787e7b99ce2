"""A single text as a Reading, without any layout: for probes, components and the command line.

Input: a text, its language and the day it was written, if known. Output: a Reading whose paragraphs are the lines.
Limits: sentences end at full stops; no zones, no headings, no spam are looked for; tokens are not made.
"""

from __future__ import annotations

import re

from pipeline.edtf import Edtf
from pipeline.model import Block, Document, Reading, Sentence, Span


def plain_reading(text: str, language: str, published: str = "") -> Reading:
    """``text`` as a Reading of paragraphs (its lines), sentences cut at full stops; no layout is looked for."""
    from pipeline.extract.dates import fold

    document = Document(
        id="text",
        text=text,
        sha256="",
        lang=language,
        published=Edtf.parse(published) if published else None,
        published_basis="given" if published else "",
    )
    blocks, sentences = _paragraphs(text, language)
    return Reading(document=document, folded=fold(text), blocks=blocks, sentences=sentences)


def _paragraphs(text: str, language: str) -> tuple[tuple[Block, ...], tuple[Sentence, ...]]:
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        for cut in re.finditer(
            r"(?:[^.。!?！？]|\.(?=\S)|(?<=\d)\.(?=\s\d)|(?<=\b[A-Z])\.)+(?:[.。!?！？]+[”\"’」』)]*)?", line[0]
        ):
            span = Span(line.start() + cut.start(), line.start() + cut.end())
            sentences.append(Sentence(span=span, block=len(blocks), language=language))
        blocks.append(Block(span=Span(*line.span()), kind="paragraph"))
    return tuple(blocks), tuple(sentences)
