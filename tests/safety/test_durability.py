"""Killed, locked out, without space: the tables are whole, and the error is clear."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from hashlib import sha256
from pathlib import Path

import pytest

import pipeline
from pipeline.cache import Cache
from pipeline.cli import invoke
from pipeline.errors import EXIT, PipelineError
from pipeline.lock import only_run
from pipeline.write import publish as publishing
from pipeline.write.publish import clear, finish, keep_set, publish
from pipeline.write.tables import exists, rows
from tests.articles import ROOT

OLD = {"a.csv": b"old a", "b.csv": b"old b", "c.csv": b"old c"}
NEW = {name: data.replace(b"old", b"new") for name, data in OLD.items()}


def fill(files: dict[str, bytes]) -> object:
    def write(folder: Path) -> None:
        for name, data in files.items():
            (folder / name).write_bytes(data)

    return write


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("moved", range(4))
def test_a_set_that_was_finished_is_moved_in_by_whoever_comes_next(
    moved: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, fill(OLD))  # type: ignore[arg-type]
    honest, count = Path.replace, []

    def die(self: Path, target: Path) -> Path:
        if len(count) == moved:
            raise SystemExit(9)
        count.append(target)
        return honest(self, target)

    monkeypatch.setattr(Path, "replace", die)
    if moved < 3:
        with pytest.raises(SystemExit):
            publish(tmp_path, fill(NEW))  # type: ignore[arg-type]
    else:
        publish(tmp_path, fill(NEW))  # type: ignore[arg-type]
    monkeypatch.setattr(Path, "replace", honest)
    finish(tmp_path)
    assert held(tmp_path) == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NEW)


def test_a_set_that_was_half_written_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, fill(OLD))  # type: ignore[arg-type]
    half = tmp_path / ".writing-x"
    half.mkdir()
    (half / "a.csv").write_bytes(b"ne")
    finish(tmp_path)
    assert held(tmp_path) == OLD
    clear(tmp_path)
    assert not half.exists()
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, lambda folder: (_ for _ in ()).throw(KeyboardInterrupt))  # type: ignore[arg-type]
    assert held(tmp_path) == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(OLD)


def test_a_reader_moves_in_what_was_finished(finished: tuple[Path, Path], tmp_path: Path) -> None:
    out = shutil.copytree(finished[1], tmp_path / "out")
    ready = out / ".finished-x"
    ready.mkdir()
    for path in out.glob("*.parquet"):
        path.rename(ready / path.name)
    assert exists(out)
    assert rows(out, "events") == rows(finished[1], "events")


HOLD = """
import sys, time
from pathlib import Path
from pipeline.lock import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_stops_and_a_dead_owner_locks_nobody_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], finished: tuple[Path, Path]
) -> None:
    out = tmp_path / "out"
    owner = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), str(out)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == "held\n"
    assert invoke(["run", str(finished[0]), "--out", str(out), "--quiet"]) == EXIT.USAGE
    told = capsys.readouterr().err
    assert f"process {owner.pid}" in told
    assert "hint:" in told
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    with only_run(out):
        pass


def test_the_lock_ends_with_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), only_run(tmp_path):
        raise ValueError("x")
    with only_run(tmp_path), pytest.raises(PipelineError) as error, only_run(tmp_path):
        pass
    assert error.value.code == "busy"


@pytest.mark.usefixtures("warm")
def test_a_full_disk_leaves_the_old_tables(
    finished: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = shutil.copytree(finished[0], tmp_path / "articles")
    out = shutil.copytree(finished[1], tmp_path / "out")
    before = {name: sha256(data).hexdigest() for name, data in held(out).items()}
    (articles / "more.txt").write_text("On 5 July 2021 Ghana and Togo met again in Accra.", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for place, name in ((publishing, "_flush"), (Cache, "path"), (os, "fsync")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, full)
            if place is Cache:
                patch.undo()
                patch.setattr(Path, "write_bytes", full)
            assert invoke(["run", str(articles), "--out", str(out), "--quiet", "--fresh"]) == EXIT.USAGE
        told = capsys.readouterr().err
        assert "No space left" in told
        assert "Traceback" not in told
        assert {key: sha256(data).hexdigest() for key, data in held(out).items() if key != ".lock"} == {
            key: value for key, value in before.items() if key != ".lock"
        }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(finished: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o500)
    assert invoke(["run", str(finished[0]), "--out", str(out), "--quiet"]) == EXIT.USAGE


def test_an_output_that_is_a_file(
    finished: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("a file")
    assert invoke(["run", str(finished[0]), "--out", str(tmp_path / "out"), "--quiet"]) == EXIT.USAGE
    assert "cannot write to" in capsys.readouterr().err


def test_keep_set_replaces_links_and_removes_what_is_no_longer_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    (folder / "old.txt").write_text("old")
    keep_set(folder, {"a.txt": b"new"})
    assert outside.read_text() == "mine"
    assert held(folder) == {"a.txt": b"new"}
    assert not (folder / "a.txt").is_symlink()


@pytest.mark.usefixtures("warm")
def test_the_texts_lie_beside_the_tables(finished: tuple[Path, Path], tmp_path: Path) -> None:
    articles = shutil.copytree(finished[0], tmp_path / "articles")
    out = tmp_path / "out"
    pipeline.run(articles, out)
    for row in rows(out, "mentions"):
        with (out / "texts" / f"{row['doc_id']}.txt").open(encoding="utf-8", newline="") as file:
            assert file.read()[row["start"] : row["end"]] == row["text"]
    (articles / "en_bridge.txt").unlink()
    pipeline.run(articles, out)
    assert sorted(path.stem for path in (out / "texts").iterdir()) == ["ko_bridge", "zh_bridge"]
