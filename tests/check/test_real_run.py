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
AD = "알루미늄배트"  # a shop's word, inserted into the sentences of one document
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

    def found(self, tables: Tables, *gold: str) -> list[list[dict[str, Any]]]:
        """The mentions found where each of these gold mentions stands."""
        places = {row["id"]: row for path in (SHARED / "eval" / "gold").glob("0*.jsonl") for row in gold_rows(path)}
        return [[m for m in tables["mentions"] if overlap(m, places[one])] for one in gold]

    def about(self, tables: Tables, *gold: str) -> list[dict[str, Any]]:
        """Conflicts in which a mention found where each of these gold mentions stands has a part."""
        wanted = [{m["mention_id"] for m in found} for found in self.found(tables, *gold)]
        told = [(row, {m for v in row["values"] for m in v["mention_ids"]}) for row in tables["conflicts"]]
        return [row for row, members in told if all(members & one for one in wanted)]

    def kinds(self, found: list[dict[str, Any]], field: str) -> set[tuple[str, str]]:
        return {(row["kind"], row["scope"]) for row in found if row["field"] == field}

    def events(self, tables: Tables, *gold: str) -> list[set[str]]:
        """The event rows of the mentions found where each gold mention stands."""
        return [{m["event_id"] for m in found} for found in self.found(tables, *gold)]

    def test_treaty_of_2000_dates_contradict_within_and_across(self, tables: Tables) -> None:
        first, body, other = self.events(tables, "002-001", "002-011", "001-013")
        assert len(first & body & other) == 1
        dates = [row for row in self.about(tables, "002-001") if row["field"] == "date"]
        wrong = [row for row in dates if row["kind"] == "contradiction"]
        assert {row["scope"] for row in wrong} == {"within_document", "cross_document"}
        assert all({"2000-06", "2000-02-09"} <= {v["value"] for v in row["values"]} for row in wrong)
        assert {row["preferred_value"] for row in wrong} == {"2000-02-09"}

    def test_end_of_the_1961_treaty_is_two_events_with_two_quarrels(self, tables: Tables) -> None:
        announced, lapsed = self.events(tables, "002-007", "002-008")
        assert not announced & lapsed
        who = self.about(tables, "000-005", "001-012")
        assert self.kinds(who, "actor") == {("contradiction", "cross_document")}
        (stage,) = [row for row in self.about(tables, "002-007", "002-037") if row["field"] == "claim"]
        assert stage["kind"] == "contradiction"
        assert {"announced 1995-09", "ended 1995", "ended 1996"} <= {v["value"] for v in stage["values"]}

    def test_rail_freight(self, tables: Tables) -> None:
        korean, chinese = self.events(tables, "000-152", "003-076")
        assert korean & chinese
        found = self.about(tables, "000-152", "003-076")
        assert self.kinds(found, "date") == {("contradiction", "cross_lingual")}
        assert {row["delta"] for row in found if row["field"] == "date"} == {"1 day"}
        assert self.kinds(found, "quantity") == {("granularity", "cross_lingual")}
        assert self.kinds(found, "claim") == {("scope", "cross_lingual")}

    def test_visit_of_2000_is_granularity(self, tables: Tables) -> None:
        found = self.about(tables, "001-014", "002-012", "002-016", "003-047")
        misprint = self.about(tables, "001-001", "003-047")
        assert self.kinds([row for row in found if row not in misprint], "date") == {("granularity", "cross_lingual")}

    def test_the_headline_that_counts_24_years_from_2019(self, tables: Tables) -> None:
        headline, visit = self.events(tables, "001-001", "002-016")
        (first_in_russia,) = self.events(tables, "001-030")
        assert not headline & first_in_russia
        assert not visit & first_in_russia
        found = self.about(tables, "001-001", "001-002")
        assert "arithmetic" in {row["kind"] for row in found if row["field"] == "date"}
        wrong = [row for row in self.about(tables, "001-001", "002-016") if row["kind"] == "contradiction"]
        assert [(row["field"], row["severity"], row["values"][0]["value"]) for row in wrong] == [
            ("date", "high", "2019")
        ]

    def test_a_crossing_one_day_and_the_summit_the_next_are_two_events_without_conflict(self, tables: Tables) -> None:
        def on(day: str) -> dict[str, set[str]]:
            told = [m for m in tables["mentions"] if m["date"] == day and m["type"] == "CONSULT"]
            return {m["doc_id"][:3]: {o["event_id"] for o in told if o["doc_id"] == m["doc_id"]} for m in told}

        crossing, summit = on("2019-04-24"), on("2019-04-25")
        assert summit["000"] & summit["001"]
        assert not crossing["000"] & (summit["000"] | summit["001"])
        rows_of = crossing["000"] | summit["000"] | summit["001"]
        wrong = [row for row in tables["conflicts"] if row["event_id"] in rows_of and row["field"] == "date"]
        assert {row["kind"] for row in wrong} <= {"granularity"}

    def test_a_claim_and_its_denial(self, tables: Tables) -> None:
        claim, denial = self.events(tables, "000-188", "000-190")
        assert not claim & denial
        found = self.about(tables, "000-188", "000-190")
        assert [(row["field"], row["kind"]) for row in found] == [("status", "contradiction")]
        assert {v["value"] for v in found[0]["values"]} == {"claimed", "denied"}

    def test_inserted_advertising_is_no_actor_and_moves_no_offset(self, tables: Tables) -> None:
        path = next((SHARED / "corpus").glob("001_*.txt"))
        text = path.read_bytes().decode("utf-8")
        inside = [m for m in tables["mentions"] if m["doc_id"] == path.stem]
        assert any(AD in m["text"] for m in inside)
        for mention in inside:
            assert text[mention["start"] : mention["end"]] == mention["text"]
            assert not any(AD in actor["name"] for actor in mention["actors"])


def overlap(mention: dict[str, Any], gold: dict[str, Any]) -> bool:
    return bool(mention["doc_id"] == gold["doc"] and mention["start"] < gold["end"] and gold["start"] < mention["end"])
