"""Chinese: clauses that go on with what was told, times of day, verdicts, and years taken up again."""

from __future__ import annotations

import pytest

from pipeline.languages.tokens import tokenize
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from tests.extract.told import mentions_of, told


def _told(text: str, resources: Resources, published: str = "") -> list[tuple[str, str]]:
    return [(m.type, str(m.time.date)) for m in told(text, "zh-Hans", resources, published)]


def test_deeds_of_force_in_a_row_are_each_told(resources: Resources) -> None:
    assert len(_told("1942年10月,他率部发动战役,一举击溃敌军。", resources)) == 2


@pytest.mark.parametrize("text", ["2010年2月25日,王大明受贿案在法院一审宣判。", "2010年2月25日,法院对该案二审宣判。"])
def test_a_verdict_of_either_instance_is_told(text: str, resources: Resources) -> None:
    assert _told(text, resources) == [("COERCE", "2010-02-25")]


def test_a_verdict_upheld_is_no_second_one(resources: Resources) -> None:
    assert len(_told("2010年2月25日,他不服一审判决,提出上诉。", resources)) == 1


def test_this_year_of_a_history_is_the_year_told_last(resources: Resources) -> None:
    assert ("OTHER", "1906") in _told("1906年是转折点。\n\n这一年他当选会长。", resources)


def test_a_time_of_day_dates_its_clause_on_the_day_told_last(resources: Resources) -> None:
    assert len(_told("2018年1月30日,书店停电。\n\n17 点 40 分,店员开始弹唱。", resources)) == 2


def test_the_last_night_of_the_year(resources: Resources) -> None:
    assert _told("跨年夜,外滩发生踩踏事故。", resources, "2015-01-01") == [("OTHER", "2014-12-31")]


def test_a_minute_of_a_match_dates_its_clause(resources: Resources) -> None:
    text = "2019年6月14日,两队交锋。\n\n第21分钟,刘某打破僵局。\n\n第78分钟,客队换人。"
    assert [date for _, date in _told(text, resources)][1:] == ["2019-06-14", "2019-06-14"]


def test_the_dates_of_a_life_are_no_story_that_goes_on(resources: Resources) -> None:
    text = "贝尔纳·科瓦奇(1885年2月24日-1966年2月20日)是海军将领。\n\n战后,科瓦奇辞职。"
    assert [date for _, date in _told(text, resources)] == ["1885-02-24", "1966-02-20"]


def test_a_toll_without_any_other_verb(resources: Resources) -> None:
    assert ("OTHER", "1884-10-08") in _told("1884年10月8日,敌军登陆,17死49伤。", resources)


def test_the_stamp_of_years_of_the_republic_dates_a_report(resources: Resources) -> None:
    reading = tokenize(
        read_text("市長說,港口今天重開。(編輯:王一明)1100504", SourceRow(path="t.txt", id="t"), resources), resources
    )
    assert [str(m.time.date) for m in mentions_of(reading, resources)] == ["2021-05-04"]
    assert all(block.kind != "heading" for block in reading.blocks)


@pytest.mark.parametrize("comma", ["", "，", " "])
def test_each_post_of_a_career_is_told(comma: str, resources: Resources) -> None:
    lines = (f"1979.09--1983.07{comma}江南大学学生", f"1983.07-1986.10{comma}江南机械厂技术员",
             f"1986.10——1992.02{comma}江南市教育局副局长")  # fmt: skip
    reading = tokenize(read_text("\n".join(lines), SourceRow(path="t.txt", id="t"), resources), resources)
    dates = [str(m.time.date) for m in mentions_of(reading, resources)]
    assert dates == ["1979-09/1983-07", "1983-07/1986-10", "1986-10/1992-02"]


def _page(text: str, resources: Resources) -> list[tuple[str, str]]:
    reading = tokenize(read_text(text, SourceRow(path="t.txt", id="t"), resources), resources)
    return [(m.trigger.of(text), str(m.time.date)) for m in mentions_of(reading, resources)]


def test_that_day_behind_a_month_is_the_day_of_the_report(resources: Resources) -> None:
    text = "港城日报 2013-08-07 10:00\n港口周三(8月7日)关闭。截至上个月,码头没有消防车。人们很担心。当天,码头爆炸。"
    assert ("爆炸", "2013-08-07") in _page(text, resources)


def test_that_day_is_the_day_named_in_its_sentence(resources: Resources) -> None:
    text = "港城日报 2013-12-22 10:00\n王某9月被扣押。李某在12月20日的会议后说,当天王某被逮捕。"
    assert ("逮捕", "2013-12-20") in _page(text, resources)


def test_a_saying_behind_what_was_long_ago_is_of_the_report(resources: Resources) -> None:
    text = "港城日报 2013-08-07 10:00\n港口关闭。\n1998年码头被轰炸,12人死亡。船长王某告诉记者,火已扑灭。"
    assert ("告诉", "2013-08-07") in _page(text, resources)


def test_a_report_that_opens_with_what_it_is_about_tells_its_news_below(resources: Resources) -> None:
    text = (
        "港城日报 2008-06-27 09:43\n5月12日港城发生地震,造成人员伤亡。\n"
        "地质所所长王某26日向议会作了讲解。\n王某说,震源很深。"
    )
    assert ("说", "2008-06-26") in _page(text, resources)


def test_games_to_come_give_their_year_to_nothing_that_is_over(resources: Resources) -> None:
    text = (
        "王大明在12月6日宣布,政府将不会派代表团参加2022年冬奥会。\n\n此前,李小红批评了决定。\n\n"
        "12月3日,王大明会见记者。"
    )
    assert [date for _, date in _told(text, resources, "2021-12-07")] == ["2021-12-06", "2021-12", "2021-12-03"]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("2024年12月26日,检方依贪污、公益侵占与背信罪起诉王某。", ["COERCE"]),
        ("2024年12月26日,警方依恐嚇危安罪嫌將李某移送地檢署。", ["COERCE"]),
        ("2024年12月26日,法院以故意杀人罪判处王某死刑。", ["COERCE"]),
        ("2024年12月26日,以色列军方袭击港口。", ["ASSAULT"]),
        ("首轮对话已于2018年4月在港城举行。", ["CONSULT"]),
        ("2018年4月,王某被证实死亡。", ["OTHER"]),
        ("2018年4月,消防员控制住了火势。", ["OTHER"]),
        ("2018年4月,王某被警方控制住。", ["COERCE"]),
        ("1616年,船队途中遭遇风浪袭击。", ["OTHER"]),
        ("1622年,荷将率舰12艘在港城登陆。", ["ASSAULT"]),
        ("2018年8月2日,台风在港城登陆。", ["OTHER"]),
    ],
)
def test_words_that_tell_another_deed_beside_others(text: str, gives: list[str], resources: Resources) -> None:
    assert [kind for kind, _ in _told(text, resources)] == gives


def test_what_is_said_goes_on_with_who_acted_in_it(resources: Resources) -> None:
    text = "2019年10月16日,发言人李明宣布,外长王毅将于10月17日访问南非,赴法国主持会议。"
    last = told(text, "zh-Hans", resources)[-1]
    assert [actor.entity.surface for actor in last.actors if actor.role == "source"] == ["外长王毅"]


def test_the_year_since_which_ties_exist_is_not_that_of_what_follows(resources: Resources) -> None:
    text = "1979年两国建交以来,关系发展迅速。\n\n8月2日,王大明访问台湾。"
    assert _told(text, resources, "2022-08-05")[-1][1] == "2022-08-02"


@pytest.mark.parametrize(("text", "day"), [("法院昨判決王大明三年徒刑。", "09"), ("檢方今將王大明移送法院。", "10")])
def test_yesterday_and_today_as_bare_adverbs(text: str, day: str, resources: Resources) -> None:
    assert _told(text, resources, "2020-08-10") == [("COERCE", f"2020-08-{day}")]


def test_a_person_whose_name_reads_as_a_weekday(resources: Resources) -> None:
    assert ("STATEMENT", "2020-05-10") in _told("处长周一鸣表示,罪行严重。", resources, "2020-05-10")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5月2日,全国爆发罢工。", "PROTEST"),
        ("5月2日,两国爆发激战。", "ASSAULT"),
        ("5月2日,南方爆发流感。", "OTHER"),
    ],
)
def test_what_breaks_out_is_told_by_its_noun(text: str, code: str, resources: Resources) -> None:
    assert _told(text, resources, "2020-05-10") == [(code, "2020-05-02")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5月2日,警方搜索男子住處。", "COERCE"),
        ("5月2日,消防搜索失蹤者。", "AID"),
        ("5月2日,两国公使馆升格为大使馆。", "COOPERATE"),
        ("5月2日,政府派駐一個師。", "MOBILIZE"),
    ],
)
def test_one_verb_in_two_fields(text: str, code: str, resources: Resources) -> None:
    assert [found for found, _ in _told(text, resources, "2020-05-10")] == [code]


@pytest.mark.parametrize("clock", ["中国时间 2:20 2024年5月6日 星期一", "今天是2024年5月6日 星期一"])
def test_the_clock_of_a_site_dates_no_article(clock: str, resources: Resources) -> None:
    page = f"{clock}\n\n两国交换货物\n\n国防部通知国会,打算出售直升机。"
    reading = tokenize(read_text(page, SourceRow(id="x"), resources), resources)
    assert not [m for m in mentions_of(reading, resources) if m.time.date]


def test_that_evening_is_of_the_day_told_right_before_it(resources: Resources) -> None:
    text = "消息说,王总理将于8日晚抵达海港,当晚,市长将宴请王总理。"
    assert {date for _, date in _told(text, resources, "2018-05-02")} == {"2018-05-08"}


def test_a_ruling_is_of_the_day_on_which_it_is_signed(resources: Resources) -> None:
    text = (
        "海港市中级人民法院裁定书\n被告人王某于2009年12月15日被刑事拘留。\n海港市东区人民法院于2010年10月13日作出判决，判处王某有期徒刑三年。\n"
        "裁定如下：\n一、撤销海港市东区人民法院的判决；\n二、发回海港市东区人民法院重新审判。\n"
        "审判长李某\n审判员陈某\n二○一一年三月十日\n书记员赵某\n"
    )
    mentions = mentions_of(tokenize(read_text(text, SourceRow(id="x"), resources), resources), resources)
    assert ("REJECT", "2011-03-10") in [(m.type, str(m.time.date)) for m in mentions]
    assert ("COERCE", "2009-12-15") in [(m.type, str(m.time.date)) for m in mentions]


def test_who_answers_a_saying_says_it_himself(resources: Resources) -> None:
    found = _told("12月15日,市长宣布不出席典礼,李大明随即谴责市长。", resources, "2025-12-22")
    assert found == [("STATEMENT", "2025-12-15"), ("ACCUSE", "2025-12-15")]


def test_what_a_law_says_is_no_deed(resources: Resources) -> None:
    assert not _told("《渔业法》第三条规定,船只须经核准,交付委员会审查。", resources, "2025-12-22")


def test_a_joint_communique_is_issued_by_both(resources: Resources) -> None:
    (mention,) = told("2月28日,总理王大明与总理李小山在里加发表《联合公报》。", "zh-Hans", resources, "2025-12-22")
    assert (mention.type, [actor.role for actor in mention.actors]) == ("STATEMENT", ["source", "source"])


def test_who_is_to_be_impeached_is_the_target(resources: Resources) -> None:
    (mention,) = told("总统李小山弹劾案12月26日审查。", "zh-Hans", resources, "2025-12-28")
    assert [actor.role for actor in mention.actors] == ["target"]
