"""A block → spans of its sentences. Data: ``sentences.toml``.

Input: reading copy, the span of a block and its language code. Output: spans in order that together hold every
visible character of the block; note marks and source marks go with the sentence before them. Korean and Chinese
quotes and brackets are never split. Limits: line breaks inside a block (wrapped lines) end nothing; beyond 2,000
characters a sentence is cut whatever it holds.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitter:
    """The compiled patterns of one language."""

    end: re.Pattern[str]
    protect: re.Pattern[str]
    keep_before: re.Pattern[str]
    keep_after: re.Pattern[str]
    keep_after_quote: re.Pattern[str]
    final: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRules:
    """All splitters by language code, and the words that tell English from other languages in Latin script."""

    splitters: Mapping[str, Splitter]
    english: frozenset[str]
    not_english: frozenset[str]
    least_english: float


def load_sentence_rules(path: Path) -> SentenceRules:
    """Read ``sentences.toml``."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    english = data.pop("english")
    names = ("end", "protect", "keep_before", "keep_after", "keep_after_quote", "final")
    return SentenceRules(
        splitters={code: Splitter(**{name: re.compile(row[name]) for name in names}) for code, row in data.items()},
        english=frozenset(english["words"]),
        not_english=frozenset(english["other"]),
        least_english=english["least"],
    )


_LOOK_BACK = 24
_LONGEST = 2_000
"""A sentence longer than this is no sentence: it is cut at a space, so that no later step works on endless ones."""


def split(folded: str, block: Span, splitter: Splitter) -> list[Span]:
    """The sentences of one block."""
    text = folded[block.start : block.end]
    starts, ends = _protected(text, splitter)
    cuts: list[int] = []
    begin = 0
    for match in splitter.end.finditer(text):
        at = match.end()
        if at >= len(text):
            break
        if _inside(match.start(), starts, ends) or _kept(text, match, begin, splitter):
            continue
        cuts.append(at)
        begin = at
    return _spans(text, _bounded(text, cuts), block.start)


def _bounded(text: str, cuts: list[int]) -> list[int]:
    """The cuts, and more of them where two lie too far apart."""
    bounded: list[int] = []
    begin = 0
    for end in (*cuts, len(text)):
        while end - begin > _LONGEST:
            space = max(text.rfind(sign, begin + _LONGEST // 2, begin + _LONGEST) for sign in " \n")
            begin = space + 1 if space >= 0 else begin + _LONGEST
            bounded.append(begin)
        bounded.append(end)
        begin = end
    return bounded[:-1]


def _protected(text: str, splitter: Splitter) -> tuple[list[int], list[int]]:
    """Starts and ends of quotes and brackets; a stop right before the closing sign still ends the sentence."""
    spans = [match.span() for match in splitter.protect.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]


def _inside(at: int, starts: list[int], ends: list[int]) -> bool:
    position = bisect_right(starts, at) - 1
    return position >= 0 and at < ends[position]


def _kept(text: str, match: re.Match[str], begin: int, splitter: Splitter) -> bool:
    """Whether what stands before or after a stop shows that the sentence goes on."""
    before = text[max(begin, match.start() - _LOOK_BACK) : match.start()]
    glued = not match["marks"] and match["bare"] is None and match["spoken"] is None
    if glued and match["stop"].startswith("..") and not splitter.final.search(before):
        return True
    if glued and match["stop"] == "." and splitter.keep_before.search(before):
        return True
    quoted = bool(match["close"]) and splitter.keep_after_quote.match(text, match.end()) is not None
    return glued and (quoted or splitter.keep_after.match(text, match.end()) is not None)


def _spans(text: str, cuts: list[int], offset: int) -> list[Span]:
    spans: list[Span] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        part = text[start:end]
        stripped = part.strip()
        if not stripped:
            continue
        first = offset + start + len(part) - len(part.lstrip())
        if spans and len(spans[-1]) < _LONGEST and not any(char.isalnum() for char in stripped):
            spans[-1] = Span(spans[-1].start, first + len(stripped))
        else:
            spans.append(Span(first, first + len(stripped)))
    return spans
