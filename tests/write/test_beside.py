"""The workbook and the database come out the same whether this process writes them or a second one."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from pipeline.doubles import Hands
from pipeline.write.beside import Beside, Doubled, Here
from pipeline.write.books import Sink
from pipeline.write.schemas import Column, Head, Table

FILES = ("events.sqlite", "events.xlsx")
HEADS = (
    Head("towns", (Column("town_id"), Column("people", "int")), 2),
    Head("rivers", (Column("river_id"), Column("long", "float")), 0),
)


def _fill(sink: Sink) -> None:
    sink.begin(HEADS[0])
    sink.take([["t1", 500], ["=t2", None]])
    sink.begin(HEADS[1])
    sink.take([])


def _bytes(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


@pytest.fixture(params=[True, False])
def large(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def here(tmp_path: Path, large: bool) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    with Here(folder, large=large) as sinks:
        _fill(sinks)
    return folder


def test_another_process_writes_the_same_bytes(here: Path, large: bool, tmp_path: Path) -> None:
    folder = tmp_path / "beside"
    folder.mkdir()
    with Beside(folder, large=large) as sinks:
        _fill(sinks)
    assert _bytes(folder) == _bytes(here)
    assert sorted(os.listdir(tmp_path)) == ["beside", "here"]


def test_a_double_writes_the_same_bytes(tmp_path: Path) -> None:
    tables = (Table("towns", HEADS[0].columns, (("t1", 500), ("=t2", None))), Table("rivers", HEADS[1].columns, ()))
    for name, kind in (("here", None), ("double", Hands(2)), ("alone", Hands(1))):
        (tmp_path / name).mkdir()
        with Doubled(tmp_path / name, tables, kind) if kind else Here(tmp_path / name, large=False) as sinks:
            _fill(sinks)
    assert _bytes(tmp_path / "double") == _bytes(tmp_path / "alone") == _bytes(tmp_path / "here")


def test_a_double_is_let_go_where_the_rest_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Doubled(tmp_path, (), Hands(2)):
        raise ZeroDivisionError
    assert not multiprocessing.active_children()


def test_what_a_dead_process_left_is_written_here(here: Path, large: bool, tmp_path: Path) -> None:
    folder = tmp_path / "beside"
    folder.mkdir()
    with Beside(folder, large=large) as sinks:
        sinks._process.kill()
        sinks._process.join()
        _fill(sinks)
    assert _bytes(folder) == _bytes(here)


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "gone" / "further"
    folder.parent.mkdir()
    with pytest.raises(sqlite3.OperationalError, match="unable to open"), Beside(folder, large=True) as sinks:
        _fill(sinks)
