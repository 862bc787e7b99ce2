"""A process that begins with what this one has loaded: only where that is safe, and with nothing else of it."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
from multiprocessing import Pipe
from pathlib import Path

import pytest

from pipeline import forking

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are doubled on Linux alone")


def test_a_process_with_threads_is_not_doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "_THREADS", Path("/nowhere"))
    assert not forking.may_fork()
    monkeypatch.undo()
    asked = threading.Event()
    other = threading.Thread(target=asked.wait)
    other.start()
    try:
        assert not forking.may_fork()
    finally:
        asked.set()
        other.join()
    monkeypatch.setattr(sys, "platform", "win32")
    assert not forking.may_fork()


@LINUX
def test_a_thread_of_a_library_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "_THREADS", tmp_path)
    threads = {"1": "python", "2": "jemalloc_bg_thd", "3": "python"}
    for number, name in threads.items():
        (tmp_path / number).mkdir()
        (tmp_path / number / "comm").write_text(f"{name}\n")
        allowed = number != "3"  # the second one bears it
        assert forking.may_fork() is (allowed and threading.active_count() == 1)


def _said(pipe, words: list[str]) -> None:
    words.append("child")
    pipe.send(words)
    pipe.recv()


@LINUX
def test_the_child_has_what_is_loaded_but_not_the_lock(tmp_path: Path) -> None:
    words = ["parent"]
    with (tmp_path / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        here, there = Pipe()
        child = forking.forked(_said, there, words)
        there.close()
        assert here.recv() == ["parent", "child"]
    with (tmp_path / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises where the child holds it
    assert words == ["parent"]
    here.close()  # nobody is there any more: it ends by itself
    child.join(10)
    assert child.exitcode is not None


RUN = """
import sys
import pipeline
from pipeline import crew, sharing
sharing.BYTES_TO_SHARE, sharing.processors, sharing.load = 1, lambda: 2, lambda: 0.0
doubled = []
start = crew.forked
crew.forked = lambda *given: doubled.append(given) or start(*given)
if __name__ == "__main__":
    report = pipeline.run(sys.argv[1], sys.argv[2], beside=True)
    print(len(doubled), sorted(one.document_id for one in report.outcomes if one.done))
"""
TEXTS = {
    "a": "2019-05-07\n\n외교부는 지난달 3일 평양에서 회담을 열었다고 밝혔다.",
    "b": "2019-05-08\n\n中国外交部长王毅5月3日访问平壤。",
    "c": "May 9, 2019\n\nForeign Minister Wang Yi visited Pyongyang on May 3.",
}


@LINUX
def test_a_run_shared_with_a_double_gives_the_same_bytes(tmp_path: Path) -> None:
    import pipeline

    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "run.py").write_text(RUN, encoding="utf-8")
    given = [sys.executable, str(tmp_path / "run.py"), str(folder), str(tmp_path / "shared")]
    told = subprocess.run(given, capture_output=True, text=True, check=True, cwd=Path(pipeline.__file__).parent.parent)
    assert told.stdout.split(maxsplit=1) == ["1", "['a', 'b', 'c']\n"]
    pipeline.run(folder, tmp_path / "alone")
    for file in sorted((tmp_path / "alone").glob("*.csv")):
        assert file.read_bytes() == (tmp_path / "shared" / file.name).read_bytes()
