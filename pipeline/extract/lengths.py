"""The year of a date that a length of time settles: "closed for two years and eight months" leads back to a start.

Input: the steps of a first walk. Output: an ``Answer`` for each date without a year beside a length that leads back to
something told of the same thing. Limits: what is the same thing is judged by shared words of the sentence, rare ones
alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.extract.amounts import back
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import Answer, Step, Told
from pipeline.extract.placed import Item
from pipeline.extract.plan import Plan
from pipeline.extract.valuing import value
from pipeline.languages import code_of
from pipeline.model import Reading
from pipeline.records import replace

RARE = 0.04
"""Share of sentences above which a word tells nothing about what a sentence is about."""
MANY = 60
"""Sentences beyond which a word is not rare, however long the text is."""
GAP = 92
"""Days by which a counted start may miss the event that it leads back to."""


def settled(reading: Reading, plan: Plan, steps: Sequence[Step], cues: Mapping[str, Cues]) -> Mapping[int, Answer]:
    """Dates without a year whose clause tells a length that leads back to something told elsewhere."""
    open_ = [(item, found) for item in plan.items if (found := _open_date(plan, steps, item)) is not None]
    if not open_:
        return {}
    words = Words(reading, plan, steps, cues)
    out: dict[int, Answer] = {}
    for item, dated in open_:
        answer = _settled(item, plan.items[dated], plan, steps, words)
        if answer is not None:
            out[dated] = answer
    return out


def _open_date(plan: Plan, steps: Sequence[Step], item: Item) -> int | None:
    """The index of the date without a year in the sentence of a length of time, if another year fits its place too."""
    kind, amount = item.expression.kind, item.expression.amount
    if kind not in ("duration", "interval_since") or not amount or item.expression.unit not in ("year", "month"):
        return None
    if kind == "duration" and item.standing.counts != "halted":
        return None
    for index in plan.of_sentence.get(item.sentence, ()) if item.sentence >= 0 else ():
        p = plan.items[index].expression.start
        undated = p is not None and p.base == "context" and p.year is None and p.month is not None
        if undated and steps[index].told is not None:
            return index
    return None


def _settled(length: Item, dated: Item, plan: Plan, steps: Sequence[Step], words: Words) -> Answer | None:
    p, first = dated.expression.start, steps[dated.index].answer.date
    ahead = plan.ahead[dated.index]
    if p is None or first is None or first.start is None or ahead is None or ahead.start is None:
        return None
    supported: list[tuple[Edtf, Told]] = []
    for year in range(first.start.year, ahead.start.year + 1):
        made = value(replace(p, year=year))
        fits = made is not None and made.start is not None and made.start <= (ahead.end or ahead.start)
        begun = back(made, length.expression.amount or 0, length.expression.unit or "year") if made and fits else None
        halt = length.standing.counts == "halted"
        other = words.told_near(begun, length.sentence, halt=halt) if begun is not None else None
        if made is not None and other is not None:
            supported.append((made, other))
    if len(supported) != 1:
        return None
    made, other = supported[0]
    anchor = anchors.counted(other.date, back=False)
    says = "the length told leads back to what the text dates elsewhere"
    others = (first,) if first != made else ()
    return Answer(made, "partial", anchor, "time.length_of_time", says, 0.75, others)


class Words:
    """Which dated sentences tell of the same thing: they share rare words. Built once a document, then only read."""

    def __init__(self, reading: Reading, plan: Plan, steps: Sequence[Step], cues: Mapping[str, Cues]) -> None:
        self._reading, self._cues = reading, cues
        self._of = [_content(reading, number) for number in range(len(reading.sentences))]
        counts = Counter(word for words in self._of for word in words)
        limit = min(MANY, max(3, int(RARE * len(self._of))))
        self._rare = {word for word, count in counts.items() if count <= limit}
        self._at: dict[str, list[tuple[int, Told]]] = defaultdict(list)
        for item, step in zip(plan.items, steps, strict=True):
            if step.told is None or item.sentence < 0:
                continue
            for word in sorted(self._of[item.sentence] & self._rare):
                self._at[word].append((item.sentence, step.told))

    def told_near(self, when: Edtf, sentence: int, *, halt: bool = False) -> Told | None:
        """A date near ``when`` that a sentence with a rare word of this one tells; the one with most such words.

        ``halt`` asks for a sentence that tells of a halt: what was closed for two years was closed then.
        """
        shared: Counter[tuple[int, str]] = Counter()
        found: dict[tuple[int, str], Told] = {}
        for word in sorted(self._of[sentence] & self._rare):
            for number, told in self._at[word]:
                if number != sentence and _near(told.date, when) and (not halt or self._halts(number)):
                    shared[number, told.date.text] += 1
                    found[number, told.date.text] = told
        best = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
        return found[best[0][0]] if best else None

    def _halts(self, number: int) -> bool:
        sentence = self._reading.sentences[number]
        cues = self._cues.get(code_of(sentence.language), NONE)
        return cues.search("sentence", "halted", sentence.span.of(self._reading.folded)) is not None


def _near(date: Edtf, when: Edtf) -> bool:
    if date.start is None or date.end is None or when.start is None or when.end is None:
        return False
    return (date.start - when.end).days <= GAP and (when.start - date.end).days <= GAP


def _content(reading: Reading, number: int) -> frozenset[str]:
    tokens = reading.sentences[number].tokens
    nouns = ("NOUN", "PROPN", "X")
    return frozenset(token.lemma for token in tokens if token.pos in nouns and len(token.lemma) > 1)
