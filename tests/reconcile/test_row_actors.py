from dataclasses import replace

import pytest

from pipeline.model import Actor, Entity, EntityMention, Span
from pipeline.reconcile.row_actors import row_actors
from tests.reconcile.mentions import ENTITIES, mention

ROWS = {
    entity.id: entity for entity in (*ENTITIES, Entity(id="Q31", kind="org", name_en="Norland Post", country="NOR"))
}


def named(*told, symmetric=True, surfaces=()):
    members = [mention(f"m{at}", f"d{at}", "2021", "CONSULT", "meeting", who) for at, who in enumerate(told)]
    for surface in surfaces:
        entity = EntityMention(span=Span(0, 0), surface=surface, kind="person")
        members[0] = replace(members[0], actors=(*members[0].actors, Actor(entity=entity, role="participant")))
    actors, _ = row_actors(members, ROWS, symmetric)
    return [(actor.name, actor.role[0]) for actor in actors]


def test_persons_where_every_side_has_one():
    assert named("Q11:p Q2:p", "Q1:p Q12:p") == [("Ada North", "p"), ("Bo South", "p")]


def test_states_where_one_side_has_no_person():
    assert named("Q1:p Q2:p", "Q12:p Q1:p") == [("Norland", "p"), ("Sudland", "p")]


def test_one_person_whose_state_is_not_named_stays():
    assert named("Q1:p Q12:p") == [("Norland", "p"), ("Bo South", "p")]


def test_roles_apart_keep_their_own_level():
    assert named("Q11:s Q2:t", "Q1:s Q12:t", symmetric=False) == [("Ada North", "s"), ("Bo South", "t")]
    assert named("Q11:s Q1:s Q2:t", symmetric=False) == [("Ada North", "s"), ("Sudland", "t")]


def test_nobody_visits_the_own_state_beside_another():
    assert named("Q11:s Q1:t Q2:t", symmetric=False) == [("Ada North", "s"), ("Sudland", "t")]
    assert named("Q11:s Q1:t", symmetric=False) == [("Ada North", "s"), ("Norland", "t")]


def test_an_organisation_stands_for_its_state_too():
    assert named("Q31:s Q1:s", symmetric=False) == [("Norland Post", "s")]


@pytest.mark.parametrize("surface", ["North", "Ada", "ada north"])
def test_part_of_a_resolved_name_is_not_another_actor(surface):
    assert named("Q11:p Q12:p", surfaces=[surface]) == [("Ada North", "p"), ("Bo South", "p")]


def test_a_name_that_nobody_has_stays():
    assert ("West", "p") in named("Q11:p Q12:p", surfaces=["West"])


def test_an_actor_of_one_mention_in_many_is_left_out():
    assert named("Q11:p Q12:p", "Q11:p Q12:p", "Q11:p Q12:p", "Q11:p Q12:p Q13:p") == [
        ("Ada North", "p"),
        ("Bo South", "p"),
    ]


def test_the_reason_says_who_is_left_out():
    members = [mention("a", "d", "2021", "CONSULT", "meeting", "Q1:p Q11:p Q12:p")]
    _, (why,) = row_actors(members, ROWS, symmetric=True)
    assert (why.rule, why.says.endswith("left out beside their own: Norland")) == ("row.actors@1", True)
