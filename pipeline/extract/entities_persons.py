"""Persons: known names widened by title and country, and unknown names beside a title or behind a given name.

Input: a Scene, title Words, the marks so far. Output: person Marks whose stretch is the whole phrase ("러시아 외무장관
세르게이 라브로프", "V. Petrov, President of Belarus") and whose ``head`` is the bare name; the country and organisation
inside it are part of the phrase. Limits: a name without title and without a known given name is not found; family
names alone are left to entities_document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.entities_edges import Boundaries
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.extract.entities_shapes import Shapes
from pipeline.extract.entities_words import Word
from pipeline.records import replace

_STEPS = 6
_WORD = 16
"""Signs before a title in which a word or an age is looked for."""
_SKIP_LEFT = {
    "ko": re.compile(r"(?:의)?[ \u00a0]?$"),
    "zh": re.compile(r"[、的驻兼]?$"),
    "en": re.compile(r"(?:'s|’s)?[ \n]$"),
}
_SHORT_FORM = re.compile(r"\([a-z][a-z0-9&-]{1,9}\)")
_EN_OF = re.compile(r",?\s+(?:the\s+|a\s+|an\s+)?(?:former\s+|then\s+)?", re.I)
_EN_TO = re.compile(r"\s(?:to|of|for|at)\s(?:the\s)?$")
_EN_FOR = re.compile(r"\s+(?:of|for|at|to)\s+(?:the\s+)?")


@dataclass(frozen=True)
class Phrases:
    """Look-ups by position over titles and marks of one document."""

    scene: Scene
    shapes: Shapes
    boundaries: Boundaries
    titles_at: dict[int, Word]
    titles_to: dict[int, Word]
    marks_at: dict[int, Mark]
    marks_to: dict[int, Mark]

    @classmethod
    def of(
        cls, scene: Scene, shapes: Shapes, boundaries: Boundaries, titles: Sequence[Word], marks: Sequence[Mark]
    ) -> Phrases:
        """Index titles and marks by their edges; persons are no modifiers."""
        modifiers = [mark for mark in marks if mark.kind in ("country", "org", "place") and len(mark.ids) == 1]
        ends = {mark.end + 1 for mark in modifiers}
        fitting = [t for t in titles if _title_fits(scene, boundaries, t) or (t.lang == "en" and t.start in ends)]
        return cls(
            scene, shapes, boundaries,
            {title.start: title for title in fitting}, {title.end: title for title in fitting},
            {mark.start: mark for mark in modifiers}, {mark.end: mark for mark in modifiers},
        )  # fmt: skip

    def widen(self, mark: Mark) -> Mark:
        """The whole phrase around a person's name."""
        lang = self.scene.language(mark.start)
        head = self.shapes.with_given(self.scene, *(mark.head or (mark.start, mark.end)))
        mark = replace(mark, start=head[0])
        end, after, far = self.right(mark.end, lang)
        start, before, near = self.left(
            mark.start, lang, self.scene.lexicon.country_of(mark.ids[0]) if mark.ids else ""
        )
        return replace(
            mark, start=start, end=end, head=head, roles=(*before, *after), country=mark.country or far or near
        )

    def right(self, position: int, lang: str) -> tuple[int, tuple[str, ...], str]:
        """Where the phrase ends: after the last title that follows through modifiers; with roles and country."""
        end, country, seen = position, "", ""
        roles: tuple[str, ...] = ()
        at, own = position, self.scene.sentence_index(position - 1)
        for _ in range(_STEPS):
            at = self._over(at, lang)
            if self.scene.sentence_index(at) != own:
                break
            at += (
                lang == "ko"
                and self.scene.plain[at : at + 1] == self.shapes.rows["ko"]["posted"]
                and at + 1 in self.marks_at
            )
            title, mark = self.titles_at.get(at), self.marks_at.get(at)
            if title is not None and title.lang == lang and (mark is None or mark.end <= title.end):
                end, roles, country, at = title.end, title.roles, seen, title.end
                if lang == "en":
                    return self.of_state(end, roles)
                break
            if lang == "en" or mark is None:
                break
            inner = self.titles_at.get(mark.end - 1)  # 연해주지사: the title shares a syllable with the place
            if inner is not None and inner.lang == lang and inner.end > mark.end:
                return inner.end, inner.roles, self.scene.lexicon.country_of(mark.ids[0])
            at, seen = mark.end, self.scene.lexicon.country_of(mark.ids[0])
        return end, roles, country

    def _over(self, at: int, lang: str) -> int:
        """Past a gap and words like 전, 당시, former."""
        text = self.scene.plain
        if lang == "en":
            match = _EN_OF.match(text, at)
            return match.end() if match and "," in match.group() else at
        at = _aside(text, at)
        for _ in range(3):
            match = self.shapes.modifier.match(text, at) if lang == "ko" else None
            if match is None or match.end() == at:
                return at
            at = match.end()
        return at

    def of_state(self, end: int, roles: tuple[str, ...]) -> tuple[int, tuple[str, ...], str]:
        """President [of the Russian Federation]: the end of it, the roles and the country."""
        match = _EN_FOR.match(self.scene.plain, end)
        mark = self.marks_at.get(match.end()) if match else None
        return (mark.end, roles, self.scene.lexicon.country_of(mark.ids[0])) if mark else (end, roles, "")

    def left(self, position: int, lang: str, country: str) -> tuple[int, tuple[str, ...], str]:
        """Where the phrase starts: before titles and their countries; a bare country only if it is the person's."""
        start, seen = position, ""
        roles: tuple[str, ...] = ()
        at = self._accredited(position) if lang == "en" else position
        own = self.scene.sentence_index(position)
        for _ in range(_STEPS):
            at = self._back(at, lang)
            if self.scene.sentence_index(at - 1) != own:
                break  # what ends the line above is no title of this name
            title, mark = self.titles_to.get(at), self.marks_to.get(at)
            if title is not None and title.lang == lang:
                start = at = title.start
                roles = (*title.roles, *roles)
            elif mark is not None and (roles or self.scene.lexicon.country_of(mark.ids[0]) == country != ""):
                start = at = mark.start
                seen = self.scene.lexicon.country_of(mark.ids[0])
            else:
                break
        return start, roles, seen

    def _accredited(self, position: int) -> int:
        """Back over ``to the United Nations`` between an English title and the name; else the position."""
        at = self._back(position, "en")
        mark = self.marks_to.get(at)
        match = _EN_TO.search(self.scene.plain, max(0, mark.start - 9), mark.start) if mark else None
        return match.start() + 1 if match and match.start() in self.titles_to else position

    def _back(self, at: int, lang: str) -> int:
        match = _SKIP_LEFT.get(lang, _SKIP_LEFT["en"]).search(self.scene.plain, max(0, at - 4), at)
        at = match.start() if match else at
        former = self.shapes.former.search(self.scene.plain, max(0, at - 10), at)
        return former.start() if former else at


def _aside(text: str, at: int) -> int:
    """Past a short form in brackets between an organisation and a title: 대외정보국(SVR) 국장."""
    match = _SHORT_FORM.match(text, at)
    return match.end() if match else at


def _title_fits(scene: Scene, boundaries: Boundaries, title: Word) -> bool:
    if title.lang == "zh":
        return not scene.plain.startswith(tuple(scene.lexicon.shapes["zh"]["title_not_before"]), title.end)
    if title.lang == "ko":
        return boundaries.hangul_after(scene.plain, title.end, len(title.text))
    return (
        title.lang != "en"
        or scene.text[title.start].isupper()
        or scene.plain[title.start - 2 : title.start] in (", ", "e ", "s ")
    )


def person_marks(phrases: Phrases, marks: Sequence[Mark]) -> list[Mark]:
    """Known persons widened, then unknown ones; none overlaps a known one."""
    known = [phrases.widen(mark) for mark in marks if mark.kind == "person"]
    sure = {ident for mark in known if not mark.weak for ident in mark.ids}
    known = [mark for mark in known if not mark.weak or mark.roles or sure.intersection(mark.ids)]
    found = list(known)
    names = [mark.head or (mark.start, mark.end) for mark in found]
    for mark in (*_by_title(phrases, names), *_by_given(phrases, names)):
        if not any(mark.overlaps(other) for other in found):
            found.append(mark)
    return found


def _unknown(phrases: Phrases, start: int, end: int, rule: str) -> Mark:
    says = "a name's shape beside a title" if rule.endswith("title") else "a known given name"
    mark = Mark(start=start, end=end, kind="person", by="provisional", rule=rule, says=says, head=(start, end))
    return phrases.widen(mark)


def _by_title(phrases: Phrases, known: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    for title in sorted(phrases.titles_at.values(), key=lambda word: word.start):
        for start, end in _names_beside(phrases, title):
            if any(start < last and first < end for first, last in known):
                continue
            if _free(phrases, start, end, surname=title.lang == "en"):
                yield _unknown(phrases, start, end, "names.person.title")
                break


def _free(phrases: Phrases, start: int, end: int, *, surname: bool = False) -> bool:
    """Whether no other name stands there; a short one in the middle is a part (압델 파타 부르한), and with ``surname``
    so is a town at the end, which is the family name then (President Juan Manuel Santos). A town is one, too, in the
    first signs of what the tokenizer sees as one Chinese word (伯恩 in 大使伯恩斯)."""
    others = [phrases.marks_at[at] for at in range(start, end) if at in phrases.marks_at]
    word = phrases.scene.language(start) == "zh" and phrases.scene.token_end(start) == end

    def part(mark: Mark) -> bool:
        town, inside = mark.kind == "place", mark.end < end
        if mark.start == start:
            return word and town and inside
        return (surname and town and mark.end == end) or (inside and mark.kind == "org")

    return all(map(part, others)) and start not in phrases.titles_at


def _names_beside(phrases: Phrases, title: Word) -> Iterator[tuple[int, int]]:
    text, shapes = phrases.scene, phrases.shapes
    if title.lang == "ko":
        end = _name_end(phrases, title.start)
        yield from shapes.korean_before(
            text, end, sure=any(mark.start >= end for mark in _between(phrases, end, title))
        )
        yield from shapes.korean_after(text, title.end)
    elif title.lang == "zh":
        yield from shapes.chinese_after(text, title.end)
        yield from shapes.chinese_before(text, title.start)
    elif text.text[title.start].isupper():
        yield from shapes.english_after(text, title.end)
        of_state, _, _ = phrases.of_state(title.end, ())  # President of Chile | Ann Lee
        yield from shapes.english_after(text, of_state) if of_state > title.end else ()


def _between(phrases: Phrases, end: int, title: Word) -> list[Mark]:
    """The states and organisations between a Korean name and its title."""
    return [mark for at, mark in phrases.marks_at.items() if end < at < title.start and mark.kind == "org"]


def _name_end(phrases: Phrases, at: int) -> int:
    """Back over the modifiers between a Korean name and its title: 윤정호 북한 대외경제상."""
    text = phrases.scene.plain
    for _ in range(_STEPS):
        before = at
        at -= text[at - 1 : at] == " "
        mark = phrases.marks_to.get(at)
        if mark is not None:
            at = mark.start
            continue
        match = phrases.shapes.modifier_before.search(text, max(0, at - _WORD), at)
        at = match.start() if match else at
        if at in (before, before - 1):
            break
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at


def _by_given(phrases: Phrases, known: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    for start, end in phrases.shapes.given_names(phrases.scene):
        if not any(start < last and first < end for first, last in known) and _free(phrases, start, end):
            yield _unknown(phrases, start, end, "names.person.given")
