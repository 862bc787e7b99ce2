from dataclasses import replace

import pytest

from pipeline.extract.event_types import load_event_types
from pipeline.model import Decision, Document, EntityMention, Span
from pipeline.reconcile.dating import row_date
from pipeline.reconcile.rows import RowMaker, edited
from pipeline.reconcile.things import load_things
from tests.reconcile.mentions import ENTITIES, mention

MAKER = RowMaker(
    entities={entity.id: entity for entity in ENTITIES},
    documents={"copy": Document(id="copy", text="", sha256="", copied_from="wire")},
    types=load_event_types(),
)


def told(*dates, documents=None, **more):
    names = documents or [f"d{at}" for at in range(len(dates))]
    return [
        mention(f"m{at}", document, date, "CONSULT", "visit", "Q11:s Q2:t", **more)
        for at, (date, document) in enumerate(zip(dates, names, strict=True))
    ]


def chosen(members):
    value, _ = row_date(members, MAKER.copied)
    return str(value)


@pytest.mark.parametrize(
    ("dates", "best"),
    [
        (("2000", "2000-07", "2000-07-19"), "2000-07-19"),
        (("2000", "2000-07-19/2000-07-20", "2000-07-19"), "2000-07-19/2000-07-20"),
        (("2000-06", "2000-02-09", "2000-02-09"), "2000-02-09"),
        (("2019", "2000", "2000-07"), "2000-07"),
        (("2022-11-01",), "2022-11-01"),
    ],
)
def test_date_with_most_origins_behind_it_then_the_most_precise(dates, best):
    assert chosen(told(*dates)) == best


def test_a_week_in_which_it_lies_is_no_stay():
    week, *days = told("2022-11-14/2022-11-20", "2022-11-16", "2022-11-16", "2022-11-17")
    earlier_that_week = replace(week, time=replace(week.time, kind="date"))
    assert chosen([earlier_that_week, *days]) == "2022-11-16"


def test_copies_of_one_document_are_one_origin():
    members = told("2000-06-01", "2000-06-01", "2000-06-02", "2000-06-02", documents=["a", "a", "b", "c"])
    assert chosen(members) == "2000-06-02"


def test_a_primary_text_outweighs_a_copy():
    assert chosen(told("2000-06-02", "2000-06-01", documents=["primary", "copy"])) == "2000-06-02"


def test_a_record_outweighs_all_that_retell_it():
    members = told("2000-06-02", "2000-06-02", "2000-06-01", documents=["a", "b", "record"])
    value, why = row_date(members, MAKER.copied, lambda m: m.document_id == "record")
    assert (str(value), why.says) == ("2000-06-01", "2000-06-01: told by a primary text")


def test_the_date_says_why():
    _, why = row_date(told("2000", "2000-07"), MAKER.copied)
    assert why.rule == "row.date@1"
    assert "2 independent origins" in why.says


def test_a_plan_gives_way_to_what_came_of_it():
    members = [
        mention("a", "d1", "2021", "AGREE", "sign", "Q1:p", status="planned"),
        mention("b", "d2", "2021", "AGREE", "sign", "Q1:p", status="planned"),
        mention("c", "d3", "2021", "AGREE", "sign", "Q1:p", status="cancelled"),
    ]
    assert MAKER.row("ev-1", members, 1.0).status == "cancelled"


def test_quantities_span_what_is_told():
    members = [
        mention("a", "d1", "2021", "AID", "goods", "Q1:s", quantities=[("wheat", "t", 100.0)]),
        mention("b", "d2", "2021", "AID", "goods", "Q1:s", quantities=[("wheat", "t", 130.0)]),
    ]
    (found,) = MAKER.row("ev-1", members, 1.0).quantities
    assert (found.low, found.high) == (100.0, 130.0)


def test_the_narrowest_place_that_the_others_agree_with():
    members = told("2021", "2021", "2021")
    from dataclasses import replace

    places = [mention("p", "d", "2021", "AID", "", "", place=name).place for name in ("Q2", "Q21", "Q2")]
    row = MAKER.row("ev-1", [replace(m, place=p) for m, p in zip(members, places, strict=True)], 1.0)
    assert (row.place_id, row.place, row.country) == ("Q21", "Port Sud", "SUD")


def test_actors_have_their_usual_role_and_english_name():
    row = MAKER.row("ev-1", told("2021", "2021"), 1.0)
    assert [(actor.entity_id, actor.name, actor.role) for actor in row.actors] == [
        ("Q11", "Ada North", "source"),
        ("Q2", "Sudland", "target"),
    ]


def test_order_of_mentions_does_not_matter():
    members = told("2000", "2000-07", "2000-07-19")
    assert MAKER.row("ev-1", members, 1.0) == MAKER.row("ev-1", members[::-1], 1.0)


def test_an_unknown_field_is_left_alone():
    row = MAKER.row("ev-1", told("2021"), 1.0)
    edit = Decision(id="d1", at="", by="ann", kind="field", target=("m0",), field="n_documents", value="9")
    assert edited(row, [edit]) == row


def test_titles_and_strict_code_come_from_the_profile():
    row = MAKER.row("ev-1", told("2021-05"), 1.0)
    assert row.title_en == "Visit by Ada North to Sudland, May 2021"
    assert row.title_ko
    assert row.title_zh
    signed = MAKER.row("ev-2", [mention("a", "d1", "2021", "AGREE", "sign", "Q1:p Q2:p")], 1.0)
    assert signed.plover == "SUPPORT"


def test_a_title_is_not_about_words_of_its_place_nor_about_who_came():
    text = "A delegation opened a liaison office in Railway Bridge Town"
    maker = replace(MAKER, documents={"d1": Document(id="d1", text=text, sha256="")}, things=load_things({}))
    told_there = mention("a", "d1", "2021-05-03", "COOPERATE", "project", "Q1:p Q2:p", long=len(text))
    place = EntityMention(span=Span(40, 59), surface=text[40:], kind="place", entity_id="Q21")
    title = maker.row("ev-1", [replace(told_there, place=place)], 1.0).title_en
    assert "liaison office" in title
    assert not any(word in title for word in ("railway", "bridge", "delegation"))
