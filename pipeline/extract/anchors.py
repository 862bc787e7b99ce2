"""The closed set of phrases that say what supplied the missing part of a date.

Input: what supplied it. Output: plain words for ``date_anchor``. Every anchor is made here, and ``read`` takes them all
apart again (a test sees to it), so that tables can be filtered by them and screens can say them in another language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from pipeline.edtf import Edtf

_EDTF = r"[0-9X~?%/.\-]+"
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "year": rf"running year (?P<when>{_EDTF})",
        "month": rf"running month (?P<when>{_EDTF})",
        "day": rf"running day (?P<when>{_EDTF})",
        "period": rf"running period (?P<when>{_EDTF})",
        "heading": rf"section heading (?P<when>{_EDTF})",
        "document": rf"document date (?P<when>{_EDTF})(?: \((?P<basis>.+)\))?",
        "between": rf"list order: after (?P<when>{_EDTF}), before (?P<until>{_EDTF})",
        "after": rf"list order: after (?P<when>{_EDTF})",
        "before": rf"list order: before (?P<when>{_EDTF})",
        "wide": rf"list order: open between (?P<when>{_EDTF})",
        "anniversary": rf"anniversary: (?P<when>{_EDTF}) \+ (?P<n>\d+)",
        "back": rf"counted back from (?P<when>{_EDTF})",
        "on": rf"counted on from (?P<when>{_EDTF})",
        "holiday": r"holiday: (?P<what>.+)",
        "era": r"era: (?P<what>.+)",
        "sentence": rf"same sentence (?P<when>{_EDTF})",
        "item": rf"same item (?P<when>{_EDTF})",
        "last": rf"sentence before (?P<when>{_EDTF})",
        "outside": r"an expression outside the clause",
        "report": r"the report is dated; its content lies about then",
        "written": r"written as (?P<what>[0-9/.\-]+)",
        "nothing": r"no anchor: (?P<why>[a-z ,]+)",
    }
)
"""Name of a form -> its pattern."""
OUTSIDE = "an expression outside the clause"
"""A date of the sentence, but not of the clause."""
REPORT = "the report is dated; its content lies about then"
"""The day of a report gives the month of what it tells."""


def read(phrase: str) -> tuple[str, Mapping[str, str]] | None:
    """The form of an anchor and what it names; None for an empty one or any other text."""
    for name, form in FORMS.items():
        if found := re.fullmatch(form, phrase):
            return name, {key: value or "" for key, value in found.groupdict().items()}
    return None


def document(when: Edtf | None, basis: str = "") -> str:
    """The date of the document; ``basis`` says what that rests on."""
    return f"document date {when} ({basis})" if basis else f"document date {when}"


def running(unit: str, when: Edtf | int | str) -> str:
    """The main line told ``when`` last; ``unit`` is the finest part that it supplies."""
    return f"running {unit} {when}"


def heading(when: Edtf | int | str) -> str:
    """The heading above gives it; of a day of the year ``05-31``."""
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
