"""Embassies (주러시아 북한대사관, 俄罗斯驻朝鲜大使馆) and unknown organisations by their last word.

Input: a Scene and the marks so far. Output: org Marks. An embassy's id is composed of its state and its host. An
unknown organisation gets a provisional id from its spelling. Limits: its left edge is punctuation, a particle or
another name; a noun that only describes (a company) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.extract.entities_chinese import ChineseNames, organisations
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.extract.entities_shapes import Shapes
from pipeline.lexicon.missions import Mission

_KO_HOST = re.compile(r"(?:에 있는|의| 주재|주재)?\s?$")
_KO_AT = re.compile(r"(?<![가-힣])주\s?$")
_EN_IN = re.compile(r"\s+(?:in|to)\s+(?:the\s+)?")
_GUESSED = ("names.institution.nearest", "names.institution.only")  # a longer name beats these
_EN_OF = re.compile(r"\s+of\s+(?:the\s+)?")


@dataclass(frozen=True)
class States:
    """The states and places of a document by the edges of their names."""

    scene: Scene
    at: dict[int, Mark]
    to: dict[int, Mark]

    @classmethod
    def of(cls, scene: Scene, marks: Sequence[Mark]) -> States:
        """Index countries and places with one id."""
        known = [mark for mark in marks if mark.kind in ("country", "place") and len(mark.ids) == 1]
        return cls(scene, {mark.start: mark for mark in known}, {mark.end: mark for mark in known})

    def code(self, mark: Mark | None) -> str:
        """The alpha-3 code of a state, or of a place's state."""
        return self.scene.lexicon.country_of(mark.ids[0]) if mark else ""

    def before(self, position: int, gaps: re.Pattern[str]) -> Mark | None:
        """The state or place before a position, over a gap."""
        match = gaps.search(self.scene.plain, max(0, position - 8), position)
        return self.to.get(match.start()) if match else self.to.get(position)


def missions(scene: Scene, marks: Sequence[Mark]) -> list[Mark]:
    """Embassies and consulates, with the state that sends and the one that hosts."""
    states = States.of(scene, marks)
    found: list[Mark] = []
    for lang, nouns in scene.lexicon.missions.nouns.items():
        pattern = re.compile("|".join(sorted(nouns, key=len, reverse=True)))
        for match in pattern.finditer(scene.plain):
            mark = _mission(states, lang, match, nouns[match.group()])
            if mark is not None:
                found.append(mark)
    return found


def _mission(states: States, lang: str, match: re.Match[str], kind: Mission) -> Mark | None:
    start, end, sender, host = {"ko": _korean, "zh": _chinese, "en": _english}[lang](states, match.start(), match.end())
    if not sender:
        return None
    ident = states.scene.lexicon.missions.id(kind, sender, host if host != sender else "")
    says = f"the {kind.id} of {sender}" + (f" in {host}" if host else "")
    return Mark(start=start, end=end, kind="org", ids=(ident,), rule="names.mission", says=says, country=sender)


_Parts = tuple[int, int, str, str]


def _korean(states: States, start: int, end: int) -> _Parts:
    """주HOST SENDER 대사관, HOST 주재 SENDER 대사관, SENDER 대사관."""
    text = states.scene.plain
    near = states.to.get(start) or (states.to.get(start - 1) if text[start - 1 : start] == " " else None)
    if near is None:
        return start, end, "", ""
    far = states.before(near.start, _KO_HOST)
    directed = near.rule.startswith("names.directed") or bool(_KO_AT.search(text, max(0, near.start - 3), near.start))
    if directed:
        return near.start, end, states.code(far), states.code(near)
    if far is None or not (far.rule.startswith("names.directed") or _hosts(text, far, near)):
        return near.start, end, states.code(near), ""
    edge = _KO_AT.search(text, max(0, far.start - 3), far.start)
    return edge.start() if edge else far.start, end, states.code(near), states.code(far)


def _hosts(text: str, far: Mark, near: Mark) -> bool:
    return "주재" in text[far.end : near.start] or bool(_KO_AT.search(text, max(0, far.start - 3), far.start))


def _chinese(states: States, start: int, end: int) -> _Parts:
    """SENDER驻HOST大使馆, 驻HOST的SENDER大使馆, SENDER大使馆."""
    text = states.scene.plain
    near = states.to.get(start) or (states.to.get(start - 1) if text[start - 1 : start] == "的" else None)
    if near is None:
        return start, end, "", ""
    if near.rule.startswith("names.directed"):
        far = states.to.get(near.start)
        return far.start if far else near.start, end, states.code(far), states.code(near)
    if text[near.start - 1 : near.start] == "驻":
        far = states.to.get(near.start - 1)
        return far.start if far else near.start, end, states.code(far), states.code(near)
    return near.start, end, states.code(near), ""


def _english(states: States, start: int, end: int) -> _Parts:
    """the Russian Embassy in Pyongyang, the Embassy of Russia in North Korea."""
    text = states.scene.plain
    sender = states.before(start, re.compile(r"(?:'s|’s)?\s$"))
    first, last = (sender.start, end) if sender else (start, end)
    if sender is None:
        match = _EN_OF.match(text, end)
        sender = states.at.get(match.end()) if match else None
        last = sender.end if sender else end
    match = _EN_IN.match(text, last)
    host = states.at.get(match.end()) if match and sender else None
    return first, host.end if host else last, states.code(sender), states.code(host)


@dataclass(frozen=True)
class OrgShapes:
    """The compiled suffix rules of shapes.toml."""

    shapes: Shapes

    @cached_property
    def row(self) -> dict[str, Any]:
        """The ``[org]`` table."""
        return self.shapes.rows["org"]  # type: ignore[no-any-return]

    def ends(self, text: str, mark: Mark) -> bool:
        """Whether a state's name ends as organisations do (Russian Federation)."""
        return text[mark.start : mark.end].endswith(tuple(self.row["en"]))

    @cached_property
    def ko(self) -> re.Pattern[str]:
        """One word that ends as organisations do, with what stands before it in the word."""
        ends = "|".join(sorted(self.row["ko"], key=len, reverse=True))
        return re.compile(rf"(?<![가-힣A-Za-z0-9])[A-Za-z0-9가-힣]{{2,12}}?(?:{ends})(?![가-힣]{{2,}})")

    @cached_property
    def chinese(self) -> ChineseNames:
        """The word lists for Chinese names."""
        return ChineseNames(self.shapes.lexicon)

    @cached_property
    def en(self) -> re.Pattern[str]:
        """Capitalised words around the last word, with of, for and and between them."""
        ends, firm, no = ("|".join(self.row[name]) for name in ("en", "en_firm", "not_names"))
        word, small = r"[A-Z][\w’'&-]*", r"(?:\s(?:(?:of|for)(?:\sthe)?|and|&))?"
        first = rf"\b(?!(?:{no})\b){word}{small}(?:\s{word}{small}){{0,5}}"
        behind = rf"(?:\s(?:of|for)\s(?:the\s)?{word}(?:\s{word}){{0,4}})?"
        return re.compile(rf"{first}(?:\s(?:{ends}){behind}|,?\s(?:{firm}))\b")


def unknown_orgs(scene: Scene, shapes: OrgShapes, marks: Sequence[Mark]) -> list[Mark]:
    """Organisations that no table holds; the state before the name belongs to it."""
    states = [mark for mark in marks if mark.kind == "country"]
    ends = {mark.end for mark in states}
    taken = {
        position
        for mark in marks
        for position in range(mark.start, mark.end)
        if mark.kind not in ("country", "place") and mark.rule not in _GUESSED
    }
    found: list[Mark] = []
    lands = [mark for mark in marks if mark.kind in ("country", "place")]
    for start, end in _scan(scene, shapes, lands):
        first = scene.text[start:end].split(" ")[0]
        if start in taken or end - 1 in taken or end in ends or first in shapes.row["not_names"]:
            continue
        if any(start <= mark.start and mark.end <= end and shapes.ends(scene.text, mark) for mark in states):
            continue
        found.append(Mark(
            start=start, end=end, kind="org", by="provisional", rule="names.org.suffix",
            says="a name's shape: the last word is one of organisations", head=(start, end),
        ))  # fmt: skip
    return found


def _scan(scene: Scene, shapes: OrgShapes, lands: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    for match in shapes.ko.finditer(scene.plain):
        if match.group() not in shapes.row["not_names"]:
            yield match.span()
    yield from organisations(scene, shapes.chinese, lands)
    yield from (match.span() for match in shapes.en.finditer(scene.reading.folded))
