"""Stories → the JSON that TimelineJS reads.

Input: stories. Output: JSON text. ``start_date`` and ``end_date`` hold the parts of the date that are known, and
``display_date`` the EDTF value, so that nothing looks more precise than it is. Quotes are escaped for HTML, which
TimelineJS shows as such. Limits: events without a date are left out and counted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from pipeline.export.stories import Story, Told

_QUOTES = 6  # quotes shown on one slide


def storyline(stories: Sequence[Story]) -> tuple[str, int]:
    """The file, and how many events it could not hold."""
    dated = [story for story in stories if story.first and story.last]
    data = {"events": [_slide(story) for story in dated]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n", len(stories) - len(dated)


def _slide(story: Story) -> dict[str, Any]:
    slide: dict[str, Any] = {
        "unique_id": story.event_id,
        "group": story.type,
        "start_date": _parts(story, story.first),
        "display_date": story.date,
        "text": {"headline": escape(story.title_en), "text": _quotes(story)},
    }
    if story.first != story.last:
        slide["end_date"] = _parts(story, story.last)
    return slide


def _parts(story: Story, day: str) -> dict[str, int]:
    year, month, number = (int(part) for part in day.split("-"))
    known = {"year": 1, "decade": 1, "month": 2, "quarter": 2, "half": 2, "season": 2}.get(story.precision, 3)
    return dict((("year", year), ("month", month), ("day", number))[:known])


def _quotes(story: Story) -> str:
    shown = [_quote(told) for told in story.told[:_QUOTES]]
    clashes = [dispute for dispute in story.disputes if dispute.kind == "contradiction"]
    return "".join([*shown, *(f"<p><em>{escape(clash.explanation)}</em></p>" for clash in clashes)])


def _quote(told: Told) -> str:
    source = escape(told.publisher or told.title or told.doc_id)
    return f'<p lang="{escape(told.lang)}">{escape(told.quote)}<br><small>{source}</small></p>'
