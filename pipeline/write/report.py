"""``report.html``: what a run found, as one file that needs nothing else.

Input: the tables of a run. Output: the page as text, in pieces: summary, events with filters, timeline, who tells what,
agreement, disagreements with their quotes, documents. Everything from a document is escaped; a content security
policy allows the page's own style and script alone, by their digests; there is no request to anywhere. Same tables,
same bytes. Limits: a quote is cut to a few lines, at most ``QUOTES`` of them are shown an event, fewer where they would
make the page heavy, and the worst disagreements (``shown.WORST``); of a large corpus the events that ``shown`` chooses.
The tables hold all.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.write.agreement import agreement, grid, told_by
from pipeline.write.pages import STYLE, cut, templates
from pipeline.write.schemas import Table
from pipeline.write.shown import shown
from pipeline.write.timeline import LABEL, LINE, timeline

if TYPE_CHECKING:
    from jinja2 import Template

Row = Mapping[str, Any]
QUOTES = 6
ROOM = 700_000
"""Bytes of quotes under events: a thousand events stay below three megabytes."""
VOICES = 3
_MARKUP = 130
"""Bytes around a quote, about."""
_PIECES = 1_000
"""Values and stretches of the template that are handed on together: a page may have half a million."""
_FOLDER = Path(__file__).parent / "templates"
_FILES = ("report.css", "report.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters offer, most frequent first, with counts."""

    types: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, int], ...]


def report_template() -> Template:
    """The template of the page."""
    return templates(_FOLDER).get_template("report.html")


def page(tables: Sequence[Table], template: Template | None = None) -> Iterator[str]:
    """The report of the tables of a run (by name: events, mentions, conflicts, documents); ``template``: its own."""
    part = shown({table.name: table for table in tables})
    events, mentions, documents = part.events, part.mentions, part.documents
    told, quotes = told_by(mentions), _quotes(mentions)
    return _rendered(
        template or report_template(),
        summary=part.summary,
        choices=_choices(events, told),
        events=events,
        told=told,
        quotes=quotes,
        quote_count=_most(quotes),
        timeline=timeline(events),
        left_out=part.summary.events - len(events),
        grid=grid(events, documents, told, part.against),
        agreement=agreement(documents, told, part.against),
        conflicts=part.conflicts,
        more_conflicts=sum(count for _, count in part.summary.conflicts) - len(part.conflicts),
        shown_conflicts=frozenset(row["event_id"] for row in part.conflicts),
        titles={row["event_id"]: row for row in events},
        voices=voices({row["mention_id"]: row for row in mentions}),
        names={row["doc_id"]: row["title"] or row["doc_id"] for row in documents},
        documents=documents,
        label=LABEL,
        line=LINE,
    )


def _choices(events: Sequence[Row], told: Mapping[str, Mapping[str, Any]]) -> Choices:
    return Choices(
        types=_counted(row["type"] for row in events),
        statuses=_counted(row["status"] for row in events),
        documents=_counted(document for row in events for document in told.get(row["event_id"], ())),
    )


def _counted(values: Any) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _quotes(mentions: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in mentions:
        found.setdefault(row["event_id"], []).append(row)
    return found


def voices(mentions: Mapping[str, Row]) -> Callable[[Row], list[Row]]:
    """For a value of a disagreement: the first mention of each of the first ``VOICES`` documents that tell it."""

    def of_value(value: Row) -> list[Row]:
        rows = (mentions[name] for name in value["mention_ids"] if name in mentions)
        first: dict[str, Row] = {}
        for row in rows:
            first.setdefault(row["doc_id"], row)
        return list(first.values())[:VOICES]

    return of_value


def _most(quotes: Mapping[str, Sequence[Row]]) -> int:
    """How many quotes an event may show: as many as there is room for, at least one."""
    taken = 0
    for number in range(QUOTES):
        told = (rows[number]["text"] for rows in quotes.values() if len(rows) > number)
        taken += sum(len(cut(text).encode("utf-8", "replace")) + _MARKUP for text in told)
        if taken > ROOM:
            return max(1, number)
    return QUOTES


def _rendered(template: Template, **values: object) -> Iterator[str]:
    shared, own, script = (path.read_text(encoding="utf-8") for path in (STYLE, *(_FOLDER / n for n in _FILES)))
    style = shared + own
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    pieces = template.stream(style=style, script=script, policy=policy, **values)
    pieces.enable_buffering(_PIECES)
    return pieces


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
