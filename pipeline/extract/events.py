"""Finds event mentions: clauses that tell of a dated happening, with type, actors, place, status and reasons.

Input: a Reading with tokens, its Timeline, names and quantities. Output: EventMentions in text order; spans are code
points of ``document.text``, end exclusive. One mention for each dated happening; a clause that continues a dated one
inherits its date; what has no date is no mention. Limits: sentence by sentence; of the text before, only the running
subject, the last pair of parties and the last happening are remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from pipeline.extract import heads_final, heads_initial
from pipeline.extract.draft import Draft
from pipeline.extract.event_rules import EventRules
from pipeline.extract.finding import find_hits, retagged
from pipeline.extract.leads import dated_below
from pipeline.extract.lifespans import lifespans
from pipeline.extract.mentions import Teller
from pipeline.extract.named_years import named_years
from pipeline.extract.page_place import at_page_place
from pipeline.extract.pages import lying, pages
from pipeline.extract.passage import NEWS, Passage, core_of, key_of
from pipeline.extract.topics import topic_pair
from pipeline.extract.unlisted import entry, goes_on
from pipeline.languages import code_of
from pipeline.model import EntityMention, EventMention, Quantity, Reading, Timeline, TimeMention
from pipeline.patterns import Pattern
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

Item = TypeVar("Item")
_BESIDE_DATE = 3
"""Signs beside its date in a heading that is nothing but a date."""
_SAME_ITEM = "time.same_item@"
_GOES_ON = (_SAME_ITEM, "time.sentence_before@", "time.next_deed@", "time.before_that@", "time.then@")
"""Reasons of the date of a sentence that goes on with a story told before."""
_IN_BRACKETS = "time.in_brackets@1"
_DATING = ("date", "range", "duration", "anniversary", "interval_since")


def find(
    reading: Reading,
    timeline: Timeline,
    entities: Sequence[EntityMention],
    quantities: Sequence[Quantity],
    resources: Resources,
) -> tuple[EventMention, ...]:
    """All mentions of the document, in text order."""
    pair = topic_pair(reading, entities, resources.lexicon)
    about = pages(reading, entities)
    codes = {code_of(sentence.language) for sentence in reading.sentences} if about else set()
    lies = {code: heads["lies"] for code in codes if "lies" in (heads := _heads(code, resources))}
    teller = Teller(reading, timeline, resources, pair, about, lying(reading, entities, about, lies))
    mentions: list[EventMention] = []
    for passage in passages(reading, timeline, entities, quantities, resources):
        mentions += teller.tell(passage, drafts(passage))
    placed = at_page_place(dated_below(mentions, reading), reading, entities, resources)
    unique = {mention.id: mention for mention in placed}
    return tuple(sorted(unique.values(), key=lambda m: (m.span, m.trigger, str(m.time.date), m.id)))


def _heads(code: str, resources: Resources) -> Mapping[str, Pattern]:
    return resources.event_rules(code).heads if resources.language_of(code) is not None else {}


def drafts(passage: Passage) -> list[Draft]:
    """The drafts of one sentence: clauses with their triggers and own dates, before any decision."""
    found = heads_final.drafts(passage) if passage.rules.final else heads_initial.drafts(passage)
    told = [
        draft.times or draft.hit.rule.entries or passage.goes_on or goes_on(passage, draft.opened) for draft in found
    ]
    listed = [draft for draft, kept in zip(found, told, strict=True) if kept]
    return [*(entry(passage, listed) or listed), *named_years(passage), *lifespans(passage)]


def passages(
    reading: Reading,
    timeline: Timeline,
    entities: Sequence[EntityMention],
    quantities: Sequence[Quantity],
    resources: Resources,
) -> list[Passage]:
    """The sentences in which events are looked for: known language, a zone that tells events."""
    times = [time for time in timeline.mentions if _dates(time)]
    dated_headings = _dated_headings(reading, timeline)
    time_starts = [time.span.start for time in times if time.span is not None]
    asides = [time for time in timeline.mentions if _aside(time)]
    aside_starts = [time.span.start for time in asides if time.span is not None]
    named = sorted(entities, key=lambda entity: (entity.span.start, entity.span.end, entity.entity_id))
    name_starts = [entity.span.start for entity in named]
    counted = sorted(quantities, key=lambda quantity: quantity.span.start)
    count_starts = [quantity.span.start for quantity in counted]
    reports = _reports(reading, timeline)
    out = []
    for number, sentence in enumerate(reading.sentences):
        block = reading.blocks[sentence.block]
        language = resources.language_of(sentence.language)
        if language is None or not block.tells_events:
            continue
        rules = resources.event_rules(language.code)
        start, end = sentence.span.start, sentence.span.end
        text = sentence.span.of(reading.folded)
        key = key_of(text, rules, resources.scripts)
        inside = tuple(_inside(named, name_starts, start, end))
        own = _own_times(_inside(times, time_starts, start, end), rules)
        passage = Passage(
            number=number,
            sentence=sentence,
            block=block,
            text=text,
            key=key,
            core=_core(text, key, rules),
            tokens=retagged(sentence.tokens, inside, rules.retag),
            offset=start,
            starts=tuple([token.start - start for token in sentence.tokens]),
            times=own,
            asides=tuple(_inside(asides, aside_starts, start, end)),
            entities=inside,
            quantities=tuple(_inside(counted, count_starts, start, end)),
            rules=rules,
            masks=reading.masks,
            entry=bool(block.headings) and block.headings[-1].start in dated_headings,
            goes_on=rules.lexis.word_bounds and not rules.final and _goes_on(timeline, number, dated=bool(own)),
            news=_of_news(timeline, number, reported=rules.final and block.article in reports),
        )
        out.append(replace(passage, hits=find_hits(passage)))
    return out


def _dated_headings(reading: Reading, timeline: Timeline) -> frozenset[int]:
    """Where the headings start that are nothing but a date."""
    dates = [time.span for time in timeline.mentions if time.span is not None and time.date is not None]
    starts = [span.start for span in dates]
    found = set()
    for block in reading.blocks:
        if block.kind == "heading":
            inside = _inside(dates, starts, block.span.start, block.span.end)
            if len(inside) == 1 and len(block.span) - len(inside[0]) <= _BESIDE_DATE:
                found.add(block.span.start)
    return frozenset(found)


def _of_news(timeline: Timeline, number: int, *, reported: bool) -> bool:
    """Whether the sentence is dated as part of a report of one day's news, or goes on in one (``reported``)."""
    return _told(timeline, number, (*NEWS, _SAME_ITEM) if reported else NEWS)


def _goes_on(timeline: Timeline, number: int, *, dated: bool) -> bool:
    """Whether the sentence goes on with a story told before, or holds no date and tells the news of its day."""
    return _told(timeline, number, _GOES_ON if dated else (*_GOES_ON, *NEWS))


def _told(timeline: Timeline, number: int, rules: tuple[str, ...]) -> bool:
    """Whether one of ``rules`` dates the sentence."""
    told = timeline.sentences[number : number + 1]
    return any(reason.rule.startswith(rules) for sentence in told for reason in sentence.reasons)


def _reports(reading: Reading, timeline: Timeline) -> frozenset[int]:
    """The articles with sentences that tell the news of their day."""
    numbers = range(len(reading.sentences))
    return frozenset(
        reading.blocks[reading.sentences[n].block].article for n in numbers if _of_news(timeline, n, reported=False)
    )


def _core(text: str, key: str, rules: EventRules) -> tuple[int, int]:
    """The core of a sentence, without the agency's line before a report and the edition behind its title."""
    start, end = core_of(text)
    line = rules.said("byline", key, start)
    start = line.end() if line is not None and line.end() < end else start
    edition = rules.said("edition", key[start:end], how="search")
    return (start, start + edition.start()) if edition is not None and edition.start() > 0 else (start, end)


def _dates(time: TimeMention) -> bool:
    dating = time.kind in _DATING or time.kind == "clock"
    return time.span is not None and time.role == "happening" and time.date is not None and dating


def _aside(time: TimeMention) -> bool:
    """Whether a date stands in brackets."""
    return time.span is not None and time.date is not None and any(r.rule == _IN_BRACKETS for r in time.reasons)


def _own_times(times: Sequence[TimeMention], rules: EventRules) -> tuple[TimeMention, ...]:
    """The dates of a sentence; where it has none and verbs stand at the end, its times of day, on the day told last.

    Elsewhere a time of day is as often that of a plan or a programme (liftoff is set for 10:10 p.m.).
    """
    dates = tuple(time for time in times if time.kind in _DATING)
    return dates if dates or not (rules.final or rules.dates_first) else tuple(times)


def _inside(items: Sequence[Item], starts: Sequence[int], start: int, end: int) -> Sequence[Item]:
    return items[bisect_left(starts, start) : bisect_left(starts, end)]
