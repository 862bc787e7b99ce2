"""What helps a reviewer to read: Latin letters, reasons as bars, neighbours on a scale, suggestions, whole texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.alike import alike
from pipeline.review.desk import Desk
from pipeline.review.look import Look, cookies_of, look_of
from pipeline.review.marks import passages
from pipeline.review.nearby import WIDTH, nearby
from pipeline.review.pages import apart
from pipeline.review.readings import Readings
from pipeline.review.reasons import HALF, waterfalls
from pipeline.review.sheet import sheet
from pipeline.review.tables import Tables
from pipeline.review.words import words_in


def desk(**tables: Any) -> Desk:
    filled = {
        name: tuple(tables.get(name, ())) for name in ("events", "mentions", "conflicts", "documents", "entities")
    }
    return Desk(tables=Tables(out=Path("."), **filled), log=(), broken=())


@pytest.mark.parametrize(
    ("text", "language", "reading"),
    [
        ("김정은", "ko", "Gimjeongeun"),
        ("북한 외무성", "ko", "Bukhan Oemuseong"),
        ("习近平访问平壤", "zh-Hans", "Xi jin ping fang wen ping rang"),
        ("G20 정상", "ko", "G20 Jeongsang"),
        ("Accra", "en", ""),
        ("平壤", "en", ""),
    ],
)
def test_latin_readings(text: str, language: str, reading: str) -> None:
    assert Readings().latin(text, language) == reading


@given(st.text(), st.sampled_from(["ko", "zh-Hant", "en"]))
def test_a_reading_holds_no_hangul(text: str, language: str) -> None:
    assert not any("\uac00" <= char <= "\ud7a3" for char in Readings().latin(text, language))


def test_reasons_become_bars() -> None:
    told = "m-15: type +3.5, date -24.0, prior -3.5 = -24.0 · against m-2f: place -1.0 = -1.0"
    best, worst = waterfalls(told)
    assert (best.other, best.total, best.against, worst.against) == ("m-15", -24.0, False, True)
    assert [(bar.name, bar.bits) for bar in best.bars] == [("type", 3.5), ("date", -24.0), ("prior", -3.5)]
    assert (best.bars[0].left, best.bars[1].left, best.bars[1].width) == (HALF, 0.0, HALF)
    assert waterfalls("a text of another shape") == waterfalls("") == ()


def event(name: str, first: str | None, last: str | None, **more: object) -> Mapping[str, Any]:
    return {"event_id": name, "date_start": first, "date_end": last, "date_approximate": False, **more}


def test_neighbours_share_a_scale_and_open_ends_are_fuzzy() -> None:
    told = [
        event("long", "2010-01-01", "2030-12-31"),
        event("day", "2018-04-27", "2018-04-27"),
        event("open", "2018-05-01", None),
        event("about", "2018-05-01", "2018-05-31", date_approximate=True),
        event("never", None, None),
    ]
    found = nearby(desk(events=told), told[1])
    assert [one.event["event_id"] for one in found] == ["long", "day", "open", "about"]
    assert [one.shape for one in found] == ["open", "sure", "open_right", "open"]
    assert [one.here for one in found] == [False, True, False, False]
    assert all(one.left >= 0 and one.left + one.width <= WIDTH + 0.1 for one in found)
    assert nearby(desk(events=told), told[4]) == ()


def mention(name: str, doc: str, date: str) -> Mapping[str, Any]:
    where = {"mention_id": name, "event_id": "ev", "doc_id": doc, "start": 0, "end": 1, "date": date}
    return where | dict.fromkeys(("type", "status", "place", "trigger", "time_text"), "x")


def test_a_sheet_groups_copies_and_gives_each_other_value_one_digit() -> None:
    documents = [
        {"doc_id": name, "origin_group": origin, "sha256": ""} for name, origin in (("a", "w"), ("b", ""), ("c", "w"))
    ]
    mentions = [mention("1", "a", "2020"), mention("2", "b", "2021"), mention("3", "c", "2021"), mention("4", "c", "")]
    values = [{"value": "2020"}, {"value": "2021"}]
    conflicts = [{"conflict_id": "cf", "event_id": "ev", "values": values}]
    made = sheet(
        desk(documents=documents, mentions=mentions, conflicts=conflicts),
        {"event_id": "ev", "date": "2020", "type": "x", "status": "x", "place": "x"},
    )
    assert [(one.document["doc_id"], one.shared) for one in made.sources] == [("a", True), ("c", True), ("b", False)]
    assert made.digits == {("3", "date"): "1", ("cf", "2020"): "2", ("cf", "2021"): "3"}
    assert made.key("4", "date") == ""


def entity(name: str, english: str = "", korean: str = "", kind: str = "person", count: int = 1) -> Mapping[str, Any]:
    names = {"name_en": english, "name_ko": korean, "name_zh_hans": "", "name_zh_hant": ""}
    return {"entity_id": name, "kind": kind, "n_mentions": count} | names


def test_suggestions_share_a_word_or_hold_the_name() -> None:
    rows = [
        entity("local:kim", "Kim"),
        entity("Q1", "Kim Dae-jung", count=2),
        entity("Q2", "Kim Yo Jong", count=5),
        entity("Q3", "Kim", kind="place"),
        entity("Q4", "Moon Jae-in", "문재인 대통령"),
        entity("local:moon", "", "문재인"),
    ]
    told = desk(entities=rows)
    assert [row["entity_id"] for row in alike(told, rows[0])] == ["Q2", "Q1"]
    assert [row["entity_id"] for row in alike(told, rows[-1])] == ["Q4"]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_passages_are_the_whole_text(text: str, spans: list[tuple[int, int]]) -> None:
    rows = [{"start": min(pair), "end": max(pair)} for pair in spans]
    found = passages(rows, text)
    assert "".join(one.text for one in found) == text


def test_a_look_is_kept_in_cookies_and_nothing_else_is() -> None:
    assert look_of({}, "ko") == Look(language="ko", latin=False)
    assert look_of({}, "de") == Look(language="en", latin=True)
    assert look_of({"language": "zh", "blind": "on", "latin": "on"}, "ko") == Look(language="zh", blind=True)
    assert cookies_of({"blind": ["on"], "language": ["xx"], "other": ["y"]}) == {"blind": "on"}


def test_how_far_values_lie_apart_is_said_in_the_language_of_the_screen() -> None:
    assert apart("17 days", words_in("ko")) == "17일 차이"
    assert apart("10%", words_in("zh")) == "10%"
    assert apart("occurred / planned", words_in("zh")) == ""
