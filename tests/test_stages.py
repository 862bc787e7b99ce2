"""The visible list of stages, what their results depend on, and one document's way through them."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.chain import Chain, Job
from pipeline.errors import PipelineError
from pipeline.pool import BYTES_A_WORKER, workers_for
from pipeline.read import SourceRow
from pipeline.resources import Resources
from pipeline.settings import Settings
from pipeline.stages import PACKAGE, STAGES, Prints, stage


def test_stages_are_in_the_order_of_the_flow() -> None:
    assert [one.name for one in STAGES] == ["read", "tokens", "extract", "reconcile", "check", "write"]
    assert [one.per for one in STAGES] == ["document"] * 3 + ["corpus"] * 3


@pytest.mark.parametrize("one", STAGES, ids=lambda one: one.name)
def test_every_stage_names_a_function_and_files_that_exist(one) -> None:
    assert callable(one.call)
    assert all((PACKAGE / part).exists() for part in one.reads)


@pytest.mark.parametrize("one", STAGES, ids=lambda one: one.name)
def test_a_stage_reads_the_folder_that_it_lives_in(one) -> None:
    home = importlib.import_module(one.function.partition(":")[0]).__file__
    assert any(Path(home or "").is_relative_to(PACKAGE / part) for part in one.reads)


def test_settings_that_change_no_result_are_not_in_the_key(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("a", encoding="utf-8")
    base = Prints(Settings()).settings
    assert Prints(Settings(workers=4)).settings == base
    assert Prints(Settings(partial_reading="nearest")).settings != base
    named = Settings(names_files=(names,))
    before = Prints(named).settings
    names.write_text("b", encoding="utf-8")
    assert Prints(named).settings != before


def test_the_key_names_version_code_libraries_and_settings() -> None:
    key = dict(Prints(Settings()).of(stage("tokens")))
    assert set(key) == {"tokens version", "tokens rules and code", "tokens libraries", "settings"}
    assert "jieba 0.42.1" in key["tokens libraries"]


def chain(tmp_path: Path, resources: Resources) -> Chain:
    return Chain(resources, Cache(tmp_path / "cache"))


def job(tmp_path: Path, text: str) -> Job:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return Job(path=path, source=SourceRow(id="a", path="a.txt"))


def test_a_fault_in_one_document_is_an_answer(
    tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("odd")

    monkeypatch.setattr("pipeline.extract.extract", broken)
    outcome = chain(tmp_path, resources).run(job(tmp_path, "On 3 May 2021 they met."))
    assert outcome.failure is not None
    assert (outcome.failure.code, outcome.failure.message) == ("bug", "ZeroDivisionError: odd")


@pytest.mark.parametrize("code", ["no-dictionary", "bad-rule"])
def test_a_fault_of_the_installation_is_raised(
    tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def broken(*_: object) -> None:
        raise PipelineError(code, path="x", line=1, rule="r", what="w")

    monkeypatch.setattr("pipeline.extract.extract", broken)
    with pytest.raises(PipelineError):
        chain(tmp_path, resources).run(job(tmp_path, "On 3 May 2021 they met."))


def test_the_row_of_sources_is_part_of_the_key(tmp_path: Path, resources: Resources) -> None:
    first = job(tmp_path, "They met on 3 May.")
    done = chain(tmp_path, resources)
    assert done.run(first).reused == ()
    assert done.run(first).reused == ("read", "tokens", "extract")
    dated = done.run(replace(first, source=replace(first.source, published="2021-06-10")))
    assert dated.reused == ()
    assert dict(dated.why)["extract"] == "changed: row of sources.csv"


def test_a_fallback_is_in_the_notes_and_stays_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import jpype

    def absent(*_: object) -> str:
        raise jpype.JVMNotFoundException("none")

    monkeypatch.setattr(jpype, "getDefaultJVMPath", absent)
    monkeypatch.setattr(jpype, "isJVMStarted", lambda: False)
    settings = Settings(languages=("ko",), ko_tokenizer="okt", ko_fallback="mecab_ko")
    work = job(tmp_path, "두 장관은 2021년 5월 3일 만났다.")
    first = chain(tmp_path, Resources(settings)).run(work)
    again = chain(tmp_path, Resources(settings)).run(work)
    assert first.notes == again.notes
    assert "mecab_ko instead of okt" in first.notes[0]


def test_workers_start_only_where_they_pay(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"x")
    large.write_bytes(b"x" * BYTES_A_WORKER)
    row = SourceRow(id="a")
    assert workers_for([Job(path=small, source=row)] * 9, Settings()) <= 1
    assert workers_for([Job(path=large, source=row)] * 9, Settings()) >= 1
    assert workers_for([Job(path=small, source=row)] * 9, Settings(workers=3)) == 3
