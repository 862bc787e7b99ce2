"""Clauses of a sentence: cuts at connective endings, commas and conjunctions, and where reported speech lies.

Input: a Passage. Output: its ``Clause`` list in text order, which together cover the core of the sentence; offsets
relative to the sentence. A ``weak`` cut may be undone by the event finder where both sides tell one happening.
Limits: rules are patterns of ``words.toml``; where tokens carry tags, a rule may ask for the tag at the cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.extract.passage import Passage
from pipeline.extract.predicates_final import is_topic
from pipeline.extract.triggers import Hit
from pipeline.records import quick
from pipeline.rules import Rule

ClauseKind = Literal["main", "strong", "weak", "relative"]
_OPEN, _CLOSE = "“‘「『《(（〈[", "”’」』》)）〉]"
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_CASES = ("JKS", "JKO", "JKB")
_EDGE = " \t\n\r\xa0,，、"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """``[start, end)`` of the sentence. ``opened`` says how it hangs on the clause before it, by rule ``rule``."""

    start: int
    end: int
    opened: ClauseKind
    rule: str


def split(passage: Passage, hits: Sequence[Hit] = ()) -> tuple[Clause, ...]:
    """The clauses of the passage's core, at least one; no cut falls into a trigger of ``hits`` or right behind one."""
    start, end = passage.core
    taken = {position for hit in hits for position in range(hit.start + 1, hit.end)}
    taken |= {hit.end for hit in hits} if not passage.rules.final else set()
    cuts = sorted(
        (cut for cut in _cuts(passage, start, end, hits) if cut[0] not in taken),
        key=lambda cut: (cut[0], cut[1] != "strong"),
    )
    clauses: list[Clause] = []
    opened: ClauseKind = "main"
    rule = "clause.sentence@1"
    for position, kind, name in cuts:
        if position <= start:
            continue
        clauses.append(_clause(passage, start, position, opened, rule))
        start, opened, rule = position, kind, name
    clauses.append(_clause(passage, start, end, opened, rule))
    return tuple(clause for clause in clauses if clause.start < clause.end)


def _clause(passage: Passage, start: int, end: int, opened: ClauseKind, rule: str) -> Clause:
    while start < end and passage.text[start] in _EDGE:
        start += 1
    while end > start and passage.text[end - 1] in _EDGE:
        end -= 1
    return Clause(start=start, end=end, opened=opened, rule=rule)


def _cuts(passage: Passage, start: int, end: int, hits: Sequence[Hit]) -> Iterator[tuple[int, ClauseKind, str]]:
    closed = _closed(passage)
    begun: dict[int, str] | None = None
    for rule in passage.rules.clauses:
        kind: ClauseKind = rule.value or rule.fields.get("kind", "weak")
        wanted, never = rule.fields.get("tag", ""), rule.fields.get("not_before", "")
        for match in rule.pattern.finditer(passage.key, start, end):
            position = match.end()
            if not start < position < end or not _tagged(passage, position, wanted):
                continue
            if never:
                begun = _begun(passage) if begun is None else begun
                if begun.get(position + 1, "").startswith(never):
                    continue
            if not any(a < position <= b for a, b in closed) and not _reported(passage, start, position, end):
                yield position, kind, rule.name
    for position in _verbless(passage, hits) if passage.rules.final else ():
        if start < position < end and not any(a < position <= b for a, b in closed):
            yield position, "strong", "clause.verbless@1"


def _tagged(passage: Passage, position: int, wanted: str) -> bool:
    """Whether the token that ends there has the tag that a cut needs, if it needs one; any has without a tagger."""
    if not wanted or not passage.tokens:
        return True
    token = passage.token_to(position)
    return token is not None and wanted in token.tag


def _begun(passage: Passage) -> dict[int, str]:
    """Tag by where the word begins, of all but verbs that modify (오|는): one right behind another is one with it."""
    following = [*passage.tokens[1:], None]
    return {
        token.start - passage.offset: token.tag
        for token, after in zip(passage.tokens, following, strict=False)
        if not (after is not None and after.tag == "ETM" and after.start == token.end)
    }


def _verbless(passage: Passage, hits: Sequence[Hit]) -> Iterator[int]:
    """Where a clause ends in its event noun, as in terse reports (병원으로 후송, …; 10일 출국, …): a comma behind the
    noun, a case particle or a date right before it. Right behind an object any noun will do (총사령부를 설치, …)."""
    ending = [hit for hit in hits if hit.noun and passage.key.startswith(", ", hit.end)]
    for before, noun in pairwise(passage.tokens):
        at = noun.end - passage.offset
        if before.tag == "JKO" and noun.tag == "NNG" and passage.key.startswith(", ", at):
            yield at
    if not ending:
        return
    marked = {token.end - passage.offset for token in passage.tokens if token.tag in _CASES}
    marked |= {passage.local(time.span)[1] for time in passage.times if time.span is not None}
    yield from (hit.end for hit in ending if len(passage.key[: hit.start].rstrip()) in marked)


def _reported(passage: Passage, start: int, position: int, end: int) -> bool:
    """Whether a cut falls into what a speaker named before says: topic, subject, cut, and a quotation marker later."""
    if not passage.rules.final:
        return False
    later = any(rule.pattern.search(passage.key, position, end) for rule in passage.rules.quotes)
    if not later:
        return False
    topic = False
    for token in passage.tokens_between(start, position):
        if is_topic(passage, token):
            topic = True
        elif topic and token.tag == "JKS":
            return True
    return topic and _deeds_told(passage, start, position, end)


def _deeds_told(passage: Passage, start: int, position: int, end: int) -> bool:
    """Whether the speaker tells of several deeds, this the first (경찰은 A를 붙잡고, B를 찾았다고 밝혔다).

    It has no date of its own, and is not what the saying itself consists of (담화를 내고).
    """
    dated = any(time.span is not None and start <= passage.local(time.span)[0] < position for time in passage.times)
    told = passage.rules.said("deeds_told", passage.key[:end], position)
    return (
        told is not None and not dated and not passage.rules.said("utters", passage.key[start:position], how="search")
    )


def _closed(passage: Passage) -> list[tuple[int, int]]:
    """Stretches that no cut may enter: brackets, quotations and dates."""
    spans = [passage.local(time.span) for time in passage.times if time.span is not None]
    spans += [passage.local(entity.span) for entity in passage.entities]
    stack: list[int] = []
    for found in _BRACKET.finditer(passage.text):
        if found[0] in _OPEN:
            stack.append(found.start())
        elif stack:
            spans.append((stack.pop(), found.start()))
    for match in re.finditer(r'"[^"]{1,300}"', passage.text):
        spans.append((match.start(), match.end() - 1))
    return spans if passage.rules.final or passage.rules.dates_first else _said_in_part(passage, spans)


def _said_in_part(passage: Passage, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``spans`` without the quotation that opens the sentence: its clauses tell what was done, as others do."""
    return [(a, b) for a, b in spans if a > passage.core[0] or passage.text[a] not in '"“']


def content_of(passage: Passage, clause: Clause) -> tuple[int, int, Rule] | None:
    """The reported content inside a clause of a verb-final language, up to its marker; None where there is none."""
    best: tuple[int, int, Rule] | None = None
    for rule in passage.rules.quotes:
        for match in rule.pattern.finditer(passage.key, clause.start, clause.end):
            if best is None or match.start() > best[1]:
                best = (clause.start, match.start() + 1, rule)
    return best
