"""No stage makes a fifth more calls than when its cost was last accepted; see tests/benchmarks/guard.py."""

from __future__ import annotations

import json

import pytest

from tests.benchmarks.growth_plot import svg
from tests.benchmarks.guard import BASELINE, Cost, costs, slower
from tests.benchmarks.scale import b_cubed
from tests.benchmarks.synthetic import documents

STORED = json.loads(BASELINE.read_text(encoding="utf-8"))


def test_no_stage_got_slower() -> None:
    lines = slower(costs(), STORED)
    assert not lines, "; ".join(lines) + " (worth it? python -m tests.benchmarks.guard --update)"


@pytest.mark.parametrize(("calls", "time", "told"), [(1.1, 1.1, 0), (1.3, 1.1, 1), (1.0, 2.5, 1), (2.0, 9.0, 2)])
def test_what_counts_as_slower(calls: float, time: float, told: int) -> None:
    found = {name: Cost(was["calls"], was["time"]) for name, was in STORED.items()}
    found["dates"] = Cost(STORED["dates"]["calls"] * calls, STORED["dates"]["time"] * time)
    assert len(slower(found, STORED)) == told


def test_made_up_articles_are_always_the_same() -> None:
    few, many = list(documents(5)), list(documents(20))
    assert many[:5] == few
    assert {made.language for made in few} == {"ko", "zh", "en"}
    assert all(made.text[start:end].strip() == made.text[start:end] for made in many for start, end, _ in made.told)


def test_b_cubed() -> None:
    assert b_cubed([(1, "a"), (1, "a"), (2, "b")]) == 1.0
    assert b_cubed([(1, "a"), (2, "a")]) == pytest.approx(2 / 3)


def test_plot_holds_every_value() -> None:
    assert all(text in svg([(100, 9.5), (1000, 8.25)]) for text in ("9.5", "8.25", "1,000"))
