"""The checks on what the whole chain finds: invariants on the sample corpus, some cases on the shared one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.check.report import FIELDS, KINDS, SEVERITIES, text
from pipeline.write.tables import rows, sheet
from tests.check.gold_run import ROOT, SHARED, gold_rows

TABLES = ("conflicts", "events", "mentions", "documents")
Tables = dict[str, list[dict[str, Any]]]


def read(out: Path) -> Tables:
    return {name: rows(out, name) for name in TABLES}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tables]:
    out = tmp_path_factory.mktemp("sample")
    pipeline.run(ROOT / "corpus", out)
    return out, read(out)


def test_every_conflict_can_be_followed_to_its_quotes(sample: tuple[Path, Tables]) -> None:
    _, tables = sample
    mentions = {row["mention_id"]: row for row in tables["mentions"]}
    events = {row["event_id"] for row in tables["events"]}
    assert len({row["conflict_id"] for row in tables["conflicts"]}) == len(tables["conflicts"]) > 0
    for row in tables["conflicts"]:
        assert row["event_id"] in events
        assert row["field"] in FIELDS
        assert row["kind"] in KINDS
        assert row["severity"] in SEVERITIES
        assert len(row["values"]) >= 2
        assert row["explanation"].endswith(".")
        for value in (value for value in row["values"] if value["mention_ids"]):
            told = [mentions[mention_id] for mention_id in value["mention_ids"]]
            assert value["quote"] in {mention["text"] for mention in told}
            assert value["documents"] == sorted({mention["doc_id"] for mention in told})
            assert 1 <= value["n_origins"] <= len(told)


def test_counts_of_events_are_those_of_the_tables(sample: tuple[Path, Tables]) -> None:
    _, tables = sample
    for event in tables["events"]:
        told = [mention for mention in tables["mentions"] if mention["event_id"] == event["event_id"]]
        assert event["n_mentions"] == len(told)
        assert event["n_documents"] == len({mention["doc_id"] for mention in told})
        assert event["n_origins"] == len({mention["origin_group"] for mention in told})


def test_wire_reprint_and_translation_are_one_origin(sample: tuple[Path, Tables]) -> None:
    out, tables = sample
    origins = {row["doc_id"]: row["origin_group"] for row in tables["documents"]}
    assert len({origins[name] for name in ("ko_wire_liaison", "ko_reprint_liaison", "zh_wire_liaison")}) == 1
    assert {row["kind"] for row in sheet(out, "copies")} >= {"translation"}


def test_the_report_reads(sample: tuple[Path, Tables]) -> None:
    out, tables = sample
    report = text(tables.pop("conflicts"), **tables, copies=sheet(out, "copies"))  # type: ignore[arg-type]
    assert "disagreements: " in report.splitlines()[-1]
    tables["conflicts"] = rows(out, "conflicts")


@pytest.mark.corpus
@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the shared corpus is absent")
class TestSharedCorpus:
    @pytest.fixture(scope="module")
    @staticmethod
    def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
        out = tmp_path_factory.mktemp("shared")
        pipeline.run(SHARED / "corpus", out)
        return read(out)

    def about(self, tables: Tables, *gold: str) -> list[dict[str, Any]]:
        """Conflicts in which a mention found where each of these gold mentions stands has a part."""
        places = {row["id"]: row for path in (SHARED / "eval" / "gold").glob("0*.jsonl") for row in gold_rows(path)}
        wanted = [{m["mention_id"] for m in tables["mentions"] if overlap(m, places[one])} for one in gold]
        told = [(row, {m for v in row["values"] for m in v["mention_ids"]}) for row in tables["conflicts"]]
        return [row for row, members in told if all(members & one for one in wanted)]

    def test_a_claim_and_its_denial(self, tables: Tables) -> None:
        found = self.about(tables, "000-188", "000-190")
        assert [(row["field"], row["kind"]) for row in found] == [("status", "contradiction")]

    def test_a_day_inside_a_month_inside_a_year(self, tables: Tables) -> None:
        found = self.about(tables, "002-012", "003-047")
        assert {row["kind"] for row in found} == {"granularity"}


def overlap(mention: dict[str, Any], gold: dict[str, Any]) -> bool:
    return bool(mention["doc_id"] == gold["doc"] and mention["start"] < gold["end"] and gold["start"] < mention["end"])
