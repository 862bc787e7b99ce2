"""Clauses: they cover the core of a sentence, in order, and never cut a name, a date, a bracket or a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.clauses import content_of, split
from pipeline.extract.passage import core_of
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.extract.told import passage_of

RESOURCES = Resources(Settings())
WORDS = {
    "ko": ["총리는", "서울을", "방문했고", "대사를", "만나", "떠났다.",
           "(그 뒤", "회담하고)", "“가겠다”고", "말했다", "#1", "[2]"],
    "zh-Hans": ["总理", "访问", "越南,", "并", "签署", "协定", "(之后,", "离开)", "。", "“好,", "走”", "[3]"],
    "en": ["The envoy", "left,", "and", "the king", "stayed;",
           "(so, ", "he said)", "“go,", "now”", "visited Rome", ".", "[4]"],
}  # fmt: skip


@pytest.mark.parametrize("language", list(WORDS))
@settings(max_examples=60)
@given(data=st.data())
def test_clauses_are_ordered_and_inside_the_core(language: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=12)))
    passage = passage_of(text, language, RESOURCES)
    clauses = split(passage)
    edges = [edge for clause in clauses for edge in (clause.start, clause.end)]
    assert edges == sorted(edges)
    assert all(passage.core[0] <= clause.start < clause.end <= passage.core[1] for clause in clauses)
    kept = "".join(text[clause.start : clause.end] for clause in clauses)
    assert set(kept) >= {char for char in text[slice(*passage.core)] if char.isalnum()} - set(" ,")


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("두 나라가 만났다.#1 #2", "두 나라가 만났다"),
        ("- 총리가 떠났다. [12]", "총리가 떠났다"),
        ("• The envoy left.", "The envoy left"),
        ("总理访问越南。[3][4]", "总理访问越南"),
        ("보냈다고 한다.https://example.org/a?b=c", "보냈다고 한다"),
    ],
)
def test_the_core_leaves_marks_out(text: str, core: str) -> None:
    start, end = core_of(text)
    assert text[start:end] == core


def test_reported_speech_is_set_apart(resources: Resources) -> None:
    passage = passage_of("대변인은 회의가 열리고 합의가 이뤄졌다고 밝혔다.", "ko", resources)
    (clause,) = split(passage)
    content = content_of(passage, clause)
    assert content is not None
    assert passage.text[content[0] : content[1]].endswith("이뤄졌다")


def test_a_quotation_is_not_cut(resources: Resources) -> None:
    passage = passage_of("他说“我们访问越南,并签署协定”后离开。", "zh-Hans", resources)
    assert len(split(passage)) == 1
