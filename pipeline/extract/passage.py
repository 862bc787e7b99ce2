"""A sentence as the event finder sees it: its text, a search key of the same length, its tokens and its dates.

Input: a Reading, a Timeline, one sentence number. Output: a ``Passage``; every offset in it is relative to the
sentence, ``absolute`` turns it back. The core of a sentence ends before its full stop, ``#``, ``[n]`` and links.
Limits: the key folds case and Chinese script one character at a time, so that offsets stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.event_rules import EventRules
from pipeline.extract.triggers import Hit
from pipeline.model import Block, EntityMention, Quantity, Sentence, Span, TimeMention, Token
from pipeline.records import quick

_TAIL = re.compile(
    r"(?:[\s.。!?！？;；,、:]|#\d*|\[\d+\]|\[주\s*\d+\]|https?://\S+|\((?:러시아어|영어|중국어|일본어)\)|[-–—]+(?=\s*$))+$"
)
_HEAD = re.compile(r"^(?:[\s•·▲△◆◇■□●○▶▷※*\-–—+<>]|#\d*(?=\s)|\d{1,2}[.)]\s(?!\d))+")


NEWS = ("time.news@", "time.document@")
"""Reasons of the date of a sentence that tells the news of a report."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence. ``times`` are the dates that may date an event here; ``entities`` lie inside the sentence.

    ``entry``: it stands under a heading that is nothing but a date, as the entries of a chronicle do.
    ``news``: the sentence tells the news of its day, so that it needs no date of its own.
    ``goes_on``: it goes on with the story of a date told before, where the first verb of a sentence tells a deed.
    ``offset``: where the sentence starts in the document; ``starts``: where its tokens start in the sentence.
    """

    number: int
    sentence: Sentence
    block: Block
    text: str
    key: str
    core: tuple[int, int]
    tokens: tuple[Token, ...]
    times: tuple[TimeMention, ...]
    entities: tuple[EntityMention, ...]
    quantities: tuple[Quantity, ...]
    rules: EventRules
    offset: int
    starts: tuple[int, ...]
    masks: tuple[Span, ...] = ()
    hits: tuple[Hit, ...] = ()
    entry: bool = False
    news: bool = False
    asides: tuple[TimeMention, ...] = ()
    """The dates that stand in brackets."""
    goes_on: bool = False

    def tokens_from(self, at: int) -> tuple[Token, ...]:
        """The tokens that begin at ``at`` or behind it."""
        return self.tokens[bisect_left(self.starts, at) :]

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin in ``[start, end)``."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def tokens_over(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that lie, if only in part, in ``[start, end)``."""
        first = bisect_left(self.starts, start)
        if first and self.tokens[first - 1].end - self.offset > start:
            first -= 1
        return self.tokens[first : bisect_left(self.starts, end)]

    def token_at(self, start: int) -> Token | None:
        """The token that begins at ``start``, if one does."""
        at = bisect_left(self.starts, start)
        return self.tokens[at] if at < len(self.starts) and self.starts[at] == start else None

    def token_to(self, end: int) -> Token | None:
        """The token that ends at ``end``, if one does."""
        at = bisect_left(self.starts, end) - 1
        return self.tokens[at] if at >= 0 and self.tokens[at].end - self.offset == end else None

    def absolute(self, start: int, end: int) -> Span:
        """The span of the document for ``[start, end)`` of the sentence."""
        return Span(self.offset + start, self.offset + end)

    def local(self, span: Span) -> tuple[int, int]:
        """``[start, end)`` in the sentence for a span of the document."""
        return span.start - self.offset, span.end - self.offset


class Scripts(dict[int, str]):
    """Single characters of the traditional script to the simplified one, looked up once each; a table of
    ``str.translate``."""

    @cached_property
    def _converter(self) -> object:
        from opencc import OpenCC

        return OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        char = chr(code)
        simple = self._converter.convert(char)  # type: ignore[attr-defined]
        self[code] = simple if len(simple) == 1 else char
        return self[code]

    def simplify(self, text: str) -> str:
        """``text`` with every character in simplified script, of the same length."""
        return text.translate(self)


_FOLD = {ord("\n"): " ", ord("\r"): " ", ord("\t"): " ", 0xA0: " ", ord("，"): ",", ord("："): ":", ord("；"): ";"}


def key_of(text: str, rules: EventRules, scripts: Scripts) -> str:
    """The search key of ``text``: same length, white space as blanks, lower case, simplified script."""
    folded = text.translate(_FOLD)
    if rules.simplified:
        folded = scripts.simplify(folded)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else folded


def core_of(text: str) -> tuple[int, int]:
    """``[start, end)`` of ``text`` without bullets before it and stops, marks and links behind it."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    tail = _TAIL.search(text)
    end = tail.start() if tail else len(text)
    return (start, end) if start < end else (0, len(text.rstrip()))
