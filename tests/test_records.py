"""Records that are made quickly behave as the frozen dataclasses that they are."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from pipeline.model import Span, Token
from pipeline.records import quick, replace


@quick
@dataclass(frozen=True, slots=True)
class Mixed:
    """Fields by place and by name, one with a default, one worked out afterwards."""

    first: int
    kind: str = "plain"
    copy: int = field(default=3, kw_only=True)
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", 2 * self.first)


TOKEN = Token(0, 2, lemma="가나", tag="NNP", pos="PROPN")


def test_fields_and_defaults_are_set_by_place_and_by_name() -> None:
    assert Mixed(4) == Mixed(first=4, kind="plain", copy=3)
    assert (Mixed(4, "other", copy=5).kind, Mixed(4, copy=5).copy, Mixed(4).twice) == ("other", 5, 8)
    assert TOKEN.ending == ""


def test_a_wrong_signature_is_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required"):
        Mixed()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword"):
        Token(0, 2, lemma="", tag="", pos="", word="")  # type: ignore[call-arg]


def test_what_was_made_is_frozen_and_of_its_own_class() -> None:
    for made in (TOKEN, replace(TOKEN, tag="NNG")):
        assert type(made) is Token
        assert dataclasses.is_dataclass(made)
        assert hash(made) == hash(pickle.loads(pickle.dumps(made)))
        with pytest.raises(FrozenInstanceError):
            made.tag = "NNG"  # type: ignore[misc]


def test_replace_gives_what_dataclasses_give() -> None:
    assert replace(TOKEN, tag="NNG", ending="는") == dataclasses.replace(TOKEN, tag="NNG", ending="는")
    assert replace(Mixed(4), first=5) == dataclasses.replace(Mixed(4), first=5)
    assert replace(Mixed(4), first=5).twice == 10
    assert TOKEN.tag == "NNP"
    assert replace(Span(0, 2), end=3) == Span(0, 3)  # a dataclass that is not made quickly


def test_replace_knows_no_other_fields() -> None:
    with pytest.raises(AttributeError):
        replace(TOKEN, word="")  # type: ignore[call-arg]


def test_a_class_with_made_up_fields_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        items: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="Listed is no plain frozen record"):
        quick(Listed)
