"""The codec: what is encoded and decoded is equal, for every type that flows."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codec import decode, encode
from pipeline.edtf import Edtf
from pipeline.model import (
    Actor,
    Block,
    Document,
    Entity,
    EntityMention,
    EventMention,
    Extraction,
    PartialDate,
    Quantity,
    Reading,
    Reason,
    Sentence,
    Span,
    TimeMention,
    Token,
)

SPANS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda ends: Span(min(ends), max(ends)))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def mention() -> EventMention:
    time = TimeMention(
        span=Span(0, 6),
        kind="date",
        date=Edtf.parse("2021-05-03"),
        basis="relative",
        given=PartialDate(month=5, day=3, base="document", shift_unit="month", shift=-1),
        alternatives=(Edtf.parse("2020-05-03~"),),
        reasons=(Reason(rule="ko.last_month_day@1", says="one month before", span=Span(0, 6)),),
    )
    entity = EntityMention(span=Span(7, 9), surface="서울", kind="place", candidates=(("Q8684", 0.9),))
    return EventMention(
        id="m-1",
        document_id="d",
        language="ko",
        span=Span(0, 20),
        trigger=Span(12, 14),
        section="2021",
        type="CONSULT",
        mode="meet",
        time=time,
        actors=(Actor(entity=entity, role="source"),),
        place=entity,
        quantities=(Quantity(span=Span(1, 2), surface="세", low=3.0, high=None, unit="", what="명", bound="at_least"),),
    )


def test_an_extraction_survives_a_round_trip_through_json() -> None:
    document = Document(id="d", text="지난달 3일", sha256="0", published=Edtf.parse("2021-06"), warnings=("one",))
    made = Extraction(
        document=document,
        languages=("ko",),
        mentions=(mention(),),
        times=(mention().time,),
        entities=(Entity(id="Q8684", kind="place", aliases=("서울", "首尔"), latitude=37.5),),
    )
    assert decode(Extraction, json.loads(json.dumps(encode(made)))) == made


@given(text=TEXTS, spans=st.lists(SPANS, max_size=4), lemma=TEXTS)
def test_a_reading_survives_a_round_trip(text: str, spans: list[Span], lemma: str) -> None:
    tokens = tuple(Token(span.start, span.end, lemma, tag="NNG", pos="NOUN") for span in spans)
    made = Reading(
        document=Document(id="d", text=text, sha256="0"),
        folded=text,
        blocks=tuple(Block(span=span, kind="paragraph", headings=(span,)) for span in spans),
        sentences=tuple(Sentence(span=span, block=0, language="ko", tokens=tokens) for span in spans),
    )
    assert decode(Reading, json.loads(json.dumps(encode(made)))) == made


def test_defaults_are_left_out() -> None:
    assert encode(Reason(rule="r@1", says="so")) == {"rule": "r@1", "says": "so"}


@pytest.mark.parametrize("data", [{"rule": "r"}, {"rule": "r", "says": "s", "more": 1}])
def test_other_data_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((TypeError, KeyError)):
        decode(Reason, data)


def test_a_union_of_dataclasses_is_refused() -> None:
    @dataclass(frozen=True)
    class Either:
        value: Span | Reason

    with pytest.raises((TypeError, NameError)):
        decode(Either, {"value": {}})
