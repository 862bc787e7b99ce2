"""A document that kills its process, or never ends, costs that document alone, and is named."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipeline import crew, pool
from pipeline.cache import Cache
from pipeline.chain import Chain, Job, Outcome
from pipeline.errors import PipelineError
from pipeline.packing import packed
from pipeline.read import SourceRow
from pipeline.resources import Resources
from pipeline.settings import Settings
from pipeline.timing import at_most, seconds_for


def hostile(pipe: Connection, settings: Settings, cache: Cache, lent: Chain | None = None) -> None:
    """A worker that some documents kill, hold for ever, or drive out of memory."""
    pipe.send_bytes(packed(crew._Ready()))
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        name = job.source.id.partition("-")[0]
        if name == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "leave":
            os._exit(3)
        if name == "sleep":
            time.sleep(600)
        if name == "installation":
            pipe.send_bytes(packed(PipelineError("no-java", tagger="okt")))
        pipe.send_bytes(packed(Outcome(document_id=job.source.id, path=str(job.path))))


def stillborn(pipe: Connection, settings: Settings, cache: Cache, lent: Chain | None = None) -> None:
    """A worker that cannot even start."""
    raise RuntimeError("not to be started like this")


def jobs(folder: Path, *names: str) -> list[Job]:
    made = []
    for name in names:
        path = folder / f"{name}.html"
        path.write_text("<p>두 나라가 만났다.</p>", encoding="utf-8")
        made.append(Job(path=path, source=SourceRow(id=name)))
    return made


def codes(made: list[Job], folder: Path, **settings: int) -> dict[str, str]:
    resources = Resources(Settings.load(None, **settings))
    with pool.Documents(resources, Cache(folder / "cache")) as documents:
        found = documents.outcomes(made)
        return {one.document_id: one.failure.code if one.failure else "" for one in found}


@pytest.mark.parametrize("workers", [0, 2])
def test_a_killed_worker_loses_the_one_document(workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_serve", hostile)
    made = jobs(tmp_path, "a", "kill-1", "b", "leave-1", "c", "kill-2")
    found = codes(made, tmp_path, workers=workers)
    dead = {"kill-1", "leave-1", "kill-2"}
    assert found == {job.source.id: "worker-died" if job.source.id in dead else "" for job in made}


def test_a_document_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_serve", hostile)
    monkeypatch.setattr(crew, "_GRACE", 3)
    assert codes(jobs(tmp_path, "a", "sleep", "b"), tmp_path, max_seconds=2) == {"a": "", "sleep": "too-slow", "b": ""}


def test_faults_of_the_installation_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_serve", hostile)
    with pytest.raises(PipelineError) as error:
        codes(jobs(tmp_path, "a", "installation"), tmp_path)
    assert error.value.code == "no-java"


def test_workers_that_cannot_start_are_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(crew, "_serve", stillborn)
    with pytest.raises(PipelineError) as error:
        codes(jobs(tmp_path, "a", "b"), tmp_path)
    assert error.value.code == "no-workers"


def test_plain_text_needs_no_worker(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("두 나라가 만났다.", encoding="utf-8")
    assert pool.workers_for([Job(path=path, source=SourceRow(id="a"))], Settings()) == 0
    assert pool.workers_for(jobs(tmp_path, "b"), Settings()) == 1
    assert pool.workers_for([], Settings(workers=4)) == 0


def swallow() -> None:
    """Code that goes on whatever happens."""
    try:
        time.sleep(60)
    except Exception:
        time.sleep(60)


def test_time_is_bounded_here_too_even_where_the_first_alarm_is_swallowed() -> None:
    started = time.monotonic()
    with pytest.raises(PipelineError) as error, at_most(1):
        swallow()
    assert error.value.code == "too-slow"
    assert time.monotonic() - started < 10
    with at_most(0):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_a_document_that_takes_too_long_or_too_much_is_a_failure_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = jobs(tmp_path, "a")
    chain = Chain(Resources(Settings(max_seconds=1)), Cache(tmp_path / "cache"))

    def slow(*_: object) -> None:
        time.sleep(60)

    def greedy(*_: object) -> None:
        raise MemoryError

    for step, code in ((slow, "too-slow"), (greedy, "too-much-memory")):
        monkeypatch.setattr(Chain, "_run", step)
        outcome = chain.run(job)
        assert outcome.failure is not None
        assert outcome.failure.code == code


def test_larger_files_get_more_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 2_500_000)
    assert seconds_for(path, Settings(max_seconds=10)) == 30
    assert seconds_for(tmp_path / "none", Settings(max_seconds=10)) == 10
    assert seconds_for(path, Settings(max_seconds=0)) == 0
