"""A small linked run to write: two documents of our own, one event told by both."""

from __future__ import annotations

import hashlib

from pipeline.edtf import Edtf
from pipeline.model import (
    Actor,
    Checked,
    Conflict,
    ConflictValue,
    Document,
    Entity,
    EntityMention,
    Event,
    EventActor,
    EventMention,
    Extraction,
    IdChange,
    Link,
    Linked,
    Quantity,
    QuantityRange,
    Reason,
    Span,
    TimeMention,
)

KOREAN = "머리말\n다리는 2021년 5월 3일 서울에서 다시 문을 열었다. 약 300명이 모였다.\n"
ENGLISH = "=NOTE\nThe bridge in Seoul reopened on 4 May 2021.\n"


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def document(name: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=name, text=text, sha256=digest, title="=1+1", publisher="우리", published=Edtf("2021-05-05"))


def mention(name: str, doc: Document, language: str, clause: str, when: str, date: str) -> EventMention:
    place = span(doc.text, "서울" if language == "ko" else "Seoul")
    seoul = EntityMention(span=place, surface=place.of(doc.text), kind="place", entity_id="Q8684")
    reason = Reason(rule=f"{language}.reopen@1", says="the verb says so")
    return EventMention(
        id=name,
        document_id=doc.id,
        language=language,
        span=span(doc.text, clause),
        trigger=span(doc.text, "열었다" if language == "ko" else "reopened"),
        section="",
        type="COOPERATE",
        mode="transport",
        time=TimeMention(span=span(doc.text, when), kind="date", date=Edtf(date), basis="explicit", reasons=(reason,)),
        actors=(Actor(entity=seoul, role="source"),),
        place=seoul,
        origin_group=doc.id,
        reasons=(reason, Reason(rule="a@1", says="x")),
    )


def made() -> tuple[tuple[Extraction, ...], Linked, Checked]:
    ko, en = document("ko-1", KOREAN), document("en-1", ENGLISH)
    one = mention("m1", ko, "ko", "다리는 2021년 5월 3일 서울에서 다시 문을 열었다", "2021년 5월 3일", "2021-05-03")
    two = mention("m2", en, "en", "The bridge in Seoul reopened on 4 May 2021", "4 May 2021", "2021-05-04")
    count = Quantity(
        span=span(KOREAN, "300명"), surface="300명", low=300.0, high=300.0, unit="people", what="", bound="about"
    )
    seoul = Entity(id="Q8684", kind="place", name_en="Seoul", name_ko="서울", wikidata_id="Q8684", aliases=("漢城",))
    event = Event(
        id="ev-1",
        mentions=("m1", "m2"),
        type="COOPERATE",
        mode="transport",
        plover="COOPERATE",
        date=Edtf("2021-05-03"),
        actors=(EventActor(entity_id="Q8684", name="Seoul", role="source"),),
        quantities=(QuantityRange(what="people", unit="", low=300.0, high=None),),
        languages=("en", "ko"),
        n_documents=2,
        n_origins=2,
        n_conflicts=1,
    )
    values = tuple(
        ConflictValue(value=v, quote=v, mention_ids=(m,), documents=(d,), languages=(d[:2],), n_origins=1)
        for v, m, d in (("2021-05-03", "m1", "ko-1"), ("2021-05-04", "m2", "en-1"))
    )
    conflict = Conflict(
        id="cf-1",
        event_id="ev-1",
        field="date",
        kind="contradiction",
        scope="cross_lingual",
        values=values,
        delta="1 day",
        severity="medium",
        explanation="@told twice",
    )
    links = (
        Link(mention_id="m1", event_id="ev-1", score=4.5, reasons="date +3.0, place +1.5"),
        Link(mention_id="m2", event_id="ev-1", score=4.5, reasons="+"),
    )
    from dataclasses import replace

    one = replace(one, quantities=(count,))
    extractions = (
        Extraction(document=ko, languages=("ko",), mentions=(one,), times=(), entities=(seoul,)),
        Extraction(document=en, languages=("en",), mentions=(two,), times=(), entities=()),
    )
    history = (IdChange(old_id="ev-0", new_id="ev-1", kind="merge"),)
    linked = Linked(mentions=(one, two), events=(event,), links=links, entities=(seoul,), history=history)
    return extractions, linked, Checked(mentions=(one, two), events=(event,), conflicts=(conflict,))
