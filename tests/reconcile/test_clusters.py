from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.clusters import cluster
from pipeline.reconcile.rounds import cluster_arrays

NODES = st.integers(0, 11)
EDGES = st.dictionaries(
    st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1]), st.integers(-900, 900), max_size=40
)


def edges_of(table):
    return [(left, right, weight) for (left, right), weight in table.items()]


def test_cluster_joins_positive_edges_and_leaves_negative_ones():
    assert cluster(4, [(0, 1, 300), (1, 2, -300), (2, 3, 100)]) == [0, 0, 2, 2]


def test_chain_is_cut_where_the_ends_reject_each_other():
    assert cluster(3, [(0, 1, 500), (1, 2, 200), (0, 2, -900)]) == [0, 0, 2]


def test_parallel_evidence_adds_up():
    assert cluster(3, [(0, 1, 500), (0, 2, -100), (1, 2, 300)]) == [0, 0, 0]


def test_must_link_joins_without_an_edge():
    assert cluster(3, [], must=[(2, 0)]) == [0, 1, 0]


def test_cannot_link_outweighs_every_edge():
    assert cluster(2, [(0, 1, 1_000_000)], cannot=[(0, 1)]) == [0, 1]


def test_cannot_link_holds_through_a_third_node():
    labels = cluster(3, [(0, 1, 900), (1, 2, 800)], cannot=[(0, 2)])
    assert labels[0] != labels[2]


def test_ties_go_to_the_smaller_pair():
    assert cluster(3, [(0, 1, 100), (1, 2, 100), (0, 2, -500)]) == [0, 0, 2]


def test_two_crowds_that_were_never_compared_do_not_join_through_one_mention():
    crowds = [(a, b, 500) for crowd in (range(4), range(4, 8)) for a in crowd for b in crowd if a < b]
    bridge = [(0, 8, 300), (4, 8, 200)]
    assert cluster(9, [*crowds, *bridge]) == [0] * 9
    met = [(left, right, weight + 20) for left, right, weight in (*crowds, *bridge)]
    assert cluster(9, met, unmet=20) == [0, 0, 0, 0, 4, 4, 4, 4, 0]


@given(EDGES, st.integers(0, 100))
def test_unmet_pairs_weigh_as_edges_of_their_own(table, unmet):
    met = [(left, right, weight + unmet) for left, right, weight in edges_of(table)]
    every = {(a, b): -unmet for a in range(12) for b in range(a + 1, 12)} | table
    assert cluster(12, met, unmet=unmet) == cluster(12, edges_of(every))


@given(EDGES, st.integers(0, 100))
def test_arrays_weigh_unmet_pairs_alike(table, unmet):
    left, right, weight = arrays(sorted(edges_of(table)))
    met = [(a, b, w + unmet) for (a, b), w in table.items()]
    assert cluster_arrays(12, left, right, weight + unmet, unmet=unmet).tolist() == cluster(12, met, unmet=unmet)


@given(EDGES, st.integers(0, 100))
def test_rounds_end_where_no_two_clusters_attract_each_other_with_unmet_pairs(table, unmet):
    left, right, weight = arrays(sorted(edges_of(table)))
    labels = cluster_arrays(12, left, right, weight + unmet, limit=0, unmet=unmet).tolist()
    every = {(a, b): -unmet for a in range(12) for b in range(a + 1, 12)} | table
    between = Counter()
    for (a, b), w in every.items():
        if labels[a] != labels[b]:
            between[tuple(sorted((labels[a], labels[b])))] += w
    assert all(total <= 0 for total in between.values())


@given(EDGES)
def test_a_node_that_stands_for_many_weighs_unmet_pairs_for_all_of_them(table):
    sizes = [1 + node % 3 for node in range(12)]
    left, right, weight = arrays(sorted(edges_of(table)))
    labels = cluster_arrays(12, left, right, weight, unmet=20, sizes=np.asarray(sizes))
    assert labels.tolist() == cluster(12, edges_of(table), unmet=20, sizes=sizes)
    assert cluster(2, [(0, 1, 100)], unmet=20, sizes=[1, 4]) == [0, 0]
    assert cluster(2, [(0, 1, 100)], unmet=20, sizes=[1, 5]) == [0, 1]


def test_arrays_part_wide_components_as_lists_do():
    draw = np.random.default_rng(7)
    for n, share in ((5, 0.9), (33, 0.6), (60, 0.1), (150, 0.5), (600, 0.02)):
        left, right = np.triu_indices(n, 1)
        some = draw.random(len(left)) < share
        left, right, weight = left[some], right[some], draw.integers(-60, 50, int(some.sum()))
        sizes = draw.integers(1, 4, n)
        edges = list(zip(left.tolist(), right.tolist(), weight.tolist(), strict=True))
        labels = cluster_arrays(n, left, right, weight, unmet=3, sizes=sizes)
        assert labels.tolist() == cluster(n, edges, unmet=3, sizes=sizes.tolist())


@given(EDGES, st.randoms(use_true_random=False))
def test_shuffled_edges_give_the_same_partition(table, random):
    edges = edges_of(table)
    shuffled = [
        (right, left, weight) if random.random() < 0.5 else (left, right, weight) for left, right, weight in edges
    ]
    random.shuffle(shuffled)
    assert cluster(12, edges) == cluster(12, shuffled)


@given(EDGES)
def test_label_is_the_smallest_member(table):
    labels = cluster(12, edges_of(table))
    assert all(labels[label] == label and label <= node for node, label in enumerate(labels))


@given(EDGES)
def test_arrays_by_component_give_the_same_partition(table):
    edges = sorted(edges_of(table))
    columns = np.asarray(edges, dtype=np.int64).reshape(len(edges), 3)
    assert cluster_arrays(12, columns[:, 0], columns[:, 1], columns[:, 2]).tolist() == cluster(12, edges)


@given(EDGES)
def test_every_cluster_is_held_together_by_positive_evidence(table):
    labels = cluster(12, edges_of(table))
    for label in set(labels):
        inside = [w for (a, b), w in table.items() if labels[a] == labels[b] == label]
        assert labels.count(label) == 1 or sum(inside) > 0


def arrays(edges):
    columns = np.asarray(edges, dtype=np.int64).reshape(len(edges), 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]


@given(EDGES, st.randoms(use_true_random=False))
def test_rounds_ignore_the_order_of_edges(table, random):
    edges = edges_of(table)
    shuffled = random.sample(edges, len(edges))
    labels = cluster_arrays(12, *arrays(edges), limit=0)
    assert labels.tolist() == cluster_arrays(12, *arrays(shuffled), limit=0).tolist()


@given(EDGES)
def test_rounds_end_where_no_two_clusters_attract_each_other(table):
    labels = cluster_arrays(12, *arrays(edges_of(table)), limit=0).tolist()
    between = {}
    for (left, right), weight in table.items():
        if labels[left] != labels[right]:
            pair = tuple(sorted((labels[left], labels[right])))
            between[pair] = between.get(pair, 0) + weight
    assert all(weight <= 0 for weight in between.values())
    assert all(labels[label] == label <= node for node, label in enumerate(labels))
