"""Stories → an iCalendar file (RFC 5545) of all-day entries.

Input: stories. Output: text with CRLF, lines folded at 75 octets. An entry runs from the first to the last day of the
event's date. Limits: a calendar knows days alone, so events whose date is wider than ``WIDEST`` days (a month told
without its day, say) or unknown are left out; DTSTAMP is fixed, so that the same tables give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.export.stories import Story

WIDEST = 62
_STAMP = "20000101T000000Z"
_STATUS = {"planned": "TENTATIVE", "claimed": "TENTATIVE", "cancelled": "CANCELLED"}


def calendar(stories: Sequence[Story]) -> tuple[str, int]:
    """The file, and how many events it could not hold."""
    dated = [story for story in stories if _days(story) is not None]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//event-pipeline//events//EN", "CALSCALE:GREGORIAN"]
    for story in dated:
        lines += _entry(story)
    lines.append("END:VCALENDAR")
    return "".join(folded + "\r\n" for line in lines for folded in _folded(line)), len(stories) - len(dated)


def _days(story: Story) -> tuple[date, date] | None:
    """First and last day, if the date is narrow enough and not a month or more told without its day."""
    if not story.first or not story.last or story.precision in ("month", "quarter", "half", "season", "year", "decade"):
        return None
    first, last = date.fromisoformat(story.first), date.fromisoformat(story.last)
    return (first, last) if (last - first).days < WIDEST else None


def _entry(story: Story) -> Iterator[str]:
    days = _days(story)
    if days is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{story.event_id}@event-pipeline"
    yield f"DTSTAMP:{_STAMP}"
    yield f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{days[1] + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(story.title_en)}"
    if story.place:
        yield f"LOCATION:{_text(', '.join(dict.fromkeys(part for part in (story.place, story.country) if part)))}"
    yield f"CATEGORIES:{_text(story.type)}"
    yield f"STATUS:{_STATUS.get(story.status, 'CONFIRMED')}"
    yield "TRANSP:TRANSPARENT"
    yield f"DESCRIPTION:{_text(_described(story))}"
    url = next((told.url for told in story.told if re.match(r"https?://[^\s]+$", told.url)), "")
    if url:
        yield f"URL:{url}"
    yield "END:VEVENT"


def _described(story: Story) -> str:
    lines = [f"{story.date} ({story.status}), {story.n_origins} independent origin(s)"]
    lines += [f"“{told.quote}” — {told.publisher or told.title or told.doc_id}" for told in story.told]
    lines += [f"{dispute.kind} ({dispute.field}): {dispute.explanation}" for dispute in story.disputes]
    return "\n".join(lines)


def _text(value: str) -> str:
    """A TEXT value: backslash, comma, semicolon and line ends escaped, other control characters left out."""
    plain = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = re.sub(r"\r\n|\r|\n", r"\\n", plain)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", plain)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, the later ones behind a space; no character is cut in two."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > 75:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece
