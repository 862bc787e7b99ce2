"""Sentence vectors of the user: one feature among others, that never decides alone."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from operator import mul
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from pipeline.cli import invoke
from pipeline.errors import EXIT, PipelineError
from pipeline.reconcile import candidates, rarity
from pipeline.reconcile.ledger import Kept
from pipeline.reconcile.linking import Verdicts, compare_all, link, weights_of
from pipeline.reconcile.stage import feature_table
from pipeline.reconcile.vectors import SCALE, load_vectors
from pipeline.reconcile.weights import load_weights
from pipeline.write.tables import rows
from tests.articles import write_articles
from tests.reconcile.mentions import ENTITIES, mention

NONE = Verdicts()


@pytest.fixture
def file(tmp_path):
    """Writes vectors by mention id, returns the path."""

    def write(**vectors):
        path = tmp_path / "vectors.parquet"
        parquet.write_table(pa.table({"mention_id": list(vectors), "vector": list(vectors.values())}), path)
        return path

    return write


def same_happening():
    """The same summit told by two documents."""
    more = {"place": "Q21", "quantities": (("people", "person", 300.0),)}
    return tuple(
        mention(name, f"doc-{name}", "2021-05-04", "CONSULT", "summit", "Q11:p Q12:p", **more) for name in "ab"
    )


def other_happenings():
    """A summit and an accusation of one day that share nobody."""
    return (
        mention("a", "doc-a", "2021-05-04", "CONSULT", "summit", "Q11:p Q12:p", place="Q21"),
        mention("b", "doc-b", "2021-05-04", "ACCUSE", "", "Q3:s Q14:t", place="Q1"),
    )


def bits_of(told, resources, path, n=None):
    """The weight of the one pair, at the density of so many mentions."""
    table = feature_table(told, ENTITIES, {}, resources.link_patterns, load_vectors(path) if path else None)
    weights = weights_of(table, load_weights()) if n is None else load_weights().at_density(n)
    (pair,) = compare_all(table, [(0, 1)], weights)
    return pair.weight


@pytest.mark.parametrize("n", [2, 500, 10_000, 100_000, 1_000_000])
def test_equal_vectors_do_not_join_what_shares_nothing_else(resources, file, n):
    assert bits_of(other_happenings(), resources, file(a=[1.0, 2.0], b=[1.0, 2.0]), n) < 0


@pytest.mark.parametrize("n", [2, 500, 10_000, 100_000])
def test_opposite_vectors_do_not_split_what_agrees_in_all_else(resources, file, n):
    assert bits_of(same_happening(), resources, file(a=[1.0, 2.0], b=[-1.0, -2.0]), n) > 0


def test_alike_vectors_count_in_favour(resources, file):
    alike = bits_of(same_happening(), resources, file(a=[1.0, 2.0], b=[1.1, 2.0]))
    apart = bits_of(same_happening(), resources, file(a=[1.0, 2.0], b=[-2.0, 1.0]))
    assert alike > apart


@pytest.mark.parametrize("vectors", [{"a": [1.0, 2.0]}, {"x": [1.0, 2.0]}, {"a": [0.0, 0.0], "b": [1.0, 2.0]}])
def test_a_missing_vector_says_nothing(resources, file, vectors):
    assert bits_of(same_happening(), resources, file(**vectors)) == bits_of(same_happening(), resources, None)


def test_csv_and_parquet_give_the_same(tmp_path, file):
    lines = ["mention_id,v0,v1", "a,3,4", "b,1e30,1e30"]
    path = tmp_path / "vectors.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = [load_vectors(each).of(["b", "x", "a"]).to_pylist() for each in (path, file(a=[3, 4], b=[1e30, 1e30]))]
    assert told[0] == told[1]
    assert told[0][1] is None
    assert told[0][2] == [round(0.6 * SCALE), round(0.8 * SCALE)]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"mention_id": ["a"]}, "no column `vector`"),
        ({"name": ["a"], "vector": [[1.0]]}, "mention_id"),
        ({"mention_id": ["a", "b"], "vector": [[1.0], [1.0, 2.0]]}, "different widths: 1, 2"),
        ({"mention_id": ["a", "a"], "vector": [[1.0], [2.0]]}, "mention a has two"),
        ({"mention_id": ["a"], "vector": [[math.nan]]}, "mention a holds something that is no number"),
        ({"mention_id": ["a"], "vector": [[1.0, None]]}, "mention a holds something that is no number"),
        ({"mention_id": ["a"], "vector": ["1 2"]}, "no lists of numbers"),
        ({"mention_id": ["a"], "vector": [["x"]]}, "x"),
        ({"mention_id": pa.array([], pa.string()), "vector": pa.array([], pa.list_(pa.float32()))}, "no vectors"),
    ],
)
def test_a_bad_file_is_one_error_with_a_hint(tmp_path, columns, says):
    path = tmp_path / "bad.parquet"
    parquet.write_table(pa.table(columns), path)
    with pytest.raises(PipelineError, match=says) as caught:
        load_vectors(path)
    assert caught.value.code == "bad-vectors"
    assert "docs/linking.md" in caught.value.hint


@pytest.mark.parametrize(
    "text", [None, "", "mention_id,v0\na,x\n", "mention_id\na\n", "v0\n1\n", "mention_id,v0\na,\n"]
)
def test_a_bad_csv_file_is_an_error_too(tmp_path, text):
    path = tmp_path / "bad.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_vectors(path)
    assert caught.value.code == "bad-vectors"


def test_a_table_that_grows_follows_changed_vectors(resources, file, tmp_path, monkeypatch):
    monkeypatch.setattr(rarity, "LARGE", 0)
    monkeypatch.setattr(candidates, "FEW", 0)
    told = [
        mention(f"m{at:02}", f"d{at}", f"2021-05-{at % 3 + 4:02}", "CONSULT", "summit", "Q11:p Q12:p", place="Q21")
        for at in range(24)
    ]

    def linked(path, kept=None):
        vectors = load_vectors(path) if path else None
        table = feature_table(told, ENTITIES, {}, resources.link_patterns, vectors)
        found = link(table, load_weights(), NONE, kept)
        return found.labels, found.means

    first = {row.id: [1.0, float(at % 2)] for at, row in enumerate(told)}
    second = {**first, "m00": [-1.0, 0.5], "m07": [-1.0, -1.0]}
    kept = Kept(path=tmp_path / "linking.duckdb", key="k")
    for path in (None, file(**first), file(**second), None):
        assert linked(path, kept) == linked(path)


def test_a_run_with_vectors(tmp_path, capsys):
    articles, out, path = write_articles(tmp_path / "articles"), tmp_path / "out", tmp_path / "vectors.csv"
    assert invoke(["run", str(articles), "--out", str(out), "--quiet"]) == EXIT.OK
    ids = [str(row["mention_id"]) for row in rows(out, "mentions")]
    path.write_text("\n".join(["mention_id,v0,v1", *(f"{name},1,0" for name in ids[1:])]) + "\n", encoding="utf-8")
    with_vectors = ["run", str(articles), "--out", str(out), "--vectors", str(path)]
    assert invoke([*with_vectors, "--quiet"]) == EXIT.OK
    log = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert log["settings"]["link_vectors"] == str(path)
    assert log["counts"]["mentions_with_vectors"] == len(ids) - 1
    assert {row["made"] for row in log["stages"] if row["stage"] in ("read", "extract")} == {0}
    before = {each.name: each.read_bytes() for each in out.glob("*.parquet")}
    assert invoke([*with_vectors, "--fresh", "--quiet"]) == EXIT.OK
    assert {each.name: each.read_bytes() for each in out.glob("*.parquet")} == before
    capsys.readouterr()
    assert invoke(["explain", ids[1], ids[2], "--out", str(out)]) == EXIT.OK
    assert "vectors: cosine 0.40 and more" in capsys.readouterr().out
    assert invoke(["explain", ids[0], ids[2], "--out", str(out)]) == EXIT.OK
    assert "vectors: a side has none" in capsys.readouterr().out


def test_the_recipe_of_the_docs_makes_vectors(tmp_path):
    docs = Path(__file__).parents[2] / "docs" / "linking.md"
    recipe, told, made = tmp_path / "embed.py", tmp_path / "mentions.parquet", tmp_path / "vectors.parquet"
    recipe.write_text(
        docs.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0], encoding="utf-8"
    )
    texts = [
        "The two met in Port Sud",
        "The two leaders met in Port Sud",
        "A quake struck Norland",
        "Rain fell on Westland",
    ]
    columns = {"mention_id": list("abcd"), "lang": ["en"] * 4, "text": texts}
    parquet.write_table(pa.table(columns), told)
    subprocess.run([sys.executable, recipe, told, made], check=True)
    first, second, third, _ = load_vectors(made).of(list("abcd")).to_pylist()
    assert sum(map(mul, first, second)) > 0.4 * SCALE**2
    assert sum(map(mul, first, third)) < 0


def test_a_run_without_the_file_of_vectors_says_so(tmp_path, capsys):
    articles = write_articles(tmp_path / "articles")
    arguments = ["run", str(articles), "--out", str(tmp_path / "out"), "--vectors", str(tmp_path / "gone.parquet")]
    assert invoke(arguments) == EXIT.USAGE
    told = capsys.readouterr().err.splitlines()
    assert told[-2].startswith("error:")
    assert "gone.parquet" in told[-2]
    assert told[-1].startswith("  hint:")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(PipelineError, match="there is no such file"):
        load_vectors(tmp_path / "none.parquet")
