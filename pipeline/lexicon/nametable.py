"""All names of the lexicon as columns, found by key, by entry, and in running text.

Input: the columns of the name tables, best rank first. Output: Alias records, made only of the rows that are looked
at, so that a large table costs little to load. Running text is searched by a trie of two levels: the first two
characters of a key tell how long the keys are that begin so, and a stretch of such a length is a name if it is a key.
Limits: a name that begins with a Latin letter or a digit is found at the start of a word only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import add

from pipeline.lexicon.keys import Folding
from pipeline.lexicon.records import Alias, NameColumns

_RUNS = re.compile(r"(?P<word>[A-Za-z0-9]+)|[^A-Za-z0-9]+")


class _Positions:
    """The row numbers of every value of a column, ascending."""

    def __init__(self, values: Sequence[str]) -> None:
        self.first = dict(zip(reversed(values), range(len(values) - 1, -1, -1), strict=True))
        self._more: dict[str, list[int]] = defaultdict(list)
        for number in [number for number, value in enumerate(values) if self.first[value] != number]:
            self._more[values[number]].append(number)

    def of(self, value: str) -> tuple[int, ...]:
        """The rows with that value; none if it does not occur."""
        first = self.first.get(value)
        return () if first is None else (first, *self._more.get(value, ()))


class NameTable:
    """The names of several tables, which are given as columns; see ``Alias`` for their order."""

    def __init__(self, tables: Sequence[NameColumns], folding: Folding) -> None:
        self._columns = NameColumns(*(list(chain(*parts)) for parts in zip(*tables, strict=True)))
        self._keys = _Positions(folding.keys(self._columns.name))
        self._ids = _Positions(self._columns.id)
        self._lengths = _lengths(self._keys.first)
        self._letters = frozenset(key for key in self._keys.first if len(key) == 1 and key.isalnum())
        self._made: dict[tuple[int, ...], tuple[Alias, ...]] = {}

    def by_key(self, key: str) -> tuple[Alias, ...]:
        """The names with a key, the best first."""
        return self._aliases(self._keys.of(key))

    def by_id(self, ident: str) -> tuple[Alias, ...]:
        """The names of an entry, the best first."""
        return self._aliases(self._ids.of(ident))

    def scan(self, text: str) -> Iterator[tuple[int, int, tuple[Alias, ...]]]:
        """Every name in a folded text as (start, end, names), offsets in it; names may overlap."""
        for letter in sorted(self._letters.intersection(text)):
            yield from ((found.start(), found.end(), self.by_key(letter)) for found in re.finditer(letter, text))
        heads = list(map(add, text, text[1:]))
        for run in _RUNS.finditer(text):
            first, last = run.span()
            word = run.lastgroup is not None  # no name begins inside it
            for start in range(first, min(first + 1 if word else last, len(heads))):
                for length in self._lengths.get(heads[start], ()):
                    found = text[start : start + length]
                    if found in self._keys.first and len(found) == length:
                        yield start, start + length, self.by_key(found)

    def _aliases(self, rows: tuple[int, ...]) -> tuple[Alias, ...]:
        made = self._made.get(rows)
        if made is None:
            made = self._made[rows] = tuple(sorted((self._alias(row) for row in rows), key=_order))
        return made

    def _alias(self, row: int) -> Alias:
        ids, langs, names, statuses, scopes, ranks = self._columns
        return Alias(ids[row], langs[row], names[row], statuses[row], scopes[row], ranks[row])


def _lengths(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the keys are that begin with two characters, the shortest first."""
    bits: dict[str, int] = {}
    for key in keys:
        bits[key[:2]] = bits.get(key[:2], 0) | 1 << len(key)
    told = {bit: tuple(at for at in range(bit.bit_length()) if bit >> at & 1) for bit in set(bits.values())}
    return {head: told[bit] for head, bit in bits.items() if len(head) == 2}


def _order(alias: Alias) -> tuple[int, int, str, str, str]:
    return (alias.rank, alias.status != "pref", alias.id, alias.lang, alias.name)
