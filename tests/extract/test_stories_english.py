"""English stories and reports whose sentences have no date of their own: what they go on to tell, and when."""

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


def days(mentions: list[EventMention], text: str) -> list[tuple[str, str]]:
    return [(m.trigger.of(text), str(m.time.date)) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2006 we toured Peru. After Lima we went to Cusco.", ("went", "2006")),
        ("In 1995 the club won the cup. Verano were forced to share a ground.", ("forced", "1995")),
        ("In 2010 Keys met the group. After a week, Keys encouraged the men to go.", ("encouraged", "2010")),
        ("In 2010 Keys met the group. He wrote to them and handed them a key.", ("handed", "2010")),
    ],
)
def test_a_dated_story_goes_on(text: str, expected: tuple[str, str], resources: Resources) -> None:
    text = text.replace(". ", ".\n\n", 1)
    assert expected in days(told(text, "en", resources), text)


def test_a_name_is_no_verb(resources: Resources) -> None:
    text = "Mohamed Alfred Verano, head of the board, issued a decree on 9 May 2000."
    assert all(not m.trigger.of(text)[0].isupper() for m in told(text, "en", resources))


REPORT = "Oslo, 7 June 2021\n\n"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The mayor told reporters that four sailors were killed.", "killed"),
        ("Ambulances were rushed to the port.", "rushed"),
        ("The pilot of the barge was unwell, a clerk told reporters.", "told"),
    ],
)
def test_undated_sentences_of_a_report(text: str, trigger: str, resources: Resources) -> None:
    page = f"{REPORT}A ferry sank near the port on Monday. {text}"
    assert (trigger, "2021-06-07") in days(of_page(page, resources), page)


@pytest.mark.parametrize(
    "text",
    ["The plan was designed to be vague.", "The mayor said the port had asked for help.", "As I was driving I saw it."],
)
def test_what_a_report_only_explains(text: str, resources: Resources) -> None:
    page = f"{REPORT}A ferry sank near the port on Monday. {text}"
    assert {trigger for trigger, _ in days(of_page(page, resources), page)} <= {"sank", "said"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was renamed Lamp Works in 1953 and Palo Works in 1959.", [("renamed", "1953"), ("Palo Works", "1959")]),
        ("The line was opened to Orme in 1901 and to Garston in 1908.", [("opened", "1901"), ("to Garston", "1908")]),
        ("The mayor announced a change of plans on Monday.", [("announced", "2021-06-07")]),
        ('"We met the mayor on Monday, and on Tuesday we signed a pact," he said.', [
            ("met", "2021-06-07"), ("signed", "2021-06-08")]),
    ],
)  # fmt: skip
def test_which_date_goes_with_what(text: str, expected: list[tuple[str, str]], resources: Resources) -> None:
    assert days(told(text, "en", resources, "2021-06-10"), text) == expected


def test_a_wrapped_report_goes_on_behind_its_dateline(resources: Resources) -> None:
    page = (
        "Fires near Oslo\n\nMay 17, 2013|Example Press\n\n"
        "OSLO, May 18 (Example) - Fires claimed one life and\ndestroyed at least a hundred homes near the old port of\n"
        "Oslo, and authorities warned on Saturday of more to come."
    )
    assert ("warned", "2013-05-18") in days(of_page(page, resources), page)


@pytest.mark.parametrize("stamp", ["March 16, 2017Local News", "March 16, 2017 Updated: March 17, 2017"])
def test_a_stamp_with_more_beside_it_dates_the_page(stamp: str, resources: Resources) -> None:
    page = f"Clerk sentenced\n\nBy Ana Bell\n{stamp}\n\nA clerk was convicted on Wednesday. A trial in December failed."
    assert ("convicted", "2017-03-15") in days(of_page(page, resources), page)


def test_what_is_done_lies_before_the_day_of_the_page(resources: Resources) -> None:
    page = (
        "Clerk sentenced\n\nMarch 16, 2017\n\nA clerk was convicted on March 15.\n\n"
        "A mistrial was declared in December.\n\nHe was sued in 2013, 2014 and 2015 over a loan of 2009."
    )
    assert ("declared", "2016-12") in days(of_page(page, resources), page)


def test_a_day_of_metadata_at_the_head_of_the_first_line(resources: Resources) -> None:
    page = "date 2021-02-01 Port deal: Mayor signs pact\n\nThe mayor signed a pact with the union last week."
    assert ("signed", "2021-01-25/2021-01-31") in days(of_page(page, resources), page)
    stamped = "date 2021-02-03 Mayor signs pact\n\n2 February 2021\n\nThe mayor signed a pact today."
    assert ("signed", "2021-02-02") in days(of_page(stamped, resources), stamped)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Eight coaches of an old express train left the rails near Merrin in Ohio on 4 May 2020.", "Merrin"),
        ("The talks on trade and the summit of 4 May 2020 in Helsinki went on well into the night.", "Helsinki"),
        ("The ferry sank in Oslo on 4 May 2020.\n\nThe mayor closed the port the same day.", "Oslo"),
    ],
)
def test_where_it_was(text: str, place: str, resources: Resources) -> None:
    found = told(text, "en", resources)
    assert found
    assert found[-1].place is not None
    assert found[-1].place.surface == place


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A coach left the rails and derailed on 4 May 2020.\n\nFour people were killed, the mayor said.", "OTHER"),
        ("Rebels attacked the port on 4 May 2020.\n\nFour people were killed, the mayor said.", "ASSAULT"),
        ("In 2006 my aunt visited an old castle.", "OTHER"),
        ("Thousands gathered in the square on 4 May 2020 to demand a vote.", "PROTEST"),
        ("About 3,000 people took part in a march in the old town on 4 May 2020.", "PROTEST"),
        ("The station near the port was opened on 4 May 2020.", "OTHER"),
        ("The weather office warned on 4 May 2020 of floods along the river.", "STATEMENT"),
    ],
)
def test_the_type_of_what_is_told(text: str, kind: str, resources: Resources) -> None:
    assert told(text, "en", resources)[-1].type == kind


def test_a_lead_does_not_take_the_week_before_from_the_end_of_its_paragraph(resources: Resources) -> None:
    text = (
        "29 March 2023 10:00\n\nThe assembly has approved the treaty, its speaker said. "
        "After the vote, a neighbour last week welcomed the move."
    )
    assert str(of_page(text, resources)[0].time.date) == "2023-03-29"


def test_brackets_of_wiki_links_part_no_date(resources: Resources) -> None:
    for text in ("[[2014년]] [[2월 18일]] 시민들이 시청을 공격했다.", "[[2014年]][[2月18日]],市民举行抗议。"):
        assert [str(mention.time.date) for mention in of_page(text, resources)] == ["2014-02-18"]


def test_the_address_of_a_picture_dates_a_report_that_tells_of_its_day(resources: Resources) -> None:
    picture = "![배](https://img.example.kr/cms/202502/09/news-p.v1.20250209.a_P1.png)"
    told_on = of_page(f"{picture}\n\n9일 오전 고속 단정이 높은 파도에 전복했다.", resources)
    told_off = of_page(f"{picture}\n\n8일 오전 고속 단정이 높은 파도에 전복했다.", resources)
    assert ([str(mention.time.date) for mention in told_on], told_off) == (["2025-02-09"], [])
