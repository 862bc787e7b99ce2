"""Document dates that another document gives: one tells a happening by its day alone, the other in full.

Input: the Corpus of a run. Output: by document id, the day that it takes as its own date, and why. Asked for are
documents of which only the year could be inferred and that tell of "the 19th"; answered by a mention of the same type
and mode with at least two actors of it, stated in full. Limits: one round; where the answers differ, nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline.corpus import Corpus
from pipeline.edtf import Edtf
from pipeline.model import Document, EventMention

LONGEST = 10
"""Days that a stretch may last whose day of the month is asked for."""
SHARED = 2
"""Actors that both must name."""
_STATED = ("explicit", "duration")
Key = tuple[int, int, str, str]
"""Year, day of the month, type and mode."""
Asked = Mapping[str, tuple[tuple[Key, frozenset[str]], ...]]
"""Document id → what it asks for, with the actors named there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """A document date taken from another document, with its basis in words."""

    published: Edtf
    basis: str


def questions_of(corpus: Corpus) -> Asked:
    """What each document asks of the others."""
    return {
        document.id: questions
        for at, document in enumerate(corpus.documents)
        if _open(document) and (questions := tuple(_asked(corpus.mentions[at])))
    }


def lent_dates(corpus: Corpus, asked: Asked) -> Mapping[str, Lent]:
    """The dates of documents whose own text gives their year alone; ``asked`` as ``questions_of`` finds it."""
    if not asked:
        return {}
    wanted = {key for questions in asked.values() for key, _ in questions}
    told: dict[Key, list[tuple[Edtf, frozenset[str], str]]] = defaultdict(list)
    for mention in corpus.told():
        for key, day in stated(mention) if mention.document_id not in asked else ():
            if key in wanted:
                told[key].append((day, _actors(mention), mention.document_id))
    found = {name: _lent(questions, told) for name, questions in asked.items()}
    return {name: lent for name, lent in found.items() if lent is not None}


def _open(document: Document) -> bool:
    """Whether no more than its year is known, and that from its own text."""
    published = document.published
    return published is not None and published.precision == "year" and document.published_basis.startswith("inferred")


def _asked(mentions: Sequence[EventMention]) -> Iterator[tuple[Key, frozenset[str]]]:
    """What tells of a day of the month in the year of the document."""
    for mention in mentions:
        given, date = mention.time.given, mention.time.date
        if given is None or given.day is None or given.month is not None or date is None or date.start is None:
            continue
        if date.precision == "year" and len(_actors(mention)) >= SHARED:
            yield (date.start.year, given.day, mention.type, mention.mode), _actors(mention)


def stated(mention: EventMention) -> Iterator[tuple[Key, Edtf]]:
    """What a mention can answer: the days of a mention that is dated in full."""
    date, given = mention.time.date, mention.time.given
    if date is None or given is None or not given.year or not given.day or mention.time.basis not in _STATED:
        return
    start, end = date.start, date.end
    if start is None or end is None or (end - start).days > LONGEST:
        return
    for n in range((end - start).days + 1):
        day = start + timedelta(days=n)
        yield (day.year, day.day, mention.type, mention.mode), Edtf(day.isoformat())


def _actors(mention: EventMention) -> frozenset[str]:
    return frozenset(actor.entity.entity_id for actor in mention.actors if actor.entity.entity_id)


def _lent(
    questions: Sequence[tuple[Key, frozenset[str]]], told: Mapping[Key, Sequence[tuple[Edtf, frozenset[str], str]]]
) -> Lent | None:
    """The one day that all answers give."""
    answers = {
        (day, other, key[3])
        for key, actors in questions
        for day, named, other in told.get(key, ())
        if len(actors & named) >= SHARED
    }
    days = {day for day, _, _ in answers}
    if len(days) != 1:
        return None
    day, other, mode = min(answers, key=lambda answer: (answer[1], answer[2]))
    return Lent(published=day, basis=f"inferred from {other}, which dates the same {mode} {day}")
