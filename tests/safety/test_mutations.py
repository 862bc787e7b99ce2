"""A short slice of ``tests/benchmarks/mutate.py``, and of the encodings: no exception, no offset moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.resources import Resources
from tests.benchmarks import encodings
from tests.mutations import Input, examine, make


@pytest.mark.parametrize("part", range(4))
def test_damaged_inputs_are_read_exactly_or_refused_by_name(part: int, tmp_path: Path, resources: Resources) -> None:
    outcomes = set()
    for number in range(part * 100, part * 100 + 100):
        verdict = examine(make(number), tmp_path, resources, deep=number % 25 == 0)
        assert verdict.mismatches == 0, number
        outcomes.add(verdict.outcome)
    assert "read" in outcomes
    assert outcomes - {"read"}


def test_one_endless_line(tmp_path: Path, resources: Resources) -> None:
    whole = make(9_999)
    assert len(whole.data) == 10_000_000
    verdict = examine(Input(whole.suffix, whole.data[:1_000_000]), tmp_path, resources)
    assert (verdict.outcome, verdict.mismatches) == ("read", 0)


def test_the_same_number_gives_the_same_input() -> None:
    assert [make(number) for number in range(50)] == [make(number) for number in range(50)]


def test_files_of_six_encodings_are_read_right() -> None:
    right, tried = encodings.count(120, seed=3)
    assert tried.total() == 120
    assert right == tried
