"""Our extractors as spaCy components: ``pipeline_times``, ``pipeline_entities``, ``pipeline_events``.

Input: a ``Doc`` of any spaCy pipeline in one of our languages. Output: ``doc.spans["times" | "entities" | "events"]``
for reading, and ``doc.user_data["pipeline"]``, a ``Found``, with the dataclasses. A span that cuts a token is widened
to whole tokens there; the dataclasses keep the exact offsets into ``doc.text``. Limits: one component looks at one
``Doc``; no custom extension attributes are set, since those are global. spaCy imports this module by its entry
points when it builds a pipeline; the package itself never does.

    nlp = spacy.blank("en")
    nlp.add_pipe("pipeline_times", config={"published": "2021-06-10"})
    [(span.text, span.label_) for span in nlp("The port reopened last Friday.").spans["times"]]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.language import Language as Nlp
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from pipeline.languages.tokens import tokens_of
from pipeline.model import Block, Document, EntityMention, EventMention, Reading, Sentence, Span, Timeline
from pipeline.resources import Resources
from pipeline.settings import Settings

KEY = "pipeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the components found in one ``Doc``; what no component asked for is None."""

    reading: Reading
    timeline: Timeline | None = None
    entities: tuple[EntityMention, ...] | None = None
    events: tuple[EventMention, ...] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One component: finds up to ``goal`` and writes the spans of that group."""

    goal: str
    resources: Resources
    language: str
    published: str

    def __call__(self, doc: Doc) -> Doc:
        found = doc.user_data.get(KEY) or Found(reading=reading_of(doc, self.language, self.published))
        found = _timed(found, self.resources)
        if self.goal != "times":
            found = _named(found, self.resources)
        if self.goal == "events":
            found = _told(found, self.resources)
        doc.user_data[KEY] = found
        doc.spans[self.goal] = [_widen(doc, span, label) for span, label in _spans(found, self.goal)]
        return doc


def _timed(found: Found, resources: Resources) -> Found:
    from pipeline.extract import dates, timeline

    if found.timeline is not None:
        return found
    expressions = dates.find(found.reading, resources)
    return replace(found, timeline=timeline.resolve(found.reading, expressions, resources))


def _named(found: Found, resources: Resources) -> Found:
    from pipeline.extract import entities

    if found.entities is not None or found.timeline is None:
        return found
    return replace(found, entities=entities.find(found.reading, found.timeline, resources))


def _told(found: Found, resources: Resources) -> Found:
    from pipeline.extract import events, quantities

    if found.timeline is None or found.entities is None:
        return found
    counted = quantities.find(found.reading, resources)
    told = events.find(found.reading, found.timeline, found.entities, counted, resources)
    return replace(found, events=told)


def reading_of(doc: Doc, language: str, published: str) -> Reading:
    """``doc`` as a Reading of one paragraph; its own sentence bounds if it has them, else one sentence."""
    from hashlib import sha256

    from pipeline.edtf import Edtf

    text = doc.text
    document = Document(
        id="doc",
        text=text,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        lang=language,
        published=Edtf.parse(published) if published else None,
        published_basis="stated in the component's settings" if published else "",
    )
    block = Block(span=Span(0, len(text)), kind="paragraph")
    parts = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
    sentences = tuple(_sentence(doc, part, language) for part in parts if len(part))
    return Reading(document=document, folded=text, blocks=(block,), sentences=sentences)


def _sentence(doc: Doc, part: DocSpan, language: str) -> Sentence:
    span = Span(part.start_char, part.end_char)
    tokens = tuple(token for token in tokens_of(doc) if span.covers(token.span))
    return Sentence(span=span, block=0, language=language, tokens=tokens)


def _spans(found: Found, goal: str) -> Iterable[tuple[Span, str]]:
    if goal == "times" and found.timeline is not None:
        return [(time.span, str(time.date or "")) for time in found.timeline.mentions if time.span is not None]
    if goal == "entities":
        return [(entity.span, entity.entity_id or entity.kind) for entity in found.entities or ()]
    return [(event.span, event.type) for event in found.events or ()]


def _widen(doc: Doc, span: Span, label: str) -> DocSpan:
    widened = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
    assert widened is not None, "a span of the document's own text"
    return widened


def _step(goal: str, nlp: Nlp, published: str, settings: dict[str, object]) -> Step:
    return Step(goal, Resources(Settings.load(None, **settings)), str(nlp.lang), published)


@Nlp.factory("pipeline_times", default_config={"published": "", "settings": {}})
def times(nlp: Nlp, name: str, published: str, settings: dict[str, object]) -> Step:
    """Date expressions with their EDTF values, resolved against ``published`` (EDTF, or empty if unknown)."""
    return _step("times", nlp, published, settings)


@Nlp.factory("pipeline_entities", default_config={"published": "", "settings": {}})
def entities(nlp: Nlp, name: str, published: str, settings: dict[str, object]) -> Step:
    """Persons, states, organisations and places; the label is the entity id, or the kind where it is unknown."""
    return _step("entities", nlp, published, settings)


@Nlp.factory("pipeline_events", default_config={"published": "", "settings": {}})
def events(nlp: Nlp, name: str, published: str, settings: dict[str, object]) -> Step:
    """Dated event mentions; the label is their type."""
    return _step("events", nlp, published, settings)
