"""Short linked runs for the checks: say what each text tells, get Checked. All sentences are our own.

``tell`` describes a clause with its values; ``compare`` puts the clauses of each document into one text, the
mentions of each inner list into one event, and runs the check stage.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.check import check
from pipeline.edtf import Edtf
from pipeline.model import (
    Actor,
    Checked,
    Conflict,
    Decision,
    Document,
    Entity,
    EntityMention,
    Event,
    EventMention,
    Extraction,
    Linked,
    PartialDate,
    Quantity,
    Span,
    TimeMention,
)
from pipeline.resources import Resources
from pipeline.settings import Settings

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(id="north", kind="country", name_en="Northland", country="NOR"),
        Entity(id="south", kind="country", name_en="Southland", country="SOU"),
        Entity(id="east", kind="country", name_en="Eastland", country="EAS"),
        Entity(id="anna", kind="person", name_en="Anna", country="NOR"),
        Entity(id="boris", kind="person", name_en="Boris", country="NOR"),
        Entity(id="carla", kind="person", name_en="Carla", country="SOU"),
        Entity(id="port", kind="place", name_en="Port", country="NOR", latitude=10.0, longitude=10.0),
        Entity(id="pier", kind="place", name_en="Pier", country="NOR", latitude=10.1, longitude=10.1),
        Entity(id="hill", kind="place", name_en="Hill", country="NOR", latitude=15.0, longitude=15.0),
        Entity(id="bay", kind="place", name_en="Bay", country="SOU", latitude=30.0, longitude=30.0),
        Entity(id="nobody", kind="org", name_en="Nobody"),
        Entity(id="stranger", kind="person", name_en="Stranger"),
    )
}


@dataclass(frozen=True, kw_only=True)
class Tell:
    doc: str
    clause: str
    date: str
    type: str = "CONSULT"
    mode: str = ""
    trigger: str = ""
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    role: str = "source"
    place: str = ""
    status: str = "occurred"
    basis: str = "explicit"
    when: str = ""
    given: PartialDate | None = None
    amounts: tuple[tuple[str, str, float, str], ...] = ()
    counts: tuple[tuple[float, str, str], ...] = ()
    language: str = "en"
    attribution: str = ""
    told: str = ""  # what an expression of kind "date" in ``amounts`` means, where it is not the date of the clause
    unknown: str = ""  # a doer whom no table knows
    treaty: str = ""  # the actor whom only the name of an agreement gives


def tell(doc: str, clause: str, date: str, **more: Any) -> Tell:
    return Tell(doc=doc, clause=clause, date=date, **more)


@lru_cache(maxsize=1)
def resources() -> Resources:
    return Resources(Settings())


def compare(
    *events: Sequence[Tell],
    documents: dict[str, dict[str, Any]] | None = None,
    decisions: Sequence[Decision] = (),
    text: dict[str, str] | None = None,
) -> Checked:
    """Run the check stage; mention ids are ``<doc>-<place in the document>``, event ids e1, e2, ..."""
    linked, made = linked_run(*events, documents=documents, text=text)
    named = {document.id: document for document in made}
    extractions = tuple(
        Extraction(document=one, languages=(), mentions=(), entities=(), times=_times(one.id, events, named))
        for one in made
    )
    return check(linked, made, decisions, resources(), extractions)


def linked_run(
    *events: Sequence[Tell],
    documents: dict[str, dict[str, Any]] | None = None,
    text: dict[str, str] | None = None,
) -> tuple[Linked, tuple[Document, ...]]:
    """What reconcile would hand on, without links."""
    made = _documents([one for event in events for one in event], documents or {}, text or {})
    mentions: dict[int, EventMention] = {}
    counts: dict[str, int] = {}
    for one in (one for event in events for one in event):
        counts[one.doc] = counts.get(one.doc, 0) + 1
        mentions[id(one)] = _mention(one, made[one.doc].text, f"{one.doc}-{counts[one.doc]}")
    rows = tuple(
        Event(
            id=f"e{number}",
            mentions=tuple(mentions[id(one)].id for one in event),
            type=event[0].type,
            mode=event[0].mode,
            plover="",
            date=Edtf.parse(event[0].date),
        )
        for number, event in enumerate(events, 1)
    )
    linked = Linked(
        mentions=tuple(mentions.values()), events=rows, links=(), entities=tuple(ENTITIES.values()), history=()
    )
    return linked, tuple(made.values())


def found(result: Checked, field: str, kind: str = "") -> list[Conflict]:
    return [c for c in result.conflicts if c.field == field and kind in ("", c.kind)]


def values(conflict: Conflict) -> set[str]:
    return {value.value for value in conflict.values}


def _documents(told: Sequence[Tell], more: dict[str, dict[str, Any]], text: dict[str, str]) -> dict[str, Document]:
    made = {}
    for name in dict.fromkeys(one.doc for one in told):
        clauses = dict.fromkeys(one.clause for one in told if one.doc == name)
        body = text.get(name) or "".join(f"{clause}. " for clause in clauses)
        made[name] = Document(
            id=name, text=body, sha256=hashlib.sha256(body.encode()).hexdigest(), **more.get(name, {})
        )
    return made


def _span(text: str, part: str, after: int = 0) -> Span:
    start = text.index(part, after)
    return Span(start, start + len(part))


def _figure(text: str, clause: Span, n: float) -> Span:
    """Where the clause prints the number; the clause itself where it prints it otherwise."""
    found = re.search(rf"(?<![\d.]){n:g}(?![\d.])", clause.of(text))
    return Span(clause.start + found.start(), clause.start + found.end()) if found else clause


def _entity(ident: str, span: Span) -> EntityMention:
    return EntityMention(span=span, surface=ident, kind=ENTITIES[ident].kind, entity_id=ident)


def _mention(one: Tell, text: str, ident: str) -> EventMention:
    span = _span(text, one.clause)
    named = {i: replace(_entity(i, span), surface="the treaty" if i == one.treaty else i) for i in one.actors}
    doers = [Actor(entity=named[i], role=one.role) for i in one.actors]  # type: ignore[arg-type]
    if one.unknown:
        doers.append(Actor(entity=EntityMention(span=span, surface=one.unknown, kind="person"), role="source"))
    return EventMention(
        id=ident,
        document_id=one.doc,
        language=one.language,
        span=span,
        trigger=_span(text, one.trigger or one.clause, span.start),
        section="",
        type=one.type,
        mode=one.mode,
        time=TimeMention(
            span=_span(text, one.when, span.start) if one.when else None,
            kind="date",
            date=Edtf.parse(one.date),
            basis=one.basis,  # type: ignore[arg-type]
            anchor="the line above" if one.basis == "inherited" else "",
            given=one.given,
        ),
        actors=(*doers, *(Actor(entity=_entity(i, span), role="target") for i in one.targets)),
        place=_entity(one.place, span) if one.place else None,
        quantities=tuple(
            Quantity(span=_figure(text, span, n), surface=f"{n:g}", low=n, high=n, unit=unit, what=what)
            for n, unit, what in one.counts
        ),
        status=one.status,  # type: ignore[arg-type]
        attribution=one.attribution,
    )


def _times(name: str, events: Sequence[Sequence[Tell]], made: dict[str, Document]) -> tuple[TimeMention, ...]:
    text = made[name].text
    return tuple(
        TimeMention(
            span=_span(text, part, text.index(one.clause)),
            kind=kind,  # type: ignore[arg-type]
            date=Edtf.parse(one.told or one.date) if kind == "date" else None,
            basis="explicit",
            amount=amount,
            unit=unit,  # type: ignore[arg-type]
        )
        for one in {id(one): one for event in events for one in event if one.doc == name}.values()
        for kind, part, amount, unit in one.amounts
    )
