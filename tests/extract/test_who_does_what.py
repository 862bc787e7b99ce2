"""Who does what to whom, in sentences as the news build them: one construction a line, in three languages."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.told import mentions_of, reading_of

SAID = "2024-05-04"
Roles = dict[str, str]


def parties(text: str, language: str, resources: Resources) -> list[tuple[str, Roles]]:
    """The type of each deed, and the roles of those who take part in it by their words."""
    found = mentions_of(reading_of(text, language, resources, SAID), resources)
    return [(m.type, {actor.entity.surface: actor.role for actor in m.actors}) for m in found]


@pytest.mark.parametrize(
    ("text", "type_", "roles"),
    [
        ("Hundreds of protesters marched in Paris on Tuesday.", "PROTEST", {"protesters": "source"}),
        ("Police arrested dozens of protesters on Tuesday.", "COERCE", {"Police": "source", "protesters": "target"}),
        ("On Tuesday a group of soldiers stormed the palace.", "PROTEST", {"soldiers": "source"}),
        ("North Korea fired two missiles on Tuesday, Japan's coast guard said.", "MOBILIZE",
         {"North Korea": "source"}),
        ("Trump's son was arrested on Tuesday.", "COERCE", {}),
        ("Kim Jong Un's half-brother was killed on 13 February 2017.", "ASSAULT", {}),
        ("Trump appointed Rex Tillerson as secretary of state on Tuesday.", "OTHER",
         {"Trump": "source", "Rex Tillerson": "target"}),
        ("Lawmakers voted on Tuesday to impeach President Yoon.", "SANCTION",
         {"Lawmakers": "source", "President Yoon": "target"}),
    ],
)  # fmt: skip
def test_english(text: str, type_: str, roles: Roles, resources: Resources) -> None:
    assert parties(text, "en", resources) == [(type_, roles)]


def test_whose_spokesman_meets_somebody_meets_nobody_himself(resources: Resources) -> None:
    ((_, roles),) = parties("Putin's spokesman Dmitry Peskov met Erdogan on Tuesday.", "en", resources)
    assert "Putin" not in roles
    assert set(roles.values()) == {"participant"}


@pytest.mark.parametrize(
    ("text", "type_", "roles"),
    [
        ("법원은 3일 윤석열 대통령에 대한 구속영장을 발부했다.", "COERCE",
         {"법원": "source", "윤석열 대통령": "target"}),
        ("미국은 2018년 5월 이란에 대한 제재를 강화했다.", "SANCTION", {"미국": "source", "이란": "target"}),
        ("미국은 5월 3일 북한에 대한 정보를 일본에 제공했다.", "AID", {"미국": "source", "일본": "target"}),
        ("윤 대통령은 3일 김영호 교수를 통일부 장관에 임명했다.", "OTHER",
         {"윤 대통령": "source", "김영호 교수": "target"}),
        ("경찰은 3일 김모(35) 씨를 체포했다.", "COERCE", {"경찰": "source", "김모(35) 씨": "target"}),
        ("미국이 동맹국으로 지정한 한국이 3일 협정에 서명했다.", "AGREE", {"한국": "participant"}),
        ("하마스는 카타르의 중재로 3일 기자 2명을 석방했다.", "CONCEDE", {"하마스": "source"}),
        ("윤석열 대통령이 3일 풀려났다.", "CONCEDE", {"윤석열 대통령": "target"}),
        ("김정은의 이복형 김정남은 3일 피살됐다.", "ASSAULT", {"김정남": "target"}),
        ("정의용 실장이 이끄는 특사단이 3일 평양을 방문했다.", "CONSULT",
         {"정의용 실장": "source", "평양": "target"}),
    ],
)  # fmt: skip
def test_korean(text: str, type_: str, roles: Roles, resources: Resources) -> None:
    assert parties(text, "ko", resources) == [(type_, roles)]


def test_a_subject_of_what_says_when_does_not_do_the_rest(resources: Resources) -> None:
    text = "러시아가 우크라이나를 침공한 2022년 2월 24일 유가가 급등했다."
    assert dict(parties(text, "ko", resources))["OTHER"] == {}


@pytest.mark.parametrize("title", ["권한대행", "대행"])
def test_who_acts_for_an_office_is_known_by_the_family_name(title: str, resources: Resources) -> None:
    text = f"한덕수 대통령 권한대행은 3일 회의를 열었다. 한 {title}은 4일 담화를 발표했다."
    found = mentions_of(reading_of(text, "ko", resources, SAID), resources)
    assert {actor.entity.entity_id for m in found for actor in m.actors} == {"local:han-duck-soo"}


@pytest.mark.parametrize(
    ("text", "type_", "roles"),
    [
        ("2018年12月1日,加拿大警方应美国政府要求逮捕了孟晚舟。", "COERCE",
         {"加拿大警方": "source", "孟晚舟": "target"}),
        ("首尔法院3日对总统尹锡悦发出逮捕令。", "COERCE", {"首尔法院": "source", "总统尹锡悦": "target"}),
        ("国会3日以120票赞成、30票反对通过对总理韩德洙的弹劾案。", "SANCTION",
         {"国会": "source", "总理韩德洙": "target"}),
        ("金正恩的兄长金正男3日遇害。", "ASSAULT", {"金正男": "target"}),
        ("总统普京3日遇刺。", "ASSAULT", {"总统普京": "target"}),
        ("马来西亚法院3日宣判普京无罪。", "CONCEDE", {"马来西亚法院": "source", "普京": "target"}),
        ("一名参加抗议的学生3日被警方逮捕。", "COERCE", {"学生": "target", "警方": "source"}),
        ("3日,王毅已经抵达越南。", "CONSULT", {"王毅": "source", "越南": "target"}),
        ("张明主席特别代表、外长王毅3日访问越南。", "CONSULT", {"主席特别代表、外长王毅": "source", "越南": "target"}),
        ("日本3日就朝鲜发射导弹提出抗议。", "ACCUSE", {"日本": "source", "朝鲜": "target"}),
        ("3日,韩国就制裁朝鲜同日本举行磋商。", "CONSULT", {"韩国": "participant", "日本": "participant"}),
        ("3日,越南政府对日本承认该岛主权深感欣慰。", "SUPPORT", {"日本": "source"}),
        ("2月2日,伊朗与越南在中国斡旋下恢复外交关系。", "COOPERATE",
         {"伊朗": "participant", "越南": "participant"}),
        ("2月2日,伊朗与越南达成停火协议。", "RETREAT", {"伊朗": "participant", "越南": "participant"}),
        ("3日,国会免去普京的总理职务。", "OTHER", {"国会": "source", "普京": "target"}),
        ("9日,以军打死哈马斯一名指挥官。", "ASSAULT", {"以军": "source", "哈马斯": "target"}),
        ("1987年,朝鲜出版了《戈尔巴乔夫文集》。", "OTHER", {"朝鲜": "source", "戈尔巴乔夫": "target"}),
    ],
)  # fmt: skip
def test_chinese(text: str, type_: str, roles: Roles, resources: Resources) -> None:
    assert parties(text, "zh-Hans", resources) == [(type_, roles)]


def test_what_befalls_somebody_who_arrives_is_told_beside_the_arrival(resources: Resources) -> None:
    text = "2018年12月1日,孟晚舟抵达温哥华国际机场时被警方拘留。"
    assert [type_ for type_, _ in parties(text, "zh-Hans", resources)] == ["CONSULT", "COERCE"]


def test_no_deed_is_found_inside_the_name_of_a_body(resources: Resources) -> None:
    found = mentions_of(reading_of("4月10日,有数万人聚集在立法院周围。", "zh-Hans", resources, SAID), resources)
    assert [m.trigger.of("4月10日,有数万人聚集在立法院周围。") for m in found] == ["聚集"]


def test_protesters_are_no_report(resources: Resources) -> None:
    text = "3月23日晚,一批抗议者占领行政院,市长下令警方驱离抗议者。"
    found = mentions_of(reading_of(text, "zh-Hans", resources, SAID), resources)
    assert {str(m.time.date) for m in found} == {"2024-03-23"}


def test_how_things_stand_now_is_of_the_day_of_the_text(resources: Resources) -> None:
    text = "早在40年前,越南就同日本建立外交关系,如今却阻挠日本企业开展合作。"
    told = mentions_of(reading_of(text, "zh-Hans", resources, "2019-12-04"), resources)
    assert [(m.type, str(m.time.date)) for m in told] == [("COOPERATE", "1979"), ("REJECT", "2019-12-04")]


def test_so_many_years_since_a_deed_are_no_deed(resources: Resources) -> None:
    reading = reading_of("今年是两国建交70周年。", "zh-Hans", resources, SAID)
    assert not mentions_of(reading, resources)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("9日,以军打死哈马斯一名指挥官。", "zh-Hans"),  # 哈马 is a town
        ("말레이시아 법원은 9일 그에게 징역 2년을 선고했다.", "ko"),  # 말레 is one too
    ],
)
def test_the_first_signs_of_a_longer_name_are_no_place(text: str, language: str, resources: Resources) -> None:
    told = mentions_of(reading_of(text, language, resources, SAID), resources)
    assert [m.place.surface for m in told if m.place is not None and m.place.kind == "place"] == []


def test_the_first_since_something_broke_out_tells_no_outbreak(resources: Resources) -> None:
    text = "3月2日,该船沉没,成为危机爆发以来首艘沉没的船只。"
    told = mentions_of(reading_of(text, "zh-Hans", resources, SAID), resources)
    assert [m.trigger.of(text) for m in told] == ["沉没"]


def test_what_is_named_in_a_ship_is_no_place(resources: Resources) -> None:
    text = "15日,一枚导弹击中货船“直布罗陀之鹰”号。"
    told = mentions_of(reading_of(text, "zh-Hans", resources, SAID), resources)
    assert [(m.place, [actor.entity.surface for actor in m.actors]) for m in told] == [(None, ["“直布罗陀之鹰”号"])]
