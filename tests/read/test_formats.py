"""DOCX, HWPX and PDF: what is in the text, what is left out, where offsets point."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.model import Reading
from pipeline.read import SourceRow, read
from pipeline.resources import Resources
from tests.samples import docx, hwpx, pdf, zipped

TOLD = ("다리 개통", "두 나라는 2019년 5월 4일 다리를 열었다.", "공사는 2017년 시작됐다.")
ENGLISH = ("The two sides met in Vienna on 4 May 2019.", "They signed a treaty in June.")


def stored(data: bytes, suffix: str, folder: Path, resources: Resources) -> Reading:
    path = folder / f"bridge{suffix}"
    path.write_bytes(data)
    return read(path, SourceRow(id="bridge"), resources)


def code_of(data: bytes, suffix: str, folder: Path, resources: Resources) -> str:
    with pytest.raises(PipelineError) as error:
        stored(data, suffix, folder, resources)
    return error.value.code


def test_docx(tmp_path: Path, resources: Resources) -> None:
    reading = stored(docx(TOLD, title="다리"), ".docx", tmp_path, resources)
    assert reading.document.text == "\n".join(TOLD)
    assert reading.document.title == "다리"
    assert {one.span.of(reading.document.text) for one in reading.sentences} >= set(TOLD[1:])


DOCX_PARTS = {
    "a table row is a line": (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>날짜</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>2019년</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "날짜 | 2019년",
    ),
    "deleted text is gone": ("<w:p><w:del><w:r><w:delText>2016년</w:delText></w:r></w:del></w:p>", ""),
    "inserted text is there": ("<w:p><w:ins><w:r><w:t>2016년</w:t></w:r></w:ins></w:p>", "2016년"),
    "a field's code is gone": ("<w:p><w:r><w:instrText>DATE 2016</w:instrText></w:r></w:p>", ""),
    "tabs and line breaks": (
        "<w:p><w:r><w:t>가</w:t><w:tab/><w:t>나</w:t><w:br/><w:t>다</w:t></w:r></w:p>",
        "가\t나\n다",
    ),
}


@pytest.mark.parametrize("name", DOCX_PARTS)
def test_parts_of_docx(name: str, tmp_path: Path, resources: Resources) -> None:
    body, told = DOCX_PARTS[name]
    text = stored(docx(TOLD, body=body), ".docx", tmp_path, resources).document.text
    assert text == "\n".join((*TOLD, told)).strip()


def test_hwpx_in_the_order_of_its_sections_without_notes(tmp_path: Path, resources: Resources) -> None:
    note = (
        "<hp:p><hp:run><hp:ctrl><hp:footNote><hp:subList><hp:p><hp:run><hp:t>각주 2016년</hp:t></hp:run></hp:p>"
        "</hp:subList></hp:footNote></hp:ctrl><hp:t>끝<hp:lineBreak/>줄</hp:t></hp:run></hp:p>"
    )
    many = [[f"{number}번째 절."] for number in range(11)]
    document = stored(hwpx(many, body=note), ".hwpx", tmp_path, resources).document
    assert document.text == "\n".join((*(one for (one,) in many), "끝\n줄"))
    assert document.title == "제목"


def test_pdf_page_by_page(tmp_path: Path, resources: Resources) -> None:
    reading = stored(pdf([ENGLISH[:1], ENGLISH[1:]]), ".pdf", tmp_path, resources)
    assert reading.document.text == "\n\n".join(ENGLISH)
    assert [one.span.of(reading.document.text) for one in reading.sentences] == list(ENGLISH)


def test_a_pdf_under_another_name_is_one(tmp_path: Path, resources: Resources) -> None:
    assert ENGLISH[0] in stored(pdf([ENGLISH]), ".txt", tmp_path, resources).document.text


BROKEN = {
    "no zip": (b"PK\x03\x04 and no more", ".docx", "broken-file"),
    "no document": (zipped({"word/other.xml": "<a/>"}), ".docx", "broken-file"),
    "no section": (zipped({"Contents/content.hpf": "<a/>"}), ".hwpx", "broken-file"),
    "torn XML": (zipped({"word/document.xml": "<w:document xmlns:w='w'><w:p>"}), ".docx", "broken-file"),
    "no PDF": (b"%PDF-1.7 and no more", ".pdf", "broken-file"),
    "no text in it": (pdf([[]]), ".pdf", "no-text"),
    "torn PDF": (pdf([ENGLISH])[:200], ".pdf", "broken-file"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused(name: str, tmp_path: Path, resources: Resources) -> None:
    data, suffix, code = BROKEN[name]
    assert code_of(data, suffix, tmp_path, resources) == code
