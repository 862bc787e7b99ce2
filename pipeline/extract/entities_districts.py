"""Districts and towns that no table holds, by the word that ends them (渝水区, 方城县; 경북 영천시).

Input: a Scene whose sentences carry words with the tags of jieba's dictionary, and the marks so far. Output: Marks of
places: a word that the dictionary knows as a place, or one or two words right behind a larger place; the known place
before belongs to the name (新余市渝水区), for many towns have a district so called. A town that bears a larger one's
name, by the word right behind it (大安乡); what the dictionary knows as a place behind a verb of taking or going.
Korean: the town or county behind the province of an address. English: counties. Limits: nothing across sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.entities_scene import Mark, Scene
from pipeline.model import Token
from pipeline.records import replace

_WORDS = 2
"""Words of a name behind a larger place (北屯|区)."""
_LONGEST = 5
"""Signs of such a name."""


def districts(scene: Scene, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The districts of a document; ``marks`` are the names of the tables."""
    places = {mark.end: mark for mark in marks if mark.kind == "place"}
    foreign = frozenset(mark.end for mark in marks if _abroad(scene, mark))
    taken = frozenset(at for mark in marks for at in range(mark.start, mark.end))
    for sentence in scene.reading.sentences:
        if sentence.language.startswith("zh"):
            yield from _in_sentence(scene, sentence.tokens, places, taken, foreign)
            yield from _led_to(scene, sentence.tokens, taken)
    yield from _towns(scene, marks)
    yield from _addressed(scene, taken)
    for found in scene.lexicon.county.finditer(scene.text):
        if scene.language(found.start()) == "en":
            yield _mark(*found.span())


def _led_to(scene: Scene, words: Sequence[Token], taken: frozenset[int]) -> Iterator[Mark]:
    """What the dictionary knows as a place, behind a word that leads to one (攻占方城)."""
    rules = scene.lexicon.districts.rules
    for before, word in pairwise(words):
        start, end = word.start, word.end
        led = word.tag.startswith("ns") and before.lemma in rules["lead"] and before.end == start
        if led and scene.lexicon.districts.bare(scene.plain[start:end]) and taken.isdisjoint(range(start, end)):
            yield replace(_mark(start, end), rule="names.place.dictionary", says="a place by the dictionary of words")


def _towns(scene: Scene, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Small towns called like a town of the generated table (大安乡), and districts of a people (海南藏族自治州)."""
    for mark in marks:
        generated = mark.kind == "place" and mark.ids[:1] and mark.ids[0].startswith("geonames:")
        rules = scene.lexicon.districts
        small = rules.town.match(scene.plain, mark.end) if generated else None
        found = small or (rules.peoples.match(scene.plain, mark.end) if mark.kind == "place" else None)
        if found is not None and scene.language(mark.start) == "zh":
            yield _mark(mark.start, found.end())


def _addressed(scene: Scene, taken: frozenset[int]) -> Iterator[Mark]:
    rules = scene.lexicon.korean_places
    for found in rules.address.finditer(scene.text):
        start, end = found.span("name")
        if scene.language(start) == "ko" and rules.named(found["name"]) and taken.isdisjoint(range(start, end)):
            yield _mark(start, end)


def _abroad(scene: Scene, mark: Mark) -> bool:
    """Whether the mark is a land, or a town of one, whose districts are not named in Chinese."""
    codes = {scene.lexicon.country_of(ident) for ident in mark.ids} - {""}
    return mark.kind in ("place", "country") and bool(codes) and codes.isdisjoint(scene.lexicon.districts.states)


def _in_sentence(
    scene: Scene, words: Sequence[Token], places: dict[int, Mark], taken: frozenset[int], foreign: frozenset[int]
) -> Iterator[Mark]:
    last = -1  # where the district before ends
    for at, word in enumerate(words):
        start = word.start
        if start in taken or start < last or start in foreign:
            continue
        larger = places.get(start)
        end = _end(scene, words, at, behind=larger is not None or start == last)
        if not end or not taken.isdisjoint(range(start, end)):
            continue
        small = scene.plain[start:end].endswith(scene.lexicon.districts.small)
        if not (small and (larger is not None or start == last)):
            yield _mark(larger.start if larger is not None else start, end)
        last = end


def _end(scene: Scene, words: Sequence[Token], at: int, *, behind: bool) -> int:
    """Where the name ends that a word opens; 0 if it opens none."""
    rules, word = scene.lexicon.districts, words[at]
    if word.tag.startswith("ns") and rules.named(word.lemma):
        return word.end
    if not behind or word.tag.startswith(("v", "p", "d", "m", "u", "c")):
        return 0
    for last in words[at : at + _WORDS]:
        name = scene.plain[word.start : last.end]
        if len(name) <= _LONGEST and rules.named(name):
            return last.end
    return 0


def _mark(start: int, end: int) -> Mark:
    return Mark(
        start=start, end=end, kind="place", by="provisional", rule="names.place.district",
        says="a place by the word that ends its name", head=(start, end),
    )  # fmt: skip
