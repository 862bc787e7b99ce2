"""Where a date stands in its sentence: main line, modifier, reported content, comparison or brackets; what it governs.

Input: a sentence with its time expressions and the cues of its language (languages/*/timeline.toml). Output: one
``Standing`` an expression. Only the main line moves the running date; the others date their own clause. Limits: cues
look at the surface, and at the tagger's adnominal endings where tokens are there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.extract.discourse import Place
from pipeline.model import Sentence, Span, TimeExpression
from pipeline.rules import Rule, load_rules

Where = Literal["after", "before", "sentence", "opening", "ending", "noun"]
_OPEN, _CLOSE = "(（[［", ")）]］"
_QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "《": "》"}
_ADNOMINAL = "ETM"
_STATIVE = ("VA", "VCP", "VCN")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"|'[^']*'|\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language, by where they look."""

    rules: tuple[Rule, ...]

    def at(self, where: Where) -> tuple[Rule, ...]:
        """The cues that look there."""
        return tuple(rule for rule in self.rules if rule.fields.get("where") == where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one expression stands: its place, what it governs, and what the sentence says around it."""

    place: Place
    governs: Span
    rule: str = ""
    planned: bool = False
    earlier: bool = False
    quoted: bool = False


def load_cues(folder: Path) -> Cues:
    """The cues of a language folder; none where it brings no timeline.toml."""
    path = folder / "timeline.toml"
    return Cues(load_rules(path, {}, table="cue") if path.exists() else ())


def standings(
    text: str, sentence: Sentence, expressions: Sequence[TimeExpression], cues: Mapping[str, Cues]
) -> tuple[Standing, ...]:
    """The standing of each of the sentence's expressions, in their order. ``text`` is the reading copy."""
    told = sentence.span.of(text)
    alone = sum(_dates(text, sentence, expression, cues) for expression in expressions) < 2
    found: list[Standing] = []
    for expression in expressions:
        mine = cues.get(expression.language) or Cues(())
        found.append(_standing(text, told, sentence, expression, mine, alone))
    return tuple(_shared_out(found, expressions, sentence))


def _dates(text: str, sentence: Sentence, expression: TimeExpression, cues: Mapping[str, Cues]) -> bool:
    """Whether the expression could date the sentence: a date that is no comparison and stands in no brackets."""
    before = text[sentence.span.start : expression.span.start]
    after = text[expression.span.end : sentence.span.end]
    mine = cues.get(expression.language) or Cues(())
    place, _ = _place(before, after, sentence, expression, mine, True)
    return expression.kind in ("date", "range") and place not in ("comparison", "bracket")


def _standing(
    text: str, told: str, sentence: Sentence, expression: TimeExpression, cues: Cues, alone: bool
) -> Standing:
    before = text[sentence.span.start : expression.span.start]
    after = text[expression.span.end : sentence.span.end]
    place, rule = _place(before, after, sentence, expression, cues, alone)
    return Standing(
        place=place,
        governs=sentence.span
        if place == "main"
        else Span(expression.span.start, _own_end(expression, sentence, after)),
        rule=rule,
        planned=_any(cues.at("sentence"), told, "planned"),
        earlier=any(cue.pattern.match(told.lstrip(" \"'“「-·•#")) for cue in cues.at("opening")),
        quoted=_inside(before, after),
    )


def _place(
    before: str, after: str, sentence: Sentence, expression: TimeExpression, cues: Cues, alone: bool
) -> tuple[Place, str]:
    if _bracketed(before, after):
        return "bracket", "time.in_brackets"
    for cue in cues.at("before"):
        if cue.pattern.search(before[-80:]):
            return cue.fields["means"], cue.name
    opening = len(before.strip(" \t\"'“「-–·•#*[]0123456789.,、")) <= 2
    for cue in cues.at("after"):
        if opening and cue.fields["means"] != "comparison":
            continue
        if cue.pattern.match(after):
            return cue.fields["means"], cue.name
    if _adnominal(after, sentence, expression, cues) and (not opening or (not alone and _bare(after))):
        return "modifier", "time.adnominal"
    return "main", ""


def _adnominal(after: str, sentence: Sentence, expression: TimeExpression, cues: Cues) -> bool:
    """Whether the clause after the expression modifies a noun: its last verb has an adnominal ending (Korean)."""
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(after)]
    for token in sentence.tokens:
        at = token.span.start - expression.span.end
        if at < 0 or any(span.start <= at < span.end for span in quoted):
            continue
        parts = token.tag.split("+")
        if parts[0] in _STATIVE:
            continue
        if _ADNOMINAL in parts:
            rest = after[token.span.end - expression.span.end :]
            return not any(cue.pattern.match(rest) for cue in cues.at("noun"))
        if "EF" in parts or "ETN" in parts or token.tag in ("SF", "SC"):
            return False
        if token.pos in ("VERB", "ADJ", "AUX") and any(cue.pattern.search(token.ending) for cue in cues.at("ending")):
            return False
    return False


def _bare(after: str) -> bool:
    """Whether neither a comma nor a particle sets the expression off from what follows."""
    return not re.match(r"\s*[,.，]|에|엔", after)


def _own_end(expression: TimeExpression, sentence: Sentence, after: str) -> int:
    """The end of the clause that a date beside the main line governs."""
    for token in sentence.tokens:
        if token.span.start >= expression.span.end and _ADNOMINAL in token.tag.split("+"):
            return token.span.end
    match = re.search(r"[,，;；。)）」』”]|(?<=다고)|(?<=라고)|的", after)
    return expression.span.end + (match.start() if match else len(after))


def _shared_out(found: Sequence[Standing], expressions: Sequence[TimeExpression], sentence: Sentence) -> list[Standing]:
    """Several main dates share the sentence: each governs up to the next one."""
    main = [index for index, standing in enumerate(found) if standing.place == "main"]
    out = list(found)
    for order, index in enumerate(main):
        start = sentence.span.start if order == 0 else expressions[index].span.start
        last = order + 1 == len(main)
        stop = sentence.span.end if last else max(expressions[main[order + 1]].span.start, expressions[index].span.end)
        out[index] = _governing(found[index], Span(start, max(start, stop)))
    return out


def _governing(standing: Standing, governs: Span) -> Standing:
    return Standing(
        place=standing.place,
        governs=governs,
        rule=standing.rule,
        planned=standing.planned,
        earlier=standing.earlier,
        quoted=standing.quoted,
    )


def _any(cues: Sequence[Rule], text: str, means: str) -> bool:
    return any(cue.fields["means"] == means and cue.pattern.search(text) for cue in cues)


def _bracketed(before: str, after: str) -> bool:
    depth = 0
    for char in reversed(before[-60:]):
        if char in _CLOSE:
            depth += 1
        elif char in _OPEN:
            if depth == 0:
                return any(char in _CLOSE for char in after[:60])
            depth -= 1
    return False


def _inside(before: str, after: str) -> bool:
    """Whether the expression stands inside quotation marks."""
    for opening, closing in _QUOTES.items():
        if opening == closing:
            if before.count(opening) % 2 == 1 and closing in after:
                return True
        elif before.rfind(opening) > before.rfind(closing) and closing in after:
            return opening != "《"
    return False
