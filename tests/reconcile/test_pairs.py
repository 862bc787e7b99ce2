import pytest

from pipeline.errors import PipelineError
from pipeline.reconcile.pairs import explain_pair
from tests.reconcile.test_stage import story


def test_parts_add_up_and_name_both_values(resources):
    pair = explain_pair(story(), "v1", "v2", resources)
    assert pair.score > 0
    assert sum(part[3] for part in pair.reasons) == pair.score
    date = next(part for part in pair.reasons if part[0].startswith("date"))
    assert date[1:3] == ("2021-05-03/2021-05-05", "2021-05-01/2021-05-31")


def test_order_of_the_two_does_not_matter(resources):
    assert explain_pair(story(), "v2", "v1", resources) == explain_pair(story(), "v1", "v2", resources)


def test_a_pair_that_was_never_compared_is_explained_too(resources):
    pair = explain_pair(story(), "s3", "x2", resources)
    assert pair.score < 0
    assert any(part[0].startswith("date: far apart") for part in pair.reasons)


def test_an_unknown_id_is_named(resources):
    with pytest.raises(PipelineError) as caught:
        explain_pair(story(), "v1", "nothing", resources)
    assert "nothing" in str(caught.value)
