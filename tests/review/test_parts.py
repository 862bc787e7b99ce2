"""The parts of the screen: the log, the marks, the words, the view."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import model, review
from pipeline.decisions import read_decisions
from pipeline.extract.event_types import load_event_types
from pipeline.model import Decision
from pipeline.reconcile.rows import EDITABLE
from pipeline.review.desk import Desk
from pipeline.review.guard import refusal
from pipeline.review.log import action_of, append
from pipeline.review.marks import pieces
from pipeline.review.queues import QUEUES
from pipeline.review.tables import Tables
from pipeline.review.view import PAGE, facets, view
from pipeline.review.words import LANGUAGES, load_words, preferred, words_in
from tests.articles import ROOT


def draft(verdict: str = "accept") -> Decision:
    return Decision(id="", at="", by="", kind="mention", target=("m-1",), verdict=verdict)


def test_what_is_appended_is_read_again(tmp_path: Path) -> None:
    made = append(tmp_path / "new" / "log.jsonl", [draft(), draft("reject")], "ann")
    assert read_decisions(tmp_path / "new" / "log.jsonl").decisions == made
    assert len({action_of(one.id) for one in made}) == 1


def test_many_writers_lose_no_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: append(path, [draft()], f"r{n}"), range(100)))
    log = read_decisions(path)
    assert sorted(one.by for one in log.decisions) == sorted(f"r{n}" for n in range(100))
    assert log.errors == ()


WRITER = """
import sys
from pathlib import Path
from pipeline.model import Decision
from pipeline.review.log import append
draft = Decision(id="", at="", by="", kind="mention", target=("m-1",), verdict="accept")
for n in range(50):
    append(Path(sys.argv[1]), [draft] * 3, "x")
"""


def test_many_processes_lose_no_line_and_tear_no_action_apart(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=ROOT) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    log = read_decisions(path)
    assert (len(log.decisions), log.errors) == (450, ())
    actions = [action_of(one.id) for one in log.decisions]
    assert all(len(set(actions[n : n + 3])) == 1 for n in range(0, 450, 3))


def test_a_torn_last_line_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"id": "d1", "at": "20')
    append(path, [draft()], "ann")
    log = read_decisions(path)
    assert len(log.decisions) == len(log.errors) == 1


def mention(
    start: int, end: int, trigger: tuple[int, int], when: tuple[int, int] | None, text: str
) -> dict[str, object]:
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
        "trigger_start": trigger[0],
        "trigger_end": trigger[1],
        "time_start": when[0] if when else None,
        "time_end": when[1] if when else None,
        "actors": [],
        "quantities": [],
    }


@st.composite
def marked(draw: st.DrawFn) -> tuple[dict[str, object], str]:
    text = draw(st.text(st.sampled_from("가나 다𠀀👩‍👩‍👧中文ab\n"), min_size=4, max_size=60))
    start, end = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
    low, high = sorted(draw(st.lists(st.integers(start, end), min_size=2, max_size=2)))
    when = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    return mention(start, end, (low, high), (when[0], when[1]), text), text


@given(marked())
def test_pieces_are_the_text_and_marks_the_evidence(case: tuple[dict[str, object], str]) -> None:
    row, text = case
    found = pieces(row, text)
    assert "".join(piece.text for piece in found) in text
    assert "".join(piece.text for piece in found if piece.inside) == row["text"]
    marked_text = "".join(piece.text for piece in found if "trigger" in piece.kinds)
    assert marked_text == text[row["trigger_start"] : row["trigger_end"]]  # type: ignore[misc]


def test_without_the_stored_text_the_quote_of_the_table_is_shown() -> None:
    text = "Dawn. The bridge opened in May. Dusk."
    row = mention(6, 30, (17, 23), (27, 30), text)
    found = pieces(row, "another text")
    assert [piece.text for piece in found if piece.kinds] == ["opened", "May"]
    assert "".join(piece.text for piece in found) == text


def test_every_word_is_there_in_every_language_with_the_same_gaps() -> None:
    ui, codes = load_words()
    for key, row in (*ui.items(), *((code, row) for family in codes.values() for code, row in family.items())):
        assert set(row) == set(LANGUAGES), key
        assert all(row.values()), key
        assert len({frozenset(re.findall(r"\{\w+\}", text)) for text in row.values()}) == 1, key


def test_every_word_of_a_page_is_in_the_catalogue_and_every_word_of_the_catalogue_is_used() -> None:
    ui, _ = load_words()
    folder = Path(review.__file__).parent
    pages = "".join(path.read_text(encoding="utf-8") for path in (folder / "templates").glob("*.html"))
    program = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    asked = set(re.findall(r'\bt\(\s*"(\w+)"', pages))
    named = set(re.findall(r"""["'](\w+)["']""", pages + program)) | {f"{queue}_text" for queue in QUEUES}
    assert asked <= set(ui)
    assert set(ui) - named == set()


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("status", model.Status),
        ("field", model.ConflictField),
        ("conflict", model.ConflictKind),
        ("scope", model.ConflictScope),
        ("severity", model.Severity),
        ("role", model.Role),
        ("basis", model.Basis),
        ("kind", model.EntityKind),
        ("state", model.ReviewState),
    ],
)
def test_every_code_of_the_tables_has_a_word(family: str, told: object) -> None:
    assert set(get_args(told)) <= set(load_words()[1][family])


def test_every_type_and_every_comparison_has_a_word() -> None:
    codes = load_words()[1]
    weights = json.loads((Path(pipeline.__file__).parent / "lexicon" / "pair_weights.json").read_text(encoding="utf-8"))
    assert {type_ for type_, _ in load_event_types().modes} <= set(codes["type"])
    assert {one["name"] for one in weights["comparisons"]} <= set(codes["reason"])
    assert set(EDITABLE) <= set(codes["field"])


def test_words_are_data_and_fall_back_to_english(tmp_path: Path) -> None:
    (tmp_path / "ui.toml").write_text('[a]\nen = "A {n}"\n', encoding="utf-8")
    (tmp_path / "codes.toml").write_text('[status.done]\nen = "done"\nko = "끝"\n', encoding="utf-8")
    say = words_in("ko", tmp_path)
    assert say("a", n=1) == "A 1"
    assert (say.code("status", "done"), say.code("status", "new")) == ("끝", "new")
    with pytest.raises(KeyError):
        say("b")


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [("", "zh-TW,zh;q=0.9", "zh"), ("ko", "en", "ko"), ("xx", "fr, ko;q=0.5", "ko"), ("", "", "en")],
)
def test_the_language_asked_for(cookie: str, accepted: str, language: str) -> None:
    assert preferred(cookie, accepted) == language


def test_programs_without_a_browser_are_let_in_on_our_host() -> None:
    assert refusal("POST", {"host": "localhost:9"}) == ""
    assert refusal("PUT", {"host": "localhost"}) != ""
    assert refusal("GET", {}) != ""


def big(count: int) -> Desk:
    base = {
        "merged_from": [],
        "mode": "",
        "title_ko": "",
        "title_zh": "",
        "place": "",
        "status": "occurred",
        "n_origins": 1,
    }
    events = tuple(
        base
        | {"event_id": f"ev-{n:05}", "type": f"T{n % 7}", "title_en": f"Event {n}", "languages": ["en"]}
        | {"date": "2020", "date_start": "2020-01-01", "date_end": "2020-12-31", "n_conflicts": n % 2}
        | {"actors": [{"name": f"A{n % 50}", "role": "source", "entity_id": ""}]}
        for n in range(count)
    )
    nothing: tuple[dict[str, object], ...] = ()
    tables = Tables(
        out=Path("."), events=events, mentions=nothing, conflicts=nothing, documents=nothing, entities=nothing
    )
    return Desk(tables=tables, log=(), broken=())


def test_a_view_of_many_events_has_pages_facets_and_neighbours() -> None:
    shown = view(big(1000), {"type": "T3", "unknown": "x", "text": "event"})
    assert len(shown.events) == 143
    assert shown.pages == 3
    assert len(shown.page(1)) == PAGE
    assert shown.beside("ev-00003") == ("", "ev-00010")
    offered = dict(facets(big(1000), shown))
    assert [(choice.value, choice.count) for choice in offered["year"]] == [("2020", 143)]
    assert [(choice.value, choice.count) for choice in offered["state"]] == [("auto", 143)]
    assert [choice.query for choice in offered["type"] if choice.chosen] == ["text=event"]
    assert view(big(3), {"actor": "nobody"}).events == ()


def test_facets_of_the_whole_table_count_every_event() -> None:
    whole = big(30)
    offered = dict(facets(whole, view(whole, {})))
    assert sum(choice.count for choice in offered["type"]) == 30
    assert [(choice.value, choice.count) for choice in offered["state"]] == [("auto", 30)]
