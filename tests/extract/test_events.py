"""Mentions: one for each dated happening, with span, date, type, status, parties; and what is none."""

from __future__ import annotations

import pytest

from pipeline.model import EventMention
from pipeline.resources import Resources
from tests.extract.told import told

SAID = "2021-06-10"


def brief(mentions: list[EventMention]) -> list[tuple[str, str, str]]:
    return [(mention.type, str(mention.time.date), mention.status) for mention in mentions]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ko", "2019년 5월 3일 총리는 베트남을 방문했다.", [("CONSULT", "2019-05-03", "occurred")]),
        ("ko", "중국과 몽골은 2018년 7월 4일 철도 협정을 체결했다.", [("AGREE", "2018-07-04", "occurred")]),
        ("ko", "2020년 3월 2일 군은 미사일을 발사했다.", [("MOBILIZE", "2020-03-02", "occurred")]),
        ("zh-Hans", "2019年5月3日,总理访问越南。", [("CONSULT", "2019-05-03", "occurred")]),
        ("zh-Hant", "2018年7月4日,中國與蒙古簽署鐵路協定。", [("AGREE", "2018-07-04", "occurred")]),
        ("en", "The premier visited Vietnam on 3 May 2019.", [("CONSULT", "2019-05-03", "occurred")]),
        ("en", "On July 4, 2018, China and Mongolia signed a rail accord.", [("AGREE", "2018-07-04", "occurred")]),
    ],
)
def test_one_dated_happening(
    language: str, text: str, expected: list[tuple[str, str, str]], resources: Resources
) -> None:
    assert brief(told(text, language, resources, SAID)) == expected


@pytest.mark.parametrize(
    ("language", "text", "types"),
    [
        ("ko", "2019년 5월 3일 총리는 베트남을 방문했고 협정에 서명했다.", ["CONSULT", "AGREE"]),
        ("zh-Hans", "2019年5月3日,总理访问越南,并签署铁路协定。", ["CONSULT", "AGREE"]),
        ("en", "On 3 May 2019 the premier visited Vietnam and signed a rail accord.", ["CONSULT", "AGREE"]),
    ],
)
def test_a_clause_that_goes_on_inherits_the_date(
    language: str, text: str, types: list[str], resources: Resources
) -> None:
    mentions = told(text, language, resources, SAID)
    assert [mention.type for mention in mentions] == types
    assert {str(mention.time.date) for mention in mentions} == {"2019-05-03"}
    assert mentions[1].time.basis == "inherited"
    assert mentions[1].time.span is None


def test_several_dates_in_one_clause_share_its_span(resources: Resources) -> None:
    mentions = told("총리는 2017년과 2019년 베트남을 방문했다.", "ko", resources)
    assert [str(mention.time.date) for mention in mentions] == ["2017", "2019"]
    assert len({mention.span for mention in mentions}) == 1
    assert len({mention.id for mention in mentions}) == 2


def test_list_items_without_a_verb(resources: Resources) -> None:
    text = "총리는 2015년 아베 신조, 2016년 시진핑, 2018년 블라디미르 푸틴을 만났다."
    mentions = told(text, "ko", resources)
    assert [str(mention.time.date) for mention in mentions] == ["2015", "2016", "2018"]
    assert [mention.type for mention in mentions] == ["CONSULT"] * 3
    assert mentions[0].span.of(text) == "2015년 아베 신조"


def test_a_dated_nominal_is_a_mention_of_its_own(resources: Resources) -> None:
    mentions = told("2014년 영국과 프랑스의 정상회담에서 두 나라는 무역 협정을 체결했다.", "ko", resources)
    assert sorted(mention.type for mention in mentions) == ["AGREE", "CONSULT"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "이 산은 매우 높다."),
        ("ko", "두 나라는 협정을 체결할 수 있다."),
        ("zh-Hans", "这座山很高。"),
        ("en", "The mountain is very high."),
        ("en", "The two states could sign a pact."),
    ],
)
def test_no_date_or_no_happening_is_no_mention(language: str, text: str, resources: Resources) -> None:
    assert told(text, language, resources) == []


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("ko", "총리는 2021년 7월 베트남을 방문할 예정이다.", "planned"),
        ("ko", "중국이 2020년 4월 쌀을 지원한 것으로 알려졌다.", "claimed"),
        ("ko", "두 나라는 2021년 4월부터 협상을 진행하고 있다.", "ongoing"),
        # the rest of the sentence goes on about the treaty, not about the signing
        ("ko", "2021년 4월 체결한 조약은 교역을 주요 내용으로 담고 있다.", "occurred"),
        ("zh-Hans", "总理将于2021年7月访问越南。", "planned"),
        ("en", "The premier will visit Vietnam in July 2021.", "planned"),
    ],
)
def test_status(language: str, text: str, status: str, resources: Resources) -> None:
    assert [mention.status for mention in told(text, language, resources, SAID)] == [status]


def test_a_saying_is_one_statement_and_its_dated_content_another(resources: Resources) -> None:
    text = "2021년 6월 9일, 외교부는 2020년 4월에 중국이 쌀을 보냈다고 밝혔다."
    mentions = told(text, "ko", resources, SAID)
    assert [(m.type, str(m.time.date)) for m in mentions] == [("STATEMENT", "2021-06-09"), ("AID", "2020-04")]
    assert mentions[1].status == "claimed"


def test_what_is_only_named_as_over_is_not_what_the_speaker_claims(resources: Resources) -> None:
    text = "2021年6月9日,外交部发言人表示,两国领导人2021年5月会晤后,双方关系达到新水平。"
    met = next(m for m in told(text, "zh-Hans", resources, SAID) if m.type == "CONSULT")
    assert met.status == "occurred"


def test_a_denial_is_a_rejection(resources: Resources) -> None:
    mentions = told("2021년 6월 9일 외교부는 무기를 판매한 적이 없다고 밝혔다.", "ko", resources, SAID)
    assert [mention.type for mention in mentions] == ["REJECT"]


def test_passive_subject_is_the_target(resources: Resources) -> None:
    (mention,) = told("2020년 5월 2일 일본이 중국에 의해 제재를 받았다.", "ko", resources)
    assert mention.type == "SANCTION"
    roles = {actor.entity.surface: actor.role for actor in mention.actors}
    assert roles["일본"] == "target"


def test_every_mention_says_why_and_its_offsets_are_exact(resources: Resources) -> None:
    text = "2019년 5월 3일 중국 총리가 베트남을 방문했다.#1\n\n2019年5月3日,总理访问越南[3]。"
    for mention in told(text, "ko", resources):
        assert mention.trigger.of(text) in mention.span.of(text)
        assert not mention.span.of(text).endswith((".", "#1", "]"))
        assert {reason.rule.partition("@")[0] for reason in mention.reasons} >= {"decide.features"}
        assert all(reason.says for reason in mention.reasons)


def test_ids_depend_on_text_and_spans_alone(resources: Resources) -> None:
    text = "2019년 5월 3일 총리는 베트남을 방문했다."
    assert [m.id for m in told(text, "ko", resources)] == [m.id for m in told(text, "ko", resources)]
    assert told(text, "ko", resources)[0].id != told(text + " ", "ko", resources)[0].id


@pytest.mark.parametrize(
    ("language", "text", "date", "kind", "trigger"),
    [
        ("ko", "본부는 1949년 3월 남쪽 항구로 이전했다.", "1949-03", "OTHER", "이전"),
        ("zh", "2017年12月,这家公司取得了六成股权。", "2017-12", "OTHER", "取得"),
        ("en", "The firm was listed in Oslo in 1998.", "1998", "OTHER", "listed"),
        ("zh", "1958年:「大步」運動。", "1958", "OTHER", "「大步」運動"),
        ("en", "In August 2016, the army launched a series of airstrikes.", "2016-08", "ASSAULT", "airstrikes"),
        ("en", "Demonstrations against the tax began on October 1, 2019.", "2019-10-01", "PROTEST", "Demonstrations"),
    ],
)
def test_a_dated_verb_counts_without_a_list_and_light_verbs_carry_their_noun(
    language: str, text: str, date: str, kind: str, trigger: str, resources: Resources
) -> None:
    (mention,) = told(text, language, resources)
    assert (str(mention.time.date), mention.type) == (date, kind)
    assert trigger in mention.trigger.of(text)


def test_a_source_behind_what_it_tells_is_cited(resources: Resources) -> None:
    text = "The ferry sank on 3 May 2015, harbour officials said."
    (mention,) = told(text, "en", resources)
    assert mention.span.of(text) == "The ferry sank on 3 May 2015"
    assert mention.attribution == "harbour officials"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ('시장은 "2018년 3월에 다리를 세웠다"고 말했다.', "2021-06-10"),
        ('시장은 3일 "2018년 3월에 다리를 세웠다"고 말했다.', "2021-06-03"),
    ],
)
def test_a_saying_does_not_take_the_date_in_its_quotation(text: str, date: str, resources: Resources) -> None:
    assert ("STATEMENT", date, "occurred") in brief(told(text, "ko", resources, SAID))


def test_a_saying_that_lies_ahead_is_planned(resources: Resources) -> None:
    found = told("다음 주 장관이 결과를 발표한다.", "ko", resources, SAID)
    assert brief(found) == [("STATEMENT", "2021-06-14/2021-06-20", "planned")]


def test_what_a_visitor_is_to_do_belongs_to_the_day_of_the_visit(resources: Resources) -> None:
    text = "중국 총리는 9일 몽골을 방문했다.\n\n총리는 몽골 대통령과 철도 협정을 체결할 예정이다."
    assert ("AGREE", "2021-06-09", "planned") in brief(told(text, "ko", resources, SAID))
    said = "중국 총리는 9일 결과를 발표했다.\n\n총리는 몽골 대통령과 철도 협정을 체결할 예정이다."
    assert not [mention for mention in told(said, "ko", resources, SAID) if mention.type == "AGREE"]
