"""Pairs and pronouns: 양국 정상, 双方, the two leaders, he; resolved to what was named just before.

Input: a Scene and the marks in text order. Output: Marks; a pair has two ids, one per party, or none and says why.
Limits: a pair looks back a fixed stretch only; a pronoun with two persons before it stays unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_offices import holders_of
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.extract.entities_shapes import Shapes

_LEADERS = ("leader", "president", "prime-minister", "general-secretary")
_NEAR = 1200  # code points that a pair may look back
_LEAD = 48  # code points before a name that may hold its preposition
_SENTENCES = 3  # sentences that a pronoun may look back


@dataclass(frozen=True)
class Anaphora:
    """The compiled word lists for pairs and pronouns."""

    shapes: Shapes

    @cached_property
    def countries(self) -> re.Pattern[str]:
        """양국, 双方, the two countries."""
        return self._pattern("countries")

    @cached_property
    def leaders(self) -> re.Pattern[str]:
        """양국 정상, 两国领导人, the two leaders."""
        return self._pattern("leaders")

    def _pattern(self, name: str) -> re.Pattern[str]:
        pairs = self.shapes.rows["pairs"]
        korean = "|".join(re.escape(word) for word in sorted(pairs[f"{name}_ko"], key=len, reverse=True))
        chinese = "|".join(sorted(pairs[f"{name}_zh"], key=len, reverse=True))
        english = "|".join(sorted(pairs[f"{name}_en"], key=len, reverse=True))
        return re.compile(rf"(?<![가-힣])(?:{korean})|(?:{chinese})(?!{pairs['not_after_zh']})|\b(?:{english})\b")

    @property
    def initials_behind(self) -> str:
        """What follows two persons named by their first characters (文金|二人)."""
        return str(self.shapes.rows["pairs"]["initials_behind"])

    @cached_property
    def divided(self) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
        """the North, the two Koreas, each with its states."""
        rows = self.shapes.rows["divided"]
        return [(re.compile(pattern), tuple(codes.split())) for codes, pattern in sorted(rows.items())]

    @cached_property
    def he(self) -> re.Pattern[str]:
        """그는, 他, he."""
        pairs = self.shapes.rows["pairs"]
        return re.compile("|".join((*pairs["he_ko"], *pairs["he_zh"], *(word.lower() for word in pairs["he_en"]))))

    @cached_property
    def obliged(self) -> re.Pattern[str]:
        """Particles behind a pronoun that is never its own clause's subject (그와, 그를, 그에게)."""
        return re.compile(self.shapes.rows["pairs"]["he_obliged"])

    def bare(self, match: re.Match[str]) -> str:
        """A pronoun without its particle."""
        return re.sub(self.shapes.rows["pairs"]["he_particle"], "", match.group())

    @cached_property
    def _companion(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        pairs = self.shapes.rows["pairs"]
        return re.compile(f"(?:{pairs['companion_before']})$"), re.compile(pairs["companion_after"])

    def beside(self, scene: Scene, mark: Mark) -> bool:
        """Whether a person is named as one with whom or to whom something is done, not as the one who does it."""
        before, after = self._companion
        led = before.search(scene.plain[max(0, mark.start - _LEAD) : mark.start])
        return bool(led or after.match(scene.plain, mark.end))


def pairs(scene: Scene, anaphora: Anaphora, marks: Sequence[Mark]) -> list[Mark]:
    """Marks for pairs of countries and of leaders; two ids, or none with a reason."""
    ordered = sorted(marks, key=lambda mark: mark.start)
    found = []
    for match in anaphora.leaders.finditer(scene.plain):
        leading = [mark for mark in ordered if _leads(scene, mark)]
        ids = _last_two(leading, match.start(), "person", scene) or _heads(scene, ordered, match.start())
        found.append(_pair(match, "person", ids))
    for match in anaphora.countries.finditer(scene.plain):
        if not any(mark.start < match.end() and match.start() < mark.end for mark in found):
            ids = _last_two(ordered, match.start(), "country", scene)
            found.append(_pair(match, "country", ids))
    return found


def divided(scene: Scene, anaphora: Anaphora, marks: Sequence[Mark]) -> list[Mark]:
    """the North, the South, the two Koreas, where the text names one of those states otherwise."""
    named = {ident for mark in marks if mark.kind == "country" for ident in mark.ids}
    found = []
    for pattern, codes in anaphora.divided:
        ids = tuple(scene.lexicon.country_id(code) for code in codes)
        if named.intersection(ids):
            for match in pattern.finditer(scene.reading.folded):
                says = f"{match.group()}: {' and '.join(codes)}"
                start, end = match.span()
                found.append(
                    Mark(
                        start=start,
                        end=end,
                        kind="country",
                        ids=ids,
                        by="table",
                        rule="names.compound.divided",
                        says=says,
                    )
                )
    return found


def _pair(match: re.Match[str], kind: str, ids: tuple[str, ...]) -> Mark:
    by, rule = ("document", "names.document.pair") if len(ids) == 2 else ("", "names.document.pair_open")
    says = f"{match.group()}: the two named last before it" if ids else f"{match.group()}: no two parties before it"
    return Mark(start=match.start(), end=match.end(), kind=kind, ids=ids, by=by, rule=rule, says=says)  # type: ignore[arg-type]


def _last_two(marks: Sequence[Mark], position: int, kind: str, scene: Scene) -> tuple[str, ...]:
    """The last two different entities of a kind before a position, in text order; a person stands for a country too."""
    seen: list[str] = []
    for mark in reversed([mark for mark in marks if mark.end <= position and mark.kind in (kind, "person")]):
        if position - mark.start > _NEAR:
            break
        ids = mark.ids if mark.kind == kind else (_country_id(scene, mark),)
        seen += [ident for ident in reversed(ids) if ident and ident not in seen]
        if len(seen) >= 2:
            return tuple(reversed(seen[:2]))
    return ()


def _leads(scene: Scene, mark: Mark) -> bool:
    """Whether a person leads a state, by the title beside the name or by the office held."""
    if mark.kind != "person" or not mark.ids:
        return False
    leaders = scene.lexicon.forms["offices"]["leaders"]
    day = scene.day(mark.start)
    terms = scene.lexicon.offices.roles_of.get(mark.ids[0], ())
    return any(role in leaders for role in mark.roles) or any(t.role in leaders and t.holds(day) for t in terms)


def _country_id(scene: Scene, mark: Mark) -> str:
    code = (scene.lexicon.country_of(mark.ids[0]) if mark.ids else "") or mark.country
    return scene.lexicon.country_id(code)


def _heads(scene: Scene, marks: Sequence[Mark], position: int) -> tuple[str, ...]:
    """The leaders of the two states named last, by the day; empty unless both are known."""
    states = _last_two(marks, position, "country", scene)
    codes = [scene.lexicon.country_of(ident) for ident in states]
    heads = [holders_of(scene, _LEADERS, code, scene.day(position)) for code in codes]
    return tuple(found[0] for found in heads) if len(heads) == 2 and all(heads) else ()


def pronouns(scene: Scene, anaphora: Anaphora, marks: Sequence[Mark]) -> list[Mark]:
    """he, 他, 그: the only person named in this sentence before it, or else the one the sentences before are about.

    A pronoun goes on from the one before it: once it is settled, the next ones mean the same person.
    """
    found: list[Mark] = []
    persons = [mark for mark in marks if mark.kind == "person" and mark.ids]
    for match in anaphora.he.finditer(scene.plain):
        index, word = scene.sentence_index(match.start()), anaphora.bare(match)
        before = [mark for mark in persons if mark.end <= match.start()]
        same = [mark for mark in found if scene.plain[mark.start : mark.end] == word]
        here = {ident for mark in before for ident in mark.ids if scene.sentence_index(mark.start) == index}
        if len(here) > 1:
            here = _meant(scene, same, index)
        elif not here or anaphora.obliged.match(scene.plain, match.end()):
            here = _told_of(scene, anaphora, before, same, index) or _titular(scene, persons)
        if len(here) == 1:
            says, rule = "the only person named just before", "names.document.he"
            found.append(Mark(
                start=match.start(), end=match.start() + len(word), kind="person", ids=tuple(here), by="document",
                rule=rule, says=says,
            ))  # fmt: skip
    return found


def _titular(scene: Scene, persons: Sequence[Mark]) -> set[str]:
    """The person whose name the first line of the text opens with: what the page is about."""
    starts = {block.span.start for block in scene.reading.blocks[:1]}
    return {ident for mark in persons if mark.start in starts for ident in mark.ids}


def _meant(scene: Scene, same: Sequence[Mark], index: int) -> set[str]:
    """Whom the same pronoun meant in a sentence."""
    return {ident for mark in same for ident in mark.ids if scene.sentence_index(mark.start) == index}


def _told_of(scene: Scene, anaphora: Anaphora, persons: Sequence[Mark], same: Sequence[Mark], index: int) -> set[str]:
    """Whom the sentences before ``index`` tell of: whom the same pronoun means there, else who is named. One that names
    a companion only (met with Xi) goes on about the person of the sentence before it."""
    for back in range(1, _SENTENCES + 1):
        named = [mark for mark in persons if scene.sentence_index(mark.start) == index - back]
        subjects = {ident for mark in named if not anaphora.beside(scene, mark) for ident in mark.ids}
        subjects = _meant(scene, same, index - back) or subjects
        if subjects or not named:
            return subjects
    return set()
