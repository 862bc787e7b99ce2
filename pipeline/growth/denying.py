"""Which claim each denial is of, found again when clauses have come: ``check/denials.py`` for very many.

Input: the book, claims and denials that are new or others now. Output: ``Denials``. What a sequence is worth depends on
all clauses, so each new one moves all weights a little: all denials are weighed again, with arrays, and where that
leaves a doubt (sums are added in another order) as the check itself does it. Limits: claims and denials are all held,
some 400 bytes each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.check.denials import ENOUGH, SAME_WORDS, SMOOTH, likeliest
from pipeline.check.records import Denial
from pipeline.growth.book import Book
from pipeline.growth.clauses import Clause, Counts, put_clauses, stored_clauses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_DOUBT = 1e-6
"""Shares of words as near as this are told apart by the check itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denials:
    """``answers``: denial → claim; ``moved``: all mentions of answers that are not those of before; ``clauses``: the
    claims and denials that are new or others now; ``counts``: over all clauses."""

    answers: Mapping[str, str]
    moved: frozenset[str]
    clauses: Sequence[Clause]
    counts: Counts

    def put(self, book: Book) -> None:
        """Write down what has changed."""
        put_clauses(book, self.clauses)
        self.counts.put(book)
        book.db.execute("delete from denied")
        book.put("denied", self.answers.items())


def denials_of(
    book: Book, counts: Counts, new: Sequence[Clause], event_of: Mapping[str, str], rules: Denial
) -> Denials:
    """``counts``: over all clauses there are now; ``event_of``: the events of mentions where they are not as before."""
    before: dict[str, str] = dict(book.ask("select denial, claim from denied"))
    denying = any(each.denies for each in new) or bool(book.ask("select 1 from said where denies = 1 limit 1"))
    if not denying:
        return Denials(answers={}, moved=frozenset(), clauses=new, counts=counts)
    clauses = {**stored_clauses(book), **{each.id: each for each in new}}
    events = {**dict(book.ask("select s.id, m.event from said s join mention m using (id)")), **event_of}
    answers = dict(_Weighing(list(clauses.values()), counts, events, rules).answers())
    turned = set(before.items()) ^ set(answers.items())
    moved = frozenset(name for pair in turned for name in pair)
    return Denials(answers=answers, moved=moved, clauses=new, counts=counts)


class _Group:
    """Claims of one language and state in the order of their days, with their sequences in one row."""

    def __init__(self, places: Sequence[int], codes: Sequence[Any]) -> None:
        import numpy as np

        self.places = places
        self.ends = np.cumsum([0, *(len(codes[place]) for place in places)])
        self.codes = np.concatenate([codes[place] for place in places])

    def shared(self, first: int, last: int, worth: Floats) -> Floats:
        """What the sequences of each of a stretch of claims are worth together."""
        import numpy as np

        sums = np.concatenate([[0.0], np.cumsum(worth[self.codes[self.ends[first] : self.ends[last]]])])
        bounds = self.ends[first : last + 1] - self.ends[first]
        return np.asarray(sums[bounds[1:]] - sums[bounds[:-1]])


class _Weighing:
    """All claims and denials, weighed."""

    def __init__(self, clauses: Sequence[Clause], counts: Counts, events: Mapping[str, str], rules: Denial) -> None:
        import numpy as np

        order = sorted(clauses, key=lambda each: (each.days, each.id))
        self._clauses = order
        self._counts = counts
        self._events = events
        self._rules = rules
        codes, at = np.unique(np.concatenate([each.codes for each in order]), return_inverse=True)
        self._weights = np.log((counts.total + SMOOTH) / counts.of_codes(codes))
        stops = np.cumsum([0, *(len(each.codes) for each in order)])
        self._codes = [at[a:b] for a, b in pairwise(stops.tolist())]
        self._worth = np.array([self._weights[each].sum() for each in self._codes])

    def answers(self) -> Iterator[tuple[str, str]]:
        """The denials with their claims."""
        for place, clause in enumerate(self._clauses):
            if clause.denies and clause.days and (claim := self._answer(place, clause)):
                yield clause.id, claim

    def _answer(self, place: int, denial: Clause) -> str:
        found = {*self._of_figures(denial), *self._of_words(place, denial)}
        claims = [self._clauses[each] for each in sorted(found) if self._may_be(self._clauses[each], denial)]
        weights: dict[str, float] = {}
        for each in (denial, *claims):
            weights |= self._counts.weights(each)
        return likeliest((claim.weighed(weights) for claim in claims), denial.weighed(weights), weights)

    def _may_be(self, claim: Clause, denial: Clause) -> bool:
        return self._events[claim.id] != self._events[denial.id] and not claim.speakers & denial.speakers

    def _of_figures(self, denial: Clause) -> Iterator[int]:
        """Claims in time that give a figure of the denial."""
        for figure in denial.figures:
            places = self._figures.get(figure, ())
            yield from places[slice(*self._window(places, denial))]

    def _of_words(self, place: int, denial: Clause) -> Iterator[int]:
        """Claims in time that may share as many words with the denial as any other, and enough."""
        import numpy as np

        if len(denial.codes) < ENOUGH:
            return
        held = np.zeros(len(self._weights))
        held[self._codes[place]] = self._weights[self._codes[place]]
        near: list[tuple[float, int]] = []
        for land in sorted(denial.lands):
            group = self._groups.get((denial.language, land))
            first, last = self._window(group.places, denial) if group else (0, 0)
            if group is None or first == last:
                continue
            own = group.places[first:last]
            share = group.shared(first, last, held) / np.minimum(self._worth[list(own)], self._worth[place])
            likely = np.flatnonzero(share >= SAME_WORDS - _DOUBT)
            near += [(float(share[at]), own[at]) for at in likely.tolist()]
        near = [each for each in near if self._may_be(self._clauses[each[1]], denial)]
        most = max(near, default=(0.0, 0))[0]
        yield from (at for share, at in near if share >= most - _DOUBT)

    def _window(self, places: Sequence[int], denial: Clause) -> tuple[int, int]:
        last = denial.days[1]
        first = bisect_left(places, last - self._rules.days, key=self._day)
        return first, bisect_right(places, last, key=self._day)

    def _day(self, place: int) -> int:
        return self._clauses[place].days[0]

    @property
    def _claims(self) -> Iterable[tuple[int, Clause]]:
        return ((at, each) for at, each in enumerate(self._clauses) if each.asserts and each.days)

    @cached_property
    def _figures(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, each in self._claims:
            for figure in each.figures:
                found[figure].append(at)
        return found

    @cached_property
    def _groups(self) -> dict[tuple[str, str], _Group]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, each in self._claims:
            if len(each.codes) >= ENOUGH:
                for land in each.lands:
                    found[each.language, land].append(at)
        return {key: _Group(places, self._codes) for key, places in found.items()}
