"""Names in running text: boundaries, short forms, institutions, persons, and what stays silent."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.extract.dates import find as find_dates
from pipeline.extract.entities import find
from pipeline.extract.timeline import resolve
from pipeline.languages.tokens import tokenize
from pipeline.model import EventMention
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from tests.extract.names import labels, names, reading
from tests.extract.told import told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("북한은 러시아산 밀을 들여왔다.", [("북한", "North Korea"), ("러시아", "Russia")]),
        ("모임에는 러시아어 통역이 나왔다.", []),
        ("인도적 지원이 필요한 나라가 많다.", []),
        ("공정의 중소기업 지원책이 나왔다.", []),
        ("그는 아침에 북쪽 산으로 갔다.", []),
        ("其中美国的份额最大。", [("美国", "United States")]),
        ("十日本报记者写道。", []),
        ("沿海地区下了大雨。", []),
        ("Let us go home.", []),
        ("The US agreed.", [("US", "United States")]),
        ("이날 조선소에서 배를 띄웠다.", []),
        ("30대 남성 김 모 씨는 이웃이다.", [("김 모 씨", "")]),
        ("大家去打高尔夫球。", []),
        ("他读完了黑格尔的书。", [("黑格尔", "local:黑格尔")]),
        ("众人讨论部署新系统。", []),
        ("学校公布新安排。", []),
        ("代表团到访中国台湾地区。", [("中国台湾地区", "Taiwan")]),
        ("신문은 사드를 두고 다투었다.", [("사드", "THAAD")]),
    ],
)
def test_boundaries_and_guards(text: str, wanted: list[tuple[str, str]], resources: Resources) -> None:
    assert labels(text, resources) == wanted


@pytest.mark.parametrize(
    ("text", "surface", "parties"),
    [
        ("북러 정상회담이 열렸다.", "북러", ["North Korea", "Russia"]),
        ("북·러 조약이 맺어졌다.", "북·러", ["North Korea", "Russia"]),
        ("한미일 3국이 훈련했다.", "한미일", ["South Korea", "United States", "Japan"]),
        ("朝俄关系正在升温。", "朝俄", ["North Korea", "Russia"]),
        ("俄、朝两国签了协定。", "俄、朝", ["Russia", "North Korea"]),
        ("韩美日举行会谈。", "韩美日", ["South Korea", "United States", "Japan"]),
        ("특사는 곧 방러 길에 오른다.", "방러", ["Russia"]),
        ("代表团明日访朝。", "访朝", ["North Korea"]),
        ("俄方表示欢迎。", "俄", ["Russia"]),
        ("北, 새 법을 공포", "北", ["North Korea"]),
    ],
)
def test_letters_mean_states_only_in_company(text: str, surface: str, parties: list[str], resources: Resources) -> None:
    assert [label for found, label in labels(text, resources) if found == surface] == parties


@pytest.mark.parametrize(
    "text",
    ["朝阳区昨天很热。", "东北的冬天很长。", "남부 지방에 비가 왔다.", "3일 미술관이 문을 열었다.", "5日中午开会。"],
)
def test_letters_alone_mean_nothing(text: str, resources: Resources) -> None:
    assert [mention for mention in names(text, resources) if mention.kind == "country"] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("북한 외무성은 담화를 냈다.", "Ministry of Foreign Affairs of North Korea"),
        ("俄罗斯国防部公布了数字。", "Ministry of Defence of Russia"),
        ("The Russian Foreign Ministry denied it.", "Ministry of Foreign Affairs of Russia"),
        ("The Ministry of Foreign Affairs of North Korea denied it.", "Ministry of Foreign Affairs of North Korea"),
        ("미 국무부는 논평하지 않았다.", "United States Department of State"),
        ("주러시아 북한대사관이 문을 닫았다.", "Embassy of North Korea in Russia"),
        ("북한 주재 러시아 대사관이 알렸다.", "Embassy of Russia in North Korea"),
        ("俄罗斯驻平壤大使馆发文。", "Embassy of Russia in North Korea"),
        ("The Russian Embassy in Pyongyang said so.", "Embassy of Russia in North Korea"),
        ("러시아군이 물러났다.", "Russian Armed Forces"),
        ("国务院派出工作组。", "State Council of China"),
        ("美国国务院发表声明。", "United States Department of State"),
        ("로씨야 외무성은 담화를 냈다.", "Ministry of Foreign Affairs of Russia"),
        ("가나 세관 당국은 창고를 닫았다.", "Customs Administration of Ghana"),
        ("海关总署发布公告。", "General Administration of Customs of China"),
        ("Ghana’s customs bureau closed a warehouse.", "Customs Administration of Ghana"),
        ("日本气象部门发出通知。", "Weather service of Japan"),
        ("港府公布新安排。", "Government of Hong Kong"),
        ("共軍已離開港口。", "People's Liberation Army"),
    ],
)
def test_institutions_belong_to_their_state(text: str, wanted: str, resources: Resources) -> None:
    found = names(text, resources)
    assert [resources.lexicon.entry(mention.entity_id).label for mention in found] == [wanted]  # type: ignore[union-attr]
    assert found[0].kind == "org"


def test_a_bare_ministry_belongs_to_the_state_named_last(resources: Resources) -> None:
    found = labels("베트남이 성명을 냈다. 외교부는 이를 확인했다.", resources)
    assert ("외교부", "Ministry of Foreign Affairs of Vietnam") in found


_OWN = tomllib.loads((Path(pipeline.__file__).parent / "lexicon" / "institutions.toml").read_text(encoding="utf-8"))
_SPOKEN = [example for voice in _OWN["voice"] for example in voice["examples"]]


@pytest.mark.parametrize("example", _SPOKEN, ids=[example["text"] for example in _SPOKEN])
def test_bare_bodies_belong_to_the_state_that_the_text_speaks_from(
    example: dict[str, Any], resources: Resources
) -> None:
    document = reading(example["text"], resources)
    found = find(document, resolve(document, find_dates(document, resources), resources), resources)
    bodies = [mention.entity_id for mention in found if mention.entity_id.endswith("-twn")]
    assert bodies == example["names"]


@pytest.mark.parametrize(
    ("published", "wanted"), [("1937-07-08", "Republic of China"), ("2022-08-03", "Taiwan"), ("", "Taiwan")]
)
def test_a_name_of_two_states_means_the_one_of_its_time(published: str, wanted: str, resources: Resources) -> None:
    assert labels("중화민국은 사절을 보냈다.", resources, published) == [("중화민국", wanted)]


def test_no_person_ends_within_a_date_that_goes_on(resources: Resources) -> None:
    for text in (
        "2023年8月22日公布:碼頭將於本周四起停用。",
        "8月22日他說:「保障市民健康。」市府將於本周四起禁止停車。",
    ):
        document = reading(text, resources)
        found = find(document, resolve(document, find_dates(document, resources), resources), resources)
        assert [mention.surface for mention in found if "本周" in mention.surface] == []


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("세르게이 라브로프 러시아 외무장관이 왔다.", "세르게이 라브로프 러시아 외무장관", "Sergey Lavrov"),
        ("러시아 국방장관 세르게이 쇼이구가 왔다.", "러시아 국방장관 세르게이 쇼이구", "Sergei Shoigu"),
        ("올레크 코줴먀코 연해주지사는 답했다.", "코줴먀코 연해주지사", "Oleg Kozhemyako"),
        ("김일성 전 주석은 답했다.", "김일성 전 주석", "Kim Il Sung"),
        (
            "알렉산드르 마체고라 주북한 러시아 대사는 답했다.",
            "알렉산드르 마체고라 주북한 러시아 대사",
            "Alexander Matsegora",
        ),
        ("俄罗斯总统普京启程。", "俄罗斯总统普京", "Vladimir Putin"),
        ("韩国国防部长官金龙显说。", "韩国国防部长官金龙显", "Kim Yong-hyun"),
        ("习近平主席会见客人。", "习近平主席", "Xi Jinping"),
        ("Russian President Vladimir Putin left.", "Russian President Vladimir Putin", "Vladimir Putin"),
        ("왕이 중국 외교부장과 통화했다.", "왕이 중국 외교부장", "Wang Yi"),
    ],
)
def test_a_persons_phrase_holds_title_and_country(text: str, surface: str, wanted: str, resources: Resources) -> None:
    assert (surface, wanted) in labels(text, resources)
    assert len(labels(text, resources)) == 1


@pytest.mark.parametrize(
    ("text", "surface", "bare"),
    [
        ("한도윤 교육상이 연설했다.", "한도윤 교육상", "한도윤"),
        ("한도윤 북한 교육상이 연설했다.", "한도윤 북한 교육상", "한도윤"),
        ("이고르 페트렌코 러시아 부총리가 왔다.", "이고르 페트렌코 러시아 부총리", "이고르 페트렌코"),
        ("外长谢尔盖·维尔申科抵达。", "外长谢尔盖·维尔申科", "谢尔盖·维尔申科"),
        ("Foreign Minister Pavel Samarsky arrived.", "Foreign Minister Pavel Samarsky", "Pavel Samarsky"),
    ],
)
def test_unknown_persons_get_a_provisional_id_from_the_bare_name(
    text: str, surface: str, bare: str, resources: Resources
) -> None:
    mention = next(found for found in names(text, resources) if found.kind == "person")
    head = next(reason.span for reason in mention.reasons if reason.rule.startswith("names.head@"))
    assert (mention.surface, mention.resolved_by) == (surface, "provisional")
    assert head is not None
    assert head.of(text) == bare
    assert mention.entity_id == "local:" + bare.lower().replace(" ", "-").replace("·", "-")


def test_both_chinese_scripts_give_one_provisional_id(resources: Resources) -> None:
    simplified, traditional = (
        names(text, resources) for text in ("外长谢尔盖·维尔申科抵达。", "外長謝爾蓋·維爾申科抵達。")
    )
    assert simplified[0].entity_id == traditional[0].entity_id


@pytest.mark.parametrize("text", ["이날 외무상은 웃었다.", "신임 대사가 왔다.", "우리 대통령은 말이 없다."])
def test_ordinary_words_before_a_title_are_no_names(text: str, resources: Resources) -> None:
    assert all(not mention.entity_id for mention in names(text, resources))


def test_every_mention_says_why(resources: Resources) -> None:
    text = "북러 정상회담에서 푸틴 대통령은 한도윤 교육상을 만났다. The UN agreed."
    assert all(mention.reasons and mention.reasons[0].says for mention in names(text, resources))


def test_the_same_text_gives_the_same_mentions(resources: Resources) -> None:
    text = "한미일 외교장관은 서울에서 만났다. 俄罗斯总统普京访朝。 President Putin left."
    assert names(text, resources) == names(text, resources)


def test_a_name_does_not_reach_into_the_line_above(resources: Resources) -> None:
    found = labels("김정은 2회 방러\n푸틴 24년 만 방북\n두 사람은 2019년에도 만났다.", resources)
    assert ("푸틴", "Vladimir Putin") in found


def test_words_of_dates_are_no_persons(resources: Resources) -> None:
    text = "두 나라 장관이 하루 전 서울에서 만났다. 美国与朝鲜官员周一在新加坡会谈。"
    reading = tokenize(read_text(text, SourceRow(id="d", path="d.txt", published="2021-03-02"), resources), resources)
    timeline = resolve(reading, find_dates(reading, resources), resources)
    assert not any(mention.kind == "person" for mention in find(reading, timeline, resources))


def test_no_place_begins_within_a_date(resources: Resources) -> None:
    found = named(told("7月29日南韓政府決定購買飛彈。", "zh-Hant", resources, "2017-08-01"))
    assert found == {"南韓政府"}


def test_a_date_behind_which_a_number_stands_is_no_person_by_age(resources: Resources) -> None:
    text = "The ship arrived on 6 March 2017.\n\nOn April 26, two crews, who were tired, attacked the port."
    assert not any("April" in name for name in named(told(text, "en", resources)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("国防部发言人文尚均透露,施工正在进行。", "国防部发言人文尚均"),
        ("外交部長助理孔鉉佑表示反對。", "外交部長助理孔鉉佑"),
    ],
)
def test_a_chinese_name_between_title_and_verb(text: str, name: str, resources: Resources) -> None:
    assert any(name.endswith(mention.surface) and mention.kind == "person" for mention in names(text, resources))


def test_an_assistant_is_not_the_minister(resources: Resources) -> None:
    assert "local:wang-yi" not in [m.entity_id for m in names("中國外交部長助理抵達。", resources, "2017-08-01")]


def named(mentions: list[EventMention]) -> set[str]:
    """The surfaces of all who take part, and of all places."""
    places = [mention.place.surface for mention in mentions if mention.place]
    return {actor.entity.surface for mention in mentions for actor in mention.actors} | set(places)


HOME = _OWN["home"]


@pytest.mark.parametrize("row", HOME["examples"], ids=lambda row: row["text"][:12])
def test_an_institution_alone_is_that_of_the_readers(row: dict[str, str], resources: Resources) -> None:
    assert [m.entity_id for m in names(row["text"], resources) if m.surface == row["surface"]] == [row["name"]]


@pytest.mark.parametrize("row", HOME["not"], ids=lambda row: row["text"][:12])
def test_an_institution_alone_is_nobodys_where_others_may_be_meant(row: dict[str, str], resources: Resources) -> None:
    found = [m for m in names(row["text"], resources) if m.surface == row["surface"]]
    assert all(not mention.reasons[0].rule.startswith("names.institution") for mention in found)


def test_another_states_institution_is_not_taken_for_the_readers(resources: Resources) -> None:
    ours = names("서울에 비가 왔다. 중국이 조약을 거부하자 국방부는 유감을 표했다.", resources)
    theirs = names("서울에 비가 왔다. 중국 국방부는 훈련을 시작했다. 국방부는 또 함정을 보냈다.", resources)
    assert "local:defence-ministry-kor" in [mention.entity_id for mention in ours]
    assert "local:defence-ministry-kor" not in [mention.entity_id for mention in theirs]


@pytest.mark.parametrize(
    "text",
    ["보잉 747 여객기가 추락했다.", "波音747客机坠毁。", "The Boeing 747-230B crashed.", "何况第3哨所附近有一棵树。"],
)
def test_a_model_and_a_conjunction_are_nobody(text: str, resources: Resources) -> None:
    assert names(text, resources) == ()


def test_a_topic_before_another_persons_office_is_no_part_of_that_name(resources: Resources) -> None:
    found = [surface for surface, _ in labels("1956년 6월 22일 김철수는 소련 총리를 만났다.", resources)]
    assert "소련 총리" in found
    assert not any("는" in surface for surface in found)
