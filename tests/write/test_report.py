"""The report: one file, no request, hostile text as text, the same bytes, small enough."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.corpus import Corpus
from pipeline.shelf import Shelves
from pipeline.write.agreement import MOST, agreement, disputes, grid, told_by
from pipeline.write.pages import cut, link, visible
from pipeline.write.report import page
from pipeline.write.rows import build
from pipeline.write.schemas import Table
from pipeline.write.shown import WORST, records
from pipeline.write.tables import write
from pipeline.write.timeline import timeline
from tests.multiplied import multiplied, table
from tests.write.made import made

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'\u202egnp.exe"


def tables() -> dict[str, Table]:
    extractions, linked, checked = made()
    found = build(corpus=Corpus.of(extractions), linked=linked, checked=checked, shelves=Shelves())
    return {one.name: one for one in found}


def changed(table: Table, column: str, value: object) -> Table:
    at = [one.name for one in table.columns].index(column)
    return replace(table, rows=tuple((*row[:at], value, *row[at + 1 :]) for row in table.rows))


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _page(made_of: Sequence[Table]) -> str:
    return "".join(page(made_of))


def test_the_report_lies_beside_the_tables(tmp_path: Path) -> None:
    extractions, linked, checked = made()
    write(tmp_path, extractions=extractions, linked=linked, checked=checked)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == _page(tuple(tables().values()))


def test_quotes_of_a_disagreement_stand_side_by_side_in_their_languages() -> None:
    text = _page(tuple(tables().values()))
    part = text.partition('<section id="conflicts">')[2].partition('<section id="documents">')[0]
    assert '<blockquote lang="ko">다리는 2021년 5월 3일 서울에서 다시 문을 열었다' in part
    assert '<blockquote lang="en">The bridge in Seoul reopened on 4 May 2021' in part


def test_nothing_is_loaded_from_anywhere() -> None:
    for tag, attributes in Tags(_page(tuple(tables().values()))).found:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")


def test_the_policy_names_the_digests_of_the_one_style_and_the_one_script() -> None:
    text = _page(tuple(tables().values()))
    policy = next(a["content"] or "" for t, a in Tags(text).found if t == "meta" and "http-equiv" in a)
    for tag in ("style", "script"):
        (inner,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        digest = b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r'\s(style|on\w+)="', text)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("events", "title_en"),
        ("events", "place"),
        ("mentions", "text"),
        ("mentions", "lang"),
        ("documents", "title"),
        ("documents", "publisher"),
        ("documents", "url"),
        ("conflicts", "explanation"),
        ("conflicts", "note"),
    ],
)
def test_hostile_text_shows_as_text(table: str, column: str) -> None:
    made_of = tables()
    before = [tag for tag, _ in Tags(_page(tuple(made_of.values()))).found]
    made_of[table] = changed(made_of[table], column, HOSTILE)
    text = _page(tuple(made_of.values()))
    after = Tags(text).found
    assert {tag for tag, _ in after} <= {*before, "p"}
    assert not any(name.startswith("on") for _, attributes in after for name in attributes)
    assert sum(tag == "script" for tag, _ in after) == 1
    assert "\u202e" not in text


def test_only_web_addresses_become_links() -> None:
    assert link("javascript:alert(1)") == link("data:text/html,x") == link("") == ""
    assert link("https://example.org/a?b=1") == "https://example.org/a?b=1"


def test_steering_characters_are_shown_by_their_code_point() -> None:
    assert visible("a\u202eb\x00") == "a⟨U+202E⟩b⟨U+0000⟩"
    assert visible("서울\n北京") == "서울\n北京"
    assert visible(3) == 3


def test_long_quotes_are_cut_to_one_line() -> None:
    assert cut("a\n b") == "a b"
    assert len(cut("가" * 1000)) == 240


def event(name: str, start: str | None, end: str | None, **more: object) -> dict[str, object]:
    row = {"event_id": name, "title_en": name, "date": "", "status": "occurred", "date_approximate": False}
    return row | {"date_start": start, "date_end": end, "n_documents": 1} | more


def test_a_bar_runs_from_the_earliest_to_the_latest_day() -> None:
    drawn = timeline([event("a", "2020-03-01", "2020-03-31"), event("b", "2020-03-05", "2020-03-05")])
    month, day = drawn.bars
    assert month.left < day.left < month.left + month.width
    assert (month.shape, day.shape) == ("span", "day")


def test_open_ends_and_undated_events() -> None:
    drawn = timeline([event("a", None, "2021-12-31"), event("b", "2020-01-01", None), event("c", None, None)])
    assert [bar.shape for bar in drawn.bars] == ["open_start", "open_end"]


def test_years_without_events_are_a_gap_and_years_do_not_overlap() -> None:
    drawn = timeline([event("a", "1950-06-25", "1953-07-27"), event("b", "2018-01-01", "2018-01-01")])
    assert [(year.name, year.gap) for year in drawn.years] == [("1950", False), ("1953", True), ("2018", True)]
    ends = [year.left + year.width for year in drawn.years]
    assert all(end <= after.left for end, after in zip(ends, drawn.years[1:], strict=False))


def test_no_event_at_all_is_an_empty_report() -> None:
    empty = tuple(replace(one, rows=()) for one in tables().values())
    assert timeline([]).bars == ()
    assert "<h2>Events</h2>" in _page(empty)


def test_documents_that_contradict_each_other_do_not_agree() -> None:
    rows = {name: list(records(table)) for name, table in tables().items()}
    told, against = told_by(rows["mentions"]), disputes(rows["conflicts"])
    drawn = grid(rows["events"], rows["documents"], told, against)
    assert [(cell.line, cell.disputed) for cell in drawn.columns[0].cells] == [(0, True), (1, True)]
    pair = agreement(rows["documents"], told, against).pairs["en-1", "ko-1"]
    assert (pair.shared, pair.agreed, pair.step) == (1, 0, 0)
    assert agreement(rows["documents"], told, frozenset()).pairs["ko-1", "en-1"].step == 4


def test_a_drawing_of_some_events_names_the_documents_that_tell_one_of_them() -> None:
    events = [{"event_id": f"ev-{n}", "date": "", "status": "reported", "title_en": ""} for n in range(MOST + 1)]
    documents = [{"doc_id": f"d{n}"} for n in range(MOST + 1)]
    said = ("undated, reported",)
    told = {f"ev-{n}": {"all": said} | ({f"d{n}": said} if n else {}) for n in range(MOST + 1)}
    drawn = grid(events, [{"doc_id": "all"}, *documents], told, frozenset())
    assert (drawn.whole, len(drawn.columns)) == (False, MOST)
    assert drawn.documents == ("all", *(f"d{n}" for n in range(1, MOST + 1)))
    assert [cell.line for cell in drawn.columns[-1].cells] == [0, MOST]


def test_a_thousand_events_make_less_than_three_megabytes_however_many_documents_tell_them(
    finished: tuple[Path, Path],
) -> None:
    made_of = {one.name: one for one in multiplied(finished[1], 1000)}
    events, mentions = ([*records(made_of[name])] for name in ("events", "mentions"))
    heavy = [{**row, "text": "두 나라의 장관이 서울에서 만났다. " * 12} for row in mentions[:800]]
    told = [
        {**heavy[n % len(heavy)], "mention_id": f"m-{n:x}", "event_id": events[n % len(events)]["event_id"]}
        for n in range(10 * len(events))
    ]
    conflicts = [
        {**row, "conflict_id": f"cf-{n}", "event_id": events[n]["event_id"]}
        for n in range(len(events))
        for row in records(tables()["conflicts"])
    ]
    made_of |= {"mentions": table("mentions", told), "conflicts": table("conflicts", conflicts)}
    text = _page(tuple(made_of.values()))
    assert len(text.encode()) < 3_000_000
    assert text.count("<blockquote") > len(events)
    assert f"{len(conflicts) - WORST} more" in text
    assert text == _page(tuple(made_of.values()))


def test_every_link_inside_the_report_leads_somewhere(finished: tuple[Path, Path]) -> None:
    text = _page(multiplied(finished[1], 400))
    targets = set(re.findall(r'id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= targets
