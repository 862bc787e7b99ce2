"""The main flows of a reviewer, driven with real keys and clicks; each leaves its lines in the log."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

import pipeline
from pipeline.resources import Resources
from pipeline.write.tables import rows
from tests.browser.chromium import LOADED, Page
from tests.browser.screens import Screen


def most_told(screen: Screen) -> str:
    """The event with most mentions."""
    return str(max(rows(screen.out, "events"), key=lambda row: (row["n_mentions"], row["event_id"]))["event_id"])


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait for that page."""
    page.wait(LOADED)
    page.run("void (window.before = true)")
    page.press(key)
    page.wait("!window.before && document.readyState === 'complete'")


def next_tables(screen: Screen, resources: Resources) -> list[dict[str, str]]:
    """``events.csv`` after another run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.resources.Resources", lambda *_, **__: resources)
        pipeline.run(screen.corpus, screen.out)
    with (screen.out / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_filter_while_typing_and_open_an_event_by_key(served: Screen, page: Page) -> None:
    page.open(served.address + "/")
    everything = page.count("tbody tr")
    page.press("/")
    page.type("평양")
    page.wait("location.search.includes('text=')")
    page.wait(f"document.querySelectorAll('tbody tr').length < {everything}")
    assert page.run("document.activeElement.name") == "text"
    page.press("Escape")
    page.press("j")
    page.press("j")
    wanted = page.text("tr.current a")
    assert wanted == page.run("document.activeElement.innerText")
    press(page, "Enter")
    assert page.text("h1").startswith(wanted)
    assert "text=" in page.path
    page.open(served.address + page.path)
    assert page.text("h1").startswith(wanted)


def test_a_facet_leads_to_an_address_that_can_be_kept_and_downloaded(served: Screen, page: Page) -> None:
    page.open(served.address + "/")
    page.click('aside a[href*="status=claimed"]')
    page.wait(f"location.search === '?status=claimed' && {LOADED}")
    shown = page.count("tbody tr")
    told = page.run("fetch(document.querySelector('a[href*=\".json\"]').href).then((a) => a.json())")
    assert shown == len(told)
    assert {row["status"] for row in told} == {"claimed"}


def test_one_key_decides_and_the_next_event_follows(own: Screen, page: Page) -> None:
    first = rows(own.out, "events")[0]["event_id"]
    page.open(f"{own.address}/event/{first}")
    for key in "axs":
        before = page.path
        press(page, key)
        assert page.path != before
    assert [one.verdict for one in own.decisions] == ["accept", "reject", "unsure"]
    page.open(f"{own.address}/event/{first}")
    press(page, "f")
    assert own.decisions[-1].field == "flag"
    press(page, "f")
    assert own.decisions[-1].kind == "withdraw"
    press(page, "u")
    assert own.decisions[-1].target == (own.decisions[0].id,)


def test_keys_rest_while_one_types_and_while_an_input_method_composes(own: Screen, page: Page) -> None:
    page.open(f"{own.address}/event/{most_told(own)}")
    page.press("a", composing=True)
    page.press("c")
    page.wait("document.activeElement.name === 'note'")
    page.type("맥락 확인 axs")
    page.press("a")
    assert own.decisions == ()
    press(page, "Enter")
    assert own.decisions[-1].note.startswith("맥락 확인 axs")


def test_a_corrected_date_a_merge_and_a_split_are_in_the_next_table(
    own: Screen, page: Page, resources: Resources
) -> None:
    one = most_told(own)
    single, other = [row["event_id"] for row in rows(own.out, "events") if row["n_mentions"] == 1][:2]
    page.open(f"{own.address}/event/{one}")
    apart = page.run("document.querySelector('.tick input').value")
    page.click(".tick input")
    press(page, "p")
    page.open(f"{own.address}/event/{single}")
    page.press("m")
    page.wait("document.activeElement.name === 'other'")
    page.type(other)
    press(page, "Enter")
    page.press("e")
    page.wait("document.activeElement.name === 'field'")
    page.run("document.querySelector('#edit input[name=value]').select()")
    page.type("2001-02-03")
    press(page, "Enter")
    assert "2001-02-03" in page.text("td.own ins")
    before = {row["event_id"] for row in rows(own.out, "events")}
    told = {row["event_id"]: row for row in next_tables(own, resources)}
    event_of = {row["mention_id"]: row["event_id"] for row in rows(own.out, "mentions")}
    assert event_of[apart] not in before or event_of[apart] != one
    assert (single in told) != (other in told)
    assert told[single if single in told else other]["date"] == "2001-02-03"


def test_a_digit_takes_the_value_of_a_source(own: Screen, page: Page) -> None:
    conflict = next(row for row in rows(own.out, "conflicts") if row["field"] == "date")
    page.open(f"{own.address}/event/{conflict['event_id']}")
    taken = page.run("document.querySelector('[data-key=\"1\"]').title")
    press(page, "1")
    assert own.decisions[-1].kind == "field"
    assert own.decisions[-1].value in taken
    page.open(own.address + "/queue/conflicts")
    value = page.text(".item.current h3")
    press(page, "1")
    settled, edited = own.decisions[-2:]
    assert (settled.verdict, edited.kind, edited.value) == ("resolved", "field", value)


def test_pairs_and_names_are_decided_in_their_queues(own: Screen, page: Page) -> None:
    page.open(own.address + "/queue/pairs")
    total = page.count("article")
    for key in ("a", "x", "s"):
        press(page, key)
    assert [one.verdict for one in own.decisions] == ["same", "different", "unsure"]
    assert page.run("document.querySelector('progress').value") == 3
    page.press("j")
    assert page.run("document.activeElement.id") == page.run("document.querySelectorAll('article')[1].id")
    page.open(own.address + "/queue/names")
    name = page.text(".item.current h2 bdi")
    press(page, "a")
    assert own.decisions[-1].verdict == "new"
    assert page.text(".item.current h2 bdi") != name
    page.press("e")
    page.type("Seoul")
    press(page, "Enter")
    assert (own.decisions[-1].verdict, own.decisions[-1].value) == ("same", "Q8684")
    assert total > 3


def test_an_event_gets_a_further_name_and_any_decision_can_be_undone(own: Screen, page: Page) -> None:
    page.open(f"{own.address}/event/{most_told(own)}")
    page.press("n")
    page.wait("document.activeElement.name === 'entity'")
    page.press("Tab")
    page.type("이웃")
    press(page, "Enter")
    alias = own.decisions[-1]
    assert (alias.kind, alias.verdict, alias.value) == ("name", "alias", "이웃")
    press(page, "a")
    page.open(own.address + "/history")
    page.click("tbody tr:last-child button")
    page.wait("document.querySelector('tbody tr.gone')")
    assert own.decisions[-1].target == (alias.id,)


def test_blind_mode_hides_scores_until_a_person_has_decided(own: Screen, page: Page) -> None:
    page.open(own.address + "/queue/pairs")
    assert page.count(".bars") > 0
    page.click("button[name=blind]")
    page.wait("document.querySelector('button[name=blind][aria-pressed=true]')")
    assert page.count(".bars") == 0
    press(page, "s")
    assert page.count(".bars") == 0
    page.open(own.address + "/queue/pairs?page=99")
    assert page.count("article.done .bars") > 0
    event = most_told(own)
    page.open(f"{own.address}/event/{event}")
    assert page.count(".bars") == 0
    press(page, "a")
    page.open(f"{own.address}/event/{event}")
    assert page.count(".bars") > 0


def test_languages_and_readings_are_chosen_and_kept(served: Screen, page: Page) -> None:
    address = f"{served.address}/event/{most_told(served)}"
    page.open(address)
    assert page.count(".latin") > 0
    page.click('button[name=language][value="ko"]')
    page.wait("document.documentElement.lang === 'ko'")
    assert page.count(".latin") == 0
    page.click("button[name=latin]")
    page.wait("document.querySelector('.latin')")
    page.open(served.address + "/help")
    assert page.run("document.documentElement.lang") == "ko"


def test_everything_works_without_script(own: Screen, page: Page) -> None:
    page.script(on=False)
    page.open(own.address + "/")
    page.click("input[name=text]")
    page.type("평양")
    page.press("Enter")
    page.wait("location.search.includes('text=')")
    page.click("tbody a")
    page.wait("location.pathname.startsWith('/event/')")
    event = page.path
    page.click("button.good")
    page.wait(f"location.pathname + location.search !== {event!r}")
    page.open(own.address + event)
    page.click("a.button[href='#comment']")
    page.click("#comment input[name=note]")
    page.type("ohne Skript")
    page.click("#comment button")
    page.wait("document.body.innerText.includes('ohne Skript')")
    page.open(own.address + "/queue/conflicts")
    page.click("section button")
    page.wait(f"document.querySelector('progress').value === 1 && {LOADED}")
    page.open(own.address + "/history")
    page.click("tbody tr:last-child button")
    page.wait("document.querySelector('tr.gone')")
    kinds = [one.kind for one in own.decisions]
    assert kinds[0] == "mention"
    assert kinds[-1] == "withdraw"
    assert {"field", "conflict"} & set(kinds)


def test_two_tabs_and_a_run_lose_nothing(own: Screen, page: Page, resources: Resources) -> None:
    second = page.second()
    events = [row["event_id"] for row in rows(own.out, "events")]
    page.open(f"{own.address}/event/{events[0]}")
    second.open(f"{own.address}/event/{events[60]}")
    for _ in range(3):
        page.run("document.querySelector('[data-key=a]').click()")
        press(second, "x")
        page.wait("document.readyState === 'complete'")
    next_tables(own, resources)
    press(second, "s")
    second.close()
    verdicts = [one.verdict for one in own.decisions]
    assert (verdicts.count("accept") >= 3, verdicts.count("reject") >= 3, verdicts[-1]) == (True, True, "unsure")


def test_a_hundred_decisions_take_less_than_a_minute(own: Screen, page: Page, tmp_path: Path) -> None:
    page.open(f"{own.address}/event/{rows(own.out, 'events')[0]['event_id']}")
    start = time.monotonic()
    for n in range(100):
        press(page, "axs"[n % 3])
    assert time.monotonic() - start < 60
    assert len({one.id.rpartition("-")[0] for one in own.decisions}) == 100
