"""English happenings as people write them: what each clause tells, of which type, on which day."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.languages.tokens import tokenize
from pipeline.model import EventMention
from pipeline.read import read
from pipeline.read.sources import SourceRow
from pipeline.resources import Resources
from tests.extract.told import told

SAID = "2021-06-10"  # a Thursday


def of_text(text: str, resources: Resources) -> list[EventMention]:
    return told(text, "en", resources, SAID)


def typed(text: str, resources: Resources) -> list[tuple[str, str]]:
    return [(mention.type, str(mention.time.date)) for mention in of_text(text, resources)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty was signed on 9 May 2000.", "AGREE"),
        ("The states opened a rail link on 9 May 2000.", "COOPERATE"),
        ("The museum opened on 9 May 2000.", "OTHER"),
        ("Ten people were killed in a bus crash on 9 May 2000.", "OTHER"),
        ("Gunmen killed ten people on 9 May 2000.", "ASSAULT"),
        ("The navy released the crew on 9 May 2000.", "CONCEDE"),
        ("The band released its album on 9 May 2000.", "OTHER"),
        ("The ministry released a report on 9 May 2000.", "STATEMENT"),
        ("The army launched a missile on 9 May 2000.", "MOBILIZE"),
        ("The agency launched a weather satellite on 9 May 2000.", "OTHER"),
        ("A judge approved the settlement on 9 May 2000.", "SUPPORT"),
        ("Parliament ratified the treaty on 9 May 2000.", "AGREE"),
        ("The two ministers held a press conference on 9 May 2000.", "STATEMENT"),
        ("The minister was received by the king on 9 May 2000.", "CONSULT"),
        ("The ministry protested against the arrest on 9 May 2000.", "ACCUSE"),
        ("Students protested on 9 May 2000.", "PROTEST"),
        ("A quake struck the valley on 9 May 2000.", "OTHER"),
        ("A missile struck the port on 9 May 2000.", "ASSAULT"),
        ("Police fired tear gas at the crowd on 9 May 2000.", "COERCE"),
        ("The council voted on 9 May 2000 to ban fireworks.", "SANCTION"),
        ("The firm acquired a rival on 9 May 2000.", "OTHER"),
        ("In 1453 the city fell to the besiegers.", "ASSAULT"),
        ("Exports fell to a record low in May 2000.", "OTHER"),
        ("The talks broke down on 9 May 2000.", "CONSULT"),
        ("Two officials in January 2000 condemned the raid.", "ACCUSE"),
    ],
)
def test_the_type_follows_what_the_verb_is_said_of(text: str, expected: str, resources: Resources) -> None:
    assert [mention.type for mention in of_text(text, resources)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor, who was elected in 2015, resigned in 2018.",
            [("OTHER", "2015"), ("OTHER", "2018")],
        ),
        (
            "Built in 1248 and destroyed in 1672, the abbey was rebuilt in 1701.",
            [("OTHER", "1248"), ("OTHER", "1672"), ("OTHER", "1701")],
        ),
        (
            "The pact was signed in 1994, ratified in 1996 and terminated in 2003.",
            [("AGREE", "1994"), ("AGREE", "1996"), ("SANCTION", "2003")],
        ),
        (
            "Rebels killed ten guards in two attacks last week, officials said on Tuesday.",
            [("ASSAULT", "2021-05-31/2021-06-06"), ("STATEMENT", "2021-06-08")],
        ),
        (
            "Born in Leeds in 1923, she moved to Kenya in 1950.",
            [("OTHER", "1923"), ("OTHER", "1950")],
        ),
        (
            "After the army declared a truce on 6 July 2016, bombs fell on the town.",
            [("RETREAT", "2016-07-06"), ("ASSAULT", "2016-07-06")],
        ),
        (
            "The film opened the festival in May 2017 and won two prizes.",
            [("OTHER", "2017-05"), ("OTHER", "2017-05")],
        ),
        (
            "On 3 May 2019 the envoy had a long meeting with the king, and conveyed him the greetings of his people.",
            [("CONSULT", "2019-05-03"), ("CONSULT", "2019-05-03")],
        ),
    ],
)
def test_each_clause_tells_its_own_happening(text: str, expected: list[tuple[str, str]], resources: Resources) -> None:
    assert typed(text, resources) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The company said on Tuesday it had bought a rival.",
        "The army said on Tuesday it had shot down a drone.",
        "In a statement on Tuesday, a spokesman said the bridge is safe.",
    ],
)
def test_what_is_said_without_that_stays_in_the_saying(text: str, resources: Resources) -> None:
    assert typed(text, resources) == [("STATEMENT", "2021-06-08")]


def test_a_day_dates_the_verb_and_not_its_object(resources: Resources) -> None:
    assert typed("The jury acquitted him of murder on Tuesday.", resources) == [("CONCEDE", "2021-06-08")]


def test_a_meeting_called_off_is_one_cancelled_meeting(resources: Resources) -> None:
    mentions = of_text("The talks scheduled for Monday were called off.", resources)
    assert [(mention.type, mention.status) for mention in mentions] == [("CONSULT", "cancelled")]


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman declined to comment on Monday.",
        "Sign up today for a free 30 day trial.",
        "Twelve member states of the union have a coast.",
        "The following year went badly.",
    ],
)
def test_what_tells_no_happening(text: str, resources: Resources) -> None:
    assert typed(text, resources) == []


def test_words_of_a_name_are_no_verbs(resources: Resources) -> None:
    mentions = of_text("In 1999 the firm bought the retailer All Wound Up.", resources)
    assert [mention.trigger.of("In 1999 the firm bought the retailer All Wound Up.") for mention in mentions] == [
        "bought"
    ]


def test_parts_of_a_compound_are_no_verbs(resources: Resources) -> None:
    mentions = of_text("In 2006 the song was re-released, and US-backed rebels held the town.", resources)
    assert [mention.type for mention in mentions][:1] == ["OTHER"]
    assert "SUPPORT" not in {mention.type for mention in mentions}


def test_two_amounts_of_time_side_by_side_are_not_joined(resources: Resources) -> None:
    assert typed("Exports grew 12 percent in May from a year earlier.", resources) == [("OTHER", "2021-05")]


def _of_file(text: str, folder: Path, resources: Resources) -> list[tuple[str, str]]:
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    reading = tokenize(read(path, SourceRow(path="page.txt"), resources), resources)
    return [(mention.type, str(mention.time.date)) for mention in extract(reading, resources).mentions]


def test_entries_under_bare_years_in_the_present_tense(tmp_path: Path, resources: Resources) -> None:
    text = (
        "Key dates of a bookshop\n\n1971:\nTwo brothers start a bookshop in Leeds.\n\n1992:\nA chain buys the shop."
        "\n\n1997:\nAnnounces plans for a larger shop.\n\n2008:\nMarch: Says it might close.\n\nMay: A rival takes a"
        " stake in it.\n"
    )
    found = _of_file(text, tmp_path, resources)
    assert [date for _, date in found] == ["1971", "1992", "1997", "2008-03", "2008-05"]
    assert found[2][0] == "STATEMENT"


def test_items_of_a_digest_count_their_weekdays_from_their_own_day(tmp_path: Path, resources: Resources) -> None:
    text = (
        "Courts and firms\n\n  • May 28, 2015\n\n    Judge Tosses Miner's Suit\n\n    A judge on Wednesday tossed a"
        " suit brought by a miner against his former firm and its owners.\n\n  • May 19, 2015\n\n    Owners' Deal Gets"
        " Go-Ahead"
        "\n\n    A judge on Tuesday signed off on a deal between the owners of the mine and its former managers.\n"
    )
    found = _of_file(text, tmp_path, resources)
    assert found == [
        ("REJECT", "2015-05-27"),
        ("REJECT", "2015-05-27"),
        ("SUPPORT", "2015-05-19"),
        ("SUPPORT", "2015-05-19"),
    ]


def test_a_text_that_tells_of_one_day_alone_keeps_it(tmp_path: Path, resources: Resources) -> None:
    text = (
        "The Minister visited Peru on 10 September 2020.\n\nThe two ministers held a long meeting.\n\n"
        "Within the framework of the visit, agreements were signed on fishing.\n"
    )
    assert _of_file(text, tmp_path, resources) == [
        ("CONSULT", "2020-09-10"),
        ("CONSULT", "2020-09-10"),
        ("AGREE", "2020-09-10"),
    ]


def test_a_label_in_front_of_the_first_sentence_dates_no_event(tmp_path: Path, resources: Resources) -> None:
    text = (
        "date 2021-06-10 The harbour board on Monday evening dismissed its treasurer, head of the oldest family of the"
        " port, after a long and at times angry meeting of all its members in the town hall.\n"
    )
    assert {date for _, date in _of_file(text, tmp_path, resources)} == {"2021-06-07"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two clerks named Lee as the ringleader in May 2016.", [("ACCUSE", "2016-05")]),
        ("The board named Lee as the treasurer in May 2016.", [("OTHER", "2016-05")]),
        ("Guards killed ten local rebels in two attacks in May 2016.", [("ASSAULT", "2016-05")]),
        (
            "The runoff was held on June 3, following the first polls held on May 10 without a winner.",
            [("OTHER", "2021-06-03"), ("OTHER", "2021-05-10")],
        ),
    ],
)
def test_whom_a_verb_or_noun_is_about(text: str, expected: list[tuple[str, str]], resources: Resources) -> None:
    assert typed(text, resources) == expected


def test_what_a_report_foretells_without_a_date_is_no_mention(resources: Resources) -> None:
    assert typed("The court will seize 30 houses and eight cars.", resources) == []


def test_a_deed_told_as_done_takes_no_date_that_lies_ahead(resources: Resources) -> None:
    text = "The ministers also discussed the fair, to be held in Lima in October."
    assert [(m.type, str(m.time.date), m.status) for m in of_text(text, resources)] == [
        ("CONSULT", SAID, "occurred"),
        ("OTHER", "2021-10", "planned"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He told reporters at the port late on Tuesday that the ruling was a joke.", "2021-06-08"),
        ("The mayor said in the old town hall on 3 May 2021 that trade would grow.", "2021-05-03"),
    ],
)
def test_a_date_between_who_is_told_and_what_is_that_of_the_saying(text: str, day: str, resources: Resources) -> None:
    assert [str(mention.time.date) for mention in of_text(text, resources)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "He attended the grammar school in Carnforth in 1931.",
        "It became clear in 1931 that the line was weak.",
        "Stone served as minister from 2004 to 2008 and before that headed the tax office.",
    ],
)
def test_states_and_terms_of_office_are_no_happenings(text: str, resources: Resources) -> None:
    assert typed(text, resources) == []


def test_background_years_do_not_date_the_paragraphs_behind_them(tmp_path: Path, resources: Resources) -> None:
    text = (
        "June 10, 2021 09:00\n\nA court sentenced the former mayor to ten years in prison on Wednesday.\n\n"
        "The mayor was arrested in 2008 after a long inquiry into the harbour dues.\n\n"
        "The former treasurer and his clerk were each sentenced to two years in prison.\n"
    )
    assert _of_file(text, tmp_path, resources) == [
        ("COERCE", "2021-06-09"),
        ("COERCE", "2008"),
        ("COERCE", "2021-06-09"),
    ]


def test_what_somebody_did_next_keeps_the_day_told_before(tmp_path: Path, resources: Resources) -> None:
    text = (
        "10:15 AM June 10, 2021\n\nThe board named a winner on Wednesday after a long count in the town hall.\n\n"
        "The mayor conceded defeat on Friday in front of a crowd.\n\nHe congratulated his rival in the town hall.\n"
    )
    assert _of_file(text, tmp_path, resources)[-2:] == [("CONCEDE", "2021-06-04"), ("CONSULT", "2021-06-04")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile condemned the raid by Peru on 16 June 2020.", [{"Chile": "source", "Peru": "target"}]),
        (
            "Chile condemned the raid by Peru on 16 June 2020 and said on the following day that it would retaliate.",
            [{"Chile": "source", "Peru": "target"}] * 2,
        ),
        ("In 2001 Chile confirmed its support to the accord reached between Peru and Brazil.", [{"Chile": "source"}]),
        (
            "Chile's decision in 2001 to normalise ties with Peru was late.",
            [{"Chile": "participant", "Peru": "participant"}],
        ),
        (
            "On 3 May 2001 Chile and Peru signed a pact and called upon Brazil to join them.",
            [
                {"Chile": "participant", "Peru": "participant"},
                {"Brazil": "target", "Chile": "source", "Peru": "source"},
            ],
        ),
        ("Ties between Chile and Peru soured in 2001.", [{"Chile": "target", "Peru": "target"}]),
        ("In 2001 the mayor hailed the neighbouring states as friends.", [{}]),
    ],
)
def test_who_stands_on_which_side(text: str, expected: list[dict[str, str]], resources: Resources) -> None:
    found = [{actor.entity.surface: actor.role for actor in mention.actors} for mention in of_text(text, resources)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 1987 Abe Stone became Minister of Energy and in 1989 Minister of Transport.",
            [("became", "1987"), ("Minister of Transport", "1989")],
        ),
        ("Abe Stone (born September 1, 1931 in Carnforth) was a politician.", [("born", "1931-09-01")]),
        ("Abe Stone (mayor from 1931 to 1935) was a politician.", []),
        (
            "After the 1992 elections, he was raised to the peerage.",
            [("raised", "1992"), ("elections", "1992")],
        ),
        (
            "Lee, tried in absentia, was ordered to serve 30 years in jail on Monday.",
            [("ordered to serve", "2021-06-07")],
        ),
    ],
)
def test_lives_in_brackets_items_behind_and_years_before_plurals(
    text: str, expected: list[tuple[str, str]], resources: Resources
) -> None:
    assert [(m.trigger.of(text), str(m.time.date)) for m in of_text(text, resources)] == expected


def test_a_date_behind_how_it_was_said_dates_the_saying(resources: Resources) -> None:
    text = "Smith lifted the ban on Wednesday, six hours after he declared it in a televised address on Tuesday."
    mentions = told(text, "en", resources, SAID)
    assert [m.time.span is not None for m in mentions if m.type == "STATEMENT"] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The new pact will replace the treaty signed on May 24, 1913.", [("signed", "1913-05-24")]),
        ("Congress passed the bill introduced by Senator Lee in March 2019.", [("introduced", "2019-03")]),
        ("They discussed the war that began in 2013.", [("began", "2013")]),
        ("A man arrested on Monday was freed on Tuesday.", [("arrested", "2021-06-07"), ("freed", "2021-06-08")]),
        ("Abe Stone, born on March 18, 1936, in Perth, was a painter.", [("born on", "1936-03-18")]),
        ("The war ended in 1979, leading to a pact in 1980.", [("ended", "1979"), ("leading", "1980")]),
        (
            "She graduated in 1958, building up a law firm before entering politics in 1972.",
            [("graduated", "1958"), ("entering", "1972")],
        ),
        ("The minister criticised last year's report.", []),
        ("Mary Hale, head of the board, made the announcement on Monday.", [("made the announcement", "2021-06-07")]),
    ],
)
def test_a_date_belongs_to_the_participle_or_noun_beside_it(
    text: str, expected: list[tuple[str, str]], resources: Resources
) -> None:
    assert [(m.trigger.of(text), str(m.time.date)) for m in of_text(text, resources)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An appeal was filed by the firm on 9 May 2000.", "REQUEST"),
        ("New sanctions were imposed on two banks on 9 May 2000.", "SANCTION"),
        ("A press statement was issued on 9 May 2000.", "STATEMENT"),
        ("The convention entered into force on 9 May 2000.", "AGREE"),
        ("The new law entered into force on 9 May 2000.", "OTHER"),
        ("The civil war broke out on 9 May 2000.", "ASSAULT"),
        ("The talks began on 9 May 2000.", "CONSULT"),
        ("The board dismissed the manager on 9 May 2000.", "OTHER"),
        ("The painter returned to Lyon on 9 May 2000.", "OTHER"),
        ("The president returned to Lyon on 9 May 2000.", "CONSULT"),
        ("The firm bought 12 trucks on 9 May 2000.", "OTHER"),
        ("The volcano sent mud into the valley on 9 May 2000.", "OTHER"),
        ("Nine people were killed in eruptions on 9 May 2000.", "OTHER"),
    ],
)
def test_the_type_follows_who_does_what_to_whom(text: str, expected: str, resources: Resources) -> None:
    assert [mention.type for mention in of_text(text, resources)] == [expected]


def test_two_names_joined_by_and_are_one_subject(resources: Resources) -> None:
    text = "The mayor announced on Monday that Chile and Peru have agreed to hold talks."
    assert [m.span.of(text).startswith("The mayor announced") for m in of_text(text, resources)] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The officer said the boat was raised on Friday.", [("said", "2021-06-10"), ("raised", "2021-06-04")]),
        ("In 1802 he moved to Oslo and in 1804 he became master.", [("moved to", "1802"), ("became", "1804")]),
        ("13 June 2011 Ferrania gets the lowest rating in the world.", [("gets", "2011-06-13")]),
        ("In 1997 his novels in the series were popular.", []),
        ("Ten members of a ring known as the crew were arrested on Monday.", [("arrested", "2021-06-07")]),
        ("The club added golf to its games in 1880.", [("added", "1880")]),
        ("The rebels broke on Monday with a pact signed by the government.", [("broke", "2021-06-07")]),
        ("On the 23d day of January, 1856, the articles were signed.", [("signed", "1856-01-23")]),
    ],
)
def test_verbs_that_no_list_names_and_clauses_with_dates(
    text: str, expected: list[tuple[str, str]], resources: Resources
) -> None:
    assert [(m.trigger.of(text), str(m.time.date)) for m in of_text(text, resources)] == expected


def test_the_arrest_of_a_suspected_leader_has_occurred(resources: Resources) -> None:
    told_of = of_text("Police arrested the suspected leader of the gang on Monday.", resources)
    assert [(mention.type, mention.status) for mention in told_of] == [("COERCE", "occurred")]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The plan was signed off on by the cabinet on Monday.", "SUPPORT"),
        ("Ghana on Monday suspended the import of apples from Togo.", "SANCTION"),
        ("Three missiles have been fired into the sea on Monday.", "MOBILIZE"),
    ],
)
def test_what_is_signed_off_suspended_and_fired(text: str, type_: str, resources: Resources) -> None:
    assert [mention.type for mention in of_text(text, resources)] == [type_]


def test_whoever_stands_behind_by_did_it(resources: Resources) -> None:
    text = "On 1 September 1983 the plane was shot down by a Russian Su-15 Air Force fighter."
    (mention,) = told(text, "en", resources)
    assert [(a.entity.surface, a.role) for a in mention.actors] == [("Air Force", "source")]


def test_a_participle_before_a_name_is_no_deed(resources: Resources) -> None:
    text = "On 1 May 2003 the plane flew through prohibited Soviet air space and crashed."
    assert [m.trigger.of(text) for m in told(text, "en", resources)] == ["crashed"]
