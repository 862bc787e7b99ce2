"""Sequences in files give what tuples give, and a run that uses them the same tables, with less memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import Cache
from pipeline.chain import Chain, Job
from pipeline.corpus import Corpus
from pipeline.edtf import Edtf
from pipeline.joining import join
from pipeline.model import Extraction, Link, Reason, Span
from pipeline.read.sources import SourceRow
from pipeline.resources import Resources
from pipeline.runner import run
from pipeline.settings import Settings
from pipeline.shelf import Grouped, Kept, Keyed, Mapped, Picked, Shelf, Shelves, ordered
from pipeline.write.rows import build
from tests.benchmarks.synthetic import documents
from tests.benchmarks.synthetic import write as write_corpus

FEW = 10
TABLES = (".csv", ".parquet", ".xlsx", ".sqlite", ".html")


@given(st.lists(st.one_of(st.integers(), st.text(), st.tuples(st.text(), st.none()))), st.integers(0, 5))
def test_a_shelf_holds_what_a_tuple_holds(items: list[Any], few: int) -> None:
    held = Shelves(None, few).hold(iter(items))
    assert tuple(held) == tuple(items)
    assert [held[at] for at in range(-len(items), len(items))] == items + items
    assert tuple(held[1:3]) == tuple(items[1:3])
    with pytest.raises(IndexError):
        held[len(items)]


def test_frozen_dataclasses_come_back_equal(tmp_path: Path) -> None:
    made = (
        Reason(rule="a@1", says="b", span=Span(1, 2)),
        Link(mention_id="m", event_id="e", score=1.5, reasons="가나"),
        Edtf.parse("2021-05"),
    )
    shelves = Shelves(tmp_path / "new", 0)
    held = shelves.hold(made)
    assert isinstance(held, Shelf)
    assert tuple(held) == made
    assert (tmp_path / "new").is_dir()
    assert list((tmp_path / "new").iterdir()) == []
    assert shelves.size > 0


def test_views_ask_for_no_more_than_is_wanted() -> None:
    asked: list[int] = []

    def twice(number: int) -> int:
        asked.append(number)
        return 2 * number

    doubled = Mapped(twice, (5, 6, 7))
    assert doubled[1] == 12
    assert Picked(doubled, [2, 0])[0] == 14
    assert Keyed(doubled, {"six": 1})["six"] == 12
    assert asked == [6, 7, 6]
    assert Grouped((5, 6, 7), {"odd": [0, 2]})["odd"] == (5, 7)
    assert tuple(ordered(Mapped(twice, (5, 7, 6)), lambda number: -number)) == (14, 12, 10)
    assert list(reversed(doubled)) == [14, 12, 10]


def test_tables_do_not_depend_on_what_is_held_in_memory(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 24)
    held, filed = tmp_path / "held", tmp_path / "filed"
    run(corpus, held, Settings(ner="tables", workers=1))
    report = run(corpus, filed, Settings(ner="tables", workers=1, in_memory=FEW))
    assert report.scratch > 0
    for path in sorted(path for path in held.iterdir() if path.suffix in TABLES):
        assert (filed / path.name).read_bytes() == path.read_bytes(), path.name


def _extractions(number: int, folder: Path, resources: Resources) -> Sequence[Extraction]:
    chain = Chain(resources, Cache(folder / "cache"))
    found = []
    for made in documents(number):
        path = folder / f"{made.id}.txt"
        path.write_text(made.text, encoding="utf-8")
        extraction = chain.run(Job(path=path, source=SourceRow(id=made.id, path=path.name))).extraction
        assert extraction is not None
        found.append(extraction)
    return tuple(found)


def _kept(extractions: Sequence[Extraction], out: Path, few: int, resources: Resources) -> int:
    """Bytes that the results of linking and checks and the rows of all tables take, beside the extractions."""
    resources.shelves = Shelves(out, few)
    tracemalloc.start()
    try:
        linked, checked = join(extractions, None, (), resources)
        corpus = Corpus.of(extractions, resources.shelves)
        tables = build(corpus=corpus, linked=linked, checked=checked, shelves=resources.shelves)
        gc.collect()
        assert tables
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_results_take_a_fraction_of_the_memory_where_files_hold_them(tmp_path: Path) -> None:
    resources = Resources(Settings(ner="tables"))
    found = _extractions(36, tmp_path, resources)
    for few in (5_000, FEW):  # what is loaded once, small values that are kept at hand among it
        _kept(found, tmp_path / f"first-{few}", few, resources)
    grown = {
        few: _kept(found, tmp_path / f"all-{few}", few, resources)
        - _kept(found[:12], tmp_path / f"some-{few}", few, resources)
        for few in (FEW, 5_000)
    }
    assert grown[FEW] < grown[5_000] / 3, grown


def test_what_takes_long_is_made_once_while_it_is_near():
    made = []

    def double(number):
        made.append(number)
        return 2 * number

    kept = Kept(Mapped(double, (5, 6, 7)), 2)
    assert [kept[0], kept[1], kept[0]] == [10, 12, 10]
    assert made == [5, 6]
    assert (kept[2], kept[0], len(kept), tuple(kept)) == (14, 10, 3, (10, 12, 14))
