"""Offices beside their country: who is meant by 러시아 외무장관, the president of Kenya, 전 일본 총리.

Input: a Scene, the titles, the marks so far. Output: Marks of persons: the one holder on the sentence's day; the person
whose name, with a bracket behind it, stands right before the office; else open, with the reason. Limits: only offices
that one person holds at a time; without a day nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.entities_persons import Phrases
from pipeline.extract.entities_scene import Covered, Mark, Scene
from pipeline.extract.entities_words import Word

_NEXT_WORD = 8
"""Signs behind a title in which the word after it is looked for."""
_BRACKET = 40
"""Signs before a title in which a bracket behind a name is looked for."""
_BRACKET_BEFORE = re.compile(r"\s?\([^()]+\)\s?$")


def office_holders(scene: Scene, phrases: Phrases, marks: Sequence[Mark]) -> list[Mark]:
    """A title beside its country (러시아 외무장관, the president of Kenya): the holder on that day, if known."""
    persons = Covered(scene, (mark for mark in marks if mark.kind == "person"))
    found = []
    for title in sorted(phrases.titles_at.values(), key=lambda word: word.start):
        if persons.touches(title.start, title.end):
            continue
        (start, country), end = _country_before(scene, phrases, title.start, title.lang), title.end
        if not country and title.lang == "en":
            end, _, country = phrases.of_state(title.end, title.roles)
        behind = scene.text[title.end : title.end + _NEXT_WORD].lstrip()
        thing = behind.startswith(tuple(scene.lexicon.forms["offices"]["not_before"]))
        if country and not is_personal(scene, title) and not thing:
            found.append(_office(scene, phrases, title, (start, end), country, marks))
    return found


def is_personal(scene: Scene, title: Word) -> bool:
    """Whether the title is a form of address or a profession, which names nobody by itself."""
    return not set(title.roles).isdisjoint(scene.lexicon.forms["offices"]["personal"])


def _office(
    scene: Scene, phrases: Phrases, title: Word, span: tuple[int, int], country: str, marks: Sequence[Mark]
) -> Mark:
    start, end = span
    former = phrases.shapes.former.search(scene.plain, max(0, start - _NEXT_WORD - 1), start)
    person = _named_before(scene, former.start() if former else start, marks)
    gone = former is not None and "then" not in former[0]
    sole = [role for role in title.roles if role in scene.lexicon.forms["offices"]["sole"]]
    ids = () if gone else tuple(holders_of(scene, sole, country, scene.day(title.start)))
    by, rule, why = "", "names.office.unknown", ": the holder is not known for that day"
    if person is not None:
        ids, by, rule, why = person.ids, "document", "names.office.named", ": the person named before it"
    elif len(ids) == 1:
        by, rule, why = "title", "names.office.holder", ""
    elif gone:
        why = ": a former one"
    return Mark(
        start=start, end=end, kind="person", ids=ids if by else (), by=by, rule=rule,
        candidates=() if by else tuple((ident, round(1 / len(ids), 2)) for ident in ids),
        says=f"{title.text} of {country}{why}", head=(title.start, title.end), roles=title.roles, country=country,
    )  # fmt: skip


def _named_before(scene: Scene, start: int, marks: Sequence[Mark]) -> Mark | None:
    """The person whose name stands right before the office, with a bracket behind it (A(安倍晋三) 전 일본 총리)."""
    bracket = _BRACKET_BEFORE.search(scene.plain, max(0, start - _BRACKET), start)
    at = bracket.start() if bracket else -1
    return next((mark for mark in marks if mark.kind == "person" and mark.end == at and len(mark.ids) == 1), None)


def _country_before(scene: Scene, phrases: Phrases, at: int, lang: str) -> tuple[int, str]:
    start, country = at, ""
    for _ in range(3):
        gap = start - (scene.plain[start - 1 : start] == " ")
        mark = phrases.marks_to.get(gap) or (
            phrases.marks_to.get(gap - 2) if scene.plain[gap - 2 : gap] in ("'s", "’s") else None
        )
        if mark is None:
            break
        start, country = mark.start, country or scene.lexicon.country_of(mark.ids[0])
    return start, country


def holders_of(scene: Scene, roles: Sequence[str], country: str, day: str) -> list[str]:
    """Who held one of the roles in that state on that ISO day; nobody without a day."""
    if not day:
        return []
    found = [ident for role in roles for ident in scene.lexicon.offices.holders(role, country, day)]
    return list(dict.fromkeys(found))
