"""The acceptance cases, on gold mentions of the shared corpus; and our own sample corpus."""

from __future__ import annotations

import pytest

from pipeline.check.knowledge import Knowledge
from pipeline.model import Checked, Conflict
from tests.check.gold_run import ROOT, SHARED, checked, linked, touching

GOLD, CORPUS = SHARED / "eval" / "gold", SHARED / "corpus"
corpus = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (GOLD / "clusters.jsonl").is_file(), reason="the shared corpus is absent"),
]


@pytest.fixture(scope="module")
def result() -> Checked:
    return checked(GOLD, CORPUS)


@pytest.fixture(scope="module")
def sample() -> Checked:
    return checked(ROOT / "tests" / "gold", ROOT / "corpus")


def kinds(conflicts: list[Conflict], field: str) -> set[tuple[str, str]]:
    return {(c.kind, c.scope) for c in conflicts if c.field == field}


class TestSharedCorpus:
    pytestmark = corpus

    def test_treaty_of_2000_dates_contradict_within_and_across(self, result: Checked) -> None:
        found = touching(result, "002-001")
        assert {("contradiction", "within_document"), ("contradiction", "cross_document")} <= kinds(found, "date")
        assert {c.preferred_value for c in found if c.field == "date" and c.kind == "contradiction"} == {"2000-02-09"}

    def test_end_of_the_1961_treaty_who_ended_it_and_when(self, result: Checked) -> None:
        assert ("contradiction", "cross_document") in kinds(touching(result, "000-005", "001-012"), "actor")
        assert "contradiction" in {kind for kind, _ in kinds(touching(result, "002-007", "002-037"), "claim")}

    def test_rail_freight(self, result: Checked) -> None:
        found = touching(result, "000-152", "003-076")
        assert kinds(found, "date") == {("contradiction", "cross_lingual")}
        assert {c.delta for c in found if c.field == "date"} == {"1 day"}
        assert kinds(found, "quantity") == {("granularity", "cross_lingual")}
        assert kinds(found, "claim") == {("scope", "cross_lingual")}

    def test_visit_of_2000_is_granularity_and_the_headline_a_contradiction(self, result: Checked) -> None:
        found = touching(result, "001-014", "002-012", "002-016", "003-047")
        assert {kind for kind, _ in kinds(found, "date")} == {"granularity"}
        headline = touching(result, "001-001")
        assert {"contradiction", "arithmetic"} <= {c.kind for c in headline if c.field == "date"}

    def test_claim_and_denial_of_volunteers(self, result: Checked) -> None:
        (conflict,) = touching(result, "000-188", "000-190")
        assert (conflict.field, conflict.kind) == ("status", "contradiction")
        assert {value.value for value in conflict.values} == {"claimed", "denied"}

    def test_gold_conflicts_are_found(self, result: Checked) -> None:
        import json

        names = {"count": "quantity"}
        wanted, hit = 0, 0
        for line in (GOLD / "clusters.jsonl").read_text(encoding="utf-8").splitlines():
            cluster = json.loads(line)
            for gold in cluster["conflicts"]:
                wanted += 1
                field = names.get(gold["field"], gold["field"])
                hit += any(c.event_id == cluster["event"] and c.field == field for c in result.conflicts)
        assert hit / wanted >= 0.85

    def test_every_quote_stands_in_its_document(self, result: Checked) -> None:
        _, documents, _ = linked(GOLD, CORPUS)
        texts = {document.id: document.text for document in documents}
        for conflict in result.conflicts:
            for value in conflict.values:
                assert any(value.quote in texts[name] for name in value.documents)


class TestSampleCorpus:
    def test_the_reprint_and_the_translation_are_one_origin(self, sample: Checked) -> None:
        origins = dict(sample.document_origins)
        assert len({origins[name] for name in ("ko_wire_liaison", "ko_reprint_liaison", "zh_wire_liaison")}) == 1
        assert {(c.document_id, c.kind) for c in sample.copies} >= {
            ("ko_reprint_liaison", "copy"),
            ("zh_wire_liaison", "translation"),
        }

    def test_the_opening_day_is_disputed(self, sample: Checked) -> None:
        found = touching(sample, "zh_wiki_summits-014", "ko_wire_liaison-002")
        assert [(c.field, c.kind, c.preferred_value) for c in found] == [("date", "contradiction", "2018-09-14")]

    def test_few_contradictions_where_gold_has_few(self, sample: Checked) -> None:
        assert len([c for c in sample.conflicts if c.kind == "contradiction"]) <= 3


def test_every_field_and_kind_has_a_sentence() -> None:
    texts = Knowledge().explanations
    for field in ("date", "quantity", "place", "actor", "status", "type", "claim"):
        assert "contradiction" in texts[field]
