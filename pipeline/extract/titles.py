"""Short titles of event rows in English, Korean and Chinese, composed from names, type, mode, place and date.

Input: type, mode, (entity id, role) of the actors, a place id, an EDTF date, the lexicon. Output: (en, ko, zh).
Templates stand in ``lexicon/event_types.toml``. Limits: no prose is translated; a thing without a name in a language
is called by its English name, else left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.edtf import Edtf

if TYPE_CHECKING:
    from pipeline.extract.event_types import EventTypes
    from pipeline.model import Entity

LANGUAGES = ("en", "ko", "zh")
_PART = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{([ab])(?::([^}/]+)/([^}]+))?\}")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor for a title: its name in each language, and whether it acts (source, participant) or is acted on."""

    names: Mapping[str, str]
    acts: bool


def party(row: Entity, role: str) -> Party:
    """The names of an entity row, with English as the stand-in."""
    return Party(names=names_of(row), acts=role != "target")


def names_of(row: Entity) -> dict[str, str]:
    """An entity's name by title language."""
    return {
        "en": row.name_en or row.name_ko or row.name_zh_hans,
        "ko": row.name_ko or row.name_en or row.name_zh_hans,
        "zh": row.name_zh_hans or row.name_en or row.name_ko,
    }


def titles(
    type_: str,
    mode: str,
    actors: Sequence[Party],
    place: Mapping[str, str] | None,
    date: Edtf | None,
    types: EventTypes,
) -> tuple[str, str, str]:
    """The titles (English, Korean, Chinese) of an event."""
    made = {language: _title(language, type_, mode, actors, place, date, types) for language in LANGUAGES}
    return made["en"], made["ko"], made["zh"]


def _title(
    language: str,
    type_: str,
    mode: str,
    actors: Sequence[Party],
    place: Mapping[str, str] | None,
    date: Edtf | None,
    types: EventTypes,
) -> str:
    template = types.template(type_, mode, language)
    acting = [actor.names[language] for actor in actors if actor.acts or types.symmetric(type_, mode)]
    others = [actor.names[language] for actor in actors if not (actor.acts or types.symmetric(type_, mode))]
    if "{b}" in template and "{a}" not in template and not others:
        acting, others = [], acting
    head = fill(template, {"a": join(acting, language), "b": join(others, language)})
    tail = [text for text in (place[language] if place else "", dated(date, language)) if text and text not in head]
    if not tail:
        return head
    if language == "en":
        return f"{head}, {', '.join(tail)}"
    return f"{head}({', '.join(tail)})" if language == "ko" else f"{head}（{'，'.join(tail)}）"


def fill(template: str, slots: Mapping[str, str]) -> str:
    """``template`` with its slots; a part in brackets falls away where a slot in it is empty."""

    def part(match: re.Match[str]) -> str:
        return match[1] if all(slots[slot[0]] for slot in _SLOT.findall(match[1])) else ""

    def slot(match: re.Match[str]) -> str:
        word = slots[match[1]]
        return word + (particle(word, match[2], match[3]) if match[2] else "")

    return re.sub(r"\s+", " ", _SLOT.sub(slot, _PART.sub(part, template))).strip()


def particle(word: str, closed: str, opened: str) -> str:
    """The Korean particle that fits ``word``: ``closed`` after a consonant (이, 을, 과), ``opened`` after a vowel."""
    last = re.sub(r"[^\w]+$", "", word)[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return opened if final == 0 or (final == 8 and opened == "로") else closed
    if last.isdigit():
        return closed if last in "0136780" else opened
    return opened if last.lower() in "aeiouy" else closed


def join(names: Iterable[str], language: str) -> str:
    """At most three different names in a row; more are counted."""
    unique = [name for name in dict.fromkeys(names) if name]
    kept, more = unique[:3], len(unique) - 3
    if more > 0:
        return {
            "en": f"{', '.join(kept)} and {more} more",
            "ko": f"{', '.join(kept)} 외 {more}",
            "zh": f"{'、'.join(kept)}等",
        }[language]
    if len(kept) < 2:
        return "".join(kept)
    head, last = kept[:-1], kept[-1]
    if language == "en":
        return f"{', '.join(head)} and {last}"
    if language == "ko":
        return f"{', '.join(head)}{particle(head[-1], '과', '와')} {last}"
    return f"{'、'.join(head)}与{last}"


def dated(date: Edtf | None, language: str) -> str:
    """A date in words; what is no single day, month or year stays EDTF."""
    if date is None:
        return ""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", date.text)
    if match is None:
        return date.text
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if language == "en":
        return " ".join([*([str(day)] if day else []), *([_MONTHS[month - 1]] if month else []), str(year)])
    marks = ("년", "월", "일") if language == "ko" else ("年", "月", "日")
    parts = [f"{value}{mark}" for value, mark in zip((year, month, day), marks, strict=True) if value]
    return (" " if language == "ko" else "").join(parts)
