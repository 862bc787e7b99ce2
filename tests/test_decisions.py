import json

import pytest

from pipeline.decisions import in_force, locate, read_decisions
from pipeline.model import Anchor, Decision, Document
from pipeline.reconcile.reviewed import edits_of
from tests.reconcile.mentions import mention

LINE = {"id": "d1", "at": "2022-01-01T00:00:00Z", "by": "ann", "kind": "pair", "target": ["a", "b"], "verdict": "same"}


def decision(ident, kind="pair", target=("a", "b"), verdict="same", **more):
    return Decision(id=ident, at="", by="ann", kind=kind, target=target, verdict=verdict, **more)


def test_a_missing_log_is_empty(tmp_path):
    assert read_decisions(tmp_path / "none.jsonl").decisions == ()


def test_a_log_is_read_in_its_order(tmp_path):
    path = tmp_path / "decisions.jsonl"
    anchors = [{"sha256": "00", "quote": "개통했다", "prefix": "어제 ", "suffix": "."}] * 2
    path.write_text(
        "\n".join(json.dumps(LINE | {"id": name, "anchors": anchors}) for name in ("d1", "d2")), encoding="utf-8"
    )
    log = read_decisions(path)
    assert [each.id for each in log.decisions] == ["d1", "d2"]
    assert log.decisions[0].anchors[0].quote == "개통했다"
    assert log.errors == ()


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": "d2", "at": "2022',
        "[]",
        json.dumps(LINE | {"kind": "guess"}),
        json.dumps(LINE | {"more": 1}),
        json.dumps({"id": "d2"}),
        json.dumps(LINE | {"kind": "field", "field": "date", "value": "soon"}),
        json.dumps(LINE | {"kind": "field", "field": "status", "value": "perhaps"}),
    ],
)
def test_a_broken_line_is_reported_and_skipped(tmp_path, broken):
    path = tmp_path / "decisions.jsonl"
    path.write_text(json.dumps(LINE) + "\n" + broken, encoding="utf-8")
    before = path.read_bytes()
    log = read_decisions(path)
    assert [each.id for each in log.decisions] == ["d1"]
    assert [error.code for error in log.errors] == ["bad-decision"]
    assert "line 2" in str(log.errors[0])
    assert path.read_bytes() == before


def test_a_line_torn_inside_a_character_is_reported(tmp_path):
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(json.dumps(LINE).encode() + b"\n" + '{"id": "d2", "by": "안'.encode()[:-1])
    assert len(read_decisions(path).errors) == 1


def test_the_later_line_wins_whatever_the_order_of_the_pair():
    found = in_force([decision("d1"), decision("d2", target=("b", "a"), verdict="different")])
    assert [each.id for each in found] == ["d2"]


def test_withdraw_takes_a_decision_back():
    assert in_force([decision("d1"), decision("d2", kind="withdraw", target=("d1",), verdict="")]) == ()


def test_edits_of_two_fields_both_hold():
    edits = [
        decision(f"d{n}", kind="field", target=("a",), field=name, value="x") for n, name in enumerate(("date", "type"))
    ]
    assert [each.field for each in edits_of(["a"], in_force(edits))] == ["date", "type"]


TEXT = "Dawn. The bridge opened in May. Dusk. The gate opened in May."
DOCUMENT = Document(id="doc", text=TEXT, sha256="beef")
NEW = mention("new", "doc", "2021-05", "COOPERATE", "", "Q1:s", at=6, long=24)


def anchor(quote="The bridge opened in May", prefix="Dawn. ", suffix=". Dusk", sha256="beef"):
    return Anchor(sha256=sha256, quote=quote, prefix=prefix, suffix=suffix)


def rejected(**more):
    return decision("d1", kind="mention", target=("old",), verdict="reject", anchors=(anchor(**more),))


def test_a_mention_is_found_again_by_its_anchor():
    assert locate([rejected()], [DOCUMENT], [NEW]).decisions[0].target == ("new",)


def test_an_anchor_holds_in_a_changed_document():
    assert locate([rejected(sha256="dead")], [DOCUMENT], [NEW]).decisions[0].target == ("new",)


@pytest.mark.parametrize(
    "more",
    [
        {"quote": "The bridge opened in June"},
        {"prefix": "Noon. "},
        {"suffix": ". Night"},
        {"quote": "opened in May", "prefix": "", "suffix": ""},
        {"quote": ""},
    ],
)
def test_anything_but_one_exact_place_is_an_orphan(more):
    located = locate([rejected(**more)], [DOCUMENT], [NEW])
    assert located.decisions == ()
    assert [each.id for each in located.orphans] == ["d1"]


def test_an_anchor_with_no_mention_there_is_an_orphan():
    far = mention("far", "doc", "2021-05", "COOPERATE", "", "Q1:s", at=38, long=20)
    assert len(locate([rejected()], [DOCUMENT], [far]).orphans) == 1


def test_names_and_conflicts_keep_their_targets():
    name = decision("d1", kind="name", target=("Q1", "뿌찐"), verdict="same")
    assert locate([name], [DOCUMENT], [NEW]).decisions == (name,)
