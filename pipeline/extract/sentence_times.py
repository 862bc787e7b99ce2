"""Walks a document sentence by sentence and asks, at each, what it would inherit (see inheritance.py).

Input: a Reading, its plan, the steps of the resolver's walk, document dates and cues. Output: one ``SentenceTime`` a
sentence, and one for the head of each sentence whose first date does not open it: what a clause inherits that is over
before that date is told. Limits: a plan dates its own sentence only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.brackets import in_speech
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import DocumentDate, Step, Told
from pipeline.extract.governing import opening_of
from pipeline.extract.inheritance import FAR, Line, Place, before_own, time_of, timed
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.languages import code_of
from pipeline.model import Reading, SentenceTime
from pipeline.records import replace

LENGTH, BACK = 400, 40
"""Signs of a sentence in which cues are looked for; sentences back to a happening that is named again."""


def sentence_times(
    reading: Reading,
    plan: Plan,
    steps: Sequence[Step],
    documents: Sequence[DocumentDate | None],
    cues: Mapping[str, Cues],
) -> tuple[tuple[SentenceTime, ...], tuple[SentenceTime, ...]]:
    """What each sentence inherits, in order; and, where a date stands inside one, what is over before it."""
    after = _next_told(reading, plan, steps)
    leads = _leads(reading, plan, steps, documents)
    single = _single_days(reading, plan, steps)
    out: list[SentenceTime] = []
    heads: list[SentenceTime] = []
    line, section, block = Line(), -1, -1
    beyond = line  # what was told before a picture, whose caption goes on for itself
    for number, sentence in enumerate(reading.sentences):
        if sentence.block != block and block >= 0 and reading.blocks[block].kind == "caption":
            line = beyond
        if plan.section_of[sentence.block] != section:
            section, line = plan.section_of[sentence.block], Line(at=line.at)
        if block >= 0 and documents[sentence.block] != documents[block]:
            line = Line(at=line.at)
        if sentence.block != block:
            block, line = sentence.block, replace(line, block=None) if line.block else line
            beyond = line
        own = [steps[index] for index in plan.of_sentence.get(number, ()) if steps[index].told]
        said, own_cues = sentence.span.of(reading.folded)[:LENGTH], cues.get(code_of(sentence.language), NONE)
        if line.account and (own or own_cues.search("sentence", "account_over", said)):
            line = replace(line, account=None)
        recounts = own_cues.search("sentence", "account", said) is not None
        place = Place(
            number=number,
            section=plan.sections[section],
            document=documents[block],
            kind=reading.blocks[block].kind,
            opens=opening_of(said[:80], own_cues)
            or ("reaction" if own_cues.search("sentence", "comment", said) else ""),
            line=line,
            after=after[number],
            lead=leads.get((reading.blocks[block].article, documents[block])),
            single=single.of(reading.blocks[block].article, section, number - line.at),
            performs=own_cues.search("sentence", "performs", said) is not None,
            now=_tells_now(said, own_cues),
            named=_named(reading, plan, steps, number, own_cues),
        )
        told = [step.told for step in own if step.told]
        if not told and _open(place, plan, steps):
            out.append(timed(place, None, anchors.nothing("its own date is open"), "time.own_date_open", 0.0))
        else:
            out.append(time_of(place, told, reading.blocks[block].tells_events))
        if told and told[0].span is not None and told[0].span.start > sentence.span.start:
            heads.append(before_own(place, told[0]))
        line = _moved(line, own, number, documents[block])
        if recounts:
            inside = [steps[index] for index in plan.of_sentence.get(number, ())]
            line = replace(line, account=_recounted(inside, documents[block]))
    return tuple(out), tuple(heads)


def _tells_now(said: str, cues: Cues) -> bool:
    """Whether a sentence says, outside any quotation, how things stand as it is written."""
    found = cues.search("sentence", "now", said)
    return found is not None and not in_speech(said[: found.start()], said[found.end() :])


def _named(reading: Reading, plan: Plan, steps: Sequence[Step], number: int, cues: Cues) -> Told | None:
    """The date of the happening that the sentence names again (the talks with X): that of the last sentence with X."""
    sentence = reading.sentences[number]
    found = cues.match("opening", "named_event", sentence.span.of(reading.folded)[:LENGTH])
    if found is None:
        return None
    for before in range(number - 1, max(-1, number - BACK), -1):
        other = reading.sentences[before]
        if plan.section_of[other.block] != plan.section_of[sentence.block]:
            return None
        if found["name"] not in other.span.of(reading.folded):
            continue
        own = plan.of_sentence.get(before, ())
        dated = [t for i in own if (t := steps[i].told) is not None and not t.planned]
        if dated and not any(_counts_on(plan.items[i]) for i in own):
            return dated[-1]
    return None


def _counts_on(item: Item) -> bool:
    """Whether it counts days on from what was told: five days after the visit of X tells another day than the visit."""
    p = item.expression.start
    return p is not None and p.base == "running" and p.shift_unit == "day" and p.shift != 0


def _open(place: Place, plan: Plan, steps: Sequence[Step]) -> bool:
    """Whether the sentence has a date of its own in its main line, or keeps an anniversary, that nothing decides."""
    document = place.document
    news = document is not None and place.section.genre(document.news_year) == "report"
    for index in plan.of_sentence.get(place.number, ()):
        item, found = plan.items[index], steps[index].answer
        kept = item.expression.kind == "anniversary" and item.standing.place == "main" and not news
        if (item.main or kept) and found.date is None and item.standing.counts != "event":
            return True
    return False


def _moved(line: Line, own: Sequence[Step], number: int, document: DocumentDate | None) -> Line:
    """The line after a sentence; a plan dates its own sentence only, and in a report what came before its deed."""
    for step in own:
        told = step.told
        if told is not None and not told.planned and not (told.behind and document is not None and document.day):
            fresh = document is not None and _is_news(told, document) and not told.counted
            news = told if fresh else line.news
            line = Line(told, told if step.moves else line.in_list, told, number, news)
    return line


def _is_news(told: Told, document: DocumentDate) -> bool:
    """Whether it is a day that a report tells as its news, and no week that ends on one."""
    return told.first == told.last and document.is_news(told.day)


def _recounted(inside: Sequence[Step], document: DocumentDate | None) -> Told | None:
    """The day before the news of which a charge or a ruling tells, be it told in the main line or as its content."""
    for step in inside:
        told = step.told or (Told.of(step.answer.date) if step.answer.date is not None else None)
        if told is not None and told.day is not None and not (document is not None and document.is_news(told.day)):
            return told
    return None


@dataclass(frozen=True, slots=True)
class _SingleDays:
    """The one day that all dates of an article, or of a section, tell, by their numbers."""

    articles: Mapping[int, Edtf]
    sections: Mapping[int, Edtf]

    def of(self, article: int, section: int, distance: int) -> Edtf | None:
        """That of the article, or that of the section, up to ``FAR`` sentences behind it."""
        return self.articles.get(article) or (self.sections.get(section) if distance < FAR else None)


def _single_days(reading: Reading, plan: Plan, steps: Sequence[Step]) -> _SingleDays:
    """The days of articles and of sections that tell one day alone."""
    articles: dict[int, set[Edtf]] = defaultdict(set)
    sections: dict[int, set[Edtf]] = defaultdict(set)
    for item, step in zip(plan.items, steps, strict=True):
        if item.block >= 0 and step.told is not None and reading.blocks[item.block].tells_events:
            articles[reading.blocks[item.block].article].add(step.told.date)
            sections[plan.section_of[item.block]].add(step.told.date)
    return _SingleDays(_alone(articles), _alone(sections))


def _alone(told: Mapping[int, set[Edtf]]) -> Mapping[int, Edtf]:
    """The one date of each set, apart from wider ones that hold it (the offensive of April, on 22 April)."""
    return {n: date for n, dates in told.items() for date in dates if all(o == date or o.contains(date) for o in dates)}


def _leads(
    reading: Reading, plan: Plan, steps: Sequence[Step], documents: Sequence[DocumentDate | None]
) -> Mapping[tuple[int, DocumentDate | None], Told]:
    """By article and document date: the day that the first paragraph of a report tells as its news."""
    out: dict[tuple[int, DocumentDate | None], Told] = {}
    seen: dict[tuple[int, DocumentDate | None], int] = {}
    for item, step in zip(plan.items, steps, strict=True):
        block = reading.blocks[item.block] if item.block >= 0 else None
        if block is None or not block.tells_events or block.kind == "heading" or step.answer.date is None:
            continue
        document, told = documents[item.block], step.told or Told.of(step.answer.date)
        if step.told is None and (document is None or told.day is None or told.day != document.day):
            continue
        if document is not None and told.fine == "day" and not document.is_news(told.day):
            continue  # the day of what the news is about (the quake of 12 May, of which X spoke on the 26th)
        report = block.article, document
        first = seen.setdefault(report, item.block)
        if item.block == first and document is not None and not told.planned and _is_news(told, document):
            out.setdefault(report, told)
    return out


def _next_told(reading: Reading, plan: Plan, steps: Sequence[Step]) -> list[Told | None]:
    """For each sentence the next date that a later sentence of its section tells in order."""
    out: list[Told | None] = [None] * len(reading.sentences)
    pending: Told | None = None
    section = -1
    for number in range(len(reading.sentences) - 1, -1, -1):
        sentence = reading.sentences[number]
        if plan.section_of[sentence.block] != section:
            section, pending = plan.section_of[sentence.block], None
        out[number] = pending
        for index in reversed(plan.of_sentence.get(number, ())):
            told = steps[index].told
            if told is not None and (steps[index].moves or not plan.sections[section].chronicle):
                pending = told
    return out
