"""Which mentions a check between rows may set beside each other: what one asks for, another answers.

Input: a mention, Evidence. Output: ``Tie``s: a key, and whether the mention asks. Every check of ``check/stage.py``
that looks beyond the document of a mention finds the others under one key with it, so that who adds a mention need
look at those that share a key with it alone. Limits: too many ties cost time, too few would lose a disagreement: a
check that looks further needs a tie here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.check.arithmetic import agreement_of
from pipeline.check.evidence import Evidence
from pipeline.check.notices import ends_agreement
from pipeline.check.order import is_deed, persons
from pipeline.check.ranks import ranks
from pipeline.check.records import Deed
from pipeline.check.series import countable, doers
from pipeline.check.tallies import tallies
from pipeline.model import Document, EventMention

_HAPPENED = ("occurred", "ongoing")


@dataclass(frozen=True, slots=True)
class Tie:
    """A key that mentions of one question share; ``asks``: this one is looked at with the others."""

    key: str
    asks: bool


def ties(mention: EventMention, evidence: Evidence) -> Iterator[Tie]:
    """All ties of a mention."""
    times = evidence.times_in(mention.span, mention.document_id, ("interval_since", "anniversary"))
    kinds = {time.kind for time in times}
    if countable(mention, evidence):
        asks = "interval_since" in kinds or any(True for _ in ranks(mention, evidence))
        yield Tie("\0".join(("series", mention.type, mention.mode, *sorted(doers(mention)))), asks)
    if name := agreement_of(mention, evidence):
        yield Tie("\0".join(("agreement", *name)), "anniversary" in kinds or _comes_last(mention, evidence))
    if ends_agreement(mention, evidence):
        yield Tie("end", True)
    yield from _of_persons(mention, evidence)


def counts_deeds(document: Document, evidence: Evidence) -> bool:
    """Whether a headline of the document counts deeds of a person, which depends on who bears which name."""
    lines = (document.title, document.text.lstrip().partition("\n")[0])
    return any(True for line in lines for _ in tallies(line, evidence.knowledge))


def _comes_last(mention: EventMention, evidence: Evidence) -> bool:
    return any(_is(mention, order.then) for order in evidence.knowledge.orders if order.tie == "agreement")


def _of_persons(mention: EventMention, evidence: Evidence) -> Iterator[Tie]:
    """Trips of persons, and their deaths."""
    if mention.status not in _HAPPENED:
        return
    known = evidence.knowledge
    trips = [order for order in known.orders if order.tie == "trip"]
    then = any(_is(mention, order.then) for order in trips)
    first = any(_is(mention, order.first) for order in trips)
    for person in sorted(persons(mention)):
        if then or first:
            yield Tie(f"trip\0{person}", then)
        yield Tie(f"death\0{person}", not is_deed(mention, known.death, evidence))


def _is(mention: EventMention, deed: Deed) -> bool:
    return mention.type == deed.type and (not deed.modes or mention.mode in deed.modes)
