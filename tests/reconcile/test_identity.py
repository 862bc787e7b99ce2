from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import IdChange
from pipeline.reconcile.identity import Previous, assign, merged_from


def after(clusters, previous=None):
    ids, history = assign(clusters, previous)
    members = tuple((m, event) for event, group in zip(ids, clusters, strict=True) for m in group)
    return ids, Previous(members=members, history=history)


def test_id_depends_on_the_founding_mention_alone():
    (one,), _ = assign([("a", "b")], None)
    (two,), _ = assign([("a", "c", "d")], None)
    assert one == two
    assert one.startswith("ev-")
    assert len(one) == 13


def test_cluster_keeps_its_id_when_it_grows():
    ids, before = after([("b", "c")])
    grown, history = assign([("a", "b", "c")], before)
    assert grown == ids
    assert history == ()


def test_larger_overlap_wins_when_two_become_one():
    (small, large), before = after([("a",), ("b", "c")])
    (joined,), history = assign([("a", "b", "c")], before)
    assert joined == large
    assert history == (IdChange(old_id=small, new_id=large, kind="merge"),)
    assert merged_from(large, history) == (small,)


def test_split_mints_one_new_id():
    (old,), before = after([("a", "b", "c")])
    (kept, new), history = assign([("a", "b"), ("c",)], before)
    assert kept == old
    assert new != old
    assert history == (IdChange(old_id=old, new_id=new, kind="split"),)


def test_removed_mentions_retire_their_event():
    (gone, kept), before = after([("a",), ("b",)])
    ids, history = assign([("b",)], before)
    assert ids == (kept,)
    assert history == (IdChange(old_id=gone, new_id="", kind="retire"),)


def test_retired_id_is_never_used_again():
    (old,), before = after([("a",)])
    _, history = assign([], before)
    (again,), _ = assign([("a",)], Previous(members=(), history=history))
    assert again != old
    assert again.startswith(old)


def test_split_remainder_does_not_take_the_living_id():
    (old,), before = after([("a", "b", "c")])
    ids, _ = assign([("a",), ("b", "c")], before)
    assert ids[1] == old
    assert ids[0] not in (old, "")


def test_merged_ids_are_followed_through_a_chain():
    history = (
        IdChange(old_id="ev-1", new_id="ev-2", kind="merge"),
        IdChange(old_id="ev-2", new_id="ev-3", kind="merge"),
    )
    assert merged_from("ev-3", history) == ("ev-1", "ev-2")


def test_previous_of_an_empty_folder_is_none(tmp_path):
    assert Previous.load(tmp_path) is None


LABELS = st.lists(st.integers(0, 4), min_size=1, max_size=12)


def clusters_of(labels):
    return [tuple(f"m{at:02}" for at, label in enumerate(labels) if label == each) for each in sorted(set(labels))]


@given(LABELS, LABELS)
def test_ids_are_unique_and_old_ones_are_kept_or_explained(first, second):
    ids, before = after(clusters_of(first))
    again, history = assign(clusters_of(second), before)
    assert len(set(again)) == len(again)
    lost = set(ids) - set(again)
    assert lost == {change.old_id for change in history if change.kind in ("merge", "retire")}


@given(LABELS)
def test_the_same_clusters_keep_all_ids(labels):
    ids, before = after(clusters_of(labels))
    assert assign(clusters_of(labels), before) == (ids, ())


@given(LABELS, st.randoms(use_true_random=False))
def test_order_of_clusters_does_not_matter(labels, random):
    clusters = clusters_of(labels)
    ids, _ = assign(clusters, None)
    order = list(range(len(clusters)))
    random.shuffle(order)
    shuffled, _ = assign([clusters[at] for at in order], None)
    assert dict(zip(order, shuffled, strict=True)) == dict(enumerate(ids))
