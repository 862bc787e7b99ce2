"""Saved web pages: text, metadata, encodings, and what is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.read import SourceRow, read
from pipeline.resources import Resources

PAGE = """<html><head><meta charset="{charset}"><title>다리 개통</title>
<meta property="og:site_name" content="하늘신문">
<meta property="article:published_time" content="2019-05-04T09:12:00+09:00"></head><body>
<nav><ul><li><a href="/">처음</a></li><li><a href="/2018">2018년 기사</a></li></ul></nav>
<article><h1>다리 개통</h1><p>두 나라는 4일 다리를 열었다. 다리는 2년 만에 완공됐다고 외교부가 밝혔다.</p>
<h2>배경</h2><p>공사는 2017년 시작됐다. 두 나라가 비용을 나눠 내기로 한 뒤의 일이다.</p></article>
<script>alert("2016년")</script><footer>하늘신문</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "euc-kr", "utf-16"])
def test_a_page(charset: str, tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "bridge.html"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    reading = read(path, SourceRow(id="bridge"), resources)
    document = reading.document
    assert (document.title, document.publisher, str(document.published)) == ("다리 개통", "하늘신문", "2019-05-04")
    assert document.published_basis == "metadata of the page"
    assert "공사는 2017년 시작됐다." in document.text
    assert "2016년" not in document.text
    assert any("trafilatura" in warning for warning in document.warnings)
    assert all(sentence.span.of(document.text).strip() for sentence in reading.sentences)


def test_a_page_without_text_is_refused(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body></body></html>")
    with pytest.raises(PipelineError) as error:
        read(path, SourceRow(id="empty"), resources)
    assert error.value.code == "no-text"


def test_without_trafilatura_the_error_says_what_to_install(
    tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    path = tmp_path / "bridge.html"
    path.write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    with pytest.raises(PipelineError) as error:
        read(path, SourceRow(id="bridge"), resources)
    assert error.value.code == "no-html"
    assert "pip install" in error.value.hint


HOSTILE = {
    "attributes": "<html><body><p " + " ".join(f"a{number}=b" for number in range(3000)) + ">두 나라는 만났다.</p>",
    "depth": "<html><body>" + "<div>" * 1000 + "두 나라는 만났다.",
    "tags": "<br>" * 200_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_would_keep_the_parser_busy_is_refused(name: str, tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "bomb.html"
    path.write_text(HOSTILE[name], encoding="utf-8")
    with pytest.raises(PipelineError) as error:
        read(path, SourceRow(id="bomb"), resources)
    assert error.value.code == "bomb"


def test_a_page_with_a_long_plain_text_in_one_tag_is_read(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "style.html"
    style = "a: b; " * 3000
    path.write_text(f"<html><body><p style='{style}'>두 나라는 2019년 5월 4일 만났다. 회담은 길었다.</p></body></html>")
    assert "2019년" in read(path, SourceRow(id="style"), resources).document.text
