"""The other party of a deed: named by a treaty, met before, answered, or one of the two states of the document."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.test_parties import parties, place
from tests.extract.told import told


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        # the parties of a war, a summit or a treaty
        ("ko", "2022년 러시아-우크라이나 전쟁이 터졌다.", {"Russia", "Ukraine"}),
        ("ko", "2019년 2월 하노이 북미정상회담이 열렸다.", {"North Korea", "United States"}),
        ("ko", "러시아는 1995년 9월 조소우호조약을 더 이상 연장하지 않겠다고 발표했다.", {"Russia", "North Korea"}),
        # who speaks where a side is named with its particle
        ("ko", "10월 28일, 2024년 우크라이나 측에서 러시아가 다리를 짓고 있다고 밝혔다.", {"Ukraine"}),
        # the head of a delegation goes with it
        ("ko", "2019년 4월 5일 김덕훈 총리를 단장으로 하는 베트남 대표단이 몽골을 방문했다.",
         {"Kim Tok Hun", "Delegation of Vietnam", "Mongolia"}),
        # an owner is no doer where another one is named, but may be who is judged
        ("ko", "2021년 6월 12일 브라질이 페루에 칠레의 날을 맞아 축전을 보냈다.", {"Brazil", "Peru"}),
        ("ko", "2021년 6월 12일 브라질은 칠레의 공식 입장을 지지했다.", {"Brazil", "Chile"}),
        # pairs in the name of a building are no parties
        ("ko", "2020년 6월 16일 북한은 남북공동연락사무소를 폭파했다.", {"North Korea"}),
        ("zh-Hans", "2019年6月21日,越南总理参谒中朝友谊塔。", {"Nguyen Xuan Phuc"}),
        # an agreed visit has a host
        ("en", "On 3 May 2021 Vietnam agreed to visit Peru.", {"Vietnam", "Peru"}),
        ("zh-Hans", "2021年5月3日,越南答应访问秘鲁。", {"Vietnam", "Peru"}),
        # whom a vote or a statement is against by its own words
        ("zh-Hans", "2021年5月3日,埃及与秘鲁投赞成票,通过谴责并制裁蒙古的决议。", {"Egypt", "Peru", "Mongolia"}),
        ("zh-Hans", "2021年5月3日,埃及发表声明,强烈谴责蒙古。", {"Egypt", "Mongolia"}),
        # company that acts along, and who lets others in
        ("zh-Hans", "2021年5月3日,埃及又跟秘鲁一起投赞成票,通过制裁蒙古的决议。", {"Egypt", "Peru", "Mongolia"}),
        ("zh-Hant", "2021年5月3日,埃及也讓秘魯政府參觀港口。", {"Egypt", "Government of Peru"}),
        # the trigger's own clause names its subject
        ("zh-Hans", "蒙古掌握材料,2021年5月3日,埃及谴责秘鲁。", {"Egypt", "Peru"}),
        # a hyphen before the preposition's letters
        ("en", "On 26 May 2018 Moon Jae-in met Kim Jong Un at Panmunjom.", {"Moon Jae-in", "Kim Jong Un"}),
    ],
)  # fmt: skip
def test_the_clause_and_its_names_tell_the_parties(
    language: str, text: str, wanted: set[str], resources: Resources
) -> None:
    assert set(parties(told(text, language, resources)[0], resources)) == wanted


def test_both_sides_behind_a_meeting_are_those_who_met(resources: Resources) -> None:
    text = (
        "2001년 8월 4일 응우옌 쑤언 푹 총리와 기시다 후미오 총리가 회담했다.\n\n"
        "두 사람은 어업 협정에 서명했다."
    )  # fmt: skip
    meeting, deal = told(text, "ko", resources)
    assert {a.entity.entity_id for a in deal.actors} == {a.entity.entity_id for a in meeting.actors}


def test_a_refusal_answers_who_spoke_before(resources: Resources) -> None:
    text = "On 16 June 2020 Kenya blew up a bridge.\n\nOn 17 June 2020 Ethiopia condemned the demolition."
    _, blame = told(text, "en", resources)
    assert parties(blame, resources) == {"Ethiopia": "source", "Kenya": "target"}


def test_a_report_gives_no_subject_to_what_follows(resources: Resources) -> None:
    text = "\n\n".join([
        "2018년 5월 7일 시진핑 주석은 하노이를 방문했다.",
        "2018년 5월 8일 타스통신은 비가 왔다고 보도했다.",
        "2019년 1월 7일 다시 몽골을 방문했다.",
    ])  # fmt: skip
    last = told(text, "ko", resources)[-1]
    assert "Xi Jinping" in parties(last, resources)


def test_a_sentence_without_a_deed_still_tells_whom_the_text_is_about(resources: Resources) -> None:
    text = "\n\n".join([
        "2011년 칠레 대통령은 몽골을 방문했다.",
        "또 브라질은 매우 부정적인 입장이다.",
        "2012년 핵실험을 공개적으로 비난했다.",
    ])  # fmt: skip
    last = told(text, "ko", resources)[-1]
    assert parties(last, resources).get("Brazil") == "source"


def test_family_names_of_the_text_and_the_divided_land(resources: Resources) -> None:
    said = told(
        "2018년 5월 7일 시진핑 국가주석은 다롄을 찾았다.\n\n2018년 5월 8일 시 주석은 몽골을 방문했다.", "ko", resources
    )
    assert "Xi Jinping" in parties(said[-1], resources)
    text = "\n\n".join([
        "North Korea spoke.",
        "In September 2018 the two Koreas opened an office.",
        "On 19 May 2018 the North closed a site.",
    ])  # fmt: skip
    opened, closed = told(text, "en", resources)
    assert set(parties(opened, resources)) == {"North Korea", "South Korea"}
    assert "North Korea" in parties(closed, resources)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ko", "2020년 6월 16일 북한은 개성 연락사무소를 폭파했다.", "Kaesong"),
        ("ko", "2021년 6월 30일 한국과 미국의 판문점 회동이 열렸다.", "Panmunjom"),
        ("ko", "2021년 5월 3일 총리는 함경북도 청진에서 회담했다.", "Chongjin"),
        ("ko", "2024년 11월 7일 푸틴은 러시아 소치에서 열린 회의에서 훈련도 가능하다고 말했다.", "Sochi"),
        ("en", "On 12 June 2018 Trump and Kim Jong Un signed a statement after the Singapore summit.", "Singapore"),
        ("zh-Hans", "2018年4月27日,韩国与朝鲜在《板门店宣言》中商定在开城设立办事处。", "Panmunjom"),
        # a railway, and a hotel called after a little known town, are not where a thing happens
        ("ko", "2021년 5월 3일 몽골과 러시아는 시베리아 횡단철도 연결에 관한 협정을 체결했다.", ""),
        ("ko", "2021년 5월 3일 서울 용산구 해밀턴 호텔 인근에서 화재가 발생했다.", "Seoul"),
        ("en", "On 3 May 2021 Mongolia and Russia signed a deal on the Siberia railway.", ""),
        ("zh-Hans", "2021年5月3日,蒙古与俄罗斯签署西伯利亚铁路协定。", ""),
    ],
)  # fmt: skip
def test_the_place_is_that_of_the_deed(language: str, text: str, wanted: str, resources: Resources) -> None:
    assert place(told(text, language, resources)[0], resources) == wanted


def test_talks_soon_after_a_visit_are_held_where_it_led(resources: Resources) -> None:
    text = "2018년 3월 25일 시진핑 주석은 하노이를 방문했다.\n\n이튿날 시진핑 주석은 베트남 총리와 회담했다."
    assert place(told(text, "ko", resources)[-1], resources) == "Hanoi"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        # the office of a party before that of the state
        ("zh-Hans", "2024年3月17日,中共中央政治局委员、外交部长王毅访问秘鲁。", {"Wang Yi", "Peru"}),
        # a name in brackets and the line that says where a report comes from
        ("zh-Hans", "新华社利马2024年3月14日电 (记者 张三丰)智利宣布关闭大使馆。", {"Chile"}),
        ("ko", "2021년 5월 3일 페루는 칠레(브라질의 이웃)를 비난했다.", {"Peru", "Chile"}),
        # nobody visits the own country
        ("zh-Hant", "2022年9月21日,蔡英文總統視察花蓮。", {"Tsai Ing-wen"}),
    ],
)  # fmt: skip
def test_who_is_no_party(language: str, text: str, wanted: set[str], resources: Resources) -> None:
    assert set(parties(told(text, language, resources)[0], resources)) == wanted


def test_she_is_the_only_person_named_before(resources: Resources) -> None:
    text = "On 3 May 2021 Angela Merkel visited Peru.\n\nOn 4 May 2021 she visited Chile."
    assert "Angela Merkel" in parties(told(text, "en", resources)[-1], resources)


def test_a_planned_visit_is_no_scene_of_what_is_said_of_it(resources: Resources) -> None:
    text = "2024年3月17日,王毅将访问秘鲁。\n\n2024年3月17日,王毅表示关系良好。"
    assert place(told(text, "zh-Hans", resources)[-1], resources) == ""


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "On 21 March 2024 Peruvian foreign ministry spokesman Ali Larijani accused Chile.",
         {"Ali Larijani", "Chile"}),
        ("en", "On 3 May 2021 Angela Merkel met Emmanuel Macron.\n\nOn 4 May 2021 the two agreed to hold talks.",
         {"Angela Merkel", "Emmanuel Macron"}),
        ("zh-Hans", "2023年10月30日,以军袭击加沙。", {"Armed Forces of Israel"}),
        ("ko", "2019년 4월 11일 문재인 대통령은 트럼프 대통령과 한미정상회담을 열었다.",
         {"Moon Jae-in", "Donald Trump"}),
    ],
)  # fmt: skip
def test_names_that_only_describe_and_words_for_two(
    language: str, text: str, wanted: set[str], resources: Resources
) -> None:
    mentions = told(text, language, resources)
    assert wanted in [set(parties(mention, resources)) for mention in mentions]
