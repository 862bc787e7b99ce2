"""Markup and script in what documents say stays text, in every page that is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import pipeline
from pipeline.write.tables import rows

SCRIPT = "<script>alert(1)</script>"
TEXT = f"On 3 May 2021 the foreign ministers of Ghana and Togo met in Seoul {SCRIPT} with <img src=x onerror=alert(2)>."


@pytest.mark.usefixtures("warm")
def test_no_page_holds_live_markup_of_a_document(tmp_path: Path) -> None:
    table = tmp_path / "news.jsonl"
    fields = {
        "title": SCRIPT,
        "publisher": '"><img src=x onerror=alert(3)>',
        "url": "javascript:alert(4)",
        "text": TEXT,
    }
    other = TEXT.replace("3 May", "4 May")
    table.write_text("\n".join(json.dumps(fields | {"text": text}) for text in (TEXT, other)), encoding="utf-8")
    out = tmp_path / "out"
    report = pipeline.run(table, out)
    assert report.failures == ()
    assert {row["title"] for row in rows(out, "documents")} == {SCRIPT}
    pages = list(out.rglob("*.html"))
    assert pages
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert not re.search(r"""(?:href|src)\s*=\s*["']?\s*javascript:""", html, re.I)
