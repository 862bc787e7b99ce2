"""Charts: every kind in every form, words of three languages, no link to the outside."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.charts import CHARTS, draw
from pipeline.charts.words import labels, words
from pipeline.errors import PipelineError
from pipeline.export.stories import stories
from pipeline.write import tables
from tests.write.made import made


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charts") / "out"
    extractions, linked, checked = made()
    tables.write(folder, extractions=extractions, linked=linked, checked=checked)
    return folder


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_every_chart_is_drawn_with_its_title(out: Path, name: str) -> None:
    svg = draw(out, name).path.read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert words("en")[name][:20] in svg


@pytest.mark.parametrize("language", ["ko", "zh", "en"])
def test_words_and_titles_are_in_the_language_asked_for(out: Path, language: str) -> None:
    svg = draw(out, "timeline", language=language).path.read_text(encoding="utf-8")
    assert words(language)["timeline"][:6] in svg
    assert {"ko": "협력", "zh": "合作", "en": "Cooperation"}[language] in svg
    told = replace(stories(out)[0], title_en="A bridge", title_ko="다리", title_zh="桥")
    assert labels([told, told], language)[0] == getattr(told, f"title_{language}")
    assert len(set(labels([told, told], language))) == 2


def test_a_page_opens_without_a_network(out: Path) -> None:
    page = draw(out, "matrix", out / "matrix.html").path.read_text(encoding="utf-8")
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']?https?:", page)


def test_png_and_pdf_begin_as_such(out: Path) -> None:
    assert draw(out, "agreement", out / "a.png").path.read_bytes().startswith(b"\x89PNG")
    assert draw(out, "agreement", out / "a.pdf").path.read_bytes().startswith(b"%PDF")


def test_unknown_charts_and_forms_are_named(out: Path) -> None:
    with pytest.raises(PipelineError, match="no chart `pie`"):
        draw(out, "pie")
    with pytest.raises(PipelineError, match="no format `gif`"):
        draw(out, "matrix", out / "a.gif")


def test_every_language_has_every_word() -> None:
    assert set(words("ko")) == set(words("zh")) == set(words("en"))
    assert not set(words("ko").values()) & set(words("en").values())
