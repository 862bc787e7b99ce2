"""A browser of this machine before a screen of our own; all of it is skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.resources import Resources
from tests.articles import ROOT
from tests.browser.chromium import Chromium, Page, find
from tests.browser.screens import Screen, screen


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One browser for all tests."""
    program = find()
    if not program:
        pytest.skip("no Chromium on this machine")
    hosts = "MAP evil.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with Chromium(program, tmp_path_factory.mktemp("profile"), hosts) as browser:
        yield browser


@pytest.fixture(scope="session")
def sample(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the sample corpus; not to be written to."""
    out = tmp_path_factory.mktemp("sample") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.resources.Resources", lambda *_, **__: resources)
        pipeline.run(ROOT / "corpus", out)
    return out


@pytest.fixture(scope="session")
def served(chromium: Chromium, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A screen over the sample; tests that decide nothing share it."""
    with screen(sample, tmp_path_factory.mktemp("shared-log")) as made:
        yield made


@pytest.fixture(scope="session")
def desk(chromium: Chromium, tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Iterator[Screen]:
    """One screen for all tests that decide: starting one costs seconds."""
    base = tmp_path_factory.mktemp("desk")
    shutil.copytree(sample, base / "out")
    with screen(base / "out", base / "corpus") as made:
        yield made


@pytest.fixture
def own(desk: Screen, sample: Path) -> Screen:
    """A screen as if fresh: the sample, its tables, and no log."""
    for folder, source in ((desk.out, sample), (desk.corpus, ROOT / "corpus")):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
    return desk


@pytest.fixture(scope="session")
def tab(chromium: Chromium) -> Page:
    """One tab for all tests."""
    return chromium.page()


@pytest.fixture
def page(tab: Page) -> Page:
    """A tab without cookies or anything else of the tests before."""
    tab.renew()
    return tab
