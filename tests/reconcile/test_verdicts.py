from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Decision
from pipeline.reconcile.clusters import cluster
from pipeline.reconcile.verdicts import Verdicts, verdicts_of

NUMBERS = {name: at for at, name in enumerate("abcdef")}


def pairs(*told):
    return [
        Decision(id=f"d{at}", at="", by="ann", kind="pair", target=tuple(names), verdict=verdict)
        for at, (names, verdict) in enumerate(told)
    ]


def test_verdicts_are_numbers_smaller_first():
    found = verdicts_of(pairs(("ba", "same"), ("cd", "different"), ("ef", "unsure")), NUMBERS)
    assert found == Verdicts(same=((0, 1),), different=((2, 3),), unsure=((4, 5),))


def test_the_later_of_two_that_contradict_through_a_third_wins():
    found = verdicts_of(pairs(("ab", "same"), ("bc", "same"), ("ac", "different")), NUMBERS)
    assert found.different == ((0, 2),)
    assert found.same == ((1, 2),)
    assert found.overruled == ("d0",)


def test_a_pair_whose_mention_is_gone_is_left_out():
    assert verdicts_of(pairs(("az", "same")), NUMBERS) == Verdicts()


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from("abcdef"), min_size=2, max_size=2, unique=True),
            st.sampled_from(["same", "different"]),
        ),
        max_size=12,
    )
)
def test_clusters_obey_all_verdicts_that_hold(told):
    found = verdicts_of(pairs(*told), NUMBERS)
    labels = cluster(6, [], found.same, found.different)
    assert all(labels[left] == labels[right] for left, right in found.same)
    assert all(labels[left] != labels[right] for left, right in found.different)
