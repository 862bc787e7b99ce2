"""Scores and floors, on small gold of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import floors
from pipeline.edtf import Edtf
from pipeline.errors import PipelineError
from pipeline.evaluate import Scores, score
from pipeline.gold import Gold, GoldCluster, GoldMention, load_gold
from pipeline.pairing import Row


def gold_mention(number: int, date: str, lang: str = "ko", doc: str = "a") -> GoldMention:
    return GoldMention(
        id=f"{doc}-{number}",
        doc=doc,
        lang=lang,
        start=number * 10,
        end=number * 10 + 8,
        text="회담을 열었다",
        date=Edtf.parse(date),
        type="CONSULT",
        actors=(("외교부", "Ministry"),),
        place="Seoul",
        status="occurred",
    )


def row(number: int, date: str, event: str = "e1", doc: str = "a", lang: str = "ko", **values: str) -> Row:
    return Row(
        doc_id=doc,
        lang=lang,
        start=number * 10 + 1,
        end=number * 10 + 6,
        text="회담을 열었다",
        date=Edtf.parse(date),
        type=values.get("type", "CONSULT"),
        actors=("외교부",),
        place=values.get("place", "Seoul, South Korea"),
        status="occurred",
        event_id=event,
    )


def gold_of(*mentions: GoldMention, clusters: tuple[GoldCluster, ...] = (), scope=()) -> Gold:
    return Gold(mentions=mentions, clusters=clusters, scope=scope, digest="d")


def test_a_perfect_table_scores_one_everywhere() -> None:
    gold = gold_of(gold_mention(0, "2021-05-03"), gold_mention(1, "2021-05"))
    scores = score(gold, [row(0, "2021-05-03", "e1"), row(1, "2021-05", "e2")])
    assert all(
        value.f1 == pytest.approx(1)
        for _, field, value in scores.table
        if "pairs" not in field and field != "conflicts"
    )
    assert scores.misses == ()


def test_month_is_not_its_first_day() -> None:
    scores = score(gold_of(gold_mention(0, "2021-05")), [row(0, "2021-05-01")])
    assert scores.of("all", "span").f1 == 1
    assert scores.of("ko", "date").f1 == 0
    assert [miss.kind for miss in scores.misses] == ["date"]


def test_one_row_pairs_with_one_gold_mention_only() -> None:
    wide = row(0, "2021-05-03")
    scores = score(gold_of(gold_mention(0, "2021-05-03")), [wide, wide])
    span = scores.of("all", "span")
    assert (span.precision, span.recall) == (0.5, 1)


def test_rows_of_other_documents_and_outside_the_scope_do_not_count() -> None:
    gold = gold_of(gold_mention(0, "2021-05-03"), scope=(("a", ((0, 10),)),))
    scores = score(gold, [row(0, "2021-05-03"), row(5, "2021-05-03"), row(0, "2021", doc="b")])
    assert scores.of("all", "date").f1 == 1


def test_clusters_are_scored_across_documents_and_languages() -> None:
    left, right = gold_mention(0, "2021-05-03"), gold_mention(0, "2021-05-03", "zh", "b")
    gold = gold_of(left, right, clusters=(GoldCluster(event="E", members=(left.id, right.id), conflicts=("date",)),))
    together = [row(0, "2021-05-03", "e1"), row(0, "2021-05-03", "e1", "b", "zh")]
    apart = [row(0, "2021-05-03", "e1"), row(0, "2021-05-03", "e2", "b", "zh")]
    joined = score(gold, together, [("e1", "date"), ("e1", "place")])
    assert joined.of("all", "clusters").f1 == 1
    assert joined.of("all", "cross_lingual_pairs").f1 == 1
    assert joined.of("all", "conflicts").precision == 0.5
    split = score(gold, apart)
    assert split.of("all", "clusters").recall == 0.5
    assert split.of("all", "cross_document_pairs").recall == 0


def test_gold_folder_is_read_and_its_faults_are_named(tmp_path: Path) -> None:
    line = {"id": "a-1", "doc": "a", "lang": "ko", "start": 0, "end": 5, "text": "x", "date": "2021", "type": "OTHER"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    cluster = {"event": "E", "members": ["a-1"], "conflicts": [{"field": "count"}]}
    (tmp_path / "clusters.jsonl").write_text(json.dumps(cluster), encoding="utf-8")
    gold = load_gold(tmp_path)
    assert [mention.id for mention in gold.mentions] == ["a-1"]
    assert gold.clusters[0].conflicts == ("quantity",)
    (tmp_path / "b.jsonl").write_text("{}\n{nonsense", encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_gold(tmp_path)
    assert "b.jsonl" in caught.value.message


def scores_of(date: str) -> Scores:
    return score(gold_of(gold_mention(0, "2021-05-03")), [row(0, date)])


def test_a_floor_falls_only_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    good, bad = scores_of("2021-05-03"), scores_of("2021-06-03")
    assert floors.update(path, "set", "d", good) == ()
    assert floors.below(path, "set", "d", good) == ()
    fallen = floors.below(path, "set", "d", bad)
    assert ("ko", "date") in {(one.language, one.field) for one in fallen}
    before = path.read_text(encoding="utf-8")
    assert floors.update(path, "set", "d", bad) == fallen
    assert path.read_text(encoding="utf-8") == before
    assert floors.update(path, "set", "d", bad, "the gold was wrong") == ()
    assert "the gold was wrong" in path.read_text(encoding="utf-8")
    assert floors.below(path, "set", "d", bad) == ()


def test_floors_of_other_gold_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.update(path, "set", "d", scores_of("2021-05-03"))
    with pytest.raises(PipelineError, match="other gold"):
        floors.below(path, "set", "changed", scores_of("2021-05-03"))
    assert floors.below(path, "another set", "d", scores_of("2021-05-03")) == ()
