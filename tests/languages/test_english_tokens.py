"""English words: each rule's examples, offsets, what stays whole, and agreement with a tokenizer of treebanks."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.en.cutter import PATH, Cutter

CUT = Cutter()
TABLE = tomllib.loads(PATH.read_text(encoding="utf-8"))
RULES = [row for part in ("front", "back", "between") for row in TABLE[part]]


def words(text: str) -> list[str]:
    return [text[one.start : one.end] for one in CUT(text)]


@pytest.mark.parametrize("rule", RULES, ids=[row["id"] for row in RULES])
def test_examples_of_a_rule(rule: dict[str, Any]) -> None:
    assert rule["examples"]
    for example in rule["examples"]:
        assert words(example["text"]) == example["gives"].split()


@given(st.text())
def test_every_sign_but_white_space_is_in_one_word(text: str) -> None:
    found = list(CUT(text))
    assert "".join(text[one.start : one.end] for one in found) == "".join(text.split())
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Gov. Lee met Mr. Cho at 9 a.m. on Jan. 3.", "Gov.|Lee|met|Mr.|Cho|at|9|a.m.|on|Jan.|3|."),
        ("They cannot, and won't, go.", "They|can|not|,|and|wo|n't|,|go|."),
        ("(see www.example.org/a-b?c=d)", "(|see|www.example.org/a-b?c=d|)"),
        ("“It’s over,” she said.", "“|It|’s|over|,|”|she|said|."),
        ("a U.S.-led force of 3,000", "a|U.S.-led|force|of|3,000"),
    ],
)
def test_what_is_cut_and_what_is_not(text: str, gives: str) -> None:
    assert words(text) == gives.split("|")


def test_parts_of_speech_and_small_letters() -> None:
    kinds = {one.lemma: one.pos for one in CUT("Twenty ships, 3,000 men; the 2nd fleet")}
    assert kinds == {
        "twenty": "NUM", "ships": "X", ",": "PUNCT", "3,000": "NUM", "men": "X", ";": "PUNCT", "the": "X", "2nd": "NUM",
        "fleet": "X",
    }  # fmt: skip


def test_news_is_cut_as_spacy_cuts_it() -> None:
    import spacy

    text = (
        "SEOUL, March 4 (Wire) — The two sides didn't sign the $2.5bn deal, officials said on Monday. Dr. Yoon's team "
        "(some 40%) left for the well-known port 'Nampho'; it isn't clear when they'll return... “We’ve no plans,” he "
        "told reporters at 7pm. The U.S. and the DPRK. E.g. 3-4 ships/boats sank, e.g. at 12:30 p.m., 120km off-shore."
    )
    assert words(text) == [token.text for token in spacy.blank("en")(text) if not token.is_space]
