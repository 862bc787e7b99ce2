"""First in N years, anniversaries, lengths, weekdays, ranks, counts, order, denials."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Checked, Conflict
from tests.check.telling import Tell, compare, found, tell, values


def arithmetic(result: Checked) -> list[Conflict]:
    return [c for c in result.conflicts if c.kind == "arithmetic"]


def visit(doc: str, clause: str, date: str, **more: object) -> Tell:
    more = {"mode": "visit", "actors": ("anna",), "targets": ("south",), "place": "south", **more}
    return tell(doc, clause, date, **more)


SINCE = (("interval_since", "in 20 years", 20.0, "year"),)


def test_first_in_twenty_years_fits_a_visit_twenty_years_before() -> None:
    now = visit("a", "Anna came to Southland for the first time in 20 years", "2021-05-03", amounts=SINCE)
    assert arithmetic(compare([now], [visit("b", "Anna came to Southland", "2001")])) == []
    assert arithmetic(compare([now], [visit("b", "Anna came to Southland", "2000-06")])) == []


def test_a_visit_in_between_does_not_fit() -> None:
    now = visit("a", "Anna came to Southland for the first time in 20 years", "2021-05-03", amounts=SINCE)
    conflict = arithmetic(compare([now], [visit("b", "Anna came to Southland", "2015")]))[0]
    assert (conflict.field, conflict.event_id, conflict.severity) == ("date", "e1", "high")
    assert values(conflict) == {"in 20 years", "2015"}
    assert "2001" in conflict.explanation


def test_a_clause_that_dates_the_one_before_otherwise_than_it_counts_contradicts_that_row() -> None:
    clause = "After 2015 Anna came to Southland for the first time in 20 years"
    now, misprint = visit("a", clause, "2021-05-03", amounts=SINCE), visit("a", clause, "2015", amounts=SINCE)
    result = compare([now], [misprint], [visit("b", "Anna came to Southland", "2001-04")])
    (conflict,) = found(result, "date", "contradiction")
    assert (conflict.event_id, conflict.severity, values(conflict)) == ("e3", "high", {"2015", "2001-04"})
    assert "in 20 years" in conflict.explanation
    assert found(compare([now], [misprint]), "date", "contradiction") == []


@pytest.mark.parametrize(
    "more", [{"actors": ("boris",)}, {"place": "east", "targets": ("east",)}, {"status": "planned"}]
)
def test_other_doers_places_and_plans_are_another_series(more: dict[str, object]) -> None:
    now = visit("a", "Anna came to Southland for the first time in 20 years", "2021-05-03", amounts=SINCE)
    assert arithmetic(compare([now], [visit("b", "The other came", "2015", **more)])) == []


def test_both_events_count_the_conflict() -> None:
    now = visit("a", "Anna came to Southland for the first time in 20 years", "2021-05-03", amounts=SINCE)
    result = compare([now], [visit("b", "Anna came to Southland", "2015")])
    assert [event.n_conflicts for event in result.events] == [1, 1]


def test_a_second_visit_after_two_others_does_not_fit() -> None:
    now = visit("a", "Anna paid her second visit to Southland", "2021", trigger="visit")
    one, two = visit("b", "Anna came", "2001"), visit("b", "Anna came again", "2011")
    assert arithmetic(compare([now], [one])) == []
    conflict = arithmetic(compare([now], [one], [two]))[0]
    assert (conflict.field, values(conflict)) == ("quantity", {"second", "2001", "2011"})


def test_a_visitor_whom_no_table_knows_is_counted_by_name() -> None:
    def came(clause: str, date: str) -> Tell:
        return replace(visit("a", clause, date), actors=(), unknown="the king")

    now = replace(came("The king came for the first time in 20 years", "2021-05-03"), amounts=SINCE)
    assert len(arithmetic(compare([now], [came("The king came", "2015")]))) == 1
    assert arithmetic(compare([now], [replace(came("The queen came", "2015"), unknown="the queen")])) == []


def test_rows_within_a_month_count_once() -> None:
    now = visit("a", "Anna paid her second visit to Southland", "2021", trigger="visit")
    one, again = visit("b", "Anna came", "2001-05-03"), visit("c", "Anna was there", "2001-05")
    assert arithmetic(compare([now], [one], [again])) == []


def test_first_visit_with_an_earlier_one() -> None:
    now = visit("a", "안나가 처음으로 남국을 방문했다", "2021", trigger="방문", language="ko")
    assert len(arithmetic(compare([now], [visit("b", "Anna came", "2011")]))) == 1
    assert arithmetic(compare([now], [visit("b", "Anna came", "2031")])) == []


def test_three_times_over_two_dates() -> None:
    clause = "Anna visited Southland three times, in 2001 and 2002"
    twice = [[visit("a", clause, date, trigger="three times")] for date in ("2001", "2002")]
    assert [c.delta for c in arithmetic(compare(*twice))] == ["three times / 2001 / 2002"]


def test_a_weekday_that_does_not_fit() -> None:
    wrong = tell("a", "They met on 3 May 2021 (Tuesday)", "2021-05-03", when="3 May 2021")
    conflict = arithmetic(compare([wrong]))[0]
    assert values(conflict) == {"2021-05-03", "Tuesday"}
    assert "Monday" in conflict.explanation
    right = tell("a", "Monday, 3 May 2021 they met", "2021-05-03", when="3 May 2021")
    assert arithmetic(compare([right])) == []


@pytest.mark.parametrize(("days", "fits"), [(2.0, True), (3.0, True), (5.0, False)])
def test_a_length_beside_a_range(days: float, fits: bool) -> None:
    stay = tell(
        "a",
        "5월 3일부터 5일까지 나흘간 머물렀다",
        "2021-05-03/2021-05-05",
        when="5월 3일부터 5일까지",
        amounts=(("duration", "나흘간", days, "day"),),
        language="ko",
    )
    assert (arithmetic(compare([stay])) == []) == fits


def test_an_anniversary_of_an_agreement() -> None:
    def kept(date: str) -> Checked:
        treaty = tell("a", "They signed the friendship treaty", date, type="AGREE", actors=("north", "south"))
        party = tell(
            "b",
            "They marked the 20th anniversary of the friendship treaty",
            "2020-02-09",
            type="OTHER",
            mode="anniversary",
            actors=("north", "south"),
            amounts=(("anniversary", "20th anniversary", 20.0, "year"),),
        )
        return compare([treaty], [party])

    assert arithmetic(kept("2000-02-09")) == []
    assert values(arithmetic(kept("2001-02-09"))[0]) == {"20th anniversary", "2001-02-09"}


def test_a_treaty_is_signed_before_it_is_ratified() -> None:
    def told(signed: str) -> Checked:
        more = {"type": "AGREE", "actors": ("north", "south")}
        sign = tell("a", "They signed the friendship treaty", signed, mode="sign", **more)
        return compare([sign], [tell("b", "The friendship treaty was ratified", "2021-05", mode="ratify", **more)])

    assert arithmetic(told("2021-05-03")) == []
    assert "before it is ratified" in arithmetic(told("2021-07"))[0].explanation


def test_nobody_acts_after_death() -> None:
    more = {"type": "OTHER", "mode": "death", "actors": ("anna",)}
    died = tell("a", "Anna died on 3 May 2021", "2021-05-03", trigger="died", **more)
    assert arithmetic(compare([died], [visit("b", "Anna came to Southland", "2020")])) == []
    assert len(arithmetic(compare([died], [visit("b", "Anna came to Southland", "2022")]))) == 1
    born = tell("a", "Anna was born", "2021-05-03", trigger="born", **more)
    assert arithmetic(compare([born], [visit("b", "Anna came to Southland", "2022")])) == []


def claim_and_denial(claim: str, denial: str, **more: str) -> list[Conflict]:
    said = tell("a", claim, more.get("claimed", "2021-05-03"), type="STATEMENT", actors=("north",))
    refused = tell("b", denial, "2021-05-09", type="REJECT", mode="deny", actors=("north",))
    return found(compare([said], [refused]), "status")


def test_a_claim_and_its_denial_are_one_conflict_of_two_rows() -> None:
    conflict = claim_and_denial("An expert said 100,000 volunteers stood ready", "The ministry denied the 100,000")[0]
    assert (conflict.kind, conflict.severity, values(conflict)) == ("contradiction", "high", {"claimed", "denied"})
    assert {m for v in conflict.values for m in v.mention_ids} == {"a-1", "b-1"}


def test_a_denial_by_its_words() -> None:
    assert claim_and_denial("A paper said the harbour was sold to strangers", "The harbour was not sold to strangers")


def test_a_denial_of_something_else_or_before_the_claim() -> None:
    assert claim_and_denial("An expert said 100,000 volunteers stood ready", "The ministry denied a fire") == []
    later = claim_and_denial("An expert said 100,000 came", "It denied the 100,000", claimed="2021-06")
    assert later == []


def test_nobody_denies_his_own_claim() -> None:
    said = tell("a", "Anna said 100,000 came", "2021-05-03", type="STATEMENT", actors=("anna",))
    refused = tell("b", "Anna denied the 100,000", "2021-05-09", type="REJECT", mode="deny", actors=("anna",))
    assert found(compare([said], [refused]), "status") == []


def test_a_headline_that_counts_fewer_visits_than_the_text_tells() -> None:
    told = [[visit("a", f"Anna came in {year}", year)] for year in ("2001", "2011", "2021")]
    title = {"a": {"title": "Anna 2 times, Carla 3 times: their visits"}}
    conflict = arithmetic(compare(*told, documents=title))[0]
    assert (conflict.field, conflict.delta, conflict.scope) == ("quantity", "2 / 3", "within_document")
    headline = conflict.values[0]
    assert (headline.quote, headline.mention_ids, headline.documents) == ("Anna 2 times", (), ("a",))
    assert arithmetic(compare(*told[:2], documents=title)) == []
