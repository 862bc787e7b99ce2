"""Which document is a translation of which: the same things told in the same order with the same numbers.

Input: documents, and prints of what they tell. Output: CopyLinks of kind ``translation``. Two mentions tell the same
when they are one row, or of one type on a shared day. The numbers must be the same with those of dates and times and
without them: all reports of one day share its dates, but a translator keeps the counts too. Limits: one thing at least
must be one row, or told to a month or finer; documents with fewer than ``FEW`` mentions say too little, and two reports
that follow one programme point by point look alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from pipeline.languages import code_of
from pipeline.model import CopyLink, Document, EventMention

FEW = 3
ORDERED = 0.7  # of the things of the shorter text, told in the same order
WHOLE = 0.5  # of the things of the longer text
SHORT = 31  # days; what is told of a longer stretch brings no two documents together
NUMBERS = 0.6  # of the numbers of the text with fewer
_KEPT = 10_000  # texts whose numbers are kept at hand
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Thing:
    """A mention as compared: its row, its type, its first and last day (ordinals)."""

    event: str
    type: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A document as compared: main language, things in text order."""

    name: str
    language: str
    things: tuple[Thing, ...]

    def kinds(self) -> Counter[tuple[str, int]]:
        """The things by type and year."""
        return Counter((thing.type, thing.first // 366) for thing in self.things)


class _Numbers:
    """The numbers of texts: all of them, and counts alone."""

    def __init__(self, texts: Mapping[str, Document], dated: re.Pattern[str]) -> None:
        self._texts = texts
        self._dated = dated
        self._of = lru_cache(maxsize=_KEPT)(self._read)

    def alike(self, left: str, right: str) -> bool:
        """Whether two documents hold the same numbers, with those of dates and without them."""
        return all(_alike(mine, theirs) for mine, theirs in zip(self._of(left), self._of(right), strict=True))

    def _read(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        text = self._texts[name].text
        return _numbers(text), _numbers(self._dated.sub(" ", text))


def translations(
    prints: Mapping[str, Print], texts: Mapping[str, Document], dated: re.Pattern[str]
) -> Iterator[CopyLink]:
    """Links from each translation to its original; ``prints`` by document id, ``texts`` in the order of age.

    ``dated`` finds the numbers of dates and times.
    """
    enough = [prints[name] for name in texts if name in prints and len(prints[name].things) >= FEW]
    yield from between(_meeting(enough), texts, dated)


def between(
    pairs: Iterable[tuple[Print, Print]], texts: Mapping[str, Document], dated: re.Pattern[str]
) -> Iterator[CopyLink]:
    """Links for those of the pairs, the older document first, that tell the same."""
    numbers = _Numbers(texts, dated)
    for source, other in pairs:
        if not (_comparable(source, other) and numbers.alike(source.name, other.name)):
            continue
        shared = _in_order(source.things, other.things)
        sizes = sorted((len(source.things), len(other.things)))
        if shared >= FEW and shared >= ORDERED * sizes[0] and shared >= WHOLE * sizes[1]:
            yield CopyLink(
                document_id=other.name,
                source=source.name,
                kind="translation",
                share=round(shared / sizes[0], 3),
                says=f"tells {shared} things of {source.name} in another language, in the same order, same numbers",
            )


def _meeting(prints: Sequence[Print]) -> Iterator[tuple[Print, Print]]:
    """Pairs in two languages that may tell ``FEW`` things in common, found by a row or by one type on a day.

    What is told of a longer stretch may be the same without either. One text at a time: all pairs of a large corpus
    would not fit into memory.
    """
    holders: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(prints):
        for key in dict.fromkeys(key for thing in one.things for key in keys_of(thing)):
            holders[key].append(number)
    vague = [sum(thing.last - thing.first >= SHORT for thing in one.things) for one in prints]
    for number, one in enumerate(prints):
        shared: Counter[int] = Counter()
        for thing in one.things:
            held = (holders[key] for key in keys_of(thing))
            shared.update({other for places in held for other in places[bisect_right(places, number) :]})
        for other in sorted(shared):
            enough = shared[other] + vague[number] + vague[other] >= FEW
            if enough and prints[other].language != one.language:
                yield one, prints[other]


def keys_of(thing: Thing) -> Iterator[object]:
    """What two documents may have in common: a row, or a type on a day."""
    if thing.event:
        yield thing.event
    if thing.last - thing.first < SHORT:
        yield from ((thing.type, day) for day in range(thing.first, thing.last + 1))


def print_of(told: Sequence[EventMention], event_of: Mapping[str, str]) -> Print:
    """A document as compared; ``told`` are all its mentions."""
    return Print(
        name=told[0].document_id,
        language=Counter(code_of(mention.language) for mention in told).most_common(1)[0][0],
        things=tuple(_thing(mention, event_of.get(mention.id, "")) for mention in told),
    )


def _thing(mention: EventMention, event: str) -> Thing:
    date = mention.time.date
    start, end = (date.start, date.end) if date else (None, None)
    return Thing(event, intern(mention.type), start.toordinal() if start else 1, end.toordinal() if end else 10**7)


def _comparable(left: Print, right: Print) -> bool:
    """Cheap tests first: another language, a like size, enough things of the same type and year."""
    sizes = sorted((len(left.things), len(right.things)))
    if left.language == right.language or sizes[0] < WHOLE * sizes[1]:
        return False
    return sum((left.kinds() & right.kinds()).values()) >= WHOLE * sizes[0]


def _numbers(text: str) -> frozenset[str]:
    return frozenset(number.replace(",", "").lstrip("0") for number in _NUMBER.findall(text))


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    return len(left & right) >= NUMBERS * min(len(left), len(right))


def _in_order(left: Sequence[Thing], right: Sequence[Thing]) -> int:
    """Length of the longest common subsequence of things that are the same."""
    row = [0] * (len(right) + 1)
    for thing in left:
        above = row[:]
        for j, other in enumerate(right, 1):
            row[j] = above[j - 1] + 1 if _same(thing, other) else max(above[j], row[j - 1])
    return row[-1]


def _same(left: Thing, right: Thing) -> bool:
    """One row of the table, or the same type on a shared day."""
    if left.event and left.event == right.event:
        return True
    return left.type == right.type and left.first <= right.last and right.first <= left.last
