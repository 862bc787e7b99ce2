"""Who is meant without a name: a title alone (the president), a kind of organisation (the council), a body (police).

Input: a Scene, titles and marks, the rules of definite.toml. Output: Marks: a title is the person whom the text gave
it before, an organisation's kind the one named last that has it; a body stays open, for the text does not name it.
Limits: two holders of a title in one text leave it unmarked; a kind looks back a fixed stretch only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_offices import is_personal
from pipeline.extract.entities_persons import Phrases
from pipeline.extract.entities_scene import Covered, Mark, Scene, is_han
from pipeline.extract.entities_words import Word
from pipeline.lexicon import Lexicon

_NEAR = 1500  # code points that an organisation's kind may look back
_BEFORE = 16  # code points before a word that are looked at
_LANGS = ("ko", "zh", "en")


@dataclass(frozen=True)
class Definite:
    """The compiled rules of definite.toml."""

    lexicon: Lexicon

    @cached_property
    def orgs(self) -> dict[str, re.Pattern[str]]:
        """Language -> nouns that stand for an organisation named before."""
        return self._nouns("org")

    @cached_property
    def bodies(self) -> dict[str, re.Pattern[str]]:
        """Language -> bodies without a name."""
        return self._nouns("body")

    @cached_property
    def people(self) -> dict[str, re.Pattern[str]]:
        """Language -> people by what they are."""
        return self._nouns("people")

    @cached_property
    def means(self) -> dict[str, re.Pattern[str]]:
        """Bodies that mean one named before -> how its name ends."""
        return {noun: re.compile(ends) for noun, ends in self.lexicon.definite["body"]["means"].items()}

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """What stands between a compound of states and their bodies."""
        return re.compile(self.lexicon.definite["body"]["joint"])

    @cached_property
    def letter(self) -> re.Pattern[str]:
        """A letter in place of a name, with the title of a person (Korean)."""
        return re.compile(self.lexicon.definite["letter"]["ko"])

    def stands(self, scene: Scene, section: str, lang: str, start: int, end: int) -> bool:
        """Whether the text around a word of a section lets it stand alone."""
        before, after = self._edges[section, lang]
        near = scene.plain[max(0, start - _BEFORE) : start]
        return bool(before.search(near) and after.match(scene.plain, end))

    def _nouns(self, section: str) -> dict[str, re.Pattern[str]]:
        rows = self.lexicon.definite[section]
        return {
            lang: re.compile("|".join(sorted(map(re.escape, rows[lang]), key=lambda word: (-len(word), word))))
            for lang in _LANGS
            if lang in rows
        }

    @cached_property
    def _edges(self) -> dict[tuple[str, str], tuple[re.Pattern[str], re.Pattern[str]]]:
        rows: dict[str, Any] = self.lexicon.definite
        return {
            (section, lang): (re.compile(row[f"{lang}_before"]), re.compile(row[f"{lang}_after"]))
            for section, row in rows.items()
            for lang in _LANGS
            if f"{lang}_before" in row
        }


def bodies(scene: Scene, rules: Definite, marks: Sequence[Mark]) -> list[Mark]:
    """police, 警方, 검찰: left open; with a town before it (上海警方) a body of its own."""
    led = {mark.end: mark for mark in marks}
    found = []
    for start, end in _free(scene, rules, "body", rules.bodies, marks):
        if _of_several(scene, rules, led, start):
            continue
        before = led.get(start)
        meant = _meant(scene, rules, marks, start, end)
        if before is None and meant is not None:
            says = f"{scene.text[meant.start : meant.end]}, named before"
            found.append(Mark(
                start=start, end=end, kind="org", ids=meant.ids, by="document", rule="names.definite.org", says=says,
                country=meant.country,
            ))  # fmt: skip
        elif before is None:
            says = "a body that the text does not name"
            found.append(Mark(start=start, end=end, kind="org", by="", rule="names.definite.body", says=says))
        elif before.kind == "place" and not _of_the_state(scene, before, scene.plain[start:end]):
            found.append(Mark(
                start=before.start, end=end, kind="org", by="provisional", rule="names.definite.local_body",
                says="a body with its place before it", head=(before.start, end),
            ))  # fmt: skip
    return found


def _of_several(scene: Scene, rules: Definite, led: Mapping[int, Mark], start: int) -> bool:
    """Whether a body is that of states which a compound before it names (한미 당국, 韓美兩國軍方)."""
    gap = rules.joint.search(scene.plain, max(0, start - _BEFORE), start)
    states = led.get(gap.start() if gap else start)
    return states is not None and len(states.ids) > 1


def _meant(scene: Scene, rules: Definite, marks: Sequence[Mark], start: int, end: int) -> Mark | None:
    """The body named last before a word that means it: the court of which the bench is."""
    ends = rules.means.get(scene.plain[start:end])
    if ends is None:
        return None
    named = [mark for mark in marks if mark.kind == "org" and len(mark.ids) == 1 and 0 <= start - mark.end <= _NEAR]
    return next((mark for mark in reversed(named) if ends.search(scene.plain[mark.start : mark.end])), None)


def lettered(scene: Scene, rules: Definite, marks: Sequence[Mark]) -> list[Mark]:
    """A씨, B(30대)씨: persons whose names are withheld, left open, for another text's A is somebody else."""
    covered = Covered(scene, marks)
    return [
        Mark(start=found.start(), end=found.end(), kind="person", by="", rule="names.definite.letter",
             says="a person whose name is withheld")
        for found in rules.letter.finditer(scene.text)
        if scene.language(found.start()) == "ko" and not covered.touches(*found.span())
    ]  # fmt: skip


def _of_the_state(scene: Scene, place: Mark, noun: str) -> bool:
    """Whether a seat of government with a body behind it means the state (平壤當局), not its police."""
    kinds = scene.lexicon.institutions.nouns["zh"].get(noun, ())
    local = any(kind.id == "police" for kind in kinds)
    return not local and any(scene.lexicon.acting(ident) != ident for ident in place.ids)


def people(scene: Scene, rules: Definite, marks: Sequence[Mark]) -> list[Mark]:
    """民眾, 員警, 乘客: whole words before no other noun; left open."""
    says = "people that the text does not name"
    return [
        Mark(start=start, end=end, kind="group", by="", rule="names.definite.people", says=says)
        for start, end in _free(scene, rules, "people", rules.people, marks)
        if _whole_word(scene, end)
    ]


def _whole_word(scene: Scene, end: int) -> bool:
    """Whether a word ends here and no noun goes on from it."""
    if not is_han(scene.plain[end : end + 1] or " "):
        return True
    size = scene.token_end(end) - end
    return size == 1 or (size > 1 and not scene.tag(end).startswith(("n", "j")))


def organisations(scene: Scene, rules: Definite, marks: Sequence[Mark]) -> list[Mark]:
    """the council, 该公司, 위원회는: the organisation named last whose name holds the noun."""
    orgs = [mark for mark in marks if mark.kind == "org" and len(mark.ids) == 1]
    found = []
    for start, end in _free(scene, rules, "org", rules.orgs, marks):
        noun = scene.plain[start:end]
        near = [mark for mark in orgs if mark.end <= start and start - mark.end <= _NEAR]
        meant = next((mark for mark in reversed(near) if _holds(scene, mark, noun)), None)
        if meant is not None:
            says = f"{noun}: {scene.text[meant.start : meant.end]}, named before"
            found.append(Mark(
                start=start, end=end, kind="org", ids=meant.ids, by="document", rule="names.definite.org", says=says,
                country=meant.country,
            ))  # fmt: skip
    return found


def _holds(scene: Scene, mark: Mark, noun: str) -> bool:
    """Whether the noun is a word of the name as written, or of its English name."""
    entry = scene.lexicon.entry(mark.ids[0])
    names = [scene.plain[mark.start : mark.end], entry.label.casefold() if entry else ""]
    if noun.isascii():
        return any(noun in re.findall(r"[a-z]+", name) for name in names)
    return names[0].endswith(noun) and len(names[0]) > len(noun)


def titles_alone(scene: Scene, rules: Definite, phrases: Phrases, marks: Sequence[Mark]) -> list[Mark]:
    """the president, 总统, 장관은: the one person to whom the text gave that title before."""
    persons = [mark for mark in marks if mark.kind == "person" and len(mark.ids) == 1]
    covered = Covered(scene, marks)
    found = []
    for title in sorted(phrases.titles_at.values(), key=lambda word: word.start):
        own = title.lang == scene.language(title.start) and not is_personal(scene, title)
        if not own or covered.touches(title.start, title.end):
            continue
        if rules.stands(scene, "title", title.lang, title.start, title.end):
            ids = {mark.ids[0] for mark in persons if mark.end <= title.start and _held(scene, mark, title)}
            if len(ids) == 1:
                says = f"{title.text}: the one person with that title before it"
                found.append(Mark(
                    start=title.start, end=title.end, kind="person", ids=tuple(ids), by="document",
                    rule="names.definite.title", says=says, roles=title.roles,
                ))  # fmt: skip
    return found


def _held(scene: Scene, mark: Mark, title: Word) -> bool:
    """Whether the person has the title in this text, or the office on that day; a minister is one of any ministry."""
    day = scene.day(title.start)
    terms = scene.lexicon.offices.roles_of.get(mark.ids[0], ())
    held = {*mark.roles, *(term.role for term in terms if term.holds(day))}
    return any(role == asked or role.endswith(f"-{asked}") for role in held for asked in title.roles)


def _free(
    scene: Scene, rules: Definite, section: str, patterns: dict[str, re.Pattern[str]], marks: Sequence[Mark]
) -> Iterator[tuple[int, int]]:
    """Where a noun of a section stands alone, in the language of its sentence, outside every mark."""
    covered = Covered(scene, marks)
    for lang, pattern in patterns.items():
        at = 0
        while (match := pattern.search(scene.plain, at)) is not None:
            start, end = match.span()
            free = not covered.touches(start, end)
            at = end if free else start + 1  # 上|海警|方: what lies across a name hides no noun behind it
            if free and scene.language(start) == lang and rules.stands(scene, section, lang, start, end):
                yield start, end
