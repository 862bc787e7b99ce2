"""Date, status, place, type and actor: the kinds in their order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.distances import gap, length
from pipeline.edtf import Edtf
from tests.check.telling import compare, found, tell, values


def dates(*told: str, **more: object) -> list[tuple[str, str]]:
    event = [tell(f"d{i}", f"They met, text {i}", date, **more) for i, date in enumerate(told)]
    return [(c.kind, c.scope) for c in found(compare(event), "date")]


def test_equal_dates_are_no_conflict() -> None:
    assert dates("2021-05-03", "2021-05-03") == []


@pytest.mark.parametrize("finer", ["2021-05", "2021-05-03", "2021-05-03/2021-05-04"])
def test_a_finer_date_is_granularity(finer: str) -> None:
    assert dates("2021", finer) == [("granularity", "cross_document")]


def test_disjoint_days_contradict() -> None:
    assert dates("2021-05-03", "2021-05-04") == [("contradiction", "cross_document")]


def test_an_inherited_wide_date_is_not_less_precise() -> None:
    event = [tell("a", "They met", "2021", basis="inherited"), tell("b", "They talked", "2021-05-03")]
    assert compare(event).conflicts == ()


def test_no_document_contradicts_a_date_by_one_that_it_never_gives() -> None:
    headline = tell("a", "They signed it", "2021-05-04", basis="inherited")
    assert compare([headline, tell("a", "On 3 May they signed the text", "2021-05-03")]).conflicts == ()
    assert compare([headline, tell("b", "On 3 May they signed the text", "2021-05-03")]).conflicts == ()


def test_a_document_can_contradict_itself_and_others() -> None:
    event = [
        tell("a", "They signed it in June", "2000-06"),
        tell("a", "They signed it on 9 February", "2000-02-09"),
        tell("b", "It was signed on 9 February", "2000-02-09"),
    ]
    conflicts = found(compare(event), "date")
    assert {(c.kind, c.scope) for c in conflicts} == {
        ("contradiction", "within_document"),
        ("contradiction", "cross_document"),
    }
    assert {c.severity for c in conflicts} == {"high"}
    assert {c.preferred_value for c in conflicts} == {"2000-02-09"}


def test_languages_make_it_cross_lingual() -> None:
    event = [tell("a", "They met", "2021-05-03"), tell("b", "그들은 만났다", "2021-05-04", language="ko")]
    assert found(compare(event), "date")[0].scope == "cross_lingual"


def test_both_chinese_scripts_are_one_language() -> None:
    event = [
        tell("a", "双方会晤", "2021-05-03", language="zh-Hans"),
        tell("b", "雙方會晤", "2021-05-04", language="zh-Hant"),
    ]
    assert found(compare(event), "date")[0].scope == "cross_document"


def test_two_days_of_a_stay_agree() -> None:
    event = [
        tell("a", "They met for two days", "2021-05-03/2021-05-04"),
        tell("b", "They met on the 3rd", "2021-05-03"),
        tell("c", "They met on the 4th", "2021-05-04"),
    ]
    assert {c.kind for c in compare(event).conflicts} == {"granularity"}


def test_dates_side_by_side_in_one_clause_do_not_contradict() -> None:
    clause = "They met in 2001 and 2002"
    event = [tell("a", clause, "2001"), tell("a", clause, "2002"), tell("b", "They met in May 2001", "2001-05")]
    assert found(compare(event), "date", "contradiction") == []


def test_a_plan_that_was_moved_is_a_revision() -> None:
    event = [
        tell("a", "They will meet on 3 May", "2021-05-03", status="planned"),
        tell("b", "They met on 10 May", "2021-05-10"),
    ]
    assert [c.kind for c in found(compare(event), "date")] == ["revision"]


def test_a_later_report_of_the_same_publisher_is_a_revision() -> None:
    event = [tell("a", "They met on 3 May", "2021-05-03"), tell("b", "They met on 4 May", "2021-05-04")]
    published = {
        "a": {"publisher": "Daily", "published": Edtf("2021-05-04")},
        "b": {"publisher": "Daily", "published": Edtf("2021-05-05")},
    }
    assert [c.kind for c in found(compare(event, documents=published), "date")] == ["revision"]


def test_an_inferred_year_lowers_the_severity_and_is_said() -> None:
    event = [
        tell("a", "They met on 3 May", "2020-05-03", basis="partial"),
        tell("b", "They met on 3 May 2021", "2021-05-03"),
    ]
    conflict = found(compare(event), "date")[0]
    assert conflict.severity == "medium"
    assert "our reading" in conflict.explanation
    assert conflict.explanation.endswith(".")


def test_an_inferred_year_does_not_excuse_a_stated_day() -> None:
    event = [
        tell("a", "They met on 3 May", "2021-05-03", basis="partial"),
        tell("b", "They met on 4 May 2021", "2021-05-04"),
    ]
    conflict = found(compare(event), "date")[0]
    assert (conflict.severity, "our reading" in conflict.explanation) == ("medium", False)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("planned", "occurred", "revision"),
        ("cancelled", "planned", "revision"),
        ("ongoing", "occurred", "granularity"),
        ("claimed", "occurred", "granularity"),
        ("claimed", "denied", "contradiction"),
        ("occurred", "denied", "contradiction"),
        ("cancelled", "occurred", "contradiction"),
    ],
)
def test_statuses(left: str, right: str, kind: str) -> None:
    event = [tell("a", "They met", "2021", status=left), tell("b", "They talked", "2021", status=right)]
    conflict = found(compare(event), "status")[0]
    assert conflict.kind == kind
    assert conflict.severity == ("high" if kind == "contradiction" else "low")


@pytest.mark.parametrize(
    ("left", "right", "mode", "kind"),
    [
        ("port", "north", "", "granularity"),
        ("port", "pier", "", "granularity"),
        ("port", "hill", "", "contradiction"),
        ("port", "hill", "visit", "scope"),
        ("port", "bay", "visit", "contradiction"),
        ("port", "nobody", "", None),
    ],
)
def test_places(left: str, right: str, mode: str, kind: str | None) -> None:
    event = [tell("a", "They met", "2021", place=left, mode=mode), tell("b", "They talked", "2021", place=right)]
    assert [c.kind for c in found(compare(event), "place")] == ([kind] if kind else [])


def test_a_place_that_the_clause_does_not_name_is_not_told() -> None:
    from dataclasses import replace

    from pipeline.check import check
    from tests.check.telling import linked_run, resources

    event = [tell("a", "They met, at the port", "2021", place="port"), tell("b", "They met", "2021", place="hill")]
    linked, documents = linked_run(event)
    assert len(check(linked, documents, (), resources()).conflicts) == 1
    first, second = linked.mentions
    outside = replace(second, span=replace(second.span, end=second.span.end - 1))
    moved = replace(linked, mentions=(first, outside))
    assert check(moved, documents, (), resources()).conflicts == ()


def test_a_state_that_is_place_and_party_contradicts_no_place() -> None:
    event = [
        tell("a", "North and South signed it", "2021", type="AGREE", actors=("north", "south"), place="north"),
        tell("b", "It was signed at the bay", "2021", type="AGREE", place="bay"),
    ]
    assert found(compare(event), "place") == []


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("COOPERATE", "SANCTION", "contradiction"),
        ("CONSULT", "AGREE", "scope"),
        ("OTHER", "AGREE", None),
        ("STATEMENT", "AGREE", None),
    ],
)
def test_types(left: str, right: str, kind: str | None) -> None:
    event = [tell("a", "They met", "2021", type=left), tell("b", "They talked", "2021", type=right)]
    assert [c.kind for c in found(compare(event), "type")] == ([kind] if kind else [])


def actors(left: tuple[str, ...], right: tuple[str, ...], type: str, **more: object) -> list[str]:
    event = [
        tell("a", "It was done", "2021", type=type, actors=left, **more),
        tell("b", "It happened", "2021", type=type, actors=right, **more),
    ]
    return [c.kind for c in found(compare(event), "actor")]


def test_a_person_and_the_state_are_granularity() -> None:
    assert actors(("anna", "carla"), ("north", "south"), "AGREE", role="participant") == ["granularity"]


def test_two_persons_of_one_state_contradict() -> None:
    assert actors(("anna",), ("boris",), "COERCE") == ["contradiction"]


def test_one_side_alone_against_both_contradicts_for_a_deed_of_one_side() -> None:
    assert actors(("anna",), ("north", "south"), "SANCTION") == ["contradiction"]
    assert actors(("anna",), ("north", "south"), "AGREE") == []


def test_other_states_contradict_but_unknown_parties_say_nothing() -> None:
    assert actors(("north",), ("south",), "COERCE") == ["contradiction"]
    assert actors(("north",), ("nobody",), "COERCE") == []


def test_the_other_side_of_one_deed_is_no_contradiction() -> None:
    event = [
        tell("a", "North handed the ship to South", "2021", type="AID", actors=("north",), targets=("south",)),
        tell("b", "South took the ship", "2021", type="AID", actors=("south",)),
    ]
    assert found(compare(event), "actor") == []


def test_one_party_each_of_a_meeting_is_no_contradiction() -> None:
    assert actors(("anna",), ("carla",), "CONSULT") == []
    assert actors(("anna", "carla"), ("east",), "CONSULT") == []


def test_a_clause_that_counts_back_to_the_other_date_agrees() -> None:
    treaty = tell("a", "They signed the treaty", "1961-07", type="AGREE")
    marked = tell(
        "b",
        "25 years since the signing of the treaty",
        "1986",
        type="AGREE",
        amounts=(("anniversary", "25 years", 25.0, "year"),),
    )
    assert compare([treaty, marked]).conflicts == ()


def test_a_silent_mention_disagrees_with_nobody() -> None:
    event = [tell("a", "It was done", "2021", actors=("north",), place="port"), tell("b", "It happened", "2021")]
    assert compare(event).conflicts == ()


day = st.dates().map(lambda d: Edtf(d.isoformat()))


@given(day, day)
def test_gap_is_the_same_both_ways_and_zero_only_for_a_shared_day(left: Edtf, right: Edtf) -> None:
    assert gap(left, right) == gap(right, left)
    assert (gap(left, right) == 0) == (left == right)


@pytest.mark.parametrize(("days", "words"), [(1, "1 day"), (20, "20 days"), (113, "4 months"), (6900, "19 years")])
def test_length_in_words(days: int, words: str) -> None:
    assert length(days) == words


def test_conflict_ids_depend_on_the_values_alone() -> None:
    event = [tell("a", "They met", "2021-05-03"), tell("b", "They talked", "2021-05-04")]
    first = compare(event)
    other = compare(event, [tell("c", "Something else was signed", "1999")])
    assert [c.id for c in first.conflicts] == [c.id for c in other.conflicts]
    assert values(first.conflicts[0]) == {"2021-05-03", "2021-05-04"}


def test_a_mention_that_hangs_on_its_row_weakly_does_not_testify() -> None:
    from dataclasses import replace

    from pipeline.check import check
    from pipeline.model import Link
    from tests.check.telling import linked_run, resources

    event = [tell("a", "They met", "2021-05-03"), tell("b", "They talked", "2021-05-04")]
    linked, documents = linked_run(event)
    for score, conflicts in ((0.1, 0), (2.0, 1)):
        links = tuple(Link(mention_id=m.id, event_id="e1", score=score, reasons="") for m in linked.mentions)
        assert len(check(replace(linked, links=links), documents, (), resources()).conflicts) == conflicts


def test_persons_whose_state_is_not_known_stand_for_states_beside_one_that_is() -> None:
    assert actors(("anna", "stranger"), ("north", "south"), "AGREE", role="participant") == ["granularity"]
    assert actors(("anna", "carla"), ("east", "north", "south"), "CONSULT", role="participant") == ["granularity"]
    assert actors(("anna", "stranger"), ("east", "south"), "AGREE", role="participant") == []


def test_a_date_printed_in_another_clause_of_the_sentence_is_told() -> None:
    text = {"a": "He met the queen and left again in May 2021."}
    other = tell("b", "They met on 3 May", "2021-05-03")
    carried = tell("a", "met the queen", "2021-05", basis="inherited")
    assert found(compare([carried, other], text=text), "date") == []
    printed = replace(carried, amounts=(("date", "in May 2021", 0, "day"),))
    assert [c.kind for c in found(compare([printed, other], text=text), "date")] == ["granularity"]


def test_a_day_of_a_visit_that_lasts_several_days_agrees() -> None:
    clause = "She came on 3 May for two days"
    event = [
        tell("a", clause, "2021-05-03", mode="visit", amounts=(("duration", "two days", 2, "day"),)),
        tell("b", "She visited it on 4 May", "2021-05-04", mode="visit"),
    ]
    assert found(compare(event), "date", "contradiction") == []


def test_one_text_that_goes_on_and_has_happened_goes_into_detail() -> None:
    event = [tell("a", "They are talking", "2021", status="ongoing"), tell("a", "They talked", "2021")]
    assert found(compare(event), "status") == []


def test_parties_that_only_the_treaty_names_did_not_end_it() -> None:
    ended = tell("a", "Anna scrapped it", "2021", type="SANCTION", actors=("anna", "south"), role="participant")
    both = tell("b", "Both scrapped it", "2021", type="SANCTION", actors=("north", "south"), role="participant")
    assert [c.kind for c in found(compare([ended, both]), "actor")] == ["granularity"]
    conflict = found(compare([replace(ended, treaty="south"), both]), "actor")[0]
    assert (conflict.kind, values(conflict)) == ("contradiction", {"Anna", "Northland, Southland"})
