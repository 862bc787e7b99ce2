"""What must come first: agreements before they are in force, arrivals before talks."""

from __future__ import annotations

from pipeline.model import Checked, Conflict
from tests.check.telling import Tell, compare, tell, values


def orders(result: Checked) -> list[Conflict]:
    return [c for c in result.conflicts if c.kind == "arithmetic" and "order of dates" in c.explanation]


def sign(date: str) -> Tell:
    clause = "Northland and Southland signed the friendship treaty"
    return tell("a", clause, date, type="AGREE", mode="sign", actors=("north", "south"), role="participant")


def force(date: str) -> Tell:
    clause = "The friendship treaty of Northland and Southland came into force"
    return tell("b", clause, date, type="OTHER", mode="change", actors=("north", "south"), role="participant")


def test_in_force_before_it_was_signed() -> None:
    assert orders(compare([sign("2020-05-01")], [force("2020-11-01")])) == []
    wrong = orders(compare([sign("2020-05-01")], [force("2020-03-01")]))[0]
    assert values(wrong) == {"2020-05-01", "2020-03-01"}
    assert wrong.severity == "high"


def arrive(date: str, place: str = "south", **more: object) -> Tell:
    return tell("a", "Anna arrived in Southland", date, mode="visit", actors=("anna",), place=place, **more)


def talk(date: str, place: str = "bay", **more: object) -> Tell:
    clause = "Anna met Carla in Bay"
    return tell("b", clause, date, mode="talks", actors=("anna", "carla"), role="participant", place=place, **more)


def test_talks_before_the_traveller_arrived() -> None:
    assert orders(compare([arrive("2020-05-01")], [talk("2020-05-01")])) == []
    assert len(orders(compare([arrive("2020-05-03")], [talk("2020-05-02")]))) == 1


def test_another_trip_another_land_or_a_date_that_is_ours_is_no_matter() -> None:
    assert orders(compare([arrive("2020-07-03")], [talk("2020-05-02")])) == []
    assert orders(compare([arrive("2020-05-03", place="east")], [talk("2020-05-02")])) == []
    assert orders(compare([arrive("2020-05-03", basis="inherited")], [talk("2020-05-02")])) == []
    assert orders(compare([arrive("2020-05-03")], [arrive("2020-05-01")], [talk("2020-05-02")])) == []
