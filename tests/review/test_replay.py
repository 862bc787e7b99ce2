"""What a reviewer does on the screen shows in the tables of the next run."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import pipeline
from pipeline.review.app import make_app
from pipeline.review.log import NAME
from pipeline.write.tables import rows
from tests.articles import write_articles

pytestmark = pytest.mark.usefixtures("warm")


class Desk:
    """A corpus, its tables, and a browser before them."""

    def __init__(self, articles: Path, out: Path) -> None:
        self.articles, self.out = articles, out
        self.browser = TestClient(
            make_app(out=out, log=articles / NAME, by="ann"), base_url="http://127.0.0.1", follow_redirects=False
        )

    def do(self, action: str, **fields: Any) -> None:
        answer = self.browser.post(f"/decide/{action}", data=fields)
        assert answer.status_code == 303, answer.text

    def events(self) -> list[Mapping[str, str]]:
        """The rows of ``events.csv`` after another run."""
        pipeline.run(self.articles, self.out)
        with (self.out / "events.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def told(self) -> dict[str, list[str]]:
        """Event id → its mentions."""
        found: dict[str, list[str]] = {}
        for row in rows(self.out, "mentions"):
            found.setdefault(row["event_id"], []).append(row["mention_id"])
        return found

    def talks(self) -> Mapping[str, Any]:
        """The event that most documents tell."""
        return max(rows(self.out, "events"), key=lambda row: (row["n_mentions"], row["event_id"]))


@pytest.fixture
def desk(finished: tuple[Path, Path], tmp_path: Path) -> Desk:
    return Desk(write_articles(tmp_path / "articles"), Path(shutil.copytree(finished[1], tmp_path / "out")))


def by_id(events: list[Mapping[str, str]], name: str) -> Mapping[str, str]:
    return next(row for row in events if row["event_id"] == name)


def told_a_day_later(desk: Desk) -> Mapping[str, Any]:
    """One article more, which tells the talks with another day; its mention, in the row of the talks."""
    (desk.articles / "en_late.txt").write_text(
        "A second look\n\nOn 4 May 2021 the foreign ministers of Ghana and Togo held talks in Seoul.\n",
        encoding="utf-8",
    )
    event = desk.talks()["event_id"]
    desk.events()
    late = next(row for row in rows(desk.out, "mentions") if row["doc_id"] == "en_late")
    if late["event_id"] != event:
        desk.do("merge", event=event, other=late["event_id"])
        desk.events()
    return late


def unknown_name(desk: Desk) -> Mapping[str, Any]:
    """One article more, with a name that no table knows; its entity."""
    (desk.articles / "ko_name.txt").write_text(
        "소식\n\n2021년 7월 2일 김철수 장관은 서울에서 기자회견을 열었다.\n", encoding="utf-8"
    )
    desk.events()
    return next(row for row in rows(desk.out, "entities") if row["resolved_by"] == "provisional")


def test_a_corrected_date_is_in_the_next_table_and_in_its_titles(desk: Desk) -> None:
    event = desk.talks()
    desk.do("edit", event=event["event_id"], field="date", value="2021-05-07", note="the minutes say so")
    row = by_id(desk.events(), event["event_id"])
    assert (row["date"], row["date_start"], row["review_state"], row["reviewed_by"]) == (
        "2021-05-07",
        "2021-05-07",
        "edited",
        "ann",
    )
    assert "7 May 2021" in row["title_en"]


def test_a_place_set_by_a_known_name_brings_its_id_and_country(desk: Desk) -> None:
    event = desk.talks()
    desk.do("edit", event=event["event_id"], field="place", value="다리")
    row = by_id(desk.events(), event["event_id"])
    assert (row["place"], row["place_id"], row["country"]) == ("다리", "", "")
    desk.do("edit", event=event["event_id"], field="place", value="서울")
    row = by_id(desk.events(), event["event_id"])
    assert (row["place"], row["place_id"], row["country"]) == ("Seoul", "Q8684", "KOR")


def test_the_later_of_two_corrections_holds_and_undo_brings_the_first_back(desk: Desk) -> None:
    name = desk.talks()["event_id"]
    desk.do("edit", event=name, field="date", value="2021-05-07")
    desk.do("edit", event=name, field="date", value="2021-05-08")
    assert by_id(desk.events(), name)["date"] == "2021-05-08"
    last = (desk.articles / NAME).read_text(encoding="utf-8").splitlines()[-1]
    desk.do("undo", decision=last.split('"')[3])
    assert by_id(desk.events(), name)["date"] == "2021-05-07"


def test_events_that_are_the_same_become_one_row(desk: Desk) -> None:
    one = desk.talks()["event_id"]
    other = next(name for name in desk.told() if name != one)
    members = desk.told()[one] + desk.told()[other]
    desk.do("merge", event=one, other=other)
    events = desk.events()
    assert sorted(desk.told()[one if one in desk.told() else other]) == sorted(members)
    assert sum(row["event_id"] in (one, other) for row in events) == 1


def test_a_mention_that_is_split_off_gets_a_row_of_its_own(desk: Desk) -> None:
    event = desk.talks()
    first, *rest = desk.told()[event["event_id"]]
    assert rest
    before = len(desk.told())
    desk.do("split", event=event["event_id"], mention=first)
    desk.events()
    assert len(desk.told()) == before + 1
    assert not any(first in told and set(rest) & set(told) for told in desk.told().values())


def test_an_accepted_event_says_so_and_a_rejected_one_is_gone(desk: Desk) -> None:
    kept, gone = list(desk.told())[:2]
    desk.do("verdict", event=kept, verdict="accept")
    desk.do("verdict", event=gone, verdict="reject")
    events = desk.events()
    assert by_id(events, kept)["review_state"] == "accepted"
    assert gone not in {row["event_id"] for row in events}
    assert desk.browser.get("/queue/orphans.json").json() == []


def test_a_comment_decides_nothing(desk: Desk) -> None:
    event = next(iter(desk.told()))
    desk.do("comment", event=event, note="check the minutes")
    assert by_id(desk.events(), event)["review_state"] == "auto"
    assert "check the minutes" in desk.browser.get(f"/event/{event}").text


def test_a_settled_disagreement_stays_settled(desk: Desk) -> None:
    told_a_day_later(desk)
    found = next(row for row in rows(desk.out, "conflicts") if row["field"] == "date")
    desk.do("conflict", conflict=found["conflict_id"], verdict="resolved", value="2021-05-03", note="typo")
    desk.events()
    row = next(row for row in rows(desk.out, "conflicts") if row["conflict_id"] == found["conflict_id"])
    assert (row["state"], row["preferred_value"], row["note"]) == ("resolved", "2021-05-03", "typo")


def test_a_name_that_is_the_same_as_another_is_joined(desk: Desk) -> None:
    known = rows(desk.out, "entities")
    local = next(row for row in known if row["entity_id"].startswith("local:"))
    desk.do("name", entity=local["entity_id"], verdict="same", value="Q8684")
    desk.events()
    after = {row["entity_id"]: row for row in rows(desk.out, "entities")}
    assert local["entity_id"] not in after
    assert local["name_en"] in after["Q8684"]["aliases"] or local["name_ko"] in after["Q8684"]["aliases"]


def test_what_one_source_says_is_taken_for_the_row(desk: Desk) -> None:
    late = told_a_day_later(desk)
    event = next(row["event_id"] for row in rows(desk.out, "mentions") if row["doc_id"] == "en_late")
    desk.do("adopt", event=event, mention=late["mention_id"], field="date")
    assert by_id(desk.events(), event)["date"] == late["date"] == "2021-05-04"


def test_a_further_name_is_kept_and_brings_in_names_that_are_written_like_it(desk: Desk) -> None:
    local = unknown_name(desk)
    name = local["name_ko"] or local["name_en"] or local["name_zh_hans"]
    desk.do("alias", entity="Q8684", alias=name)
    desk.events()
    after = {row["entity_id"]: row for row in rows(desk.out, "entities")}
    assert local["entity_id"] not in after
    assert name in after["Q8684"]["aliases"]


def test_a_name_of_its_own_may_get_an_english_name(desk: Desk) -> None:
    local = unknown_name(desk)
    desk.do("name", entity=local["entity_id"], verdict="new", value="Kim Chol-su")
    desk.events()
    after = {row["entity_id"]: row for row in rows(desk.out, "entities")}
    assert after[local["entity_id"]]["name_en"] == "Kim Chol-su"
