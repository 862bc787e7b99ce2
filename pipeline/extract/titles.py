"""Short titles of event rows in English, Korean and Chinese, composed from names, type, mode, place and date.

Input: type, mode, the parties by name, the setting: place, date, things it is about. Output: (en, ko, zh). Templates
stand in ``lexicon/event_types.toml``. Limits: no prose is translated; who has no name in Latin letters is left out of
the English title, others go by their English name where a language has none.
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
_COMMA = {"en": ", ", "ko": ", ", "zh": "，"}
# around the tail; before what it is about; the same after a colon
_MARKS = {
    "en": ("{head}, {tail}", "{head}: {about}", "{head}, {about}"),
    "ko": ("{head}({tail})", "{head}: {about}", "{head}, {about}"),
    "zh": ("{head}（{tail}）", "{head}：{about}", "{head}，{about}"),
}
_SLOT = re.compile(r"\{([ab])(?::([^}/]+)/([^}]+))?\}")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor for a title: its name in each language, and whether it acts (source, participant) or is acted on.

    ``thing``: a ship, a train or a spacecraft, by whose name its accident goes.
    """

    names: Mapping[str, str]
    acts: bool
    thing: bool = False


def party(row: Entity, role: str) -> Party:
    """The names of an entity row."""
    return Party(names=names_of(row), acts=role != "target", thing=row.kind == "other")


def names_of(row: Entity) -> dict[str, str]:
    """An entity's name by title language; English titles take names in Latin letters only."""
    latin = next((name for name in (row.name_en, row.name_ko, row.name_zh_hans) if name and not _EAST.search(name)), "")
    return {
        "en": latin,
        "ko": row.name_ko or row.name_en or row.name_zh_hans,
        "zh": row.name_zh_hans or row.name_en or row.name_ko,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a title tells beside the parties. ``about`` names things by language, ``core`` the thing that is the
    happening itself (an earthquake), ``trigger`` the event's own word."""

    place: Mapping[str, str] | None = None
    date: Edtf | None = None
    about: Mapping[str, Sequence[str]] | None = None
    core: Mapping[str, str] | None = None
    trigger: Mapping[str, str] | None = None


def titles(type_: str, mode: str, actors: Sequence[Party], setting: Setting, types: EventTypes) -> tuple[str, str, str]:
    """The titles (English, Korean, Chinese) of an event."""
    made = {language: _title(language, type_, mode, actors, setting, types) for language in LANGUAGES}
    return made["en"], made["ko"], made["zh"]


def _title(language: str, type_: str, mode: str, actors: Sequence[Party], setting: Setting, types: EventTypes) -> str:
    symmetric = types.symmetric(type_, mode)
    acting = [actor.names[language] for actor in actors if actor.acts or symmetric]
    others = [actor.names[language] for actor in actors if not (actor.acts or symmetric)]
    template = types.template(type_, mode, language)
    if "{b}" in template and "{a}" not in template and not others:
        acting, others = [], acting
    core = (setting.core or {}).get(language, "")
    head = core[:1].upper() + core[1:] or fill(template, {"a": join(acting, language), "b": join(others, language)})
    if len(set(filter(None, acting))) == 1:
        head = types.dates.alone(head, language)
    things = [actor.names[language] for actor in actors if actor.thing] if core else []
    about = join(things, language) or _about(head, setting, language) or _trigger(type_, mode, setting, language, types)
    if about:
        head = _MARKS[language][2 if ":" in head else 1].format(head=head, about=about)
    tail = [_place(setting, language) or (core and join(others, language)), types.dates.words(setting.date, language)]
    tail = [text for text in tail if text and text not in head]
    return _MARKS[language][0].format(head=head, tail=_COMMA[language].join(tail)) if tail else head


def _place(setting: Setting, language: str) -> str:
    """The place by its name in the language or in Latin letters; a name in a script of another language is left out."""
    name = setting.place[language] if setting.place else ""
    return "" if language == "zh" and _HANGUL.search(name) else name


def _about(head: str, setting: Setting, language: str) -> str:
    """The first two things that the head does not name already."""
    things = [word for word in (setting.about or {}).get(language, ()) if word.casefold() not in head.casefold()]
    return _COMMA[language].join(things[:2])


def _trigger(type_: str, mode: str, setting: Setting, language: str, types: EventTypes) -> str:
    """The event's own word in its own language, for a kind that says nothing."""
    word = (setting.trigger or {}).get(language, "") if types.generic(type_, mode) else ""
    return types.dates.noun(word, language)


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
