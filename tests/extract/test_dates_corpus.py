"""The finder on the annotated documents beside the checkout: spans found, negatives silent. Skipped where absent."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.dates import find, find_in
from pipeline.model import TimeExpression
from pipeline.read import read
from pipeline.read.sources import SourceRow
from pipeline.resources import Resources

pytestmark = pytest.mark.corpus


def _rows(corpus: Path, name: str) -> list[dict[str, Any]]:
    path = corpus.parent / "eval" / "temporal" / name
    if not path.exists():
        pytest.skip(f"no {name} beside the corpus")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _dated(found: tuple[TimeExpression, ...]) -> list[TimeExpression]:
    return [expression for expression in found if expression.kind in ("date", "range")]


def test_recall_of_date_spans(shared_corpus: Path, resources: Resources) -> None:
    wanted = [row for row in _rows(shared_corpus, "seed_timex.jsonl") if row["type"] == "DATE"]
    hits: Counter[str] = Counter()
    for doc in sorted({row["doc"] for row in wanted}):
        path = shared_corpus / f"{doc}.txt"
        spans = [e.span for e in _dated(find(read(path, SourceRow(path=path.name), resources), resources))]
        for row in (r for r in wanted if r["doc"] == doc):
            hits[row["lang"]] += any(s.start < row["end"] and row["start"] < s.end for s in spans)
    total = Counter(row["lang"] for row in wanted)
    assert {lang: hits[lang] / total[lang] >= 0.99 for lang in total} == dict.fromkeys(total, True)


def test_probes(shared_corpus: Path, resources: Resources) -> None:
    wrong = []
    for row in _rows(shared_corpus, "probes.jsonl"):
        found = _dated(find_in(row["text"], row["lang"], resources))
        hit = any(e.span.start < row["end"] and row["start"] < e.span.end for e in found)
        if hit != (row["expected"] is not None):
            wrong.append(row["id"])
    assert not wrong


def test_korean_spans_of_a_public_set(shared_corpus: Path, resources: Resources) -> None:
    given = right = hit = wanted = 0
    for row in _rows(shared_corpus, "klue_ner_dt.jsonl")[:1500]:
        found = [e.span for e in find_in(row["text"], "ko", resources)]
        pairs = [(s, w) for s in found for w in row["spans"] if s.start < w["end"] and w["start"] < s.end]
        given, wanted = given + len(found), wanted + len(row["spans"])
        right += len({span for span, _ in pairs})
        hit += len({want["start"] for _, want in pairs})
    assert right / given >= 0.95
    assert hit / wanted >= 0.88
