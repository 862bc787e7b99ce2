"""Templates -> answers: what the pages need beside the rows.

Input: a template's name, a language, values. Output: HTML answers, everything escaped. Limits: none of the decisions
is made here.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pipeline.model import Decision, Status
from pipeline.reconcile.rows import EDITABLE
from pipeline.review.desk import Desk, Row
from pipeline.review.log import action_of
from pipeline.review.marks import pieces
from pipeline.review.queues import QUEUES, items
from pipeline.review.words import LANGUAGES, load_words, words_in
from pipeline.write.pages import templates

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.responses import Response

HERE = Path(__file__).parent
NEAR = 8


class Pages:
    """The templates, loaded on first use."""

    @cached_property
    def environment(self) -> Environment:
        """Templates with what they may call."""
        made = templates(HERE / "templates")
        made.globals.update(
            pieces=lambda desk, row: pieces(row, desk.tables.text(row["doc_id"])),
            sources=sources,
            neighbours=neighbours,
            actions=actions,
            progress=progress,
            queues=tuple(QUEUES),
            languages=LANGUAGES,
            editable=EDITABLE,
            statuses=get_args(Status),
        )
        return made

    @cached_property
    def words(self) -> Any:
        """The words of the screen."""
        return load_words()

    def answer(self, name: str, language: str, here: str, status: int, **values: object) -> Response:
        """A page."""
        from starlette.responses import HTMLResponse

        say = words_in(self.words, language)
        template = self.environment.get_template(f"{name}.html")
        text = template.render(t=say, language=language, here=here, **values)
        return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)


def sources(desk: Desk, event: Row) -> list[tuple[Row, list[Row]]]:
    """The documents that tell an event, each with its mentions."""
    found: dict[str, list[Row]] = {}
    for row in desk.tables.told.get(event["event_id"], ()):
        found.setdefault(row["doc_id"], []).append(row)
    return [(desk.tables.document[name], rows) for name, rows in found.items()]


def neighbours(desk: Desk, event: Row) -> list[Row]:
    """The events before and after in time, nearest in the table's order."""
    at = desk.tables.events.index(event)
    low = max(0, at - NEAR // 2)
    return [row for row in desk.tables.events[low : at + NEAR // 2 + 1] if row is not event and row["date"]]


def actions(desk: Desk) -> list[tuple[list[Decision], bool]]:
    """The log by action, the latest first; whether each still holds."""
    taken_back = {name for one in desk.log if one.kind == "withdraw" for name in one.target}
    found: dict[str, list[Decision]] = {}
    for one in desk.log:
        found.setdefault(action_of(one.id), []).append(one)
    return [(lines, not {one.id for one in lines} <= taken_back) for lines in reversed(list(found.values()))]


def progress(desk: Desk, queue: str) -> tuple[int, int]:
    """How many items of a queue are decided, of how many."""
    listed = items(desk, queue)
    return sum(bool(item.verdict) for item in listed), len(listed)
