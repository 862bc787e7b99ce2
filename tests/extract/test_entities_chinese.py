"""Unknown Chinese organisations and persons by their words, in both scripts."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.names import labels, names
from tests.extract.told import told


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("高雄地檢署昨日起訴三人。", "高雄地檢署"),
        ("終審法院昨日駁回上訴。", "終審法院"),
        ("入境事务处周一发布数字。", "入境事务处"),
        ("1948年赴明德大学就读。", "明德大学"),
        ("1960年调入滨海师范大学任教。", "滨海师范大学"),
        ("国家救灾署5日说,水位下降。", "国家救灾署"),
        ("远山股份于周二完成换届。", "远山股份"),
    ],
)
def test_an_organisation_is_its_last_word_with_the_nouns_before_it(
    text: str, surface: str, resources: Resources
) -> None:
    assert surface in [mention.surface for mention in names(text, resources) if mention.kind == "org"]


@pytest.mark.parametrize("text", ["公司周一开会。", "他排队买票。", "两支球队握手言和。", "案件的格局没有改变。"])
def test_a_kind_of_body_is_no_name(text: str, resources: Resources) -> None:
    assert not [found for found in names(text, resources) if found.resolved_by == "provisional"]


def test_a_family_name_that_stands_for_somebody_is_one_person(resources: Resources) -> None:
    text = "一名詹姓男子5日縱火。\n\n詹男隨後逃逸,詹嫌6日被捕。"
    found = [ident for surface, ident in labels(text, resources) if surface in ("詹姓男子", "詹男", "詹嫌")]
    assert found == ["local:詹姓男子"] * 3


def test_a_family_name_said_again_is_a_person(resources: Resources) -> None:
    text = "5月3日,葉志遠率部渡江。\n\n葉志遠隨後佔領縣城。"
    assert [surface for surface, _ in labels(text, resources)].count("葉志遠") == 2


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("2020年5月3日,民众冲入大楼。", "民众"),
        ("2020年5月3日,員警逮捕兩名男子。", "員警"),
        ("2020年5月3日,法官裁定羈押。", "法官"),
    ],
)
def test_people_without_a_name_act(text: str, surface: str, resources: Resources) -> None:
    actors = [actor.entity.surface for mention in told(text, "zh-Hans", resources) for actor in mention.actors]
    assert surface in actors


@pytest.mark.parametrize("text", ["學生運動持續。", "居民楼倒塌。", "行人路已重开。"])
def test_a_noun_before_another_noun_is_no_actor(text: str, resources: Resources) -> None:
    assert not [mention for mention in names(text, resources) if mention.kind == "group"]


def test_an_adverb_before_the_verb_leaves_the_subject_to_the_clause_before(resources: Resources) -> None:
    mentions = told("2020年5月3日,警方展開調查,迅速逮捕一名男子。", "zh-Hant", resources)
    assert [actor.entity.surface for actor in mentions[-1].actors if actor.role == "source"] == ["警方"]


def test_the_object_of_a_verb_before_the_trigger_does_not_act(resources: Resources) -> None:
    mentions = told("远山股份于2026年1月14日完成董事会换届选举。", "zh-Hans", resources)
    assert [actor.entity.surface for actor in mentions[0].actors] == ["远山股份"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("經橋頭地方法院審理後裁定。", "橋頭地方法院"),
        ("流浪者队以2比0战胜城堡队。", "城堡队"),
        ("公司委托滨海银行发行股票。", "滨海银行"),
    ],
)
def test_a_verb_or_preposition_before_a_body_is_no_part_of_its_name(
    text: str, surface: str, resources: Resources
) -> None:
    assert surface in [mention.surface for mention in names(text, resources)]


def test_a_title_behind_a_family_name_is_no_given_name(resources: Resources) -> None:
    found = names("严先生说,车子坠落。\n\n严先生受伤。", resources)
    assert not [mention for mention in found if mention.reasons[0].rule.startswith("names.person.said_again")]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("主席在里加与总统卡特会谈。", "总统卡特"),
        ("但富马首相当时已被推翻。", "富马首相"),
        ("瑞士总统在伯恩表示欢迎。外长在首都会见美国驻华大使伯恩斯。", "美国驻华大使伯恩斯"),
    ],
)
def test_a_short_foreign_name_beside_a_title_is_a_person(text: str, surface: str, resources: Resources) -> None:
    assert surface in [mention.surface for mention in names(text, resources) if mention.kind == "person"]


@pytest.mark.parametrize("text", ["总统加大对企业的支持。", "总理平安抵达。"])
def test_a_word_of_transcribing_signs_behind_a_title_is_no_name(text: str, resources: Resources) -> None:
    assert not [found for found in names(text, resources) if found.resolved_by == "provisional"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("12支国家矿山救援队5日派出172人。", "国家矿山救援队"),
        ("第三支队司令部5日派出172人。", "支队司令部"),
    ],
)
def test_what_bodies_are_counted_by_is_no_part_of_their_name(text: str, surface: str, resources: Resources) -> None:
    assert [mention.surface for mention in names(text, resources)] == [surface]
