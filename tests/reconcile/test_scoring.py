from dataclasses import replace

import pytest

from pipeline.model import Actor, EntityMention, Span
from pipeline.reconcile import candidates
from pipeline.reconcile.linking import Verdicts, link
from pipeline.reconcile.scoring import score_pairs
from pipeline.reconcile.stage import feature_table
from pipeline.reconcile.store import connect, put_features
from pipeline.reconcile.weights import load_weights
from tests.reconcile.mentions import ENTITIES, mention


@pytest.fixture(scope="module")
def patterns(resources):
    return resources.link_patterns


@pytest.fixture(scope="module")
def weights():
    return load_weights()


@pytest.fixture
def levels_of(patterns, weights):
    """The level that each comparison gives a pair of mentions, by name."""

    def levels(left, right):
        table = feature_table((left, right), ENTITIES, {}, patterns)
        found = link(table, weights, Verdicts()).pairs
        assert len(found) == 1, "the two are no candidates"
        used = weights.without("vectors").comparisons
        return {each.name: each.levels[n].name for each, n in zip(used, found[0].levels, strict=True)}

    return levels


def visit(name, date, **more):
    return mention(
        name, f"doc-{name}", date, "CONSULT", more.pop("mode", "visit"), more.pop("actors", "Q11:s Q2:t"), **more
    )


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("2021-05-03", "2021-05-03", "same days"),
        ("2021-05-03/2021-05-05", "2021-05-04", "days overlap"),
        ("2021-05-03", "2021-05-04", "1 day apart"),
        ("2021-05-03", "2021-05-06", "2 or 3 days apart"),
        ("2021-05", "2021-05-06", "month holds it"),
        ("2021", "2021-05-06", "year holds it"),
        ("2021", "2021", "year holds it"),
        ("2021-05-03", "2021-05-10", "apart"),
        ("2021-05-03", "2021-05-20", "more than 10 days apart, to the day"),
        ("2021-01-03", "2021-11-20", "far apart, to the day"),
        ("2021-01", "2021-11-20", "far apart"),
        ("2021-03/2022-11", "2021-05-20", "year holds it"),
        ("2021-05~", "2021-06-10", "month holds it"),
    ],
)
def test_date_levels(levels_of, left, right, level):
    assert levels_of(visit("a", left), visit("b", right))["date"] == level


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (("CONSULT", "visit"), ("CONSULT", "visit"), "same mode"),
        (("CONSULT", "summit"), ("CONSULT", "talks"), "near modes"),
        (("CONSULT", "visit"), ("CONSULT", ""), "mode unknown"),
        (("CONSULT", "visit"), ("CONSULT", "phone"), "other mode"),
        (("CONSULT", "visit"), ("AGREE", "sign"), "other type"),
    ],
)
def test_type_levels(levels_of, left, right, level):
    one = mention("a", "d1", "2021-05-03", *left, "Q11:s Q2:t")
    two = mention("b", "d2", "2021-05-03", *right, "Q11:s Q2:t")
    assert levels_of(one, two)["type"] == level


def test_a_visit_and_the_summit_during_it_are_sisters(levels_of):
    found = levels_of(visit("a", "2021-05-03/2021-05-04"), visit("b", "2021-05-03", mode="summit"))
    assert found["sister"] == "sister events"


def test_a_person_counts_as_the_state(levels_of):
    found = levels_of(visit("a", "2021-05-03"), visit("b", "2021-05-03", actors="Q1:s Q2:t"))
    assert found["actors"] != "none shared"
    assert found["speaker"] == "same"


def test_two_persons_of_one_state_are_two_persons(levels_of):
    found = levels_of(visit("a", "2021-05-03"), visit("b", "2021-05-03", actors="Q13:s Q2:t"))
    assert found["persons"] == "others"


def test_roles_exchanged_are_seen(levels_of):
    found = levels_of(visit("a", "2021-05-03", actors="Q1:s Q2:t"), visit("b", "2021-05-03", actors="Q2:s Q1:t"))
    assert found["actors"] == "roles exchanged"


def test_states_of_which_each_side_names_another(levels_of):
    found = levels_of(visit("a", "2021-05-03", actors="Q1:s Q2:t"), visit("b", "2021-05-03", actors="Q1:s Q3:t"))
    assert found["states"] == "of two or more each names another"
    one, other = (visit(actor, "2021-05-03", actors=f"{actor}:s", place="Q21") for actor in ("Q1", "Q3"))
    alone = levels_of(one, other)
    assert alone["states"] == "each names another"


def surfaced(name, actors):
    """A visit whose parties go by these words, without an id."""
    told = visit(name, "2021-05-03", place="Q21")
    named = (EntityMention(span=Span(0, len(words)), surface=words, kind="person") for words in actors)
    return replace(told, actors=tuple(Actor(entity=each, role="participant") for each in named))


def test_an_unknown_office_counts_as_the_state_that_its_words_name(levels_of):
    in_english = surfaced("a", ("the foreign minister of Norway", "the foreign minister of Ghana"))
    in_chinese = surfaced("b", ("挪威外长", "加纳外长"))
    of_others = surfaced("c", ("挪威外长", "智利外长"))
    assert levels_of(in_english, in_chinese)["states"] == "same"
    assert levels_of(in_english, in_chinese)["actors"] != "none shared"
    assert levels_of(in_english, of_others)["states"] == "of two or more each names another"


def test_words_that_name_two_states_count_as_neither(levels_of):
    both = surfaced("a", ("the envoy of Norway and Ghana",))
    assert levels_of(both, surfaced("b", ("挪威外长",)))["states"] == "a side names none"


def test_a_place_holds_what_lies_in_it(levels_of):
    found = levels_of(visit("a", "2021-05-03", place="Q2"), visit("b", "2021-05-03", place="Q21"))
    assert found["place"] == "same, or one in the other"


@pytest.mark.parametrize(("value", "level"), [(1040.0, "meet"), (2000.0, "differ")])
def test_quantities_within_five_percent_meet(levels_of, value, level):
    one = visit("a", "2021-05-03", quantities=[("guest", "person", 1000.0)])
    two = visit("b", "2021-05-03", quantities=[("guest", "person", value)])
    assert levels_of(one, two)["quantities"] == level


def scene():
    """Some thirty mentions that reach many levels."""
    dates = ["2021-05-03", "2021-05-04", "2021-05", "2021", "2021-05-03/2021-05-05", "2021-06-20"]
    kinds = [("CONSULT", "visit"), ("CONSULT", "summit"), ("AGREE", "sign"), ("STATEMENT", ""), ("AID", "goods")]
    actors = ["Q11:s Q2:t", "Q1:p Q2:p", "Q2:s Q1:t", "Q12:s", "Q13:p Q12:p Q3:p"]
    return [
        mention(
            f"m{at:02}", f"d{at % 4}", dates[at % 6], *kinds[at % 5], actors[(at * 3) % 5],
            place=["", "Q2", "Q21", "Q1"][at % 4], status="planned" if at % 7 == 0 else "occurred", at=at * 150,
            quantities=[("guest", "person", 100.0 * (at % 3 + 1))] if at % 2 else (),
            language=["ko", "zh", "en"][at % 3],
        )
        for at in range(32)
    ]  # fmt: skip


def test_parts_of_an_explanation_add_up_to_the_score(patterns, weights):
    table = feature_table(scene(), ENTITIES, {}, patterns)
    linking = link(table, weights, Verdicts())
    assert len(linking.pairs) > 100
    for pair in linking.pairs:
        explained = linking.explain(pair, table)
        assert sum(part[3] for part in explained.reasons) == explained.score


def test_splink_gives_the_same_integer_scores(patterns, weights):
    from pipeline.reconcile.splink_model import score_with_splink

    table = feature_table(scene(), ENTITIES, {}, patterns)
    used = weights.without("vectors").at_density(len(table.rows))
    connection = connect()
    put_features(connection, table.rows)
    candidates.find_pairs(connection, used.block_cap)
    score_pairs(connection, used)
    score_with_splink(connection, used)
    ours = connection.execute("select l, r, w from scored order by l, r").fetchall()
    splinks = connection.execute("select l, r, w from splink_scored order by l, r").fetchall()
    assert len(ours) > 100
    assert ours == splinks


def test_blocks_over_the_cap_are_split_then_dropped_and_told(patterns):
    many = [visit(f"m{at:03}", "2021-05-03", mode="visit" if at % 2 else "phone") for at in range(60)]
    connection = connect()
    put_features(connection, feature_table(many, ENTITIES, {}, patterns).rows)
    report = dict(candidates.find_pairs(connection, 40))
    assert report["blocks_split"] > 0
    split_pairs = connection.execute("select count(*) from pairs").fetchall()[0][0]
    assert 0 < split_pairs < 60 * 59 // 2
    report = dict(candidates.find_pairs(connection, 10))
    assert report["blocks_dropped"] > 0
    assert report["pairs"] == 0


@pytest.mark.parametrize(("few", "small", "kept"), [(20_000, 200_000, 3), (0, 200_000, 3), (0, 0, 2)])
def test_a_very_large_corpus_compares_by_its_year_only_what_does_not_tell_its_day(
    patterns, monkeypatch, few, small, kept
):
    """Two days of one year with two actors in common, and a year that may be either."""
    monkeypatch.setattr(candidates, "FEW", few)
    monkeypatch.setattr(candidates, "SMALL", small)
    told = [visit("a", "2021-05-03"), visit("b", "2021-09-20"), visit("c", "2021")]
    connection = connect()
    put_features(connection, feature_table(told, ENTITIES, {}, patterns).rows)
    assert dict(candidates.find_pairs(connection, 200))["pairs"] == kept


def test_a_war_named_after_both_sides_is_not_placed_by_one_of_them(levels_of):
    named = mention("a", "doc-a", "2021", "ASSAULT", "invade", "Q1:p Q2:p", place="Q1")
    told = mention("b", "doc-b", "2021", "ASSAULT", "invade", "Q1:s Q2:t", place="Q2")
    assert levels_of(named, told)["place"] == "a party, not a scene"
    assert levels_of(replace(named, actors=told.actors), told)["place"] == "elsewhere"
