"""Reading copy → masks: stretches of advertising that were inserted into sentences.

Input: the reading copy. Output: spans, sorted, not overlapping. A string is inserted if it stands several times in
the document with its end glued to words that elsewhere stand free, and none of its own words is used by the text
around it; or if it holds a word of the list of advertised goods next to a way to reach the seller. Limits: an
advertisement that stands once, in plain words, on a line of its own is left to the layout rules.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.model import Span

_WINDOW = 40
_LEAST = 5
_LEAST_TIMES = 3
_LEAST_CONTEXTS = 2
_MOST_CANDIDATES = 100
"""So many are looked at, so that hostile text cannot make reading slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpamRules:
    """Data: what may follow an ordinary word without a space (particles), and telltale words of advertisements."""

    particles: re.Pattern[str]
    telltale: re.Pattern[str]


def load_spam_rules(path: Path) -> SpamRules:
    """Read ``spam.toml``."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return SpamRules(particles=re.compile(data["particles"]), telltale=re.compile(data["telltale"], re.IGNORECASE))


# Chinese writes no spaces, so that being glued shows nothing there
_GLUED = re.compile(r"(?<=[,.、。，:;)\]])(?=[A-Za-z가-힣])")
_SPACED = re.compile(r"(?![一-鿿])\w")


def find_spam(folded: str, rules: SpamRules) -> tuple[Span, ...]:
    """All inserted stretches."""
    spans = [Span(*match.span()) for match in rules.telltale.finditer(folded)]
    for string in _candidates(folded)[:_MOST_CANDIDATES]:
        places = [match.start() for match in re.finditer(re.escape(string), folded)]
        if _inserted(folded, string, places, rules):
            spans += [Span(at, at + len(string)) for at in places]
    return _disjoint(spans)


def _candidates(folded: str) -> list[str]:
    """Longest common beginnings of stretches that follow a punctuation mark without a space, longest first."""
    windows = sorted(_window(folded, match.end()) for match in _GLUED.finditer(folded))
    strings = {_common(*pair) for pair in pairwise(windows)}
    return sorted((string for string in strings if len(string) >= _LEAST), key=lambda string: (-len(string), string))


def _common(left: str, right: str) -> str:
    """The longest common beginning, without spaces at its end."""
    same = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return left[:same].rstrip()


def _window(folded: str, start: int) -> str:
    text = folded[start : start + _WINDOW]
    line = text.split("\n", 1)[0]
    return re.split(r"[,.。，;!?]", line, maxsplit=1)[0]


def _inserted(folded: str, string: str, places: list[int], rules: SpamRules) -> bool:
    contexts: set[str] = set()
    for at in places:
        after = folded[at + len(string) : at + len(string) + 4]
        if after and _SPACED.match(after) and not rules.particles.match(after):
            contexts.add(after[:2])
    if len(contexts) < _LEAST_CONTEXTS or len(places) < _LEAST_TIMES:
        return False
    rest = folded.replace(string, "\n")
    return not any(word in rest for word in re.findall(r"\w{2,}", string))


def _disjoint(spans: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
