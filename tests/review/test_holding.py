"""Decisions hold after the rules of extraction have changed, and after the texts were edited elsewhere."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import pipeline
from pipeline.decisions import read_decisions
from pipeline.model import EventMention, Extraction, Span
from pipeline.review.app import make_app
from pipeline.review.log import NAME
from pipeline.write.tables import rows
from tests.articles import write_articles

pytestmark = pytest.mark.usefixtures("warm")
LATE = (
    "A second look\n\nOn 4 May 2021 the foreign ministers of Ghana and Togo held talks in Seoul.\n\n"
    "On 9 September 2021 the presidents of Ghana and Togo held a summit in Accra.\n\n"
    "On 1 December 2021 the army of Ghana attacked rebels in Kumasi.\n"
)


class Corpus:
    """Four articles, their tables, and a reviewer."""

    def __init__(self, articles: Path, out: Path) -> None:
        self.articles, self.out = articles, out
        app = make_app(out=out, log=articles / NAME, by="ann")
        self.browser = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)

    def do(self, action: str, **fields: Any) -> None:
        answer = self.browser.post(f"/decide/{action}", data=fields)
        assert answer.status_code == 303, answer.text

    def run(self) -> None:
        pipeline.run(self.articles, self.out, fresh=True)

    def told(self) -> dict[str, list[str]]:
        """Event id → its mentions."""
        found: dict[str, list[str]] = {}
        for row in rows(self.out, "mentions"):
            found.setdefault(row["event_id"], []).append(row["mention_id"])
        return found

    def judged(self) -> list[tuple[Any, ...]]:
        """What the tables say that people decided, without ids."""
        told = {"events": ("date", "review_state", "status", "n_mentions")}
        told["conflicts"] = ("field", "state", "preferred_value", "note")
        return [one for name, fields in told.items() for one in sorted(self._cells(name, fields))]

    def _cells(self, name: str, fields: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [tuple(str(row[field]) for field in fields) for row in rows(self.out, name)]

    def ids(self) -> set[str]:
        """The ids of all mentions."""
        return {row["mention_id"] for row in rows(self.out, "mentions")}


@pytest.fixture
def corpus(finished: tuple[Path, Path], tmp_path: Path) -> Corpus:
    """All that a reviewer may decide on, decided, and run once more."""
    made = Corpus(write_articles(tmp_path / "articles"), Path(shutil.copytree(finished[1], tmp_path / "out")))
    (made.articles / "en_late.txt").write_text(LATE, encoding="utf-8")
    pipeline.run(made.articles, made.out)
    by_size = sorted(made.told(), key=lambda name: (-len(made.told()[name]), name))
    largest, *others = by_size
    made.do("edit", event=largest, field="date", value="2021-05-07")
    made.do("split", event=largest, mention=made.told()[largest][0])
    made.do("merge", event=others[0], other=others[1])
    made.do("verdict", event=others[0], verdict="accept")
    made.do("verdict", event=others[1], verdict="accept")
    made.do("mention", mention=made.told()[largest][-1], verdict="reject")
    made.do("comment", event=others[0], note="check the minutes")
    made.do("flag", event=others[0])
    for row in rows(made.out, "conflicts")[:2]:
        made.do("conflict", conflict=row["conflict_id"], verdict="explained", note="two time zones")
    made.run()
    return made


def other_rules(extraction: Extraction) -> Extraction:
    """As if the rules cut clauses otherwise: other ids, other ends, the same words."""
    return replace(extraction, mentions=tuple(_cut_otherwise(one) for one in extraction.mentions))


def _cut_otherwise(mention: EventMention) -> EventMention:
    parts = [mention.trigger, *(actor.entity.span for actor in mention.actors)]
    parts += [mention.time.span] if mention.time.span else []
    parts += [mention.place.span] if mention.place else []
    inside = [part for part in parts if mention.span.covers(part)]
    start = min(mention.span.start + 2, *(part.start for part in inside))
    end = max(mention.span.end - 1, *(part.end for part in inside))
    name = f"m-{hashlib.sha256(mention.id.encode()).hexdigest()[:16]}"
    return replace(mention, id=name, span=Span(start, end))


def test_every_decision_holds_after_the_rules_have_changed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    before, ids = corpus.judged(), corpus.ids()
    assert {"edited", "accepted"} <= {row[1] for row in before}
    from pipeline.extract.stage import extract

    monkeypatch.setattr("pipeline.extract.extract", lambda *given: other_rules(extract(*given)))
    corpus.run()
    assert not ids & corpus.ids()
    assert corpus.judged() == before
    assert corpus.browser.get("/queue/orphans.json").json() == []
    assert _shown(corpus) == {"accepted", "edited", "auto"}


def test_every_decision_holds_after_the_texts_were_edited_elsewhere(corpus: Corpus) -> None:
    before = corpus.judged()
    for path in corpus.articles.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\nA line that tells of nothing.\n", encoding="utf-8")
    corpus.run()
    assert corpus.judged() == before
    assert corpus.browser.get("/queue/orphans.json").json() == []


def test_a_decision_whose_text_went_is_listed_and_holds_again_when_it_comes_back(corpus: Corpus) -> None:
    before = corpus.judged()
    path = corpus.articles / "en_bridge.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text("A page that was taken down.\n", encoding="utf-8")
    corpus.run()
    lost = corpus.browser.get("/queue/orphans.json").json()
    assert lost != []
    path.write_text(text, encoding="utf-8")
    corpus.run()
    assert corpus.browser.get("/queue/orphans.json").json() == []
    assert corpus.judged() == before


def test_the_log_is_only_ever_added_to(corpus: Corpus) -> None:
    path = corpus.articles / NAME
    before = path.read_bytes()
    decision = read_decisions(path).decisions[0].id
    corpus.do("undo", decision=decision)
    corpus.run()
    assert path.read_bytes().startswith(before)
    assert path.read_bytes() != before


def _shown(corpus: Corpus) -> set[str]:
    """The states that the screen shows."""
    events: list[Mapping[str, Any]] = corpus.browser.get("/events.json").json()
    return {row["review_state"] for row in events}
