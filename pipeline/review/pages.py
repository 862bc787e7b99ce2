"""Templates -> answers: what the pages need beside the rows.

Input: a template's name, a Look, values. Output: HTML answers, everything escaped. Limits: none of the decisions
is made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from pipeline.model import Decision, Status
from pipeline.reconcile.rows import EDITABLE
from pipeline.review.alike import alike
from pipeline.review.desk import Desk
from pipeline.review.log import action_of
from pipeline.review.look import Look
from pipeline.review.marks import passages, pieces
from pipeline.review.nearby import WIDTH, nearby
from pipeline.review.queues import QUEUES
from pipeline.review.readings import Readings
from pipeline.review.reasons import HALF, waterfalls
from pipeline.review.sheet import TAKEN, differs, sheet
from pipeline.review.tables import Row
from pipeline.review.telling import amount, anchor, apart, explained, in_common, value_of
from pipeline.review.words import LANGUAGES, Words, words_in
from pipeline.write.pages import templates

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.responses import Response

    from pipeline.extract.event_types import EventTypes

HERE = Path(__file__).parent
LONGEST = 400_000
"""Code points of a document that one page shows."""


class Pages:
    """The templates, loaded on first use."""

    @cached_property
    def environment(self) -> Environment:
        """Templates with what they may call."""
        made = templates(HERE / "templates")
        made.globals.update(
            pieces=lambda desk, row: pieces(row, desk.tables.text(row["doc_id"])),
            passages=lambda desk, name: passages(desk.tables.held.get(name, ()), desk.tables.text(name)[:LONGEST]),
            actions=actions,
            alike=alike,
            amount=amount,
            anchor=anchor,
            apart=apart,
            explained=explained,
            in_common=in_common,
            value_of=value_of,
            differs=differs,
            kind=self.kind,
            latin=Readings().latin,
            nearby=nearby,
            sheet=sheet,
            waterfalls=waterfalls,
            queues=tuple(QUEUES),
            languages=LANGUAGES,
            editable=EDITABLE,
            statuses=get_args(Status),
            taken=TAKEN,
            nearby_width=WIDTH,
            half=HALF,
        )
        return made

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """Language → the words of the screen."""
        return {language: words_in(language) for language in LANGUAGES}

    @cached_property
    def types(self) -> EventTypes:
        """The kinds of events, for their names."""
        from pipeline.extract.event_types import load_event_types

        return load_event_types()

    def kind(self, row: Row, language: str) -> str:
        """What kind of event a row is, in words."""
        from pipeline.extract.titles import LANGUAGES, Setting, titles

        if not row["mode"]:
            return self.words[language].code("type", row["type"])
        named = titles(row["type"], row["mode"], (), Setting(), self.types)
        return named[LANGUAGES.index(language)]

    def answer(self, name: str, look: Look, here: str, status: int, **values: object) -> Response:
        """A page."""
        from starlette.responses import HTMLResponse

        template = self.environment.get_template(f"{name}.html")
        text = template.render(t=self.words[look.language], look=look, here=here, **values)
        return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)


def actions(desk: Desk) -> list[tuple[list[Decision], bool]]:
    """The log by action, the latest first; whether each still holds."""
    taken_back = {name for one in desk.log if one.kind == "withdraw" for name in one.target}
    found: dict[str, list[Decision]] = {}
    for one in desk.log:
        found.setdefault(action_of(one.id), []).append(one)
    return [(lines, not {one.id for one in lines} <= taken_back) for lines in reversed(list(found.values()))]
