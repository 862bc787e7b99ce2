"""Within one document: last names, office holders, pairs and pronouns."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.names import labels, names


def test_a_family_name_with_a_title_is_the_one_person_of_the_text(resources: Resources) -> None:
    found = labels("김정은 국무위원장이 도착했다. 김 위원장은 손을 흔들었다.", resources)
    assert ("김 위원장", "Kim Jong Un") in found


def test_two_of_the_same_family_stay_open_and_say_so(resources: Resources) -> None:
    text = "김정은과 김여정이 함께 왔다. 김 부장은 말이 없었다."
    mention = next(found for found in names(text, resources) if found.surface.startswith("김 부장"))
    assert mention.entity_id == ""
    assert len(mention.candidates) == 2
    assert "several persons" in mention.reasons[0].says


def test_a_family_name_without_its_person_stays_open(resources: Resources) -> None:
    mention = names("박 장관은 우려를 나타냈다.", resources)[0]
    assert (mention.surface, mention.entity_id) == ("박 장관", "")


def test_a_family_name_and_the_day_name_the_president(resources: Resources) -> None:
    assert ("윤 대통령", "Yoon Suk Yeol") in labels("윤 대통령은 통화했다.", resources, "2023-08-18")


def test_last_names_in_english(resources: Resources) -> None:
    found = labels("Kim Jong Un met Choe Son Hui. Kim smiled.", resources)
    assert found[-1] == ("Kim", "Kim Jong Un")


def test_an_office_is_its_holder_of_the_day(resources: Resources) -> None:
    assert ("러시아 외무장관", "Igor Ivanov") in labels("러시아 외무장관이 도착했다.", resources, "2001-02-03")
    assert ("러시아 외무장관", "Sergey Lavrov") in labels("러시아 외무장관이 도착했다.", resources, "2020-02-03")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("전 일본 총리가 사망했다.", ("일본 총리", "")),
        ("The former French president was convicted.", ("French president", "")),
        ("The French president arrived.", ("French president", "Emmanuel Macron")),
        ("아베 신조(安倍晋三) 전 일본 총리가 도착했다.", ("일본 총리", "Shinzo Abe")),
    ],
)
def test_a_former_holder_is_not_the_one_of_the_day(text: str, wanted: tuple[str, str], resources: Resources) -> None:
    assert labels(text, resources, "2022-05-08")[-1] == wanted


def test_an_office_without_a_day_stays_open(resources: Resources) -> None:
    mention = names("러시아 외무장관이 도착했다.", resources)[0]
    assert mention.kind == "person"
    assert mention.entity_id == ""
    assert "not known" in mention.reasons[0].says


def test_pairs_are_the_two_named_last(resources: Resources) -> None:
    countries = labels("베트남과 라오스가 국경을 열었다. 양국은 기뻐했다.", resources)
    assert [label for surface, label in countries if surface == "양국"] == ["Vietnam", "Laos"]
    leaders = labels("普京总统会见了习近平主席。两国领导人签署了声明。", resources)
    assert [label for surface, label in leaders if surface == "两国领导人"] == ["Vladimir Putin", "Xi Jinping"]
    english = labels("Vietnam and Laos reopened the road. The two countries rejoiced.", resources)
    assert [label for surface, label in english if surface == "The two countries"] == ["Vietnam", "Laos"]


def test_a_pair_without_two_parties_stays_open(resources: Resources) -> None:
    mention = names("양국은 합의했다.", resources)[0]
    assert mention.entity_id == ""
    assert "no two" in mention.reasons[0].says


def test_he_is_the_only_person_named_just_before(resources: Resources) -> None:
    assert ("他", "Vladimir Putin") in labels("普京总统抵达河内。他发表了讲话。", resources)
    both = labels("普京总统会见了习近平主席。他发表了讲话。", resources)
    assert all(surface != "他" for surface, _ in both)


@pytest.mark.parametrize(
    ("text", "he"),
    [
        ("김정은 위원장은 3월 베이징을 찾았다. 5월에는 다롄에서 시진핑 주석과 만났다. 그는 러시아도 방문했다.", "그"),
        ("金正恩3月抵达北京。5月在大连与习近平会谈。他还访问了俄罗斯。", "他"),
        ("Kim Jong Un came to Beijing. In May there were talks with Xi Jinping. He also went to Russia.", "He"),
    ],
)
def test_a_companion_is_not_whom_the_text_goes_on_about(text: str, he: str, resources: Resources) -> None:
    assert (he, "Kim Jong Un") in labels(text, resources)


def test_spam_gives_no_names(resources: Resources) -> None:
    text = "북한과 러시아가 회담했다. 서울에서 대통령이 연설했다."
    found = names(text, resources)
    assert [mention.surface for mention in found][:2] == ["북한", "러시아"]


def test_a_last_name_with_another_given_name_is_somebody_else(resources: Resources) -> None:
    found = dict(labels("Pierre Trudeau won. Trudeau spoke.", resources))
    assert found == {"Pierre Trudeau": "local:pierre-trudeau", "Trudeau": "local:pierre-trudeau"}
    assert dict(labels("V. Putin spoke.", resources)) == {"Putin": "Vladimir Putin"}


def test_a_pronoun_goes_on_from_the_one_before_it(resources: Resources) -> None:
    text = "President Ana Bell won in 1983.\n\nShe resigned when Margaret Thatcher left.\n\nShe moved to Leeds."
    assert [ident for surface, ident in labels(text, resources) if surface == "She"] == ["local:ana-bell"] * 2


def test_a_firm_and_a_longer_name_of_a_congress(resources: Resources) -> None:
    found = dict(labels("Bell & Sons, Inc. sued. The African National Congress won.", resources))
    assert found == {
        "Bell & Sons, Inc": "local:bell-sons-inc",
        "African National Congress": "local:african-national-congress",
    }


def test_a_last_name_behind_the_full_name_is_the_same_person(resources: Resources) -> None:
    """The tagger finds the last name too; the text's own full name decides, and no pronoun names anybody."""
    text = "Abe Stanfield Rowe was born in 1851. Rowe, 52, moved to Perth. He married in 1875."
    found = names(text, resources)
    assert {entity.entity_id for entity in found if entity.kind == "person"} == {"local:abe-stanfield-rowe"}


def test_a_foreign_name_with_a_title_behind_it_is_the_person_named_elsewhere(resources: Resources) -> None:
    text = "萨尔瓦多总统布克尔抵达北京。3日,王毅同布克尔总统进行了会谈。"
    people = [found.entity_id for found in names(text, resources) if "布克尔" in found.surface]
    assert people == ["local:布克尔", "local:布克尔"]
