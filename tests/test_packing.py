"""Items that lie in files come back equal, whatever they are made of."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError
from pipeline.model import Actor, Document, EntityMention, EventMention, Link, PairScore, Reason, Span, TimeMention
from pipeline.packing import packed, unpacked

TEXTS = st.text(max_size=8)
SPANS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda ends: Span(min(ends), max(ends)))
REASONS = st.lists(st.builds(Reason, rule=TEXTS, says=TEXTS, span=st.none() | SPANS), max_size=3).map(tuple)
TIMES = st.builds(
    TimeMention,
    span=st.none() | SPANS,
    kind=st.just("date"),
    date=st.sampled_from([None, Edtf.parse("1950-06"), Edtf.parse("1950/..")]),
    basis=st.just("explicit"),
    alternatives=st.sampled_from([(), (Edtf.parse("1950"), Edtf.parse("1951?"))]),
    reasons=REASONS,
)
NAMES = st.builds(
    EntityMention,
    span=SPANS,
    surface=TEXTS,
    kind=st.just("person"),
    candidates=st.lists(st.tuples(TEXTS, st.floats(allow_nan=False)), max_size=2).map(tuple),
    reasons=REASONS,
)
MENTIONS = st.builds(
    EventMention,
    **dict.fromkeys(("id", "document_id", "language", "section", "type", "mode"), TEXTS),  # type: ignore[arg-type]
    span=SPANS,
    trigger=SPANS,
    time=TIMES,
    place=st.none() | NAMES,
    actors=st.lists(st.builds(Actor, entity=NAMES, role=st.just("source")), max_size=2).map(tuple),
)
LINKS = st.builds(Link, mention_id=TEXTS, event_id=TEXTS, score=st.floats(allow_nan=False), reasons=TEXTS)
SCORES = st.builds(PairScore, left=TEXTS, right=TEXTS, score=st.integers(), reasons=st.just((("a", "b", "c", 1),)))
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
ROWS = st.lists(PLAIN | st.lists(st.dictionaries(TEXTS, PLAIN, max_size=2), max_size=2), max_size=6).map(tuple)
ITEMS = st.one_of(
    MENTIONS,
    TIMES,
    ROWS,
    PLAIN,
    LINKS,
    SCORES,
    st.tuples(MENTIONS, st.lists(SPANS, max_size=3).map(tuple), PLAIN, ROWS),
)


@given(ITEMS)
def test_what_was_packed_comes_back(item: object) -> None:
    back = unpacked(packed(item))
    assert back == item
    assert type(back) is type(item)
    assert repr(back) == repr(item)  # True is not 1, a list no tuple


def test_what_comes_back_is_frozen_and_of_its_own_class() -> None:
    back = unpacked(packed((Span(0, 2), Reason(rule="r@1", says="says", span=Span(0, 1)))))
    assert [type(part) for part in back] == [Span, Reason]
    assert (type(back[1].span), hash(back[0])) == (Span, hash(Span(0, 2)))
    with pytest.raises(FrozenInstanceError):
        back[0].start = 1


def test_text_of_half_a_character_comes_back() -> None:
    document = Document(id="d", text="가\ud800나", sha256="")
    assert unpacked(packed(document)) == document


@dataclass(frozen=True, slots=True)
class Checked:
    """What it holds is looked at when it is made, not when it comes back."""

    number: int
    anything: Any = None

    def __post_init__(self) -> None:
        assert self.number > 0


@dataclass(frozen=True, slots=True)
class Child(Checked):
    """A record with a base class, which is left to pickle."""

    more: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A record that holds others of its kind."""

    name: str
    under: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """A record without fields."""


@pytest.mark.parametrize(
    "item",
    [
        Nothing(),
        (Nothing(), Checked(1, Nothing())),
        Checked(1, Span(1, 2)),
        Checked(1, (Span(1, 2), [Span(3, 4)])),
        Child(1, more=2),
        (Child(1), Span(1, 2)),
        Branch("a", (Branch("b", (Branch("c"),)), Branch("d"))),
        frozenset({Span(1, 2)}),
        {"a": Span(1, 2)},
        Span,
    ],
)
def test_what_is_no_plain_record_comes_back_as_well(item: object) -> None:
    assert unpacked(packed(item)) == item


def test_a_field_that_holds_what_its_type_does_not_say_comes_back() -> None:
    wrong = Reason(rule="r@1", says="says", span=(0, 2))  # type: ignore[arg-type]
    assert unpacked(packed(wrong)) == wrong


def test_an_error_comes_back() -> None:
    back = unpacked(packed(PipelineError("no-java", tagger="okt")))
    assert str(back) == str(PipelineError("no-java", tagger="okt"))
