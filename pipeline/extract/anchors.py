"""The closed set of phrases that say what supplied the missing part of a date.

Input: what supplied it. Output: plain words for ``date_anchor``. Every anchor that the resolver writes is made here,
and ``PHRASES`` matches them all (a test sees to it), so that tables can be filtered by them.
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.edtf import Edtf

_EDTF = r"[0-9X~?%/.\-]+"
PHRASES = re.compile(
    rf"|running (?:year|month|day|period) {_EDTF}|section heading {_EDTF}|document date {_EDTF} \(.+\)"
    rf"|list order: (?:after {_EDTF}|before {_EDTF}|after {_EDTF}, before {_EDTF}|open between {_EDTF})"
    rf"|anniversary: {_EDTF} \+ \d+|counted (?:back|on) from {_EDTF}|holiday: .+|era: .+"
    rf"|written as [0-9/.\-]+|same sentence {_EDTF}|same item {_EDTF}|sentence before {_EDTF}|no anchor: [a-z ,]+"
)


def running(unit: str, when: Edtf | int | str) -> str:
    """The main line told ``when`` last; ``unit`` is the finest part that it supplies."""
    return f"running {unit} {when}"


def heading(when: Edtf | int) -> str:
    """The heading above gives it."""
    return f"section heading {when}"


def between(after: Edtf | None, before: Edtf | None) -> str:
    """The place in the list gives it."""
    if after and before:
        return f"list order: after {after}, before {before}"
    return f"list order: after {after}" if after else f"list order: before {before}"


def wide(within: str) -> str:
    """Nothing decides within these bounds."""
    return f"list order: open between {within}"


def anniversary(base: Edtf | str, n: int) -> str:
    """An anniversary of a known base."""
    return f"anniversary: {base} + {n}"


def counted(base: Edtf | date, *, back: bool) -> str:
    """A count of days, months or years from a known date."""
    return f"counted {'back' if back else 'on'} from {base}"


def holiday(what: str) -> str:
    """A day of the holiday table."""
    return f"holiday: {what}"


def era(name: str) -> str:
    """An era count in words."""
    return f"era: {name}"


def written(sample: str) -> str:
    """Another date of the text shows in which order it writes day and month."""
    return f"written as {sample}"


def same_sentence(when: Edtf) -> str:
    """Another clause of the sentence is dated."""
    return f"same sentence {when}"


def same_item(when: Edtf) -> str:
    """Another sentence of the bullet or paragraph is dated."""
    return f"same item {when}"


def sentence_before(when: Edtf) -> str:
    """The sentence before is dated."""
    return f"sentence before {when}"


def nothing(why: str) -> str:
    """No anchor: the value stays empty, and this says why."""
    return f"no anchor: {why}"
