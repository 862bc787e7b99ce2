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
from dataclasses import dataclass

from spacy.language import Language as Nlp
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from pipeline.languages.tokens import tokenize
from pipeline.model import EntityMention, EventMention, Reading, Span, Timeline
from pipeline.records import replace
from pipeline.resources import Resources
from pipeline.settings import Settings

KEY = "pipeline"
_BASIS = "given to the component"


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
        """Add what was found to ``doc`` and return it."""
        found = doc.user_data.get(KEY) or Found(reading=reading_of(doc, self.language, self.published, self.resources))
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


def reading_of(doc: Doc, language: str, published: str, resources: Resources) -> Reading:
    """``doc.text`` as a Reading with tokens of our own tokenizers: dates and names lean on their tags.

    A passage whose language cannot be told counts as the language of the pipeline that the ``Doc`` comes from.
    """
    from pipeline.read import SourceRow, read_text

    reading = read_text(doc.text, SourceRow(id="doc", lang=language, published=published), resources)
    document = replace(reading.document, published_basis=_BASIS if published else "")
    sentences = tuple(
        one if resources.language_of(one.language) else replace(one, language=language) for one in reading.sentences
    )
    return tokenize(replace(reading, document=document, sentences=sentences), resources)


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
