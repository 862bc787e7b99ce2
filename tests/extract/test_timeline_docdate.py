"""The document date: stated, inferred from inner evidence, or unknown; never silently guessed."""

from __future__ import annotations

import pytest

from pipeline.extract.timeline import value_in
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.extract.marked_text import mention, read_times

TOLD_TWICE = """
시장은 2023년 9월 항구를 찾았다.
그는 지난해 9월 방문을 계기로 교역을 늘렸다. 올해 1월 세관이 문을 열었다.
그해 10월 배가 늘었다.
"""


def test_one_event_told_twice_gives_the_year(resources: Resources) -> None:
    reading, timeline = read_times(TOLD_TWICE, "ko", resources)
    assert str(timeline.published) == "2024"
    assert timeline.published_basis == "inferred from one event told twice: 지난해 9월 = 2023년 9월"
    assert str(mention(reading, timeline, "지난해 9월").date) == "2023-09"
    january = mention(reading, timeline, "올해 1월")
    assert str(january.date) == "2024-01"
    assert timeline.published_basis in january.anchor
    assert january.confidence < 0.9


def test_only_the_year_known_stops_at_the_year(resources: Resources) -> None:
    reading, timeline = read_times(TOLD_TWICE + "시장은 19일 돌아왔다.", "ko", resources)
    assert str(mention(reading, timeline, "19일").date) == "2024"


def test_metadata_rules_over_the_byline(resources: Resources) -> None:
    text = "@ 입력 2020. 3. 2.\n시장은 1일 돌아왔다."
    _, timeline = read_times(text, "ko", resources, published="2021-05-04")
    assert (str(timeline.published), timeline.published_basis) == ("2021-05-04", "metadata")
    _, timeline = read_times(text, "ko", resources)
    assert (str(timeline.published), timeline.published_basis) == ("2020-03-02", "byline")


def test_each_embedded_article_has_its_own_date(resources: Resources) -> None:
    text = """
# First
@ March 2, 2020
The mayor left on Monday.
---
# Second
@ June 9, 2021
The mayor came back on Monday.
"""
    reading, timeline = read_times(text, "en", resources)
    assert str(mention(reading, timeline, "Monday", 0).date) == "2020-03-02"
    assert str(mention(reading, timeline, "Monday", 1).date) == "2021-06-07"


def test_a_second_byline_starts_a_zone_of_its_own(resources: Resources) -> None:
    text = "@ March 2, 2020\nThe mayor left on Monday.\n# Harbour\n@ June 9, 2021\nThe mayor came back on Monday."
    reading, timeline = read_times(text, "en", resources)
    assert [str(mention(reading, timeline, "Monday", n).date) for n in (0, 1)] == ["2020-03-02", "2021-06-07"]


def test_the_stamp_of_a_caption(resources: Resources) -> None:
    reading, timeline = read_times("시장은 13일 부두를 찾았다.\n~ 부두를 찾은 시장. 2023.09.13.", "ko", resources)
    assert timeline.published_basis == "inferred from a caption's stamp"
    assert str(mention(reading, timeline, "13일").date) == "2023-09-13"


def test_a_weekday_singles_out_the_year(resources: Resources) -> None:
    text = "@ PORTVILLE, Nov. 1\nThe towns signed a pact on Friday. It follows a visit in late 2011."
    reading, timeline = read_times(text, "en", resources)
    assert str(timeline.published) == "2013-11-01"
    assert timeline.published_basis.startswith("inferred from a weekday")
    assert str(mention(reading, timeline, "Friday").date) == "2013-11-01"


def test_the_day_that_a_report_opens_with(resources: Resources) -> None:
    reading, timeline = read_times("2013年4月15日,发言人主持记者会。问:12日,市长访问了邻市。", "zh-Hans", resources)
    assert timeline.published_basis == "inferred from the day it opens with: 2013年4月15日"
    assert str(mention(reading, timeline, "12日").date) == "2013-04-12"


@pytest.mark.parametrize("url", ["https://news.example/2023/09/15/pact", "https://news.example/20230915083000"])
def test_the_day_in_the_address(url: str, resources: Resources) -> None:
    _, timeline = read_times("The mayor left on Friday.", "en", resources, url=url)
    assert (str(timeline.published), timeline.published_basis) == ("2023-09-15", "inferred from its address")


def test_nothing_known_stays_unknown(resources: Resources) -> None:
    _, timeline = read_times("시장은 19일 부두를 찾았다.", "ko", resources)
    assert timeline.published is None
    assert timeline.published_basis == ""


def test_the_default_of_the_settings_is_named(resources: Resources) -> None:
    timeline = value_in("시장은 19일 떠났다.", "ko", "", Resources(Settings(published_default="2024-06-20")))
    assert (str(timeline.mentions[0].date), timeline.published_basis) == ("2024-06-19", "settings")


@pytest.mark.parametrize(("side", "date"), [("past", "2019-10"), ("future", "2020-10"), ("nearest", "2019-10")])
def test_which_year_a_bare_month_takes(side: str, date: str) -> None:
    settings = Settings.load(None, partial_reading=side)
    timeline = value_in("The bridge opened in October.", "en", "2020-02-09", Resources(settings))
    assert str(timeline.mentions[0].date) == date


def test_a_digest_of_short_items_each_with_its_stamp(resources: Resources) -> None:
    text = """
@ 2024-09-22 17:30
한 승객이 이날 역에서 쓰러졌다.
@ 2024-06-24 21:36
지난달 역에서 사고가 났다.
"""
    reading, timeline = read_times(text, "ko", resources)
    assert str(mention(reading, timeline, "이날").date) == "2024-09-22"
    assert str(mention(reading, timeline, "지난달").date) == "2024-05"


def test_a_sentence_with_day_and_time_is_no_stamp(resources: Resources) -> None:
    _, timeline = read_times("事故於2018年10月21日下午4點50分發生。", "zh-Hant", resources)
    assert timeline.published is None


def test_a_short_line_with_day_and_time_is_a_stamp(resources: Resources) -> None:
    reading, timeline = read_times(
        "나루신문\n2018년 10월 21일 오후 4시 50분 나루 기자\n배가 19일 떠났다.", "ko", resources
    )
    assert (str(timeline.published), timeline.published_basis) == ("2018-10-21", "byline")
    assert str(mention(reading, timeline, "19일").date) == "2018-10-19"


def test_the_stamp_of_a_board_has_its_year_in_two_digits(resources: Resources) -> None:
    text = "@ 작성자 항만지기 작성일 18-10-21 16:50 조회 22회 댓글 0건\n배가 19일 떠났다."
    reading, timeline = read_times(text, "ko", resources)
    assert (str(timeline.published), timeline.published_basis) == ("2018-10-21", "byline")
    assert str(mention(reading, timeline, "19일").date) == "2018-10-19"


def test_the_only_year_told_is_weak_evidence(resources: Resources) -> None:
    text = "2月14日至22日,船队首次航行。这是自去年10月大会后首次远航。\n2023年5月8日,市长会见船长。"
    reading, timeline = read_times(text, "zh-Hans", resources)
    assert timeline.published_basis == "inferred from the only year it tells: 2023年5月8日"
    last_year = mention(reading, timeline, "去年10月")
    assert (str(last_year.date), last_year.confidence) == ("2022-10", 0.55)
    assert str(mention(reading, timeline, "2月14日至22日").date) == "2023-02-14/2023-02-22"


def test_a_dateline_rules_the_text_and_the_stamp_the_copy(resources: Resources) -> None:
    text = "@ November 25, 2024\nHARBOUR, March 14 (Port News) - The mayor left on Wednesday and returns on March 20."
    reading, timeline = read_times(text, "en", resources)
    assert str(timeline.published) == "2024-11-25"
    assert str(mention(reading, timeline, "Wednesday").date) == "2024-03-13"
    assert "dateline; byline 2024-11-25" in mention(reading, timeline, "Wednesday").anchor


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (
            "Date: 2021-06-10 The harbour board on Monday closed the pier.",
            "inferred from the day it is labelled with: 2021-06-10",
        ),
        (
            "Harbour briefing for June 10, 2021: A storm closes the pier.\nThe storm hit the port on Monday.",
            "inferred from the day it is labelled with: June 10, 2021",
        ),
    ],
)
def test_the_day_a_text_is_labelled_with_is_its_date(text: str, basis: str, resources: Resources) -> None:
    reading, timeline = read_times(text, "en", resources)
    assert (str(timeline.published), timeline.published_basis) == ("2021-06-10", basis)
    assert str(mention(reading, timeline, "Monday").date) == "2021-06-07"


def test_a_day_that_something_was_published_on_is_no_label(resources: Resources) -> None:
    _, timeline = read_times("The order was published on June 10, 2021 by the board.", "en", resources)
    assert timeline.published is None


def test_a_line_that_only_begins_a_sentence_is_no_stamp(resources: Resources) -> None:
    opening = "2024년 5월 3일 22시 25분경, 시장이 담화를 통해,\n새 항구를 열겠다고 밝혔다."
    text = f"{opening}\n이후 5월 4일 오전 5시 회의가 열렸다."
    reading, timeline = read_times(text, "ko", resources)
    assert str(mention(reading, timeline, "5월 4일").date) == "2024-05-04"


@pytest.mark.parametrize(
    "text",
    [
        "@ 港城社記者王一明港城4日電\n渡輪3日擱淺，船員今天獲救。（編輯：李二）1140704",
        "4日上午，港城議會開會。\n2011年，議會休會。\n2025年7月4日，議會全體會議通過預算。",
    ],
)
def test_a_day_without_its_year_that_is_told_in_full_as_well(text: str, resources: Resources) -> None:
    _, timeline = read_times(text, "zh-Hant", resources)
    assert str(timeline.published) == "2025-07-04"
    assert timeline.published_basis.startswith("inferred from one day told twice")


def test_a_day_told_in_full_before_a_later_one_gives_no_year(resources: Resources) -> None:
    _, timeline = read_times("4日上午，議會開會。\n2025年7月4日通過預算，2025年9月9日執行。", "zh-Hant", resources)
    assert timeline.published is None


def test_a_battle_told_on_a_page_of_another_day_is_no_news_of_it(resources: Resources) -> None:
    text = "@ 2010-06-02 17:57\n1950년 10월 24일 연대가 강을 건넜다.\n10월 26일 대대가 마을에 들어갔다."
    reading, timeline = read_times(text, "ko", resources)
    assert str(mention(reading, timeline, "10월 26일").date) == "1950-10-26"
