"""Files that unfold beyond the limits, name others or declare entities are refused, soon and by name."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from time import perf_counter

import pytest

from pipeline.errors import PipelineError
from pipeline.read import SourceRow, read
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.samples import docx, hwpx, pdf, zipped


def refused(data: bytes, name: str, folder: Path, resources: Resources) -> PipelineError:
    path = folder / name
    path.write_bytes(data)
    started = perf_counter()
    with pytest.raises(PipelineError) as error:
        read(path, SourceRow(id="x"), resources)
    assert perf_counter() - started < 10
    return error.value


def lying(data: bytes, size: int) -> bytes:
    """The container with another unpacked size in its directory."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


HUGE = b"<a>" + b" " * 50_000_000
DTD = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
DEEP = "<a>" * 100_000

BOMBS = {
    "one huge part": (zipped({"word/document.xml": HUGE}), "a.docx", "bomb"),
    "a huge part that nobody reads": (zipped({"word/document.xml": "<a/>", "media/1": HUGE}), "a.docx", "bomb"),
    "a size that lies": (lying(zipped({"word/document.xml": HUGE}), 10), "a.docx", "broken-file"),
    "too many parts": (zipped({f"p{number}": b"" for number in range(6000)}), "a.hwpx", "bomb"),
    "deep XML": (zipped({"word/document.xml": DEEP}), "a.docx", "bomb"),
    "entities": (zipped({"word/document.xml": f"{DTD}<a>&c;</a>"}), "a.docx", "broken-file"),
    "an entity from a file": (zipped({"word/document.xml": f"{OUTSIDE}<a>&b;</a>"}), "a.docx", "broken-file"),
    "an entity in a section": (zipped({"Contents/section0.xml": f"{OUTSIDE}<a>&b;</a>"}), "a.hwpx", "broken-file"),
    "an entity in the properties": (
        zipped({"word/document.xml": "<a/>", "docProps/core.xml": f"{OUTSIDE}<a>&b;</a>"}),
        "a.docx",
        "broken-file",
    ),
    "too many pages": (pdf([["a"]] * 5001), "a.pdf", "bomb"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str, tmp_path: Path, resources: Resources) -> None:
    data, file, code = BOMBS[name]
    assert refused(data, file, tmp_path, resources).code == code


def test_parts_that_name_a_way_out_are_never_written(tmp_path: Path, resources: Resources) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    data = zipped({"../../evil.txt": "x", "/etc/evil": "x", "word/document.xml": "<a><p><t>두 나라.</t></p></a>"})
    (inside / "slip.docx").write_bytes(data)
    assert read(inside / "slip.docx", SourceRow(id="slip"), resources).document.text == "두 나라."
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "slip.docx"]


@pytest.mark.parametrize("make", [lambda: docx(["두 나라가 만났다."] * 99), lambda: hwpx([["두 나라가 만났다."] * 99])])
def test_limits_are_settings(make: object, tmp_path: Path) -> None:
    small = Resources(Settings(max_unpacked_bytes=2000))
    name = "a.docx" if b"word/" in make() else "a.hwpx"  # type: ignore[operator]
    assert refused(make(), name, tmp_path, small).code == "bomb"  # type: ignore[operator]
    assert refused(b"x" * 100, "a.txt", tmp_path, Resources(Settings(max_bytes=99))).code == "too-large"


def test_links_pipes_and_folders_are_no_documents(tmp_path: Path, resources: Resources) -> None:
    target = tmp_path / "secret.txt"
    target.write_text("두 나라가 만났다.", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    codes = {}
    for name in ("link.txt", "pipe.txt", "folder.txt"):
        with pytest.raises(PipelineError) as error:
            read(tmp_path / name, SourceRow(id="x"), resources)
        codes[name] = error.value.code
    assert codes == {"link.txt": "symlink", "pipe.txt": "not-a-file", "folder.txt": "not-a-file"}
