"""A document whose text gives its year alone takes its day from a document that dates the same happening in full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus import Corpus
from pipeline.lending import lent_dates
from pipeline.runner import run
from pipeline.write.tables import rows

YEAR_ALONE = (
    "2019년 4월 시진핑 주석은 러시아를 방문했다.\n\n"
    "지난해 4월 시진핑 주석의 러시아 방문 뒤 두 나라는 철도를 열었다.\n\n"
    "시진핑 주석은 {day}일 몽골을 방문했다."
)
IN_FULL = "시진핑 주석은 {date} 몽골을 방문했다. 몽골 총리가 그를 맞았다."


def _run(folder: Path, day: int, *dates: str) -> tuple[dict[str, Any], list[str]]:
    """The row of the document that gives its year alone, and the dates of its visits."""
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "alone.txt").write_text(YEAR_ALONE.format(day=day), encoding="utf-8")
    for n, date in enumerate(dates):
        (corpus / f"full{n}.txt").write_text(IN_FULL.format(date=date), encoding="utf-8")
    run(corpus, folder / "out")
    (document,) = (row for row in rows(folder / "out", "documents") if row["doc_id"] == "alone")
    told = (row for row in rows(folder / "out", "mentions") if row["doc_id"] == "alone")
    return document, [row["date"] for row in told if "몽골" in row["text"]]


def test_the_day_comes_from_the_document_that_tells_it_in_full(tmp_path: Path) -> None:
    document, visits = _run(tmp_path, 21, "2020년 5월 21일")
    assert document["published"] == "2020-05-21"
    assert document["published_basis"] == "inferred from full0, which dates the same visit 2020-05-21"
    assert visits == ["2020-05-21"]
    again = run(tmp_path / "corpus", tmp_path / "out")
    assert again.tables_reused


@pytest.mark.parametrize("dates", [("2020년 5월 22일",), ("2020년 5월 21일", "2020년 8월 21일"), ("2021년 5월 21일",)])
def test_another_day_or_two_answers_lend_nothing(tmp_path: Path, dates: tuple[str, ...]) -> None:
    document, visits = _run(tmp_path, 21, *dates)
    assert document["published"] == "2020"
    assert visits == ["2020"]


def test_nothing_is_lent_where_no_document_asks() -> None:
    assert lent_dates(Corpus.of(()), {}) == {}
