"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

import pipeline
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.articles import ROOT, write_articles

# examples are not timed: the first one loads rules and dictionaries, and a busy machine is no fault
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session")
def resources() -> Resources:
    """Resources with default settings; loaded on first use."""
    return Resources(Settings())


@pytest.fixture
def warm(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs with default settings share what is loaded once: a run of its own spends seconds on it."""

    def shared(settings: Settings, scratch: Path | None = None) -> Resources:
        return resources if settings == Settings() else Resources(settings, scratch)

    monkeypatch.setattr("pipeline.resources.Resources", shared)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(folder of articles, folder of tables) of one finished run; not to be written to."""
    base = tmp_path_factory.mktemp("finished")
    articles = write_articles(base / "articles")
    pipeline.run(articles, base / "out")
    return articles, base / "out"


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """The larger corpus beside the checkout; tests that want it are skipped where it is absent."""
    corpus = ROOT.parent / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("no corpus beside the checkout")
    return corpus
