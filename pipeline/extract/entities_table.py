"""Names of the table in running text: every match, then boundaries, guards, scopes and dates; longest wins.

Input: a Scene. Output: Marks with the ids a name may mean. Boundaries depend on the script of the name's edge:
Latin needs an edge of letters and its capitals; Hangul a particle or a known noun after it, and a word start or
a known prefix before it; Han nothing but the guards of forms.toml. Limits: a name that the table does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_scene import Mark, Scene, is_hangul, longest
from pipeline.lexicon import Alias, Lexicon

_LONG = 4  # syllables from which a Korean name may stand before any noun
_GENERATED = 2  # the rank of names of the generated city table


@dataclass(frozen=True)
class Boundaries:
    """The compiled edge rules of forms.toml."""

    lexicon: Lexicon

    @cached_property
    def _ko(self) -> dict[str, Any]:
        return self.lexicon.forms["ko"]  # type: ignore[no-any-return]

    @cached_property
    def _after(self) -> re.Pattern[str]:
        particles = "|".join(sorted(map(re.escape, self._ko["particles"]), key=len, reverse=True))
        return re.compile(f"(?:{particles}){{1,2}}(?![가-힣])")

    @cached_property
    def _nouns(self) -> re.Pattern[str]:
        titles = [title.partition(" ")[0] for title in self.lexicon.offices.titles["ko"] if len(title) > 1]
        words = {*self._ko["nouns"], *titles, *self.lexicon.institutions.nouns["ko"]}
        return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))

    @cached_property
    def _generic(self) -> frozenset[str]:
        return frozenset(self._ko["generic"])

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        return frozenset(self._ko["prefixes"])

    @cached_property
    def _guards(self) -> dict[str, re.Pattern[str]]:
        return {
            name: re.compile(pattern.replace("<>", re.escape(name)))
            for name, pattern in self.lexicon.forms["guards"].items()
        }

    def hangul_before(self, text: str, start: int) -> bool:
        """Whether a Korean name may start here."""
        at = start
        while at > 0 and is_hangul(text[at - 1]) and start - at < 3:
            at -= 1
        run = text[at:start]
        return not run or run in self._prefixes

    def hangul_after(self, text: str, end: int, size: int) -> bool:
        """Whether a Korean name of that many characters may end here."""
        if end >= len(text) or not is_hangul(text[end]):
            return True
        return size >= _LONG or bool(self._after.match(text, end) or self._nouns.match(text, end))

    def particle(self, text: str, end: int) -> bool:
        """Whether nothing but particles follows in the word."""
        return end >= len(text) or not is_hangul(text[end]) or bool(self._after.match(text, end))

    def guarded(self, plain: str, start: int, end: int) -> bool:
        """Whether a guard says that this is not the name."""
        guard = self._guards.get(plain[start:end])
        if guard is None:
            return False
        around = guard.finditer(plain, max(0, start - 12), end + 12)
        return any(match.start() <= start and end <= match.end() for match in around)

    @cached_property
    def _placed(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        rules = self.lexicon.forms["places"]
        return re.compile(f"(?:{rules['before']})$"), re.compile(rules["after"])

    def placed(self, plain: str, start: int, end: int) -> bool:
        """Whether a word beside the name says that it is a place (in, 在, 에서)."""
        before, after = self._placed
        return bool(before.search(plain, max(0, start - 8), start) or after.match(plain, end))

    @cached_property
    def _province(self) -> re.Pattern[str]:
        return re.compile(self.lexicon.forms["places"]["province"])

    def in_province(self, plain: str, start: int) -> bool:
        """Whether a province stands right before a Korean name."""
        return self._province.search(plain, max(0, start - 8), start) is not None

    def institution(self, plain: str, end: int) -> bool:
        """Whether an institution or a title of two syllables or more follows as the next word."""
        match = self._nouns.match(plain, end + 1) if plain[end : end + 1] == " " else None
        return match is not None and len(match.group()) > 1

    @cached_property
    def _facility(self) -> re.Pattern[str]:
        return re.compile(self.lexicon.forms["places"]["facility"])

    def facility(self, scene: Scene, name: Alias, start: int, end: int) -> bool:
        """Whether a facility, a happening there or a word like near follows the name of a place or a state."""
        entry = self.lexicon.entries.get(name.id)
        if entry is None or entry.kind not in ("place", "country"):
            return False
        behind = scene.plain[end : end + 4].lstrip(" ")
        near = self._placed[1].match(scene.plain, end) is not None and not behind.startswith("에서")
        return near or self._facility.match(scene.plain, end) is not None

    @cached_property
    def _given_forms(self) -> dict[str, set[str]]:
        """A given name in one language -> how it is written in all three."""
        forms: dict[str, set[str]] = {}
        for row in self.lexicon.shapes["given"]["names"]:
            same = set(row.split(";")) - {""}
            for name in same:
                forms.setdefault(name, set()).update(same)
        return forms

    @cached_property
    def _given(self) -> re.Pattern[str]:
        names = "|".join(sorted(map(re.escape, self._given_forms), key=lambda name: (-len(name), name)))
        return re.compile(rf"(?<![\w가-힣])({names}|[A-Z]\.)(?:[ ·]|\s[A-Z]\.\s)$")

    def own_given(self, scene: Scene, start: int, name: Alias) -> bool | None:
        """Whether the given name or initial before a last name is its best-known owner's; None where none stands."""
        given = self._given.search(scene.reading.folded, max(0, start - 24), start)
        if given is None:
            return None
        own = [alias.name for alias in self.lexicon.names(name.id)]
        if given[1].endswith("."):
            return any(alias.startswith(given[1][0]) for alias in own)
        return any(form in alias for form in self._given_forms[given[1]] for alias in own)

    def generic(self, word: str) -> bool:
        """Whether a Korean name is an ordinary word too."""
        return word in self._generic


def table_marks(scene: Scene, boundaries: Boundaries) -> list[Mark]:
    """Names of the table, without overlaps. Names whose scope needs context are marked weak (see ``settle``).

    A last name that the text gives to somebody else (Pierre Trudeau) means its owner only if the text names that one.
    """
    found: list[Mark] = []
    named: set[str] = set()
    others: set[str] = set()
    doubtful: list[Mark] = []
    for start, end, names in scene.lexicon.scan(scene.key):
        first, last = scene.key.source(start, end)
        fitting = [name for name in names if _fits(scene, boundaries, first, last, name)]
        if not fitting:
            doubtful += _doubtful(scene, boundaries, first, last, names)
            continue
        mark = _mark(scene, first, last, fitting)
        own = boundaries.own_given(scene, first, fitting[0]) if fitting[0].status == "short" else True
        if own is False:
            others.update(mark.ids)
            continue
        named.update(mark.ids if own else ())
        found.append(mark)
    found = [mark for mark in found if not others.intersection(mark.ids) or named.intersection(mark.ids)]
    found += [mark for mark in doubtful if named.issuperset(mark.ids)]
    return longest(settle(scene, boundaries, found))


def _fits(scene: Scene, boundaries: Boundaries, start: int, end: int, name: Alias) -> bool:
    text = scene.reading.folded
    surface = text[start:end]
    head, tail = surface[0], surface[-1]
    if head.isascii() and head.isalnum() and not _latin(text, start, end, surface, name):
        return False
    if tail.isascii() and tail.isalnum() and end < len(text) and _ascii_letter(text[end]):
        return False
    if is_hangul(head) and not boundaries.hangul_before(text, start):
        return False
    if is_hangul(tail) and not (_state(scene, boundaries, name) or boundaries.hangul_after(text, end, end - start)):
        return False
    return (
        _whole(surface, name.name)
        and not boundaries.guarded(scene.plain, start, end)
        and _in_scope(scene, boundaries, start, name)
    )


def _doubtful(scene: Scene, boundaries: Boundaries, start: int, end: int, names: Sequence[Alias]) -> list[Mark]:
    """A Korean name that is a word too, where nothing but particles follows: itself if the text names it elsewhere."""
    words = [name for name in names if boundaries.generic(name.name)]
    alone = words and boundaries.hangul_before(scene.plain, start) and boundaries.particle(scene.plain, end)
    return [_mark(scene, start, end, words)] if alone else []


def _state(scene: Scene, boundaries: Boundaries, name: Alias) -> bool:
    """Whether any noun may follow in the word: states (북한식당), unless their name is a word too."""
    entry = scene.lexicon.entries.get(name.id)
    return entry is not None and entry.kind == "country" and not name.scope and not boundaries.generic(name.name)


def _latin(text: str, start: int, end: int, surface: str, name: Alias) -> bool:
    if start and _ascii_letter(text[start - 1]):
        return False
    letters = [char for char in name.name if char.isalpha()]
    if len(letters) <= 5 and name.name.isupper():
        return surface == name.name
    return not name.name[0].isupper() or surface[0].isupper()


def _ascii_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _whole(surface: str, name: str) -> bool:
    """Gaps inside a Korean name that the table does not write so: no piece of one character."""
    if not is_hangul(surface[0]) or " " not in surface or surface == name:
        return True
    return min(map(len, surface.split())) > 1


def _in_scope(scene: Scene, boundaries: Boundaries, start: int, name: Alias) -> bool:
    if name.scope == "ko-KP" and not scene.northern:
        return False
    if not is_hangul(name.name[0]):
        return True
    tag = scene.tag(start)
    if name.rank == _GENERATED and len(name.name) < _LONG:
        return not tag or tag.startswith("NNP:지명") or boundaries.in_province(scene.plain, start)
    if boundaries.generic(name.name):
        known = not tag or tag.startswith(("NNP", "Noun", "NQ")) or name.scope == "ko-KP"
        end = start + len(name.name)
        return known or boundaries.institution(scene.plain, end) or boundaries.facility(scene, name, start, end)
    return True


def _mark(scene: Scene, start: int, end: int, names: Sequence[Alias]) -> Mark:
    best = names[0].rank
    ids = tuple(dict.fromkeys(name.id for name in names if name.rank == best))
    day = scene.day(start)
    if len(ids) > 1 and day:
        ids = tuple(ident for ident in ids if scene.lexicon.valid(ident, day)) or ids
    entry = scene.lexicon.entries.get(ids[0])
    kind = entry.kind if entry else "other"
    weak = all(name.scope in ("context", "title", "generic") for name in names)
    rule = f"names.table.{names[0].status}"
    return Mark(
        start=start, end=end, kind=kind, ids=ids, rule=rule, says=f"{names[0].name} ({names[0].lang})", weak=weak
    )


def settle(scene: Scene, boundaries: Boundaries, marks: list[Mark]) -> list[Mark]:
    """Keep a name that needs context only where the document names its country or the entity in a safe way."""
    sure = {ident for mark in marks if not mark.weak for ident in mark.ids}
    countries = {scene.lexicon.country_of(ident) for ident in sure} - {""}
    return [mark for mark in marks if not mark.weak or _backed(scene, boundaries, mark, sure, countries)]


def _backed(scene: Scene, boundaries: Boundaries, mark: Mark, sure: set[str], countries: set[str]) -> bool:
    if mark.kind == "person" or any(ident in sure for ident in mark.ids):
        return True  # a person's title is looked for later
    near = any(scene.lexicon.country_of(ident) in countries for ident in mark.ids)
    return near and (not mark.ids[0].startswith("geonames:") or boundaries.placed(scene.plain, mark.start, mark.end))
