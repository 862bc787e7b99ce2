"""What the name finders share: the document with its key, its sentences, and the marks they make.

Input: a Reading, its Timeline, the lexicon. Output: Scene (look-ups by position) and Mark (a stretch that may
become one or more EntityMentions). Offsets are code points of the document's text, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.lexicon import Lexicon
from pipeline.lexicon.institutions import Voice
from pipeline.lexicon.keys import Key
from pipeline.model import EntityKind, Reading, Sentence, Timeline
from pipeline.records import quick

CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ"
"""Latin capitals, as the inside of a character class: names of many languages stand in English text (Šefčovič)."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch that names something. ``ids`` are one id, or one per party of a compound; empty = not resolved.

    ``head`` is the bare name inside a wider stretch with title and country. ``candidates`` are (id, score) pairs
    where it stays open. ``roles`` are those that a title beside the name says. ``glosses`` are stretches that give
    the name in another script.
    """

    start: int
    end: int
    kind: EntityKind
    ids: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()
    by: str = "table"
    rule: str = ""
    says: str = ""
    head: tuple[int, int] | None = None
    roles: tuple[str, ...] = ()
    country: str = ""
    weak: bool = False
    glosses: tuple[tuple[int, int], ...] = ()

    def overlaps(self, other: Mark) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Scene:
    """One document as the name finders see it."""

    reading: Reading
    timeline: Timeline
    lexicon: Lexicon
    _starts: tuple[int, ...] = field(default=())

    @property
    def text(self) -> str:
        """The text as stored; spam is blanked in ``reading.folded`` and never matches."""
        return self.reading.document.text

    @cached_property
    def plain(self) -> str:
        """The reading copy in simplified characters and lower case, of the same length as the text."""
        return self.reading.folded.translate(self.lexicon.folding.table)

    @cached_property
    def key(self) -> Key:
        """The key of the whole reading copy."""
        return self.lexicon.folding.fold(self.reading.folded)

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """How the text shows from which state it speaks; mostly it does not."""
        return tuple(voice for voice in self.lexicon.institutions.voices if voice.match.search(self.plain))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.reading.sentences]

    def sentence_index(self, position: int) -> int:
        """The number of the sentence at a position (or the last one before it); -1 if there is none."""
        return bisect_right(self._sentence_starts, position) - 1

    def sentence(self, position: int) -> Sentence | None:
        """The sentence at a position."""
        index = self.sentence_index(position)
        return self.reading.sentences[index] if index >= 0 else None

    def language(self, position: int) -> str:
        """The language code at a position (ko, zh, en, or und)."""
        sentence = self.sentence(position)
        return sentence.language.partition("-")[0] if sentence else "und"

    @cached_property
    def languages(self) -> frozenset[str]:
        """The codes of all languages that ``language`` may give."""
        return frozenset({"und", *(one.language.partition("-")[0] for one in self.reading.sentences)})

    def day(self, position: int) -> str:
        """The ISO day (or year-first part of one) that the sentence at a position is dated to; empty if unknown."""
        index = self.sentence_index(position)
        if index < 0:
            return ""
        return self._days.get(index, "") or self._published

    def dates(self, mark: Mark) -> bool:
        """Whether a mark begins and ends inside date expressions (周一 and 하루 have the shape of names), or ends in
        one that goes on behind it (於本周 in 於本周四)."""
        last = mark.end - 1 in self._dated
        return last and (mark.start in self._dated or mark.end in self._dated)

    def inside_date(self, start: int, end: int) -> bool:
        """Whether a stretch begins within a date expression and goes on behind it: 日南 in 29日南韓政府."""
        return start - 1 in self._dated and start in self._dated and end - 1 not in self._dated

    @cached_property
    def _dated(self) -> frozenset[int]:
        spans = [mention.span for mention in self.timeline.mentions if mention.span is not None]
        return frozenset(at for span in spans for at in range(span.start, span.end))

    @cached_property
    def _published(self) -> str:
        published = self.timeline.published
        return published.start.isoformat() if published and published.start else ""

    @cached_property
    def _days(self) -> dict[int, str]:
        days: dict[int, str] = {}
        for inherited in self.timeline.sentences:
            if inherited.date is not None and inherited.date.start:
                days[inherited.sentence] = inherited.date.start.isoformat()
        own: dict[int, str] = {}
        for mention in self.timeline.mentions:
            if (
                mention.span is not None
                and mention.date is not None
                and mention.date.start
                and mention.role == "happening"
            ):
                own.setdefault(self.sentence_index(mention.span.start), mention.date.start.isoformat())
        return days | own

    @cached_property
    def _tags(self) -> dict[int, tuple[int, str]]:
        return {token.start: (token.end, token.tag) for sentence in self.reading.sentences for token in sentence.tokens}

    def tag(self, start: int) -> str:
        """The tagger's tag of the token that starts here; empty if none does."""
        return self._tags.get(start, (0, ""))[1]

    def token_end(self, start: int) -> int:
        """Where the token that starts here ends; 0 if none does."""
        return self._tags.get(start, (0, ""))[0]

    def ends_in_particle(self, start: int, end: int) -> bool:
        """Whether the tokenizer sees a Korean particle at the end of the stretch (트럼프와)."""
        return any(self.token_end(at) == end and self.tag(at).startswith("J") for at in range(start + 1, end))

    @cached_property
    def northern(self) -> bool:
        """Whether the document writes as the North does (조선로동당, 로씨야), so that 조선 means the state."""
        return any(word in self.text for word in self.lexicon.forms["ko"]["northern"])


class Covered:
    """The characters of a text that marks cover; asking costs the same however many marks there are."""

    def __init__(self, scene: Scene, marks: Iterable[Mark] = ()) -> None:
        self._signs = bytearray(len(scene.text))
        for mark in marks:
            self.add(mark)

    def add(self, mark: Mark) -> None:
        """One more mark."""
        self._signs[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of ``[start, end)`` is covered."""
        return self._signs.find(1, start, end) >= 0


def longest(marks: Iterable[Mark]) -> list[Mark]:
    """The marks without overlaps: the longer of two that overlap, then the earlier."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        while kept and kept[-1].overlaps(mark) and _beats(mark, kept[-1]):
            kept.pop()
        if not kept or not kept[-1].overlaps(mark):
            kept.append(mark)
    return kept


def _beats(new: Mark, old: Mark) -> bool:
    return (new.end - new.start, not new.weak) > (old.end - old.start, not old.weak) and not new.weak


def is_hangul(char: str) -> bool:
    """A Hangul syllable."""
    return "\uac00" <= char <= "\ud7a3"


def is_han(char: str) -> bool:
    """A Han character."""
    return "\u3400" <= char <= "\u9fff"
