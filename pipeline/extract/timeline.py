"""Resolves every date of a document in its context: the document is read in order, once or twice.

Input: a Reading and the TimeExpressions that extract/dates.py found. Output: a ``Timeline``: one TimeMention an
expression, in text order; for every sentence the date that it inherits; the document date with its basis.

How a clause gets its date (extract/events.py): (1) the expression inside the clause whose ``governs`` covers the
trigger, the shortest ``governs`` first; (2) the nearest mention before it in the sentence whose ``governs`` covers it;
(3) the ``SentenceTime``. ``clausetime.ClauseTimes`` does exactly that. Only mentions with role ``happening`` and a date
count. Limits: years come from the document alone; what nothing decides stays wide or empty, with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from pipeline.edtf import Edtf
from pipeline.extract import datelines, docdate, docdate_inferred, evidence, labels, morrows
from pipeline.extract.discourse import Answer
from pipeline.extract.placed import Item
from pipeline.extract.plan import lay_out
from pipeline.extract.sections import headed
from pipeline.extract.sentence_times import sentence_times
from pipeline.extract.walk import Side, walk
from pipeline.model import Reading, Reason, TimeExpression, Timeline, TimeMention
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

NO_ROLE = ("reference", "footnote", "navigation", "copyright", "related", "comment", "verse")


def resolve(reading: Reading, expressions: Sequence[TimeExpression], resources: Resources) -> Timeline:
    """The timeline of a document; ``expressions`` in text order, as extract/dates.py gives them."""
    plan = lay_out(reading, tuple(expressions), resources.time_cues)
    side: Side = resources.settings.partial_reading
    default = resources.settings.published_default
    stamped = docdate.stated(reading, plan, Edtf.parse(default) if default else None, resources.time_cues)
    stamped = morrows.told_ahead(reading, plan, stamped)
    known = datelines.refined(reading, plan, stamped, resources.time_cues)
    known = labels.labelled(reading, plan, known, resources.time_cues)
    steps = walk(reading, plan, known, {}, side)
    dated = docdate_inferred.inferred(reading, plan, [step.answer for step in steps], known)
    votes = evidence.votes(reading, plan, steps, resources.time_cues)
    sections = headed(plan.sections, plan.section_of, reading, plan.items, [step.answer.date for step in steps])
    dated = docdate.under_days(reading, plan, sections, dated)
    if dated != known or votes or sections != plan.sections:
        known, plan = dated, replace(plan, sections=sections)
        steps = walk(reading, plan, known, votes, side)
    dates = [date for date in (*stamped, *known) if date is not None]
    first = next((date for date in dates if not date.revised), next(iter(dates), None))
    sentences, heads = sentence_times(reading, plan, steps, known, resources.time_cues)
    return Timeline(
        mentions=tuple(_mention(item, step.answer, reading) for item, step in zip(plan.items, steps, strict=True)),
        sentences=sentences,
        heads=heads,
        published=first.date if first else None,
        published_basis=first.basis if first else "",
        items=docdate.items_of(known),
    )


def _mention(item: Item, found: Answer, reading: Reading) -> TimeMention:
    reasons = [Reason(rule=f"{found.rule}@1", says=found.says), Reason(rule=item.expression.rule, says="words found")]
    if item.standing.rule:
        reasons.append(Reason(rule=item.standing.rule, says=f"stands as {item.standing.place}"))
    return TimeMention(
        span=item.expression.span,
        kind=item.expression.kind,
        date=found.date,
        basis=found.basis,
        anchor=found.anchor,
        role=_role(item, reading),
        given=item.expression.start,
        amount=item.expression.amount,
        unit=item.expression.unit,
        governs=item.standing.governs,
        alternatives=found.alternatives,
        confidence=round(found.confidence, 3),
        reasons=tuple(reasons),
    )


def _role(item: Item, reading: Reading) -> Literal["happening", "publication", "reference", "name"]:
    block = reading.blocks[item.block] if item.block >= 0 else None
    if block is not None and block.kind == "byline":
        return "publication"
    if block is not None and (block.kind in NO_ROLE or not block.tells_events):
        return "reference"
    first = item.expression.start
    deadline = first is not None and first.edge == "by" and item.standing.quoted  # "we wait until the end of the year"
    return "reference" if deadline or item.standing.place in ("comparison", "bracket") else "happening"


def value_in(text: str, language: str, published: str, resources: Resources) -> Timeline:
    """The timeline of a single text in ``language``, written on ``published`` (EDTF, or empty if unknown)."""
    from pipeline.extract import dates
    from pipeline.extract.plain import plain_reading

    reading = plain_reading(text, language, published)
    return resolve(reading, dates.find(reading, resources), resources)
