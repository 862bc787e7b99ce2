"""Pair scores on Spark by way of Splink are those of a local run, to the integer."""

from __future__ import annotations

import random
import shutil

import pytest

from pipeline.reconcile import candidates, rarity
from pipeline.reconcile.ledger import Kept
from pipeline.reconcile.linking import Verdicts, link
from pipeline.reconcile.scoring import score_here
from pipeline.reconcile.spark_pairs import SparkScorer, spark_sql
from pipeline.reconcile.stage import feature_table
from pipeline.reconcile.vectors import load_vectors
from pipeline.reconcile.weights import load_weights
from tests.reconcile.mentions import ENTITIES, mention

KINDS = [
    ("CONSULT", "visit"),
    ("CONSULT", "summit"),
    ("AGREE", "sign"),
    ("AID", "goods"),
    ("STATEMENT", ""),
    ("OTHER", "death"),
]
ACTORS = ["Q11:s Q2:t", "Q1:p Q2:p", "Q12:s Q3:t", "Q13:p Q12:p Q3:p", "Q2:s Q11:t", "Q14:s", ""]
SAYS = [
    "the second round on trade and oil was held",
    "a third visit with talks on oil",
    "they signed resolution 2021 on trade",
]


@pytest.mark.parametrize(
    ("duckdb", "spark"),
    [
        ("len(a_l) = 0", "SIZE(a_l) = 0"),
        ("list_has_all(a_l, b_r)", "SIZE(ARRAY_EXCEPT(b_r, a_l)) = 0"),
        ("not list_has_any(a_l, b_r)", "NOT ARRAYS_OVERLAP(a_l, b_r)"),
        ("len(list_filter(a_l, lambda x: not list_contains(b_l, x))) > 0",
         "SIZE(FILTER(a_l, x -> NOT ARRAY_CONTAINS(b_l, x))) > 0"),
        ("year(date '1970-01-01' + d0_l) = 2021", "YEAR(CAST('1970-01-01' AS DATE) + d0_l) = 2021"),
    ],
)  # fmt: skip
def test_conditions_are_translated(duckdb, spark):
    assert spark_sql(duckdb) == spark


def test_shared_expressions_keep_together_where_they_are_written_out():
    weights = load_weights()
    content = dict(weights.expressions)["content"]
    assert weights.condition("a and {content}", inline=True) == f"a and ({content})"


@pytest.fixture
def world(resources, tmp_path):
    """Mentions of which every comparison has something to say, some of them with vectors."""
    dice = random.Random(11)
    told, texts = [], {}
    for at in range(160):
        event, text = at % 30, dice.choice(SAYS)
        date = dice.choice([f"2021-{event % 6 + 1:02}-{event % 27 + 1:02}", f"2021-{event % 6 + 1:02}", "2021"])
        told.append(
            mention(
                f"m{at:03}", f"d{at % 23}", date, *dice.choice([KINDS[event % 6], dice.choice(KINDS)]),
                dice.choice(ACTORS), place=dice.choice(["", "Q2", "Q21"]), at=at * len(text), long=len(text),
                status=dice.choice(["occurred", "planned", "ongoing"]), language=dice.choice(["en", "ko"]),
                quantities=[("people", "person", float(dice.randrange(90, 110)))] if dice.random() < 0.5 else (),
            )
        )  # fmt: skip
        texts[f"d{at % 23}"] = texts.get(f"d{at % 23}", "").ljust(at * len(text)) + text
    path = tmp_path / "vectors.csv"
    lines = [f"{each.id},{dice.gauss(0, 1)},{dice.gauss(0, 1)},{dice.gauss(0, 1)}" for each in told[::2]]
    path.write_text("\n".join(["mention_id,a,b,c", *lines]), encoding="utf-8")
    documents = {name: _document(name, text) for name, text in texts.items()}
    return feature_table(told, ENTITIES, documents, resources.link_patterns, load_vectors(path))


def _document(name, text):
    from pipeline.model import Document

    return Document(id=name, text=text, sha256=name)


@pytest.mark.java
@pytest.mark.enable_socket
@pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime here")
def test_spark_gives_the_scores_of_a_local_run(world):
    pytest.importorskip("pyspark")
    here = link(world, load_weights(), Verdicts())
    assert len(here.pairs) > 1000
    assert len({level for pair in here.pairs for level in enumerate(pair.levels)}) > 45
    assert link(world, load_weights(), Verdicts(), scorer=SparkScorer(master="local[1]", least=1)) == here


def test_few_pairs_do_not_start_spark(world):
    assert link(world, load_weights(), Verdicts(), scorer=SparkScorer(master="nowhere")).pairs


def test_a_table_that_grows_is_scored_where_it_is_told(world, tmp_path, monkeypatch):
    monkeypatch.setattr(rarity, "LARGE", 0)
    monkeypatch.setattr(candidates, "FEW", 0)
    asked = []

    def elsewhere(connection, weights, into, pairs, features, columns="*"):
        asked.append(pairs)
        score_here(connection, weights, into, pairs, features, columns)

    kept = Kept(path=tmp_path / "linking.duckdb")
    assert link(world, load_weights(), Verdicts(), kept, elsewhere) == link(world, load_weights(), Verdicts())
    assert asked == ["pairs"]
