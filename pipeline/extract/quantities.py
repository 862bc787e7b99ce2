"""Numbers with their unit, what is counted, and their bound: ``2만5천t의 밀``, ``1万名士兵``, ``about 500 men``.

Input: a Reading with tokens. Output: Quantities in text order; spans are code points of ``document.text``. A number
that is a date, a rank (2차, 第3次), a factor (2배), a version or stands without a unit is none. Bounds: 약 约 about ->
``about``; 여 余 over, at least -> ``at_least`` (low only); 최대 最多 up to -> ``at_most`` (high only).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, cast

from pipeline.extract.passage import key_of
from pipeline.model import Quantity, Reading, Reason, Sentence, Span, Token
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.extract.quantity_rules import QuantityRules
    from pipeline.resources import Resources

Bound = Literal["exact", "about", "at_least", "at_most", "range"]
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NOUN = ("NNG", "NNP", "XSN", "SL")


def find(reading: Reading, resources: Resources) -> tuple[Quantity, ...]:
    """All quantities of the document, in text order."""
    out: list[Quantity] = []
    before: list[Quantity] = []
    for sentence in reading.sentences:
        language = resources.language_of(sentence.language)
        if language is None or not reading.blocks[sentence.block].tells_events:
            continue
        rules = resources.quantity_rules(language.code)
        if rules.pattern is None:
            continue
        key = key_of(sentence.span.of(reading.folded), resources.event_rules(language.code), resources.scripts)
        found = list(_in_sentence(sentence, key, reading.document.text, rules))
        counted = [_counting_on(item, before + found[:index], rules) for index, item in enumerate(found)]
        out, before = out + counted, counted
    return tuple(out)


def _counting_on(quantity: Quantity, before: Sequence[Quantity], rules: QuantityRules) -> Quantity:
    """A bare counter counts on what it counted last in this sentence or the one before (12 horses; then 30 more)."""
    if quantity.unit not in rules.loose or quantity.what in rules.things:
        return quantity
    same = [q for q in before if q.unit not in rules.loose and q.surface[-1:] == quantity.surface[-1:]]
    return replace(quantity, unit=same[-1].unit, what=same[-1].what) if same else quantity


def _in_sentence(sentence: Sentence, key: str, text: str, rules: QuantityRules) -> Iterator[Quantity]:
    assert rules.pattern is not None
    offset = sentence.span.start
    for match in rules.pattern.finditer(key):
        unit = _unit(match, key, rules)
        if unit is None:
            continue
        span = Span(offset + match.start(), offset + match.end())
        low, high, bound = _value(match, unit[1], rules)
        thing = _thing_behind(match, key, rules)
        what = _what(sentence, match, key, text, rules)
        if thing is not None:
            what = text[offset + thing.start : offset + thing.end]
        yield Quantity(
            span=span,
            surface=span.of(text),
            low=low,
            high=high,
            unit=rules.refined(unit[0], thing.of(key) if thing else what),
            what=what,
            bound=bound,
            reasons=(Reason(rule="quantity@1", says=f"{match['number'].strip()} in {unit[0]}", span=span),),
        )


def _unit(match: re.Match[str], key: str, rules: QuantityRules) -> tuple[str, float] | None:
    """The unit's common name and factor, or None where the number counts nothing."""
    if match["prefix"]:
        return rules.prefixes[match["prefix"]], 1
    word = match["unit"]
    if not word and rules.counts_people(key, *match.span()):
        return "people", 1
    if not word:
        return ("days", 1) if match["number"] in rules.stand_alone else None
    if word in rules.framed:
        unit, needs = rules.framed[word]
        return (unit, 1) if needs.search(key[: match.start()]) else None
    name, _, factor = rules.units[word].partition("=")
    return name, float(factor or 1)


def _value(match: re.Match[str], factor: float, rules: QuantityRules) -> tuple[float | None, float | None, Bound]:
    first = number(match["number"], rules)
    words = [(match[name] or "").strip() for name in ("before", "over", "after")]
    bound = next((rules.bounds[word] for word in words if word in rules.bounds), "exact")
    if match["second"]:
        second = number(match["second"], rules)
        return _times(first, factor), _times(second, factor), "range"
    value = _times(first, factor)
    low = None if bound == "at_most" else value
    high = None if bound == "at_least" else value
    return low, high, cast(Bound, bound)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def number(text: str, rules: QuantityRules) -> float | None:
    """The value of a numeral in digits, words or both; None for a vague one (수백만, dozens of)."""
    text = text.strip()
    if text in rules.vague:
        return None
    total = section = 0.0
    current: float | None = None
    for part in _parts(text, rules):
        if isinstance(part, float):
            current = (
                (current or 0.0) + part if current and part < 100 <= 0 else part if current is None else current + part
            )
            continue
        base = current if current is not None else (section or 1.0) if part >= 10_000 else 1.0
        if part >= 1000 and (part >= 10_000 or rules.multipliers.get("thousand") == part):
            total += ((section if current is None or section else 0.0) + (current or 0.0) or base) * part
            section = 0.0
        else:
            section += base * part
        current = None
    return total + section + (current or 0.0)


def _parts(text: str, rules: QuantityRules) -> Iterator[float | int]:
    """Numerals as floats, multipliers as ints, in order."""
    position = 0
    while position < len(text):
        digits = _DIGITS.match(text, position)
        if digits:
            yield float(digits[0].replace(",", ""))
            position = digits.end()
            continue
        word = next((name for name in rules.numerals if text.startswith(name, position)), None)
        if word is None:
            position += 1
            continue
        yield int(rules.multipliers[word]) if word in rules.multipliers else float(rules.words[word])
        position += len(word)


def _thing_behind(match: re.Match[str], key: str, rules: QuantityRules) -> Span | None:
    """The known thing that a bare counter stands before (15个成员国, 15개 이사국)."""
    if rules.units.get(match["unit"] or "") not in rules.loose:
        return None
    start = match.end() + int(key[match.end() : match.end() + 1] in (" ", "的"))
    known = [len(name) for name in rules.things if key.startswith(name, start)]
    return Span(start, start + max(known)) if known else None


def _what(sentence: Sentence, match: re.Match[str], key: str, text: str, rules: QuantityRules) -> str:
    """What is counted: the noun behind the unit (2t의 밀, 名士兵, tonnes of wheat), else the one before (선원 3명)."""
    offset = sentence.span.start
    if any("NN" in token.tag for token in sentence.tokens):
        return _korean_what(sentence.tokens, offset + match.start(), offset + match.end(), text)
    behind = rules.what_after.match(key, match.end())
    if behind is None:
        return match["unit"] if match["unit"] in rules.nouns else ""
    return text[offset + behind.start(1) : offset + behind.end(1)]


def _korean_what(tokens: Sequence[Token], start: int, end: int, text: str) -> str:
    after = [token for token in tokens if token.start >= end]
    if after and after[0].tag == "JKG" and len(after) > 1:
        noun = _run(after[1:])
        if noun:
            return text[noun[0].span.start : noun[-1].span.end]
    before = [token for token in tokens if token.end <= start]
    noun = list(reversed(_run(list(reversed(before)))))
    if noun and not any(token.tag.startswith("J") for token in noun):
        return text[noun[0].span.start : noun[-1].span.end]
    following = _run(after)
    return text[following[0].span.start : following[-1].span.end] if following else ""


def _run(tokens: Sequence[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        if token.tag not in _NOUN or len(out) == 3:
            break
        out.append(token)
    return out
