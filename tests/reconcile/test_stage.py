from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Anchor, Decision
from pipeline.reconcile import Previous, rarity, reconcile
from pipeline.reconcile.ledger import Kept
from tests.reconcile.mentions import extraction, mention


def told(name, document, date, what, actors, **more):
    kind, _, mode = what.partition(".")
    return mention(name, document, date, kind, mode, actors, **more)


def story():
    """A visit, the summit during it and the treaty signed at it, told by three documents in three languages."""
    stay, ko, zh = {"place": "Q2", "basis": "duration"}, {"language": "ko"}, {"language": "zh-Hant", "place": "Q2"}
    return (
        extraction(
            "en-1",
            told("v1", "en-1", "2021-05-03/2021-05-05", "CONSULT.visit", "Q11:s Q2:t", **stay),
            told("s1", "en-1", "2021-05-04", "CONSULT.summit", "Q11:p Q12:p", place="Q21", at=900),
            told("t1", "en-1", "2021-05-04", "AGREE.sign", "Q11:p Q12:p", place="Q21", at=1800),
            published="2021-05-06",
        ),
        extraction(
            "ko-1",
            told("v2", "ko-1", "2021-05", "CONSULT.visit", "Q11:s Q2:t", place="Q2", **ko),
            told("s2", "ko-1", "2021-05-04", "CONSULT.summit", "Q11:p Q12:p", at=900, **ko),
            told("x2", "ko-1", "2019-02-11", "CONSULT.visit", "Q12:s Q1:t", place="Q1", at=1800, **ko),
            published="2021-07-01",
        ),
        extraction(
            "zh-1",
            told("s3", "zh-1", "2021-05-04", "CONSULT.summit", "Q1:p Q2:p", **zh),
            told("t3", "zh-1", "2021-05-04", "AGREE.sign", "Q11:p Q12:p", at=900, status="planned", **zh),
        ),
    )


def rows(linked):
    return {frozenset(event.mentions) for event in linked.events}


def decision(kind, target, verdict="", number=1, **more):
    return Decision(
        id=f"d{number}", at="2022-01-01T00:00:00Z", by="ann", kind=kind, target=target, verdict=verdict, **more
    )


@pytest.fixture(scope="module")
def linked(resources):
    return reconcile(story(), None, (), resources)


def test_one_row_an_event_across_languages(linked):
    assert rows(linked) == {
        frozenset({"v1", "v2"}),
        frozenset({"s1", "s2", "s3"}),
        frozenset({"t1", "t3"}),
        frozenset({"x2"}),
    }


def test_every_mention_has_a_link_to_its_event(linked):
    event_of = {name: event.id for event in linked.events for name in event.mentions}
    assert {link.mention_id: link.event_id for link in linked.links} == event_of


def test_link_reasons_name_the_other_mention_and_a_sum(linked):
    words = {link.mention_id: link.reasons for link in linked.links}
    assert words["v1"].startswith("v2: ")
    assert "prior" in words["v1"]
    assert words["x2"] == ""


def test_row_takes_the_longer_stay_and_the_outcome(linked):
    found = {frozenset(event.mentions): event for event in linked.events}
    visit = found[frozenset({"v1", "v2"})]
    assert str(visit.date) == "2021-05-03/2021-05-05"
    assert visit.languages == ("en", "ko")
    assert (visit.first_published, visit.last_published) == ("2021-05-06", "2021-07-01")
    assert found[frozenset({"t1", "t3"})].status == "occurred"


def test_order_of_documents_does_not_matter(resources, linked):
    assert reconcile(tuple(reversed(story())), None, (), resources) == linked


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(3)), st.randoms(use_true_random=False))
def test_shuffled_mentions_give_the_same_tables(resources, linked, order, random):
    documents = [story()[at] for at in order]
    shuffled = [replace(each, mentions=tuple(random.sample(each.mentions, len(each.mentions)))) for each in documents]
    assert reconcile(tuple(shuffled), None, (), resources) == linked


def previous_of(linked):
    return Previous(members=tuple((each.mention_id, each.event_id) for each in linked.links), history=linked.history)


def test_a_second_run_keeps_all_ids(resources, linked):
    again = reconcile(story(), previous_of(linked), (), resources)
    assert again == linked


def test_adding_documents_one_by_one_gives_the_same_rows(resources, linked):
    before = None
    for n in (1, 2, 3):
        grown = reconcile(story()[:n], before, (), resources)
        before = previous_of(grown)
    assert rows(grown) == rows(linked)
    cells = [replace(event, id="", merged_from=()) for event in grown.events]
    assert cells == [replace(event, id="") for event in linked.events]


def test_removing_a_document_retires_what_only_it_told(resources, linked):
    (lonely,) = [event.id for event in linked.events if event.mentions == ("x2",)]
    less = reconcile((story()[0], story()[2]), previous_of(linked), (), resources)
    assert [(change.old_id, change.kind) for change in less.history] == [(lonely, "retire")]
    assert {event.id for event in less.events} < {event.id for event in linked.events}


def test_a_reviewer_can_keep_two_apart(resources):
    linked = reconcile(story(), None, (decision("pair", ("v1", "v2"), "different"),), resources)
    assert {frozenset({"v1"}), frozenset({"v2"})} < rows(linked)


def test_a_reviewer_can_put_two_together(resources):
    linked = reconcile(story(), None, (decision("pair", ("v1", "x2"), "same"),), resources)
    assert any({"v1", "x2"} <= group for group in rows(linked))


def test_unsure_forces_nothing(resources, linked):
    unsure = reconcile(story(), None, (decision("pair", ("v1", "x2"), "unsure"),), resources)
    assert rows(unsure) == rows(linked)


def test_a_rejected_mention_leaves_the_tables(resources):
    linked = reconcile(story(), None, (decision("mention", ("x2",), "reject"),), resources)
    assert "x2" not in {each.id for each in linked.mentions}


def test_an_edited_field_survives(resources):
    edit = decision("field", ("x2",), field="date", value="2019-02-12", old="2019-02-11")
    linked = reconcile(story(), None, (edit,), resources)
    (event,) = [event for event in linked.events if event.mentions == ("x2",)]
    assert str(event.date) == "2019-02-12"
    assert (event.review_state, event.reviewed_by) == ("edited", "ann")


def test_a_decision_without_its_text_is_counted_as_orphan(resources, linked):
    lost = decision(
        "pair",
        ("gone-1", "v2"),
        "same",
        anchors=(Anchor(sha256="0", quote="no such words", prefix="", suffix=""),) * 2,
    )
    report = dict(reconcile(story(), None, (lost,), resources).report)
    assert report["decision_orphans"] == 1
    assert dict(linked.report)["decision_orphans"] == 0


def test_a_large_table_that_grows_has_the_rows_of_one_made_at_once(resources, linked, tmp_path, monkeypatch):
    monkeypatch.setattr(rarity, "LARGE", 2)
    at_once = reconcile(story(), None, (), resources)
    assert rows(at_once) == rows(linked)
    for n in (2, 3, 3):
        kept = Kept(path=tmp_path / "cache" / "linking.duckdb", key="a")
        grown = reconcile(story()[:n], None, (), resources, kept)
    assert grown.events == at_once.events
    assert grown.links == at_once.links
    less = reconcile(story()[::2], None, (), resources, kept)
    assert rows(less) == rows(reconcile(story()[::2], None, (), resources))


def test_a_broken_file_of_the_linker_is_made_anew(resources, linked, tmp_path, monkeypatch):
    monkeypatch.setattr(rarity, "LARGE", 2)
    path = tmp_path / "linking.duckdb"
    path.write_bytes(b"not a database, but long enough to be taken for one" * 400)
    assert rows(reconcile(story(), None, (), resources, Kept(path=path))) == rows(linked)


def test_no_documents_give_empty_tables(resources):
    linked = reconcile((), None, (), resources)
    assert linked.events == linked.mentions == linked.links == ()
