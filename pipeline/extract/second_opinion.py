"""A guarded question to dateparser about one span: a full date in a language that has no rules of its own.

Input: the text of a span that a rule found, and the languages it may be in. Output: year, month and day as far as the
text states them, or None. dateparser alone fills gaps in silence (it reads ``1996년`` as day 19 of 1996 days ago, or
adds today's month); so an answer counts only if every number of the answer stands in the span, and every number of
the span in the answer. Limits: no relative dates, no clock times, never a search of running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

_NUMBER = re.compile(r"[0-9]+")
_BASE = datetime(2000, 1, 1)  # any fixed day: what dateparser would take from it is refused below
_MONTH_WORD = re.compile(r"[^\W\d_]{3,}")


@lru_cache(maxsize=4096)
def ask(text: str, languages: Sequence[str]) -> tuple[int, int | None, int | None] | None:
    """(year, month, day) of ``text``, no finer than it states, or None. ``languages`` must be a tuple of codes."""
    from dateparser.date import DateDataParser

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year"], "RELATIVE_BASE": _BASE, "DATE_ORDER": "DMY"}
    answer = DateDataParser(languages=list(languages), settings=settings).get_date_data(text)
    if answer is None or answer.date_obj is None or answer.period not in ("year", "month", "day"):
        return None
    found = answer.date_obj
    parts = (found.year, found.month, found.day)[: {"year": 1, "month": 2, "day": 3}[answer.period]]
    return _guarded(text, parts)


def _guarded(text: str, parts: tuple[int, ...]) -> tuple[int, int | None, int | None] | None:
    stated = sorted(int(number) for number in _NUMBER.findall(text))
    worded = bool(_MONTH_WORD.search(text)) and len(parts) > 1 and parts[1] not in stated
    answered = sorted(part for place, part in enumerate(parts) if not (worded and place == 1))
    if stated != answered:
        return None
    year, month, day = (*parts, None, None)[:3]
    return (year, month, day) if year is not None else None
