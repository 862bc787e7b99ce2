"""Files, folders and ``sources.csv`` → documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.read.formats import SUFFIXES, read_content
from pipeline.read.sources import SourceRow, collect
from pipeline.resources import Resources
from pipeline.settings import Settings


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("_", ".", 1)).write_text(text, encoding="utf-8")


def ids(*paths: Path) -> list[str]:
    return [row.id for _, row in collect(paths, SUFFIXES)]


def test_a_folder_in_order_of_names(tmp_path: Path) -> None:
    write(tmp_path, b_txt="x", a_md="y", c_png="z")
    (tmp_path / ".hidden.txt").write_text("x")
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", d_txt="x")
    assert ids(tmp_path) == ["a", "b", "d"]


def test_rows_of_sources_come_with_their_files(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x", b_txt="y")
    (tmp_path / "sources.csv").write_text("\ufeffpath,title,published\nb.txt,회담,2019-05\n", encoding="utf-8")
    pairs = collect([tmp_path], SUFFIXES)
    assert [(row.id, row.title, row.published) for _, row in pairs] == [("b", "회담", "2019-05"), ("a", "", "")]
    assert collect([tmp_path / "b.txt"], SUFFIXES)[0][1].title == "회담"


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x")
    assert ids(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt") == ["a"]


def test_a_file_that_is_named_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    write(tmp_path, a_log="x")
    assert ids(tmp_path / "a.log") == ["a"]


def test_symbolic_links_in_folders_are_passed_over(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    write(outside, a_txt="x")
    inside = tmp_path / "inside"
    inside.mkdir()
    write(inside, b_txt="x")
    (inside / "c.txt").symlink_to(outside / "a.txt")
    assert ids(inside) == ["b"]


@pytest.mark.parametrize(
    "table",
    [
        "title\nx\n",
        "path,colour\na.txt,red\n",
        "path\nmissing.txt\n",
        "path\n../a.txt\n",
        "path,published\na.txt,gestern\n",
        "id,path\nother,a.txt\n",
        "path,title\na.txt,one,two\n",
        "path\na.txt\na.txt\n",
    ],
)
def test_bad_sources(table: str, tmp_path: Path) -> None:
    write(tmp_path, a_txt="x")
    (tmp_path / "sources.csv").write_text(table, encoding="utf-8")
    with pytest.raises(PipelineError) as error:
        collect([tmp_path], SUFFIXES)
    assert error.value.code == "bad-sources"
    assert "sources.csv, line" in str(error.value)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="no such file") as error:
        collect([tmp_path / "nowhere"], SUFFIXES)
    assert error.value.code == "missing-path"
    with pytest.raises(PipelineError) as error:
        collect([tmp_path], SUFFIXES)
    assert error.value.code == "nothing-to-read"


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x", a_md="y")
    with pytest.raises(PipelineError) as error:
        collect([tmp_path], SUFFIXES)
    assert error.value.code == "duplicate-id"


@pytest.mark.parametrize(("data", "code"), [(b"", "empty-file"), (b" \n\n", "no-text"), (b"x" * 100, "too-large")])
def test_files_that_cannot_be_read(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(PipelineError) as error:
        read_content(path, SourceRow(id="a"), Resources(Settings(max_bytes=50)))
    assert error.value.code == code
