"""Which date a clause takes; places beside the main line; the pieces below."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.chains import Link, heaviest_chain
from pipeline.extract.clausetime import ClauseTimes
from pipeline.extract.cues import load_cues
from pipeline.extract.dates import find
from pipeline.extract.timeline import resolve, value_in
from pipeline.extract.valuing import add_months, months_back, parse, value, week_of
from pipeline.model import Block, Document, PartialDate, Reading, Sentence, Span
from pipeline.resources import Resources
from tests.extract.marked_text import read_times, reading_of

CLAUSES = [
    ("ko", "법원이 2019년 단속원을 폭행한 선원에게 2020년 7월 2일 벌금을 물렸다.", "폭행", "2019"),
    ("ko", "법원이 2019년 단속원을 폭행한 선원에게 2020년 7월 2일 벌금을 물렸다.", "물렸다", "2020-07-02"),
    ("ko", "2019년 4월 24일 시장이 떠났고 4월 26일 의장이 왔다.", "떠났고", "2019-04-24"),
    ("ko", "2019년 4월 24일 시장이 떠났고 4월 26일 의장이 왔다.", "왔다", "2019-04-26"),
    ("ko", "2020년 2월 6일 새 대사가 지명됐다고 통신이 밝혔다.", "지명", "2020-02"),
    ("ko", "2020년 2월 6일 새 대사가 지명됐다고 통신이 밝혔다.", "밝혔다", "2020-02-06"),
    ("ko", "2020년 2월 6일 배가 떠났다. 선원들이 손을 흔들었다.", "흔들었다", "2020-02-06"),
    ("ko", "2022년 9월 20일 시장이 문을 닫기로 하자 상인들은 항의했다.", "항의", "2022-09"),
    ("ko", "섬은 2024년 11월 4일 배를 보냈다. 섬은 2019년 3월부터 밀을 보내왔다.", "보내왔", "2019-03~"),
    ("zh-Hans", "2006年10月14日,因为邻国成功试射,各国投票制裁。", "试射", "2006"),
    ("zh-Hans", "2006年10月14日,因为邻国成功试射,各国投票制裁。", "投票", "2006-10-14"),
    ("zh-Hans", "2010年11月23日,外长谴责邻国炮击。", "炮击", "2010-11"),
    ("en", "On March 3, 2020 the ministry said that a ferry had sunk.", "sunk", "2020-03"),
    ("en", "On March 3, 2020 the ministry said that a ferry had sunk.", "said", "2020-03-03"),
]


@pytest.mark.parametrize(("language", "text", "trigger", "expected"), CLAUSES)
def test_the_date_of_a_clause(language: str, text: str, trigger: str, expected: str, resources: Resources) -> None:
    reading, timeline = read_times(text, language, resources)
    at = text.index(trigger)
    found = ClauseTimes(timeline, reading, resources).date_of(Span(0, len(text)), Span(at, at + len(trigger)))
    assert found is not None
    assert str(found.date) == expected


SET_OFF = [
    ("ko", "두 항구는 지난해 5월 시장 방문을 계기로 왕래를 늘리고 있다.", "늘리고", "방문"),
    ("ko", "두 항구는 2023년 5월 시장 방문 이후 왕래를 늘려 왔다.", "늘려", "방문"),
    ("zh-Hans", "两港以2023年5月的市长到访为契机,不断加强合作。", "加强", "到访"),
    ("zh-Hant", "自去年5月市長到訪以來，兩港持續增加往來。", "增加", "到訪"),
    ("en", "Since the May 2023 visit, the two ports have deepened their ties.", "deepened", "visit"),
    ("en", "Ties have deepened since the mayor's visit in May 2023.", "deepened", "visit"),
]


@pytest.mark.parametrize(("language", "text", "trigger", "onset"), SET_OFF)
def test_what_a_visit_set_off_lasts_up_to_the_telling(
    language: str, text: str, trigger: str, onset: str, resources: Resources
) -> None:
    reading, timeline = read_times(text, language, resources, "2024-06-20")
    times = ClauseTimes(timeline, reading, resources)
    for words, expected in ((trigger, "2023-05/2024-06"), (onset, "2023-05")):
        at = text.index(words)
        found = times.date_of(Span(0, len(text)), Span(at, at + len(words)))
        assert found is not None
        assert str(found.date) == expected


def test_a_deed_on_the_occasion_of_a_visit_does_not_last(resources: Resources) -> None:
    text = "두 항구는 2023년 5월 시장 방문을 계기로 협정을 맺었다."
    reading, timeline = read_times(text, "ko", resources, "2024-06-20")
    at = text.index("맺었다")
    found = ClauseTimes(timeline, reading, resources).date_of(Span(0, len(text)), Span(at, at + 3))
    assert found is not None
    assert str(found.date) == "2023-05"


def test_a_clause_without_any_date_has_none(resources: Resources) -> None:
    reading, timeline = read_times("두 도시는 사이가 좋다.", "ko", resources)
    assert ClauseTimes(timeline, reading, resources).date_of(Span(0, 5), Span(0, 2)) is None


def test_all_dates_of_a_shared_clause(resources: Resources) -> None:
    text = "시장은 2001년과 2002년 두 차례 항구를 찾았다."
    reading, timeline = read_times(text, "ko", resources)
    found = ClauseTimes(timeline, reading, resources).all_of(Span(0, len(text)))
    assert [str(time.date) for time in found] == ["2001", "2002"]


@pytest.mark.parametrize("code", ["ko", "zh", "en"])
def test_cues_match_their_examples(code: str, resources: Resources) -> None:
    cues = load_cues(resources.languages[code].folder)
    rules = [rule for rules in cues.table.values() for rule in rules]
    assert rules
    for rule in rules:
        anchored = rule.fields["where"] in ("after", "behind", "content", "opening", "noun")
        find = rule.pattern.match if anchored else rule.pattern.search
        for example in rule.examples:
            assert find(example["text"]), (rule.id, example)
        for text in rule.silent_on:
            assert not find(text), (rule.id, text)


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(st.lists(st.tuples(DAYS, st.integers(1, 8)), max_size=40))
def test_the_heaviest_chain_runs_forward(dated: list[tuple[date, int]]) -> None:
    links = [Link(number, day, weight) for number, (day, weight) in enumerate(dated)]
    chain = heaviest_chain(links)
    days = [links[number].day for number in chain]
    assert days == sorted(days)
    assert chain == sorted(chain)
    weight = sum(links[number].weight for number in chain)
    assert weight == max((_best(links, last) for last in range(len(links))), default=0)


def _best(links: list[Link], last: int) -> int:
    table: list[int] = []
    for number, link in enumerate(links[: last + 1]):
        before = [table[n] for n in range(number) if links[n].day <= link.day]
        table.append(link.weight + max(before, default=0))
    return table[last]


@given(st.integers(1, 3000), st.integers(1, 12), st.integers(1, 31))
def test_a_value_is_a_day_of_the_calendar_or_none(year: int, month: int, day: int) -> None:
    made = value(PartialDate(year=year, month=month, day=day))
    try:
        expected = date(year, month, day)
    except ValueError:
        assert made is None
    else:
        assert made is not None
        assert (made.start, made.precision) == (expected, "day")


@given(DAYS, st.integers(0, 400))
def test_months_back_and_forth(day: date, n: int) -> None:
    earlier = months_back(day, n)
    assert add_months(earlier.year, earlier.month, n) == (day.year, day.month)
    assert earlier.day <= day.day


@given(DAYS)
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    monday, sunday = week_of(day)
    assert monday.weekday() == 0
    assert (sunday - monday).days == 6
    assert monday <= day <= sunday


def test_what_is_no_date_is_none() -> None:
    assert parse("2023-02-30") is None
    assert value(PartialDate(month=3)) is None
    assert value(PartialDate(year=1990, section="decade-early")) == parse("1990/1993")
    assert value(PartialDate(year=2020, section="winter")) == parse("2020-12/2021-02")


PIECES = [
    "2020년 1월 21일 ", "그해 10월 ", "이튿날 ", "19일, ", "지난 1월 ", "배가 떠났다. ", "다고 밝혔다. ",
    "\n", "(1994년) ",
    "광복절에 ", "2년8개월 동안 중단된 ", "20주년을 맞아 ", "같은 기간 ", "3월부터 ", "2019년 말까지 ", "“지난해 ",
    "” ",
    "오후 3시 ", "최근 9년간 ",
]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", "2021-05-03", "2021"]))
def test_any_text_is_read_the_same_way_twice(resources: Resources, parts: list[str], published: str) -> None:
    text = "".join(parts)
    timeline = value_in(text, "ko", published, resources)
    assert timeline == value_in(text, "ko", published, resources)
    for found in timeline.mentions:
        assert found.span is not None
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.governs is not None


NOUNS = ("항구", "다리", "철도", "우편", "시장", "학교", "병원", "공장", "도로", "세관")
GROWING = {
    "prose": lambda i: (
        f"2020년 1월 {i % 28 + 1}일 뱃길이 막혔다. 2월 3일 항의했다. 이튿날 열렸다. 그해 10월 배가 늘었다.\n"
    ),
    "digest": lambda i: (
        f"# 소식 {i}\n@ 입력 20{i % 20 + 1:02d}.09.14. 15:42\n14일 배가 떠났다. 지난달 다리가 열렸다.\n"
    ),
    "told twice": lambda i: f"지난해 {i % 12 + 1}월 배가 떠났다. 2019년 {i % 12 + 1}월 다리가 열렸다.\n",
    "lengths": lambda i: (
        f"2018년 3월 {i % 28 + 1}일 {NOUNS[i % 10]} 문이 닫혔다.\n5월 2일 2년간 중단된 {NOUNS[i % 10]} 문이 열렸다.\n"
    ),
    "one sentence": lambda i: f"2018년 {i % 12 + 1}월 {i % 28 + 1}일, ",
    "list": lambda i: f"- {i % 12 + 1}월 {i % 28 + 1}일: 배가 떠났다\n",
}


@pytest.mark.parametrize("name", sorted(GROWING))
def test_work_grows_with_the_text(name: str, resources: Resources) -> None:
    """Twice the text, twice the work: lines of code that run, not seconds."""

    def work(n: int) -> int:
        reading = reading_of("".join(GROWING[name](i) for i in range(n)), "ko")
        expressions = find(reading, resources)
        return lines_run(lambda: resolve(reading, expressions, resources))

    work(2)
    assert work(120) < 2.3 * work(60)


def lines_run(call: Callable[[], object]) -> int:
    """How many lines of the package ``call`` runs."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if "pipeline" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def test_a_month_under_a_year_in_the_heading_path(resources: Resources) -> None:
    text = "2024年\n3月\n大桥5日通车。\n船停航。\n18日,码头开工。\n"
    lines = [Span(*line.span()) for line in re.finditer(r".+", text)]
    assert [line.of(text) for line in lines] == text.splitlines()
    path = (lines[0], lines[1])
    headings = ((), path[:1], path, path, path)
    blocks = tuple(
        Block(span=span, kind="heading" if n < 2 else "paragraph", headings=above, tells_events=n > 1)
        for n, (span, above) in enumerate(zip(lines, headings, strict=True))
    )
    sentences = tuple(Sentence(span=span, block=n, language="zh-Hans") for n, span in enumerate(lines))
    document = Document(id="text", text=text, sha256="")
    reading = Reading(document=document, folded=text, blocks=blocks, sentences=sentences)
    timeline = resolve(reading, find(reading, resources), resources)
    assert [str(time.date) for time in timeline.mentions if time.span and time.span.start > 8] == [
        "2024-03-05",
        "2024-03-18",
    ]
