"""Named ships, trains and spacecraft: the ferry Wind, 여객선 바람호, 渡轮“海风号”; kind ``other``.

Input: a Scene, the rules of craft.toml, the marks so far. Output: Marks with a provisional id over each place where
a name that a rule finds stands in the document; ``head`` is the part of it that sounds alike in every language. Limits:
a name must once stand beside a word for a craft, or in quotation marks; where it lies in or across the name of
a state, a person or a body, that one stays but in quotation marks with a sign (호, 号); that of a place yields to one
with its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_document import provisional_id
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.lexicon import Lexicon

RULE = "names.craft"


@dataclass(frozen=True)
class CraftShapes:
    """The compiled rules of craft.toml."""

    lexicon: Lexicon

    @cached_property
    def patterns(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        """(id, language, pattern) of every rule."""
        nouns: Mapping[str, str] = self.lexicon.craft["nouns"]
        return tuple(
            (row["id"], row["lang"], re.compile(row["match"].replace("{noun}", nouns[row["lang"]])))
            for row in self.lexicon.craft["craft"]
        )

    def as_named(self, lang: str, bare: str) -> tuple[re.Pattern[str], ...]:
        """How a language writes the name of a craft, from its part that sounds alike everywhere."""
        return tuple(re.compile(row.replace("{bare}", re.escape(bare))) for row in self.lexicon.craft["as_named"][lang])

    @cached_property
    def no_names(self) -> Mapping[str, re.Pattern[str]]:
        """Language -> what a word that stands where a name would must not look like."""
        return {lang: re.compile(pattern) for lang, pattern in self.lexicon.craft["no"].items()}


def craft_marks(scene: Scene, shapes: CraftShapes, marks: Sequence[Mark]) -> list[Mark]:
    """The named craft of a document; none where ``marks`` already name something."""
    places = {at for mark in marks if mark.kind == "place" for at in range(mark.start, mark.end)}
    others = {at for mark in marks if mark.kind != "place" for at in range(mark.start, mark.end)}
    found: dict[tuple[str, str], tuple[str, set[int]]] = {}
    for rule, lang, match in _told(scene, shapes):
        signed = match["name"] != match["bare"]  # 미드웨이호 is a ship, whatever lies at Midway
        quoted = signed and not scene.text[match.end("bare")].isalnum()  # “直布罗陀之鹰”号, whoever is named in it
        taken = set() if quoted else others if signed else others | places
        if taken.isdisjoint(range(*match.span("bare"))):
            found.setdefault((lang, match["bare"]), (rule, taken))
    return [
        mark
        for (lang, bare), (rule, taken) in found.items()
        for mark in _everywhere(scene, shapes, lang, bare, rule)
        if taken.isdisjoint(range(mark.start, mark.end))
    ]


def _told(scene: Scene, shapes: CraftShapes) -> Iterator[tuple[str, str, re.Match[str]]]:
    """(rule, language, match) where the words around a name say that it is a craft's."""
    for rule, lang, pattern in shapes.patterns:
        for match in pattern.finditer(scene.text) if lang in scene.languages else ():
            if scene.language(match.start()) == lang and not shapes.no_names[lang].search(match["name"]):
                yield rule, lang, match


def _everywhere(scene: Scene, shapes: CraftShapes, lang: str, bare: str, rule: str) -> Iterator[Mark]:
    """Every place of a document that gives the name, with the sign that marks it (호, 号) and quotation marks in it."""
    for match in (match for pattern in shapes.as_named(lang, bare) for match in pattern.finditer(scene.text)):
        if scene.language(match.start()) != lang:
            continue
        start, end = match.span("bare")
        whole = match.group()
        yield Mark(
            start=match.start(), end=match.end(), kind="other", ids=(provisional_id(scene.plain[start:end]),),
            by="provisional", rule=RULE, says=f"the name of a craft: {rule}",
            head=match.span() if whole.isalnum() or lang == "en" else (start, end),
        )  # fmt: skip
