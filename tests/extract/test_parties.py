"""Who takes part and where, where the clause names it and where it leaves it to the text around."""

from __future__ import annotations

import pytest

from pipeline.extract.entities import find as find_names
from pipeline.extract.topics import topic_pair
from pipeline.model import EventMention, Timeline
from pipeline.resources import Resources
from tests.extract.names import reading
from tests.extract.told import mentions_of, reading_of, told


def parties(mention: EventMention, resources: Resources) -> dict[str, str]:
    """Role by English label of each actor; the surface where it has no entry."""
    found = {}
    for actor in mention.actors:
        entry = resources.lexicon.entry(actor.entity.entity_id)
        found[entry.label if entry else actor.entity.surface] = actor.role
    return found


def place(mention: EventMention, resources: Resources) -> str:
    """English label of the place; empty without one."""
    entry = resources.lexicon.entry(mention.place.entity_id) if mention.place else None
    return entry.label if entry else ""


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ko", "2021년 3월 4일 인도네시아 법원이 필리핀 선원 3명에게 징역 5년을 선고했다.",
         {"Indonesia court": "source", "Filipino sailors": "target"}),
        ("ko", "2020년 7월 8일 폴란드 농민들이 바르샤바에서 시위를 벌였다.", {"Polish farmers": "source"}),
        ("ko", "2020년 1월 3일 베트남 쌀을 필리핀이 수입했다.", {"Vietnam": "target", "Philippines": "source"}),
        ("zh-Hans", "2019年6月3日,埃及法院判处两名法国公民监禁。",
         {"Egypt court": "source", "French nationals": "target"}),
        ("zh-Hant", "2021年5月3日,東京譴責莫斯科。", {"Japan": "source", "Russia": "target"}),
        ("en", "On 3 May 2021 Kenyan police arrested two Ethiopian nationals.",
         {"Police of Kenya": "source", "Ethiopian nationals": "target"}),
        ("en", "Peru and Chile held trade talks on COVID-19 on 3 May 2021.",
         {"Peru": "participant", "Chile": "participant"}),
    ],
)  # fmt: skip
def test_the_clause_names_its_parties(language: str, text: str, wanted: dict[str, str], resources: Resources) -> None:
    mention = told(text, language, resources)[0]
    assert parties(mention, resources) == wanted


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        ("Kenyan minister jailed for six years", {"Kenyan minister": "target"}),
        ("Ousted president Igor Petrenko arrested in Nairobi", {"Igor Petrenko": "target"}),
        (
            "Peru envoy Igor Petrenko detained by police in Lima",
            {"Peru envoy Igor Petrenko": "target", "police": "source"},
        ),
        ("Modi critic Igor Petrenko released on bail", {"Igor Petrenko": "target"}),
        ("Police arrest Igor Petrenko in Nairobi", {"Police": "source", "Igor Petrenko": "target"}),
    ],
)
def test_a_headline_leaves_out_the_auxiliary(headline: str, wanted: dict[str, str], resources: Resources) -> None:
    text = f"{headline}\n\nMay 3, 2021\n\nMinister Igor Petrenko left the hall at noon."
    mention = mentions_of(reading(text, resources), resources)[0]
    assert {actor.entity.surface: actor.role for actor in mention.actors} == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "2022年3月2日,越南总理在河内会见日本首相。\n\n双方签署贸易协定。"),
        ("zh-Hant", "2022年3月2日,越南總理在河內會見日本首相。\n\n雙方簽署貿易協定。"),
        ("en", "On 2 March 2022 Vietnam's prime minister met Japan's prime minister in Hanoi.\n\n"
               "The two sides signed a trade deal."),
        ("ko", "2022년 3월 2일 베트남 총리가 하노이에서 일본 총리와 회담했다.\n\n양측은 무역 협정에 서명했다."),
    ],
)  # fmt: skip
def test_both_sides_are_the_two_who_met_where_they_met(language: str, text: str, resources: Resources) -> None:
    meeting, deal = told(text, language, resources)
    assert len(meeting.actors) == 2
    assert deal.type == "AGREE"
    assert {actor.entity.entity_id for actor in deal.actors} == {actor.entity.entity_id for actor in meeting.actors}
    assert place(meeting, resources) == place(deal, resources) == "Hanoi"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ko", "2021년 5월 3일 총리는 다낭에서 열린 회담에서 협정에 서명했다.", "Da Nang"),
        ("ko", "2021년 3월 4일 인도네시아 법원이 필리핀 선원에게 징역 5년을 선고했다.", "Indonesia"),
        ("ko", "2021년 5월 3일 베트남 총리는 서울과 도쿄를 거쳐 몽골을 방문했다.", "Mongolia"),
        ("zh-Hans", "2021年5月3日,埃及总统在开罗举行的会议上表示经济好转。", "Cairo"),
        ("zh-Hant", "2021年5月3日,警方在越南境內逮捕三名法國公民。", "Vietnam"),
        ("en", "On 3 May 2021 Kenyan police arrested two Ethiopian nationals.", "Kenya"),
        ("en", "On 3 May 2021 the president of Peru visited Lima.", "Lima"),
    ],
)  # fmt: skip
def test_the_place_is_stated_or_the_home_of_who_acts(
    language: str, text: str, wanted: str, resources: Resources
) -> None:
    assert place(told(text, language, resources)[-1], resources) == wanted


def test_goods_from_a_state_name_a_party_of_trade_alone(resources: Resources) -> None:
    trade = told("2020년 5월 3일 필리핀은 베트남산 쌀 수입을 늘렸다.", "ko", resources)[0]
    gifts = told("2020년 5월 3일 필리핀 대통령은 베트남제 칼을 일본 총리에게 선물했다.", "ko", resources)[0]
    assert "Vietnam" in parties(trade, resources)
    assert "Vietnam" not in parties(gifts, resources)


def test_a_ban_on_goods_is_against_the_state_they_come_from(resources: Resources) -> None:
    ban = told("2020년 5월 3일 필리핀은 베트남산 쌀 수입을 전면 금지했다.", "ko", resources)[0]
    assert parties(ban, resources) == {"Philippines": "source", "Vietnam": "target"}


def test_a_name_before_the_comma_of_a_headline_is_its_subject(resources: Resources) -> None:
    ban = told("필리핀, 베트남산 쌀 수입 전면 금지", "ko", resources, "2020-05-03")[0]
    assert parties(ban, resources) == {"Philippines": "source", "Vietnam": "target"}


def test_nobody_takes_part_in_an_exercise_that_surrounds_them(resources: Resources) -> None:
    exercise = told("페루는 2021년 5월 3일 칠레를 에워싸고 대규모 군사 훈련을 시작했다.", "ko", resources)[0]
    assert parties(exercise, resources) == {"Peru": "participant"}


def test_a_document_about_two_states_has_them_as_its_topic(resources: Resources) -> None:
    text = "\n\n".join(["베트남과 몽골은 무역을 늘렸다."] * 6)
    reading = reading_of(text, "ko", resources)
    names = find_names(reading, Timeline(mentions=(), sentences=()), resources)
    labels = {
        resources.lexicon.entry(entity.entity_id).label for entity in topic_pair(reading, names, resources.lexicon)
    }  # type: ignore[union-attr]
    assert labels == {"Vietnam", "Mongolia"}
    assert topic_pair(reading, names[:4], resources.lexicon) == ()


def test_nobody_visits_the_own_country_by_inference(resources: Resources) -> None:
    text = "2018년 5월 7일 시진핑 주석이 다롄에 도착했다. 6월 19일에도 방중이 이뤄졌다."
    visit = told(text, "ko", resources)[-1]
    assert parties(visit, resources) == {"China": "target"}


def test_who_is_spoken_of_does_not_report(resources: Resources) -> None:
    text = "시진핑 주석은 평양에 도착했다고 조선중앙통신은 2021년 3월 4일 보도했다."
    assert parties(told(text, "ko", resources)[-1], resources) == {"KCNA": "source"}


@pytest.mark.parametrize(
    "text", ["In June 2019 Ban Ki-moon visited Japan.", "In Osaka Ban Ki-moon visited Japan in 2019."]
)
def test_a_preposition_governs_the_date_or_place_next_to_it_alone(text: str, resources: Resources) -> None:
    assert parties(told(text, "en", resources)[0], resources) == {"Ban Ki-moon": "source", "Japan": "target"}


def test_a_subject_with_an_adverb_for_its_particle_is_one(resources: Resources) -> None:
    text = "2021년 3월 4일 대한민국 국회는 법안을 가결했다. 시민들 역시 3월 5일 광장에서 시위를 벌였다."
    assert parties(told(text, "ko", resources)[-1], resources) == {}


def test_who_struck_and_who_was_struck(resources: Resources) -> None:
    text = "2021년 3월 4일 국경에서 우크라이나의 미사일 공격으로 북한 장교 6명이 폭사했다."
    assert parties(told(text, "ko", resources)[-1], resources) == {
        "Ukraine": "source",
        "North Korean officers": "target",
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On 3 May 2021 the president of Kenya visited Ghana.", {"president of Kenya": "source", "Ghana": "target"}),
        ("On 3 May 2021 a Turkey-backed militia shelled two villages.", {}),
        ("On 3 May 2021 police arrested three men.", {"police": "source"}),
    ],
)
def test_who_acts_is_no_state_that_only_describes(text: str, wanted: dict[str, str], resources: Resources) -> None:
    assert parties(told(text, "en", resources)[0], resources) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "A landslide hit a village in Taiwan on 3 May 2021.\n\nAt least 15 people died on 3 May.", "Taiwan"),
        ("ko", "2021년 5월 3일 인도 북부에서 열차가 탈선했다.\n\n이 사고로 2명이 숨졌다.", "India"),
        ("en", "On 3 May 2021 the two ministers discussed the situation in Ukraine.", ""),
        ("en", "In 1990 the church was built in the Georgian Gothic style.", ""),
        ("en", "On 3 May 2021 Stone was convicted at Manchester Crown Court of theft.", "Manchester"),
        ("ko", "2021년 5월 3일 수원지법은 전직 시장에게 징역 2년을 선고했다.", "Suwon"),
        ("en", "On 3 May 2021 Stone was charged in the Eastern District of California.", "California"),
    ],
)
def test_where_an_account_goes_on(language: str, text: str, wanted: str, resources: Resources) -> None:
    assert place(told(text, language, resources)[-1], resources) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024년 8월 13일, 페루가 브라질에 장갑차를 요청할 것이라는 전망이 나왔다.",
         {"Peru": "source", "Brazil": "target"}),
        ("2024년 8월 13일, 페루가 칠레에 맞서 브라질에 장갑차를 요청했다.", {"Peru": "source", "Brazil": "target"}),
    ],
)  # fmt: skip
def test_a_report_of_nobody_has_the_parties_of_what_it_tells(
    text: str, wanted: dict[str, str], resources: Resources
) -> None:
    assert parties(told(text, "ko", resources)[0], resources) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2021년 5월 3일 케냐 대통령이 토고를 방문했다.", "Togo"),
        ("2021년 5월 3일 수단에서 내전이 일어났다.", "Sudan"),
        ("2021년 5월 3일 교통 수단에서 불이 났다.", ""),
        ("2020년 6월 16일 북한, 개성 남북공동연락사무소 폭파", "Kaesong"),
        ("2018년 4월 27일 남북은 판문점 선언에서 연락사무소를 두기로 합의했다.", "Panmunjom"),
    ],
)
def test_korean_places_that_are_words_too_or_stand_in_a_name(text: str, wanted: str, resources: Resources) -> None:
    assert place(told(text, "ko", resources)[0], resources) == wanted


def test_a_row_of_states_goes_on_behind_a_short_form_in_brackets(resources: Resources) -> None:
    mention = told("페루, 아랍에미리트(UAE), 칠레는 2021년 9월 3일 평화 계획에 합의했다.", "ko", resources)[0]
    assert set(parties(mention, resources)) == {"Peru", "United Arab Emirates", "Chile"}


def test_an_owner_is_no_party_where_the_clause_has_a_subject(resources: Resources) -> None:
    mentions = told(
        "김하늘 변호사의 부탁으로 이바다 교수는 1981년 변론을 맡게 됐다.\n\n1982년 부산에서 사무실을 열었다.",
        "ko",
        resources,
    )
    assert [set(parties(mention, resources)) for mention in mentions] == [{"이바다 교수"}, {"이바다 교수"}]


def test_what_a_caption_shows_is_over(resources: Resources) -> None:
    mention = told("박 시장이 2023년 5월 3일 공장을 둘러보고 있다.", "ko", resources)[0]
    assert mention.status == "occurred"


def test_somebody_without_a_name_ends_the_deeds_of_who_was_told_of(resources: Resources) -> None:
    text = "2021년 5월 3일 이바다 교수는 교단을 떠났다.\n\n주민들은 5월 4일 잔치를 벌였고 5월 5일 거리를 청소했다."
    assert [set(parties(mention, resources)) for mention in told(text, "ko", resources)][1:] == [set(), set()]


def test_an_unknown_topic_before_what_is_said_says_it(resources: Resources) -> None:
    text = "2021년 5월 3일 기상청은 비가 온다고 밝혔다.\n\n주민들은 5월 4일 집이 무너졌다고 말했다."
    assert "Korea Meteorological Administration" not in parties(told(text, "ko", resources)[-1], resources)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On 3 May 2021 a Kenyan fishing boat sank in heavy seas."),
        ("ko", "2021년 5월 3일 케냐 여객선이 폭풍으로 침몰했다."),
        ("zh", "2021年5月3日,肯尼亚客轮遇风暴沉没。"),
    ],
)
def test_the_flag_of_a_boat_takes_no_part(language: str, text: str, resources: Resources) -> None:
    mention = told(text, language, resources)[-1]
    assert parties(mention, resources) == {}
    assert place(mention, resources) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Adam Stone was taken into custody on 3 May 2021.",
        "Adam Stone went to prison on 3 May 2021.",
        "Adam Stone will stand trial on 3 May 2021.",
    ],
)
def test_who_is_tried_or_jailed_is_acted_on(text: str, resources: Resources) -> None:
    assert parties(told(text, "en", resources)[0], resources) == {"Adam Stone": "target"}


def test_who_arrives_by_train_has_a_goal(resources: Resources) -> None:
    arrived = told("The president of Kenya arrived in Ghana by train on 3 May 2021.", "en", resources)[0]
    assert parties(arrived, resources) == {"president of Kenya": "source", "Ghana": "target"}
