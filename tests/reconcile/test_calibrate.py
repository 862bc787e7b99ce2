import json
import random

import pytest

from pipeline.errors import PipelineError
from pipeline.model import Decision
from pipeline.reconcile.calibrate import Judged, calibrate
from pipeline.reconcile.recalibrate import model_text, propose, write_proposal
from pipeline.reconcile.weights import load_weights
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.reconcile.test_stage import story


@pytest.fixture(scope="module")
def weights():
    return load_weights().without("vectors").at_density(300)


def judged_where(weights, name, level, n=400):
    """Pairs of random levels that are one where comparison ``name`` has ``level``."""
    draw = random.Random(7)
    levels = [tuple(draw.randrange(len(each.levels)) for each in weights.comparisons) for _ in range(n)]
    at = [each.name for each in weights.comparisons].index(name)
    return Judged(levels=tuple(levels), same=tuple(each[at] == level for each in levels))


def bits(weights, name):
    return [level.bits for each in weights.comparisons if each.name == name for level in each.levels]


def test_a_level_that_decides_gains_weight_and_the_loss_falls(weights):
    found = calibrate(judged_where(weights, "status", 0), weights, strength=0.5)
    before, after = bits(weights, "status"), bits(found.weights, "status")
    assert after[0] - after[1] > before[0] - before[1] + 100
    assert found.after < found.before
    assert found.n_pairs == 400


def test_levels_that_no_pair_shows_stay_as_they_are(weights):
    judged = judged_where(weights, "status", 0)
    at = [each.name for each in weights.comparisons].index("named")
    blind = Judged(levels=tuple((*each[:at], 0, *each[at + 1 :]) for each in judged.levels), same=judged.same)
    found = calibrate(blind, weights)
    assert bits(found.weights, "named")[1:] == bits(weights, "named")[1:]


def test_a_strong_pull_keeps_the_preset(weights):
    found = calibrate(judged_where(weights, "status", 0), weights, strength=1e9)
    assert found.weights == weights


def test_a_proposal_is_a_model_file_that_loads(weights, tmp_path):
    found = calibrate(judged_where(weights, "status", 0), weights)
    path = tmp_path / "weights.json"
    path.write_text(model_text(found.weights, "400 reviewed pairs of a test", "9.0.0"), encoding="utf-8")
    loaded = load_weights(path)
    assert loaded.version == "9.0.0"
    assert bits(loaded.at_density(300), "status") == bits(found.weights, "status")
    assert json.loads(path.read_text(encoding="utf-8"))["made"].startswith("400 reviewed")


def test_what_only_some_events_show_does_not_help_those_left_out(weights):
    judged = judged_where(weights, "status", 0, n=200)
    by_chance = [number % 5 == 0 for number in range(200)]  # one fold of events says the contrary of the others
    turned = tuple(same != chance for same, chance in zip(judged.same, by_chance, strict=True))
    found = calibrate(Judged(levels=judged.levels, same=turned, events=tuple(range(200))), weights, strength=0.5)
    assert found.after < found.before
    assert found.held_out > found.after


def test_the_report_lists_what_has_moved(weights, tmp_path):
    found = calibrate(judged_where(weights, "status", 0), weights, strength=0.5)
    write_proposal(found, tmp_path / "weights.json", "from 400 pairs", "9.0.0")
    report = (tmp_path / "weights.md").read_text(encoding="utf-8")
    assert load_weights(tmp_path / "weights.json").version == "9.0.0"
    assert f"{found.held_out:.3f} on events left out" in report
    old, new = bits(weights, "status")[0], bits(found.weights, "status")[0]
    assert f"| {old / 100:+.2f} | {new / 100:+.2f} |" in report


def test_a_run_takes_the_weights_that_settings_name(weights, tmp_path):
    write_proposal(calibrate(judged_where(weights, "status", 0), weights), tmp_path / "w.json", "from a test", "9.0.0")
    assert Resources(Settings(link_weights=str(tmp_path / "w.json"))).pair_weights.version == "9.0.0"


def reviewed(left, right, verdict, number):
    return Decision(id=f"d{number}", at="", by="ann", kind="pair", target=(left, right), verdict=verdict)


def test_reviewed_pairs_are_read_from_the_decisions(resources):
    log = (reviewed("v1", "v2", "same", 1), reviewed("s1", "v2", "different", 2), reviewed("s1", "x2", "unsure", 3))
    found = propose(story(), log, resources, enough=2)
    assert found.n_pairs == 2
    with pytest.raises(PipelineError) as caught:
        propose(story(), log, resources)
    assert "2 pairs" in str(caught.value)
