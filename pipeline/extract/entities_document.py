"""Resolution inside one document: short names, and the bare names and provisional ids of persons.

Input: the marks in text order. Output: Marks with ids where a careful reader would know them; else without id and
with the reason. A family name with a title is the one person of the document with that name (김 위원장).
Limits: two candidates resolve to none; nothing is carried from one document to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.entities_persons import Phrases
from pipeline.extract.entities_scene import Mark, Scene, is_hangul
from pipeline.records import replace


def short_names(scene: Scene, phrases: Phrases, marks: Sequence[Mark]) -> list[Mark]:
    """Family names with a title, and last names of Latin script, of persons that the document names in full."""
    persons = [mark for mark in marks if mark.kind == "person" and (mark.ids or mark.by == "provisional")]
    taken = [(mark.start, mark.end) for mark in marks]
    found = [
        *_korean_short(scene, phrases, persons),
        *_english_short(scene, phrases, persons),
        *_chinese_short(scene, phrases, persons),
    ]
    free = [mark for mark in found if not any(mark.start < end and start < mark.end for start, end in taken)]
    kept: list[Mark] = []
    for mark in sorted(free, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def without_last_names(scene: Scene, unknown: Sequence[Mark], known: Sequence[Mark]) -> list[Mark]:
    """``unknown`` without the Latin last names of persons that the document names in full: those are resolved here."""
    names = [head_text(scene, mark).split() for mark in (*known, *unknown) if mark.kind == "person"]
    lasts = {words[-1] for words in names if len(words) > 1 and words[-1].isascii()}
    return [mark for mark in unknown if mark.kind != "person" or head_text(scene, mark) not in lasts]


def head_text(scene: Scene, mark: Mark) -> str:
    """The bare name of a person's mark as written."""
    start, end = mark.head or (mark.start, mark.end)
    return scene.text[start:end]


def _korean_short(scene: Scene, phrases: Phrases, persons: Sequence[Mark]) -> Iterator[Mark]:
    row = phrases.shapes.rows["ko"]
    known = set(row["surnames"]) - set(row["modifiers"]) | _first_syllables(scene, persons)
    at = 0
    while match := phrases.shapes.called.search(scene.plain, at):
        if match["surname"] not in known:
            at = match.end("surname")
            continue
        at = match.end()
        title = phrases.titles_at.get(match.end() + 1)
        if title is None or title.lang != "ko":
            former = phrases.shapes.modifier.match(scene.plain, match.end())
            title = phrases.titles_at.get(former.end()) if former else None
        if title is not None:
            yield _same_surname(scene, match, title.end, title.roles, persons)


def _first_syllables(scene: Scene, persons: Sequence[Mark]) -> set[str]:
    """What could be the family names of the text's own persons (시진핑, 리창), for 시 주석 and 리 총리."""
    names = [name.name for mark in persons if mark.ids for name in scene.lexicon.names(mark.ids[0], "ko")]
    names += [head_text(scene, mark) for mark in persons]
    return {name[0] for name in names if 2 <= len(name) <= 4 and all(map(is_hangul, name))}


def _same_surname(
    scene: Scene, match: re.Match[str], end: int, roles: tuple[str, ...], persons: Sequence[Mark]
) -> Mark:
    ids = _matching(
        scene,
        persons,
        match.start(),
        lambda name: is_hangul(name[0]) and " " not in name and name.startswith(match.group()),
    )
    ids = ids or _office_surname(scene, roles, match.group(), scene.day(match.start()))
    return _chosen(scene, match.start(), end, match.span(), ids, roles, f"{match.group()} and a title")


def _office_surname(scene: Scene, roles: Sequence[str], surname: str, day: str) -> list[str]:
    """The one person with that family name who held such an office on that day (윤 대통령 in 2023)."""
    if not day:
        return []
    terms = [term for term in scene.lexicon.offices.terms if term.role in roles and term.holds(day)]
    ids = {term.person for term in terms if _has_surname(scene, term.person, surname)}
    return sorted(ids) if len(ids) == 1 else []


def _has_surname(scene: Scene, ident: str, surname: str) -> bool:
    names = [name.name for name in scene.lexicon.names(ident, "ko")]
    return any(name.startswith(surname) and len(name) in (2, 3) and " " not in name for name in names)


def _matching(scene: Scene, persons: Sequence[Mark], position: int, fits: object) -> list[str]:
    """Ids of persons of the document with a fitting name; those named before the position first, the last first."""
    assert callable(fits)
    before = [mark for mark in persons if mark.start < position]
    ordered = [*reversed(before), *(mark for mark in persons if mark.start >= position)]
    ids = []
    for mark in ordered:
        names = [name.name for name in scene.lexicon.names(mark.ids[0])] if mark.ids else []
        names.append(head_text(scene, mark))
        if mark.ids and any(fits(name) for name in names):
            ids.append(mark.ids[0])
    return list(dict.fromkeys(ids))


def _chosen(
    scene: Scene, start: int, end: int, head: tuple[int, int], ids: list[str], roles: tuple[str, ...], says: str
) -> Mark:
    """One candidate, or the one that the title fits on that day; else open."""
    if len(ids) > 1:
        fitting = [ident for ident in ids if _holds(scene, ident, roles, scene.day(start))]
        ids = fitting or ids
    if len(ids) > 1:
        scores = tuple((ident, 0.5) for ident in ids)
        says = f"{says}: several persons of this text, {ids[0]} named last"
        rule = "names.document.several"
        return Mark(
            start=start, end=end, kind="person", candidates=scores, by="", rule=rule, says=says, head=head, roles=roles
        )
    by, rule = ("document", "names.document.last_name") if ids else ("", "names.document.unknown")
    return Mark(
        start=start, end=end, kind="person", ids=tuple(ids), by=by, rule=rule, says=says, head=head, roles=roles
    )


def _holds(scene: Scene, ident: str, roles: Sequence[str], day: str) -> bool:
    terms = scene.lexicon.offices.roles_of.get(ident, ())
    alike = set(roles) | (
        {"state-affairs-chairman", "party-chairman", "defence-commission-chairman", "state-chairman"}
        if "chairman" in roles
        else set()
    )
    return any(term.role in alike and term.holds(day) for term in terms)


def _english_short(scene: Scene, phrases: Phrases, persons: Sequence[Mark]) -> Iterator[Mark]:
    lasts: dict[str, list[str]] = {}
    for mark in persons:
        words = [word for word in head_text(scene, mark).split() if word.rstrip(".") not in ("Jr", "Sr", "II", "III")]
        if not mark.ids or len(words) < 2 or not words[-1][0].isascii():
            continue
        first = words[0] in phrases.shapes.rows["en"]["surnames"]  # Lee Kinyanjui, or Lee Jae-myung
        for own in [*words[:first], *words[-1:]] if len(words) == 2 or not first else words[:1]:
            lasts[own] = list(dict.fromkeys([*lasts.get(own, ()), mark.ids[0]]))
    if not lasts:
        return
    pattern = "|".join(sorted(map(re.escape, lasts), key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])(?! [A-Z][a-z]+)", scene.reading.folded):
        mark = _chosen(
            scene, match.start(), match.end(), match.span(), lasts[match.group()], (), f"last name {match.group()}"
        )
        wide = phrases.widen(mark) if mark.ids else mark
        yield wide


def _chinese_short(scene: Scene, phrases: Phrases, persons: Sequence[Mark]) -> Iterator[Mark]:
    single = "".join(phrases.shapes.rows["zh"]["surnames"])
    table = scene.lexicon.folding.table
    full = {head_text(scene, mark): mark.ids[0] for mark in persons if mark.ids}
    for title in sorted(phrases.titles_at.values(), key=lambda word: word.start):
        at = title.start - 1
        if title.lang != "zh" or at < 0:
            continue
        whole = [name for name in full if len(name) > 1 and scene.plain.endswith(name, 0, title.start)]
        if whole:
            name = max(whole, key=len)
            at = title.start - len(name)
            yield _chosen(scene, at, title.end, (at, title.start), [full[name]], title.roles, f"{name} is named too")
            continue
        if scene.plain[at] not in single:
            continue
        if at and scene.plain[at - 1].isalnum() and not scene.plain[at - 1].isascii() and scene.language(at) != "zh":
            continue
        surname = scene.plain[at]
        ids = _matching(
            scene, persons, at, lambda name, s=surname: len(name) in (2, 3) and name.translate(table).startswith(s)
        )
        if ids:
            yield _chosen(scene, at, title.end, (at, title.start), ids, title.roles, f"{surname} and a title")


def provisional(scene: Scene, mark: Mark) -> Mark:
    """Give an unknown full name its provisional id, the same for the same spelling everywhere."""
    if mark.ids or mark.by != "provisional":
        return mark
    start, end = mark.head or (mark.start, mark.end)
    return replace(mark, ids=(provisional_id(scene.plain[start:end]),))


def provisional_id(surface: str) -> str:
    """``local:`` and the name in lower case with hyphens; no claim that it is known."""
    words = re.findall(r"\w+", surface.casefold())
    return "local:" + "-".join(words)
