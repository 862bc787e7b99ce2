"""Builders of small mentions, entities and extractions for the tests of linking."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pipeline.edtf import Edtf
from pipeline.model import (
    Actor,
    Document,
    Entity,
    EntityMention,
    EventMention,
    Extraction,
    Quantity,
    Role,
    Span,
    Status,
    TimeMention,
)

ENTITIES = (
    Entity(id="Q1", kind="country", name_en="Norland", country="NOR"),
    Entity(id="Q2", kind="country", name_en="Sudland", country="SUD"),
    Entity(id="Q3", kind="country", name_en="Westland", country="WES"),
    Entity(id="Q11", kind="person", name_en="Ada North", country="NOR"),
    Entity(id="Q12", kind="person", name_en="Bo South", country="SUD"),
    Entity(id="Q13", kind="person", name_en="Cy North", country="NOR"),
    Entity(id="Q14", kind="org", name_en="Norland Post", country="NOR"),
    Entity(id="Q15", kind="org", name_en="Norland Times", country="NOR"),
    Entity(id="Q21", kind="place", name_en="Port Sud", country="SUD"),
)
_KINDS = {entity.id: entity.kind for entity in ENTITIES}


def mention(
    name: str,
    document: str,
    date: str,
    kind: str,
    mode: str,
    actors: str,
    *,
    place: str = "",
    status: Status = "occurred",
    language: str = "en",
    at: int = 0,
    long: int = 10,
    basis: str = "explicit",
    quantities: Sequence[tuple[str, str, float]] = (),
    confidence: float = 0.9,
) -> EventMention:
    """``actors``: ids with a role letter, as in ``Q1:s Q2:t`` (source, target, participant)."""
    roles: dict[str, Role] = {"s": "source", "t": "target", "p": "participant"}
    span = Span(at, at + long)
    return EventMention(
        id=name,
        document_id=document,
        language=language,
        span=span,
        trigger=Span(at, at + 1),
        section="",
        type=kind,
        mode=mode,
        time=TimeMention(
            span=None,
            kind="range" if "/" in date else "date",
            date=Edtf.parse(date),
            basis=basis,  # type: ignore[arg-type]
        ),
        actors=tuple(
            Actor(entity=_entity(word.partition(":")[0], at), role=roles[word[-1]]) for word in actors.split()
        ),
        place=_entity(place, at) if place else None,
        quantities=tuple(
            Quantity(span=span, surface="", low=value, high=value, unit=unit, what=what)
            for what, unit, value in quantities
        ),
        status=status,
        confidence=confidence,
    )


def _entity(ident: str, at: int) -> EntityMention:
    return EntityMention(span=Span(at, at), surface=ident, kind=_KINDS.get(ident, "other"), entity_id=ident)


def extraction(document: str, *mentions: EventMention, text: str = "", published: str = "") -> Extraction:
    """One document with its mentions; the text defaults to something long enough for their spans."""
    body = text or "." * max([each.span.end for each in mentions], default=1)
    return Extraction(
        document=Document(
            id=document,
            text=body,
            sha256=hashlib.sha256(f"{document}{body}".encode()).hexdigest(),
            published=Edtf.parse(published) if published else None,
        ),
        languages=tuple(sorted({each.language for each in mentions})),
        mentions=mentions,
        times=(),
        entities=ENTITIES,
    )
