"""A Reading from marked lines, so that tests of the resolver can say what each line is.

`# ` a heading, `@ ` a byline, `~ ` a caption, `- ` a list item, `^ ` a reference; any other line is a paragraph.
A line `---` starts another article. The marks themselves are not part of the text.
"""

from __future__ import annotations

import re

from pipeline.edtf import Edtf
from pipeline.extract.dates import find, fold
from pipeline.extract.timeline import resolve
from pipeline.languages.tokens import tokenize
from pipeline.model import Block, BlockKind, Document, Reading, Sentence, Span, Timeline, TimeMention
from pipeline.resources import Resources

KINDS: dict[str, BlockKind] = {"#": "heading", "@": "byline", "~": "caption", "-": "list_item", "^": "reference"}
SENTENCE = re.compile(r"(?:[^.。!?]|\.(?=\S)|(?<=[일월])\.(?=\s)|(?<=\d)\.(?=\s\d))+[.。!?]*[”\"’」]*")


def reading_of(marked: str, language: str, published: str = "", url: str = "") -> Reading:
    """The Reading of ``marked`` text."""
    lines = [(line[:1] if line[1:2] == " " else "", line) for line in marked.strip().splitlines()]
    text, blocks, sentences, article = "", list[Block](), list[Sentence](), 0
    headings: tuple[Span, ...] = ()
    for mark, line in lines:
        if line == "---":
            article, headings = article + 1, ()
            continue
        body = line[2:] if mark in KINDS else line
        span = Span(len(text), len(text) + len(body))
        kind: BlockKind = KINDS.get(mark, "paragraph")
        headings = () if kind == "heading" else headings
        tells = kind not in ("byline", "heading", "reference")
        blocks.append(Block(span=span, kind=kind, article=article, headings=headings, tells_events=tells))
        headings = (span,) if kind == "heading" else headings
        for cut in SENTENCE.finditer(body):
            if cut[0].strip():
                at = Span(span.start + cut.start(), span.start + cut.end())
                sentences.append(Sentence(span=at, block=len(blocks) - 1, language=language))
        text += body + "\n"
    document = Document(
        id="text", text=text, sha256="", lang=language, url=url,
        published=Edtf.parse(published) if published else None,
    )  # fmt: skip
    return Reading(document=document, folded=fold(text), blocks=tuple(blocks), sentences=tuple(sentences))


def read_times(
    marked: str, language: str, resources: Resources, published: str = "", url: str = ""
) -> tuple[Reading, Timeline]:
    """The Reading of ``marked`` text with tokens, and its Timeline."""
    reading = tokenize(reading_of(marked, language, published, url), resources)
    return reading, resolve(reading, find(reading, resources), resources)


def mention(reading: Reading, timeline: Timeline, words: str, nth: int = 0) -> TimeMention:
    """The ``nth`` mention whose words are ``words``, or else hold them."""
    text = reading.document.text
    found = [m for m in timeline.mentions if m.span and words == m.span.of(text)]
    found = found or [m for m in timeline.mentions if m.span and words in m.span.of(text)]
    assert len(found) > nth, f"{words!r} is not among {[m.span.of(text) for m in timeline.mentions if m.span]}"
    return found[nth]
