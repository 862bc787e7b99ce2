import json

import pytest

from pipeline.errors import PipelineError
from pipeline.reconcile.weights import PRESET, load_weights


@pytest.fixture(scope="module")
def weights():
    return load_weights()


def bits(weights, name):
    return [level.bits for comparison in weights.comparisons if comparison.name == name for level in comparison.levels]


def test_preset_says_how_it_was_made():
    file = json.loads(PRESET.read_text(encoding="utf-8"))
    assert file["version"]
    assert len(file["made"]) > 100


def test_weights_of_a_small_corpus_are_the_small_ones(weights):
    small = weights.at_density(weights.density.small)
    assert small.prior == weights.density.prior_small
    assert bits(small, "date") != bits(weights, "date")
    assert small == weights.at_density(3)


def test_weights_at_the_reference_are_the_written_ones(weights):
    assert weights.at_density(weights.density.reference) == weights


def test_weights_in_between_lie_in_between(weights):
    between = bits(weights.at_density(7000), "date")
    ends = zip(bits(weights.at_density(1), "date"), bits(weights, "date"), strict=True)
    assert all(min(pair) <= value <= max(pair) for value, pair in zip(between, ends, strict=True))


def test_denser_corpora_ask_for_more_evidence(weights):
    dense = weights.at_density(weights.density.reference * 8)
    assert dense.offset > weights.offset
    assert dense.story_cap > weights.story_cap


def test_a_comparison_without_else_does_not_load(tmp_path):
    file = json.loads(PRESET.read_text(encoding="utf-8"))
    file["comparisons"][0]["levels"].pop()
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_weights(path)
    assert "else" in str(caught.value)


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(PipelineError) as caught:
        load_weights(tmp_path / "none.json")
    assert "none.json" in str(caught.value)


def test_unlike_types_and_sisters_always_weigh_against(weights):
    for n in (10, 3000, 100_000):
        used = weights.at_density(n)
        assert bits(used, "type")[-1] < 0
        assert bits(used, "sister")[0] < 0
        assert bits(used, "type")[2] == max(bits(used, "type"))
