"""A ``sources.csv`` that gets rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.listed import Listed, table_of
from pipeline.read.sources import SourceRow, rows_of

NEW = SourceRow(id="b", path="b.txt", url="https://example.org/b")


def listed(tmp_path: Path, text: str) -> Listed:
    (tmp_path / "sources.csv").write_text(text, encoding="utf-8")
    return Listed.of(tmp_path / "sources.csv")


@pytest.mark.parametrize("end", ["", "\n"])
def test_what_is_there_stays_as_it_is(end: str, tmp_path: Path) -> None:
    old = f'path,url,title\na.txt,,"One,\nof two lines"{end}'
    table = listed(tmp_path, old)
    assert table.names("a.txt")
    assert table.with_rows([NEW]) == (old.removesuffix("\n") + "\nb.txt,https://example.org/b,\n").encode()
    assert table.with_rows([]) == old.encode()


def test_a_table_without_a_column_for_what_is_new_is_written_anew(tmp_path: Path) -> None:
    made = listed(tmp_path, "path,lang\na.txt,ko\n").with_rows([NEW])
    rows = [row for _, row in rows_of(made, tmp_path / "sources.csv")]
    assert [(row.path, row.lang, row.url) for row in rows] == [("a.txt", "ko", ""), ("b.txt", "", NEW.url)]


def test_no_table_is_one_without_rows(tmp_path: Path) -> None:
    assert Listed.of(tmp_path / "sources.csv").with_rows([NEW]) == table_of([NEW])


def test_a_table_that_cannot_be_read_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PipelineError) as error:
        listed(tmp_path, "file\na.txt\n")
    assert error.value.code == "bad-sources"


def test_names_that_look_like_formulas_are_known_again(tmp_path: Path) -> None:
    row = SourceRow(id="-a", path="-a.txt")
    (tmp_path / "sources.csv").write_bytes(table_of([row]))
    assert Listed.of(tmp_path / "sources.csv").names("-a.txt")
