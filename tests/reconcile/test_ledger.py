"""A table that grows gives the clusters of a whole run, whatever came first, whatever was taken away."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.reconcile import candidates, rarity, regrouping
from pipeline.reconcile.ledger import Ledger
from pipeline.reconcile.stage import feature_table
from pipeline.reconcile.store import arrow_of
from pipeline.reconcile.weights import load_weights
from tests.reconcile.mentions import ENTITIES, mention

KINDS = [("CONSULT", "visit"), ("CONSULT", "summit"), ("AGREE", "sign"), ("AID", "goods"), ("CONSULT", "")]
ACTORS = ["Q11:s Q2:t", "Q1:p Q2:p", "Q12:s Q3:t", "Q13:p Q12:p Q3:p", "Q11:p Q12:p", ""]


@pytest.fixture(scope="module")
def world(resources):
    """The feature rows of 110 mentions of some forty happenings, as a table."""
    dice = random.Random(7)
    told = []
    for at in range(110):
        event = at % 40
        date = f"2021-{event % 6 + 1:02}-{event % 27 + 1:02}" if dice.random() < 0.8 else f"2021-{event % 6 + 1:02}"
        kind = KINDS[event % 5] if dice.random() < 0.9 else dice.choice(KINDS)
        place = dice.choice(["", "Q2", "Q21"]) if event % 2 else ""
        told.append(mention(f"m{at:03}", f"d{at % 17}", date, *kind, ACTORS[event % 6], place=place, at=at * 500))
    return arrow_of(feature_table(told, ENTITIES, {}, resources.link_patterns).rows)


@pytest.fixture(params=["large", "very large"])
def large(request, monkeypatch):
    """Everything counts as large, blocks are small, so that steps and split blocks are met."""
    monkeypatch.setattr(rarity, "LARGE", 0)
    monkeypatch.setattr(candidates, "FEW", 0)
    if request.param == "very large":
        monkeypatch.setattr(candidates, "SMALL", 0)


def groups(ledger):
    found = {}
    for row in ledger.labels().to_pylist():
        found.setdefault(row["label"], set()).add(row["mention_id"])
    return {frozenset(members) for members in found.values()}


def weights(cap=12):
    from dataclasses import replace

    return replace(load_weights().without("vectors"), block_cap=cap)


def whole(rows, verdicts=()):
    with Ledger(None, weights()) as ledger:
        ledger.change(rows, [], verdicts)
        return groups(ledger)


def take(table, numbers):
    return table.take(sorted(numbers))


def ids(table):
    return table.column("mention_id").to_pylist()


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_documents_that_come_one_after_the_other_give_the_clusters_of_a_whole_run(world, large, dice, pieces):
    order = dice.sample(range(len(world)), len(world))
    with Ledger(None, weights()) as ledger:
        first = order[:97]
        ledger.change(take(world, first), [])
        for piece in range(pieces):
            ledger.change(take(world, order[97 + piece :: pieces]), [])
        assert groups(ledger) == whole(world)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(0, 109), min_size=1, max_size=12))
def test_what_is_taken_away_leaves_the_clusters_of_a_whole_run(world, large, lost):
    left = take(world, set(range(len(world))) - lost)
    with Ledger(None, weights()) as ledger:
        ledger.change(world, [])
        ledger.change(world.slice(0, 0), ids(take(world, lost)))
        assert groups(ledger) == whole(left)


def test_a_row_that_says_something_else_now_replaces_the_old_one(world, large):
    changed = world.slice(3, 1).set_column(world.schema.get_field_index("d0"), "d0", world.slice(60, 1).column("d0"))
    rest = take(world, set(range(len(world))) - {3})
    import pyarrow as pa

    with Ledger(None, weights()) as ledger:
        ledger.change(world, [])
        ledger.change(changed, [])
        assert groups(ledger) == whole(pa.concat_tables([rest, changed]))


def test_a_verdict_joins_and_parts_without_anything_being_scored(world, large):
    names = ids(world)
    with Ledger(None, weights()) as ledger:
        ledger.change(world, [])
        before = groups(ledger)
        together = next(sorted(group)[:2] for group in sorted(before, key=sorted) if len(group) > 1)
        apart = (
            next(n for n in names if not {n, together[0]} <= set().union(*(g for g in before if n in g))),
            together[0],
        )
        for verdicts in (((*together, False),), ((*sorted(apart), True),), ()):
            done = ledger.change(world.slice(0, 0), [], verdicts)
            assert done.pairs == 0
            assert groups(ledger) == whole(world, verdicts)


def test_only_what_is_touched_is_looked_at(world, large):
    with Ledger(None, weights()) as ledger:
        ledger.change(world.slice(0, 109), [])
        done = ledger.change(world.slice(109, 1), [])
        assert 1 <= done.compared < 60


def test_parts_that_a_new_mention_is_not_tied_to_are_not_grouped_again(world, large):
    with Ledger(None, weights()) as ledger:
        ledger.change(world.slice(0, 109), [])
        done = ledger.change(world.slice(109, 1), [])
        assert done.pairs > 1
        assert done.regrouped == 1


def test_the_tables_outlive_the_process_and_know_what_they_fit(world, large, tmp_path):
    path = tmp_path / "linking.duckdb"
    with Ledger(path, weights(), "key") as ledger:
        ledger.change(world.slice(0, 100), [])
    with Ledger(path, weights(), "key") as ledger:
        assert ledger.fits(110)
        assert not ledger.fits(130)
        ledger.change(world.slice(100), [])
        assert groups(ledger) == whole(world)
    with Ledger(path, weights(), "other") as ledger:
        assert not ledger.fits(110)
        ledger.clear()
        ledger.change(world, [])
        assert groups(ledger) == whole(world)


def test_clusters_of_a_wide_part_join_what_comes_beside_them(world, large, monkeypatch):
    monkeypatch.setattr(regrouping, "WIDE", 3)
    with Ledger(None, weights()) as ledger:
        ledger.change(world.slice(0, 100), [])
        ledger.change(world.slice(100), [])
        found, expected = groups(ledger), whole(world)
    assert set().union(*found) == set().union(*expected)
    assert len(found & expected) >= 0.9 * len(expected)
