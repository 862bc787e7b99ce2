"""Names in English that no table, rule or tagger knows: runs of capitalised words inside running text.

Input: a Scene, the marks found so far, the rules of capitals.toml. Output: Marks with a provisional id. A run is a
person, or an organisation where its last word says so. A single word is taken as a person where a verb says what it
did; what stands behind the word for a place (the town of Garston) or before it (in Garston County) is one. Limits: two
to four words; nothing in headings or in sentences most of whose words are capitalised; what a
preposition makes a place, prizes, works, wars, storms are left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_scene import CAPITAL, Mark, Scene
from pipeline.lexicon import Lexicon
from pipeline.model import EntityKind

_WORD = rf"[{CAPITAL}][\w&'’-]*[a-z\w](?:\.(?=\s[{CAPITAL}]))?"
_RUN = re.compile(rf"(?<![\w'’.-]){_WORD}(?:[ ]{_WORD})+(?!\w)")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_BEFORE = 16
_ACRONYM = 3
"""Letters that a word in capitals has at least to name somebody (AIG)."""
_TITLED = 0.5
"""Share of capitalised words from which a sentence is a title."""


@dataclass(frozen=True)
class Capitals:
    """The word lists of capitals.toml."""

    lexicon: Lexicon

    @cached_property
    def no(self) -> frozenset[str]:
        """Words that no run holds."""
        return frozenset(self.lexicon.capitals["no"]["words"])

    @cached_property
    def things(self) -> tuple[frozenset[str], frozenset[str]]:
        """Last and first words of what never acts."""
        rows = self.lexicon.capitals["thing"]
        return frozenset(rows["ends"]), frozenset(rows["openings"])

    @cached_property
    def orgs(self) -> frozenset[str]:
        """Last words of organisations."""
        return frozenset(self.lexicon.capitals["org"]["ends"])

    @cached_property
    def verbal(self) -> re.Pattern[str]:
        """How a first word ends that may be a verb."""
        return re.compile(self.lexicon.capitals["run"]["verbal"])

    @cached_property
    def abstract(self) -> re.Pattern[str]:
        """How a last word ends that is a quality or a deed."""
        return re.compile(self.lexicon.capitals["thing"]["abstract"])

    @cached_property
    def lengths(self) -> tuple[int, int]:
        """How many words a run has at least and at most."""
        return self.lexicon.capitals["run"]["least"], self.lexicon.capitals["run"]["most"]

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """A single capitalised word with a verb behind it."""
        return re.compile(self.lexicon.capitals["single"]["match"])

    @cached_property
    def places(self) -> re.Pattern[str]:
        """A name in capitals behind or before the word for a place."""
        return re.compile(self.lexicon.capitals["place"]["match"])

    def lies(self, name: str) -> bool:
        """Whether a name behind a preposition of place can be that of a place."""
        words = name.casefold().split()
        never = self.no | frozenset(self.lexicon.capitals["place"]["never"])
        return never.isdisjoint(words) and words[-1] not in self.orgs

    @cached_property
    def before(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What makes a run a place; the article, which only organisations bear."""
        rows = self.lexicon.capitals["before"]
        return re.compile(rows["place"]), re.compile(rows["article"])


def capital_names(scene: Scene, rules: Capitals, marks: Sequence[Mark]) -> list[Mark]:
    """The unknown names of several words in the English sentences, none on top of a mark or a date."""
    return _free(scene, rules, marks, _runs(scene, rules))


def single_names(scene: Scene, rules: Capitals, marks: Sequence[Mark]) -> list[Mark]:
    """The unknown names of one word, none on top of a mark or a date: asked for once last names are settled."""
    return _free(scene, rules, marks, _singles(scene, rules))


def place_names(scene: Scene, rules: Capitals, marks: Sequence[Mark]) -> list[Mark]:
    """The unknown places that a word for a place beside them tells, none on top of a mark."""
    taken = [(mark.start, mark.end) for mark in marks]
    found = []
    for begin, text in _running(scene):
        for match in rules.places.finditer(text):
            named = match.lastgroup or "of"
            start, end = (begin + at for at in match.span(named))
            if named in ("at", "before") and not rules.lies(match[named]):
                continue
            if not any(a < end and start < b for a, b in taken):
                found.append(Mark(
                    start=start, end=end, kind="place", by="provisional", rule="names.capitals.place",
                    says="capitalised words beside the word for a place",
                ))  # fmt: skip
    return found


def _free(scene: Scene, rules: Capitals, marks: Sequence[Mark], runs: Iterable[tuple[int, int]]) -> list[Mark]:
    """Marks for the runs that name somebody and lie beside the marks and dates that there are."""
    taken = sorted(marks, key=lambda mark: mark.start)
    starts = [mark.start for mark in taken]
    found = []
    for start, end in runs:
        at = bisect_left(starts, end)
        if at and any(mark.end > start for mark in taken[max(0, at - 3) : at]):
            continue
        kind = _kind(scene, rules, start, end)
        mark = Mark(
            start=start, end=end, kind=kind or "other", by="provisional", rule="names.capitals",
            says="capitalised words that no table holds",
        )  # fmt: skip
        if kind is not None and not scene.dates(mark):
            found.append(mark)
    return found


def _running(scene: Scene) -> Iterator[tuple[int, str]]:
    """The English sentences of running text with their starts."""
    reading = scene.reading
    for sentence in reading.sentences:
        if sentence.language != "en" or reading.blocks[sentence.block].kind == "heading":
            continue
        text = sentence.span.of(reading.folded)
        words = _LETTERS.findall(text)
        if sum(word[0].isupper() for word in words) <= _TITLED * len(words):
            yield sentence.span.start, text


def _runs(scene: Scene, rules: Capitals) -> Iterator[tuple[int, int]]:
    """Runs inside running text, without the words that none holds."""
    for begin, text in _running(scene):
        for match in _RUN.finditer(text):
            for start, end in _parts(match, rules):
                yield begin + start, begin + end


def _singles(scene: Scene, rules: Capitals) -> Iterator[tuple[int, int]]:
    """Single words that do something, written with a capital wherever the text has them, inside a sentence too."""
    found = [
        (begin + match.start("name"), match["name"], match.start("name"))
        for begin, text in _running(scene)
        for match in rules.alone.finditer(text)
        if not _goes_on(text[: match.start("name")], rules)
    ]
    if not found:
        return
    low = set(re.findall(r"(?<![\w'’-])[a-z]+", scene.text))
    inside = set(re.findall(r"(?<=[a-z,] )[A-Z][\w&]+", scene.text))
    place = rules.before[0].pattern.removesuffix("$")
    for start, word, at in found:
        name = word.casefold()
        ordinary = name in rules.no or name in low or (word.isupper() and len(word) < _ACRONYM)
        if ordinary or (not at and word not in inside):
            continue
        if not re.search(rf"{place}{re.escape(word)}\b", scene.text):
            yield start, start + len(word)


def _goes_on(before: str, rules: Capitals) -> bool:
    """Whether the word right before is part of a longer name (Hurricane Verano)."""
    word = before.split()[-1] if before.strip() else ""
    if word.endswith((",", ":", ";")):
        return False
    return word[:1].isupper() and word.casefold().strip(".") not in rules.no


def _parts(match: re.Match[str], rules: Capitals) -> Iterator[tuple[int, int]]:
    """The stretches of a run between words that no name holds."""
    least, most = rules.lengths
    part: list[tuple[int, int]] = []
    for word in re.finditer(r"\S+", match[0]):
        if word.start() == 0 and _opens_a_clause(match) and rules.verbal.search(word[0]):
            continue
        if word[0].casefold().strip(".") not in rules.no:
            part.append((match.start() + word.start(), match.start() + word.end()))
            continue
        if least <= len(part) <= most:
            yield part[0][0], part[-1][1]
        part = []
    if least <= len(part) <= most:
        yield part[0][0], part[-1][1]


def _opens_a_clause(match: re.Match[str]) -> bool:
    """Whether the first word may owe its capital to where it stands (2003: Hires a new team)."""
    before = match.string[: match.start()].rstrip()
    return not before or before[-1] in ':–—-|."“'


def _kind(scene: Scene, rules: Capitals, start: int, end: int) -> EntityKind | None:
    """What the run names; None where it is nobody."""
    words = [word.strip(".'’").casefold() for word in scene.text[start:end].split()]
    ends, openings = rules.things
    if words[-1].removesuffix("’s").removesuffix("'s") in ends or words[0] in openings:
        return None
    place, article = rules.before
    before = scene.plain[max(0, start - _BEFORE) : start]
    org = words[-1] in rules.orgs
    if place.search(before) or (article.search(before) and not org):
        return None
    capital = any(word.isupper() for word in scene.text[start:end].split())
    if not org and (rules.abstract.search(words[-1]) or (capital and len(words) > 1)):
        return None  # Good Neighbourliness, START II
    return "org" if org or capital else "person"
