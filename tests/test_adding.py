"""``pipeline add``: what is registered, what is kept, what it says has changed. No network is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import adding
from pipeline.adding import Added, add, is_url
from pipeline.cli import invoke
from pipeline.errors import EXIT, PipelineError
from pipeline.read.fetch import Fetched
from pipeline.read.sources import read_rows
from pipeline.settings import Settings
from pipeline.write.tables import rows
from tests.articles import ARTICLES, write_articles
from tests.samples import docx

pytestmark = pytest.mark.usefixtures("warm")
MEETING = "On 3 May 2021 the foreign ministers of Ghana and Togo met in Seoul."
NEWER = "On 9 September 2021 the presidents of Ghana and Togo held a summit in Accra."
FEED = f"""<rss version="2.0"><channel><title>Sky</title>
<item><title>Met</title><guid>one</guid><description>{MEETING}</description></item>
<item><title>Summit</title><guid>two</guid><description>{NEWER}</description></item></channel></rss>"""


def web(pages: dict[str, tuple[str, str]]) -> adding.Fetch:
    def get(url: str, settings: Settings) -> Fetched:
        data, media = pages[url]
        return Fetched(url=url, data=data.encode(), media=media)

    return get


def put(targets: list[str], folder: Path, pages: dict[str, tuple[str, str]] | None = None) -> Added:
    return add(targets, folder / "corpus", folder / "out", Settings(), web=web(pages or {}))


def registered(folder: Path) -> dict[str, str]:
    return {row.path: row.url for _, row in read_rows(folder / "corpus" / "sources.csv")}


def test_a_file_is_copied_registered_and_what_is_new_is_told(tmp_path: Path) -> None:
    write_articles(tmp_path / "corpus")
    first = tmp_path / "first.txt"
    first.write_text(f"{MEETING}\n\n{NEWER}\n", encoding="utf-8")
    begun = put([str(tmp_path / "corpus")], tmp_path)
    assert sorted(begun.documents) == sorted(Path(name).stem for name in ARTICLES)
    assert begun.changes.events
    done = put([str(first)], tmp_path)
    assert done.documents == ("first",)
    assert (tmp_path / "corpus" / "first.txt").read_bytes() == first.read_bytes()
    assert any("first" in one.documents and one.date == "2021-09-09" for one in done.changes.events)
    assert any(one.documents == ("first",) and one.date == "2021-05-03" for one in done.changes.sources)
    known = {row["event_id"] for row in rows(tmp_path / "out", "events")}
    assert {one.id for one in (*done.changes.events, *done.changes.sources)} <= known
    again = put([str(first)], tmp_path)
    assert (again.documents, again.changes.events, again.changes.sources) == ((), (), ())
    assert again.report.tables_reused


def test_an_address_is_kept_so_that_later_runs_need_none(tmp_path: Path) -> None:
    url = "https://www.example.org/news/bridge.html?id=7"
    page = (
        f"<html><head><title>Bridge</title></head><body><article><p>{MEETING}</p><p>{NEWER}</p></article></body></html>"
    )
    done = put([url], tmp_path, {url: (page, "text/html")})
    assert done.documents == ("example_org-bridge-id_7",)
    assert registered(tmp_path) == {"example_org-bridge-id_7.html": url}
    assert (tmp_path / "corpus" / "example_org-bridge-id_7.html").read_text() == page
    assert rows(tmp_path / "out", "documents")[0]["url"] == url
    changed = put([url], tmp_path, {url: (page.replace("Accra", "Kumasi"), "text/html")})
    assert changed.documents == ("example_org-bridge-id_7-2",)


def test_a_feed_is_taken_apart_and_kept(tmp_path: Path) -> None:
    url = "https://example.org/rss.xml"
    done = put([url], tmp_path, {url: (FEED, "text/xml")})
    stem = "example_org-rss"
    assert done.documents == (f"{stem}-one", f"{stem}-two")
    assert (tmp_path / "corpus" / f"{stem}.xml").read_text() == FEED
    assert (tmp_path / "corpus" / f"{stem}-one.txt").read_text() == MEETING
    assert {row["publisher"] for row in rows(tmp_path / "out", "documents")} == {"Sky"}


def test_other_formats_and_names_that_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "note.docx").write_bytes(docx([MEETING]))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "note.txt").write_text(NEWER)
    done = put([str(tmp_path / "a" / "note.docx"), str(tmp_path / "b" / "note.txt")], tmp_path)
    assert done.documents == ("note", "note-2")
    assert done.report.failures == ()
    (tmp_path / "out" / "texts" / "note.txt").read_text(encoding="utf-8").startswith("On 3 May")


def test_nothing_is_registered_if_one_target_fails(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    with pytest.raises(PipelineError) as error:
        put([str(tmp_path / "a.txt"), str(tmp_path / "nowhere.txt")], tmp_path)
    assert error.value.code == "missing-path"
    assert not (tmp_path / "corpus").exists()


@pytest.mark.parametrize("target", ["http://a", "HTTPS://a", "file:///etc/passwd", "ftp://a"])
def test_addresses(target: str) -> None:
    assert is_url(target)


@pytest.mark.parametrize("target", ["a.txt", "/a/b", "C:\\a", "http", "a b://c"])
def test_paths(target: str) -> None:
    assert not is_url(target)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(MEETING)
    where = ["--to", str(tmp_path / "corpus"), "--out", str(tmp_path / "out"), "--quiet"]
    assert invoke(["add", str(tmp_path / "a.txt"), *where]) == EXIT.OK
    told = capsys.readouterr().out
    assert "1 new documents" in told
    assert "2021-05-03" in told
    assert invoke(["add", str(tmp_path / "a.txt"), *where, "--json"]) == EXIT.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], told["new_events"], told["gained_a_source"], told["new_conflicts"]) == ([], [], [], [])
    assert invoke(["add", "http://me@127.0.0.1/", *where]) == EXIT.USAGE
    assert "holds a user name" in capsys.readouterr().err
    assert invoke(["add", "file:///etc/passwd", *where]) == EXIT.USAGE
    assert "only http and https" in capsys.readouterr().err
