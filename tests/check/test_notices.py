"""An announcement and the end that it announced, put on one date."""

from __future__ import annotations

from pipeline.model import Conflict
from tests.check.telling import Tell, compare, found, tell, values

PARTIES = ("north", "south")
NOTICE = tell("a", "The two announced that they would not renew the treaty", "1995-09", type="REJECT", actors=PARTIES)
EARLY = tell("b", "The north did not renew the treaty in 1995", "1995", type="SANCTION", actors=("north",))
LATE = tell("c", "The two scrapped the treaty in 1996", "1996", type="SANCTION", actors=PARTIES)


def claims(*events: Tell) -> list[Conflict]:
    return found(compare(*([event] for event in events)), "claim")


def test_the_date_of_the_notice_told_as_the_end_contradicts_where_the_end_came_later() -> None:
    (conflict,) = claims(NOTICE, EARLY, LATE)
    assert (conflict.event_id, conflict.kind, conflict.scope) == ("e1", "contradiction", "cross_document")
    assert values(conflict) == {"announced 1995-09", "ended 1995", "ended 1996"}
    assert "whether it was then announced or already ended" in conflict.explanation


def test_an_end_in_the_year_of_its_notice_is_no_contradiction() -> None:
    assert claims(NOTICE, EARLY) == []


def test_a_notice_and_a_later_end_agree() -> None:
    assert claims(NOTICE, LATE) == []


def test_the_end_of_an_agreement_of_others_says_nothing() -> None:
    other = tell("c", "The east scrapped the treaty in 1996", "1996", type="SANCTION", actors=("east",))
    assert claims(NOTICE, EARLY, other) == []
