"""A language from outside the package runs from text to table: one folder, one line of settings."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.doctor import examine
from pipeline.errors import PipelineError
from pipeline.settings import Settings
from pipeline.write.tables import rows

FOLDER = Path(__file__).parents[1] / "data" / "languages"
TEXT = "Or 3 tavi 2021 la ramu vo la velo kunveni. Or solu 2021 la ramu vo la velo signi."


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.syspath_prepend(str(FOLDER))
    return Settings(extra_languages=(("xx", "xx:INVENTED"),))


def test_an_invented_language_runs_from_text_to_table(tmp_path: Path, settings: Settings) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text(TEXT, encoding="utf-8")
    (articles / "sources.csv").write_text("path,lang\none.txt,xx\n", encoding="utf-8")
    report = pipeline.run(articles, tmp_path / "out", settings)
    assert report.failures == ()
    told = [(row["lang"], row["date"], row["type"], row["trigger"]) for row in rows(tmp_path / "out", "mentions")]
    assert told == [("xx", "2021-03-03", "CONSULT", "kunveni"), ("xx", "2021-06", "AGREE", "signi")]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows(tmp_path / "out", "mentions"))
    assert len(rows(tmp_path / "out", "events")) == 2


def test_doctor_says_what_a_language_lacks(settings: Settings) -> None:
    found = {finding.detail.partition(":")[0]: finding for finding in examine(settings, "xx")}
    assert found["time.toml"].state == "ok"
    assert (found["no timeline.toml"].state, found["no timeline.toml"].hint != "") == ("absent", True)


def test_it_is_unknown_without_the_line() -> None:
    with pytest.raises(PipelineError, match="no language `xx`"):
        examine(Settings(), "xx")
