"""``report.html`` in a real browser: it opens soon, asks nothing of anybody, and its filters work."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.write.report import page as report
from tests.browser.chromium import Page
from tests.browser.test_pages import faults
from tests.multiplied import multiplied


@pytest.fixture(scope="module")
def thousand(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a thousand events."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text("".join(report(multiplied(sample, 1000))), encoding="utf-8")
    return path


def test_a_thousand_events_open_in_two_seconds(thousand: Path, page: Page) -> None:
    page.send("Performance.enable", timeDomain="threadTicks")
    page.open(thousand.as_uri())
    told = {one["name"]: one["value"] for one in page.send("Performance.getMetrics")["metrics"]}
    assert page.count("#events tbody tr") >= 1000
    assert told["TaskDuration"] < 2.0


def test_the_report_asks_nothing_of_others_and_has_no_serious_fault(sample: Path, page: Page) -> None:
    address = (sample / "report.html").as_uri()
    page.open(address)
    assert faults(page) == []
    page.resize(400, 800)
    assert page.run("document.documentElement.scrollWidth") <= 400
    assert [one for one in page.requests if one != address] == []
    assert page.troubles == []


def test_filters_are_kept_in_the_address(sample: Path, page: Page) -> None:
    address = (sample / "report.html").as_uri()
    page.open(address)
    everything = page.count("#events tbody tr:not([hidden])")
    page.click(".filters input[type=search]")
    page.type("평양")
    page.wait(f"document.querySelectorAll('#events tbody tr:not([hidden])').length < {everything}")
    found = page.count("#events tbody tr:not([hidden])")
    kept = page.run("location.href")
    page.open("about:blank")
    page.open(kept)
    assert (page.count("#events tbody tr:not([hidden])"), page.run("document.forms[0].text.value")) == (found, "평양")


def test_without_script_everything_is_there_but_the_filters(sample: Path, page: Page) -> None:
    page.script(on=False)
    page.open((sample / "report.html").as_uri())
    assert page.run("document.querySelector('.filters').hidden") is True
    assert page.count("#events tbody tr") > 50
    page.click("#events details summary")
    assert page.count("#events details[open] blockquote") > 0
