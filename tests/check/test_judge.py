"""Severity, preferred value, decisions, and what is counted out."""

from __future__ import annotations

from pipeline.edtf import Edtf
from pipeline.model import Decision
from tests.check.telling import compare, found, tell

EVENT = [tell("a", "They met on the 3rd", "2021-05-03"), tell("b", "They met on the 4th", "2021-05-04")]
BASE = found(compare(EVENT), "date")[0]


def decision(kind: str = "conflict", **more: object) -> Decision:
    return Decision(**{"id": "d1", "at": "2021-06-01T00:00:00Z", "by": "kim", "kind": kind, "target": (), **more})  # type: ignore[arg-type]


def test_small_date_contradictions_are_medium() -> None:
    assert BASE.severity == "medium"
    assert BASE.delta == "1 day"


def test_each_value_has_its_quote_and_its_tellers() -> None:
    first = BASE.values[0]
    assert (first.value, first.quote) == ("2021-05-03", "They met on the 3rd")
    assert (first.mention_ids, first.documents, first.languages, first.n_origins) == (("a-1",), ("a",), ("en",), 1)


def test_no_rule_no_preferred_value() -> None:
    assert (BASE.preferred_value, BASE.preferred_rule) == ("", "")


def test_the_explicit_date_is_preferred() -> None:
    event = [EVENT[0], tell("b", "They met on the 4th", "2021-05-04", basis="partial")]
    conflict = found(compare(event), "date")[0]
    assert (conflict.preferred_value, conflict.preferred_rule) == ("2021-05-03", "explicit date")


def test_more_independent_origins_come_next() -> None:
    conflict = found(compare([*EVENT, tell("c", "It was on the 4th that they met", "2021-05-04")]), "date")[0]
    assert (conflict.preferred_value, conflict.preferred_rule) == ("2021-05-04", "more independent origins")


def test_a_month_with_most_origins_prefers_the_day_told_inside_it() -> None:
    told = [tell("a", "They met on 12 June", "2018-06-12"), tell("b", "They met in June", "2018-06")]
    conflict = found(compare([*told, tell("c", "They met on 26 May", "2018-05-26")]), "date")[0]
    assert (conflict.preferred_value, conflict.preferred_rule) == ("2018-06-12", "more independent origins")


def test_the_later_text_comes_last() -> None:
    published = {"a": {"published": Edtf("2021-05-05")}, "b": {"published": Edtf("2021-05-06")}}
    conflict = found(compare(EVENT, documents=published), "date")[0]
    assert (conflict.preferred_value, conflict.preferred_rule) == ("2021-05-04", "later text")


def test_the_primary_text_comes_before_all_texts() -> None:
    event = [EVENT[0], tell("b", "They met on the 4th", "2021-05-04", basis="partial")]
    conflict = found(compare(event, documents={"b": {"role": "primary"}}), "date")[0]
    assert (conflict.preferred_value, conflict.preferred_rule) == ("2021-05-04", "primary text")


def test_the_reviewer_comes_first() -> None:
    chosen = decision("field", target=("a-1",), field="date", value="2021-05-05")
    conflict = found(compare(EVENT, decisions=[chosen]), "date")[0]
    assert (conflict.preferred_value, conflict.preferred_rule) == ("2021-05-05", "reviewer")


def test_a_decision_on_the_conflict_sets_its_state() -> None:
    by_id = decision(target=(BASE.id,), verdict="explained", note="time zones")
    conflict = found(compare(EVENT, decisions=[by_id]), "date")[0]
    assert (conflict.state, conflict.reviewed_by, conflict.note) == ("explained", "kim", "time zones")


def test_a_decision_survives_a_new_text() -> None:
    by_mentions = decision(target=("a-1", "b-1"), field="date", verdict="dismissed")
    more = [*EVENT, tell("c", "They met on the 5th of May", "2021-05-05")]
    assert [c.state for c in found(compare(more, decisions=[by_mentions]), "date")] == ["dismissed"]


def test_the_last_decision_holds_and_a_withdrawn_one_does_not() -> None:
    first = decision(target=(BASE.id,), verdict="explained")
    second = decision(id="d2", target=(BASE.id,), verdict="resolved", value="2021-05-03")
    withdrawn = decision("withdraw", id="d3", target=("d2",))
    state = [c.state for c in compare(EVENT, decisions=[first, second]).conflicts]
    assert state == ["resolved"]
    assert [c.state for c in compare(EVENT, decisions=[first, second, withdrawn]).conflicts] == ["explained"]


def test_events_count_documents_origins_and_conflicts() -> None:
    event = compare(EVENT).events[0]
    assert (event.n_documents, event.n_origins, event.n_conflicts) == (2, 2, 1)


def test_an_explanation_is_one_sentence_that_names_who_says_what() -> None:
    assert BASE.explanation.count(". ") == 0
    for part in ("2021-05-03 (a)", "2021-05-04 (b)", "1 day apart"):
        assert part in BASE.explanation


def test_the_order_of_the_input_changes_nothing() -> None:
    assert compare(EVENT[::-1]).conflicts == compare(EVENT).conflicts
