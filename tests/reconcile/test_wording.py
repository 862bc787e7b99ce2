from dataclasses import replace

import pytest

from pipeline.errors import PipelineError
from pipeline.model import Actor, EntityMention, Span
from pipeline.reconcile.wording import load_patterns, wording_of
from tests.reconcile.mentions import mention


def wording(text, resources, actors=()):
    told = mention("m", "d", "2021", "AGREE", "", "", long=len(text))
    entities = [EntityMention(span=Span(a, b), surface=text[a:b], kind="person", entity_id="Q11") for a, b in actors]
    told = replace(told, actors=tuple(Actor(entity=each, role="source") for each in entities))
    return wording_of(told, text, resources.link_patterns)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the council adopted Resolution 9012 at once", "resolution 9012"),
        ("이사회는 결의 제 9012호를 채택했다", "resolution 9012"),
        ("理事会通过第9012号决议", "resolution 9012"),
        ("理事會通過第9012號決議", "resolution 9012"),
    ],
)
def test_a_resolution_has_one_name_in_all_languages(text, name, resources):
    assert [what for _, what in wording(text, resources).names] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("her second visit to the island", "ordinal 2"),
        ("총리의 두 번째 방문", "ordinal 2"),
        ("总理第二次访问", "ordinal 2"),
        ("總理第二次訪問", "ordinal 2"),
        ("공장의 75주년", "anniversary 75"),
    ],
)
def test_ordinals_are_numbers(text, name, resources):
    assert [what for _, what in wording(text, resources).ordinals] == [name]


def test_terms_leave_out_who_acts(resources):
    told = wording("Ada opened the harbour bridge", resources, actors=[(0, 3)])
    assert told.terms == ("bridge", "harbou", "opened")


def test_numbers_are_topics_in_any_language(resources):
    assert "1500" in wording("약 1,500 상자를 보냈다", resources).topics
    assert "1500" in wording("about 1,500 boxes were sent", resources).topics


def test_without_text_there_is_no_wording(resources):
    told = mention("m", "d", "2021", "AGREE", "", "")
    assert wording_of(told, "", resources.link_patterns).terms == ()


def test_a_rule_whose_example_fails_does_not_load(tmp_path):
    rule = (
        "[[rule]]\nid = 'x'\nkind = 'k'\nmatch = '(?P<n>\\d+)'\nexamples = [{ text = 'no 4', gives = 5 }]\n[numbers]\n"
    )
    path = tmp_path / "linking.toml"
    path.write_text(rule, encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_patterns(None, path)
    assert "does not give 5" in str(caught.value)


def test_both_chinese_scripts_give_the_same_terms(resources):
    assert wording("港口發生強震", resources).terms == wording("港口发生强震", resources).terms


def test_a_clause_without_topics_takes_those_of_its_sentence(resources):
    text = "노를란드는 지지했다"
    told = mention("m", "d", "2021", "SUPPORT", "back", "", long=len(text))
    around = wording_of(told, f"{text} 우크라이나 사태를 두고. 일본은 조용했다.", resources.link_patterns).topics
    assert len(around) == 1
    assert around == wording("우크라이나", resources).topics


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("관리들의 회담", "officials"),
        ("두 나라 실무회담", "officials"),
        ("兩國官員會談", "officials"),
        ("ministerial talks", "officials"),
        ("회담", ""),
        ("两国元首会谈", ""),
        ("prime ministers held talks", ""),
    ],
)
def test_who_meets_below_the_leaders(text, rank, resources):
    told = mention("m", "d", "2021", "CONSULT", "talks", "Q1:p Q2:p", long=len(text))
    at = max(text.find(word) for word in ("회담", "會談", "会谈", "talks"))
    told = replace(told, trigger=Span(at, len(text)))
    assert wording_of(told, text, resources.link_patterns).rank == rank


def test_a_person_who_is_named_says_more_than_a_rank(resources):
    text = "ministers and Ada held talks"
    told = mention("m", "d", "2021", "CONSULT", "talks", "Q11:p Q2:p", long=len(text))
    assert wording_of(replace(told, trigger=Span(23, 28)), text, resources.link_patterns).rank == ""
