"""Tables → a workbook to read in: one line an event, links from every event to its quotes and disagreements.

Input: stories. Output: XLSX bytes: sheets ``events``, ``quotes``, ``conflicts``; header frozen, filters on, no cell is
a formula (links are link records, and a text that a spreadsheet could run stands behind an apostrophe). Limits: cells
hold 32,767 characters, sheets 1,048,576 rows and 65,530 links; what is beyond is written without its link.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from pipeline.export.flat import COLUMNS, flat
from pipeline.export.stories import Story
from pipeline.write.books import CREATED, shortened
from pipeline.write.formats import guarded

_QUOTES = ("event_id", "doc_id", "publisher", "published", "lang", "date", "status", "quote", "start", "end", "url")
_DISPUTES = ("event_id", "field", "kind", "severity", "state", "explanation")
_LINKS = 65_530
_WIDTHS = {"quote": 60, "quotes": 60, "explanation": 60, "title_en": 50, "title_ko": 40, "title_zh": 40, "actors": 30}


def workbook(stories: Sequence[Story]) -> bytes:
    """The file."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": CREATED})
        quotes = [(story.event_id, told) for story in stories for told in story.told]
        disputes = [(story.event_id, dispute) for story in stories for dispute in story.disputes]
        events = [[getattr(row, name) for name in COLUMNS] for row in map(flat, stories)]
        _sheet(book, "events", COLUMNS, events, _links(stories, [event for event, _ in quotes], "quotes"))
        told = [[event, *(getattr(one, name) for name in _QUOTES[1:])] for event, one in quotes]
        _sheet(book, "quotes", _QUOTES, told, _back(stories, [event for event, _ in quotes]))
        listed = [[event, *(getattr(one, name) for name in _DISPUTES[1:])] for event, one in disputes]
        _sheet(book, "conflicts", _DISPUTES, listed, _back(stories, [event for event, _ in disputes]))
    return buffer.getvalue()


def _links(stories: Sequence[Story], owners: Sequence[str], sheet: str) -> list[str]:
    """For each event where its first line on ``sheet`` stands."""
    first: dict[str, int] = {}
    for number, owner in enumerate(owners, 2):
        first.setdefault(owner, number)
    return [f"internal:'{sheet}'!A{first[s.event_id]}" if s.event_id in first else "" for s in stories]


def _back(stories: Sequence[Story], owners: Sequence[str]) -> list[str]:
    """For each line the place of its event on the first sheet."""
    place = {story.event_id: number for number, story in enumerate(stories, 2)}
    return [f"internal:'events'!A{place[owner]}" for owner in owners]


def _sheet(
    book: object, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]], links: Sequence[str]
) -> None:
    sheet = book.add_worksheet(name)  # type: ignore[attr-defined]
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})  # type: ignore[attr-defined]
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, columns, bold)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDTHS.get(column, 16))
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row):
            if index == 0 and links[number - 1] and number < _LINKS:
                sheet.write_url(number, 0, links[number - 1], string=str(value))
            elif isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, index, value)
            elif value not in (None, ""):
                sheet.write_string(number, index, shortened(guarded(str(value))), wrapped)
