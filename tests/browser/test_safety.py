"""A hostile article, a hostile page and a hostile name in a real browser: text stays text, and nobody else decides."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.resources import Resources
from pipeline.write.tables import rows
from tests.browser.chromium import BrowserError, Chromium, Page
from tests.browser.screens import Screen, screen

BIDI = "\u202e\u2066\u200f"
ARTICLE = (
    "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">\n\n"
    f"On 3 May 2021 the foreign ministers of Ghana <b onmouseover=alert(1)>and</b>{BIDI} Togo met in Seoul "
    "</blockquote><svg onload=alert(2)> {{ 7 * 7 }}.\n\n"
    "On 4 May 2021 Ghana's minister <a href=javascript:alert(3)>arrived</a> in Busan.\n"
)
SOURCES = (
    "path,title,publisher,url\n"
    f'a.txt,"<script>document.title=1</script>{BIDI}","<img src=x onerror=alert(4)>",javascript:alert(5)\n'
    'b.txt,"{{ 7 * 7 }}","x","https://elsewhere.example/<script>"\n'
)


SMUGGLED = """(() => {
  const made = document.createElement("div");
  made.innerHTML = '<img src="/x" onerror="window.hit = 1">';
  const script = document.createElement("script");
  script.text = "window.hit = 1";
  document.body.append(made, script);
})()"""


@pytest.fixture(scope="module")
def hostile(chromium: Chromium, resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of two hostile articles, beside them."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.resources.Resources", lambda *_, **__: resources)
        pipeline.run(folder, folder / "out")
    return folder


def test_a_hostile_article_shows_as_text_on_every_page(hostile: Path, page: Page) -> None:
    with screen(hostile / "out", hostile) as served:
        events = [f"/event/{row['event_id']}" for row in rows(served.out, "events")]
        assert events
        shown = ""
        queues = ("/queue/pairs", "/queue/unsure", "/queue/conflicts")
        for address in ("/", *events, "/document/a", "/document/b", *queues):
            page.open(served.address + address)
            assert page.count("main script, main img, main b, main svg[onload], [onmouseover], [onload]") == 0
            assert page.count('a[href^="javascript"]') == 0
            assert page.run("document.title") != "taken"
            shown += page.text()
        assert "<script>document.title" in shown
        assert "⟨U+202E⟩" in shown
        assert not set(BIDI) & set(shown)
        assert "{{ 7 * 7 }}" in shown
        assert [one for one in page.requests if not one.startswith(served.address)] == []
        assert page.troubles == []


def test_inline_script_would_not_run_even_if_it_got_in(served: Screen, page: Page) -> None:
    page.open(served.address + "/help")
    page.run(SMUGGLED)
    page.wait("performance.getEntriesByType('resource').some((one) => one.name.endsWith('/x'))")
    assert page.run("window.hit ?? 0") == 0
    assert any("Content Security Policy" in one for one in page.troubles)


def test_a_page_of_another_site_decides_nothing(own: Screen, page: Page, tmp_path: Path) -> None:
    event = rows(own.out, "events")[0]["event_id"]
    form = (
        f'<form method="post" action="{own.address}/decide/verdict"><input name="event" value="{event}">'
        '<input name="verdict" value="reject"></form><script>document.forms[0].submit()</script>'
    )
    (tmp_path / "evil.html").write_text(form, encoding="utf-8")
    page.open((tmp_path / "evil.html").as_uri(), wait=False)
    page.wait("document.body?.innerText.includes('refused')")
    assert own.decisions == ()


def test_a_name_that_was_turned_to_this_machine_is_refused(own: Screen, page: Page) -> None:
    port = own.address.rpartition(":")[2]
    page.open(f"http://evil.example:{port}/")
    assert page.text().startswith("refused")
    with pytest.raises(BrowserError, match="NAME_NOT_RESOLVED"):
        page.open("http://other.example/")
