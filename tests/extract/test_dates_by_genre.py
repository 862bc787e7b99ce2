"""Small pages of different genres, read by the whole chain: which date each happening gets."""

from __future__ import annotations

import pytest

from pipeline.languages.tokens import tokenize
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from tests.extract.told import mentions_of

SEASON_EN = """2016–17 season

Rovers began the season with a 2–0 win over Castle on 13 August. Manager Tom Breck was sacked on 28 November. His
assistant took charge the next day. In January the club signed striker Leo Marsh. On 6 May they were relegated."""
SEASON_KO = """2016-17 시즌

로버스는 8월 13일 캐슬을 2-0으로 꺾으며 시즌을 시작했다. 톰 브렉 감독은 11월 28일 경질됐다.
이튿날 수석코치가 지휘봉을 잡았다. 1월 구단은 공격수 레오 마시를 영입했다. 5월 6일 강등이 확정됐다."""
SEASON_ZH = """2016–17赛季

流浪者队8月13日击败城堡队。主教练汤姆11月28日被解雇。1月，俱乐部签下前锋利奥。5月6日球队降级。"""
MINUTES_KO = """항만위원회 회의록
일시: 2020년 12월 9일(수) 10:00

2. 11월 11일 열린 회의의 회의록을 승인했다.
5. 간사는 12월 31일자로 사임했다.
다음 회의는 1월 13일에 개최한다."""
CHARGE_ZH = """男子毁坏橱窗被起诉

2022年10月8日

(记者李明台中8日电)王姓男子毁坏商店橱窗,检方侦办后依毁损罪嫌起诉。

起诉书指出,王姓男子今年7月22日下午到市区一家商店购物。

店员发现后,向警察局报案。

检察官侦办后,依毁损罪嫌起诉王姓男子。"""
INTERVIEW_EN = """Interview with novelist Clara Weil
Published: 5 July 2012

A: It was published in 1999. Last year it was translated into Korean. I visited Seoul in October.
A: In September my new book comes out. In March I finished the manuscript."""
FLOOD_KO = """고립 마을에 구조대 도착

입력 2015.11.02 18:10

구조대가 2일 홍수로 고립됐던 산골 마을에 도착했다. 당국은 지난달 29일 발생한 홍수로 21명이 숨졌다고 밝혔다.

홍수는 29일 밤 시작됐다. 다음 날 오전 다리가 무너졌다. 31일 정부는 비상사태를 선포했다.

2008년에도 이 지역에서 비슷한 홍수로 40명이 숨졌다.

총리는 전날 현장을 방문했다. 학교는 9일 다시 문을 연다."""
TRUCE_KO = """반군 "휴전" 선언

2021-11-25

반군이 휴전을 선언했다.

사령관은 24일 성명에서 석 달간 휴전한다고 밝혔다.

네 나라는 지난 9월 휴전안을 냈다. 반군은 지난 6일 이에 동의했다.

그러나 정부군은 전날 휴전안을 거부했다."""
CRASH_ZH = """大巴坠崖

2015年5月16日

昨日，一辆大巴车在山区坠崖，造成35人死亡。目前，警方正在调查事故原因。"""
RATES_EN = """Bank raises rates for third time this year

21 September 2006

The central bank raised its key rate on Thursday. Analysts welcomed the decision."""
PLOT_ZH = """1911年10月，革命党人准备起义。10月9日，炸弹在租界爆炸，导致起义计划泄露。总督立即下令全城戒严。"""
DENIAL = """On 28 February 2019 the president said that the other side had wanted all sanctions lifted. Hours later the
foreign minister denied it."""
OBITUARY_ZH = """追忆老校长

2016年7月22日

老校长1917年生于山区。1956年他来到学校。1975年他患病。1980年他退休。

7月18日，他在家中去世。"""
APOLOGY_KO = """방송사 기자 2심도 벌금형

2023.09.12 10:00

법원은 12일 기자 2명의 항소를 기각했다.

이들은 2021년 7월 주택을 방문해 경찰관을 사칭한 혐의로 기소됐다.

방송사는 같은 달 9일 사과 방송을 했다."""
TRIP_EN = """Monday, May 2, 2011

Mills of the coast

Until my trip to Norland in 2006 I had only seen pictures of mills. The first mill we visited was a ruin. We saw the \
old mill built about 1098.

The following day we went to the huge harbour mill.

That day besides touring the mill, we experienced many things.
"""
VISIT_EN = """Press Statement: Visit to Portland by the Secretary of Trade of Norland, 4 to 5 October 2013

The Secretary of Trade of Norland is visiting Portland from 4 to 5 October 2013.

The Secretary was hosted to lunch by the Minister for Finance. He also met with the Minister for Law.

The two ministers also signed a treaty on trade.

The Secretary will depart Portland tomorrow.
"""
CHARGE_EN = """Thursday, March 14, 2013

Former Clerk Charged in Portland

A former clerk of the harbour was charged today with fraud.

The indictment alleges that in December 2010 the clerk sold a key to the pier. According to the indictment, the buyers \
used the key to open the store.
"""
LOG_EN = """2011/12/21 11:07:05

January 25, 2011 - Protesters march through Portland.

January 28 - The mayor orders police into the streets.

February 22 - The mayor swears in a new council.

March 3 - The harbour master resigns.
"""

PAGES = [
    (SEASON_EN, {"began": "2016-08-13", "sacked": "2016-11-28", "signed": "2017-01", "relegated": "2017-05-06"}),
    (SEASON_KO, {"꺾으": "2016-08-13", "경질": "2016-11-28", "지휘봉": "2016-11-29", "영입": "2017-01"}),
    (SEASON_ZH, {"击败": "2016-08-13", "解雇": "2016-11-28", "签下": "2017-01", "降级": "2017-05-06"}),
    (MINUTES_KO, {"사임": "2020-12-31", "다음 회의": "2021-01-13"}),
    (INTERVIEW_EN, {"translated": "2011", "visited": "2011-10", "comes out": "2012-09", "finished": "2012-03"}),
    (FLOOD_KO, {"도착했다": "2015-11-02", "무너": "2015-10-30", "40명": "2008", "총리": "2015-11-01"}),
    (TRUCE_KO, {"거부했다": "2021-11-23", "동의": "2021-11-06"}),
    (CRASH_ZH, {"坠崖": "2015-05-15", "调查": "2015-05-16"}),
    (RATES_EN, {"raised": "2006-09-21", "welcomed": "2006-09-21"}),
    (PLOT_ZH, {"爆炸": "1911-10-09", "下令": "1911-10-09"}),
    (DENIAL, {"denied": "2019-02-28"}),
    (OBITUARY_ZH, {"退休": "1980", "去世": "2016-07-18"}),
    (CHARGE_ZH, {"报案": "2022-07-22", "起诉王姓男子": "2022-10-08"}),
    (APOLOGY_KO, {"기각": "2023-09-12", "사과": "2021-07-09"}),
    (TRIP_EN, {"first mill": "2006", "huge harbour": "2006", "experienced": "2006"}),
    (VISIT_EN, {"lunch": "2013-10-04", "He also met": "2013-10-04", "signed": "2013-10-04", "depart": "2013-10-05"}),
    (CHARGE_EN, {"charged today": "2013-03-14", "used the key": "2010-12"}),
    (LOG_EN, {"orders police": "2011-01-28", "resigns": "2011-03-03"}),
]


@pytest.mark.parametrize(("page", "expected"), PAGES, ids=[page.split("\n")[0][:24] for page, _ in PAGES])
def test_each_happening_gets_its_date(page: str, expected: dict[str, str], resources: Resources) -> None:
    reading = tokenize(read_text(page, SourceRow(id="page"), resources), resources)
    found = mentions_of(reading, resources)
    for quote, date in expected.items():
        dates = {str(m.time.date) for m in found if quote in m.span.of(page)}
        assert dates == {date}, (quote, dates)


def test_a_count_of_the_year_is_no_date_of_the_headline(resources: Resources) -> None:
    reading = tokenize(read_text(RATES_EN, SourceRow(id="page"), resources), resources)
    assert "2006" not in {str(m.time.date) for m in mentions_of(reading, resources)}


QUOTED = [
    ("경찰은 “오는 6월까지 ‘상반기 집중단속 기간’을 운영하고 있다”며 “전화를 끊어야 한다”고 당부했다.", "당부"),
    ("시장은 “2010년 저를 뽑아 준 시민께 감사한다”고 밝혔다.", "밝혔다"),
]


@pytest.mark.parametrize(("text", "quote"), QUOTED)
def test_a_date_inside_what_is_quoted_does_not_date_the_saying(text: str, quote: str, resources: Resources) -> None:
    reading = tokenize(read_text(text, SourceRow(id="page", published="2025-04-02"), resources), resources)
    assert {str(m.time.date) for m in mentions_of(reading, resources) if quote in m.span.of(text)} == {"2025-04-02"}


COLUMN_KO = """[역사 속의 오늘] 여객기 피격
한빛신문 입력 2008-09-01 06:54:14

1983년 9월 1일 뉴욕을 출발한 여객기가 전투기의 공격을 받고 추락했다. 탑승자 전원이 사망했다.

국제적 비난이 쏟아졌다."""
COLUMN_ZH = """历史上的今天:客机遇袭

2008年9月1日

1983年9月1日,一架从纽约起飞的客机遭战斗机袭击坠毁。机上人员全部遇难。"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COLUMN_KO, {"피격": "1983", "추락": "1983-09-01"}),
        (COLUMN_ZH, {"遇袭": "1983", "袭击": "1983-09-01"}),
    ],
)
def test_a_column_on_an_old_day_is_dated_then(text: str, expected: dict[str, str], resources: Resources) -> None:
    reading = tokenize(read_text(text, SourceRow(path="page.txt", id="page"), resources), resources)
    found = {m.trigger.of(text): str(m.time.date) for m in mentions_of(reading, resources)}
    assert expected.items() <= found.items(), found
    assert not [date for date in found.values() if date.startswith("2008")]


STORY_EN = """---
title: 'The dock strike'
date: 2026-03-31
---

On February 28, 1980, the union leader Tom Breck waited for his trial. All day, police guarded the entrance.

## A magazine

In June 1979, the magazine opened. On November 29, its office was smashed.

## Two weeks of escape

Early on the morning of December 13, police arrested the editors. On January 8, 1980, Tom Breck was arrested."""


def test_a_story_of_long_ago_goes_on_under_the_next_heading(resources: Resources) -> None:
    reading = tokenize(read_text(STORY_EN, SourceRow(path="page.txt", id="page"), resources), resources)
    found = [str(m.time.date) for m in mentions_of(reading, resources)]
    assert "1979-12-13" in found
    assert not [date for date in found if date.startswith("202")]
