"""A document whose text gives its year alone takes its day from a document that dates the same happening in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.chain import Outcome
from pipeline.lending import lent_dates
from pipeline.runner import run

YEAR_ALONE = (
    "2019년 4월 시진핑 주석은 러시아를 방문했다.\n\n"
    "지난해 4월 시진핑 주석의 러시아 방문 뒤 두 나라는 철도를 열었다.\n\n"
    "시진핑 주석은 {day}일 몽골을 방문했다."
)
IN_FULL = "시진핑 주석은 {date} 몽골을 방문했다. 몽골 총리가 그를 맞았다."


def _corpus(folder: Path, day: int, *dates: str) -> dict[str, Outcome]:
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "alone.txt").write_text(YEAR_ALONE.format(day=day), encoding="utf-8")
    for n, date in enumerate(dates):
        (corpus / f"full{n}.txt").write_text(IN_FULL.format(date=date), encoding="utf-8")
    report = run(corpus, folder / "out")
    return {one.document_id: one for one in report.outcomes}


def _visits(outcome: Outcome) -> list[str]:
    assert outcome.extraction is not None
    return [
        str(m.time.date) for m in outcome.extraction.mentions if "몽골" in m.span.of(outcome.extraction.document.text)
    ]


def test_the_day_comes_from_the_document_that_tells_it_in_full(tmp_path: Path) -> None:
    done = _corpus(tmp_path, 21, "2020년 5월 21일")
    extraction = done["alone"].extraction
    assert extraction is not None
    assert str(extraction.document.published) == "2020-05-21"
    assert extraction.document.published_basis == "inferred from full0, which dates the same visit 2020-05-21"
    assert _visits(done["alone"]) == ["2020-05-21"]
    again = run(tmp_path / "corpus", tmp_path / "out")
    assert again.tables_reused


@pytest.mark.parametrize("dates", [("2020년 5월 22일",), ("2020년 5월 21일", "2020년 8월 21일"), ("2021년 5월 21일",)])
def test_another_day_or_two_answers_lend_nothing(tmp_path: Path, dates: tuple[str, ...]) -> None:
    done = _corpus(tmp_path, 21, *dates)
    extraction = done["alone"].extraction
    assert extraction is not None
    assert str(extraction.document.published) == "2020"
    assert _visits(done["alone"]) == ["2020"]


def test_nothing_is_lent_where_no_document_asks() -> None:
    assert lent_dates(()) == {}
