"""Where a name of the table may begin and end, and which word beside it says what it is.

Input: a text with the place of a name. Output: whether the name may stand there. What is asked depends on the script of
the name's edge: Hangul needs a particle or a known noun after it, and a word start or a known prefix before it; Han
nothing but the guards of forms.toml (Latin edges are letters and capitals, see entities_table). Limits: nothing is
looked for, places are only judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_scene import Scene, is_hangul
from pipeline.lexicon import Alias, Lexicon

LONG = 4
"""Syllables from which a Korean name may stand before any noun."""


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
        return size >= LONG or bool(self._after.match(text, end) or self._nouns.match(text, end))

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
