"""Chronologies as papers and wikis print them: every entry is read, and dated by its own date."""

from __future__ import annotations

import pytest

from pipeline.languages.tokens import tokenize
from pipeline.model import EventMention
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from tests.extract.told import mentions_of

DATES = ["2020-11-08", "2021-02-01", "2021-02-09", "2022-03-21", "2022-07-25"]
KO = ["새 총리 선거 승리", "군부 쿠데타", "경찰, 시위대에 발포", "특사 수도 방문", "활동가 4명 사형 집행"]
ZH = ["执政党赢得大选", "军方发动政变", "警方向示威者开枪", "特使首次访问首都", "4名活动人士被处决"]
EN = [
    "Party wins the election",
    "The military seizes power",
    "Police open fire",
    "Envoy visits the capital",
    "Four executed",
]


def _told(text: str, resources: Resources) -> list[EventMention]:
    """The mentions of a page, read as a file is."""
    return mentions_of(tokenize(read_text(text, SourceRow(id="x"), resources), resources), resources)


def _under_years(lines: list[str], entry: str, year: str) -> str:
    """The entries under lines that hold their year alone; ``entry`` and ``year`` are patterns of str.format."""
    out, last = [], ""
    for date, line in zip(DATES, lines, strict=True):
        y, m, d = date.split("-")
        out += [year.format(y=y)] if y != last else []
        out.append(entry.format(y=y, m=int(m), d=int(d), mm=m, dd=d, line=line))
        last = y
    return "\n".join(out) + "\n"


def _one_a_line(lines: list[str], entry: str) -> str:
    rows = [(*date.split("-"), line) for date, line in zip(DATES, lines, strict=True)]
    return "\n".join(entry.format(y=y, m=int(m), d=int(d), mm=m, dd=d, line=line) for y, m, d, line in rows) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "사태 일지\n\n" + _under_years(KO, "●{m}월 {d}일 {line}", "{y}년"),
        "사태 일지\n\n" + _under_years(KO, "{m}월 {d}일 - {line}", "{y}년"),
        "[표] 사태 일지\n" + _one_a_line(KO, "{y}.{mm}.{dd} {line}"),
        "◇사태 일지\n" + _one_a_line(KO, "▲{y}년 {m}월 {d}일={line}").replace("\n", " "),
        "局势大事记\n\n" + _under_years(ZH, "{m}月{d}日 {line}", "{y}年"),
        "局势大事记\n\n" + _under_years(ZH, "● {mm}/{dd}：{line}", "{y}年"),
        "局势大事记\n\n" + _one_a_line(ZH, "● {y}/{mm}/{dd}：{line}"),
        "Timeline of the crisis\n\n" + _one_a_line(EN, "{y}-{mm}-{dd}: {line}"),
    ],
)
def test_every_entry_has_its_date(text: str, resources: Resources) -> None:
    assert sorted({str(mention.time.date) for mention in _told(text, resources)}) == DATES


def test_a_day_before_its_month_opens_an_entry(resources: Resources) -> None:
    days = (
        "2021\n1 February – The military seizes power\n9 February – Police open fire\n2022\n21 March – Envoy visits\n"
    )
    dates = {str(mention.time.date) for mention in _told("Timeline of the crisis\n\n" + days, resources)}
    assert dates == {"2021-02-01", "2021-02-09", "2022-03-21"}


def test_an_entry_that_names_another_year_keeps_its_own_date(resources: Resources) -> None:
    text = "局势大事记\n\n2021年\n2月1日 军方发动政变\n2月9日 警方向示威者开枪\n7月26日 军方宣布2020年大选无效\n"
    assert ("STATEMENT", "2021-07-26") in [(m.type, str(m.time.date)) for m in _told(text, resources)]


def test_entries_without_a_full_stop_are_not_one_sentence(resources: Resources) -> None:
    text = (
        "Debt crisis: a chronology\n\nHow the crisis of the three banks and their towns unfolded\n\n"
        "8 December 2009 A ratings agency downgrades the credit of the bank of the port of Garston\n\n"
        "March 2010 Workers down tools at three mines\n\n5 July 2012 Parliament passes the new law on debts\n"
    )
    assert [str(mention.time.date) for mention in _told(text, resources)] == ["2009-12-08", "2010-03", "2012-07-05"]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_an_hourly_log_under_days_without_a_year(gap: str, resources: Resources) -> None:
    entries = [
        "◇4월16일", "▶오전 8시52분 소방본부에 첫 신고", "▶오전 9시30분 해군, 고속함 출동",
        "◇4월17일", "▶오전 1시 경찰, 선장 체포", "▶오후 2시 대통령, 현장 방문",
    ]  # fmt: skip
    text = "여객선 참사 일지\n\n2014.04.27\n\n" + gap.join(entries) + "\n"
    dates = [str(mention.time.date) for mention in _told(text, resources)]
    assert dates == ["2014-04-16", "2014-04-16", "2014-04-17", "2014-04-17"]


def test_an_entry_that_looks_ahead_leaves_the_year_of_its_heading(resources: Resources) -> None:
    text = """강변시 연표

1931년

2월 3일 강변시장이 다리를 개통하였다.
4월 5일 강변시가 수도국을 설립, 1934년 수도국을 수도청으로 개편하였다.
6월 7일 강변시가 전차 노선을 폐지하였다.
8월 9일 강변시장이 항구를 방문하였다.
"""
    dates = [str(mention.time.date) for mention in _told(text, resources)]
    assert "1934" in dates
    assert dates[-2:] == ["1931-06-07", "1931-08-09"]


def test_an_entry_without_a_subject_is_no_deed_of_who_was_told_of_before(resources: Resources) -> None:
    text = """강변시 연표

1931년

2월 3일 고종 황제가 궁에서 승하하였다.
4월 5일 강변체육회 발족
6월 7일 전차 노선 폐지
"""
    assert [[a.entity.surface for a in m.actors] for m in _told(text, resources)] == [["고종 황제"], [], []]


def test_what_stands_below_the_first_date_of_a_chronicle_is_no_headline(resources: Resources) -> None:
    text = (
        "2017年8月\n19日市长签署备忘录\n2018年2月\n16日法院宣布结果\n2018年3月\n8日市长签署公告。\n23日市政府发表声明。"
    )
    reading = tokenize(read_text(text, SourceRow(id="t", path="t.txt"), resources), resources)
    found = [str(mention.time.date) for mention in mentions_of(reading, resources)]
    assert found == ["2017-08-19", "2018-02-16", "2018-03-08", "2018-03-23"]


def test_a_year_right_above_its_first_month_heads_what_is_below(resources: Resources) -> None:
    text = (
        "年表\n\n1956年\n\n1月\n\n海港剧社成立了创作小组。\n\n2月\n\n27日剧社在海港举行大会，选出了新社长。"
        "\n18日社长在大会上发表了声明。\n"
    )
    dates = [str(mention.time.date) for mention in _told(text, resources)]
    assert {"1956-01", "1956-02-27", "1956-02-18"} <= set(dates)
    assert all(date.startswith(("1956-01", "1956-02")) for date in dates)


def test_an_entry_that_looks_ahead_leaves_the_year_of_its_title(resources: Resources) -> None:
    text = (
        "海港学校1956年大事记\n3月 学校成立。\n5月 校方通过建楼方案，东楼本年12月开工。西楼1960年建成。\n"
        "9月 学校举行大会。\n本年 新图书馆建成。\n"
    )
    dates = [str(mention.time.date) for mention in _told(text, resources)]
    assert dates[-2:] == ["1956-09", "1956"]


def test_this_year_of_an_entry_is_that_of_its_heading(resources: Resources) -> None:
    text = (
        "沿革\n1956年\n发布时间：2022-10-05\n1956年1月1日，学校成立。\n7月2日，学校举行大会。\n"
        "8月3日，校长访问首都。本年度，校刊创刊。\n"
    )
    assert str(_told(text, resources)[-1].time.date) == "1956"


def test_framed_titles_with_their_day_head_short_lines(resources: Resources) -> None:
    entries = (
        ("海港大桥", "5月25日", "大桥通车。"),
        ("甲乙建交", "5月30日", "甲国与乙国建交。"),
        ("校长逝世", "5月13日", "校长逝世。"),
    )
    text = "1956\n" + "".join(f"【{title}】 [1956年{day}]\n{line}\n" for title, day, line in entries)
    dates = {str(mention.time.date) for mention in _told(text, resources)}
    assert dates == {"1956-05-25", "1956-05-30", "1956-05-13"}


def test_what_is_said_below_a_day_was_said_on_it(resources: Resources) -> None:
    text = (
        "海港罢工大事记\n2014年10月27日\n\n9月26日\n工人开始罢工，警方拘捕了两名工人。\n\n9月28日\n工会宣布，罢工正式扩大。\n\n"
        "10月1日\n市长称罢工违法，工人包围市府。\n"
    )
    said = [str(mention.time.date) for mention in _told(text, resources) if mention.type == "STATEMENT"]
    assert "2014-10-27" not in said
    assert said[0] == "2014-09-28"


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        ("Japan rejects the plan.", "REJECT"),
        ("Iran launches missiles.", "MOBILIZE"),
        ("Sudan invades Egypt.", "ASSAULT"),
        ("Two patrol boats of Portugal seize a trawler.", "COERCE"),
        ("The general rejects the plan.", "REJECT"),
        ("The military arrests nine officers.", "COERCE"),
        ("The tribunal sentences him to death.", "COERCE"),
        ("Iranian attacks on the port kill nine sailors.", "ASSAULT"),
        ("German talks fail.", "OTHER"),
    ],
)
def test_a_name_or_noun_that_ends_like_an_adjective_acts_in_the_present(
    entry: str, type_: str, resources: Resources
) -> None:
    mentions = _told(f"Timeline\n\nApril 13, 2020 - {entry}\n", resources)
    assert [mention.type for mention in mentions if mention.time.date is not None] == [type_]


def test_the_first_day_of_a_timeline_is_not_the_day_of_its_page(resources: Resources) -> None:
    text = (
        "The envoys met on Tuesday.\nHere is a timeline of the quarrel.\n"
        "December 19, 2008 – The truce expires.\nDecember 24 – Egypt seizes a trawler.\n"
        "January 6, 2009 – Egypt attacks the port.\nJanuary 8 – The council adopts a resolution.\n"
    )
    dates = [str(mention.time.date) for mention in _told(text, resources)]
    assert dates == ["2008-12-19", "2008-12-24", "2009-01-06", "2009-01-08"]


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ("April\n", "April 12 (Sunday)", "April 14 (Tuesday)"),
        ("April\n", "Sunday, April 12", "Tuesday, April 14"),
        ("April 2020\n", "12 (Sunday)", "14 (Tuesday)"),
    ],
)
def test_days_with_their_weekday_head_what_is_below(head: str, first: str, second: str, resources: Resources) -> None:
    text = (
        f"Chronology 2020\n\n{head}\n{first}\n\nThe envoy of Ghana visits Togo.\nPolice arrest two sailors.\n"
        f"\n{second}\n\nGhana condemns the arrests.\n"
    )
    assert [str(m.time.date) for m in _told(text, resources)] == ["2020-04-12", "2020-04-12", "2020-04-14"]


@pytest.mark.parametrize(
    ("first", "second"), [("June 14, 2015", "June 15, 2015"), ("Sunday, June 14", "Monday, June 15")]
)
def test_today_below_the_days_of_a_digest(first: str, second: str, resources: Resources) -> None:
    text = (
        f"Daily record for 2015\n\n{first}\n\nPolice today arrested twelve members of the party.\n\n"
        f"{second}\n\nA lawyer was released today.\n\nA poet was detained yesterday at the airport.\n"
    )
    assert [str(m.time.date) for m in _told(text, resources)] == ["2015-06-14", "2015-06-15", "2015-06-14"]


def test_marked_days_above_the_briefings_of_a_month(resources: Resources) -> None:
    text = (
        "发言人谈海岛（2019年3月）\n▲2019年3月4日发言人主持例行记者会\n问：越南总理是否已经抵达？\n"
        "答：是的，总理昨天抵达北京，明天将同中方举行会谈。\n▲2019年3月6日发言人主持例行记者会\n"
        "答：昨天，两国总理举行了会谈。今天，警方逮捕了两名商人。\n"
    )
    told = [(str(m.time.date), m.type, m.status) for m in _told(text, resources) if m.trigger.of(text) != "记者会"]
    assert told == [
        ("2019-03-03", "CONSULT", "occurred"),
        ("2019-03-05", "CONSULT", "planned"),
        ("2019-03-05", "CONSULT", "occurred"),
        ("2019-03-06", "COERCE", "occurred"),
    ]


def test_a_year_that_is_the_value_of_a_field_heads_nothing(resources: Resources) -> None:
    text = (
        "Accident report 14\n\nDate of accident:\n11 March 2020\nYear built:\n1980\nCircumstances:\n"
        "The ferry collided with a trawler in thick fog. Three passengers were killed.\n"
    )
    told_of = [m for m in _told(text, resources) if m.section != "Accident report 14" or m.time.date is not None]
    assert "1980" not in {str(m.time.date) for m in told_of}


def test_what_an_entry_says_in_the_present_is_said_on_its_day(resources: Resources) -> None:
    entries = [
        "Timeline of the strike\nPublished 20 June 2021",
        "3 May: Dockers walk out. The minister says the strike is illegal.",
        "17 May: Police clear the gates.",
        "2 June: Talks begin.",
    ]
    said = {str(m.time.date) for m in _told("\n\n".join(entries) + "\n", resources) if m.type == "STATEMENT"}
    assert said == {"2021-05-03"}


def test_the_news_that_a_timeline_goes_with_is_told_on_its_day(resources: Resources) -> None:
    page = [
        "By Harbour News - Tuesday, November 21, 2017",
        "The mayor has resigned. Here is a timeline of the dispute.",
        "Nov. 6: The mayor fires his deputy.",
        "Nov. 13: Dockers block the gates.",
        "Nov. 15: The council meets.",
    ]
    dates = {str(m.time.date) for m in _told("\n\n".join(page) + "\n", resources)}
    assert dates == {"2017-11-21", "2017-11-06", "2017-11-13", "2017-11-15"}


def test_the_pictures_of_a_report_make_no_chronicle_of_it(resources: Resources) -> None:
    page = [
        "港口对峙",
        "发布时间：2024-04-07 09:12",
        "警方4月5日晚间闯入港务局。工会主席随后下令停工,市长6日宣布宵禁。",
        "2024年4月6日,警察在港务局门前站岗。(JANE DOE/AFP via Getty Images)",
        "市长办公室发表声明,谴责工会。",
        "2024年4月5日,警方闯入港务局。(JANE DOE/AFP via Getty Images)",
        "2024年4月4日,工人在港口集会。(JANE DOE/AFP via Getty Images)",
    ]
    text = "\n\n".join(page) + "\n"
    (said,) = {str(m.time.date) for m in _told(text, resources) if "声明" in m.span.of(text)}
    assert said == "2024-04-06"


def test_a_caption_goes_on_for_itself_alone(resources: Resources) -> None:
    page = [
        "Published 7 April 2024",
        "Police entered the port office on Friday. The mayor resigned on Saturday.",
        "Dockers marched to the port on 2 April 2024. They burned a shed. (JANE DOE/AFP via Getty Images)",
        "The union accused the mayor of lying.",
    ]
    text = "\n\n".join(page) + "\n"
    dates = {m.span.of(text)[:10]: str(m.time.date) for m in _told(text, resources)}
    assert dates["They burne"] == "2024-04-02"
    assert dates["The union "] == "2024-04-06"
