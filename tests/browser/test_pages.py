"""Every page in a real browser: nothing is asked of others, nothing is refused or thrown, and axe finds no fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.review.queues import QUEUES
from pipeline.write.tables import rows
from tests.browser.chromium import Page
from tests.browser.screens import Screen

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")


def addresses(screen: Screen) -> list[str]:
    """One address for each kind of page; first those with most on them."""
    event = max(rows(screen.out, "events"), key=lambda row: (row["n_conflicts"], row["n_mentions"]))
    document = rows(screen.out, "documents")[-1]["doc_id"]
    names = [f"/event/{event['event_id']}", "/", *(f"/queue/{name}" for name in QUEUES)]
    return [*names, f"/document/{document}", "/entity/Q423", "/history", "/help", "/event/none"]


def faults(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe calls serious or worse, with the elements; all of its rules unless some are named."""
    page.run(AXE + ";0")
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found: list[dict[str, Any]] = page.run(f"axe.run({json.dumps(options)}).then((told) => told.violations)")
    return [f"{one['id']}: {node['html'][:160]}" for one in found if one["impact"] in SERIOUS for node in one["nodes"]]


def visit(screen: Screen, page: Page, language: str, most: int | None = None) -> Iterator[str]:
    """Open every page; afterwards nothing was asked of others and the console is quiet."""
    page.send("Network.setExtraHTTPHeaders", headers={"accept-language": language})
    for address in addresses(screen)[:most]:
        page.open(screen.address + address)
        assert page.run("document.documentElement.lang").startswith(language)
        yield address
    assert [one for one in page.requests if not one.startswith(screen.address)] == []
    assert [one for one in page.troubles if "/event/none" not in one] == []


def test_axe_finds_nothing_serious_on_any_page(served: Screen, page: Page) -> None:
    assert [f"{address} {fault}" for address in visit(served, page, "en") for fault in faults(page)] == []


FOREIGN = """(() => {
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  const found = new Set();
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const inside = walk.currentNode.parentElement;
    const own = inside.closest("[lang]") === document.documentElement;
    if (!own || inside.closest("q, bdi, option")) continue;
    for (const word of walk.currentNode.textContent.match(/[A-Za-z_]*[a-z]{3,}[A-Za-z_]*/g) ?? []) found.add(word);
  }
  return [...found];
})()"""
"""Latin words on a page with all folded parts open, outside of quotes, names and what is marked as another language."""


def test_pages_in_korean_and_chinese_show_no_english_and_are_legible_in_the_dark_and_on_a_phone(
    served: Screen, page: Page
) -> None:
    english, dim, wide = {}, [], []
    page.resize(1280, 900, dark=True)
    for address in visit(served, page, "ko"):
        english[f"ko {address}"] = {*page.run(FOREIGN)} - {"Esc"}
        dim += [f"{address} {fault}" for fault in faults(page, ["color-contrast"])]
    page.resize(400, 800)
    for address in visit(served, page, "zh"):
        english[f"zh {address}"] = {*page.run(FOREIGN)} - {"Esc"}
        wide += [address] if page.run("document.documentElement.scrollWidth") > 400 else []
    assert {address: words for address, words in english.items() if words} == {}
    assert dim == []
    assert wide == []
