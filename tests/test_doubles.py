"""Work that doubles of this process share: the same as one process makes, whatever becomes of them."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import doubles
from pipeline.doubles import Hands, Task, side_by_side
from pipeline.shelf import Shelves

ROOT = Path(__file__).parent.parent
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are doubled on Linux alone")


def squares(part: range) -> Iterator[tuple[int, int]]:
    return ((at * at, os.getpid()) for at in part)


@pytest.mark.parametrize("items", [0, 1, 2, 7, 100])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_shared_comes_in_order(items: int, number: int) -> None:
    made = list(side_by_side(items, squares, Hands(number), few=1))
    assert [square for square, _ in made] == [at * at for at in range(items)]
    assert not multiprocessing.active_children()


WHO = """
from pipeline.doubles import ALONE, Hands, side_by_side
from tests.test_doubles import squares

for items, hands in ((100, Hands(3)), (29, Hands(3)), (19, Hands(3)), (100, ALONE)):
    print(len({worker for _, worker in side_by_side(items, squares, hands, few=10)}))
"""


@LINUX
def test_doubles_do_it_where_it_is_worth_it() -> None:
    """In a process of its own: libraries that other tests have loaded here may run threads."""
    run = subprocess.run([sys.executable, "-c", WHO], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["3", "2", "1", "1"]


def test_a_range_whose_double_fails_is_made_here() -> None:
    here = os.getpid()

    def made(part: range) -> Iterator[int]:
        for at in part:
            if at == 70 and os.getpid() != here:
                raise ZeroDivisionError
            if at == 80 and os.getpid() != here:
                os._exit(3)
            yield at

    assert list(side_by_side(100, made, Hands(2), few=1)) == list(range(100))
    assert list(side_by_side(100, lambda part: made(part[-15:]), Hands(2), few=1))[-15:] == list(range(85, 100))


def test_an_error_is_raised_as_by_one_process() -> None:
    def made(part: range) -> Iterator[float]:
        return (1 / (90 - at) for at in part)

    with pytest.raises(ZeroDivisionError):
        list(side_by_side(100, made, Hands(2), few=1))
    assert not multiprocessing.active_children()


def test_doubles_read_what_lies_in_files(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path, few=2)
    held = shelves.hold(f"item {at}" for at in range(300))
    hands = Hands(3, shelves)
    for _ in range(3):  # both read the same file at once
        filled = shelves.hold(side_by_side(300, lambda part: (held[at] for at in part), hands, few=1))
        assert list(filled) == list(held)


def test_who_asks_for_no_more_lets_them_go() -> None:
    made = side_by_side(100, squares, Hands(2), few=1)
    next(made)
    made.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("number", [1, 2])
def test_a_task_is_done_once_at_the_end(tmp_path: Path, number: int) -> None:
    task = Task(lambda: (tmp_path / "done").write_text(str(os.getpid())) and None, Hands(number))
    task.finish()
    alone = number == 1 or not doubles.may_fork()
    assert ((tmp_path / "done").read_text() == str(os.getpid())) is alone


def test_a_task_raises_here_what_it_raises(tmp_path: Path) -> None:
    task = Task(lambda: (tmp_path / "none" / "done").write_text("") and None, Hands(2))
    with pytest.raises(FileNotFoundError):
        task.finish()
    assert not multiprocessing.active_children()
