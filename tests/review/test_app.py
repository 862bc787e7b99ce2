"""The screen: its pages, its filters, what it appends, and whom it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import pipeline
from pipeline.decisions import read_decisions
from pipeline.review.app import make_app
from pipeline.write.tables import rows

PAGES = (
    "/",
    "/queue/conflicts",
    "/queue/pairs",
    "/queue/unsure",
    "/queue/names",
    "/queue/orphans",
    "/history",
    "/help",
)


def browser(out: Path, log: Path) -> TestClient:
    return TestClient(make_app(out=out, log=log, by="안"), base_url="http://127.0.0.1:8642", follow_redirects=False)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "corpus" / "decisions.jsonl"


@pytest.fixture
def client(finished: tuple[Path, Path], log: Path) -> TestClient:
    return browser(finished[1], log)


@pytest.fixture
def event(finished: tuple[Path, Path]) -> str:
    found = max(rows(finished[1], "events"), key=lambda row: (row["n_mentions"], row["event_id"]))
    return str(found["event_id"])


class Tags(HTMLParser):
    """Tags, attributes and visible text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ko", "zh"])
def test_every_page_answers_in_every_language_and_asks_nothing_of_others(
    client: TestClient, page: str, language: str
) -> None:
    answer = client.get(page, headers={"accept-language": language})
    assert answer.status_code == 200
    tags = Tags(answer.text).tags
    assert tags[0][1]["lang"].startswith(language)  # type: ignore[union-attr]
    for tag, attributes in tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        address = attributes.get("href") or attributes.get("src") or "/"
        assert address.startswith(("/", "#"))
        assert tag != "script" or attributes.get("src")
    assert "default-src 'self';" in answer.headers["content-security-policy"]


def test_evidence_is_marked_at_the_right_characters(client: TestClient) -> None:
    events = client.get("/events.json").json()
    text = "".join(client.get(f"/event/{row['event_id']}").text for row in events)
    assert re.search(r'<mark class="date">2021년 5월 3일</mark>', text)
    assert re.search(r'<mark class="date">2021年5月3日</mark>', text)
    assert re.search(r'<blockquote lang="zh', text)


def test_filters_stand_in_the_address_and_hold_for_the_download(client: TestClient) -> None:
    everything = client.get("/events.json").json()
    some = client.get("/events.json?text=서울&type=CONSULT").json()
    assert 0 < len(some) < len(everything)
    assert all(row["type"] == "CONSULT" for row in some)
    page = client.get("/?text=서울&type=CONSULT").text
    assert "/events.csv?type=CONSULT&amp;text=%EC%84%9C%EC%9A%B8" in page
    lines = list(csv.DictReader(io.StringIO(client.get("/events.csv?type=CONSULT").content.decode("utf-8-sig"))))
    assert {row["type"] for row in lines} == {"CONSULT"}


def test_dates_filter_what_overlaps(client: TestClient) -> None:
    assert client.get("/events.json?from=2021-05-01&to=2021-05").json() != []
    assert client.get("/events.json?from=2022-01-01").json() == []
    assert client.get("/events.json?to=2020").json() == []


@pytest.mark.parametrize("address", ["/event/none", "/queue/none", "/queue/pairs.exe", "/events.xml"])
def test_what_is_not_there_is_said_so(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_verdict_is_on_disk_before_the_page_goes_on(client: TestClient, log: Path, event: str) -> None:
    answer = client.post("/decide/verdict", data={"event": event, "verdict": "accept", "then": "/event/x?text=서울"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/event/x?text=%EC%84%9C%EC%9A%B8"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert {line["verdict"] for line in lines} == {"accept"}
    assert {line["by"] for line in lines} == {"안"}
    assert all(line["anchors"][0]["quote"] for line in lines)
    assert "accepted" in client.get(f"/event/{event}").text
    assert client.get("/events.json?state=accepted").json()[0]["event_id"] == event


def test_undo_takes_back_all_lines_of_an_action(client: TestClient, log: Path, event: str) -> None:
    client.post("/decide/verdict", data={"event": event, "verdict": "reject"})
    last = read_decisions(log).decisions[-1].id
    client.post("/decide/undo", data={"decision": last})
    assert client.get("/events.json?state=rejected").json() == []
    assert len(read_decisions(log).decisions[-1].target) == len(read_decisions(log).decisions) - 1


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("verdict", {"verdict": "maybe"}),
        ("edit", {"field": "date", "value": "next spring"}),
        ("edit", {"field": "event_id", "value": "x"}),
        ("edit", {"field": "status", "value": "x"}),
        ("comment", {"note": " "}),
        ("merge", {"other": "ev-none"}),
        ("split", {}),
        ("pair", {"left": "m-1", "right": "m-1", "verdict": "same"}),
        ("conflict", {"conflict": "cf-none", "verdict": "dismissed"}),
        ("name", {"entity": "local:none", "verdict": "same"}),
        ("adopt", {"mention": "m-none", "field": "date"}),
        ("alias", {"entity": "Q8684", "alias": " "}),
        ("alias", {"entity": "Q0", "alias": "x"}),
        ("undo", {"decision": "d-none"}),
        ("nothing", {}),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_line(
    client: TestClient, log: Path, event: str, action: str, fields: dict[str, str]
) -> None:
    assert client.post(f"/decide/{action}", data={"event": event, **fields}).status_code == 400
    assert not log.exists()


def test_looking_changes_nothing(client: TestClient, log: Path, event: str) -> None:
    for page in (*PAGES, f"/event/{event}"):
        client.get(page)
    assert client.get("/decide/verdict").status_code == 405
    assert not log.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:8642"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"content-length": "999999999"},
    ],
)
def test_other_sites_are_refused(client: TestClient, log: Path, event: str, headers: dict[str, str]) -> None:
    data = {"event": event, "verdict": "accept"}
    assert client.post("/decide/verdict", data=data, headers=headers).status_code == 403
    assert not log.exists()


def test_a_foreign_host_may_not_even_look(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "address", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_form_leads_elsewhere(client: TestClient, event: str, address: str) -> None:
    answer = client.post("/decide/comment", data={"event": event, "note": "x", "then": address})
    assert answer.headers["location"] == "/"


def test_the_language_is_kept(client: TestClient) -> None:
    client.post("/look", data={"language": "ko", "then": "/"})
    assert '<html lang="ko">' in client.get("/").text
    client.post("/look", data={"language": "xx", "blind": "perhaps", "then": "/"})
    assert '<html lang="ko">' in client.get("/").text


def test_a_broken_line_of_the_log_is_shown(client: TestClient, log: Path) -> None:
    log.parent.mkdir()
    log.write_text('{"id": "d1", "at"', encoding="utf-8")
    assert "line 1" in client.get("/history").text


def test_a_decision_whose_text_is_gone_is_an_orphan(client: TestClient, log: Path) -> None:
    log.parent.mkdir()
    anchor = {"sha256": "00", "quote": "사라진 글", "prefix": "", "suffix": ""}
    line = {"id": "d-1-1", "at": "2022", "by": "ann", "kind": "mention", "target": ["m-gone"], "verdict": "accept"}
    log.write_text(json.dumps(line | {"anchors": [anchor]}) + "\n", encoding="utf-8")
    assert [row["says"] for row in client.get("/queue/orphans.json").json()] == ["사라진 글"]


HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(2)>\n\n'
    "On 3 May 2021 the ministers of Ghana <b onclick=alert(3)>and\u202e Togo</b> met in Seoul {{ 7 * 7 }}.\n"
)


@pytest.mark.usefixtures("warm")
def test_a_hostile_article_shows_as_text(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a'b&lt.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "sources.csv").write_text(
        "path,title,url\na'b&lt.txt,<script>alert(4)</script>,javascript:alert(5)\n", encoding="utf-8"
    )
    pipeline.run(folder, tmp_path / "out")
    client = browser(tmp_path / "out", folder / "decisions.jsonl")
    shown = ""
    for row in rows(tmp_path / "out", "events"):
        page = Tags(client.get(f"/event/{row['event_id']}").text)
        shown += page.text
        assert all(
            (attributes.get("src") or "").startswith("/static/") for tag, attributes in page.tags if tag == "script"
        )
        assert not any(tag in ("img", "b") for tag, _ in page.tags)
        assert not any((attributes.get("href") or "").startswith("javascript") for _, attributes in page.tags)
    assert "<script>alert(4)</script>" in shown
    assert "⟨U+202E⟩" in shown
    assert "49" not in shown
