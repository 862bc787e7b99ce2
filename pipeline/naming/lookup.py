"""Look up a name as a person would type it: the tables first, then by sound across scripts.

Input: a name, a kind if known. Output: candidates, best first; score 1 for a table hit that is sure, ``SCOPED`` for one
that needs its context, else that of ``reconcile.sound``. Limits: by sound only persons and places, and only against
names in another script, as in a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.reconcile.hearing import script_of
from pipeline.reconcile.names_index import KnownNames, Named, Names

if TYPE_CHECKING:
    from pipeline.resources import Resources

SCOPED = 0.95
_BY_SOUND = ("person", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity that a name may mean. ``score`` 0..1; ``match`` says that a run would take it; ``name`` is what met."""

    id: str
    label: str
    kind: str
    country: str
    score: float
    match: bool
    name: str


class Lookup:
    """Answers look-ups; holds the index of names by sound once it was needed."""

    def __init__(self, resources: Resources) -> None:
        self._lexicon = resources.lexicon
        self._sound = resources.sound

    def candidates(self, name: str, *, kind: str = "", limit: int = 10) -> tuple[Candidate, ...]:
        """Up to ``limit`` entities that ``name`` may mean; ``kind`` keeps only those of one kind."""
        found: dict[str, Candidate] = {}
        known = bool(self._lexicon.lookup(name))
        for one in self._in_tables(name, kind) if known else self._by_sound(name, kind):
            if one.id not in found or one.score > found[one.id].score:
                found[one.id] = one
        return tuple(sorted(found.values(), key=lambda one: (-one.score, one.id))[:limit])

    def _in_tables(self, name: str, kind: str) -> list[Candidate]:
        hits = [alias for alias in self._lexicon.lookup(name) if kind in ("", self._kind(alias.id))]
        owners = {alias.id for alias in hits if not alias.scope}
        sure = [(alias, not alias.scope and len(owners) == 1) for alias in hits]
        return [self._candidate(alias.id, 1.0 if alone else SCOPED, alone, alias.name) for alias, alone in sure]

    def _by_sound(self, name: str, kind: str) -> Iterator[Candidate]:
        for one in _BY_SOUND if len(name) > 1 else ():
            if kind not in ("", one):
                continue
            asked = Named("", one, (name,), script_of(name), frozenset({script_of(name)}), False)
            for other in self._names.candidates(asked):
                score, left, right = self._names.score(asked, other)
                if score >= self._sound.provisional and not self._names.forbidden(left, right, "", other.id):
                    yield self._candidate(other.id, round(score, 3), score >= self._sound.automatic, right)

    @cached_property
    def _names(self) -> Names:
        nobody = Named("", "person", (), "latin", frozenset(), False)  # an index is only made where names are asked for
        return Names((nobody,), self._sound, self._lexicon, lambda: KnownNames.of(self._lexicon, self._sound))

    def _kind(self, ident: str) -> str:
        entry = self._lexicon.entry(ident)
        return entry.kind if entry else "other"

    def _candidate(self, ident: str, score: float, match: bool, name: str) -> Candidate:
        entry = self._lexicon.entry(ident)
        label, country = (entry.label, entry.country) if entry else (ident, "")
        return Candidate(
            id=ident, label=label, kind=self._kind(ident), country=country, score=score, match=match, name=name
        )
