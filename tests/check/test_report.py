"""The text report, its JSON, the source profile and the event by source matrix."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from pipeline.check.matrix import SILENT, matrix
from pipeline.check.profile import profiles
from pipeline.check.report import as_json, chosen, open_contradictions, text
from pipeline.model import Document
from pipeline.write import tables
from tests.check.telling import ENTITIES, compare, tell
from tests.write.made import made

RESULT = compare(
    [
        tell("a", "They met on the 3rd at the port", "2021-05-03", place="port"),
        tell("b", "They met on the 4th", "2021-05-04", counts=((200.0, "people", ""),)),
        tell("c", "On the 4th they saw each other", "2021-05-04"),
    ],
    [tell("a", "The pier was closed", "2022", status="planned")],
)
DOCUMENTS = [Document(id=i, text="", sha256="", publisher="Post" if i in "bc" else "") for i in "abcd"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    extractions, linked, checked = made()
    tables.write(tmp_path, extractions=extractions, linked=linked, checked=checked)
    return tmp_path


def test_the_report_names_file_offset_and_quote(out: Path) -> None:
    rows = {name: tables.rows(out, name) for name in ("conflicts", "events", "mentions", "documents")}
    report = text(rows.pop("conflicts"), **rows)  # type: ignore[arg-type]
    assert "MEDIUM date contradiction, cross lingual, 1 day [open] cf-1" in report
    assert "en-1:6 “The bridge in Seoul reopened on 4 May 2021”" in report
    assert report.splitlines()[-1].startswith("1 disagreement: 1 contradiction")


def test_rows_are_chosen_and_ordered(out: Path) -> None:
    row = tables.rows(out, "conflicts")[0]
    low = {**row, "severity": "low", "kind": "granularity", "conflict_id": "cf-2"}
    high = {**row, "severity": "high", "conflict_id": "cf-3"}
    settled = {**row, "state": "dismissed", "conflict_id": "cf-4"}
    listed = chosen([low, settled, row, high])
    assert [one["conflict_id"] for one in listed] == ["cf-3", "cf-1", "cf-4", "cf-2"]
    assert chosen(listed, kind="granularity") == [low]
    assert chosen(listed, event="ev-9") == []
    assert open_contradictions(listed) == 2
    assert open_contradictions([low, settled]) == 0


def test_json_holds_rows_and_counts(out: Path) -> None:
    value = as_json(tables.rows(out, "conflicts"))
    assert json.loads(json.dumps(value)) == value
    assert (value["n_conflicts"], value["n_open_contradictions"]) == (1, 1)


def test_no_conflict_is_said() -> None:
    assert text([]) == "no disagreement"


def test_who_copies_whom_is_told() -> None:
    copy = {"document_id": "b", "source": "a", "says": "repeats two passages"}
    assert text([], copies=[copy]).splitlines()[0] == "b <- a: repeats two passages"


def test_the_matrix_shows_what_each_says_and_silence() -> None:
    made = matrix(RESULT, DOCUMENTS, tuple(ENTITIES.values()))
    assert made.documents == ("a", "b", "c", "d")
    first, second = made.rows
    assert first.cells == (
        "2021-05-03 | Port | occurred", "2021-05-04 | 200 people | occurred", "2021-05-04 | occurred", SILENT
    )  # fmt: skip
    assert second.cells == ("2022 | planned", SILENT, SILENT, SILENT)


def test_profiles_count_and_do_not_judge() -> None:
    by_name = {
        (p.kind, p.source): p for p in profiles(RESULT, DOCUMENTS, {m.id: m.document_id for m in RESULT.mentions})
    }
    a, b, post = by_name["document", "a"], by_name["document", "b"], by_name["publisher", "Post"]
    assert (a.n_mentions, a.n_events, a.n_alone, a.n_shared) == (2, 2, 1, 1)
    assert (a.n_contradicted, a.n_outnumbered, a.n_own) == (1, 1, 0)
    assert (b.n_contradicted, b.n_outnumbered) == (1, 0)
    assert (post.n_mentions, post.n_events, post.n_alone, post.n_contradicted) == (2, 1, 0, 1)
    assert by_name["document", "d"].n_events == 0


def test_matrix_and_profile_are_written(out: Path) -> None:
    frame = pd.read_csv(out / "matrix.csv")
    assert list(frame.columns) == ["event_id", "date", "title_en", "n_documents", "n_origins", "en-1", "ko-1"]
    assert "2021-05-04" in frame["en-1"][0]
    assert set(pd.read_csv(out / "profile.csv")["kind"]) == {"document", "publisher"}
