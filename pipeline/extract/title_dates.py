"""EDTF dates in words for titles, as people write them in English, Korean and Chinese.

Input: an EDTF date, the forms of ``lexicon/title_words.toml``. Output: words; 2018-09-18/2018-09-20 becomes 18–20
September 2018. Limits: sets and what fits no form stay EDTF; seasons arrive as intervals of months.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.edtf import Edtf

PATH = Path(__file__).parent.parent / "lexicon" / "title_words.toml"
_POINT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")
_VAGUE = re.compile(r"(\d{3})X|(\d{2})XX")
_OPEN = ("", "..")
Ends = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class DateForms:
    """The forms of each language, by name."""

    forms: Mapping[str, Mapping[str, Any]]

    def noun(self, trigger: str, language: str) -> str:
        """A trigger without the ending that makes it a verb."""
        return re.sub(self.forms[language].get("ending", "$^"), "", trigger)

    def alone(self, head: str, language: str) -> str:
        """A head whose template is for several parties, as it reads with one."""
        several, one = self.forms[language].get("alone", ("", ""))
        return head.replace(several, one, 1) if several else head

    def words(self, date: Edtf | None, language: str) -> str:
        """The date in words; empty for None, EDTF where no form fits."""
        if date is None:
            return ""
        form = self.forms[language]
        parts = re.sub(r"[~?%]", "", date.text).split("/")
        text = _interval(parts[0], parts[1], form) if len(parts) == 2 else _point(parts[0], form)
        if not text:
            return date.text
        return form["about"].format(text=text) if re.search(r"[~%]", date.text) else text


def load_date_forms(path: Path = PATH) -> DateForms:
    """The forms as the file states them."""
    return DateForms(tomllib.loads(path.read_text(encoding="utf-8")))


def _interval(first: str, last: str, form: Mapping[str, Any]) -> str:
    if first in _OPEN or last in _OPEN:
        name, point = ("since", first) if last in _OPEN else ("until", last)
        text = _point(point, form)
        return str(form[name]).format(first=text, last=text) if text else ""
    ends = _numbers(first), _numbers(last)
    name = _shared(ends)
    if name:
        return str(form[name]).format(**_slots(ends[0], form, ""), **_slots(ends[1], form, "2"))
    one, two = _point(first, form), _point(last, form)
    return str(form["from_to"]).format(first=one, last=two) if one and two else ""


def _shared(ends: Ends) -> str:
    """Which form joins two ends of one kind that share what stands above them; empty for any other two."""
    first, last = ends
    names = {(3, 2): "days", (3, 1): "days_in_year", (2, 1): "months_in_year", (1, 0): "years"}
    if not first or len(first) != len(last):
        return ""
    alike = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first))
    return names.get((len(first), alike), "")


def _point(text: str, form: Mapping[str, Any]) -> str:
    vague = _VAGUE.fullmatch(text)
    if vague:
        return str(form["decade" if vague[1] else "century"]).format(y=vague[1] + "0" if vague[1] else vague[2] + "00")
    numbers = _numbers(text)
    if not numbers:
        return ""
    return str(form[("year", "month", "day")[len(numbers) - 1]]).format(**_slots(numbers, form, ""))


def _numbers(text: str) -> tuple[int, ...]:
    match = _POINT.fullmatch(text)
    return tuple(int(part) for part in match.groups() if part) if match else ()


def _slots(numbers: tuple[int, ...], form: Mapping[str, Any], mark: str) -> dict[str, object]:
    slots: dict[str, object] = {f"{name}{mark}": value for name, value in zip("ymd", numbers, strict=False)}
    if "months" in form and len(numbers) > 1:
        slots[f"month{mark}"] = form["months"][numbers[1] - 1]
    return slots
