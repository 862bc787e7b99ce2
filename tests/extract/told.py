"""A sentence of our own made into a Reading, a passage or its mentions, for the tests of events."""

from __future__ import annotations

import hashlib

from pipeline.edtf import Edtf
from pipeline.extract import dates, entities, events, quantities, timeline
from pipeline.extract.passage import Passage
from pipeline.languages.tokens import tokenize
from pipeline.model import Block, Document, EventMention, Reading, Sentence, Span, Timeline
from pipeline.resources import Resources


def reading_of(text: str, language: str, resources: Resources, published: str = "") -> Reading:
    """A Reading of one paragraph; a blank line parts sentences."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    date = Edtf.parse(published) if published else None
    document = Document(
        id="t", text=text, sha256=sha, lang=language, published=date, published_basis="given" if date else ""
    )
    sentences, start = [], 0
    for part in text.split("\n\n"):
        sentences.append(Sentence(span=Span(start, start + len(part)), block=0, language=language))
        start += len(part) + 2
    block = Block(span=Span(0, len(text)), kind="paragraph")
    reading = Reading(document=document, folded=text, blocks=(block,), sentences=tuple(sentences))
    return tokenize(reading, resources)


def passage_of(text: str, language: str, resources: Resources) -> Passage:
    """The first sentence as the event finder sees it, without dates and names."""
    reading = reading_of(text, language, resources)
    return events.passages(reading, Timeline(mentions=(), sentences=()), (), (), resources)[0]


def told(text: str, language: str, resources: Resources, published: str = "") -> list[EventMention]:
    """The mentions of ``text``, through the whole chain."""
    return mentions_of(reading_of(text, language, resources, published), resources)


def mentions_of(reading: Reading, resources: Resources) -> list[EventMention]:
    """The mentions of a Reading with tokens."""
    line = timeline.resolve(reading, dates.find(reading, resources), resources)
    names = entities.find(reading, line, resources)
    return list(events.find(reading, line, names, quantities.find(reading, resources), resources))
