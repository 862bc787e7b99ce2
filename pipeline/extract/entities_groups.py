"""Groups of people and unnamed bodies by their state: 북한 선원 3명, 朝鲜工人, Russian diplomats, 독일 싱크탱크.

Input: a Scene and the marks so far. Output: Marks over state and noun, one id per state of a compound. Words, what may
stand between, and suffixes of peoples (러시아인) are data (groups.toml). Limits: without a state beside it a noun
is no group; a word like 탈북민 names its state itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_edges import Boundaries
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon
from pipeline.lexicon.groups import LANGS, Group

_FORCES = "local:armed-forces-"
_SUBJECT = 8  # code points before a state that may hold the subject of a copula


@dataclass(frozen=True)
class GroupShapes:
    """The compiled rules of groups.toml."""

    lexicon: Lexicon
    boundaries: Boundaries

    @cached_property
    def behind(self) -> Mapping[str, re.Pattern[str]]:
        """Language -> what stands behind a state: a gap and the noun."""
        between, nouns = self.lexicon.groups.rules["between"], self.lexicon.groups.nouns
        found = {}
        for lang in LANGS:
            words = "|".join(sorted(map(re.escape, nouns[lang]), key=lambda word: (-len(word), word)))
            edge = {"ko": "(?:들)?", "en": r"\b"}.get(lang, "")
            found[lang] = re.compile(f"(?:{between[lang]})({words}){edge}")
        return found

    @cached_property
    def people(self) -> Mapping[str, re.Pattern[str]]:
        """Language -> the suffix that makes a people of a state's name."""
        rules = self.lexicon.groups.rules["nationals"]
        return {
            "ko": re.compile(f"{rules['ko']}(?:들)?(?!{rules['ko_not_before']})"),
            "zh": re.compile(f"{rules['zh']}(?!{rules['zh_not_before']})"),
        }

    @cached_property
    def being(self) -> re.Pattern[str]:
        """A subject in front of a state that says what the state is (원산지가)."""
        return re.compile(self.lexicon.groups.rules["nationals"]["ko_not_behind"])

    @cached_property
    def plural(self) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
        """Plurals of adjectives in English (Russians), with the state of each."""
        ends = tuple(self.lexicon.groups.rules["nationals"]["en_ends"])
        codes: dict[str, str] = {}
        for code in sorted(self.lexicon.countries):
            word = self.lexicon.adjective(code).casefold()
            if word.endswith(ends):
                codes[f"{word}s"] = code
        body = "|".join(sorted(map(re.escape, codes), key=lambda word: (-len(word), word)))
        return (re.compile(rf"\b(?:{body})\b"), codes) if codes else None

    @cached_property
    def own(self) -> tuple[re.Pattern[str], Mapping[str, Sequence[str]]]:
        """Words that name group and state in one."""
        words = {word: row for lang in LANGS for word, row in self.lexicon.groups.rules["own"][lang].items()}
        return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word)))), words


def group_marks(scene: Scene, shapes: GroupShapes, marks: Sequence[Mark]) -> list[Mark]:
    """Groups behind the states that ``marks`` name, peoples, and words with a state of their own."""
    found = []
    for mark in marks:
        if mark.ids and (mark.kind == "country" or mark.ids[0].startswith(_FORCES)):
            made = _behind(scene, shapes, mark) or _people(scene, shapes, mark)
            if made is not None:
                found.append(made)
    return [*found, *_plurals(scene, shapes), *_own(scene, shapes)]


def _behind(scene: Scene, shapes: GroupShapes, mark: Mark) -> Mark | None:
    lang = scene.language(mark.start)
    pattern = shapes.behind.get(lang)
    if pattern is None or mark.rule.startswith("names.directed") or _leaning(scene, mark):
        return None
    match = pattern.match(scene.plain, mark.end)
    if match is None and mark.kind == "org":
        match = pattern.match(scene.plain, mark.end - 1)  # 朝鲜军|人
    if match is None or (lang == "ko" and not shapes.boundaries.particle(scene.plain, match.end())):
        return None
    if lang == "en" and not scene.text[match.start(1)].islower():
        return None  # a name of its own (the DPRK National Defence Commission)
    return _made(scene, mark, match.end(), shapes.lexicon.groups.nouns[lang][match[1]])


def _leaning(scene: Scene, mark: Mark) -> bool:
    """Whether a sign before the state says that the noun only leans to it (친러시아 반군)."""
    return scene.plain[mark.start - 1 : mark.start] in tuple(scene.lexicon.groups.rules["leaning"])


def _people(scene: Scene, shapes: GroupShapes, mark: Mark) -> Mark | None:
    lang = scene.language(mark.start)
    match = shapes.people[lang].match(scene.plain, mark.end) if lang in shapes.people else None
    if match is None or mark.kind != "country" or len(mark.ids) > 1:
        return None
    if lang == "ko" and (_copula(scene, shapes, mark) or not _free(scene, shapes, match.end())):
        return None
    return _made(scene, mark, match.end(), shapes.lexicon.groups.kinds["nationals"])


def _copula(scene: Scene, shapes: GroupShapes, mark: Mark) -> bool:
    """Whether the suffix is the verb "to be": something is that state."""
    before = scene.plain[max(0, mark.start - _SUBJECT) : mark.start]
    return scene.tag(mark.end).startswith("VCP") or shapes.being.search(before) is not None


def _free(scene: Scene, shapes: GroupShapes, end: int) -> bool:
    return shapes.boundaries.particle(scene.plain, end)


def _made(scene: Scene, mark: Mark, end: int, kind: Group) -> Mark | None:
    codes = [scene.lexicon.country_of(ident) for ident in mark.ids]
    if not all(codes):
        return None
    ids = tuple(scene.lexicon.groups.id(kind, code) for code in codes)
    rule = "names.compound.group" if len(ids) > 1 else "names.group"
    says = f"{kind.id} of {' and '.join(codes)}"
    country = codes[0] if len(codes) == 1 else ""
    return Mark(start=mark.start, end=end, kind=kind.kind, ids=ids, rule=rule, says=says, country=country)


def _plurals(scene: Scene, shapes: GroupShapes) -> Iterator[Mark]:
    kind = scene.lexicon.groups.kinds["nationals"]
    if shapes.plural is None:
        return
    pattern, codes = shapes.plural
    for match in pattern.finditer(scene.plain):
        if scene.text[match.start()].isupper() and scene.language(match.start()) == "en":
            yield _word(scene, match, kind, codes[match.group()])


def _own(scene: Scene, shapes: GroupShapes) -> Iterator[Mark]:
    pattern, words = shapes.own
    for match in pattern.finditer(scene.plain):
        name, code = words[match.group()]
        yield _word(scene, match, scene.lexicon.groups.kinds[name], code)


def _word(scene: Scene, match: re.Match[str], kind: Group, code: str) -> Mark:
    ident = scene.lexicon.groups.id(kind, code)
    return Mark(start=match.start(), end=match.end(), kind=kind.kind, ids=(ident,), rule="names.group.own",
                says=f"{match.group()}: {kind.id} of {code}", country=code)  # fmt: skip
