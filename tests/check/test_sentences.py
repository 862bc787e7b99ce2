"""Disagreements as sentences in three languages: all templates are there, and say what they are given."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pipeline.check.knowledge import Knowledge
from pipeline.check.sentences import LANGUAGES, Sentences, Statement, Told

ENGLISH = Sentences().texts
OTHERS = [language for language in LANGUAGES if language != "en"]
FAMILIES = [name for name in ENGLISH if name not in ("preferred", "weekdays")]


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def english_words() -> Iterator[str]:
    """Every word that the tables of the checks bring into a sentence."""
    known = Knowledge()
    for facet in known.facets:
        yield from (
            facet.field,
            *([facet.otherwise] if facet.otherwise else ()),
            *(value.name for value in facet.values),
        )
    yield from (order.says for order in known.orders)
    yield from ENGLISH["weekdays"]["names"]


def said(**more: object) -> Statement:
    told = (Told(value="2021-05-03", documents=("a",), places=(4,)), Told(value="2021-05", documents=("b",)))
    basis: dict[str, object] = {"field": "date", "template": "date.contradiction", "scope": "cross_lingual"}
    return Statement(**(basis | {"told": told, "delta": "2 months", "facts": {}} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_template_is_there_with_the_same_gaps(language: str, family: str) -> None:
    own = Sentences(language=language).texts[family]
    for name, text in ENGLISH[family].items():
        assert own[name] != text or not re.search("[a-z]{3}", re.sub(r"\{\w+\}", "", text)), name
        assert gaps(own[name]) <= gaps(text), name
        assert gaps(text) - gaps(own[name]) <= {"subject"}, name


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_tables_is_there(language: str) -> None:
    terms = Sentences(language=language).texts["terms"]
    assert [word for word in english_words() if word not in terms] == []


def test_values_and_lengths_are_said_in_the_language() -> None:
    assert Sentences(language="ko").sentence(said()) == (
        "언어가 다른 문서 사이에서 날짜가 서로 어긋납니다: 2021-05-03(a) 대 2021-05(b), 2개월 차이."
    )
    assert Sentences(language="zh").sentence(said(), document=str.upper) == (
        "不同语言的文档所述日期不一致：2021-05-03（A） 与 2021-05（B），相差 2 个月。"
    )
    assert Sentences().length("about 30 days") == "about 30 days"
    assert Sentences(language="zh").length("about 30 days") == "约 30 天"


def test_what_a_facet_names_is_translated_also_where_several_are_joined() -> None:
    korean = Sentences(language="ko")
    told = (Told(value="rail and air", documents=("a",)), Told(value="friendship and cooperation", documents=("b",)))
    claim = said(field="claim", template="claim.scope", told=told, facts={"facet": "what was carried"})
    text = korean.sentence(claim)
    assert "무엇을 실어 날랐는가" in text
    assert "철도와(과) 항공(a)" in text
    assert "우호 협력(b)" in text
    assert korean.term("bread and butter") == "bread and butter"


def test_a_stated_figure_is_quoted_and_our_reading_is_named() -> None:
    chinese = Sentences(language="zh")
    facts = {"stated": "두 번째", "found": "2"}
    headline = (Told(value="두 번째"), Told(value="2019", documents=("b",), places=(7,)))
    rank = said(template="arithmetic.rank", scope="within_document", told=headline, facts=facts)
    assert chinese.sentence(rank) == "“두 번째”与表中已知的此前 2 次不符：두 번째（标题） 与 2019（位置 7）。"
    read = chinese.sentence(said(facts={"inferred": "2021-05", "anchor": "前一句"}))
    assert read.endswith("；其中 2021-05 有一部分是我们的解读（前一句），并非原文。")
