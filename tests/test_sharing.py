"""Which documents a second process takes, and which this one."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline import sharing
from pipeline.chain import Job
from pipeline.pool import Documents
from pipeline.read import SourceRow
from pipeline.settings import Settings
from pipeline.sharing import Pile, worth_sharing

KO, ZH, EN = "두 나라가 3월 2일 만났다. ", "两国三月二日会谈。", "The two met on 2 March. "


def job(folder: Path, name: str, text: str, size: int, lang: str = "") -> Job:
    path = folder / f"{name}.txt"
    path.write_bytes((text.encode() * (size // len(text.encode()) + 1))[:size])
    return Job(path=path, source=SourceRow(id=name, lang=lang))


def names(jobs: list[Job]) -> list[str]:
    return [one.source.id for one in jobs]


def taken(pile: Pile) -> list[str]:
    """What this process takes while the worker is at its first document."""
    pile.pop()
    found = []
    while (one := pile.mine()) is not None:
        found.append(one)
    return names(found)


def test_the_language_of_the_most_text_is_the_workers_longest_document_first(tmp_path: Path) -> None:
    jobs = [
        job(tmp_path, "ko-long", KO, 30_000),
        job(tmp_path, "ko-short", KO, 5_000),
        job(tmp_path, "zh", ZH, 9_000),
        job(tmp_path, "en", EN, 4_000),
    ]
    pile = Pile(jobs)
    assert names(list(pile)) == ["en", "zh", "ko-short", "ko-long"]
    assert taken(pile) == ["en", "zh"]
    assert names(list(pile)) == ["ko-short"]  # not worth loading Korean here too


def test_where_much_is_left_this_process_loads_another_language(tmp_path: Path) -> None:
    sizes = {"ko-1": 40_000, "ko-2": 35_000, "ko-3": 35_000}
    pile = Pile([*(job(tmp_path, name, KO, size) for name, size in sizes.items()), job(tmp_path, "en", EN, 4_000)])
    assert taken(pile) == ["en", "ko-2", "ko-3"]


def test_the_named_language_counts_before_the_guess(tmp_path: Path) -> None:
    jobs = [
        job(tmp_path, "a", KO, 50_000, lang="zh-Hant"),
        job(tmp_path, "b", ZH, 40_000),
        job(tmp_path, "c", EN, 60_000),
    ]
    assert names(list(Pile(jobs))) == ["c", "b", "a"]


def test_a_second_process_is_for_some_text_of_several_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    monkeypatch.setattr(sharing, "load", lambda: 1.0)
    large = [job(tmp_path, name, KO, 30_000) for name in ("a", "b")]
    assert worth_sharing(large, Settings())
    assert not worth_sharing(large[:1], Settings())
    assert not worth_sharing([job(tmp_path, name, KO, 3_000) for name in ("c", "d")], Settings())
    assert not worth_sharing(large, Settings(workers=1))
    monkeypatch.setattr(sharing, "load", lambda: 2.5)
    assert not worth_sharing(large, Settings())
    monkeypatch.setattr(sharing, "load", lambda: 0.0)
    monkeypatch.setattr(sharing, "processors", lambda: 1)
    assert not worth_sharing(large, Settings())


def test_a_shared_run_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {
        "a": "2019-05-07\n\n외교부는 지난달 3일 평양에서 회담을 열었다고 밝혔다.",
        "b": "2019-05-08\n\n中国外交部长王毅5月3日访问平壤。",
        "c": "May 9, 2019\n\nForeign Minister Wang Yi visited Pyongyang on May 3.",
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    done: list[str] = []
    crews = []
    monkeypatch.setattr(sharing, "BYTES_TO_SHARE", 1)
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    monkeypatch.setattr(sharing, "load", lambda: 0.0)
    monkeypatch.setattr(Documents, "_shared", _noting(Documents._shared, crews))
    pipeline.run(folder, tmp_path / "alone")
    assert not crews
    pipeline.run(folder, tmp_path / "shared", beside=True, progress=lambda one, *_: done.append(one.document_id))
    assert len(crews) == 1
    assert sorted(done) == ["a", "b", "c"]
    for file in sorted((tmp_path / "alone").glob("*.csv")):
        assert file.read_bytes() == (tmp_path / "shared" / file.name).read_bytes()


def _noting(method, calls: list[object]):
    def noted(self, *given):
        calls.append(given)
        return method(self, *given)

    return noted
