"""English reports: what a word means beside fires and accidents, who does it, and where a page plays."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.languages.tokens import tokenize
from pipeline.model import EventMention
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from tests.extract.told import told


def of_page(text: str, resources: Resources) -> list[EventMention]:
    """The mentions of a page as it is read, its layout included."""
    reading = read_text(text, SourceRow(path="page.txt", id="page"), resources)
    return list(extract(tokenize(reading, resources), resources).mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crews battled the blaze on 4 May 2020.", [("OTHER", "disaster")]),
        ("Crews were called to a barn fire on 4 May 2020.", [("OTHER", "disaster")]),
        ("The fire department responded to a house fire on 4 May 2020.", [("OTHER", "disaster")]),
        ("The envoy called on President Ann Lee on 4 May 2020.", [("CONSULT", "meeting")]),
        ("The envoy called on President Ann Lee on 4 May 2020 to resign.", [("REQUEST", "demand")]),
        ("Exports rose by a tenth on 4 May 2020.", [("OTHER", "economy")]),
        ("No injuries were reported on 4 May 2020.", []),
        ("The work occupied six days in May 2020.", [("OTHER", "other")]),
        ("A bus crashed on 4 May 2020, killing five.\n\nTwo men were killed at once.",
         [("OTHER", "disaster"), ("OTHER", "death")]),
    ],
)  # fmt: skip
def test_the_words_around_say_what_a_word_means(
    text: str, expected: list[tuple[str, str]], resources: Resources
) -> None:
    assert [(m.type, m.mode) for m in told(text, "en", resources)] == expected


def test_who_does_what_no_list_names_is_its_source(resources: Resources) -> None:
    (mention,) = told("Ann Lee sharpened the knife on 4 May 2020.", "en", resources)
    assert [(actor.entity.surface, actor.role) for actor in mention.actors] == [("Ann Lee", "source")]


def test_what_is_also_set_to_happen_is_planned(resources: Resources) -> None:
    (mention,) = told("The premier is also set to meet the king on 4 May 2050.", "en", resources)
    assert mention.status == "planned"


def test_a_stamp_that_tells_the_hour_first_is_no_event(resources: Resources) -> None:
    page = "Mayor opens bridge\n\nPosted at 10:00 AM, May 04, 2020\n\nThe mayor opened the bridge on Sunday."
    assert [(m.trigger.of(page), str(m.time.date)) for m in of_page(page, resources)][-1] == ("opened", "2020-05-03")
    assert all("Posted" not in m.span.of(page) for m in of_page(page, resources))


def test_a_page_with_one_place_plays_there(resources: Resources) -> None:
    page = (
        "Clerk is jailed\n\nMay 4, 2020\n\nA clerk of the port of Manchester was jailed for theft on Monday.\n\n"
        "He pleaded guilty in March 2019."
    )
    *_, last = of_page(page, resources)
    assert last.place is not None
    assert last.place.surface == "Manchester"
    assert last.reasons[-1].rule == "place.of_page@1"


def test_a_page_with_two_places_plays_nowhere(resources: Resources) -> None:
    page = (
        "Clerk is jailed\n\nMay 4, 2020\n\nA clerk of the ports of Manchester and Liverpool was jailed on Monday.\n\n"
        "He pleaded guilty in March 2019."
    )
    assert of_page(page, resources)[-1].place is None


def test_a_street_is_not_the_place_it_is_named_after(resources: Resources) -> None:
    (mention,) = told("Crews put out a fire on Manchester Street on 4 May 2020.", "en", resources)
    assert mention.place is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "President Juan Verano Santos signed the act on 4 May 2020. Santos went home.",
            "President Juan Verano Santos",
        ),
        ("Foreign Minister Mevlüt Çınar signed the act on 4 May 2020.", "Foreign Minister Mevlüt Çınar"),
        ("31 August 2020: PQR calls a halt to its march.", "PQR"),
    ],
)
def test_names_with_any_capital_and_the_name_of_a_town(text: str, who: str, resources: Resources) -> None:
    first = told(text, "en", resources)[0]
    assert [actor.entity.surface for actor in first.actors] == [who]


def test_the_family_name_of_a_person_is_no_town(resources: Resources) -> None:
    page = (
        "Santos signs act\n\nMay 4, 2020\n\nPresident Juan Verano Santos signed the act on Monday.\n\n"
        "A port in Santos was closed on Sunday."
    )
    first, *_, last = of_page(page, resources)
    assert [actor.entity.kind for actor in first.actors] == ["person"]
    assert last.place is not None
    assert last.place.surface == "Santos"


def test_what_a_visit_to_come_holds_is_told_on_its_days(resources: Resources) -> None:
    page = (
        "Minister to visit Peru\n\nMay 4, 2020\n\nMinister Ann Lee will pay a visit to Peru on 9 and 10 May.\n\n"
        "She will also meet President Juan Verano."
    )
    told_of = of_page(page, resources)
    assert [(m.type, m.status, m.time.date is not None and m.time.date.start is not None and m.time.date.start.day)
            for m in told_of if m.mode == "meeting"] == [("CONSULT", "planned", 9)]  # fmt: skip


def test_the_close_of_a_deal_is_the_news_of_its_report(resources: Resources) -> None:
    page = (
        "Verano closes $3B Palo deal\n\nMay 4, 2020\n\nVerano Inc has completed its $3 billion acquisition of Palo Ltd."
    )
    last = of_page(page, resources)[-1]
    assert (last.type, last.mode, str(last.time.date)) == ("OTHER", "economy", "2020-05-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Verano had announced the sale in March, when it was small. Verano said then that Ann Lee would lead it.\n\n"
         "Three months later, the two said she would leave.",
         [("announced", "2020-03"), ("said", "2020-03"), ("said", "2020-06")]),
        ("On Wednesday the city saw the largest strike since the winter of discontent. Members downed tools.",
         [("saw", "2020-07-01"), ("downed tools", "2020-07-01")]),
        ("The board called on the council to act on it by 2030.", [("called on the council to", "2020-07-02")]),
        ("The station opened on 1 November in 1850.", [("opened", "1850-11-01")]),
    ],
)  # fmt: skip
def test_what_a_date_dates(text: str, expected: list[tuple[str, str]], resources: Resources) -> None:
    page = f"News of the city\n\n2 July 2020\n\n{text}"
    assert [(m.trigger.of(page), str(m.time.date)) for m in of_page(page, resources)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A clerk faces a murder charge in the killing of a cook on 4 May 2020.", ["COERCE"]),
        ("A murder suspect was held in the county jail on 4 May 2020.", ["COERCE"]),
        ("He was taken to the city jail on 4 May 2020.", ["OTHER"]),
        ("Police found a man with gunshot wounds on 4 May 2020.", ["OTHER"]),
        ("Ann Lee, arrested without a fight on 4 May 2020, said nothing.", ["COERCE"]),
    ],
)
def test_a_crime_that_somebody_is_charged_with_is_no_deed(text: str, expected: list[str], resources: Resources) -> None:
    assert [mention.type for mention in told(text, "en", resources)][: len(expected)] == expected


def test_who_is_arrested_in_an_apposition_is_its_target(resources: Resources) -> None:
    first = told("Ann Lee, arrested without a fight on 4 May 2020, said nothing.", "en", resources)[0]
    assert [(actor.entity.surface, actor.role) for actor in first.actors] == [("Ann Lee", "target")]
