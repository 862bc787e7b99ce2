"""Chinese events on texts of other topics, in both scripts: heads, types, dates, status. Sentences of our own."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.told import told

SAID = "2021-06-10"

Told = tuple[str, str, str]


def mentions(text: str, resources: Resources, script: str = "zh-Hans", published: str = SAID) -> list[Told]:
    return [(m.type, str(m.time.date), m.trigger.of(text)) for m in told(text, script, resources, published)]


@pytest.mark.parametrize(
    ("script", "text", "type_", "trigger"),
    [
        ("zh-Hans", "2019年5月3日,一枚运载火箭将探测器发射升空。", "OTHER", "发射升空"),
        ("zh-Hans", "2019年5月3日,朝鲜发射侦察卫星。", "MOBILIZE", "发射"),
        ("zh-Hant", "2019年5月3日,首都爆發大規模抗議。", "PROTEST", "抗議"),
        ("zh-Hans", "2019年5月3日,外交部就此事提出抗议。", "ACCUSE", "提出抗议"),
        ("zh-Hans", "2019年5月3日,市长受贿案开庭审理。", "COERCE", "开庭审理"),
        ("zh-Hant", "2019年5月3日,部長請辭。", "OTHER", "請辭"),
        ("zh-Hans", "2019年5月3日,总统取消原定的峰会。", "REJECT", "取消"),
        ("zh-Hant", "2019年5月3日,消防員將大火撲滅。", "AID", "撲滅"),
        ("zh-Hant", "2016年,主隊奪得總冠軍。", "OTHER", "奪得"),
        ("zh-Hans", "1994年10月,他任市委书记。", "OTHER", "任"),
        ("zh-Hans", "2016年,提议遭议会否决。", "REJECT", "否决"),
        ("zh-Hans", "2019年5月3日,议长窜访该岛。", "CONSULT", "窜访"),
    ],
)
def test_type_by_what_is_told(script: str, text: str, type_: str, trigger: str, resources: Resources) -> None:
    (found,) = mentions(text, resources, script)
    assert found[0] == type_
    assert trigger in found[2]


def test_a_deed_of_two_needs_two(resources: Resources) -> None:
    assert mentions("2019年5月3日,新校舍落成。", resources)[0][0] == "OTHER"
    assert mentions("2019年5月3日,两国合建的大桥落成。", resources)[0][0] == "COOPERATE"


def test_what_is_announced_and_thereby_done(resources: Resources) -> None:
    assert mentions("2019年5月3日,公司宣布终止收购协议。", resources)[0][::2] == ("SANCTION", "终止")
    assert mentions("2019年5月3日,公司宣布将终止收购协议。", resources)[0][0] == "STATEMENT"


def test_the_occasion_of_a_saying_is_not_told(resources: Resources) -> None:
    assert [found[0] for found in mentions("2019年5月3日,法官开庭表示案情复杂。", resources)] == ["STATEMENT"]


def test_an_undated_saying_of_dated_content_is_a_citation(resources: Resources) -> None:
    (found,) = told("统一部介绍说,工程于2021年3月2日动工。", "zh-Hans", resources, SAID)
    assert (str(found.time.date), found.status) == ("2021-03-02", "occurred")


def test_a_date_dates_no_clause_before_its_own(resources: Resources) -> None:
    text = "2020年12月7日,总统下台。\n\n他随后遭警方逮捕,最高法院同月15日决定将他监禁。"
    dates = {trigger: date for _, date, trigger in mentions(text, resources)}
    assert dates["逮捕"] == "2020-12-07"
    assert "2020-12-15" in dates.values()


def test_a_day_that_something_is_moved_to_dates_no_request(resources: Resources) -> None:
    text = "6月8日,总统呼吁国会把选举提前至今年12月。"
    assert mentions(text, resources)[0][:2] == ("REQUEST", "2021-06-08")


def test_a_plan_goes_on_and_an_object_mark_is_no_plan(resources: Resources) -> None:
    plan = told("总统将于6月18日访问越南,并与总理举行会谈。", "zh-Hans", resources, SAID)
    assert [mention.status for mention in plan] == ["planned", "planned"]
    (done,) = told("2019年5月3日,警方将三名嫌犯逮捕。", "zh-Hans", resources, SAID)
    assert done.status == "occurred"


def test_hearsay_is_claimed(resources: Resources) -> None:
    (found,) = told("据报道,两国2019年5月签署了协定。", "zh-Hans", resources, SAID)
    assert found.status == "claimed"


@pytest.mark.parametrize("word", ["昨早", "昨晚", "昨(9日)", "昨天"])
def test_parts_of_a_day_name_the_day(word: str, resources: Resources) -> None:
    assert mentions(f"厂房{word}发生火灾。", resources)[0][1] == "2021-06-09"


def test_views_plans_and_details_are_not_told(resources: Resources) -> None:
    text = "2021年6月9日,两国签署协定。\n\n其中两人受伤。\n\n要全力救援群众。\n\n总统无意连任。"
    assert [found[0] for found in mentions(text, resources)] == ["AGREE"]


def test_a_word_across_two_words_is_no_trigger(resources: Resources) -> None:
    assert mentions("2019年5月3日,总统提议停火。", resources)[0][0] in ("REQUEST", "RETREAT")


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("2019年5月3日,侵略军被迫投降。", ["RETREAT"]),
        ("2019年5月3日,轰炸机在南海巡航。", ["MOBILIZE"]),
        ("2019年5月3日,市政府挑起事端。", ["OTHER"]),
    ],
)
def test_a_trigger_inside_another_word_is_none(text: str, types: list[str], resources: Resources) -> None:
    assert [found[0] for found in mentions(text, resources)] == types


def test_a_purpose_or_a_cause_dates_what_follows_it(resources: Resources) -> None:
    purpose = mentions("2019年5月3日,政府为表示谈判诚意,宣布无条件停火。", resources)
    cause = mentions("2019年5月3日因拒绝登记,两人被警方拘留。", resources)
    assert purpose == [("RETREAT", "2019-05-03", "停火")]
    assert cause == [("COERCE", "2019-05-03", "拘留")]


def test_an_age_is_no_date_of_a_happening(resources: Resources) -> None:
    assert mentions("16世纪后期,两国军队交战。", resources) == []
    assert mentions("1920年代,两国军队交战。", resources)[0][1] == "192X"


def test_an_act_announced_beside_a_saying_is_told(resources: Resources) -> None:
    found = mentions("2019年5月3日,市长表示水位很高,并下令疏散居民。", resources)
    assert [kind for kind, _, _ in found] == ["STATEMENT", "REQUEST"]


def test_where_a_reporter_learned_it_is_not_told(resources: Resources) -> None:
    found = mentions("2019年5月3日,记者从组织救援的消防部门了解到,大火已被扑灭。", resources)
    assert [trigger for _, _, trigger in found] == ["扑灭"]


def test_an_undated_saying_goes_by_the_report(resources: Resources) -> None:
    text = "市政府成立调查组。\n\n5月7日,一辆客车坠入河中。\n\n市长说,救援仍在进行。"
    found = mentions(text, resources, published="2019-05-09")
    assert found[-1] == ("STATEMENT", "2019-05-09", "说")
    assert mentions(text, resources, published="2019-05-08")[-1] == ("STATEMENT", "2019-05-07", "说")


def test_what_is_said_goes_on_from_its_own_date(resources: Resources) -> None:
    found = mentions("2019年5月3日,发言人说,警方5月1日突袭一处工厂,逮捕三名走私犯。", resources)
    assert [(kind, date) for kind, date, _ in found] == [
        ("STATEMENT", "2019-05-03"),
        ("ASSAULT", "2019-05-01"),
        ("COERCE", "2019-05-01"),
    ]


def test_a_byline_in_brackets_tells_nothing(resources: Resources) -> None:
    found = mentions("海港晚报讯(记者 陈明 港口报道)5月3日,一艘渡轮在港口倾覆。", resources)
    assert found == [("OTHER", "2021-05-03", "倾覆")]


def test_a_body_whose_name_ends_like_a_question(resources: Resources) -> None:
    assert mentions("2019年5月3日,选举委员会否认舞弊。", resources)[0][0] == "REJECT"


def test_a_state_of_emergency_proclaimed(resources: Resources) -> None:
    assert mentions("2019年5月3日,总统宣布全国进入紧急状态。", resources)[0][0] == "MOBILIZE"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("2019年5月3日,双方商定在疫情后促成总理访问。", ["AGREE"]),
        ("2019年5月3日,控方申请把案件押后再讯。", ["REQUEST"]),
        ("2019年5月3日,被告被拒保释。", ["REJECT"]),
        ("2019年5月3日,市长提议提前大选遭议会拒绝。", ["REJECT"]),
        ("2019年5月3日,法官下令被告还押。", ["COERCE"]),
        ("2019年5月3日,一名男子涉嫌袭警被捕。", ["COERCE"]),
        ("2019年5月3日,客车与一辆停泊在路边的货车相撞。", ["OTHER"]),
    ],
)
def test_what_heads_a_clause_of_several_deeds(text: str, types: list[str], resources: Resources) -> None:
    assert [found[0] for found in mentions(text, resources)] == types


def test_what_is_said_to_be_done_is_told_beside_the_saying(resources: Resources) -> None:
    found = mentions("2019年5月3日,军方宣布,总统已被逮捕。", resources)
    assert found == [("STATEMENT", "2019-05-03", "宣布"), ("COERCE", "2019-05-03", "逮捕")]
    assert [kind for kind, _, _ in mentions("2019年5月,该报报道,总统已被逮捕。", resources)] == ["STATEMENT"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("2019年5月3日,他准备飞往海外,却遭警方逮捕。", ["planned", "occurred"]),
        ("2019年5月3日,警方以纵火罪将他拘捕。", ["occurred"]),
        ("2019年5月3日,他因涉嫌纵火被捕。", ["occurred"]),
    ],
)
def test_what_came_of_a_plan_or_a_suspicion_has_occurred(text: str, states: list[str], resources: Resources) -> None:
    assert [mention.status for mention in told(text, "zh", resources)] == states


@pytest.mark.parametrize("text", ["5月3日,毁掉旧城,划定新界。", "5月3日,事故造成三人死亡,两人受伤。"])
def test_deeds_of_one_chain_share_its_date(text: str, resources: Resources) -> None:
    assert {date for _, date, _ in mentions(f"2019年{text}", resources)} == {"2019-05-03"}


def test_the_stops_of_a_visit_take_its_dates(resources: Resources) -> None:
    text = "外长将于2021年7月17日至23日访问秘鲁。\n\n访问秘鲁期间,外长将会见总统,同秘鲁外长拉莫斯举行会谈。"
    assert [(kind, date) for kind, date, _ in mentions(text, resources)] == [("CONSULT", "2021-07-17/2021-07-23")] * 3


def test_what_only_says_when_dates_what_follows(resources: Resources) -> None:
    assert [found[2] for found in mentions("2019年5月3日,新币可在银行兑换后,币值上涨。", resources)] == ["上涨"]
    assert mentions("2019年5月3日,《条例》(修订)生效。", resources)[0][2] == "生效"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1968年秋,北迁郊外。", "1968-09/1968-11"),
        ("1953年3月9日,市政府为悼念诗人逝世,将广场的铜像更换为石像。", "1953-03-09"),
        ("1950年,政府出于安全考虑派出了志愿军。", "1950"),
    ],
)
def test_a_dated_deed_that_no_list_names_is_told(text: str, date: str, resources: Resources) -> None:
    assert [found[1] for found in mentions(text, resources)] == [date]


def test_a_dated_state_is_no_deed(resources: Resources) -> None:
    assert mentions("1968年,全市人口为两万。", resources) == []


def test_the_occasion_does_not_head_its_clause(resources: Resources) -> None:
    found = mentions("2005年4月,总理与总统在参加会议之机举行了会谈。", resources)
    assert [trigger for _, _, trigger in found] == ["举行了会谈"]


def test_a_dated_deed_that_describes_the_subject_keeps_its_date(resources: Resources) -> None:
    found = mentions("1940年出生的他,于1958年考入大学。", resources)
    assert [date for _, date, _ in found] == ["1940", "1958"]


def test_a_report_tells_of_what_stopped_who_left_and_what_is_looked_into(resources: Resources) -> None:
    text = "新华社首都6月10日电 港口今天发生火灾。全岛电力中断。港务部长也已离开首都。警方正在调查原因。"
    found = [(date, trigger) for _, date, trigger in mentions(text, resources)]
    assert found[-3:] == [("2021-06-10", "中断"), ("2021-06-10", "离开"), ("2021-06-10", "调查")]


def test_a_call_received_is_no_happening_of_its_own(resources: Resources) -> None:
    assert [t for *_, t in mentions("2019年5月3日,邻居报警。", resources)] == ["报警"]
    assert "报警" not in [t for *_, t in mentions("2019年5月3日,警方接到居民报警后赶到现场。", resources)]


def test_a_treaty_with_another_land_is_another_treaty(resources: Resources) -> None:
    found = mentions("2018年,政府与法国签署投资协定,与意大利签署引渡协定。", resources)
    assert [(type_, trigger) for type_, _, trigger in found] == [("AGREE", "签署"), ("AGREE", "签署")]


def test_the_hurt_are_part_of_the_collision_told_before_them(resources: Resources) -> None:
    assert [t for *_, t in mentions("2019年5月3日,两辆货车相撞,九人受伤。", resources)] == ["相撞"]


def test_a_toll_with_its_own_verb_is_told_beside_the_disaster(resources: Resources) -> None:
    found = mentions("2019年5月3日,市内一仓库发生火灾,事故造成九人遇难、两人受伤。", resources)
    assert [t for *_, t in found] == ["火灾", "受伤"]


def test_who_is_hurt_names_the_one_that_is_brought_to_hospital(resources: Resources) -> None:
    found = mentions("2019年5月3日,市内一仓库发生火灾。受伤工人送往医院救治。", resources)
    assert [(type_, t) for type_, _, t in found] == [("OTHER", "火灾"), ("AID", "送往医院")]


def test_those_summoned_may_be_the_main_accused(resources: Resources) -> None:
    found = mentions("2016年6月,地方法院首度開庭,傳喚李志遠等9名主要被告。", resources, "zh-Hant")
    assert [t for *_, t in found] == ["開庭", "傳喚"]


def test_those_taken_in_are_told_beside_the_shelters(resources: Resources) -> None:
    found = mentions("2019年5月3日,各县设立避难所,收容2100人。", resources)
    assert [t for *_, t in found] == ["设立", "收容"]


def test_what_is_reported_to_have_happened_is_told_beside_the_report(resources: Resources) -> None:
    found = mentions("新华社首都6月10日电 据气象局网站报告,北部山区发生6.2级地震,震源深度10公里。", resources)
    assert ("OTHER", "2021-06-10", "地震") in found


def test_a_deed_of_force_behind_and_is_one_of_its_own(resources: Resources) -> None:
    mentions = told("2020年5月3日,警方研判为赃款,依法扣押,并逮捕此名男子。", "zh-Hans", resources)
    assert [mention.type for mention in mentions if mention.type == "COERCE"] == ["COERCE", "COERCE"]


def test_what_is_thought_ends_with_its_clause(resources: Resources) -> None:
    mentions = told("2020年5月3日,检方认为案情重大,向法院声请羁押。", "zh-Hans", resources)
    assert "REQUEST" in [mention.type for mention in mentions]


def test_who_is_caught_is_the_target(resources: Resources) -> None:
    mentions = told("2020年5月3日,李志远在台南被捕。", "zh-Hans", resources)
    assert [actor.role for actor in mentions[0].actors if actor.entity.surface == "李志远"] == ["target"]


def test_a_match_is_no_attack(resources: Resources) -> None:
    mentions = told("2023年,球队在总决赛鏖战7场,不敌卫冕冠军。", "zh-Hans", resources)
    assert {mention.type for mention in mentions} == {"OTHER"}


def test_a_body_that_only_says_whose_the_person_is_does_not_act(resources: Resources) -> None:
    mentions = told("2016年7月18日,滨海大学教授、知名作家李志远病逝。", "zh-Hans", resources)
    assert [actor.entity.surface for actor in mentions[0].actors] == ["李志远"]


@pytest.mark.parametrize(
    ("script", "text", "type_"),
    [
        ("zh-Hans", "议员田中健二8日在东京演讲时突然晕倒。", "OTHER"),
        ("zh-Hant", "議員田中健二8日在東京的街頭演講中遭到槍擊。", "ASSAULT"),
        ("zh-Hant", "議員田中健二8日在東京的街頭演講中,遭槍手從背後槍擊。", "ASSAULT"),
    ],
)
def test_a_speech_that_is_only_the_occasion_is_not_told(
    script: str, text: str, type_: str, resources: Resources
) -> None:
    assert [(m[0], m[1]) for m in mentions(text, resources, script)] == [(type_, "2021-06-08")]
