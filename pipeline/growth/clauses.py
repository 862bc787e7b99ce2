"""What denials are weighed with, kept in the book: how many clauses hold each two-character sequence, and the claims
and denials as they are compared.

Input: mentions with their clauses. Output: rows of the book, and back. A sequence is a number: its two code points.
Limits: the counts are one block of the book, which is read and written whole (twelve bytes a sequence).
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.check.denials import Said, asserts, pairs_of, refuses, said, weight, worth_of
from pipeline.check.evidence import Evidence
from pipeline.growth.book import Book, Row
from pipeline.model import EventMention

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint64]

_WIDTH = 10
"""Columns of the table ``said``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A claim, a denial, or both, before its sequences are weighed; ``codes`` are these, in ascending order."""

    id: str
    denies: bool
    asserts: bool
    language: str
    days: tuple[int, ...]
    speakers: frozenset[str]
    lands: frozenset[str]
    figures: frozenset[str]
    codes: Codes

    def weighed(self, weights: Mapping[str, float]) -> Said:
        """The clause as ``check/denials.py`` compares it."""
        pairs = self.pairs
        return Said(
            id=self.id, language=self.language, days=self.days, speakers=self.speakers, lands=self.lands,
            figures=self.figures, pairs=pairs, worth=worth_of(pairs, weights),
        )  # fmt: skip

    @property
    def pairs(self) -> frozenset[str]:
        """The sequences as texts."""
        return frozenset(chr(code >> 32) + chr(code & 0xFFFFFFFF) for code in self.codes.tolist())


def clause_of(mention: EventMention, evidence: Evidence) -> Clause | None:
    """The clause of a mention that claims or denies something."""
    import numpy as np

    rules = evidence.knowledge.denial
    denies, claims = refuses(mention, rules), asserts(mention, rules)
    if not denies and not claims:
        return None
    told = said(mention, defaultdict(float), evidence)  # weighed later
    codes = np.array(sorted(map(_code, told.pairs)), dtype=np.uint64)
    return Clause(
        id=mention.id, denies=denies, asserts=claims, language=told.language, days=told.days, speakers=told.speakers,
        lands=told.lands, figures=told.figures, codes=codes,
    )  # fmt: skip


def put_clauses(book: Book, clauses: Iterable[Clause]) -> None:
    """Write claims and denials down."""
    book.put_all("said", _WIDTH, map(_row, clauses))


def stored_clauses(book: Book) -> dict[str, Clause]:
    """All claims and denials by the ids of their mentions."""
    return {row[0]: _clause(*row) for row in book.ask("select * from said")}


class Counts:
    """How many clauses there are (``total``), and how many of them hold each sequence."""

    def __init__(self, total: int, codes: Codes, numbers: Codes) -> None:
        self.total = total
        self._codes = codes
        self._numbers = numbers

    @classmethod
    def of(cls, texts: Iterable[str]) -> Counts:
        """Counted over clauses."""
        import numpy as np

        counts: Counter[str] = Counter()
        total = 0
        for text in texts:
            counts.update(pairs_of(text))
            total += 1
        found = sorted((_code(pair), n) for pair, n in counts.items())
        return cls(total, *(np.array([each[at] for each in found], dtype=np.uint64) for at in (0, 1)))

    @classmethod
    def stored(cls, book: Book) -> Counts:
        """Those of the book."""
        import numpy as np

        total, codes, numbers = book.ask("select * from pairs")[0]
        return cls(total, np.frombuffer(codes, dtype=np.uint64), np.frombuffer(numbers, dtype=np.uint64))

    def plus(self, other: Counts) -> Counts:
        """Those of both."""
        import numpy as np

        codes, at = np.unique(np.concatenate([self._codes, other._codes]), return_inverse=True)
        numbers = np.zeros(len(codes), dtype=np.uint64)
        np.add.at(numbers, at, np.concatenate([self._numbers, other._numbers]))
        return Counts(self.total + other.total, codes, numbers)

    def put(self, book: Book) -> None:
        """Write them down instead of those before."""
        book.db.execute("delete from pairs")
        book.put("pairs", [(self.total, self._codes.tobytes(), self._numbers.tobytes())])

    def of_codes(self, codes: Codes) -> Codes:
        """How many clauses hold each of some sequences, all of which have been counted."""
        import numpy as np

        return self._numbers[np.searchsorted(self._codes, codes)]

    def weights(self, clause: Clause) -> dict[str, float]:
        """What each sequence of a clause is worth."""
        codes = clause.codes.tolist()
        texts = (chr(code >> 32) + chr(code & 0xFFFFFFFF) for code in codes)
        counts = self.of_codes(clause.codes).tolist()
        return {text: weight(self.total, count) for text, count in zip(texts, counts, strict=True)}


def _code(pair: str) -> int:
    return ord(pair[0]) << 32 | ord(pair[1])


def _row(clause: Clause) -> Row:
    first, last = clause.days or (None, None)
    sets = (json.dumps(sorted(each)) for each in (clause.speakers, clause.lands, clause.figures))
    codes = array("Q", clause.codes.tolist()).tobytes()
    return (clause.id, int(clause.denies), int(clause.asserts), clause.language, first, last, *sets, codes)


def _clause(name: str, denies: int, claims: int, language: str, *rest: Any) -> Clause:
    import numpy as np

    first, last, speakers, lands, figures, codes = rest
    sets = [frozenset(json.loads(each)) for each in (speakers, lands, figures)]
    return Clause(
        id=name, denies=bool(denies), asserts=bool(claims), language=language,
        days=() if first is None else (first, last), speakers=sets[0], lands=sets[1], figures=sets[2],
        codes=np.frombuffer(codes, dtype=np.uint64),
    )  # fmt: skip
