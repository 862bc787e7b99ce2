"""Reads the dates of a document in order: an answer an expression, with the state of the discourse before it.

Input: a Reading, its plan, the document dates of its blocks and what inner evidence votes for. Output: one
``Step`` an expression. Limits: a state is never changed; each date makes the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pipeline.extract import beside, docdate
from pipeline.extract.discourse import Answer, Discourse, DocumentDate, Step, Told
from pipeline.extract.document_years import FROM_DOCUMENT
from pipeline.extract.nights import morning_after
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.resolving import answer
from pipeline.extract.view import View
from pipeline.model import PartialDate, Reading
from pipeline.records import replace

Side = Literal["past", "future", "nearest"]
JOINED = 3
"""Signs of a word that joins two dates: or, 或, 및."""


def walk(
    reading: Reading,
    plan: Plan,
    documents: docdate.ByBlock,
    votes: Mapping[int, Answer],
    side: Side = "past",
) -> list[Step]:
    """Read the document in order: an answer an expression, with the state in which it was given."""
    steps: list[Step] = []
    state, at, beyond = Discourse(), -1, Discourse()
    for item in plan.items:
        if item.block != at:
            captioned = at >= 0 and reading.blocks[at].kind == "caption"
            state, at = enter(beyond if captioned else state, plan, documents, at, item.block), item.block
            if at >= 0 and reading.blocks[at].kind == "caption":  # a picture tells nothing that the text goes on from
                beyond, state = state, Discourse(document=state.document, genre=state.genre, news=state.news)
        view = _view(item, plan, _beside(state, item, plan, steps, reading), votes, side)
        if item.block >= 0 and reading.blocks[item.block].kind == "heading":
            view = replace(view, title=True)
        found = plan.year_days.answer(item) or answer(item.expression, view)
        if item.expression.kind == "clock":
            found = beside.clock(item, found, plan, steps, reading)
        morning = morning_after(item, found, plan, steps, state.document)
        found = morning or found
        if steps and beside.is_weekday_of(item, plan.items[item.index - 1], steps[-1].answer, reading):
            found = replace(steps[-1].answer, alternatives=())
        if found.date is not None and steps and beside.counts_towards(plan.items[item.index - 1], item, reading):
            steps[-1] = Step(answer=beside.same_day(steps[-1].answer, found), before=steps[-1].before, told=None)
        if steps and (whole := beside.days_from(plan.items[item.index - 1], item, steps[-1].answer)) is not None:
            steps[-1], state = _stretched(steps[-1], whole, plan.items[item.index - 1], reading)
        if steps and beside.clock_of(item, found, plan, reading):
            steps[-1] = replace(steps[-1], answer=replace(found, alternatives=()))
        told = _told(item, found, reading, state.document)
        if morning is not None and morning.date is not None:
            told = Told.of(morning.date, span=item.expression.span, sentence=item.sentence, block=item.block)
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


def _stretched(step: Step, whole: Answer, opening: Item, reading: Reading) -> tuple[Step, Discourse]:
    """The step of the first day, now of the whole stretch, and the state that it leaves."""
    told = _told(opening, whole, reading, step.before.document)
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
    if date is not None and _same_content(item, before) and date.precision == "day":
        refers = True  # they say that he lands on the 8th and dines that evening
    if date is None or not (joined or refers):
        return state
    return replace(state, bullet=Told.of(date, span=before.expression.span, sentence=item.sentence, block=item.block))


def _same_content(item: Item, before: Item) -> bool:
    """Whether a day is counted from the one right before it within what somebody says (not Korean: see bases.py)."""
    p, q = item.expression.start, before.expression.start
    running = p is not None and p.base == "running" and p.shift_unit == "day"
    told = q is not None and q.day is not None and before.standing.place in ("reported", "planned")
    return running and told and item.expression.language != "ko"


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


def _view(item: Item, plan: Plan, state: Discourse, votes: Mapping[int, Answer], side: Side) -> View:
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


def _told(item: Item, found: Answer, reading: Reading, document: DocumentDate | None) -> Told | None:
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
        planned=item.standing.planned or _to_come(first, found) or _is_ahead(told, document),
        counted=first.base == "running" and first.shift_unit == "day" and first.shift != 0,
        cited=item.standing.cited,
        behind=item.standing.behind and item.stated is None,
    )


def _holds_told(told: Told, before: Told | None) -> bool:
    """Whether the sentence has just told a finer date inside this one."""
    if before is None or before.sentence != told.sentence or before.day is None or told.planned or told.since:
        return False
    return told.fine in ("month", "year") and told.date != before.date and told.date.contains(before.date)


def _to_come(p: PartialDate, found: Answer) -> bool:
    """Whether the words name what lies ahead of the document date: next month, next Friday."""
    return p.base == "document" and (p.direction > 0 or (p.shift > 0 and not found.rule.startswith("time.running")))


def _beyond_heading(told: Told, state: Discourse) -> bool:
    """Whether an entry below a year looks ahead to a later one (was founded, in 1920 joined the army).

    A year alone may do so in any sentence of an entry that opened in the year above (begun in May. Finished in 1960).
    """
    above, own, opened = state.heading, state.bullet, state.running
    if above is None or above.fine != "year" or above.year is None or told.year is None:
        return False
    if told.fine == "year" and opened is not None and opened.block == told.block:
        return opened.year == above.year < told.year
    return own is not None and own.sentence == told.sentence and own.year == above.year < told.year


def _is_ahead(told: Told, document: DocumentDate | None) -> bool:
    """Whether it is a year or month after the day of the text: the games of 2022 in news of 2021.

    A page that tells days after its date was written on, so that its date says nothing of them.
    """
    until = document.date.end if document is not None and told.fine != "day" else None
    return until is not None and told.first is not None and told.first > until


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
    if not item.head and (item.standing.planned or _beyond_heading(told, state)):
        return False
    running, made = state.running, told.date
    if running is None or made.end is None or running.position is None:
        return True
    ahead = plan.ahead[item.index]
    beyond = ahead is not None and ahead.end is not None and made.start is not None and made.start > ahead.end
    return made.end >= running.position and not beyond
