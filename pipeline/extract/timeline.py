"""Resolves every date of a document in its context: the document is read in order, once or twice.

Input: a Reading and the TimeExpressions that extract/dates.py found. Output: a ``Timeline``: one TimeMention an
expression, in text order; for every sentence the date that it inherits; the document date with its basis.

How a clause gets its date (extract/events.py): (1) the expression inside the clause whose ``governs`` covers the
trigger, the shortest ``governs`` first; (2) the nearest mention before it in the sentence whose ``governs`` covers it;
(3) the ``SentenceTime``. ``clausetime.ClauseTimes`` does exactly that. Only mentions with role ``happening`` and a date
count. Limits: years come from the document alone; what nothing decides stays wide or empty, with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pipeline.edtf import Edtf
from pipeline.extract import anchors, datelines, docdate, evidence, labels, morrows
from pipeline.extract.discourse import Answer, Discourse, Step, Told
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan, lay_out
from pipeline.extract.resolving import answer
from pipeline.extract.sections import headed
from pipeline.extract.sentence_times import sentence_times
from pipeline.extract.valuing import add_days
from pipeline.extract.years import FROM_DOCUMENT, View
from pipeline.model import (
    PartialDate,
    Reading,
    Reason,
    TimeExpression,
    Timeline,
    TimeMention,
)

if TYPE_CHECKING:
    from pipeline.resources import Resources

Reading_ = Literal["past", "future", "nearest"]
NO_CLOCK = Answer(None, "relative", anchors.nothing("a stamp"), "time.stamp", "a time of day in a stamp", 0.0)
JOINED = 3
"""Signs of a word that joins two dates: or, 或, 및."""
NO_ROLE = ("reference", "footnote", "navigation", "copyright", "related", "comment", "verse")


def resolve(reading: Reading, expressions: Sequence[TimeExpression], resources: Resources) -> Timeline:
    """The timeline of a document; ``expressions`` in text order, as extract/dates.py gives them."""
    plan = lay_out(reading, tuple(expressions), resources.time_cues)
    side: Reading_ = resources.settings.partial_reading
    default = resources.settings.published_default
    stamped = docdate.stated(reading, plan, Edtf.parse(default) if default else None, resources.time_cues)
    stamped = morrows.told_ahead(reading, plan, stamped)
    known = datelines.refined(reading, plan, stamped, resources.time_cues)
    known = labels.labelled(reading, plan, known, resources.time_cues)
    steps = walk(reading, plan, known, {}, side)
    dated = docdate.inferred(reading, plan, [step.answer for step in steps], known)
    votes = evidence.votes(reading, plan, steps, resources.time_cues)
    sections = headed(plan.sections, plan.section_of, reading, plan.items, [step.answer.date for step in steps])
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
    )


def walk(
    reading: Reading,
    plan: Plan,
    documents: docdate.ByBlock,
    votes: Mapping[int, Answer],
    side: Reading_ = "past",
) -> list[Step]:
    """Read the document in order: an answer an expression, with the state in which it was given."""
    steps: list[Step] = []
    state, at = Discourse(), -1
    for item in plan.items:
        if item.block != at:
            state, at = enter(state, plan, documents, at, item.block), item.block
        view = _view(item, plan, _beside(state, item, plan, steps, reading), votes, side)
        if item.block >= 0 and reading.blocks[item.block].kind == "heading":
            view = replace(view, title=True)
        found = plan.year_days.answer(item) or answer(item.expression, view)
        if item.expression.kind == "clock":
            found = _clock(item, found, plan, steps, reading)
        if steps and _is_weekday_of(item, plan.items[item.index - 1], steps[-1].answer, reading):
            found = replace(steps[-1].answer, alternatives=())
        if found.date is not None and steps and _counts_towards(plan.items[item.index - 1], item, reading):
            steps[-1] = Step(answer=_same_day(steps[-1].answer, found), before=steps[-1].before, told=None)
        if steps and (whole := _days_from(plan.items[item.index - 1], item, steps[-1].answer)) is not None:
            steps[-1], state = _stretched(steps[-1], whole, plan.items[item.index - 1], reading)
        if steps and _clock_of(item, found, plan, reading):
            steps[-1] = replace(steps[-1], answer=replace(found, alternatives=()))
        told = _told(item, found, reading)
        if told is not None and _holds_told(told, state.bullet):
            told = None  # on 22 April, by the plan for April: the text stays on that day
        moves = told is not None and _moves_list(item, told, plan, state)
        steps.append(Step(answer=found, before=state, told=told, moves=moves))
        state = state.tell(told, moves_list=moves) if told else state
        if item.block >= 0 and reading.blocks[item.block].tells_events:
            state = state.name(found.date)
            if found.date is not None and told is None and item.standing.place == "modifier":
                state = state.beside(found.date, item.sentence)
    return steps


def _days_from(opening: Item, item: Item, found: Answer) -> Answer | None:
    """The whole stretch of "from the 8th for three days", both ends counted; None for anything else."""
    amount, date = item.expression.amount, found.date
    if item.standing.counts != "days_from" or opening.sentence != item.sentence or opening.expression.kind != "date":
        return None
    if amount is None or item.expression.unit not in ("day", "week") or date is None or date.start is None:
        return None
    days = round(amount * (7 if item.expression.unit == "week" else 1))
    last = add_days(date.start, days - 1)
    if last is None or days < 2 or date.text.rstrip("~") != date.start.isoformat():
        return None
    says = "its last day is counted from the first"
    return replace(found, date=Edtf.between(date.start, last), basis="duration", rule="time.days_from", says=says)


def _stretched(step: Step, whole: Answer, opening: Item, reading: Reading) -> tuple[Step, Discourse]:
    """The step of the first day, now of the whole stretch, and the state that it leaves."""
    told = _told(opening, whole, reading)
    made = Step(answer=whole, before=step.before, told=told, moves=step.moves)
    return made, step.before.tell(told, moves_list=step.moves) if told else step.before


def _beside(state: Discourse, item: Item, plan: Plan, steps: Sequence[Step], reading: Reading) -> Discourse:
    """``state`` as the date right before it leaves it, where one word joins the two: January or February.

    So, too, where the date refers to one in a clause that modifies: agreed in 2007, ratified in June of that year.
    """
    p, before = item.expression.start, plan.items[item.index - 1] if item.index else None
    if p is None or p.year is not None or before is None or before.sentence != item.sentence or item.sentence < 0:
        return state
    date = steps[-1].answer.date
    between = reading.folded[before.expression.span.end : item.expression.span.start].strip()
    joined = p.month is not None and between.isalpha() and len(between) <= JOINED
    refers = p.base == "running" and p.shift_unit in ("year", "month") and before.standing.place == "modifier"
    if date is None or not (joined or refers):
        return state
    return replace(state, bullet=Told.of(date, span=before.expression.span, sentence=item.sentence, block=item.block))


def _clock(item: Item, found: Answer, plan: Plan, steps: Sequence[Step], reading: Reading) -> Answer:
    """A time of day: none in a stamp, that of the date right before it, else what ``found`` says."""
    if item.block < 0 or not reading.blocks[item.block].tells_events:
        return NO_CLOCK
    before = plan.items[item.index - 1] if item.index else None
    if before is None or before.sentence != item.sentence or before.expression.kind == "clock":
        return found
    gap = item.expression.span.start - before.expression.span.end
    return replace(steps[-1].answer, alternatives=()) if gap <= 2 else found


def _is_weekday_of(item: Item, day: Item, found: Answer, reading: Reading) -> bool:
    """Whether it is the weekday of the day right before it: 6月4日周四."""
    p, start = item.expression.start, found.date.start if found.date is not None else None
    if p is None or p.weekday is None or p.day or p.direction or p.shift_unit or day.sentence != item.sentence:
        return False
    between = reading.folded[day.expression.span.end : item.expression.span.start].strip()
    same = found.date is not None and found.date.precision == "day" and start is not None
    return bool(same and start and start.weekday() == p.weekday and between in ("", ",", "，", "(", "（"))


def _clock_of(item: Item, found: Answer, plan: Plan, reading: Reading) -> bool:
    """Whether the time of day right before a day is that day's: "at 9 p.m. the same day", "at 3 p.m. on March 4"."""
    clock, day = plan.items[item.index - 1], found.date is not None and found.date.precision == "day"
    if not day or item.expression.kind != "date" or clock.expression.kind != "clock" or clock.sentence != item.sentence:
        return False
    earlier = plan.items[item.index - 2] if item.index > 1 else None
    if earlier is not None and clock.expression.span.start - earlier.expression.span.end <= 2:
        return False
    return not reading.folded[clock.expression.span.end : item.expression.span.start].strip()


def enter(state: Discourse, plan: Plan, documents: docdate.ByBlock, before: int, block: int) -> Discourse:
    """The state on entering ``block`` from block ``before`` (-1: from outside)."""
    if block < 0:
        return state.enter_block()
    document, section = documents[block], plan.sections[plan.section_of[block]]
    old = plan.sections[plan.section_of[before]] if before >= 0 else None
    if old is None or old.article != section.article or document != documents[before]:
        state = state.enter_article(document)
        old = None
    if old is not section:
        state = state.enter_section(
            Told.of(section.heading) if section.heading else None,
            section.genre(document.news_year if document else None),
        )
    return state.enter_block()


def _counts_towards(count: Item, item: Item, reading: Reading) -> bool:
    """Whether ``count`` is the "five days later" of "five days later, on the 1st": the calendar part decides.

    So does the month, or the year, behind a count of months or years: a year later, in May 2013; 이듬해인 2020년.

    So it does, too, for a day counted from that of writing, or named by its weekday, with the calendar day in brackets.
    """
    p, q = count.expression.start, item.expression.start
    if p is None or q is None or count.sentence != item.sentence:
        return False
    if q.day is None and q.month is None and (q.year is None or q.base != "context" or p.month is not None):
        return False
    between = reading.folded[count.expression.span.end : item.expression.span.start].strip()
    if p.base == "running" and p.shift and p.shift_unit in (("day",) if q.day else ("month", "year")):
        return len(between) <= 2
    if q.day is None:
        return False
    return p.base == "document" and (p.weekday is not None or p.shift_unit == "day") and between in ("(", "（")


def _same_day(count: Answer, found: Answer) -> Answer:
    says = "a calendar date beside a count decides; the count checks it"
    return Answer(found.date, "relative", found.anchor, "time.calendar_beside_count", says, found.confidence)


def _view(item: Item, plan: Plan, state: Discourse, votes: Mapping[int, Answer], side: Reading_) -> View:
    return View(
        state=state,
        sentence=item.sentence,
        block=item.block,
        place=item.standing.place,
        head=item.head and item.opens,
        earlier=item.standing.earlier,
        planned=item.standing.planned,
        quoted=item.standing.quoted,
        counts=item.standing.counts,
        ahead=plan.ahead[item.index],
        beyond=plan.beyond[plan.section_of[item.block]] if item.block >= 0 else None,
        vote=votes.get(item.index),
        only_year=plan.sections[plan.section_of[item.block]].telling.only_year if item.block >= 0 else None,
        reading="nearest" if side == "past" and item.standing.present and state.genre == "report" else side,
        language=item.expression.language,
        lasting=item.standing.lasting,
        onset=item.standing.onset,
        done=item.standing.done,
        present=item.standing.present,
    )


def _told(item: Item, found: Answer, reading: Reading) -> Told | None:
    """What the main line can be said to have told here, if anything."""
    block = reading.blocks[item.block] if item.block >= 0 else None
    kept = found.rule == "time.anniversary" and item.standing.place == "main"
    if found.date is None or not (item.main or kept) or (block and (block.kind == "heading" or not block.tells_events)):
        return None
    first = item.expression.start or PartialDate()
    told = Told.of(found.date, span=item.expression.span, sentence=item.sentence, block=item.block)
    return replace(
        told,
        deictic=first.base == "document",
        by_document=found.rule in FROM_DOCUMENT,
        stated=item.stated is not None,
        over=first.base == "document" and (first.direction < 0 or first.shift < 0),
        since=first.edge == "after",
        planned=item.standing.planned or _to_come(first, found),
        counted=first.base == "running" and first.shift_unit == "day" and first.shift != 0,
        cited=item.standing.cited,
    )


def _holds_told(told: Told, before: Told | None) -> bool:
    """Whether the sentence has just told a finer date inside this one."""
    if before is None or before.sentence != told.sentence or before.day is None or told.planned or told.since:
        return False
    return told.fine in ("month", "year") and told.date != before.date and told.date.contains(before.date)


def _to_come(p: PartialDate, found: Answer) -> bool:
    """Whether the words name what lies ahead of the document date: next month, next Friday."""
    return p.base == "document" and (p.direction > 0 or (p.shift > 0 and not found.rule.startswith("time.running")))


def _moves_list(item: Item, told: Told, plan: Plan, state: Discourse) -> bool:
    """Whether the date moves the main line of a chronicle, or only its own bullet."""
    if state.genre != "chronicle":
        return True
    if told.deictic and state.document is not None:
        return False
    if state.running is not None and not told.over and told.date.contains(state.running.date):
        return False
    if item.head and item.stated is not None:
        return item.index in plan.in_order
    if item.standing.planned and not item.head:
        return False
    running, made = state.running, told.date
    if running is None or made.end is None or running.position is None:
        return True
    ahead = plan.ahead[item.index]
    beyond = ahead is not None and ahead.end is not None and made.start is not None and made.start > ahead.end
    return made.end >= running.position and not beyond


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
